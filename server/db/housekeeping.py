"""Keeps the platform's own tables small, as periodic jobs: often, a little at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from server.db import idempotency, jobs, journal, lanes
from server.db.jobs import Job, JobHandler
from server.db.unit import Unit

EVERY: Final = timedelta(minutes=10)
NEXT_LOT: Final = timedelta(seconds=1)  # more is left: the writer is everybody's meanwhile


def _forget_journal(unit: Unit, job: Job) -> datetime:
    return unit.now + (NEXT_LOT if journal.prune(unit.session, unit.now) else EVERY)


def _forget_answers(unit: Unit, job: Job) -> datetime:
    return unit.now + (NEXT_LOT if idempotency.prune(unit.session, unit.now) else EVERY)


def _forget_jobs(unit: Unit, job: Job) -> datetime:
    jobs.prune(unit.session, unit.now)
    return unit.now + EVERY


def _forget_lanes(unit: Unit, job: Job) -> datetime:
    lanes.prune(unit.session, unit.now)
    return unit.now + EVERY


HANDLERS: Final[Mapping[str, JobHandler]] = MappingProxyType(
    {
        "journal.prune": _forget_journal,
        "idempotency.prune": _forget_answers,
        "job.prune": _forget_jobs,
        "lane.prune": _forget_lanes,
    }
)


def ensure(unit: Unit) -> None:
    """Write the periodic jobs that are not there yet; each start of a server calls it."""
    for kind in HANDLERS:
        jobs.enqueue(unit, kind, {}, key="periodic")
