"""Pairing codes for people who type names: a shop's code, a room's and a station's name."""

from __future__ import annotations

from collections.abc import Sequence

from common.domain.errors import ZaotaiError
from common.domain.ids import RoomId, ShopId, StationId
from common.domain.roles import Actor, Role
from server.db.units import Units
from server.shop.devices import DeviceService
from server.shop.records import PairingRecord
from server.shop.repository import ShopRepository


class NobodyCalledSo(ZaotaiError):
    """The shop, room or station of that name does not exist; the text says which."""


def new_pairing_code(
    units: Units,
    shop: str,
    kind: Role,
    room: str = "",
    stations: Sequence[str] = (),
    speech_zone: str = "",
) -> tuple[str, PairingRecord]:
    """A code for one new terminal of `kind`; a pad has a `room`, no other does.

    Raises NobodyCalledSo, and Invalid as `DeviceService.new_code`.
    """
    shop_id = shop_of(units, shop)
    room_id = _room(units, shop_id, room) if room else None
    station_ids = _stations(units, shop_id, stations)
    actor = Actor(shop_id, Role.MANAGER)
    return units.run_write(
        lambda unit: DeviceService(unit, actor).new_code(kind, room_id, station_ids, speech_zone)
    )


def shop_of(units: Units, code: str) -> ShopId:
    """Raises NobodyCalledSo."""
    shop = units.run_read(lambda session: ShopRepository(session).shop_by_code(code))
    if shop is None:
        raise NobodyCalledSo(f"no shop has the code {code!r}")
    return shop.id


def _room(units: Units, shop_id: ShopId, name: str) -> RoomId:
    room = units.run_read(lambda session: ShopRepository(session).room_by_name(shop_id, name))
    if room is None:
        raise NobodyCalledSo(f"the shop has no room {name!r}")
    return room.id


def _stations(units: Units, shop_id: ShopId, names: Sequence[str]) -> tuple[StationId, ...]:
    stations = units.run_read(lambda session: ShopRepository(session).stations(shop_id))
    known = {station.name: station.id for station in stations}
    for name in names:
        if name not in known:
            raise NobodyCalledSo(f"the shop has no station {name!r}; it has {', '.join(known)}")
    return tuple(known[name] for name in names)
