"""The house as the cashier's desk asks for it: guests and their dishes, names, the zone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Final

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from common.domain.ids import Fen, ShopId, StayId
from common.domain.rows import LineRow, OrderRow, StayRow
from server.cashier.ports import LeftOpen
from server.kitchen import repository as orders
from server.kitchen import stay_repository as stays
from server.kitchen.models import Unsettled
from server.kitchen.repository import table_of
from server.shop.for_kitchen import ShopDesk
from server.shop.models import Device, Shop, Staff

_UNSETTLED: Final = table_of(Unsettled)
_SHOPS: Final = table_of(Shop)
_STAFF: Final = table_of(Staff)
_DEVICES: Final = table_of(Device)


class KitchenGuests:
    def __init__(self, session: Session, shop_id: ShopId) -> None:
        self._session = session
        self._shop_id = shop_id

    def stays(self, stay_ids: Collection[StayId]) -> Sequence[StayRow]:
        return stays.stays(self._session, self._shop_id, stay_ids)

    def lines(self, stay_ids: Collection[StayId]) -> Sequence[LineRow]:
        of_stays = orders.orders_of_stays(self._session, stay_ids)
        found = orders.dockets(self._session, self._shop_id, of_stays)
        return [line for docket in found for line in docket.lines.values()]

    def orders_of_day(self, day: date) -> Sequence[OrderRow]:
        found = self._session.scalars(
            select(orders.ORDERS.c.id).where(
                orders.ORDERS.c.shop_id == self._shop_id, orders.ORDERS.c.business_day == day
            )
        ).all()
        return [x.order for x in orders.dockets(self._session, self._shop_id, found)]

    def left_open(self, since: datetime, until: datetime | None) -> Sequence[LeftOpen]:
        table = _UNSETTLED
        rows = self._session.execute(
            select(
                table.c.stay_id,
                table.c.balance_fen,
                table.c.reason,
                table.c.staff_id,
                table.c.device_id,
                table.c.recorded_at,
            )
            .where(
                table.c.shop_id == self._shop_id,
                table.c.recorded_at >= since,
                true() if until is None else table.c.recorded_at < until,
                table.c.undone_at.is_(None),
            )
            .order_by(table.c.recorded_at, table.c.id)
        )
        return [
            LeftOpen(stay_id, Fen(balance), reason, staff_id or device_id or "", at)
            for stay_id, balance, reason, staff_id, device_id, at in rows
        ]


class ShopHouse:
    def __init__(self, session: Session, shop_id: ShopId) -> None:
        self._session = session
        self._shop_id = shop_id

    def zone(self) -> tzinfo:
        return ShopDesk(self._session, self._shop_id).zone()

    def give_away_limit(self) -> Fen:
        limit = self._session.scalar(
            select(_SHOPS.c.give_away_limit_fen).where(_SHOPS.c.id == self._shop_id)
        )
        return Fen(limit or 0)

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        if not ids:
            return {}
        names: dict[str, str] = {}
        for table in (_STAFF, _DEVICES):
            rows = self._session.execute(
                select(table.c.id, table.c.name).where(
                    table.c.shop_id == self._shop_id, table.c.id.in_(ids)
                )
            )
            names.update((row.id, row.name) for row in rows)
        return names
