"""HTTP of orders, batches and lines: translates, decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal, TypeVar

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from common.domain.kitchen import LineAction
from common.domain.presence import Approver
from common.domain.roles import Actor
from common.domain.rows import OrderState
from common.wire.answers import GoodsBody, LineBody, LinesBody, OrderBody, Page
from common.wire.requests import (
    Acknowledge,
    CancelLine,
    LineCommand,
    OrderLinesCommand,
    PlaceOrder,
    Recall,
    Remake,
    SoldOut,
    Split,
    Stop,
    TransferBatch,
)
from server.db.unit import Unit
from server.db.units import Units
from server.kitchen import listing
from server.kitchen.listing import OrderFilter
from server.kitchen.service import Kitchen, KitchenFactory
from server.lib.commands import Answer, AnyRequest, Commands, command_key
from server.lib.http import Cursor, Limit
from server.lib.paging import LIMIT

A = TypeVar("A", bound=Answer)

Step = Literal["start", "finish", "notify", "pick-up", "deliver"]
Bulk = Literal["start", "finish", "notify", "pick-up", "deliver", "cancel", "recall"]

IdFilter = Annotated[str | None, QueryParameter(max_length=36)]


def at_door(
    request: AnyRequest,
    kitchen: KitchenFactory,
    actor: Actor,
    command: Callable[[Kitchen], A],
    approver: Approver | None = None,
) -> Callable[[Unit], A]:
    """`command` as work for `Commands.run`: done by the actor under the request's key."""
    key = command_key(request)
    return lambda unit: command(kitchen(unit, actor, key, approver))


def action_of(name: str) -> LineAction:
    """Routes write `pick-up` where the rules write `pick_up`."""
    return LineAction(name.replace("-", "_"))


class OrderController(Controller):
    path = "/v1/orders"
    tags = ("orders",)

    @post(summary="Place an order, or add to the open one")
    async def place(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        data: PlaceOrder,
    ) -> Response[OrderBody]:
        """201: the first batch of an order; 200: it joined the stay's open order."""
        work = at_door(request, kitchen, actor, lambda each: each.placing.place(data))
        return await commands.run(
            request, actor, work, lambda body: 201 if len(body.batches) == 1 else 200
        )

    @get(summary="Orders, newest first")
    async def find(
        self,
        units: Units,
        actor: Actor,
        which: Annotated[OrderState | None, QueryParameter(name="state")] = None,
        stay_id: IdFilter = None,
        room_id: IdFilter = None,
        business_day: date | None = None,
        cursor: Cursor = None,
        limit: Limit = LIMIT,
    ) -> Page[OrderBody]:
        """A pad sees its own stay's alone."""
        wanted = OrderFilter(which, stay_id, room_id, business_day, cursor, limit)
        return await units.read(lambda session: listing.find(session, actor, wanted))

    @get("/{order_id:str}", summary="One order, whole")
    async def read(self, units: Units, actor: Actor, order_id: str) -> OrderBody:
        return await units.read(lambda session: listing.order(session, actor, order_id))

    @post("/{order_id:str}/cancel", status_code=200, summary="Cancel an order that nobody started")
    async def cancel(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        order_id: str,
        data: CancelLine,
    ) -> Response[OrderBody]:
        work = at_door(request, kitchen, actor, lambda k: k.orders.cancel_order(order_id, data))
        return await commands.run(request, actor, work)

    @post(
        "/{order_id:str}/lines/{action:str}",
        status_code=200,
        summary="One action on the lines that a screen shows of an order",
    )
    async def act(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        order_id: str,
        action: Bulk,
        data: OrderLinesCommand,
    ) -> Response[LinesBody]:
        """Per line: moved, same, again or refused (with the code). One refusal stops no other."""
        work = at_door(
            request, kitchen, actor, lambda k: k.orders.act(order_id, action_of(action), data)
        )
        return await commands.run(request, actor, work)


class BatchController(Controller):
    path = "/v1/batches"
    tags = ("orders",)

    @post("/{batch_id:str}/cancel", status_code=200, summary="Cancel a batch that nobody started")
    async def cancel(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        batch_id: str,
        data: CancelLine,
    ) -> Response[OrderBody]:
        work = at_door(request, kitchen, actor, lambda k: k.orders.cancel_batch(batch_id, data))
        return await commands.run(request, actor, work)

    @post(
        "/{batch_id:str}/transfer",
        status_code=200,
        summary="Give a batch to the guest whom it was meant for",
    )
    async def transfer(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        batch_id: str,
        data: TransferBatch,
    ) -> Response[OrderBody]:
        """Answers with the order that the batch is in now."""
        work = at_door(request, kitchen, actor, lambda k: k.moves.transfer(batch_id, data))
        return await commands.run(request, actor, work)


class LineController(Controller):
    path = "/v1/lines/{line_id:str}"
    tags = ("lines",)

    @post("/{action:str}", status_code=200, summary="Start, finish, notify, pick up, deliver")
    async def act(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        line_id: str,
        action: Step,
        data: LineCommand,
    ) -> Response[LineBody]:
        """409 `line.refused` with `{state, action}` when the line's state does not allow it."""
        work = at_door(
            request, kitchen, actor, lambda k: k.lines.act(line_id, action_of(action), data)
        )
        return await commands.run(request, actor, work)

    @post("/cancel", status_code=200, summary="Cancel a waiting line")
    async def cancel(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        line_id: str,
        data: CancelLine,
    ) -> Response[LineBody]:
        work = at_door(request, kitchen, actor, lambda k: k.lines.cancel(line_id, data))
        return await commands.run(request, actor, work)

    @post("/recall", status_code=200, summary="Take the last step back")
    async def recall(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        line_id: str,
        data: Recall,
    ) -> Response[LineBody]:
        """Exactly one of `from` (the state that the person saw) and `undoes` (an idempotency key)."""
        work = at_door(request, kitchen, actor, lambda k: k.lines.recall(line_id, data))
        return await commands.run(request, actor, work)

    @post("/rush", status_code=200, summary="Ask for more speed")
    async def rush(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        line_id: str,
        data: LineCommand,
    ) -> Response[LineBody]:
        """A guest: after the promise, then every 5 min; else 409 `rush.too_early` with `next_at`."""
        work = at_door(request, kitchen, actor, lambda k: k.lines.rush(line_id, data))
        return await commands.run(request, actor, work)

    @post("/stop", status_code=200, summary="Ask that a started dish is not cooked on")
    async def stop(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        line_id: str,
        data: Stop,
    ) -> Response[LineBody]:
        work = at_door(request, kitchen, actor, lambda k: k.lines.stop(line_id, data))
        return await commands.run(request, actor, work)

    @post("/split", status_code=200, summary="Part a line in two")
    async def split(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        line_id: str,
        data: Split,
    ) -> Response[LineBody]:
        """Answers with what is left of the line."""
        work = at_door(request, kitchen, actor, lambda k: k.lines.split(line_id, data))
        return await commands.run(request, actor, work)

    @post("/remake", status_code=200, summary="Cook it again, at no price")
    async def remake(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        line_id: str,
        data: Remake,
    ) -> Response[LineBody]:
        """Answers with the new line."""
        work = at_door(request, kitchen, actor, lambda k: k.lines.remake(line_id, data))
        return await commands.run(request, actor, work)

    @post("/acknowledge", status_code=200, summary="A cook has seen the mark")
    async def acknowledge(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        line_id: str,
        data: Acknowledge,
    ) -> Response[LineBody]:
        work = at_door(request, kitchen, actor, lambda k: k.lines.acknowledge(line_id, data))
        return await commands.run(request, actor, work)


class SoldOutController(Controller):
    path = "/v1/goods/{goods_id:str}"
    tags = ("menu",)

    @post("/sold-out", status_code=200, summary="Sold out until the business day ends")
    async def sold_out(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        goods_id: str,
        data: SoldOut,
    ) -> Response[GoodsBody]:
        work = at_door(request, kitchen, actor, lambda k: k.orders.sold_out(goods_id, data))
        return await commands.run(request, actor, work)

    @post("/available", status_code=200, summary="There is more of it")
    async def available(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        goods_id: str,
    ) -> Response[GoodsBody]:
        work = at_door(request, kitchen, actor, lambda k: k.orders.available(goods_id))
        return await commands.run(request, actor, work)
