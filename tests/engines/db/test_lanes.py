"""Lanes keep their order, one drain at a time, whoever dies, stalls, races or is asked to pause."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from functools import partial

import pytest

from server.db import lanes
from server.db.lane_worker import LaneHandler, LaneWorker, Slots, in_lane
from server.db.lanes import Done, LaneTable, Verdict
from server.db.unit import Unit
from server.db.units import Units, open_units
from tests.engines.db.parcels import deliver, delivered, make_tables, parcel, parcel_lanes, send
from tests.support.clock import FakeClock
from tests.support.waiting import until

ME, OTHER = "worker 1", "worker 2"


@pytest.fixture
def parcels_url(migrated_url: str) -> str:
    make_tables(migrated_url)
    return migrated_url


@pytest.fixture
async def units(parcels_url: str, clock: FakeClock) -> AsyncIterator[Units]:
    opened = open_units(parcels_url, clock.now)
    yield opened
    await opened.close()


def delivering(units: Units) -> LaneHandler:
    """Delivers whatever it takes."""

    def handle(unit: Unit, ids: Sequence[str]) -> Verdict:
        deliver(unit, ids)
        return Done()

    return in_lane(handle, units)


class Running:
    """A worker that runs while this is entered."""

    def __init__(self, worker: LaneWorker) -> None:
        self.worker = worker

    async def __aenter__(self) -> LaneWorker:
        self._task = asyncio.create_task(self.worker.run())
        return self.worker

    async def __aexit__(self, *_: object) -> None:
        self.worker.stop()
        await self._task


def running(
    units: Units,
    clock: FakeClock,
    handle: LaneHandler,
    table: LaneTable | None = None,
    slots: Slots | None = None,
) -> Running:
    return Running(LaneWorker(units, table or parcel_lanes(), handle, clock.now, slots))


def names(units: Units, lane: str | None = None) -> list[str]:
    return units.run_read(lambda session: delivered(session, lane))


# ── order ────────────────────────────────────────────────────────────────────────────────────────


async def test_a_lane_keeps_its_order_however_many_rows_a_drain_takes(
    units: Units, clock: FakeClock
) -> None:
    sent = [f"{number:02}" for number in range(23)]
    await units.write(lambda unit: send(unit, "a", *sent))
    async with running(units, clock, delivering(units), parcel_lanes(rows_a_drain=5)):
        await until(lambda: len(names(units)) == 23)
    assert names(units) == sent


async def test_a_future_row_holds_up_nobody_and_comes_at_its_time(
    units: Units, clock: FakeClock
) -> None:
    await units.write(lambda unit: send(unit, "a", "later", after_s=60))
    await units.write(lambda unit: send(unit, "a", "now"))
    async with running(units, clock, delivering(units)):
        await until(lambda: names(units) == ["now"])
        clock.advance(timedelta(seconds=60))
        await until(lambda: names(units) == ["now", "later"])


async def test_a_failing_head_holds_up_its_lane_and_no_other(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    failures = 2

    def handle(unit: Unit, ids: Sequence[str]) -> Verdict:
        nonlocal failures
        if parcel(unit.session, "bad").id in ids and failures:
            failures -= 1
            raise LookupError("nobody at home")
        deliver(unit, ids)
        return Done()

    def is_left(wanted: int) -> bool:
        return failures == wanted

    await units.write(lambda unit: send(unit, "a", "bad", "behind"))
    await units.write(lambda unit: send(unit, "b", "beside"))
    with caplog.at_level(logging.CRITICAL):
        async with running(units, clock, in_lane(handle, units)):
            await until(lambda: names(units) == ["beside"] and failures == 1)
            for rest_s, left in ((1, 0), (2, 0)):
                await until(partial(rests_until, units, clock, rest_s))
                assert names(units, "a") == []
                clock.advance(timedelta(seconds=rest_s))
                await until(partial(is_left, left))
            await until(lambda: names(units, "a") == ["bad", "behind"])


def rests_until(units: Units, clock: FakeClock, rest_s: float) -> bool:
    [lane] = units.run_read(lambda session: lanes.standing(session, parcel_lanes()))
    return lane.at == clock.now() + timedelta(seconds=rest_s)
