"""Applies what lies in the inbox, lane by lane, and asks the provider for what it did not push."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar, cast

from sqlalchemy import Table, text, update

from common.domain.errors import GatewayError
from common.domain.sms_receipts import Applied, Effect, Matching, Receipt
from server.db import lanes
from server.db.base import add_new
from server.db.due import Claim, DueTable
from server.db.due_worker import DueWorker, Ending
from server.db.errors import LaneLost, UnitsUnavailable
from server.db.lane_worker import LaneWorker, Lease
from server.db.lanes import Verdict
from server.db.unit import Unit
from server.db.units import Units
from server.gateways.sms.port import Heard, SmsProvider
from server.sms import inbox
from server.sms.inbox import Kept, Statuses
from server.sms.inbox_models import SmsPull

T = TypeVar("T")

_log = logging.getLogger(__name__)


class ApplyReceipts(Protocol):
    def __call__(self, unit: Unit, receipts: Sequence[Receipt]) -> Sequence[Matching]:
        """One answer a receipt, in order. It locks whatever it needs, brand by brand."""
        ...


def receipt_worker(
    units: Units, statuses: Statuses, apply: ApplyReceipts, read_clock: Callable[[], datetime]
) -> LaneWorker:
    return LaneWorker(units, inbox.LANES, _Applying(units, statuses, apply).drain, read_clock)


@dataclass(frozen=True, slots=True)
class _Applying:
    units: Units
    statuses: Statuses
    apply: ApplyReceipts

    async def drain(self, lease: Lease) -> Verdict:
        try:
            await self.units.write(lambda unit: self._apply(unit, self._taken(unit, lease)))
        except (UnitsUnavailable, LaneLost):
            raise
        except Exception:  # noqa: BLE001  # which of them it was, is found one by one
            _log.exception("receipts not applied together", extra={"lane": lease.key})
            await self._one_by_one(lease)
        return lanes.Done()

    async def _one_by_one(self, lease: Lease) -> None:
        """Nothing of the others is lost to the one that fails; that one rests."""
        kept = await self.units.write(lambda unit: self._taken(unit, lease))
        for each in kept:
            await self._one(each)

    async def _one(self, kept: Kept) -> None:
        try:
            await self.units.write(lambda unit: self._apply(unit, [kept]))
        except UnitsUnavailable:
            raise
        except Exception:  # noqa: BLE001  # it is told of, and tried again later
            _log.exception("receipt not applied", extra={"row": kept.id})
            await self.units.write(lambda unit: inbox.rest(unit, kept))

    def _taken(self, unit: Unit, lease: Lease) -> list[Kept]:
        return inbox.waiting(unit.session, lease.turn, lease.take(unit), self.statuses)

    def _apply(self, unit: Unit, kept: Sequence[Kept]) -> None:
        done = self.apply(unit, [each.receipt for each in kept])
        inbox.note(unit, list(zip(kept, done, strict=True)))
        for each, matching in zip(kept, done, strict=True):
            if isinstance(matching, Applied) and matching.effect is Effect.ALARM:
                receipt = each.receipt
                named = {"provider": receipt.provider, "status": receipt.status, "row": each.id}
                _log.warning("a receipt's status is not final", extra=named)


# ── asking ───────────────────────────────────────────────────────────────────────────────────────

PULLS: Final = DueTable(
    table=cast(Table, SmsPull.__table__), waiting=text("sms_pull.ended_at IS NULL"), has_shop=False
)
PULLED_AT_ONCE: Final = 100
_PULLS_A_TURN: Final = 50
_KEEP_TRIES_S: Final = (0.1, 0.5, 2.0, 5.0, 10.0, 20.0)


@dataclass(frozen=True, slots=True)
class Pulling:
    """Asks `provider` every so often; it forgets what it gave, so that is kept before anything else."""

    units: Units
    provider: SmsProvider
    every: timedelta

    def ensure(self, unit: Unit) -> None:
        """Write the row of this provider, and end those of others; each start of a server calls it."""
        name = self.provider.name
        row = {"id": name, "due_at": unit.now, "attempts": 0}
        if not add_new(unit.session, PULLS.table, row):
            unit.session.execute(
                update(SmsPull).where(SmsPull.id == name).values(ended_at=None, due_at=unit.now)
            )
        unit.session.execute(update(SmsPull).where(SmsPull.id != name).values(ended_at=unit.now))

    def worker(self, read_clock: Callable[[], datetime]) -> DueWorker:
        return DueWorker(self.units, PULLS, self._pull, read_clock)

    async def _pull(self, claim: Claim) -> Ending:
        try:
            is_more = await self._pull_receipts() | await self._pull_replies()
        except GatewayError as error:
            named = {"provider": self.provider.name, "why": str(error)}
            _log.warning("nothing pulled", extra=named)
            is_more = False
        wait = timedelta(milliseconds=1) if is_more else self.every

        def again(unit: Unit) -> None:
            unit.session.execute(
                update(SmsPull).where(SmsPull.id == claim.id).values(due_at=unit.now + wait)
            )

        return again

    async def _pull_receipts(self) -> bool:
        """True: there may be more than one turn takes."""
        for _ in range(_PULLS_A_TURN):
            heard = await self.provider.pull_receipts(PULLED_AT_ONCE)
            await self._keep(inbox.keep_receipts, heard)
            if not _is_full(heard):
                return False
        return True

    async def _pull_replies(self) -> bool:
        heard = await self.provider.pull_replies(PULLED_AT_ONCE)
        await self._keep(inbox.keep_replies, heard)
        return _is_full(heard)

    async def _keep(self, keep: Callable[[Unit, str, Heard[T]], None], heard: Heard[T]) -> None:
        """Nobody will tell us again: a database that is away for a moment must not cost it."""
        if not (heard.items or heard.unread):
            return
        for wait_s in _KEEP_TRIES_S:
            try:
                await self.units.write(lambda unit: keep(unit, self.provider.name, heard))
            except UnitsUnavailable:
                _log.error("what was pulled could not be kept yet", extra={"wait_s": wait_s})
                await asyncio.sleep(wait_s)
            else:
                return
        await self.units.write(lambda unit: keep(unit, self.provider.name, heard))


def _is_full(heard: Heard[T]) -> bool:
    return len(heard.items) + len(heard.unread) >= PULLED_AT_ONCE
