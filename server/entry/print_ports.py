"""The house as printing asks for it: the shop's words, bills with their dishes, placements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from common.domain.business_day import business_day
from common.domain.ids import BatchId, ShopId, StationId
from common.domain.roles import Role
from server.cashier.work import Draft
from server.entry.bill_ports import ShopHouse
from server.kitchen import repository as orders
from server.printing.ports import BillFacts, Placed, Venue
from server.shop.opening import zone_of
from server.shop.repository import ShopRepository


class PrintedVenue:
    def __init__(self, session: Session, shop_id: ShopId) -> None:
        self._session = session
        self._shop_id = shop_id

    def venue(self, at: datetime) -> Venue:
        shop = ShopRepository(self._session).shop(self._shop_id)
        assert shop is not None, "an actor has a shop"
        return Venue(shop.name, shop.phone, shop.zone, business_day(at, zone_of(shop.zone)))

    def stations(self) -> Mapping[StationId, str]:
        return {x.id: x.name for x in ShopRepository(self._session).stations(self._shop_id)}

    def is_desk(self, device_id: str) -> bool:
        device = ShopRepository(self._session).device(self._shop_id, device_id)
        return device is not None and device.kind is Role.CASHIER and device.revoked_at is None

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        return ShopHouse(self._session, self._shop_id).names(ids)


class PrintedBills:
    def __init__(self, session: Session, shop_id: ShopId, draft_of: Callable[[str], Draft]) -> None:
        """`draft_of`: the cashier's, which raises NotFound `stay.unknown`."""
        self._session = session
        self._shop_id = shop_id
        self._draft_of = draft_of

    def facts(self, stay_id: str) -> BillFacts:
        draft = self._draft_of(stay_id)
        of_stays = orders.orders_of_stays(self._session, draft.bill.stay_ids)
        found = orders.dockets(self._session, self._shop_id, of_stays)
        return BillFacts(draft.stay, draft.bill, draft.lines, [each.order for each in found])


class PrintedOrders:
    def __init__(
        self,
        session: Session,
        shop_id: ShopId,
        mark_printed: Callable[[Collection[str]], None],
    ) -> None:
        self._session = session
        self._shop_id = shop_id
        self._mark_printed = mark_printed

    def placed(self, batch_ids: Collection[BatchId]) -> Sequence[Placed]:
        of_batches = orders.orders_with_batches(self._session, self._shop_id, batch_ids)
        return [
            Placed(docket.order, docket.batches[batch_id], docket.lines_of(batch_id))
            for docket in orders.dockets(self._session, self._shop_id, of_batches)
            for batch_id in docket.batches
            if batch_id in batch_ids
        ]

    def mark_printed(self, line_ids: Collection[str]) -> None:
        self._mark_printed(line_ids)
