"""What a pad may show: its shop, its room, and of its guests only those who are there now.

The tables hold no other guest's order (spec 20, "Accounts and streams"); this looks once more, so
that a row that came late, or a guest who moved, is never painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from common.domain.errors import Refused
from common.domain.ids import RoomId
from common.domain.merging import OpenWalkIn, stay_for_room
from common.domain.projection import Tables
from common.domain.rows import (
    BatchRow,
    CallState,
    CategoryRow,
    GoodsRow,
    LineRow,
    OrderRow,
    OrderState,
    RoomRow,
    RoomState,
    Row,
    ServiceCallRow,
    ShopRow,
    StayRow,
    StayState,
)
from pad_app.wording import zone_named

R = TypeVar("R", bound=Row)


class Guests(StrEnum):
    """Who is in the room, as far as this pad knows."""

    NOBODY = "nobody"  # an order opens a walk-in
    ONE_STAY = "one_stay"
    SEVERAL_TAGS = "several_tags"  # the pad has to ask whose order it is
    LEFT = "left"  # the room waits for cleaning


@dataclass(frozen=True)
class Sight:
    """One look at the tables at `now` (UTC).

    `unsent`: id of a row that shows what the server has not answered → when it was tapped.
    `late`: ids of batches that missed their time unsent. `is_linked`: the server is there, as far
    as anybody knows.
    """

    tables: Tables
    room_id: RoomId | None
    now: datetime
    unsent: Mapping[str, datetime] = field(default_factory=dict)
    late: frozenset[str] = frozenset()
    is_linked: bool = True

    @cached_property
    def shop(self) -> ShopRow | None:
        return next(self.rows("shops", ShopRow), None)

    @cached_property
    def zone(self) -> tzinfo:
        return zone_named(self.shop.zone if self.shop else "")

    @cached_property
    def is_open(self) -> bool:
        """As the server judged, turned over when its next change has passed without word from it."""
        if self.shop is None:
            return True
        turns_at = self.shop.next_change_at
        has_turned = turns_at is not None and turns_at <= self.now
        return self.shop.is_open is not has_turned

    @cached_property
    def room(self) -> RoomRow | None:
        return next((x for x in self.rows("rooms", RoomRow) if x.id == self.room_id), None)

    @cached_property
    def stays(self) -> tuple[StayRow, ...]:
        """The open stays of this room whose guests have not left."""
        return tuple(
            stay
            for stay in self.rows("stays", StayRow)
            if stay.room_id == self.room_id
            and stay.state is StayState.OPEN
            and stay.left_at is None
        )

    @cached_property
    def stay(self) -> StayRow | None:
        """The stay that an order of this pad belongs to without asking."""
        found = self._stay_for_order()
        return found if isinstance(found, StayRow) else None

    @cached_property
    def guests(self) -> Guests:
        if self.room is not None and self.room.state in (RoomState.TO_CLEAN, RoomState.OUT_OF_USE):
            return Guests.LEFT
        match self._stay_for_order():
            case StayRow():
                return Guests.ONE_STAY
            case OpenWalkIn():
                return Guests.NOBODY
            case _:
                return Guests.SEVERAL_TAGS

    @cached_property
    def orders(self) -> tuple[OrderRow, ...]:
        """The guest's orders, oldest first; those not sent yet included, cancelled ones not."""
        mine = (order for order in self.rows("orders", OrderRow) if self._is_mine(order))
        alive = (order for order in mine if order.state is not OrderState.CANCELLED)
        return tuple(sorted(alive, key=lambda order: order.placed_at))

    @cached_property
    def batches(self) -> tuple[BatchRow, ...]:
        """The batches of `orders`, in the order in which they were placed."""
        place = {order.id: at for at, order in enumerate(self.orders)}
        mine = [x for x in self.rows("batches", BatchRow) if x.order_id in place]
        return tuple(sorted(mine, key=lambda x: (place[x.order_id], x.sequence)))

    @cached_property
    def calls(self) -> tuple[ServiceCallRow, ...]:
        """The guest's calls that nobody has finished, oldest first."""
        mine = [
            call
            for call in self.rows("service_calls", ServiceCallRow)
            if call.state in (CallState.OPEN, CallState.ACCEPTED)
            and (self.stay is None or call.stay_id == self.stay.id)
        ]
        return tuple(sorted(mine, key=lambda call: call.called_at))

    @cached_property
    def goods(self) -> dict[str, GoodsRow]:
        """What is on the menu, sold out or not."""
        listed = sorted(self.rows("goods", GoodsRow), key=lambda x: (x.position, x.id))
        return {dish.id: dish for dish in listed if dish.on_menu}

    @cached_property
    def categories(self) -> tuple[CategoryRow, ...]:
        """Those that have a dish on the menu."""
        used = {dish.category_id for dish in self.goods.values()}
        listed = (x for x in self.rows("categories", CategoryRow) if x.id in used)
        return tuple(sorted(listed, key=lambda x: (x.position, x.id)))

    def order_of(self, batch: BatchRow) -> OrderRow:
        return next(order for order in self.orders if order.id == batch.order_id)

    def lines_of(self, batch: BatchRow) -> tuple[LineRow, ...]:
        mine = (line for line in self.rows("lines", LineRow) if line.batch_id == batch.id)
        return tuple(sorted(mine, key=lambda line: (line.sequence, line.id)))

    def rows(self, table: str, kind: type[R]) -> Iterator[R]:
        return (row for row in self.tables.get(table, {}).values() if isinstance(row, kind))

    def _stay_for_order(self) -> StayRow | OpenWalkIn | None:
        """None: several tags, or the room waits for cleaning."""
        try:
            return stay_for_room(self.room.state if self.room else RoomState.VACANT, self.stays)
        except Refused:
            return None

    def _is_mine(self, order: OrderRow) -> bool:
        if self.stay is not None and order.stay_id == self.stay.id:
            return True
        return order.number is None and order.room_id == self.room_id
