"""What an event of the journal carries, and what a snapshot carries. Same rows in both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

from common.domain.bill_rows import BillRow
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.projection import Change
from common.domain.rows import (
    AnnouncementRow,
    BatchRow,
    CallTicketRow,
    CategoryRow,
    GoodsRow,
    LineRow,
    OrderRow,
    RoomRow,
    Row,
    ServiceCallRow,
    ShopRow,
    StationRow,
    StayRow,
)


class EventKind(StrEnum):
    """What happened, for sounds and words; the state itself stands in `put` and `drop`.

    An unknown kind advances the cursor and sets "update needed"; its put and drop still count.
    """

    ORDER_PLACED = "order.placed"
    ORDER_ADDED = "order.added"
    ORDER_CHANGED = "order.changed"
    ORDER_COMPLETED = "order.completed"
    ORDER_CANCELLED = "order.cancelled"
    ORDER_MOVED = "order.moved"
    LINE_CHANGED = "line.changed"
    LINE_NOTIFIED = "line.notified"
    LINE_CANCELLED = "line.cancelled"
    LINE_RUSHED = "line.rushed"
    LINE_STOPPED = "line.stopped"
    LINE_REMADE = "line.remade"
    LINE_SEEN = "line.seen"
    MARK_ACKNOWLEDGED = "mark.acknowledged"
    STAY_CHANGED = "stay.changed"
    ROOM_CHANGED = "room.changed"
    MENU_CHANGED = "menu.changed"
    SHOP_CHANGED = "shop.changed"
    CALL_CHANGED = "call.changed"
    BILL_CHANGED = "bill.changed"
    PRINTER_CHANGED = "printer.changed"
    PRINT_CHANGED = "print.changed"
    ANNOUNCE = "announce"
    ANNOUNCE_ENDED = "announce.ended"
    SMS_BALANCE_LOW = "sms.balance_low"  # without rows: who shows it asks for the balance
    SMS_NOT_SENT = "sms.not_sent"  # likewise: the balance was short for what waited for the morning
    RESYNC = "resync"


class Rows(msgspec.Struct, omit_defaults=True):
    """Lists of rows by table (`common.domain.rows.TABLES`); absent tables are empty."""

    shops: tuple[ShopRow, ...] = ()
    stations: tuple[StationRow, ...] = ()
    categories: tuple[CategoryRow, ...] = ()
    goods: tuple[GoodsRow, ...] = ()
    rooms: tuple[RoomRow, ...] = ()
    stays: tuple[StayRow, ...] = ()
    orders: tuple[OrderRow, ...] = ()
    batches: tuple[BatchRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    call_tickets: tuple[CallTicketRow, ...] = ()
    service_calls: tuple[ServiceCallRow, ...] = ()
    announcements: tuple[AnnouncementRow, ...] = ()
    bills: tuple[BillRow, ...] = ()
    printers: tuple[PrinterRow, ...] = ()
    print_jobs: tuple[PrintJobRow, ...] = ()

    def by_table(self) -> dict[str, tuple[Row, ...]]:
        return {name: listed for name in self.__struct_fields__ if (listed := getattr(self, name))}


class EventBody(msgspec.Struct, omit_defaults=True):
    """`d` of an event. `by` is who did it (device or staff id), `key` the idempotency key of the
    command behind it, so that the terminal that sent it knows its own echo."""

    put: Rows = msgspec.field(default_factory=Rows)
    drop: dict[str, tuple[str, ...]] = {}
    by: str = ""
    key: str = ""

    def change(self) -> Change:
        """What `common.domain.projection.apply` takes."""
        return Change(put=self.put.by_table(), drop=self.drop)


class StreamPosition(msgspec.Struct):
    epoch: str
    seq: int


class Snapshot(msgspec.Struct):
    """`GET /v1/sync/snapshot`: one consistent read, the positions it stands at, and the tables."""

    streams: Mapping[str, StreamPosition]
    server_time: datetime
    tables: Rows
