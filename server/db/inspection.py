"""`server check`: what is wrong with a database, in words an operator can act on."""

from __future__ import annotations

from typing import Final

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.orm import Session

from server.db import migrate
from server.db.engines import open_engines
from server.db.jobs import JobRow, JobStatus
from server.db.journal import JournalRow, JournalStream
from server.db.schema_version import newest, version

_SHOWN: Final = 20


def check(database_url: str) -> list[str]:
    """Findings, empty when all is well; reads everything, changes nothing."""
    found = version(database_url)
    if found != newest():
        return [f"schema stands at {found}, this program needs {newest()}: run migrate"]
    findings = [f"schema differs: {difference}" for difference in migrate.differences(database_url)]
    engines = open_engines(database_url)
    try:
        with Session(engines.read) as session:
            if engines.is_sqlite:
                findings += _damage(session)
            return findings + _journal_holes(session) + _dead_jobs(session)
    finally:
        engines.dispose()


def _damage(session: Session) -> list[str]:
    pages = session.scalars(text("PRAGMA integrity_check"))
    orphans = session.execute(text("PRAGMA foreign_key_check")).all()
    return [f"damaged: {finding}" for finding in pages if finding != "ok"] + [
        f"a row of {row[0]} refers to nothing in {row[2]}" for row in orphans[:_SHOWN]
    ]


def _journal_holes(session: Session) -> list[str]:
    """Streams whose held rows are not exactly floor + 1 … top."""
    held = (
        select(
            JournalRow.stream,
            func.count().label("rows"),
            func.min(JournalRow.seq).label("first"),
            func.max(JournalRow.seq).label("last"),
        )
        .group_by(JournalRow.stream)
        .subquery()
    )
    rows = func.coalesce(held.c.rows, 0)
    wrong = (
        select(JournalStream.name)
        .outerjoin(held, held.c.stream == JournalStream.name)
        .where(
            or_(
                rows != JournalStream.top - JournalStream.floor,
                and_(rows > 0, held.c.first != JournalStream.floor + 1),
                and_(rows > 0, held.c.last != JournalStream.top),
            )
        )
        .order_by(JournalStream.name)
        .limit(_SHOWN)
    )
    return [f"journal of {name} has holes: begin a new epoch" for name in session.scalars(wrong)]


def _dead_jobs(session: Session) -> list[str]:
    dead = (
        select(JobRow.kind, func.count())
        .where(JobRow.status == JobStatus.DEAD)
        .group_by(JobRow.kind)
        .order_by(JobRow.kind)
    )
    return [f"{count} jobs of {kind} were given up" for kind, count in session.execute(dead)]
