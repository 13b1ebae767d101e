"""A program that drains lanes until it is killed.

    python -m tests.engines.db.lanes_until_killed DATABASE_URL

Each drain writes down that it has begun, is then outside the database for a moment, and delivers
only afterwards: killed in between, it leaves a drain that began and delivered nothing.
"""

import asyncio
import sys
from datetime import UTC, datetime

from sqlalchemy import insert

from server.db.lane_worker import LaneWorker, Lease
from server.db.lanes import Done, Verdict
from server.db.unit import Unit
from server.db.units import open_units
from tests.engines.db.parcels import BOOK, deliver, parcel_lanes

OUTSIDE_S = 0.01


async def work(url: str) -> None:
    units = open_units(url)

    async def drain(lease: Lease) -> Verdict:
        turn = str(lease.turn.number)

        def begin(unit: Unit) -> list[str]:
            ids = lease.take(unit)
            row = {"name": f"{lease.key} turn {turn}", "lane": lease.key, "by": turn}
            unit.session.execute(insert(BOOK).values(row))
            return ids

        def end(unit: Unit) -> None:
            lease.hold(unit)
            deliver(unit, ids, turn)

        ids = await units.write(begin)
        await asyncio.sleep(OUTSIDE_S)
        await units.write(end)
        return Done()

    # A short lease: the next worker need not wait long for what this one leaves behind.
    table = parcel_lanes(lease_s=0.5, rows_a_drain=2)
    await LaneWorker(units, table, drain, lambda: datetime.now(UTC)).run()


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
