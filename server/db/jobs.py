"""Jobs: due rows for work that has no table of its own, once or periodically.

A job's handler runs inside a unit and may be run again after a crash before the commit; it
never sees its own half-done work. Work on the outside gets a table and a worker of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import Index, Row, String, Table, delete, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from server.db.base import Base, Choice, Id, Json, UtcDateTime, add_new
from server.db.due import DueTable
from server.db.due_worker import DueWorker, in_unit
from server.db.unit import Unit
from server.db.units import Units

ATTEMPTS: Final = 20
DEAD_KEPT_FOR: Final = timedelta(days=30)
_WAITING: Final = text("status = 'waiting'")


class JobStatus(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"  # given up after ATTEMPTS; stays visible for 30 days


class JobRow(Base):
    """`key`: at most one waiting job of a kind has it."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_due", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index(
            "uq_job_waiting",
            "kind",
            "key",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_job_status_ended", "status", "ended_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(120))
    shop_id: Mapped[str | None] = mapped_column(Id)
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    status: Mapped[JobStatus] = mapped_column(Choice(JobStatus))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column()
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Job:
    id: str
    kind: str
    key: str
    shop_id: str | None
    payload: Mapping[str, Any]  # Any: JSON of the kind's own shape
    due_at: datetime


JobHandler: TypeAlias = Callable[[Unit, Job], datetime | None]
"""Does a job; gives when to do it again, None when it is done."""

JOBS: Final = DueTable(
    table=cast(Table, JobRow.__table__),
    waiting=text("job.status = 'waiting'"),
    dead={"status": JobStatus.DEAD},
    attempts=ATTEMPTS,
)


def enqueue(
    unit: Unit,
    kind: str,
    payload: Mapping[str, Any],  # Any: JSON of the kind's own shape
    *,
    due_at: datetime | None = None,
    shop_id: str | None = None,
    key: str | None = None,
) -> None:
    """Write a job that is due at `due_at` (UTC; None: at once).

    With `key` nothing happens when such a job already waits. The job's unit locks `shop_id`.
    """
    job_id = unit.new_id()
    due = due_at or unit.now
    add_new(
        unit.session,
        JOBS.table,
        {
            "id": job_id,
            "kind": kind,
            "key": key or job_id,
            "shop_id": shop_id,
            "payload": dict(payload),
            "status": JobStatus.WAITING,
            "created_at": unit.now,
            "due_at": due,
            "attempts": 0,
        },
    )
    if due <= unit.now + timedelta(seconds=1):
        unit.wake(JOBS.wake)


def cancel(unit: Unit, kind: str, key: str) -> None:
    """Take back a waiting job; one that is just being ended is ended."""
    unit.session.execute(
        delete(JobRow).where(
            JobRow.kind == kind, JobRow.key == key, JobRow.status == JobStatus.WAITING
        )
    )


def dead_jobs(session: Session, limit: int) -> list[Job]:
    """Jobs given up, newest first: what an operator has to look at."""
    return [
        _job(row)
        for row in session.execute(
            _SELECT.where(JobRow.status == JobStatus.DEAD)
            .order_by(JobRow.ended_at.desc())
            .limit(limit)
        )
    ]


def prune(session: Session, now: datetime) -> None:
    """Forget done jobs, and dead ones after 30 days."""
    session.execute(delete(JobRow).where(JobRow.status == JobStatus.DONE))
    session.execute(
        delete(JobRow).where(JobRow.status == JobStatus.DEAD, JobRow.ended_at < now - DEAD_KEPT_FOR)
    )


def job_worker(
    units: Units, handlers: Mapping[str, JobHandler], read_clock: Callable[[], datetime]
) -> DueWorker:
    """The worker of all jobs; a job of a kind without a handler backs off until it is given up."""

    def handle(unit: Unit, job_id: str) -> None:
        job = _job(unit.session.execute(_SELECT.where(JobRow.id == job_id)).one())
        again_at = handlers[job.kind](unit, job)
        ended = {"status": JobStatus.DONE, "ended_at": unit.now}
        values = ended if again_at is None else {"due_at": again_at}
        unit.session.execute(update(JobRow).where(JobRow.id == job_id).values(values))

    return DueWorker(units, JOBS, in_unit(handle), read_clock)


_SELECT: Final = select(
    JobRow.id, JobRow.kind, JobRow.key, JobRow.shop_id, JobRow.payload, JobRow.due_at
)


def _job(row: Row[Any]) -> Job:  # Any: the row's columns are those of _SELECT
    return Job(*row)
