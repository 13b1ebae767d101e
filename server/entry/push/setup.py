"""The hub of one process, put together."""

from __future__ import annotations

from collections.abc import Sequence

from common.domain.ids import LineId, MessageId
from common.domain.roles import Actor
from common.wire.frames import HEARTBEAT_S, SpokenReport
from server.db.unit import Unit
from server.db.units import Units
from server.entry.push.bus import CommitPokes
from server.entry.push.database import DatabaseHouse, Services
from server.entry.push.hub import Hub
from server.entry.wiring import Wiring
from server.gateways.clock import Clock
from server.lib.ids import IdSource
from server.messaging.repository import undelivered


def push_hub(units: Units, wiring: Wiring, clock: Clock, heartbeat_s: float = HEARTBEAT_S) -> Hub:
    """Enter `hub.running()` in the application's lifespan, before the units are closed."""

    def lines_seen(unit: Unit, actor: Actor, line_ids: Sequence[LineId]) -> None:
        wiring.kitchen(unit, actor).orders.lines_seen(line_ids)

    def delivered(unit: Unit, actor: Actor, ids: Sequence[MessageId]) -> None:
        wiring.messaging(unit, actor).delivered(ids)

    def spoken(unit: Unit, actor: Actor, report: SpokenReport) -> None:
        wiring.messaging(unit, actor).spoken(report)

    services = Services(
        lines_seen=lines_seen,
        delivered=delivered,
        claim=lambda unit, actor, id_, repeat: wiring.messaging(unit, actor).claim(id_, repeat),
        spoken=spoken,
        undelivered=undelivered,
    )
    ids = IdSource()
    return Hub(
        DatabaseHouse(units, services),
        CommitPokes(units.on_commit),
        lambda: ids.new(clock.now()),
        clock.now,
        heartbeat_s,
    )
