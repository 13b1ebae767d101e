"""What a supervisor, a load balancer and Prometheus ask."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from litestar import MediaType, Response, get
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.db.errors import UnitsUnavailable
from server.db.journal import JournalBase
from server.db.units import Units
from server.entry.metrics import MEDIA_TYPE as METRICS
from server.entry.metrics import Metrics
from server.gateways.clock import Clock
from server.lib.http import PUBLIC
from server.sms import inbox


@dataclass(slots=True)
class Readiness:
    """Whether this process wants more work; false from the first sign of stopping."""

    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    status: str


@get("/health/live", opt=PUBLIC, tags=("operations",), summary="The process runs")
async def live() -> Health:
    return Health("live")


@get("/health/ready", opt=PUBLIC, tags=("operations",), summary="The process can serve")
async def ready(units: Units, readiness: Readiness) -> Health:
    if not readiness.is_ready:
        raise UnitsUnavailable("the server is stopping")
    await units.read(_look)
    return Health("ready")


@get("/metrics", opt=PUBLIC, media_type=MediaType.TEXT, tags=("operations",), summary="Prometheus")
async def metrics(figures: Metrics, units: Units, clock: Clock) -> Response[bytes]:
    with suppress(UnitsUnavailable):  # then the last figure stands
        found = await units.read(lambda session: inbox.overdue(session, clock.now()))
        figures.receipts_unmatched.set(found.count)
    return Response(figures.text(), media_type=METRICS)


def _look(session: Session) -> None:
    """Read a table that only a migrated database has."""
    session.execute(select(JournalBase.epoch))
