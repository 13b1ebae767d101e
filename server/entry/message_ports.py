"""The house as the message centre asks for it: the shop's terminals and manner, the kitchen's orders."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Final, cast

import msgspec
from sqlalchemy import Table, Text, bindparam, select, type_coerce, update
from sqlalchemy.orm import Session

from common.domain.errors import NotFound
from common.domain.ids import (
    BrandId,
    DeviceId,
    OrderId,
    RoomId,
    ShopId,
    StaffId,
    StationId,
    StayId,
    TherapistId,
)
from common.domain.numbers import OneIsRead
from common.domain.opening_hours import state_at
from common.domain.roles import Actor, Role
from common.domain.rows import LineRow, OrderRow, StayRow
from server.kitchen import repository as orders
from server.kitchen import stay_repository as stays
from server.messaging.ports import Manner, Terminal
from server.shop.models import Brand, Device, Shop
from server.shop.opening import zone_of
from server.shop.repository import ShopRepository

# Part of placing an order: built once, on tables rather than mapped classes.
_DEVICES: Final = cast(Table, Device.__table__)
_SHOPS: Final = cast(Table, Shop.__table__)
_BRANDS: Final = cast(Table, Brand.__table__)
_TERMINALS: Final = select(
    _DEVICES.c.id,
    _DEVICES.c.name,
    _DEVICES.c.kind,
    _DEVICES.c.room_id,
    type_coerce(_DEVICES.c.station_ids, Text),
    _DEVICES.c.speech_zone,
    type_coerce(_DEVICES.c.wants, Text),
    _DEVICES.c.live_at,
).where(
    _DEVICES.c.shop_id == bindparam("shop_id"),
    _DEVICES.c.kind.in_(bindparam("kinds", expanding=True)),
    _DEVICES.c.revoked_at.is_(None),
)
_MANNER: Final = (
    select(
        _SHOPS.c.zone,
        _SHOPS.c.pad_calls,
        _SHOPS.c.brand_id,
        _SHOPS.c.told_version,
        _BRANDS.c.told_version.label("brand_version"),
        _BRANDS.c.say_one_as_yao,
    )
    .join_from(_SHOPS, _BRANDS, _BRANDS.c.id == _SHOPS.c.brand_id)
    .where(_SHOPS.c.id == bindparam("shop_id"))
)


@lru_cache(maxsize=4096)
def _terminal(
    id_: str,
    name: str,
    kind: Role,
    room_id: str | None,
    station_ids: str,
    speech_zone: str,
    wants: str,
    live_at: datetime | None,
) -> Terminal:
    """The row as a value. A shop's terminals are read at every order and are mostly the same."""
    return Terminal(
        DeviceId(id_),
        name,
        kind,
        None if room_id is None else RoomId(room_id),
        frozenset(StationId(each) for each in msgspec.json.decode(station_ids)),
        speech_zone,
        frozenset(msgspec.json.decode(wants)),
        live_at,
    )


class ShopVenue:
    def __init__(
        self,
        session: Session,
        shop_id: ShopId,
        show_pad_calls: Callable[[Sequence[str]], None],
    ) -> None:
        self._session = session
        self._shop_id = shop_id
        self.show_pad_calls = show_pad_calls

    def terminals(self, kinds: Collection[Role]) -> Sequence[Terminal]:
        rows = self._session.execute(_TERMINALS, {"shop_id": self._shop_id, "kinds": sorted(kinds)})
        # Sorted here: SQLite would set a sorter up for it, at every order.
        return sorted((_terminal(*row) for row in rows), key=attrgetter("id"))

    def manner(self) -> Manner:
        return manner_of(self._session, self._shop_id)

    def note_told(self, version: str, *, for_brand: bool) -> None:
        owner = (_BRANDS, self._brand_id()) if for_brand else (_SHOPS, self._shop_id)
        self._session.execute(
            update(owner[0]).where(owner[0].c.id == owner[1]).values(told_version=version)
        )

    def say_one_as_yao(self, said: bool) -> None:
        self._session.execute(
            update(_BRANDS).where(_BRANDS.c.id == self._brand_id()).values(say_one_as_yao=said)
        )

    def _brand_id(self) -> BrandId:
        return self.manner().brand_id

    def name_of(self, person_id: StaffId | DeviceId) -> str:
        shop = ShopRepository(self._session)
        person = shop.staff(self._shop_id, person_id)
        device = shop.device(self._shop_id, person_id) if person is None else None
        found = person or device
        return "" if found is None else found.name

    def is_open(self, at: datetime) -> bool:
        shops = ShopRepository(self._session)
        shop = shops.shop(self._shop_id)
        if shop is None:
            return False
        is_open, _ = state_at(shops.hours(shop, at), at)
        return is_open

    def room_named(self, name: str) -> RoomId | None:
        room = ShopRepository(self._session).room_by_name(self._shop_id, name)
        return None if room is None else room.id

    def has_room(self, room_id: RoomId) -> bool:
        return ShopRepository(self._session).room(self._shop_id, room_id) is not None

    def has_therapist(self, therapist_id: TherapistId) -> bool:
        found = ShopRepository(self._session).therapist(self._shop_id, therapist_id)
        return found is not None

    def is_on_clock(self, therapist_id: TherapistId, room_id: RoomId | None) -> bool:
        therapist = ShopRepository(self._session).therapist(self._shop_id, therapist_id)
        if therapist is None or therapist.room_id is None:
            return False
        return room_id is None or therapist.room_id == room_id


def manner_of(session: Session, shop_id: ShopId) -> Manner:
    row = session.execute(_MANNER, {"shop_id": shop_id}).one()
    one = OneIsRead.YAO if row.say_one_as_yao else OneIsRead.YI
    versions = (row.brand_version, row.told_version)
    return Manner(zone_of(row.zone), one, tuple(row.pad_calls), BrandId(row.brand_id), versions)


def names_of(session: Session, shop_id: ShopId) -> Mapping[str, str]:
    rows = session.execute(
        select(_DEVICES.c.id, _DEVICES.c.name).where(_DEVICES.c.shop_id == shop_id)
    )
    return {row.id: row.name for row in rows}


def in_brand(session: Session, actor: Actor, brand_id: str, shop_id: str) -> Actor:
    """The actor in the shop that it names: see `ports.InBrand`."""
    shops = ShopRepository(session)
    own, named = shops.shop(actor.shop_id), shops.shop(shop_id)
    is_ours = named is not None and own is not None and named.brand_id == own.brand_id == brand_id
    may_leave = actor.role in (Role.INTEGRATION, Role.BRAND_ADMIN)
    if not is_ours or (shop_id != actor.shop_id and not may_leave):
        raise NotFound("shop.unknown", {"brand_id": brand_id, "shop_id": shop_id})
    return replace(actor, shop_id=ShopId(shop_id))


class KitchenOrders:
    def __init__(
        self,
        session: Session,
        shop_id: ShopId,
        stay_for_call: Callable[[str | None], StayRow],
    ) -> None:
        self._session = session
        self._shop_id = shop_id
        self._stay_for_call = stay_for_call

    def order(self, order_id: OrderId) -> tuple[OrderRow, Sequence[LineRow]] | None:
        found = orders.dockets(self._session, self._shop_id, [order_id])
        return (found[0].order, list(found[0].lines.values())) if found else None

    def stay(self, stay_id: StayId) -> StayRow | None:
        return stays.stay(self._session, self._shop_id, stay_id)

    def pad_stay(self, room_id: RoomId) -> StayRow | None:
        return stays.pad_stay(self._session, self._shop_id, room_id)

    def stay_wearing(self, hand_tag: str) -> StayRow | None:
        return stays.open_stay_with_tag(self._session, self._shop_id, hand_tag)

    def stay_for_call(self, meant_id: str | None) -> StayRow:
        return self._stay_for_call(meant_id)
