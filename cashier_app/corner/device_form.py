"""The fields of a terminal, new or known; rooms and stations are named as people know them."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from cashier_app.corner import terminals
from cashier_app.corner.around import Around
from cashier_app.form import Field, FieldKind, Option, Values
from cashier_app.words import minutes, translate
from common.domain.errors import Refused
from common.domain.premises import SAME_PROGRAM
from common.domain.roles import Role
from common.domain.rows import RoomRow, RoomState
from common.wire.requests import NewPairingCode
from common.wire.shop import DeviceBody, DeviceInfo

_K = FieldKind
_KINDS: Final = (Role.PAD, Role.KITCHEN, Role.CALL_BOARD, Role.CASHIER, Role.WAITER)
_MOST_QUICK: Final = 42


class DeviceForm:
    def __init__(self, around: Around) -> None:
        self._around = around

    def new_fields(self) -> tuple[Field, ...]:
        return (
            Field("kind", _K.CHOICE, translate("Cashier", "是什么"), Role.PAD.value,
                  options=tuple(Option(x.value, terminals.kind_word(x.value)) for x in _KINDS)),
            self._room_field("", translate("Cashier", "放在哪间房（只有客房平板要选）")),
            self._stations_field((), translate("Cashier", "显示哪些档口（后厨屏；不选是全部）")),
        )  # fmt: skip

    def fields(self, device: DeviceBody) -> tuple[Field, ...]:
        """Those that mean something for its kind."""
        name = Field("name", _K.TEXT, translate("Cashier", "名字"), device.name, longest=60)
        kind = Role(device.kind)
        if kind is Role.PAD:
            room = self._around.sight().room(device.room_id)
            word = translate("Cashier", "放在哪间房")
            return name, self._room_field(room.name if room else "", word)
        same = [x for x in _KINDS if x in SAME_PROGRAM.get(kind, frozenset({kind}))]
        options = tuple(Option(x.value, terminals.kind_word(x.value)) for x in same)
        what = Field("kind", _K.CHOICE, translate("Cashier", "是什么"), kind.value, options=options)
        known = dict.fromkeys((*terminals.ZONES, device.speech_zone))
        zones = tuple(Option(x, terminals.zone_word(x)) for x in known if x)
        zone = Field("zone", _K.CHOICE, translate("Cashier", "播报区（同一区只有一台说话）"),
                     device.speech_zone, options=zones, optional=True, wire="speech_zone")  # fmt: skip
        if kind is not Role.KITCHEN:
            return (name, what, zone) if len(same) > 1 else (name, zone)
        stations = self._stations_field(
            tuple(device.station_ids), translate("Cashier", "显示哪些档口（不选是全部）")
        )
        return name, what, stations, zone

    def is_right(self, values: Values) -> bool:
        """A pad, and only a pad, has a room that there is."""
        kind, name = values.text("kind"), values.text("room")
        if "room" not in values.held or kind not in ("", Role.PAD.value):
            return True
        return self._room(name) is not None

    def new_code(self, values: Values) -> NewPairingCode:
        kind = values.text("kind")
        is_pad, is_kitchen = kind == Role.PAD.value, kind == Role.KITCHEN.value
        return NewPairingCode(
            kind=kind,  # type: ignore[arg-type]  # one of the choices
            room_id=self._room_id(values) if is_pad else None,
            station_ids=values.chosen("stations") if is_kitchen else [],
        )

    def info(self, device: DeviceBody, values: Values) -> DeviceInfo:
        """The whole of it: what has no field stays."""
        is_pad = device.kind == Role.PAD.value
        stations = values.chosen("stations") if "stations" in values.held else device.station_ids
        return DeviceInfo(
            name=values.text("name"),
            kind=values.text("kind") or device.kind,  # type: ignore[arg-type]
            room_id=self._room_id(values) if is_pad else None,
            station_ids=stations,
            speech_zone=values.text("zone") if "zone" in values.held else device.speech_zone,
        )

    def what(self, values: Values) -> str:
        kind = values.text("kind")
        parts = [terminals.kind_word(kind)]
        if kind == Role.PAD.value:
            parts.append(values.text("room"))
        if kind == Role.KITCHEN.value:
            chosen = values.chosen("stations")
            parts += [x.name for x in self._around.sight().stations if x.id in chosen]
        return " · ".join(x for x in parts if x)

    def _room_field(self, value: str, label: str) -> Field:
        rooms = [x.name for x in self._around.sight().rooms if x.state is not RoomState.OUT_OF_USE]
        quick = tuple(Option(x, x) for x in rooms) if len(rooms) <= _MOST_QUICK else ()
        hint = translate("Cashier", "房号")
        return Field("room", _K.TEXT, label, value, hint, quick, optional=True, wire="room_id")

    def _stations_field(self, chosen: tuple[str, ...], label: str) -> Field:
        options = tuple(Option(x.id, x.name) for x in self._around.sight().stations)
        return Field("stations", _K.CHOICE, label, ",".join(chosen), options=options, many=True,
                     optional=True, wire="station_ids")  # fmt: skip

    def _room(self, name: str) -> RoomRow | None:
        return next((x for x in self._around.sight().rooms if x.name == name), None)

    def _room_id(self, values: Values) -> str:
        """Raises Refused `room.unknown`: it may have been renamed while the form was open."""
        room = self._room(values.text("room"))
        if room is None:
            raise Refused("room.unknown", {"field": "$.room_id"})
        return room.id


def ago(span: timedelta) -> str:
    """`刚才`, `5 分前`, `3 小时前`, `2 天前`."""
    whole = minutes(span)
    if whole < 1:
        return translate("Cashier", "刚才")
    if whole < 60:
        return translate("Cashier", "{0} 分前").format(whole)
    if whole < 48 * 60:
        return translate("Cashier", "{0} 小时前").format(whole // 60)
    return translate("Cashier", "{0} 天前").format(whole // (24 * 60))
