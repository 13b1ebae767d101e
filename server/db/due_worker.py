"""The worker that does due rows, of any table, on time, once (spec 90)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from server.db import due as rows
from server.db.due import Claim, DueTable
from server.db.errors import UnitsUnavailable
from server.db.listeners import EVERYTHING
from server.db.unit import Unit
from server.db.units import Units

LONGEST_SLEEP_S: Final = 1.0
CLAIMED_AT_ONCE: Final = 32
_TAKEN_SLEEP_S: Final = 0.02  # somebody else is at the rows that are due

Ending: TypeAlias = Callable[[Unit], None]
DueHandler: TypeAlias = Callable[[Claim], Awaitable[Ending]]
"""Does what lies outside the database (no transaction is open), then gives the work that ends
the row: that work runs only if the row is still waiting and ours, in a unit that has locked the
row's shop. It takes the row out of waiting or moves its due_at. Raising in either part makes
the row back off; it will be run again, so the outside must bear a repetition."""

_log = logging.getLogger(__name__)


def in_unit(handle: Callable[[Unit, str], None]) -> DueHandler:
    """A handler that needs nothing but the database: `handle(unit, row id)`."""

    async def run(claim: Claim) -> Ending:
        return lambda unit: handle(unit, claim.id)

    return run


class DueWorker:
    """Rows of one shop are done one after the other, in order of due_at; shops side by side."""

    def __init__(
        self,
        units: Units,
        due: DueTable,
        handle: DueHandler,
        read_clock: Callable[[], datetime],
        together: int = 1,
    ) -> None:
        """`read_clock`: the clock that `units` was opened with.

        `together`: so many rows of a shop are ended in one unit, for rows that come by the thousand
        and are ended in a moment. If one of them fails, each of them is ended alone.
        """
        self._units = units
        self._due = due
        self._together = together
        self._handle = handle
        self._read_clock = read_clock
        self._poke = asyncio.Event()
        self._is_stopping = False
        self._loop: asyncio.AbstractEventLoop | None = None
        units.on_commit(self._on_commit)

    async def run(self) -> None:
        """Work until `stop`; what has been claimed by then is finished first."""
        self._loop = asyncio.get_running_loop()
        while not self._is_stopping:
            self._poke.clear()  # before looking: a row written while we look wakes us again
            try:
                sleep_s = await self._look_and_work()
            except Exception:  # noqa: BLE001  # the loop must not die: the next look may fare better
                _log.exception("due rows not worked", extra={"table": self._due.table.name})
                sleep_s = LONGEST_SLEEP_S
            with suppress(TimeoutError):
                async with asyncio.timeout(sleep_s):
                    await self._poke.wait()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when the claimed rows are done."""
        self._is_stopping = True
        self._poke.set()

    async def drain(self) -> int:
        """Do one claim's worth of rows that are due now; gives how many."""
        claims = await self._units.write(lambda unit: rows.claim(unit, self._due, CLAIMED_AT_ONCE))
        by_shop = groupby(sorted(claims, key=_shop), key=_shop)  # stable: due order stays
        await asyncio.gather(*(self._in_turn(list(claims)) for _, claims in by_shop))
        return len(claims)

    def _on_commit(self, touched: frozenset[str]) -> None:
        is_meant = self._due.wake in touched or EVERYTHING in touched
        if is_meant and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._poke.set)

    async def _look_and_work(self) -> float:
        """Do what is due; gives the seconds to sleep, at most 1: that is what a lost poke costs."""
        now = self._read_clock()

        def look(session: Session) -> datetime | None:
            return rows.next_due(session, self._due, now)

        at = await self._units.read(look)
        if at is None:
            return LONGEST_SLEEP_S
        if at > now:
            return min((at - now).total_seconds(), LONGEST_SLEEP_S)
        return 0.0 if await self.drain() else _TAKEN_SLEEP_S

    async def _in_turn(self, claims: list[Claim]) -> None:
        for first in range(0, len(claims), self._together):
            some = [_Held(claim) for claim in claims[first : first + self._together]]
            if len(some) == 1 or not await self._do_together(some):
                for held in some:
                    await self._do(held)

    async def _do_together(self, some: Sequence[_Held]) -> bool:
        """End all of them in one unit; False when that did not work, and nothing was ended."""
        try:
            ends = [self._end(held, await self._outside(held)) for held in some]

            def end_all(unit: Unit) -> list[bool]:
                return [end(unit) for end in ends]

            kept = await self._units.write(end_all)
        except Exception:  # noqa: BLE001  # whose fault it was shows when each is done alone
            return False
        for held, is_kept in zip(some, kept, strict=True):
            self._say_if_lost(held, is_kept=is_kept)
        return True

    async def _do(self, held: _Held) -> None:
        try:
            ending = await self._outside(held)
            self._say_if_lost(held, is_kept=await self._units.write(self._end(held, ending)))
        except Exception:  # noqa: BLE001  # one row's failure is its own, the others go on
            _log.exception("due row failed", extra=self._named(held))
            await self._give_back(held)

    async def _outside(self, held: _Held) -> Ending:
        """Run the handler, with a heartbeat beside it."""
        is_over = asyncio.Event()
        heartbeat = asyncio.create_task(self._beat(held, is_over))
        try:
            return await self._handle(held.claim)
        finally:
            is_over.set()  # not cancelled: a beat on its way has to tell which lease we hold
            await heartbeat

    async def _beat(self, held: _Held, is_over: asyncio.Event) -> None:
        beat_s = self._due.lease.total_seconds() / 3
        while not is_over.is_set() and not held.is_lost:
            is_late = held.claim.lease_until - self._read_clock() < self._due.lease / 2
            was_refused = is_late and not await self._extend(held)
            with suppress(TimeoutError):
                async with asyncio.timeout(_TAKEN_SLEEP_S if was_refused else beat_s):
                    await is_over.wait()

    async def _extend(self, held: _Held) -> bool:
        """Keep the lease, or learn that it is lost; False when the database gave no answer."""
        claim = held.claim
        try:
            kept = await self._units.write(lambda unit: rows.extend(unit, self._due, claim))
        except UnitsUnavailable:
            return False
        held.claim, held.is_lost = kept or claim, kept is None
        return True

    def _end(self, held: _Held, ending: Ending) -> Callable[[Unit], bool]:
        def end(unit: Unit) -> bool:
            if held.is_lost or not rows.hold(unit, self._due, held.claim):
                return False
            ending(unit)
            rows.release(unit, self._due, held.claim)
            return True

        return end

    async def _give_back(self, held: _Held) -> None:
        def back(unit: Unit) -> bool:
            return rows.give_back(unit, self._due, held.claim)

        try:
            is_dead = await self._units.write(back)
        except UnitsUnavailable:
            # Nothing is lost: the lease runs out and the row is claimed again.
            _log.warning("due row keeps its lease", extra=self._named(held))
            return
        if is_dead:
            _log.error("due row given up", extra=self._named(held))

    def _say_if_lost(self, held: _Held, *, is_kept: bool) -> None:
        if not is_kept:
            _log.info("due row was no longer ours", extra=self._named(held))

    def _named(self, held: _Held) -> dict[str, object]:
        return {
            "table": self._due.table.name,
            "row": held.claim.id,
            "attempt": held.claim.attempt,
        }


@dataclass(slots=True)
class _Held:
    """A claim whose lease moves with the heartbeat."""

    claim: Claim
    is_lost: bool = False


def _shop(claim: Claim) -> str:
    return claim.shop_id or claim.id
