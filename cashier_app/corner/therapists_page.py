"""Therapists: their names, and in whose room the clock runs."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from PySide6.QtCore import QObject

from cashier_app import words
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import Filter, ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Values
from cashier_app.words import translate
from common.wire.answers import Page
from common.wire.shop import TherapistBody, TherapistInfo

_PATH = "/v1/therapists"


class TherapistsPage(ListPage):
    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._people: list[TherapistBody] = []

    async def load(self) -> None:
        self._people = (await self._around.core.call("GET", _PATH, Page[TherapistBody])).items

    def word_new(self) -> str:
        return translate("Cashier", "加技师")

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "没有这样的技师"), ""

    def filters(self) -> tuple[Filter, ...]:
        return (
            Filter("", translate("Cashier", "全部")),
            Filter("on", translate("Cashier", "上钟")),
            Filter("off", translate("Cashier", "下钟")),
        )

    def listed(self) -> Iterable[ListRow]:
        return [self._row(x) for x in self._people]

    def _row(self, person: TherapistBody) -> ListRow:
        status, tone = self._clock_of(person)
        return ListRow(
            key=person.id,
            title=person.name,
            detail=self._since(person),
            status=status,
            icon="clock" if person.room_id else "ring",
            tone=tone,
            filters=("on" if person.room_id else "off",),
        )

    def edit_new(self) -> Edit:
        word = translate("Cashier", "加技师")
        return Edit(
            "", Form("therapist", translate("Cashier", "新技师"), _fields(""), word, self._add_one)
        )

    def edit_of(self, key: str) -> Edit | None:
        person = next((x for x in self._people if x.id == key), None)
        if person is None:
            return None
        path = f"{_PATH}/{quote(person.id)}"

        async def save(values: Values, idempotency_key: str) -> str:
            body = TherapistInfo(values.text("name"))
            saved = await self._around.core.call("PUT", path, TherapistBody, body, idempotency_key)
            return translate("Cashier", "{0} 已保存").format(saved.name)

        async def off(values: Values, idempotency_key: str) -> str:
            await self._around.core.call(
                "POST", f"{path}/clock-off", TherapistBody, None, idempotency_key
            )
            return translate("Cashier", "{0} 已下钟").format(person.name)

        status, tone = self._clock_of(person)
        acts = (Act("clockOff", "clock", translate("Cashier", "下钟"), send=off),)
        form = Form(
            "therapist", person.name, _fields(person.name), translate("Cashier", "保存"), save
        )
        return Edit(
            key=person.id,
            form=form,
            facts=(Fact("clock", translate("Cashier", "现在"), status, "clock", tone or "off"),),
            acts=acts if person.room_id else (),
        )

    async def _add_one(self, values: Values, key: str) -> str:
        body = TherapistInfo(values.text("name"))
        added = await self._around.core.call("POST", _PATH, TherapistBody, body, key)
        self.choose_next(added.id)
        return translate("Cashier", "{0} 已加上").format(added.name)

    def _clock_of(self, person: TherapistBody) -> tuple[str, str]:
        if person.room_id is None:
            return translate("Cashier", "下钟"), ""
        room = self._around.sight().room(person.room_id)
        return translate("Cashier", "{0} 上钟").format(room.name if room else ""), "ok"

    def _since(self, person: TherapistBody) -> str:
        if person.clocked_on_at is None:
            return ""
        since = words.clock(person.clocked_on_at, self._around.sight().zone)
        return translate("Cashier", "{0} 开始").format(since)


def _fields(name: str) -> tuple[Field, ...]:
    return (Field("name", FieldKind.TEXT, translate("Cashier", "名字"), name, longest=60),)
