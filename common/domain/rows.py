"""The rows that the server publishes and every screen shows.

A row is the whole state of one thing. `version` grows by one with each change of that thing, so a
row can be applied twice, or late, without harm. All times are aware UTC datetimes. The journal
carries these rows in `put`, the snapshot carries the same rows as tables, and the screens project
both with `common.domain.projection`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from common.domain.bill_rows import BillRow
from common.domain.ids import (
    BatchId,
    BrandId,
    CallId,
    CategoryId,
    DeviceId,
    Fen,
    GoodsId,
    LineId,
    MessageId,
    OptionId,
    OrderId,
    RoomId,
    ShopId,
    StaffId,
    StationId,
    StayId,
)
from common.domain.kitchen import CancelReason, LineAction, LineState, MarkKind
from common.domain.opening_hours import Span
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.roles import Role


class OrderState(StrEnum):
    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class OrderSource(StrEnum):
    """The placing terminal; `hand_tag` is any order addressed by a tag."""

    PAD = "pad"
    CASHIER = "cashier"
    HAND_TAG = "hand_tag"


class RoomState(StrEnum):
    VACANT = "vacant"
    OCCUPIED = "occupied"
    TO_CLEAN = "to_clean"
    OUT_OF_USE = "out_of_use"  # 停用: nobody is let in until it is put back


class StayState(StrEnum):
    OPEN = "open"
    ENDED = "ended"


class CallState(StrEnum):
    """A guest's call for service."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A venue as its screens see it. `is_open` and `next_change_at` are judged by the server at
    `judged_at`; `delivery_minutes` is what the pad adds to the kitchen's promise; `pad_calls` are
    the words of its service buttons. `hours_text` says `weekly` in the house's language, for who
    has no words of their own."""

    id: ShopId
    brand_id: BrandId
    name: str
    zone: str  # IANA
    phone: str
    is_open: bool
    closed_reason: str
    next_change_at: datetime | None
    judged_at: datetime
    hours_text: str
    default_target_minutes: int
    delivery_minutes: int
    collect_hint: str
    pad_calls: tuple[str, ...]
    version: int
    weekly: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class StationRow:
    id: StationId
    name: str
    position: int
    version: int


@dataclass(frozen=True, slots=True)
class CategoryRow:
    id: CategoryId
    name: str
    blurb: str
    tint: int  # 1–5: the photo placeholder's colours ph1–ph5
    position: int
    version: int


@dataclass(frozen=True, slots=True)
class Option:
    id: OptionId
    name: str
    extra_fen: Fen


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Choose `at_least`–`at_most` of these (0–1 optional, 1–1 required)."""

    name: str
    at_least: int
    at_most: int
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """One dish of the menu. `sold_out` holds until `sold_out_until` (the next business day)."""

    id: GoodsId
    category_id: CategoryId
    name: str
    unit: str  # 份, 碗, 笼 …
    price_fen: Fen
    description: str
    glyph: str  # one character, drawn where there is no photo
    photo: str | None
    is_signature: bool
    target_minutes: int | None  # None: the shop's default
    allergens: tuple[str, ...]
    option_groups: tuple[OptionGroup, ...]
    station_ids: tuple[StationId, ...]
    remaining: int | None
    sold_out: bool
    sold_out_until: datetime | None
    on_menu: bool
    position: int
    version: int


@dataclass(frozen=True, slots=True)
class RoomRow:
    id: RoomId
    name: str
    floor: str
    kind: str
    state: RoomState
    state_since: datetime
    position: int
    version: int


@dataclass(frozen=True, slots=True)
class StayRow:
    """One visit. `left_at` is set once the guests left and the room waits for cleaning."""

    id: StayId
    room_id: RoomId | None
    room_name: str | None
    hand_tags: tuple[str, ...]
    guests: int
    is_walk_in: bool
    state: StayState
    opened_at: datetime
    left_at: datetime | None
    ended_at: datetime | None
    bill_stay_id: StayId | None  # merged: the stay whose bill this one is on
    version: int
    texts_to: str = ""  # the guest asked for a text when an order is ready: to this phone, masked


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order's header; dishes are LineRows. `number` counts from 1 in its `business_day`."""

    id: OrderId
    shop_id: ShopId
    stay_id: StayId
    number: int | None  # None only on a device, before the server answered
    business_day: date | None
    room_id: RoomId | None
    room_name: str | None
    hand_tag: str | None
    source: OrderSource
    state: OrderState
    note: str
    total_fen: Fen
    placed_at: datetime
    completed_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One placement. `sequence` 1 is the order itself, 2 and up are add-ons (加单 第 1 次 …)."""

    id: BatchId
    order_id: OrderId
    sequence: int
    placed_at: datetime
    placed_by: Role
    promised_at: datetime
    seen_at: datetime | None
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a cook has to acknowledge. `text` is `801→805` for a move, the reason for a stop."""

    kind: MarkKind
    at: datetime
    text: str = ""
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LineRow:
    """One dish of an order. `price_fen` is for one unit with its options; a line costs price × quantity.

    `last_action` and `last_key` (idempotency key) name the change that made the present state: an
    undo applies only to exactly that.
    """

    id: LineId
    order_id: OrderId
    batch_id: BatchId
    sequence: int
    goods_id: GoodsId
    name: str
    unit: str
    quantity: int
    options: tuple[str, ...]
    note: str
    allergies: tuple[str, ...]  # what the guest must not eat, as the guest said it
    price_fen: Fen
    state: LineState
    marks: tuple[Mark, ...]
    station_ids: tuple[StationId, ...]
    notify_count: int
    rush_count: int
    placed_at: datetime
    promised_at: datetime
    seen_at: datetime | None
    started_at: datetime | None
    ready_at: datetime | None
    notified_at: datetime | None
    picked_up_at: datetime | None
    delivered_at: datetime | None
    cancelled_at: datetime | None
    cancel_reason: CancelReason | None
    rushed_at: datetime | None
    remake_of: LineId | None
    last_action: LineAction | None
    last_key: str | None
    version: int


@dataclass(frozen=True, slots=True)
class CallTicketRow:
    """An order on the calling screen: making, or please collect. No dishes, no guest names."""

    id: OrderId
    number: int
    business_day: date
    room_name: str | None
    hand_tag: str | None
    collect: bool
    since: datetime
    calls: int  # how often it was called
    called_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class ServiceCallRow:
    """A guest asks for something that is not food (呼叫服务员, 加水 …).

    `accepted_name`: whoever goes, as the house calls them: the person, or the terminal.
    """

    id: CallId
    stay_id: StayId
    room_id: RoomId | None
    room_name: str | None
    hand_tag: str | None
    text: str
    state: CallState
    called_at: datetime
    accepted_at: datetime | None
    accepted_by: StaffId | DeviceId | None
    done_at: datetime | None
    version: int
    accepted_name: str = ""


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    """A sentence for one account: show `shown`, speak `spoken`. One row per account and repeat.

    The accounts of one speech zone hear the same `announcement_id`; one of them claims
    (announcement_id, repeat) and speaks. A message about to expire is shown, not spoken.
    """

    id: MessageId
    announcement_id: str
    repeat: int  # 1 first
    event: str
    shown: str
    spoken: str
    chime: str
    priority: int  # 0 first
    voice_rate: int  # words a minute as the engine counts them
    due_at: datetime
    expires_at: datetime
    order_id: OrderId | None
    call_id: CallId | None
    reason: str  # "" or why it is said again, e.g. "unheard"
    version: int


Row = (
    ShopRow
    | StationRow
    | CategoryRow
    | GoodsRow
    | RoomRow
    | StayRow
    | OrderRow
    | BatchRow
    | LineRow
    | CallTicketRow
    | ServiceCallRow
    | AnnouncementRow
    | BillRow
    | PrinterRow
    | PrintJobRow
)

TABLES: Final[dict[str, type[Row]]] = {
    "shops": ShopRow,
    "stations": StationRow,
    "categories": CategoryRow,
    "goods": GoodsRow,
    "rooms": RoomRow,
    "stays": StayRow,
    "orders": OrderRow,
    "batches": BatchRow,
    "lines": LineRow,
    "call_tickets": CallTicketRow,
    "service_calls": ServiceCallRow,
    "announcements": AnnouncementRow,
    "bills": BillRow,
    "printers": PrinterRow,
    "print_jobs": PrintJobRow,
}
"""Table name on the wire and in the device's store → row type."""
