"""Rooms: what they are called, where they are, in which order; taken out of use and back."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from cashier_app import words
from cashier_app.corner.arranging import Shelf
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import Filter, ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Option, Send, Values
from cashier_app.words import translate
from common.domain.rows import RoomRow, RoomState
from common.qt import phrases
from common.wire.shop import RoomAnswer, RoomInfo, RoomsAnswer

_K = FieldKind
_LAST = 9999
_FILTERS = {
    RoomState.VACANT: "vacant",
    RoomState.OCCUPIED: "busy",
    RoomState.TO_CLEAN: "busy",
    RoomState.OUT_OF_USE: "out",
}


class RoomsPage(ListPage):
    def word_new(self) -> str:
        return translate("Cashier", "加房间")

    def words_empty(self) -> tuple[str, str]:
        return (
            translate("Cashier", "没有这样的房间"),
            translate("Cashier", "换个词搜索，或加一间"),
        )

    def filters(self) -> tuple[Filter, ...]:
        return (
            Filter("", translate("Cashier", "全部")),
            Filter("vacant", translate("Cashier", "空闲")),
            Filter("busy", translate("Cashier", "使用中")),
            Filter("out", translate("Cashier", "停用")),
        )

    def shelf(self) -> Shelf:
        return Shelf("/v1/rooms/order", RoomsAnswer)

    def listed(self) -> Iterable[ListRow]:
        return [self._row(room) for room in self._around.sight().rooms]

    def _row(self, room: RoomRow) -> ListRow:
        state, icon, tone = _look(room.state)
        return ListRow(
            key=room.id,
            title=room.name,
            detail=" · ".join(x for x in (room.floor, room.kind) if x),
            status=state,
            icon=icon,
            tone=tone,
            filters=(_FILTERS[room.state],),
        )

    def edit_new(self) -> Edit:
        rooms = self._around.sight().rooms
        last = rooms[-1] if rooms else None
        fields = self._fields("", last.floor if last else "", last.kind if last else "")
        return Edit(
            "",
            Form("room", translate("Cashier", "新房间"), fields, self._word_save(), self._add_room),
        )

    def edit_of(self, key: str) -> Edit | None:
        room = self._around.sight().room(key)
        if room is None:
            return None

        async def save(values: Values, idempotency_key: str) -> str:
            path = f"/v1/rooms/{quote(room.id)}"
            now = self._around.sight().room(room.id) or room  # dragged since it was opened?
            info = _info(values, now.position)
            answer = await self._around.core.call("PUT", path, RoomAnswer, info, idempotency_key)
            return translate("Cashier", "{0} 已保存").format(answer.room.name)

        def put(step: str, word: str) -> Send:
            async def send(values: Values, idempotency_key: str) -> str:
                path = f"/v1/rooms/{quote(room.id)}/{step}"
                await self._around.core.call("POST", path, RoomAnswer, None, idempotency_key)
                return word.format(room.name)

            return send

        if room.state is RoomState.OUT_OF_USE:
            back = put("in-use", translate("Cashier", "{0} 恢复使用"))
            act = Act("inUse", "check", translate("Cashier", "恢复使用"), send=back)
        else:
            away = put("out-of-use", translate("Cashier", "{0} 已停用"))
            act = Act("outOfUse", "forbid", translate("Cashier", "按住停用"), send=away,
                      is_held=True, is_danger=True)  # fmt: skip
        state, icon, tone = _look(room.state)
        fields = self._fields(room.name, room.floor, room.kind)
        return Edit(
            key=room.id,
            form=Form("room", room.name, fields, self._word_save(), save),
            facts=(
                Fact("state", translate("Cashier", "现在"), state, icon, tone),
                Fact("guests", translate("Cashier", "客人"), self._guests(room)),
            ),
            acts=(act,),
        )

    async def _add_room(self, values: Values, key: str) -> str:
        rooms = self._around.sight().rooms
        after = min(_LAST, rooms[-1].position + 1) if rooms else 1
        info = _info(values, after)
        answer = await self._around.core.call("POST", "/v1/rooms", RoomAnswer, info, key)
        self.choose_next(answer.room.id)
        return translate("Cashier", "{0} 已加上").format(answer.room.name)

    def _fields(self, name: str, floor: str, kind: str) -> tuple[Field, ...]:
        rooms = self._around.sight().rooms
        return (
            Field("name", _K.TEXT, translate("Cashier", "房号"), name, longest=20),
            Field("floor", _K.TEXT, translate("Cashier", "楼层（可不填）"), floor, optional=True,
                  longest=20, options=_used(x.floor for x in rooms)),
            Field("kind", _K.TEXT, translate("Cashier", "房型（可不填）"), kind, optional=True,
                  longest=40, options=_used(x.kind for x in rooms)),
        )  # fmt: skip

    def _guests(self, room: RoomRow) -> str:
        here = self._around.sight().stays_in(room.id)
        return phrases.listed(words.place(x) for x in here) or translate("Cashier", "没有")

    def _word_save(self) -> str:
        return translate("Cashier", "保存")


def _info(values: Values, position: int) -> RoomInfo:
    return RoomInfo(values.text("name"), values.text("floor"), values.text("kind"), position)


def _used(values: Iterable[str]) -> tuple[Option, ...]:
    """What others have, to tap."""
    return tuple(Option(x, x) for x in dict.fromkeys(values) if x)


def _look(state: RoomState) -> tuple[str, str, str]:
    match state:
        case RoomState.VACANT:
            return translate("Cashier", "空闲"), "ring", ""
        case RoomState.OCCUPIED:
            return translate("Cashier", "使用中"), "person", "ok"
        case RoomState.TO_CLEAN:
            return translate("Cashier", "待清洁"), "broom", "warn"
        case RoomState.OUT_OF_USE:
            return translate("Cashier", "停用"), "forbid", "off"
