"""Builders of rows: sound by default, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zlib import crc32

from common.domain.ids import (
    BatchId,
    Fen,
    GoodsId,
    LineId,
    OrderId,
    RoomId,
    ShopId,
    StationId,
    StayId,
)
from common.domain.kitchen import LineState
from common.domain.roles import Role
from common.domain.rows import (
    BatchRow,
    LineRow,
    Mark,
    OrderRow,
    OrderSource,
    OrderState,
    RoomRow,
    RoomState,
    StayRow,
    StayState,
)

EVENING = datetime(2026, 11, 22, 11, 40, tzinfo=UTC)
"""19:40 in Shanghai."""
SHOP = ShopId("01890000-0000-7000-8000-000000000001")
_next = count(1)


def an_id() -> str:
    """A fresh id in UUIDv7 form."""
    return f"01890000-0000-7000-9000-{next(_next):012x}"


def an_order(**over: Any) -> OrderRow:  # Any: fields of the row
    fields: dict[str, Any] = {
        "id": OrderId(an_id()),
        "shop_id": SHOP,
        "stay_id": StayId(an_id()),
        "number": 7,
        "business_day": date(2026, 11, 22),
        "room_id": RoomId(an_id()),
        "room_name": "801",
        "hand_tag": None,
        "source": OrderSource.PAD,
        "state": OrderState.OPEN,
        "note": "",
        "total_fen": Fen(5600),
        "placed_at": EVENING,
        "completed_at": None,
        "version": 1,
    }
    return OrderRow(**(fields | over))


def a_batch(order: OrderRow, **over: Any) -> BatchRow:
    placed_at = over.get("placed_at", order.placed_at)
    fields: dict[str, Any] = {
        "id": BatchId(an_id()),
        "order_id": order.id,
        "sequence": 1,
        "placed_at": placed_at,
        "placed_by": Role.PAD,
        "promised_at": placed_at + timedelta(minutes=15),
        "seen_at": None,
        "note": "",
        "version": 1,
    }
    return BatchRow(**(fields | over))


def a_line(batch: BatchRow, **over: Any) -> LineRow:
    """A waiting 水饺 of two; a state past waiting brings its times with it."""
    state = over.get("state", LineState.WAITING)
    reached = {
        LineState.COOKING: ("started_at",),
        LineState.READY: ("started_at", "ready_at"),
        LineState.NOTIFIED: ("started_at", "ready_at", "notified_at"),
        LineState.PICKED_UP: ("started_at", "ready_at", "picked_up_at"),
        LineState.DELIVERED: ("started_at", "ready_at", "picked_up_at", "delivered_at"),
        LineState.CANCELLED: ("cancelled_at",),
    }.get(state, ())
    times: dict[str, Any] = dict.fromkeys(
        (
            "seen_at",
            "started_at",
            "ready_at",
            "notified_at",
            "picked_up_at",
            "delivered_at",
            "cancelled_at",
            "rushed_at",
        )
    )
    times |= {name: batch.placed_at + timedelta(minutes=5) for name in reached}
    fields: dict[str, Any] = {
        "id": LineId(an_id()),
        "order_id": batch.order_id,
        "batch_id": batch.id,
        "sequence": 1,
        "goods_id": GoodsId("01890000-0000-7000-8000-00000000000a"),
        "name": "水饺",
        "unit": "份",
        "quantity": 2,
        "options": (),
        "note": "",
        "allergies": (),
        "price_fen": Fen(2800),
        "state": state,
        "marks": (),
        "station_ids": (),
        "notify_count": 1 if state is LineState.NOTIFIED else 0,
        "rush_count": 0,
        "placed_at": batch.placed_at,
        "promised_at": batch.promised_at,
        "cancel_reason": None,
        "remake_of": None,
        "last_action": None,
        "last_key": None,
        "version": 1,
    }
    return LineRow(**(fields | times | over))


def a_mark(kind: Any, at: datetime = EVENING, **over: Any) -> Mark:
    return Mark(kind=kind, at=at, **over)


def a_room(**over: Any) -> RoomRow:
    fields: dict[str, Any] = {
        "id": RoomId(an_id()),
        "name": "801",
        "floor": "8 楼",
        "kind": "标准房",
        "state": RoomState.VACANT,
        "state_since": EVENING,
        "position": 0,
        "version": 1,
    }
    return RoomRow(**(fields | over))


def a_stay(**over: Any) -> StayRow:
    fields: dict[str, Any] = {
        "id": StayId(an_id()),
        "room_id": RoomId(an_id()),
        "room_name": "801",
        "hand_tags": (),
        "guests": 1,
        "is_walk_in": False,
        "state": StayState.OPEN,
        "opened_at": EVENING,
        "left_at": None,
        "ended_at": None,
        "bill_stay_id": None,
        "version": 1,
    }
    return StayRow(**(fields | over))


def station(name: str) -> StationId:
    """A stable station id for a name, so that tests read as kitchens do."""
    return StationId(f"01890000-0000-7000-a000-{crc32(name.encode()):012x}")


def by_id(rows: Sequence[OrderRow]) -> dict[str, OrderRow]:
    return {row.id: row for row in rows}
