"""What a business change tells the rest of the house, inside the same unit of work.

A subject reports these; `server.entry.wiring` hands them to whoever has to act (announce, resync a
pad, …) before the commit. They carry rows as they are after the change.
"""

from __future__ import annotations

from dataclasses import dataclass

from common.domain.ids import RoomId, ShopId, StayId
from common.domain.kitchen import CancelReason
from common.domain.roles import Role
from common.domain.rows import BatchRow, LineRow, OrderRow, ServiceCallRow


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """A batch was placed; `joined` when it went into an open order (加单)."""

    order: OrderRow
    batch: BatchRow
    lines: tuple[LineRow, ...]
    joined: bool


@dataclass(frozen=True, slots=True)
class LinesStarted:
    order: OrderRow
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class LinesNotified:
    """The waiter is called; `again` when none of them was called for the first time."""

    order: OrderRow
    lines: tuple[LineRow, ...]
    again: bool


@dataclass(frozen=True, slots=True)
class LinesPickedUp:
    order: OrderRow
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class LinesCancelled:
    order: OrderRow
    lines: tuple[LineRow, ...]
    reason: CancelReason
    by: Role


@dataclass(frozen=True, slots=True)
class LineRushed:
    order: OrderRow
    line: LineRow
    by: Role


@dataclass(frozen=True, slots=True)
class LineStopRequested:
    order: OrderRow
    line: LineRow
    reason: str


@dataclass(frozen=True, slots=True)
class LineRemade:
    order: OrderRow
    line: LineRow
    reason: str


@dataclass(frozen=True, slots=True)
class OrderClosed:
    """Completed or cancelled: nothing more is said about it."""

    order: OrderRow


@dataclass(frozen=True, slots=True)
class StayMoved:
    """The guest changed rooms; names as spoken, None for a stay without a room."""

    shop_id: ShopId
    stay_id: StayId
    from_room: str | None
    to_room: str | None
    orders: tuple[OrderRow, ...]


@dataclass(frozen=True, slots=True)
class StayEnded:
    shop_id: ShopId
    stay_id: StayId


@dataclass(frozen=True, slots=True)
class RoomStaysChanged:
    """Which stay a room's pads show may have changed: they must resync."""

    shop_id: ShopId
    room_id: RoomId


@dataclass(frozen=True, slots=True)
class PadCalled:
    shop_id: ShopId
    call: ServiceCallRow


Happening = (
    OrderPlaced
    | LinesStarted
    | LinesNotified
    | LinesPickedUp
    | LinesCancelled
    | LineRushed
    | LineStopRequested
    | LineRemade
    | OrderClosed
    | StayMoved
    | StayEnded
    | RoomStaysChanged
    | PadCalled
)
