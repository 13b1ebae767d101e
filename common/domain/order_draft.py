"""How an order looks on its own device before the server gave it a number. Source: spec 20."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from common.domain.commands import Pending, PlaceOrder, WantedLine
from common.domain.draft import Draft
from common.domain.ids import NO_FEN, BatchId, Fen, OrderId, ShopId, StayId
from common.domain.kitchen import LineState
from common.domain.promise import promise
from common.domain.roles import Role
from common.domain.rows import (
    BatchRow,
    GoodsRow,
    LineRow,
    OrderRow,
    OrderSource,
    OrderState,
    RoomRow,
    ShopRow,
    StayRow,
)

_DEFAULT_MINUTES: Final = 15


def provisional_order_id(batch_id: BatchId) -> OrderId:
    """The order that a new batch stands under until the server names the real one."""
    return OrderId(batch_id)


def place(draft: Draft, pending: Pending, command: PlaceOrder) -> None:
    """Show the placement as a batch of the stay's open order, or under a provisional one.

    Nothing once the base has the batch. Dishes that this device's menu does not know are left out.
    """
    batch_id = command.batch_id
    if batch_id is None or draft.get("batches", batch_id, BatchRow) is not None:
        return
    order = _open_order(draft, command) or _new_order(draft, pending, command, batch_id)
    lines = [
        line
        for index, wanted in enumerate(command.lines)
        if (line := _line(draft, pending, wanted, order.id, batch_id, index + 1)) is not None
    ]
    added = sum(line.price_fen * line.quantity for line in lines)
    draft.put("orders", replace(order, total_fen=Fen(order.total_fen + added)))
    draft.put("batches", _batch(draft, pending, command, order.id, batch_id, lines))
    for line in lines:
        draft.put("lines", line)
    if order.number is None:
        draft.mark(pending, order.id)
    draft.mark(pending, batch_id, *(line.id for line in lines))


def _open_order(draft: Draft, command: PlaceOrder) -> OrderRow | None:
    for order in draft.all("orders", OrderRow):
        if order.state is OrderState.OPEN and _is_meant(order, command):
            return order
    return None


def _is_meant(order: OrderRow, command: PlaceOrder) -> bool:
    if command.stay_id is not None:
        return order.stay_id == command.stay_id
    if command.hand_tag is not None:
        return order.hand_tag == command.hand_tag
    return order.room_id == command.room_id and order.hand_tag is None


def _new_order(draft: Draft, pending: Pending, command: PlaceOrder, batch_id: BatchId) -> OrderRow:
    stay = draft.get("stays", command.stay_id, StayRow)
    room_id = command.room_id or (stay.room_id if stay else None)
    room = draft.get("rooms", room_id, RoomRow)
    shop = _shop(draft)
    return OrderRow(
        id=provisional_order_id(batch_id),
        shop_id=shop.id if shop else ShopId(""),
        stay_id=command.stay_id or StayId(""),
        number=None,
        business_day=None,
        room_id=room_id,
        room_name=room.name if room else (stay.room_name if stay else None),
        hand_tag=command.hand_tag,
        source=OrderSource.HAND_TAG if command.hand_tag else OrderSource.PAD,
        state=OrderState.OPEN,
        note=command.note,
        total_fen=NO_FEN,
        placed_at=pending.at,
        completed_at=None,
        version=0,
    )


def _batch(
    draft: Draft,
    pending: Pending,
    command: PlaceOrder,
    order_id: OrderId,
    batch_id: BatchId,
    lines: list[LineRow],
) -> BatchRow:
    held = (b.sequence for b in draft.all("batches", BatchRow) if b.order_id == order_id)
    return BatchRow(
        id=batch_id,
        order_id=order_id,
        sequence=max(held, default=0) + 1,
        placed_at=pending.at,
        placed_by=Role.PAD,
        promised_at=max(
            (line.promised_at for line in lines),
            default=promise(pending.at, None, _DEFAULT_MINUTES),
        ),
        seen_at=None,
        note=command.note,
        version=0,
    )


def _line(
    draft: Draft,
    pending: Pending,
    wanted: WantedLine,
    order_id: OrderId,
    batch_id: BatchId,
    sequence: int,
) -> LineRow | None:
    goods = draft.get("goods", wanted.goods_id, GoodsRow)
    if goods is None or wanted.line_id is None:
        return None
    shop = _shop(draft)
    offered = [option for group in goods.option_groups for option in group.options]
    chosen = [option for option in offered if option.id in wanted.option_ids]
    price = goods.price_fen + sum(option.extra_fen for option in chosen)
    default = shop.default_target_minutes if shop else _DEFAULT_MINUTES
    return LineRow(
        id=wanted.line_id,
        order_id=order_id,
        batch_id=batch_id,
        sequence=sequence,
        goods_id=goods.id,
        name=goods.name,
        unit=goods.unit,
        quantity=wanted.quantity,
        options=tuple(option.name for option in chosen),
        note=wanted.note,
        allergies=wanted.allergies,
        price_fen=Fen(price),
        state=LineState.WAITING,
        marks=(),
        station_ids=goods.station_ids,
        notify_count=0,
        rush_count=0,
        placed_at=pending.at,
        promised_at=promise(pending.at, goods.target_minutes, default),
        seen_at=None,
        started_at=None,
        ready_at=None,
        notified_at=None,
        picked_up_at=None,
        delivered_at=None,
        cancelled_at=None,
        cancel_reason=None,
        rushed_at=None,
        remake_of=None,
        last_action=None,
        last_key=None,
        version=0,
    )


def _shop(draft: Draft) -> ShopRow | None:
    return next(draft.all("shops", ShopRow), None)
