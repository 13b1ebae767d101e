"""Lanes keep their order, one drain at a time, whoever dies, stalls, races or is asked to pause."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from server.db import lanes
from server.db.errors import LaneLost
from server.db.lane_worker import LaneHandler, LaneWorker, Lease, Slots, in_lane
from server.db.lanes import BackOff, Done, LaneTable, Pause, Rest, Turn, Verdict
from server.db.unit import Unit
from server.db.units import Units, open_units
from tests.engines.db.parcels import (
    count_delivered,
    deliver,
    delivered,
    make_tables,
    parcel,
    parcel_lanes,
    send,
)
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


async def test_a_row_that_never_works_is_given_up_and_the_lane_goes_on(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    table = parcel_lanes(attempts=3)
    await units.write(lambda unit: send(unit, "a", "bad", "behind"))

    for attempt, rest_s in ((1, 1), (2, 2)):
        turn = begun(units, table=table)
        assert turn.attempt == attempt
        assert ended(units, turn, BackOff("no such street"), table) == lanes.Released(more=False)
        assert claimed(units, table=table) is None
        clock.advance(timedelta(seconds=rest_s))
    turn = begun(units, table=table)
    released = ended(units, turn, BackOff("no such street"), table)
    assert released == lanes.Released(more=True, dead=turn.head)

    bad = units.run_read(lambda session: parcel(session, "bad"))
    assert (bad.state, bad.attempts, bad.ended_at) == ("dead", 3, clock.now())
    async with running(units, clock, delivering(units), table):
        await until(lambda: names(units) == ["behind"])


async def test_who_came_behind_a_success_fails_on_his_own_account(
    units: Units, clock: FakeClock
) -> None:
    """The first of a drain was done, the second failed: the back-off is the second's first."""
    await units.write(lambda unit: send(unit, "a", "one", "two"))
    turn = begun(units)
    [one, _] = await units.write(lambda unit: lanes.take(unit, parcel_lanes(), turn))
    await units.write(lambda unit: deliver(unit, [one]))
    ended(units, turn, BackOff("the second failed"))
    assert units.run_read(lambda session: parcel(session, "two")).attempts == 1
    assert rests_until(units, clock, 1)


async def test_done_without_having_done_the_head_does_not_spin(
    units: Units, clock: FakeClock
) -> None:
    await units.write(lambda unit: send(unit, "a", "one"))
    assert ended(units, begun(units), Done()) == lanes.Released(more=False)
    assert rests_until(units, clock, 1)


async def test_a_rest_is_nobodys_fault(units: Units, clock: FakeClock) -> None:
    await units.write(lambda unit: send(unit, "a", "one"))
    at = clock.now() + timedelta(minutes=10)
    ended(units, begun(units), Rest(at, "throttled"))
    clock.set(at - timedelta(milliseconds=1))
    assert claimed(units) is None
    clock.set(at)
    assert begun(units).attempt == 1


# ── pause ────────────────────────────────────────────────────────────────────────────────────────


async def test_a_paused_lane_keeps_its_rows_until_it_is_resumed(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    tried = 0

    async def broke(lease: Lease) -> Verdict:
        nonlocal tried
        if tried == 0 and lease.key == "a":
            tried += 1
            return Pause("no money left at the provider")
        return await delivering(units)(lease)

    await units.write(lambda unit: send(unit, "a", "one", "two"))
    with caplog.at_level(logging.ERROR):
        async with running(units, clock, broke):
            await until(lambda: tried == 1)
            await units.write(lambda unit: send(unit, "a", "three"))
            await units.write(lambda unit: send(unit, "b", "beside"))
            await until(lambda: names(units) == ["beside"])
            [halted] = units.run_read(lanes.paused)
            assert (halted.key, halted.why) == ("a", "no money left at the provider")
            assert units.run_read(lambda s: lanes.paused(s, beginning="b")) == []
            assert units.run_read(lambda s: parcel(s, "one")).attempts == 0
            assert await units.write(lambda unit: lanes.resume(unit, parcel_lanes(), "a"))
            await until(lambda: names(units, "a") == ["one", "two", "three"])
    assert "lane paused" in caplog.text
    assert units.run_read(lanes.paused) == []


async def test_pausing_a_lane_that_is_drained_lets_it_end_what_it_took(
    units: Units, clock: FakeClock
) -> None:
    await units.write(lambda unit: send(unit, "a", "one", "two"))
    turn = begun(units)
    for why in ("closed", "closed once more"):
        await units.write(lambda unit, why=why: lanes.pause(unit, "a", why))  # type: ignore[misc]
    [one, _] = await units.write(lambda unit: lanes.take(unit, parcel_lanes(), turn))
    await units.write(lambda unit: deliver(unit, [one]))
    ended(units, turn, Done())
    assert claimed(units) is None
    assert [each.why for each in units.run_read(lanes.paused)] == ["closed"]


async def test_a_lane_can_be_paused_before_it_has_a_row_and_survives_pruning(
    units: Units, clock: FakeClock
) -> None:
    await units.write(lambda unit: lanes.pause(unit, "a", "not yet"))
    await units.write(lambda unit: send(unit, "a", "one"))
    await units.write(lambda unit: send(unit, "b", "two"))
    ended(units, begun(units, "b"), Rest(clock.now() + timedelta(hours=1)))
    clock.advance(timedelta(minutes=30))
    await units.write(lambda unit: lanes.prune(unit.session, unit.now))
    assert claimed(units) is None
    assert claimed(units, "b") is None


async def test_pruning_forgets_lanes_that_say_nothing(units: Units, clock: FakeClock) -> None:
    await units.write(lambda unit: send(unit, "a", "one"))
    turn = begun(units)
    clock.advance(timedelta(days=2))
    await units.write(lambda unit: lanes.prune(unit.session, unit.now))
    with pytest.raises(LaneLost):  # its worker died two days ago; should it wake, it writes nothing
        ended(units, turn, Done())
    assert begun(units).attempt == 2


# ── one drain at a time ──────────────────────────────────────────────────────────────────────────


async def test_a_lane_is_drained_once_at_a_time(units: Units, clock: FakeClock) -> None:
    await units.write(lambda unit: send(unit, "a", "one"))
    begun(units)
    assert claimed(units, holder=OTHER) is None


async def test_of_many_threads_that_want_a_lane_one_gets_it(
    parcels_url: str, clock: FakeClock
) -> None:
    several = [open_units(parcels_url, clock.now) for _ in range(4)]
    for round_ in range(20):  # a lane that was never drained, each time: its row has to be made too
        await several[0].write(lambda unit, n=round_: send(unit, f"lane {n}", f"parcel {n}"))  # type: ignore[misc]
        with ThreadPoolExecutor(4) as threads:
            turns = threads.map(partial(claimed, lane=f"lane {round_}"), several)
        assert len([turn for turn in turns if turn is not None]) == 1
    for units in several:
        await units.close()


async def test_a_drain_whose_lease_ran_out_may_write_nothing_more(
    units: Units, clock: FakeClock
) -> None:
    await units.write(lambda unit: send(unit, "a", "one"))
    stale = begun(units)
    clock.advance(parcel_lanes().lease - timedelta(milliseconds=1))
    assert claimed(units, holder=OTHER) is None
    clock.advance(timedelta(milliseconds=1))
    fresh = begun(units, holder=OTHER)
    assert fresh.attempt == 2  # a row that kills its worker each time is counted too

    for wrong in (
        lambda unit: lanes.hold(unit, stale),
        lambda unit: lanes.take(unit, parcel_lanes(), stale),
        lambda unit: lanes.release(unit, parcel_lanes(), stale, Done()),
    ):
        with pytest.raises(LaneLost):
            await units.write(wrong)
    assert await units.write(lambda unit: lanes.extend(unit, parcel_lanes(), ME, [stale])) == {
        stale
    }
    assert await units.write(lambda unit: lanes.extend(unit, parcel_lanes(), OTHER, [fresh])) == (
        frozenset()
    )
    assert ended(units, fresh, Done()) is not None


async def test_a_slow_drain_keeps_its_lane_by_its_heartbeat(units: Units, clock: FakeClock) -> None:
    table = parcel_lanes(lease_s=0.6)
    has_begun, may_end = asyncio.Event(), asyncio.Event()

    async def slow(lease: Lease) -> Verdict:
        has_begun.set()
        await may_end.wait()
        await until(lease.may_begin)
        return await delivering(units)(lease)

    await units.write(lambda unit: send(unit, "a", "one"))
    async with running(units, clock, slow, table):
        await has_begun.wait()
        for _ in range(5):
            clock.advance(timedelta(seconds=0.4))
            await until(lambda: leased_for(units, clock) == 0.6)
            assert claimed(units, holder=OTHER, table=table) is None
        may_end.set()
        await until(lambda: names(units) == ["one"])


async def test_nothing_begins_past_half_of_the_lease(units: Units, clock: FakeClock) -> None:
    answers: list[bool] = []

    async def slow(lease: Lease) -> Verdict:
        for step_s in (0, 14, 2):
            clock.advance(timedelta(seconds=step_s))
            answers.append(lease.may_begin())
        assert await lease.extend()
        answers.append(lease.may_begin())
        assert lease.within_s == 15
        return await delivering(units)(lease)

    await units.write(lambda unit: send(unit, "a", "one"))
    async with running(units, clock, slow):
        await until(lambda: names(units) == ["one"])
    assert answers == [True, True, False, True]


async def test_a_drain_that_was_overtaken_ends_quietly(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    has_begun, may_go_on = asyncio.Event(), asyncio.Event()

    async def stalled(lease: Lease) -> Verdict:
        has_begun.set()
        await may_go_on.wait()
        assert not lease.is_lost  # nobody told it yet
        return await delivering(units)(lease)

    await units.write(lambda unit: send(unit, "a", "one"))
    caplog.set_level(logging.INFO)
    async with running(units, clock, stalled):
        await has_begun.wait()
        clock.advance(parcel_lanes().lease)
        fresh = begun(units, holder=OTHER)
        may_go_on.set()
        await until(lambda: "no longer ours" in caplog.text)
        assert names(units) == []
        ended(units, fresh, Rest(clock.now() + timedelta(hours=1)))
    assert "lane failed" not in caplog.text


# ── wake-ups ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_row_that_nobody_told_of_is_found_within_a_second(
    units: Units, clock: FakeClock
) -> None:
    async with running(units, clock, delivering(units)):
        await until(lambda: units.run_read(lanes.paused) == [])
        await units.write(lambda unit: send(unit, "a", "one", wakes=False))
        await until(lambda: names(units) == ["one"], timeout_s=3)


async def test_a_row_that_comes_during_a_drain_is_seen_in_the_releasing_look(
    units: Units, clock: FakeClock
) -> None:
    await units.write(lambda unit: send(unit, "a", "one"))
    turn = begun(units)
    ids = await units.write(lambda unit: lanes.take(unit, parcel_lanes(), turn))
    await units.write(lambda unit: send(unit, "a", "two", wakes=False))
    await units.write(lambda unit: deliver(unit, ids))
    assert ended(units, turn, Done()) == lanes.Released(more=True)


async def test_no_wake_up_is_lost_however_rows_and_drains_meet(
    units: Units, clock: FakeClock
) -> None:
    """Pokes only: the sweeper is too slow to help, so a lost one would cost a second each."""
    async with running(units, clock, delivering(units), parcel_lanes(rows_a_drain=3)):
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number in range(60):
            await units.write(lambda unit, n=number: send(unit, "a", f"{n:02}"))  # type: ignore[misc]
        await until(lambda: len(names(units)) == 60)
        assert loop.time() - began < 20
    assert names(units) == sorted(names(units))


# ── many lanes ───────────────────────────────────────────────────────────────────────────────────


async def test_hanging_lanes_cost_only_their_own_time(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    never = asyncio.Event()

    async def hang(lease: Lease) -> Verdict:
        if lease.key.startswith("stuck"):
            await never.wait()
        return await delivering(units)(lease)

    slots = Slots(otherwise=2, patience_s=0.01)
    for number in range(20):
        await units.write(lambda unit, n=number: send(unit, f"stuck {n}", f"{n}"))  # type: ignore[misc]
    async with running(units, clock, hang, slots=slots) as worker:
        await until(lambda: worker.count == 20)
        await units.write(lambda unit: send(unit, "free", "through"))
        await until(lambda: names(units) == ["through"] and worker.count == 20)
        never.set()
        await until(lambda: len(names(units)) == 21)


async def test_a_pool_has_its_own_slots(units: Units, clock: FakeClock) -> None:
    may_end = asyncio.Event()

    async def handle(lease: Lease) -> Verdict:
        if lease.key.startswith("marketing"):
            await may_end.wait()
        return await delivering(units)(lease)

    slots = Slots(lambda key: key.split()[0], {"marketing": 1}, patience_s=60)
    for number in range(3):
        await units.write(lambda unit, n=number: send(unit, f"marketing {n}", f"m{n}"))  # type: ignore[misc]
    async with running(units, clock, handle, slots=slots) as worker:
        await until(lambda: worker.count == 1)
        await units.write(lambda unit: send(unit, "code 1", "c1"))
        await until(lambda: names(units) == ["c1"] and worker.count == 1)
        may_end.set()
        await until(lambda: len(names(units)) == 4)


async def test_a_drain_without_end_is_ended_and_backs_off(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    async def hang(lease: Lease) -> Verdict:
        await asyncio.Event().wait()
        raise AssertionError("not reached")

    await units.write(lambda unit: send(unit, "a", "one"))
    with caplog.at_level(logging.ERROR):
        async with running(units, clock, hang, slots=Slots(longest_s=0.05)):
            await until(partial(rests_until, units, clock, 1))
    assert "lane took too long" in caplog.text


async def test_a_worker_that_stops_ends_what_it_has_begun(units: Units, clock: FakeClock) -> None:
    has_begun, may_end = asyncio.Event(), asyncio.Event()

    async def slow(lease: Lease) -> Verdict:
        has_begun.set()
        await may_end.wait()
        return await delivering(units)(lease)

    await units.write(lambda unit: send(unit, "a", "one"))
    async with running(units, clock, slow) as worker:
        await has_begun.wait()
        worker.stop()
        await units.write(lambda unit: send(unit, "b", "two"))
        may_end.set()
    assert names(units) == ["one"]


async def test_hundreds_of_lanes_at_once_are_all_drained_in_their_order(
    units: Units, clock: FakeClock
) -> None:
    await drain_many(units, clock, 150)


@pytest.mark.soak
@pytest.mark.timeout(300)
async def test_three_thousand_lanes_at_once(units: Units, clock: FakeClock) -> None:
    await drain_many(units, clock, 3000)


async def drain_many(units: Units, clock: FakeClock, count: int) -> None:
    keys = [f"brand {number}" for number in range(count)]

    def fill(unit: Unit) -> None:
        for key in keys:
            send(unit, key, f"{key} first", f"{key} second")

    async with running(units, clock, delivering(units), parcel_lanes(rows_a_drain=1)):
        await units.write(fill)
        await until(lambda: units.run_read(count_delivered) == 2 * count, timeout_s=120)
    place = {name: number for number, name in enumerate(names(units))}
    assert all(place[f"{key} first"] < place[f"{key} second"] for key in keys)


async def test_a_sweep_costs_lanes_not_rows(units: Units, clock: FakeClock) -> None:
    """A backlog of marketing must not make every look of the worker read it."""

    def fill(unit: Unit) -> None:
        for lane in ("a", "b"):
            send(unit, lane, *(f"{lane}{number}" for number in range(2000)))

    await units.write(fill)

    def plan(session: Session) -> str:
        bind = session.get_bind()
        if bind.dialect.name == "postgresql":
            session.execute(text("SET LOCAL enable_seqscan = off"))
        statement = parcel_lanes().asked.sweep.compile(
            dialect=bind.dialect, compile_kwargs={"literal_binds": True}
        )
        explain = "EXPLAIN " if bind.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
        rows = session.connection().exec_driver_sql(explain + str(statement).replace("%", "%%"))
        return "\n".join(str(row[-1]) for row in rows)

    told = units.run_read(plan)
    assert "ix_parcel_lane" in told
    assert not re.search(r"SCAN parcel$", told, re.MULTILINE), told
    assert "Seq Scan on parcel" not in told, told


# ── steps of a drain, one by one ─────────────────────────────────────────────────────────────────


def claimed(
    units: Units, lane: str = "a", holder: str = ME, table: LaneTable | None = None
) -> Turn | None:
    return units.run_write(lambda unit: lanes.claim(unit, table or parcel_lanes(), lane, holder))


def begun(units: Units, lane: str = "a", holder: str = ME, table: LaneTable | None = None) -> Turn:
    turn = claimed(units, lane, holder, table)
    assert turn is not None, "the lane can be drained"
    return turn


def ended(
    units: Units, turn: Turn, verdict: Verdict, table: LaneTable | None = None
) -> lanes.Released:
    return units.run_write(lambda unit: lanes.release(unit, table or parcel_lanes(), turn, verdict))


def leased_for(units: Units, clock: FakeClock) -> float:
    [lane] = units.run_read(lambda session: lanes.standing(session, parcel_lanes()))
    return (lane.at - clock.now()).total_seconds()
