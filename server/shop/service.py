"""The venue: base information, when it is open, its rooms, stations and therapists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, update

from common.domain import streams
from common.domain.errors import Invalid, NotFound, Refused
from common.domain.ids import RoomId, ShopId, StationId, TherapistId
from common.domain.opening_hours import Hours, Span
from common.domain.roles import Actor, Permission
from common.domain.rows import RoomRow, RoomState, ShopRow, StationRow
from common.wire.events import EventBody, EventKind, Rows
from server.db.unit import Unit
from server.shop.models import Closing, Room, Shop, Station, Therapist
from server.shop.opening import shop_row, zone_of
from server.shop.records import ShopRecord, TherapistRecord
from server.shop.repository import ShopRepository, stored_spans

MOST_CLOSINGS: Final = 100


def _nobody_minds(_: RoomRow) -> None:
    """For work that renames no room."""


class ShopService:
    def __init__(
        self, unit: Unit, actor: Actor, renamed: Callable[[RoomRow], None] = _nobody_minds
    ) -> None:
        """`renamed` hears of a room that has another name now: its guests' orders bear it."""
        self._unit = unit
        self._renamed = renamed
        self._actor = actor
        self._shop = ShopRepository(unit.session)

    # ---- base information and hours

    def set_info(
        self,
        *,
        name: str,
        zone: str,
        phone: str,
        address: str,
        default_target_minutes: int,
        delivery_minutes: int,
        collect_hint: str,
        pad_calls: tuple[str, ...],
        give_away_limit_fen: int,
    ) -> ShopRow:
        self._actor.require(Permission.MANAGE)
        zone_of(zone)
        return self._change(
            name=name,
            zone=zone,
            phone=phone,
            address=address,
            default_target_minutes=default_target_minutes,
            delivery_minutes=delivery_minutes,
            collect_hint=collect_hint,
            pad_calls=list(pad_calls),
            give_away_limit_fen=give_away_limit_fen,
        )

    def show_pad_calls(self, labels: tuple[str, ...]) -> ShopRow:
        """The service buttons of the pads, in their order."""
        self._actor.require(Permission.MANAGE)
        return self._change(pad_calls=list(labels))

    def set_hours(self, weekly: tuple[Span, ...]) -> ShopRow:
        self._actor.require(Permission.MANAGE)
        return self._change(weekly_hours=stored_spans(weekly))

    def add_closing(self, starts_at: datetime, ends_at: datetime, reason: str) -> str:
        """Close for a while, whatever the weekly hours say; gives the closing's id."""
        self._actor.require(Permission.MANAGE)
        if ends_at <= starts_at:
            raise Invalid("closing.ends_before_start", "$.ends_at")
        if ends_at <= self._unit.now:
            raise Invalid("closing.past", "$.ends_at")
        shop_id = self._actor.shop_id
        if len(self._shop.closings(shop_id, self._unit.now)) >= MOST_CLOSINGS:
            raise Refused("closing.too_many", {"limit": MOST_CLOSINGS})
        closing_id = self._unit.new_id()
        self._unit.session.execute(
            insert(Closing).values(
                id=closing_id,
                shop_id=shop_id,
                starts_at=starts_at,
                ends_at=ends_at,
                reason=reason,
            )
        )
        self._change()
        return closing_id

    def drop_closing(self, closing_id: str) -> ShopRow:
        self._actor.require(Permission.MANAGE)
        known = {each.id for each in self._shop.closings(self._actor.shop_id, self._unit.now)}
        if closing_id not in known:
            raise NotFound("closing.unknown", {"closing_id": closing_id})
        self._unit.session.execute(delete(Closing).where(Closing.id == closing_id))
        return self._change()

    def set_by_hand(self, is_open: bool, reason: str, until: datetime | None) -> ShopRow:
        """Open or close by hand, until `until` or until changed."""
        self._actor.require(Permission.MANAGE)
        if until is not None and until <= self._unit.now:
            raise Invalid("shop.until_past", "$.until")
        return self._change(manual_open=is_open, manual_reason=reason, manual_until=until)

    def clear_by_hand(self) -> ShopRow:
        """Back to the hours."""
        self._actor.require(Permission.MANAGE)
        return self._change(manual_open=None, manual_reason="", manual_until=None)

    def publish(self) -> ShopRow:
        """Tell the screens the shop's state anew: it has changed by itself."""
        return self._change()

    # ---- rooms and stations

    def add_room(self, name: str, floor: str, kind: str, position: int) -> RoomRow:
        self._actor.require(Permission.MANAGE)
        self._require_free_room_name(name, None)
        room_id = RoomId(self._unit.new_id())
        self._unit.session.execute(
            insert(Room).values(
                id=room_id,
                shop_id=self._actor.shop_id,
                name=name,
                floor=floor,
                kind=kind,
                state=RoomState.VACANT,
                state_since=self._unit.now,
                position=position,
            )
        )
        return self._tell_room(room_id)

    def change_room(
        self, room_id: RoomId, name: str, floor: str, kind: str, position: int
    ) -> RoomRow:
        self._actor.require(Permission.MANAGE)
        room = self._room(room_id)
        self._require_free_room_name(name, room_id)
        self._unit.session.execute(
            update(Room)
            .where(Room.id == room_id)
            .values(name=name, floor=floor, kind=kind, position=position, version=room.version + 1)
        )
        row = self._tell_room(room_id)
        if row.name != room.name:
            self._renamed(row)
        return row

    def add_station(self, name: str, position: int) -> StationRow:
        self._actor.require(Permission.MANAGE)
        self._require_free_station_name(name, None)
        row = StationRow(StationId(self._unit.new_id()), name, position, 1)
        self._unit.session.execute(
            insert(Station).values(
                id=row.id, shop_id=self._actor.shop_id, name=name, position=position, version=1
            )
        )
        self._tell_station(row)
        return row

    def change_station(self, station_id: StationId, name: str, position: int) -> StationRow:
        self._actor.require(Permission.MANAGE)
        found = [each for each in self._stations() if each.id == station_id]
        if not found:
            raise NotFound("station.unknown", {"station_id": station_id})
        self._require_free_station_name(name, station_id)
        row = StationRow(station_id, name, position, found[0].version + 1)
        self._unit.session.execute(
            update(Station)
            .where(Station.id == station_id)
            .values(name=name, position=position, version=row.version)
        )
        self._tell_station(row)
        return row

    # ---- therapists

    def add_therapist(self, name: str) -> TherapistRecord:
        self._actor.require(Permission.MANAGE)
        therapist_id = TherapistId(self._unit.new_id())
        self._unit.session.execute(
            insert(Therapist).values(id=therapist_id, shop_id=self._actor.shop_id, name=name)
        )
        return self._therapist(therapist_id)

    def clock_on(self, therapist_id: TherapistId, room_id: RoomId) -> TherapistRecord:
        """上钟 in a room. There already: nothing changes; elsewhere: Refused `therapist.busy`."""
        self._actor.require(Permission.STAY)
        therapist = self._therapist(therapist_id)
        room = self._room(room_id)
        if therapist.room_id == room_id:
            return therapist
        if therapist.room_id is not None:
            raise Refused("therapist.busy", {"room_id": therapist.room_id})
        return self._clock(therapist_id, room.id, self._unit.now)

    def clock_off(self, therapist_id: TherapistId) -> TherapistRecord:
        """下钟. Twice is once."""
        self._actor.require(Permission.STAY)
        therapist = self._therapist(therapist_id)
        if therapist.room_id is None:
            return therapist
        return self._clock(therapist_id, None, None)

    def _clock(
        self, therapist_id: TherapistId, room_id: RoomId | None, at: datetime | None
    ) -> TherapistRecord:
        self._unit.session.execute(
            update(Therapist)
            .where(Therapist.id == therapist_id)
            .values(room_id=room_id, clocked_on_at=at)
        )
        return self._therapist(therapist_id)

    # ---- inside

    def _change(self, **values: object) -> ShopRow:
        """Store, count the version up and tell everybody who shows the menu."""
        shop = self._record()
        self._unit.session.execute(
            update(Shop).where(Shop.id == shop.id).values(version=shop.version + 1, **values)
        )
        after = self._record()
        row = shop_row(after, self._shop.hours(after, self._unit.now), self._unit.now)
        self._unit.emit(
            streams.menu(shop.id),
            EventKind.SHOP_CHANGED,
            EventBody(put=Rows(shops=(row,)), by=self._by),
            collapse_key="shop",
        )
        return row

    def _tell_room(self, room_id: RoomId) -> RoomRow:
        row = self._room(room_id)
        body = EventBody(put=Rows(rooms=(row,)), by=self._by)
        shop_id = self._actor.shop_id
        for stream in (streams.cashier(shop_id), streams.waiter(shop_id)):
            self._unit.emit(stream, EventKind.ROOM_CHANGED, body)
        return row

    def _tell_station(self, row: StationRow) -> None:
        self._unit.emit(
            streams.menu(self._actor.shop_id),
            EventKind.SHOP_CHANGED,
            EventBody(put=Rows(stations=(row,)), by=self._by),
        )

    def _require_free_room_name(self, name: str, but: RoomId | None) -> None:
        found = self._shop.room_by_name(self._actor.shop_id, name)
        if found is not None and found.id != but:
            raise Refused("room.name_taken", {"name": name})

    def _require_free_station_name(self, name: str, but: StationId | None) -> None:
        if any(each.name == name and each.id != but for each in self._stations()):
            raise Refused("station.name_taken", {"name": name})

    def _stations(self) -> list[StationRow]:
        return self._shop.stations(self._actor.shop_id)

    def _room(self, room_id: RoomId) -> RoomRow:
        room = self._shop.room(self._actor.shop_id, room_id)
        if room is None:
            raise NotFound("room.unknown", {"room_id": room_id})
        return room

    def _therapist(self, therapist_id: TherapistId) -> TherapistRecord:
        therapist = self._shop.therapist(self._actor.shop_id, therapist_id)
        if therapist is None:
            raise NotFound("therapist.unknown", {"therapist_id": therapist_id})
        return therapist

    def _record(self) -> ShopRecord:
        shop = self._shop.shop(self._actor.shop_id)
        if shop is None:
            raise NotFound("shop.unknown")
        return shop

    @property
    def _by(self) -> str:
        return self._actor.staff_id or self._actor.device_id or ""


def hours_now(shop: ShopRepository, shop_id: ShopId, at: datetime) -> tuple[ShopRecord, Hours]:
    """The shop and its hours from `at` on. Raises NotFound `shop.unknown`."""
    record = shop.shop(shop_id)
    if record is None:
        raise NotFound("shop.unknown")
    return record, shop.hours(record, at)
