"""`GET /v1/sync/snapshot`: what a terminal's tables hold now."""

from __future__ import annotations

from litestar import get

from common.domain.roles import Actor
from common.wire.events import Snapshot
from server.db.units import Units
from server.gateways.clock import Clock
from server.views.snapshot import snapshot


@get("/v1/sync/snapshot", tags=("sync",), summary="Positions and tables of one consistent read")
async def read_snapshot(units: Units, actor: Actor, clock: Clock) -> Snapshot:
    return await units.read(lambda session: snapshot(session, actor, clock.now()))
