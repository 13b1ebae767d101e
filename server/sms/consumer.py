"""The consumer of a lane: takes messages up, asks the provider, writes down what it said.

No transaction is open while the provider is asked. Whatever dies, and when: a message that was not
yet SUBMITTING is taken up again; one that was is never sent a second time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from common.domain.ids import BrandId
from server.db.due import back_off
from server.db.errors import UnitsUnavailable
from server.db.lane_worker import LaneWorker, Lease
from server.db.lanes import BackOff, Done, Pause, Rest, Verdict
from server.db.unit import Unit
from server.db.units import Units
from server.gateways.sms.port import (
    BatchSms,
    Busy,
    Halted,
    Outcome,
    Permit,
    Refused,
    SingleSms,
    Unknown,
)
from server.sms import lane_table, submitting
from server.sms.submitting import UNKNOWN_AFTER, Manner, Outgoing

SIDE_BY_SIDE: Final = 16
"""Requests of one lane on their way at once."""
LONGEST_REST: Final = timedelta(seconds=30)
_RECORDED_AFTER_S: Final = (0.05, 0.2, 1.0, 3.0)

_log = logging.getLogger(__name__)


class Sends(Protocol):
    """What is asked of a provider here."""

    @property
    def name(self) -> str: ...

    async def send_single(self, sms: SingleSms, permit: Permit) -> Outcome: ...

    async def send_batch(self, sms: BatchSms, permit: Permit) -> Outcome: ...


def worker(
    units: Units,
    provider: Sends,
    read_clock: Callable[[], datetime],
    unknown_after: timedelta = UNKNOWN_AFTER,
    lease: timedelta = lane_table.LANES.lease,
) -> LaneWorker:
    """The worker of all lanes of messages. `read_clock`: the clock that `units` was opened with."""
    consumer = Consumer(units, provider, read_clock, unknown_after)
    lanes = replace(lane_table.LANES, lease=lease)
    return LaneWorker(units, lanes, consumer.drain, read_clock, lane_table.slots())


@dataclass(slots=True)
class _Drain:
    """One turn of a lane. `halted`: nothing more is begun."""

    lease: Lease
    answers: dict[str, Outcome] = field(default_factory=dict)
    halted: bool = False

    def may_begin(self) -> bool:
        return not self.halted and self.lease.may_begin()


class Consumer:
    """A `LaneHandler` for all lanes of messages."""

    def __init__(
        self,
        units: Units,
        provider: Sends,
        read_clock: Callable[[], datetime],
        unknown_after: timedelta = UNKNOWN_AFTER,
    ) -> None:
        """`read_clock`: the clock that `units` was opened with."""
        self._units = units
        self._read_clock = read_clock
        self._provider = provider
        self._manner = Manner(provider.name, unknown_after)

    async def drain(self, lease: Lease) -> Verdict:
        brand_id = lane_table.brand_of(lease.key)

        def take_up(unit: Unit) -> list[Outgoing]:
            return submitting.take_up(unit, brand_id, lease.take, self._manner)

        going = await self._units.write(take_up)
        drain = _Drain(lease)
        await self._send_all(brand_id, going, drain)
        return _verdict(going, drain.answers, self._read_clock())

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    async def _send_all(self, brand_id: BrandId, going: Sequence[Outgoing], drain: _Drain) -> None:
        """Send, in order, some side by side; write answers down as they come, many in one unit."""
        free = asyncio.Semaphore(SIDE_BY_SIDE)

        async def send(message: Outgoing) -> tuple[str, Outcome]:
            async with free:
                return message.id, await self._send(message, drain)

        waiting = {asyncio.create_task(send(message)) for message in going}
        try:
            while waiting:
                done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                answers = dict(task.result() for task in done)
                drain.answers |= answers
                await self._record(brand_id, answers)
        finally:
            for task in waiting:
                task.cancel()

    async def _send(self, message: Outgoing, drain: _Drain) -> Outcome:
        within_s = drain.lease.within_s
        permit = Permit(drain.may_begin, within_s, lane_table.pool_of(drain.lease.key))
        try:
            async with asyncio.timeout(within_s + 1.0):  # whatever the provider's own limit does
                outcome = await self._ask(message, permit)
        except TimeoutError:
            return Unknown("no answer in time")
        except Exception as error:  # noqa: BLE001  # a byte may have gone out: nobody knows
            return Unknown(type(error).__name__)
        if isinstance(outcome, Refused) and outcome.alarm:
            named = {"lane": drain.lease.key, "code": outcome.code, "why": outcome.why}
            _log.error("a refusal to look at", extra={**named, "sms_message": message.id})
        drain.halted = drain.halted or isinstance(outcome, Halted) or _is_throttled(outcome)
        return outcome

    async def _ask(self, message: Outgoing, permit: Permit) -> Outcome:
        if not permit.may_begin():
            return Busy("not_begun", "")
        if message.is_single:
            sms = SingleSms(message.id, message.phones[0], message.text)
            return await self._provider.send_single(sms, permit)
        batch = BatchSms(message.id, message.phones, message.text)
        return await self._provider.send_batch(batch, permit)

    async def _record(self, brand_id: BrandId, answers: Mapping[str, Outcome]) -> None:
        """Tried again while the database is away: what is not written down counts as unknown."""
        tried = 0
        while True:
            try:
                await self._units.write(lambda unit: submitting.record(unit, brand_id, answers))
            except UnitsUnavailable:
                if tried == len(_RECORDED_AFTER_S):
                    raise
                await asyncio.sleep(_RECORDED_AFTER_S[tried])
                tried += 1
            else:
                return


def _verdict(going: Sequence[Outgoing], answers: Mapping[str, Outcome], now: datetime) -> Verdict:
    for outcome in answers.values():
        if isinstance(outcome, Halted):
            return Pause(f"{outcome.code} {outcome.why}")
    tries: dict[str, int] = {message.id: message.tries for message in going}
    throttled = [tries[each] for each, outcome in answers.items() if _is_throttled(outcome)]
    if throttled:
        rest = min(back_off(min(throttled)), LONGEST_REST)
        return Rest(now + rest, "the provider is busy")
    if any(
        isinstance(outcome, Busy) and outcome.code == "not_begun" for outcome in answers.values()
    ):
        return BackOff("the lease grew old")
    return Done()


def _is_throttled(outcome: Outcome) -> bool:
    """All of the lane had better wait; a hint is about the one message."""
    return isinstance(outcome, Busy) and outcome.code != "not_begun" and not outcome.retry_after_s
