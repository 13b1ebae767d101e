"""Bodies that the server answers with. Clients ignore fields they do not know."""

from __future__ import annotations

from datetime import date, datetime
from typing import Generic, TypeVar

import msgspec

from common.domain.announcing import MessageStatus
from common.domain.kitchen import LineAction, Outcome
from common.domain.rows import (
    CallTicketRow,
    CategoryRow,
    GoodsRow,
    LineRow,
    OrderSource,
    OrderState,
    RoomRow,
    ServiceCallRow,
    ShopRow,
    StationRow,
    StayRow,
)

T = TypeVar("T")
Positions = dict[str, int]
"""Stream → seq: the caller's change is in its tables once its cursors reach these."""


class Page(msgspec.Struct, Generic[T]):
    items: list[T]
    next: str | None = None


class Paired(msgspec.Struct):
    device_id: str
    token: str
    kind: str
    shop_id: str
    room_id: str | None
    station_ids: list[str]


class SignedIn(msgspec.Struct):
    token: str
    staff_id: str
    name: str
    role: str
    expires_at: datetime


class Me(msgspec.Struct):
    shop_id: str
    role: str
    name: str
    device_id: str | None
    staff_id: str | None
    room_id: str | None
    station_ids: list[str]
    streams: list[str]


class RoomRef(msgspec.Struct):
    id: str
    name: str


class BatchBody(msgspec.Struct):
    id: str
    sequence: int
    placed_at: datetime
    promised_at: datetime
    seen_at: datetime | None
    note: str
    lines: list[LineRow]


class OrderBody(msgspec.Struct):
    """An order whole, as every order route answers it."""

    id: str
    number: int
    business_day: date
    shop_id: str
    stay_id: str
    room: RoomRef | None
    hand_tag: str | None
    source: OrderSource
    state: OrderState
    note: str
    total_fen: int
    version: int
    batches: list[BatchBody]
    positions: Positions = {}


class LineBody(msgspec.Struct):
    """The line after a command; `outcome` is moved, same or again."""

    line: LineRow
    outcome: Outcome
    positions: Positions = {}


class LineResult(msgspec.Struct, omit_defaults=True):
    line_id: str
    outcome: Outcome
    code: str = ""
    state: str = ""


class LinesBody(msgspec.Struct):
    """Per line what became of it, and the order after."""

    action: LineAction
    results: list[LineResult]
    order: OrderBody
    positions: Positions = {}


class StayBody(msgspec.Struct):
    """`adopted`: a check-in took over the room's walk-in stay."""

    stay: StayRow
    room: RoomRow | None
    adopted: bool = False
    positions: Positions = {}


class TextsOffer(msgspec.Struct):
    """`is_offered`: the guest may leave a number at the pad; `texts_to`: the one that was left, masked."""

    is_offered: bool
    texts_to: str


class RoomBody(msgspec.Struct):
    room: RoomRow
    ended_stays: list[str]
    positions: Positions = {}


class GoodsBody(msgspec.Struct):
    goods: GoodsRow
    cancelled_lines: list[str]
    positions: Positions = {}


class CallBody(msgspec.Struct):
    call: ServiceCallRow
    positions: Positions = {}


class MessageBody(msgspec.Struct):
    """One sentence for one account and one repeat. `why` says how it came to its status, `reason`
    why it was said again; `due_at` is when something has to be done about it next. `speaker`: which
    terminal was granted it; names are empty where nobody asked for them."""

    id: str
    announcement_id: str
    repeat: int
    event: str
    channel: str
    account: str
    msg_type: int
    shown: str
    spoken: str
    status: MessageStatus
    why: str
    reason: str
    order_id: str | None
    call_id: str | None
    line_ids: list[str]
    created_at: datetime
    due_at: datetime
    expires_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    ended_at: datetime | None
    account_name: str = ""
    speaker: str = ""


class ShopBody(msgspec.Struct):
    shop: ShopRow
    positions: Positions = {}


class MenuBody(msgspec.Struct):
    shop: ShopRow
    stations: list[StationRow]
    categories: list[CategoryRow]
    goods: list[GoodsRow]


class TicketBody(msgspec.Struct):
    order: OrderBody
    also_at: list[str]


class BoardBody(msgspec.Struct):
    tickets: list[TicketBody]


class CallBoardBody(msgspec.Struct):
    making: list[CallTicketRow]
    collect: list[CallTicketRow]
