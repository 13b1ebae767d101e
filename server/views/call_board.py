"""`GET /v1/call-board`: what a calling screen shows."""

from __future__ import annotations

from litestar import Controller, get
from sqlalchemy.orm import Session

from common.domain.roles import Actor, Permission
from common.wire.answers import CallBoardBody
from server.db.units import Units
from server.kitchen import repository as orders


def call_board_of(session: Session, actor: Actor) -> CallBoardBody:
    """Making: oldest first. Please collect: the latest call first."""
    actor.require(Permission.CALL_BOARD)
    tickets = orders.load_call_tickets(session, actor.shop_id)
    making = [ticket for ticket in tickets if not ticket.collect]
    collect = [ticket for ticket in tickets if ticket.collect]
    return CallBoardBody(
        making=sorted(making, key=lambda ticket: (ticket.since, ticket.id)),
        collect=sorted(collect, key=lambda ticket: (ticket.since, ticket.id), reverse=True),
    )


class CallBoardController(Controller):
    path = "/v1/call-board"
    tags = ("kitchen",)

    @get(summary="What a calling screen shows")
    async def read(self, units: Units, actor: Actor) -> CallBoardBody:
        return await units.read(lambda session: call_board_of(session, actor))
