"""Due rows are done on time, once, also when workers die, stall or race."""

import asyncio
import logging
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from server.db import due, jobs
from server.db.due import Claim
from server.db.due_worker import DueWorker, Ending, in_unit
from server.db.jobs import JOBS, Job, job_worker
from server.db.unit import Unit
from server.db.units import Units, open_units
from tests.engines.db.brands import add_brand, brand_codes
from tests.support.clock import FakeClock
from tests.support.waiting import until


def announce(units: Units, *, after_s: float = 0, shop_id: str | None = None) -> None:
    units.run_write(
        lambda unit: jobs.enqueue(
            unit,
            "announce",
            {},
            due_at=unit.now + timedelta(seconds=after_s),
            shop_id=shop_id,
        )
    )


def lease(session: Session) -> datetime:
    """Until when the only job there is is claimed."""
    until = session.execute(select(jobs.JobRow.lease_until)).scalar_one()
    assert until is not None
    return until


class Announcer:
    """Handles `announce`: a brand for each time, so that effects can be counted in the database."""

    def __init__(self, again_after_s: float | None = None, failures: int = 0) -> None:
        self.again_after_s = again_after_s
        self.failures = failures

    def __call__(self, unit: Unit, job: Job) -> datetime | None:
        effect = job.id if self.again_after_s is None else unit.new_id()
        add_brand(effect[-12:])(unit)
        if self.failures:
            self.failures -= 1
            raise LookupError("the speaker is away")
        return (
            None if self.again_after_s is None else unit.now + timedelta(seconds=self.again_after_s)
        )


def worker_of(units: Units, clock: FakeClock, announcer: Announcer) -> DueWorker:
    return job_worker(units, {"announce": announcer}, clock.now)


async def test_a_row_is_done_when_it_is_due_and_not_before(units: Units, clock: FakeClock) -> None:
    announce(units, after_s=60)
    worker = worker_of(units, clock, Announcer())
    clock.advance(timedelta(seconds=59))
    assert await worker.drain() == 0
    clock.advance(timedelta(seconds=1))
    assert await worker.drain() == 1
    assert await worker.drain() == 0
    assert len(await units.read(brand_codes)) == 1


async def test_a_repeating_row_comes_again_at_its_time(units: Units, clock: FakeClock) -> None:
    announce(units)
    worker = worker_of(units, clock, Announcer(again_after_s=30))
    for done in (1, 2, 3):
        assert await worker.drain() == 1
        assert await worker.drain() == 0
        assert len(await units.read(brand_codes)) == done
        clock.advance(timedelta(seconds=30))


async def test_a_cancelled_row_is_not_done(units: Units, clock: FakeClock) -> None:
    await units.write(lambda unit: jobs.enqueue(unit, "announce", {}, key="order 7"))
    await units.write(lambda unit: jobs.cancel(unit, "announce", "order 7"))
    assert await worker_of(units, clock, Announcer()).drain() == 0


async def test_a_row_cancelled_while_it_is_claimed_is_not_done(
    units: Units, clock: FakeClock
) -> None:
    await units.write(lambda unit: jobs.enqueue(unit, "announce", {}, key="order 7"))

    async def cancelled_meanwhile(claim: Claim) -> Ending:
        await units.write(lambda unit: jobs.cancel(unit, "announce", "order 7"))
        return lambda unit: [add_brand("done")(unit)].clear()

    worker = DueWorker(units, JOBS, cancelled_meanwhile, clock.now)
    assert await worker.drain() == 1
    assert await units.read(brand_codes) == []


async def test_a_key_waits_once(units: Units, clock: FakeClock) -> None:
    for _ in range(3):
        await units.write(lambda unit: jobs.enqueue(unit, "announce", {}, key="order 7"))
    worker = worker_of(units, clock, Announcer())
    assert await worker.drain() == 1
    await units.write(lambda unit: jobs.enqueue(unit, "announce", {}, key="order 7"))
    assert await worker.drain() == 1


async def test_a_failure_takes_back_its_effect_and_rests_longer_each_time(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    announce(units)
    worker = worker_of(units, clock, Announcer(failures=3))
    with caplog.at_level(logging.CRITICAL):
        for rest_s in (1, 2, 4):
            assert await worker.drain() == 1
            assert await units.read(brand_codes) == []
            clock.advance(timedelta(seconds=rest_s) - timedelta(milliseconds=1))
            assert await worker.drain() == 0
            clock.advance(timedelta(milliseconds=1))
        assert await worker.drain() == 1
    assert len(await units.read(brand_codes)) == 1


async def test_one_failing_row_delays_no_other(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        announce(units)
    with caplog.at_level(logging.CRITICAL):
        assert await worker_of(units, clock, Announcer(failures=1)).drain() == 5
    assert len(await units.read(brand_codes)) == 4


async def test_rows_that_share_a_unit_fail_each_on_its_own(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """The fourth always fails: the others are done once, with it or after it."""
    for number in range(6):
        await units.write(partial(enqueue_numbered, number))
    runs: list[str] = []

    def handle(unit: Unit, job_id: str) -> None:
        key = unit.session.scalars(select(jobs.JobRow.key).where(jobs.JobRow.id == job_id)).one()
        runs.append(key)
        add_brand(key)(unit)
        if key == "row 3":
            raise LookupError("the speaker is away")
        unit.session.execute(
            update(jobs.JobRow)
            .where(jobs.JobRow.id == job_id)
            .values(status=jobs.JobStatus.DONE, ended_at=unit.now)
        )

    worker = DueWorker(units, JOBS, in_unit(handle), clock.now, together=4)
    with caplog.at_level(logging.CRITICAL):
        assert await worker.drain() == 6
    assert await units.read(brand_codes) == [f"row {n}" for n in (0, 1, 2, 4, 5)]
    # The first four together, then each of them alone; the last two together.
    assert runs == [f"row {n}" for n in (0, 1, 2, 3, 0, 1, 2, 3, 4, 5)]
    assert await worker.drain() == 0


def enqueue_numbered(number: int, unit: Unit) -> None:
    jobs.enqueue(unit, "announce", {}, key=f"row {number}", shop_id="a shop")


async def test_a_row_that_never_works_is_given_up_and_stays_visible(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    announce(units)
    worker = worker_of(units, clock, Announcer(failures=100))
    with caplog.at_level(logging.ERROR):
        for _ in range(jobs.ATTEMPTS):
            assert await worker.drain() == 1
            clock.advance(due.LONGEST_BACK_OFF)
        assert await worker.drain() == 0
    assert "due row given up" in caplog.text
    [dead] = await units.read(lambda session: jobs.dead_jobs(session, 10))
    assert dead.kind == "announce"

    await units.write(lambda unit: jobs.prune(unit.session, unit.now))
    assert len(await units.read(lambda session: jobs.dead_jobs(session, 10))) == 1
    clock.advance(timedelta(days=31))
    await units.write(lambda unit: jobs.prune(unit.session, unit.now))
    assert await units.read(lambda session: jobs.dead_jobs(session, 10)) == []


async def test_a_dead_workers_row_is_run_again_after_its_lease(
    units: Units, clock: FakeClock
) -> None:
    announce(units)
    assert len(await units.write(lambda unit: due.claim(unit, JOBS, 10))) == 1  # and dies

    worker = worker_of(units, clock, Announcer())
    clock.advance(due.LEASE - timedelta(milliseconds=1))
    assert await worker.drain() == 0
    clock.advance(timedelta(milliseconds=1))
    assert await worker.drain() == 1
    assert len(await units.read(brand_codes)) == 1


async def test_a_worker_that_stalled_beyond_its_lease_ends_nothing(
    units: Units, clock: FakeClock
) -> None:
    announce(units)
    [stale] = await units.write(lambda unit: due.claim(unit, JOBS, 10))
    clock.advance(due.LEASE)
    [fresh] = await units.write(lambda unit: due.claim(unit, JOBS, 10))

    assert not await units.write(lambda unit: due.hold(unit, JOBS, stale))
    assert await units.write(lambda unit: due.extend(unit, JOBS, stale)) is None
    assert await units.write(lambda unit: due.hold(unit, JOBS, fresh))


async def test_slow_outside_work_keeps_its_row_by_its_heartbeat(
    units: Units, clock: FakeClock
) -> None:
    announce(units)
    short = due.DueTable(JOBS.table, JOBS.waiting, lease=timedelta(seconds=0.6))
    has_begun, may_end = asyncio.Event(), asyncio.Event()

    async def slow(claim: Claim) -> Ending:
        has_begun.set()
        await may_end.wait()

        def end(unit: Unit) -> None:
            add_brand("slow")(unit)
            unit.session.execute(update(jobs.JobRow).values(status=jobs.JobStatus.DONE))

        return end

    draining = asyncio.create_task(DueWorker(units, short, slow, clock.now).drain())
    await has_begun.wait()
    for _ in range(5):
        clock.advance(timedelta(seconds=0.4))
        await until(lambda: units.run_read(lease) > clock.now() + timedelta(seconds=0.3))
        assert await units.write(lambda unit: due.claim(unit, short, 10)) == []
    may_end.set()
    await draining
    assert await units.read(brand_codes) == ["slow"]


async def test_racing_workers_do_each_row_once(migrated_url: str, clock: FakeClock) -> None:
    workers = [open_units(migrated_url, clock.now) for _ in range(3)]
    for _ in range(60):
        announce(workers[0])

    async def work(units: Units) -> int:
        worker, done = worker_of(units, clock, Announcer()), 0
        while count := await worker.drain():
            done += count
        return done

    shares = await asyncio.gather(*(work(units) for units in workers))
    left = await worker_of(workers[0], clock, Announcer()).drain()  # skipped while others held them
    assert sum(shares) + left == 60
    assert len(await workers[0].read(brand_codes)) == 60
    for units in workers:
        await units.close()


async def test_a_running_worker_is_woken_by_the_commit_and_stops_when_told(
    units: Units, clock: FakeClock
) -> None:
    worker = worker_of(units, clock, Announcer())
    running = asyncio.create_task(worker.run())
    announce(units)
    await until(lambda: len(units.run_read(brand_codes)) == 1)
    worker.stop()
    await running


async def test_a_running_worker_outlives_a_handler_that_fails(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    worker = worker_of(units, clock, Announcer(failures=1))
    running = asyncio.create_task(worker.run())
    with caplog.at_level(logging.ERROR):
        announce(units)
        await until(lambda: "due row failed" in caplog.text)
        rested = clock.now() + due.FIRST_BACK_OFF
        await until(lambda: units.run_read(lease) == rested)
        clock.set(rested)
        await until(lambda: units.run_read(brand_codes))
    worker.stop()
    await running


async def test_a_flood_of_due_rows_delays_no_order_and_each_is_done_once(
    migrated_url: str, clock: FakeClock
) -> None:
    await flood(migrated_url, clock, 1_000)


@pytest.mark.soak
@pytest.mark.timeout(300)
async def test_ten_thousand_due_at_once(migrated_url: str, clock: FakeClock) -> None:
    await flood(migrated_url, clock, 10_000)


async def flood(url: str, clock: FakeClock, count: int) -> None:
    """Two workers on one database, and somebody who orders in the middle of it."""
    opened = [open_units(url, clock.now) for _ in range(2)]
    units = opened[0]

    def enqueue(unit: Unit) -> None:
        for number in range(count):
            enqueue_numbered(number, unit)

    def handle(unit: Unit, job_id: str) -> None:
        add_brand(job_id[-12:])(unit)  # a second time would break its key
        unit.session.execute(
            update(jobs.JobRow)
            .where(jobs.JobRow.id == job_id)
            .values(status=jobs.JobStatus.DONE, ended_at=unit.now)
        )

    def done(session: Session) -> int:
        query = select(func.count()).where(jobs.JobRow.status == jobs.JobStatus.DONE)
        return session.execute(query).scalar_one()

    await units.write(enqueue)
    workers = [DueWorker(each, JOBS, in_unit(handle), clock.now, together=8) for each in opened]
    running = [asyncio.create_task(worker.run()) for worker in workers]
    await until(lambda: units.run_read(done) > 0)

    def order(unit: Unit) -> int:
        add_brand("an order")(unit)
        return done(unit.session)

    assert await units.write(order) < count / 2, "it waited for no more than was begun"
    await until(lambda: units.run_read(done) == count, timeout_s=240)
    for worker in workers:
        worker.stop()
    await asyncio.gather(*running)
    assert len(await units.read(brand_codes)) == count + 1
    for each in opened:
        await each.close()
