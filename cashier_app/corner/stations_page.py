"""Stations: what they are called, which dishes go there, which screens show them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from PySide6.QtCore import QObject

from cashier_app.corner import terminals
from cashier_app.corner.around import Around
from cashier_app.corner.arranging import Shelf
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Values
from cashier_app.words import translate
from common.domain.roles import Role
from common.domain.rows import GoodsRow, StationRow
from common.qt import phrases
from common.wire.shop import DeviceBody, StationAnswer, StationInfo, StationsAnswer

_K = FieldKind
_LAST = 9999


class StationsPage(ListPage):
    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._screens: list[DeviceBody] = []

    async def load(self) -> None:
        found = await terminals.devices(self._around.core)
        self._screens = [x for x in found if x.kind == Role.KITCHEN.value and x.revoked_at is None]

    def word_new(self) -> str:
        return translate("Cashier", "加档口")

    def words_empty(self) -> tuple[str, str]:
        return (
            translate("Cashier", "还没有档口"),
            translate("Cashier", "档口决定一道菜出现在哪块后厨屏上"),
        )

    def shelf(self) -> Shelf:
        return Shelf("/v1/stations/order", StationsAnswer)

    def listed(self) -> Iterable[ListRow]:
        return [self._row(station) for station in self._stations()]

    def _row(self, station: StationRow) -> ListRow:
        dishes, screens = self._dishes(station), self._screens_of(station)
        detail = translate("Cashier", "{0} 道菜 · {1} 块屏").format(len(dishes), len(screens))
        if dishes and not screens and self._is_loaded:
            return ListRow(
                station.id, station.name, detail, status=translate("Cashier", "没有屏"),
                icon="triangle", tone="bad",
            )  # fmt: skip
        return ListRow(station.id, station.name, detail)

    def edit_new(self) -> Edit:
        title = translate("Cashier", "新档口")
        return Edit("", Form("station", title, _fields(""), _save_word(), self._add_one))

    def edit_of(self, key: str) -> Edit | None:
        station = self._station(key)
        if station is None:
            return None
        path = f"/v1/stations/{quote(station.id)}"

        async def save(values: Values, idempotency_key: str) -> str:
            now = self._station(station.id) or station  # dragged since it was opened?
            info = StationInfo(values.text("name"), now.position)
            answer = await self._around.core.call("PUT", path, StationAnswer, info, idempotency_key)
            return translate("Cashier", "{0} 已保存").format(answer.station.name)

        async def remove(values: Values, idempotency_key: str) -> str:
            await self._around.core.call("DELETE", path, StationAnswer, None, idempotency_key)
            return translate("Cashier", "{0} 已删除").format(station.name)

        none = translate("Cashier", "没有")
        dishes = phrases.listed(x.name for x in self._dishes(station))
        screens = phrases.listed(x.name for x in self._screens_of(station))
        return Edit(
            key=station.id,
            form=Form("station", station.name, _fields(station.name), _save_word(), save),
            facts=(
                Fact("screens", translate("Cashier", "显示的屏"), screens or none),
                Fact("dishes", translate("Cashier", "这里做的菜"), dishes or none),
            ),
            acts=(
                Act("remove", "cross", translate("Cashier", "按住删除"), send=remove, is_held=True,
                    is_danger=True),
            ),
        )  # fmt: skip

    async def _add_one(self, values: Values, key: str) -> str:
        stations = self._stations()
        after = min(_LAST, stations[-1].position + 1) if stations else 1
        info = StationInfo(values.text("name"), after)
        answer = await self._around.core.call("POST", "/v1/stations", StationAnswer, info, key)
        self.choose_next(answer.station.id)
        return translate("Cashier", "{0} 已加上").format(answer.station.name)

    def _station(self, key: str) -> StationRow | None:
        return next((x for x in self._stations() if x.id == key), None)

    def _stations(self) -> tuple[StationRow, ...]:
        return self._around.sight().stations

    def _dishes(self, station: StationRow) -> list[GoodsRow]:
        return [x for x in self._around.sight().every_dish if station.id in x.station_ids]

    def _screens_of(self, station: StationRow) -> list[DeviceBody]:
        """A screen without stations shows all of them."""
        return [x for x in self._screens if not x.station_ids or station.id in x.station_ids]


def _fields(name: str) -> tuple[Field, ...]:
    return (Field("name", _K.TEXT, translate("Cashier", "档口名"), name, longest=20),)


def _save_word() -> str:
    return translate("Cashier", "保存")
