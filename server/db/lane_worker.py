"""The worker that drains lanes: many side by side, each by one drain at a time (spec 90).

**Slots.** Each pool of lanes has its own, so that codes never wait behind marketing. A drain that
takes longer than `patience_s` gives its slot to the next lane and goes on without one: a hundred
lanes whose provider hangs cost their own time and nobody else's. What bounds them then is
`at_once` for the whole worker, and `longest_s`, after which a drain is cancelled and backs off.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final, TypeAlias

from server.db import lanes as rows
from server.db.errors import LaneLost, UnitsUnavailable
from server.db.lanes import BackOff, LaneTable, Turn, Verdict
from server.db.listeners import EVERYTHING
from server.db.unit import Unit
from server.db.units import Units

SWEEP_S: Final = 1.0
_BETWEEN_SWEEPS_S: Final = 0.05
_REST_FOR_LOOK: Final = 10  # a look over thousands of lanes takes at most a tenth of the time
FINISH_S: Final = 10.0
"""What is being drained when the worker stops has this long to end."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Slots:
    """How many lanes of a pool are drained side by side, and how long a drain may keep a slot."""

    pool_of: Callable[[str], str] = lambda key: ""
    of_pool: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    otherwise: int = 8
    patience_s: float = 0.3
    at_once: int = 2000
    longest_s: float = 120.0


class Lease:
    """A drain that is ours, as its handler sees it; the worker's heartbeat keeps it."""

    def __init__(
        self, turn: Turn, lanes: LaneTable, units: Units, holder: str, clock: Callable[[], datetime]
    ) -> None:
        self.turn = turn
        self.is_lost = False
        self._lanes = lanes
        self._units = units
        self._holder = holder
        self._read_clock = clock

    @property
    def key(self) -> str:
        return self.turn.key

    @property
    def attempt(self) -> int:
        """How often the lane's first row has been tried, with this time."""
        return self.turn.attempt

    @property
    def lease_until(self) -> datetime:
        return self.turn.lease_until

    @property
    def within_s(self) -> float:
        """How long a call to the outside may take: half of a lease, counted from `may_begin`."""
        return self._lanes.lease.total_seconds() / 2

    def may_begin(self) -> bool:
        """Ask right before the first byte goes out: still ours, and not past half of the lease.

        The heartbeat renews it at a third; past half the database has not answered for a while,
        and another worker may take over before the outside has answered us.
        """
        left = self.lease_until - self._read_clock()
        return not self.is_lost and left > self._lanes.lease / 2

    def hold(self, unit: Unit) -> None:
        """Lock the lane in `unit`; raises LaneLost. For what may only be written by the one that drains."""
        rows.hold(unit, self.turn)

    def take(self, unit: Unit, limit: int | None = None) -> list[str]:
        """Lock the lane; ids of its first due rows, in order. Raises LaneLost."""
        return rows.take(unit, self._lanes, self.turn, limit)

    async def extend(self) -> bool:
        """Keep the lease for another full length; False when it is lost or the database does not answer."""
        asked_at = self._read_clock()
        with suppress(UnitsUnavailable):
            lost = await self._units.write(
                lambda unit: rows.extend(unit, self._lanes, self._holder, [self.turn])
            )
            self.extended(asked_at, is_lost=self.turn in lost)
            return not self.is_lost
        return False

    def extended(self, asked_at: datetime, *, is_lost: bool) -> None:
        """What a heartbeat has found that was begun at `asked_at`."""
        self.is_lost = self.is_lost or is_lost
        if not self.is_lost:
            self.turn = replace(self.turn, lease_until=asked_at + self._lanes.lease)


LaneHandler: TypeAlias = Callable[[Lease], Awaitable[Verdict]]
"""Drains a lane: takes rows in units of its own (`lease.take`), does what lies outside without a
transaction, writes what came of it, and says how the lane goes on. Raising is `BackOff`; a LaneLost
that it lets through ends it quietly. It may be cancelled, and it may be run again after a death at
any point: what it had begun must be read from its rows."""


def in_lane(handle: Callable[[Unit, Sequence[str]], Verdict], units: Units) -> LaneHandler:
    """A handler that needs nothing but the database: `handle(unit, row ids)` in one unit."""

    async def drain(lease: Lease) -> Verdict:
        return await units.write(lambda unit: handle(unit, lease.take(unit)))

    return drain


@dataclass(slots=True)
class _Pool:
    """`waiting`: keys in the order in which they asked, each once (a dict keeps both)."""

    free: int
    waiting: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Drain:
    """`again`: a row was committed meanwhile. `keeps_slot`: not given up yet."""

    pool: _Pool
    lease: Lease | None = None
    again: bool = False
    keeps_slot: bool = True


class LaneWorker:
    """Drains the lanes of one table. Several, in several processes, share the lanes between them."""

    def __init__(
        self,
        units: Units,
        lanes: LaneTable,
        handle: LaneHandler,
        read_clock: Callable[[], datetime],
        slots: Slots | None = None,
    ) -> None:
        """`read_clock`: the clock that `units` was opened with."""
        self._units = units
        self._lanes = lanes
        self._handle = handle
        self._read_clock = read_clock
        self._slots = slots or Slots()
        self._holder = str(uuid.uuid4())
        self._pools: dict[str, _Pool] = {}
        self._drains: dict[str, _Drain] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._look = asyncio.Event()
        self._stopping = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        units.on_commit(self.hear)

    @property
    def count(self) -> int:
        """Lanes that are being drained here now."""
        return len(self._drains)

    async def run(self) -> None:
        """Work until `stop`; drains that have begun by then have FINISH_S to end."""
        self._loop = asyncio.get_running_loop()
        beating = asyncio.create_task(self._beat())
        try:
            while not self._stopping.is_set():
                self._look.clear()  # before looking: what is committed while we look wakes us again
                began = self._loop.time()
                sleep_s = await self._look_around()
                took_s = self._loop.time() - began
                await _pause_for(self._look, sleep_s)
                await _pause_for(self._stopping, max(_BETWEEN_SWEEPS_S, took_s * _REST_FOR_LOOK))
            await self._finish()
        finally:
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating

    def stop(self) -> None:
        """Begin no drain from now on."""
        self._stopping.set()
        self._look.set()

    def hear(self, touched: frozenset[str]) -> None:
        """A poke, from any thread: rows of these lanes were committed."""
        beginning = self._lanes.wake
        keys = [name.removeprefix(beginning) for name in touched if name.startswith(beginning)]
        if self._loop is None or self._loop.is_closed():
            return
        if keys:
            self._loop.call_soon_threadsafe(self._want, keys)
        if EVERYTHING in touched:
            self._loop.call_soon_threadsafe(self._look.set)

    # ── who is next ─────────────────────────────────────────────────────────────────────────────

    async def _look_around(self) -> float:
        try:
            return await self._sweep()
        except Exception:  # noqa: BLE001  # the loop must not die: the next look may fare better
            _log.exception("lanes not swept", extra={"table": self._lanes.table.name})
            return SWEEP_S

    async def _sweep(self) -> float:
        """Find lanes with due rows and no drain; gives the seconds to sleep, at most 1."""
        found = await self._units.read(lambda session: rows.standing(session, self._lanes))
        now = self._read_clock()
        self._want([lane.key for lane in found if lane.at <= now and lane.key not in self._drains])
        following = min((lane.at for lane in found if lane.at > now), default=None)
        if following is None:
            return SWEEP_S
        return min(max((following - now).total_seconds(), _BETWEEN_SWEEPS_S), SWEEP_S)

    def _want(self, keys: Sequence[str]) -> None:
        for key in keys:
            running = self._drains.get(key)
            if running is not None:
                running.again = True
            else:
                self._pool(key).waiting[key] = None
        self._fill()

    def _pool(self, key: str) -> _Pool:
        name = self._slots.pool_of(key)
        if name not in self._pools:
            self._pools[name] = _Pool(self._slots.of_pool.get(name, self._slots.otherwise))
        return self._pools[name]

    def _fill(self) -> None:
        """Give every free slot to the lane that has waited longest for one."""
        for pool in self._pools.values():
            while (
                pool.waiting
                and pool.free > 0
                and len(self._drains) < self._slots.at_once
                and not self._stopping.is_set()
            ):
                key = next(iter(pool.waiting))
                del pool.waiting[key]
                pool.free -= 1
                self._drains[key] = _Drain(pool)
                task = asyncio.create_task(self._drain(key, self._drains[key]))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def _free_slot(self, drain: _Drain) -> None:
        if drain.keeps_slot:
            drain.keeps_slot = False
            drain.pool.free += 1
            self._fill()

    # ── one drain ───────────────────────────────────────────────────────────────────────────────

    async def _drain(self, key: str, drain: _Drain) -> None:
        is_more = False
        try:
            turn = await self._units.write(
                lambda unit: rows.claim(unit, self._lanes, key, self._holder)
            )
            if turn is None:
                self._look.set()  # it is due later than its poke, or somebody else's: look when
            else:
                is_more = await self._handled(turn, drain)
        except UnitsUnavailable:
            # Nothing is lost: a lease runs out, and the sweeper finds the lane again.
            _log.warning("lane could not be drained", extra={"lane": key})
        except Exception:  # noqa: BLE001  # one lane's failure is its own, the others go on
            _log.exception("lane could not be drained", extra={"lane": key})
        finally:
            del self._drains[key]
            if (is_more or drain.again) and not self._stopping.is_set():
                drain.pool.waiting[key] = None  # behind the others, however much it has
            drain.pool.free += drain.keeps_slot
            self._fill()

    async def _handled(self, turn: Turn, drain: _Drain) -> bool:
        """Run the handler and end the drain; True when more is due at once."""
        lease = Lease(turn, self._lanes, self._units, self._holder, self._read_clock)
        drain.lease = lease
        loop = asyncio.get_running_loop()
        patience = loop.call_later(self._slots.patience_s, self._free_slot, drain)
        try:
            verdict = await self._verdict(lease)
            released = await self._units.write(
                lambda unit: rows.release(unit, self._lanes, lease.turn, verdict)
            )
        except LaneLost:
            _log.info("lane was no longer ours", extra=_named(lease))
            return True
        finally:
            patience.cancel()
            drain.lease = None
        if released.dead is not None:
            _log.error("row of a lane given up", extra={**_named(lease), "row": released.dead})
        if isinstance(verdict, rows.Pause):
            _log.error("lane paused", extra={**_named(lease), "why": verdict.why})
        if not released.more:
            self._look.set()  # a later row or the end of its rest may come before the next sweep
        return released.more

    async def _verdict(self, lease: Lease) -> Verdict:
        try:
            async with asyncio.timeout(self._slots.longest_s):
                return await self._handle(lease)
        except LaneLost:
            raise
        except TimeoutError:
            _log.error("lane took too long", extra=_named(lease))
            return BackOff("took too long")
        except Exception as error:  # noqa: BLE001  # the handler's failure is this lane's alone
            _log.exception("lane failed", extra=_named(lease))
            return BackOff(type(error).__name__)

    # ── staying alive ───────────────────────────────────────────────────────────────────────────

    async def _beat(self) -> None:
        """One heartbeat for all drains here: thousands of lanes cost one statement."""
        beat_s = self._lanes.lease.total_seconds() / 3
        while True:
            await asyncio.sleep(beat_s)
            held = {x.lease.turn: x.lease for x in self._drains.values() if x.lease is not None}
            if held:
                await self._extend(held)

    async def _extend(self, held: Mapping[Turn, Lease]) -> None:
        asked_at = self._read_clock()
        try:
            lost = await self._units.write(
                lambda unit: rows.extend(unit, self._lanes, self._holder, held)
            )
        except Exception:  # noqa: BLE001  # the next beat may fare better; `may_begin` sees the lease age
            _log.exception("lanes not extended", extra={"table": self._lanes.table.name})
            return
        for turn, lease in held.items():
            lease.extended(asked_at, is_lost=turn in lost)

    async def _finish(self) -> None:
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=FINISH_S)
            for task in late:
                task.cancel()  # its lease runs out, and another worker reads from its rows how far it came
            await asyncio.gather(*late, return_exceptions=True)


async def _pause_for(woken: asyncio.Event, most_s: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(most_s):
            await woken.wait()


def _named(lease: Lease) -> dict[str, object]:
    return {"lane": lease.key, "turn": lease.turn.number, "attempt": lease.attempt}
