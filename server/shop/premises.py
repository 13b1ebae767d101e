"""Rooms and stations: what the venue consists of."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, update

from common.domain import streams
from common.domain.arranging import rearranged
from common.domain.audit import AuditAction, Subject
from common.domain.errors import NotFound, Refused
from common.domain.ids import RoomId, StationId
from common.domain.premises import require_room_is_idle, require_station_is_idle
from common.domain.roles import Actor, Permission, Role
from common.domain.rows import RoomRow, RoomState, StationRow
from common.wire.events import EventBody, EventKind, Rows
from server.db import audit
from server.db.unit import Unit
from server.shop import audited
from server.shop.models import Room, Station
from server.shop.ports import Ports
from server.shop.repository import ShopRepository


class Premises:
    def __init__(self, unit: Unit, actor: Actor, ports: Ports) -> None:
        self._unit = unit
        self._actor = actor
        self._ports = ports
        self._shop = ShopRepository(unit.session)

    # ---- rooms

    def add_room(self, name: str, floor: str, kind: str, position: int) -> RoomRow:
        """Raises Refused `room.name_taken`."""
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
        row = self._tell_room(room_id)
        self._note_room(None, row)
        return row

    def change_room(
        self, room_id: RoomId, name: str, floor: str, kind: str, position: int
    ) -> RoomRow:
        """Raises Refused `room.name_taken`."""
        self._actor.require(Permission.MANAGE)
        room = self._room(room_id)
        self._require_free_room_name(name, room_id)
        self._set_room(room, name=name, floor=floor, kind=kind, position=position)
        row = self._tell_room(room_id)
        self._note_room(room, row)
        if row.name != room.name:
            self._ports.renamed(row)
        return row

    def order_rooms(self, ids: Sequence[str]) -> list[RoomRow]:
        """Let them stand in this order. Raises NotFound `room.unknown`, Invalid `order.twice`.

        The trail does not keep it: where a room stands changes nothing for anybody but the eye.
        """
        self._actor.require(Permission.MANAGE)
        held = {x.id: x for x in self._shop.rooms(self._actor.shop_id)}
        moved = rearranged(ids, {x.id: x.position for x in held.values()}, "room.unknown")
        for room_id, place in moved.items():
            self._set_room(held[RoomId(room_id)], position=place)
        rooms = self._shop.rooms(self._actor.shop_id)
        self._tell_rooms(tuple(x for x in rooms if x.id in moved))
        return rooms

    def take_out_of_use(self, room_id: RoomId) -> RoomRow:
        """停用: nobody is checked in, moved or ordered for there. Twice is once.

        Raises Refused `room.in_use`, which names what stands in the way.
        """
        self._actor.require(Permission.MANAGE)
        room = self._room(room_id)
        if room.state is RoomState.OUT_OF_USE:
            return room
        shop_id = self._actor.shop_id
        pads = self._shop.devices_in_room(shop_id, room_id, Role.PAD)
        working = [x for x in self._shop.therapists(shop_id) if x.room_id == room_id]
        require_room_is_idle(room.state, [x.name for x in pads], [x.name for x in working])
        return self._put_into(room, RoomState.OUT_OF_USE, AuditAction.OUT_OF_USE)

    def put_back_to_use(self, room_id: RoomId) -> RoomRow:
        """Vacant again. Twice is once."""
        self._actor.require(Permission.MANAGE)
        room = self._room(room_id)
        if room.state is not RoomState.OUT_OF_USE:
            return room
        return self._put_into(room, RoomState.VACANT, AuditAction.IN_USE)

    # ---- stations

    def add_station(self, name: str, position: int) -> StationRow:
        """Raises Refused `station.name_taken`."""
        self._actor.require(Permission.MANAGE)
        self._require_free_station_name(name, None)
        row = StationRow(StationId(self._unit.new_id()), name, position, 1)
        self._unit.session.execute(
            insert(Station).values(
                id=row.id, shop_id=self._actor.shop_id, name=name, position=position, version=1
            )
        )
        self._tell(Rows(stations=(row,)))
        self._note_station(None, row)
        return row

    def change_station(self, station_id: StationId, name: str, position: int) -> StationRow:
        """Raises Refused `station.name_taken`."""
        self._actor.require(Permission.MANAGE)
        station = self._station(station_id)
        self._require_free_station_name(name, station_id)
        row = StationRow(station_id, name, position, station.version + 1)
        self._unit.session.execute(
            update(Station)
            .where(Station.id == station_id)
            .values(name=name, position=position, version=row.version)
        )
        self._tell(Rows(stations=(row,)))
        self._note_station(station, row)
        return row

    def order_stations(self, ids: Sequence[str]) -> list[StationRow]:
        """The same for stations. Raises NotFound `station.unknown`, Invalid `order.twice`."""
        self._actor.require(Permission.MANAGE)
        held = {str(x.id): x.position for x in self._shop.stations(self._actor.shop_id)}
        moved = rearranged(ids, held, "station.unknown")
        for station_id, place in moved.items():
            self._unit.session.execute(
                update(Station)
                .where(Station.id == station_id)
                .values(position=place, version=Station.version + 1)
            )
        stations = self._shop.stations(self._actor.shop_id)
        if moved:
            self._tell(Rows(stations=tuple(x for x in stations if x.id in moved)))
        return stations

    def remove_station(self, station_id: StationId) -> StationRow:
        """Raises Refused `station.in_use`, which names the dishes and screens that need it."""
        self._actor.require(Permission.MANAGE)
        station = self._station(station_id)
        screens = [
            each.name
            for each in self._shop.devices(self._actor.shop_id)
            if station_id in each.station_ids and each.revoked_at is None
        ]
        require_station_is_idle(self._ports.dishes_at(station_id), screens)
        self._unit.session.execute(delete(Station).where(Station.id == station_id))
        self._tell(Rows(), {"stations": (station_id,)})
        self._note_station(station, None)
        return station

    # ---- inside

    def _put_into(self, room: RoomRow, state: RoomState, action: AuditAction) -> RoomRow:
        self._set_room(room, state=state, state_since=self._unit.now)
        row = self._tell_room(room.id)
        audit.note(
            self._unit, self._actor, Subject.ROOM, room.id, room.name,
            before={}, after={}, action=action,
        )  # fmt: skip
        return row

    def _set_room(self, room: RoomRow, **values: object) -> None:
        self._unit.session.execute(
            update(Room).where(Room.id == room.id).values(version=room.version + 1, **values)
        )

    def _tell_room(self, room_id: RoomId) -> RoomRow:
        row = self._room(room_id)
        self._tell_rooms((row,))
        return row

    def _tell_rooms(self, rows: tuple[RoomRow, ...]) -> None:
        body = EventBody(put=Rows(rooms=rows), by=self._by)
        shop_id = self._actor.shop_id
        for stream in (streams.cashier(shop_id), streams.waiter(shop_id)) if rows else ():
            self._unit.emit(stream, EventKind.ROOM_CHANGED, body)

    def _tell(self, put: Rows, drop: dict[str, tuple[str, ...]] | None = None) -> None:
        self._unit.emit(
            streams.menu(self._actor.shop_id),
            EventKind.SHOP_CHANGED,
            EventBody(put=put, drop=drop or {}, by=self._by),
        )

    def _note_room(self, before: RoomRow | None, after: RoomRow) -> None:
        audit.note(
            self._unit, self._actor, Subject.ROOM, after.id, (before or after).name,
            before=audited.room(before) if before else None, after=audited.room(after),
        )  # fmt: skip

    def _note_station(self, before: StationRow | None, after: StationRow | None) -> None:
        known = before or after
        assert known is not None, "one of the two is there"
        audit.note(
            self._unit, self._actor, Subject.STATION, known.id, known.name,
            before=audited.station(before) if before else None,
            after=audited.station(after) if after else None,
        )  # fmt: skip

    def _require_free_room_name(self, name: str, but: RoomId | None) -> None:
        found = self._shop.room_by_name(self._actor.shop_id, name)
        if found is not None and found.id != but:
            raise Refused("room.name_taken", {"field": "$.name", "name": name})

    def _require_free_station_name(self, name: str, but: StationId | None) -> None:
        listed = self._shop.stations(self._actor.shop_id)
        if any(each.name == name and each.id != but for each in listed):
            raise Refused("station.name_taken", {"field": "$.name", "name": name})

    def _station(self, station_id: StationId) -> StationRow:
        listed = self._shop.stations(self._actor.shop_id)
        found = next((each for each in listed if each.id == station_id), None)
        if found is None:
            raise NotFound("station.unknown", {"station_id": station_id})
        return found

    def _room(self, room_id: RoomId) -> RoomRow:
        room = self._shop.room(self._actor.shop_id, room_id)
        if room is None:
            raise NotFound("room.unknown", {"room_id": room_id})
        return room

    @property
    def _by(self) -> str:
        return self._actor.staff_id or self._actor.device_id or ""
