"""The business day in figures: what was sold, what was paid, what was left open. Source: spec 15.

What a dish earned is its price after what the bill took off it, so the dishes and the charges of a
day add up to the day's turnover to the fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from common.domain import billing
from common.domain.bill_rows import Charge
from common.domain.billing import Item
from common.domain.business_day import business_day, day_ends_at
from common.domain.ids import OrderId, StayId
from common.domain.kitchen import LineState
from common.domain.roles import Permission
from common.domain.rows import LineRow, OrderRow, StayRow
from common.wire.cashier import Bar, DayReport
from server.cashier import repository
from server.cashier import shift_repository as shifts
from server.cashier.shift_repository import Moved
from server.cashier.shifts import ShiftBooks, method_sums, place_of
from server.cashier.work import Books


class Reports:
    def __init__(self, books: Books, shift_books: ShiftBooks) -> None:
        self._books = books
        self._shift_books = shift_books

    def business_day(self, wanted: date | None) -> DayReport:
        """`wanted`: None: the one that it is now."""
        self._books.actor.require(Permission.PAY)
        zone = self._books.ports.house.zone()
        day = wanted or business_day(self._books.now, zone)
        since, until = day_ends_at(day - timedelta(days=1), zone), day_ends_at(day, zone)
        session, shop_id = self._books.session, self._books.actor.shop_id
        taken = shifts.taken_within(session, shop_id, since, until)
        refunded = shifts.refunded_within(session, shop_id, since, until)
        sold = self._sold(day, since, until, zone)
        return DayReport(
            day=day,
            turnover_fen=sold.turnover_fen,
            discount_fen=sold.discount_fen,
            taken_fen=sum(each.fen for each in taken),
            refunded_fen=sum(each.fen for each in refunded),
            orders=len(sold.orders),
            guests=sum(stay.guests for stay in sold.stays.values()),
            methods=method_sums(taken, refunded),
            dishes=_bars(sold.dishes),
            charges=_bars(sold.charges),
            hours=_bars(sold.hours, by_fen=False),
            rooms=_bars(sold.rooms),
            staff=self._by_staff(taken, refunded),
            shifts=self._shift_books.opened_within(since, until),
            unsettled=self._shift_books.unsettled(since, until),
        )

    def _sold(self, day: date, since: datetime, until: datetime, zone: tzinfo) -> _Sold:
        """The dishes of the orders numbered on `day`, and the charges added in its time."""
        books, guests = self._books, self._books.ports.guests
        orders = {order.id: order for order in guests.orders_of_day(day)}
        session, shop_id = books.session, books.actor.shop_id
        charged = repository.bills_charged_within(session, shop_id, since, until)
        eating = {order.stay_id for order in orders.values()} | set(charged)
        stays = {stay.id: stay for stay in guests.stays(eating)}
        ids = {stay.bill_stay_id or stay.id for stay in stays.values()}
        held = {bill.id: bill for bill in repository.bills(session, shop_id, ids)}
        sold = _Sold(orders, stays, zone)
        for bill_id in sorted(ids):
            bill = held.get(bill_id) or billing.empty_bill(bill_id)
            lines = guests.lines(bill.stay_ids)
            items = {item.id: item for item in billing.items(bill, lines)}
            sold.add_dishes(lines, items)
            sold.add_charges((x for x in bill.charges if since <= x.at < until), items)
        return sold

    def _by_staff(self, taken: Iterable[Moved], refunded: Iterable[Moved]) -> list[Bar]:
        """What each person (or unattended desk) took, less what it gave back."""
        sums = _Sums()
        for each in taken:
            sums.add(each.by or "", "", each.times, each.fen)
        for each in refunded:
            sums.add(each.by or "", "", each.times, -each.fen)
        names: Mapping[str, str] = self._books.ports.house.names(sums.rows.keys() - {""})
        for bar in sums.rows.values():
            bar.name = names.get(bar.key, "")
        return _bars(sums)


@dataclass(slots=True)
class _Sums:
    rows: dict[str, Bar] = field(default_factory=dict)

    def add(self, key: str, name: str, count: int, fen: int) -> None:
        bar = self.rows.setdefault(key, Bar(key, name, 0, 0))
        bar.count += count
        bar.fen += fen


@dataclass(slots=True)
class _Sold:
    """What a day sold, added up several ways at once."""

    orders: Mapping[OrderId, OrderRow]
    stays: dict[StayId, StayRow]
    zone: tzinfo
    dishes: _Sums = field(default_factory=_Sums)
    charges: _Sums = field(default_factory=_Sums)
    hours: _Sums = field(default_factory=_Sums)
    rooms: _Sums = field(default_factory=_Sums)
    turnover_fen: int = 0
    discount_fen: int = 0

    def add_dishes(self, lines: Sequence[LineRow], items: Mapping[str, Item]) -> None:
        for line in lines:
            order = self.orders.get(line.order_id)
            if order is None or line.state is LineState.CANCELLED:
                continue  # of another day, or given up
            item = items[line.id]
            self.dishes.add(line.goods_id, line.name, line.quantity, item.net_fen)
            place = order.room_name or (f"手牌{order.hand_tag}" if order.hand_tag else "")
            self._add(item, line.placed_at, place, line.quantity)

    def add_charges(self, charges: Iterable[Charge], items: Mapping[str, Item]) -> None:
        for charge in charges:
            item = items.get(charge.id)
            if item is None:
                continue  # voided
            self.charges.add(charge.name, charge.name, 1, item.net_fen)
            self._add(item, charge.at, place_of(self.stays, charge.stay_id), 1)

    def _add(self, item: Item, at: datetime, place: str, count: int) -> None:
        hour = f"{at.astimezone(self.zone).hour:02d}"
        self.hours.add(hour, f"{hour}:00", count, item.net_fen)
        self.rooms.add(place, place, count, item.net_fen)
        self.turnover_fen += item.net_fen
        self.discount_fen += item.discount_fen


def _bars(sums: _Sums, *, by_fen: bool = True) -> list[Bar]:
    """The largest first; hours as the business day runs, from 03:00 on."""
    if by_fen:
        return sorted(sums.rows.values(), key=lambda bar: (-bar.fen, bar.name, bar.key))
    return sorted(sums.rows.values(), key=lambda bar: (int(bar.key) - 3) % 24)
