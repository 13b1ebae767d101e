"""`GET /v1/board`: what a kitchen screen shows, for whoever has no tables of their own."""

from __future__ import annotations

from datetime import datetime

from litestar import Controller, get
from sqlalchemy.orm import Session

from common.domain.board import Ticket, board
from common.domain.roles import Actor, Permission
from common.wire.answers import BoardBody, TicketBody
from server.db.units import Units
from server.gateways.clock import Clock
from server.kitchen import repository as orders
from server.kitchen.bodies import order_body
from server.kitchen.repository import Docket


def board_of(session: Session, actor: Actor, at: datetime) -> BoardBody:
    """The tickets at the actor's stations (none: all of them), oldest promise first."""
    actor.require(Permission.READ_BOARD)
    dockets = {x.order.id: x for x in orders.load_on_board(session, actor.shop_id)}
    rows, batches, lines = orders.as_tables(dockets.values())
    shown = board({row.id: row for row in rows}, batches, lines, actor.station_ids, at)
    return BoardBody([_ticket(ticket, dockets[ticket.order.id]) for ticket in shown.tickets])


def _ticket(ticket: Ticket, docket: Docket) -> TicketBody:
    """The order as this ticket shows it: its batches and lines, and no others."""
    shown = Docket(
        docket.order,
        {block.batch.id: block.batch for block in ticket.blocks},
        {line.id: line for line in ticket.lines},
    )
    return TicketBody(order_body(shown), list(ticket.also_at))


class BoardController(Controller):
    path = "/v1/board"
    tags = ("kitchen",)

    @get(summary="What a kitchen screen shows")
    async def read(self, units: Units, actor: Actor, clock: Clock) -> BoardBody:
        """The lines of the terminal's stations; `also_at` names the other stations of an order."""
        return await units.read(lambda session: board_of(session, actor, clock.now()))
