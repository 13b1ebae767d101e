"""A program that does due rows until it is killed.

    python -m tests.engines.db.jobs_until_killed DATABASE_URL

Its effect for each row is a brand with the row's key, so a row done twice breaks a constraint.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from server.db.due import DueTable
from server.db.due_worker import DueWorker, in_unit
from server.db.jobs import JOBS, JobRow, JobStatus
from server.db.unit import Unit
from server.db.units import open_units
from tests.engines.db.brands import add_brand


def do(unit: Unit, job_id: str) -> None:
    add_brand(unit.session.scalars(select(JobRow.key).where(JobRow.id == job_id)).one())(unit)
    unit.session.execute(
        update(JobRow).where(JobRow.id == job_id).values(status=JobStatus.DONE, ended_at=unit.now)
    )


async def work(url: str) -> None:
    units = open_units(url)
    # A short lease: the next worker need not wait long for what this one leaves behind.
    due = DueTable(JOBS.table, JOBS.waiting, lease=timedelta(seconds=0.5))
    await DueWorker(units, due, in_unit(do), lambda: datetime.now(UTC)).run()


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
