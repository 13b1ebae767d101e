"""One look at the desk's tables: who is where, what they ordered, what they owe.

Made anew at every change; each row is visited once, so that a shop of 200 rooms stays quick.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import copy
from datetime import datetime, tzinfo
from functools import cached_property
from typing import TypeVar

from cashier_app import words
from common.domain import billing
from common.domain.bill_rows import BillRow
from common.domain.billing import Totals
from common.domain.calls import LIVE as LIVE_CALLS
from common.domain.ids import RoomId, StayId
from common.domain.orders import unfinished
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.projection import Tables
from common.domain.rows import (
    BatchRow,
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
    StayState,
)

R = TypeVar("R", bound=Row)


class Sight:
    """`unsent`: ids of rows with a command that the server has not answered."""

    def __init__(self, tables: Tables, unsent: Mapping[str, datetime], now: datetime) -> None:
        self._tables = tables
        self._totals: dict[StayId, Totals] = {}
        self.unsent = unsent
        self.now = now

    def later(self, unsent: Mapping[str, datetime], now: datetime) -> Sight:
        """The same tables at another moment, with all that was worked out from them."""
        later = copy(self)
        later.unsent, later.now = unsent, now
        return later

    def is_of(self, tables: Tables) -> bool:
        """Whether it looks at these very tables: they are replaced, never changed in place."""
        return self._tables is tables

    @cached_property
    def shop(self) -> ShopRow | None:
        return next(self._rows("shops", ShopRow), None)

    @cached_property
    def printers(self) -> list[PrinterRow]:
        return sorted(self._rows("printers", PrinterRow), key=lambda x: (x.name, x.id))

    @cached_property
    def print_jobs(self) -> list[PrintJobRow]:
        """What waits or needs a person, in the order in which it comes out."""
        return sorted(self._rows("print_jobs", PrintJobRow), key=lambda x: (x.queued_at, x.id))

    @cached_property
    def zone(self) -> tzinfo:
        return words.zone_named(self.shop.zone if self.shop else "")

    @cached_property
    def rooms(self) -> tuple[RoomRow, ...]:
        """By floor and place as the venue set them."""
        return tuple(sorted(self._rows("rooms", RoomRow), key=lambda x: (x.position, x.name)))

    def room(self, room_id: str | None) -> RoomRow | None:
        row = self._tables["rooms"].get(room_id or "")
        return row if isinstance(row, RoomRow) else None

    @cached_property
    def stays(self) -> Mapping[StayId, StayRow]:
        """The open ones."""
        held = (x for x in self._rows("stays", StayRow) if x.state is StayState.OPEN)
        return {x.id: x for x in sorted(held, key=lambda x: (x.opened_at, x.id))}

    @cached_property
    def _by_room(self) -> Mapping[RoomId, list[StayRow]]:
        held: dict[RoomId, list[StayRow]] = defaultdict(list)
        for stay in self.stays.values():
            if stay.room_id is not None:
                held[stay.room_id].append(stay)
        return held

    def stays_in(self, room_id: RoomId) -> list[StayRow]:
        """The room stay first, then the tag stays."""
        return sorted(
            self._by_room.get(room_id, ()), key=lambda x: (bool(x.hand_tags), x.opened_at)
        )

    @cached_property
    def orders(self) -> tuple[OrderRow, ...]:
        return tuple(sorted(self._rows("orders", OrderRow), key=lambda x: (x.placed_at, x.id)))

    @cached_property
    def _orders_by_stay(self) -> Mapping[StayId, list[OrderRow]]:
        held: dict[StayId, list[OrderRow]] = defaultdict(list)
        for order in self.orders:
            held[self._stay_of(order)].append(order)
        return held

    def _stay_of(self, order: OrderRow) -> StayId:
        """An order that the server has not seen may only know its room."""
        if order.stay_id or order.room_id is None:
            return order.stay_id
        here = self.stays_in(order.room_id)
        return here[0].id if here else order.stay_id

    def orders_of(self, stay_id: StayId) -> list[OrderRow]:
        return self._orders_by_stay.get(stay_id, [])

    def order(self, order_id: str) -> OrderRow | None:
        row = self._tables["orders"].get(order_id)
        return row if isinstance(row, OrderRow) else None

    def line(self, line_id: str) -> LineRow | None:
        row = self._tables["lines"].get(line_id)
        return row if isinstance(row, LineRow) else None

    @cached_property
    def _lines_by_order(self) -> Mapping[str, list[LineRow]]:
        held: dict[str, list[LineRow]] = defaultdict(list)
        for line in self._rows("lines", LineRow):
            held[line.order_id].append(line)
        for lines in held.values():
            lines.sort(key=lambda x: (x.placed_at, x.sequence, x.id))
        return held

    def lines_in(self, order: OrderRow) -> list[LineRow]:
        return self._lines_by_order.get(order.id, [])

    def lines_of(self, stay_id: StayId) -> list[LineRow]:
        return [line for order in self.orders_of(stay_id) for line in self.lines_in(order)]

    def open_lines_of(self, stay_id: StayId) -> tuple[LineRow, ...]:
        """What the guest still waits for."""
        return unfinished(self.lines_of(stay_id))

    @cached_property
    def batches(self) -> tuple[BatchRow, ...]:
        """The newest first."""
        return tuple(
            sorted(self._rows("batches", BatchRow), key=lambda x: (x.placed_at, x.id), reverse=True)
        )

    @cached_property
    def calls(self) -> tuple[ServiceCallRow, ...]:
        """Those that nobody finished, oldest first."""
        held = (x for x in self._rows("service_calls", ServiceCallRow) if x.state in LIVE_CALLS)
        return tuple(sorted(held, key=lambda x: (x.called_at, x.id)))

    @cached_property
    def every_dish(self) -> tuple[GoodsRow, ...]:
        """Those taken off the menu too."""
        return tuple(sorted(self._rows("goods", GoodsRow), key=lambda x: (x.position, x.id)))

    @cached_property
    def goods(self) -> tuple[GoodsRow, ...]:
        return tuple(x for x in self.every_dish if x.on_menu)

    @cached_property
    def every_category(self) -> tuple[CategoryRow, ...]:
        held = self._rows("categories", CategoryRow)
        return tuple(sorted(held, key=lambda x: (x.position, x.id)))

    @cached_property
    def categories(self) -> tuple[CategoryRow, ...]:
        """Those with a dish on the menu."""
        used = {x.category_id for x in self.goods}
        return tuple(x for x in self.every_category if x.id in used)

    @cached_property
    def stations(self) -> tuple[StationRow, ...]:
        return tuple(sorted(self._rows("stations", StationRow), key=lambda x: (x.position, x.id)))

    # ── money: what the server last said, worked out with its own functions ─────────────────────

    def bill_id(self, stay_id: StayId) -> StayId:
        """The stay whose bill it is on: another one after a merge."""
        stay = self.stays.get(stay_id)
        return (stay.bill_stay_id if stay else None) or stay_id

    def bill_of(self, stay_id: StayId) -> BillRow:
        bill_id = self.bill_id(stay_id)
        row = self._tables.get("bills", {}).get(bill_id)
        return row if isinstance(row, BillRow) else billing.empty_bill(bill_id)

    @property
    def bills(self) -> Iterator[BillRow]:
        """Those with something on them besides dishes."""
        return self._rows("bills", BillRow)

    def lines_on(self, bill: BillRow) -> list[LineRow]:
        return [line for stay_id in bill.stay_ids for line in self.lines_of(stay_id)]

    def totals_of(self, stay_id: StayId) -> Totals:
        bill = self.bill_of(stay_id)
        if bill.id not in self._totals:
            self._totals[bill.id] = billing.totals(bill, self.lines_on(bill))
        return self._totals[bill.id]

    def _rows(self, table: str, kind: type[R]) -> Iterator[R]:
        return (row for row in self._tables.get(table, {}).values() if isinstance(row, kind))
