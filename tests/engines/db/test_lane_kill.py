"""Lanes between processes: `kill -9` in the middle of a drain loses nothing and doubles nothing."""

import random
from collections import defaultdict
from functools import partial

import pytest
from sqlalchemy import func, select

from server.db import lanes
from server.db.unit import Unit
from server.db.units import open_units
from tests.engines.db.parcels import BOOK, PARCELS, make_tables, parcel_lanes, send
from tests.support.processes import Processes
from tests.support.waiting import until

RUNS = 2
WORKER = "tests.engines.db.lanes_until_killed"
LANES = [f"lane {number}" for number in range(8)]
PARCELS_A_LANE = 20


@pytest.mark.timeout(120)
async def test_lanes_of_killed_workers_go_on_in_their_order(
    migrated_url: str, processes: Processes
) -> None:
    chance = random.Random(803)
    make_tables(migrated_url)
    units = open_units(migrated_url)
    sent = {lane: [f"{lane} #{number:02}" for number in range(PARCELS_A_LANE)] for lane in LANES}

    def fill(unit: Unit) -> None:
        for lane in LANES:
            send(unit, lane, *sent[lane])

    def done() -> int:
        waiting = select(func.count()).where(PARCELS.c.state == "done")
        return units.run_read(lambda session: session.execute(waiting).scalar_one())

    def is_done(enough: int) -> bool:
        return done() >= enough

    await units.write(fill)
    for _ in range(RUNS):
        enough = done() + chance.randrange(10, 30)
        workers = [processes.start(WORKER, migrated_url) for _ in range(2)]
        await until(partial(is_done, enough), 30.0)
        for worker in workers:
            worker.kill()
    for _ in range(2):
        processes.start(WORKER, migrated_url)
    await until(partial(is_done, len(LANES) * PARCELS_A_LANE), 30.0)

    written = await units.read(
        lambda session: session.execute(select(BOOK).order_by(BOOK.c.at)).all()
    )
    turns: dict[str, list[int]] = defaultdict(list)
    delivered: dict[str, list[str]] = defaultdict(list)
    for row in written:
        turns[row.lane].append(int(row.by))
        if "turn" not in row.name:
            delivered[row.lane].append(row.name)
    assert delivered == sent
    # Whoever began later never found somebody earlier still at it: no two drains at once.
    assert all(numbers == sorted(numbers) for numbers in turns.values())
    assert await units.read(lambda session: lanes.standing(session, parcel_lanes())) == []
    await units.close()
