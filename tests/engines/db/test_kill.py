"""`kill -9` at any moment: what was accepted is there, once, with its event and its due row."""

import json
import random
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.db import jobs, journal
from server.db.engines import open_engines
from server.db.jobs import JobRow
from server.db.unit import Unit
from server.db.units import open_units
from tests.engines.db.brands import brand_codes
from tests.support.processes import Processes, Running
from tests.support.waiting import until, wait_until

RUNS = 3
TAKER = "tests.engines.db.orders_until_killed"
WORKER = "tests.engines.db.jobs_until_killed"


def accepted_in(output: str) -> list[str]:
    """Lines written whole: the kill may have cut the last one."""
    return [line.strip() for line in output.splitlines(keepends=True) if line.endswith("\n")]


def has_taken(taker: Running, enough: int) -> bool:
    return len(accepted_in(taker.output)) >= enough or not taker.is_running


@pytest.mark.timeout(120)
def test_an_accepted_order_survives_and_none_is_there_by_half(
    migrated_url: str, processes: Processes
) -> None:
    chance = random.Random(801)
    accepted: list[str] = []
    for run in range(RUNS):
        taker = processes.start(TAKER, migrated_url, str(run))
        enough = chance.randrange(20, 300)
        wait_until(partial(has_taken, taker, enough), 30.0)
        assert taker.is_running, taker.output
        taker.kill()
        accepted += accepted_in(taker.output)

    engines = open_engines(migrated_url)
    with Session(engines.read) as session:
        stored = set(brand_codes(session))
        due = set(session.scalars(select(JobRow.key)))
        tops = journal.tops(session, ["kitchen", "board"])
        told = {
            stream: journal.read(session, stream, max(top - 1500, 0), 1500)
            for stream, top in tops.items()
        }
    engines.dispose()

    assert set(accepted) <= stored
    assert due == stored
    assert tops == {"kitchen": len(stored), "board": len(stored)}
    for events in told.values():
        assert [event.seq for event in events] == list(
            range(events[0].seq, events[0].seq + len(events))
        )
        codes = [json.loads(event.body)["code"] for event in events]
        assert len(codes) == len(set(codes))
        assert set(codes) <= stored


@pytest.mark.timeout(120)
async def test_due_rows_of_killed_workers_are_each_done_once(
    migrated_url: str, processes: Processes
) -> None:
    chance = random.Random(802)
    keys = {f"row {number}" for number in range(240)}

    def enqueue(unit: Unit) -> None:
        for key in keys:
            jobs.enqueue(unit, "announce", {}, key=key)

    def done() -> int:
        return len(units.run_read(brand_codes))

    def is_done(enough: int) -> bool:
        return done() >= enough

    units = open_units(migrated_url)
    await units.write(enqueue)
    for _ in range(RUNS):
        enough = done() + chance.randrange(20, 60)
        workers = [processes.start(WORKER, migrated_url) for _ in range(2)]
        await until(partial(is_done, enough), 30.0)
        for worker in workers:
            worker.kill()
    processes.start(WORKER, migrated_url)
    await until(partial(is_done, len(keys)), 30.0)

    assert set(await units.read(brand_codes)) == keys
    attempts = await units.read(lambda s: list(s.scalars(select(JobRow.attempts))))
    assert max(attempts) <= RUNS * 2 + 1
    await units.close()
