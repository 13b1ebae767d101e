"""呼叫按钮: what guests can ask for from their pads, and how it is said to the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject

from cashier_app.corner.around import Around
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Option, Send, Values
from cashier_app.words import translate
from common.wire.answers import Page
from common.wire.messages import PadCallBody, PadCallFields

_CALLS: Final = "/v1/messages/pad-calls"
_LONGEST: Final = 20
_K = FieldKind


class PadCallsPage(ListPage):
    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._known: dict[str, PadCallBody] = {}

    async def load(self) -> None:
        found = await self._around.core.call("GET", _CALLS, Page[PadCallBody])
        self._known = {str(each.template_id): each for each in found.items}

    def word_new(self) -> str:
        return translate("Cashier", "加按钮")

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "没有这样的按钮"), translate("Cashier", "换个词搜索，或加一个")

    def listed(self) -> Iterable[ListRow]:
        for key, call in self._known.items():
            is_shown = call.is_shown
            yield ListRow(
                key=key,
                title=call.label,
                detail=_said(call.call_name),
                note=translate("Cashier", "本店写的") if call.is_own else "",
                status=translate("Cashier", "平板上有")
                if is_shown
                else translate("Cashier", "不显示"),
                icon="bell" if is_shown else "forbid",
                tone="ok" if is_shown else "off",
            )

    def edit_new(self) -> Edit:
        title = translate("Cashier", "新按钮")
        return Edit("", self._form(title, PadCallFields("", ""), self._add_call))

    def edit_of(self, key: str) -> Edit | None:
        call = self._known.get(key)
        if call is None:
            return None
        held = PadCallFields(call.label, call.call_name, call.is_shown)
        own = translate("Cashier", "本店写的") if call.is_own else translate("Cashier", "出厂的")
        return Edit(
            key=key,
            form=self._form(call.label, held, self._saver(call)),
            facts=(
                Fact("own", translate("Cashier", "这个按钮"), own),
                Fact("said", translate("Cashier", "念出来是"), _said(call.call_name)),
            ),
            acts=tuple(self._acts(call)),
        )

    def _form(self, title: str, held: PadCallFields, send: Send) -> Form:
        ideas = (
            translate("Cashier", "需要热水"),
            translate("Cashier", "需要毛巾"),
            translate("Cashier", "空调不凉"),
        )
        fields = (
            Field("label", _K.TEXT, translate("Cashier", "按钮上的字"), held.label,
                  longest=_LONGEST),
            Field("call_name", _K.TEXT, translate("Cashier", "念什么（前面会加上房号）"),
                  held.call_name, options=tuple(Option(x, x) for x in ideas), longest=_LONGEST),
            Field("is_shown", _K.SWITCH, translate("Cashier", "放在客人的平板上"),
                  "1" if held.is_shown else ""),
        )  # fmt: skip
        return Form("pad-call", title, fields, translate("Cashier", "保存"), send)

    def _acts(self, call: PadCallBody) -> Iterable[Act]:
        if call.is_own:
            word = translate("Cashier", "删除，或恢复出厂的字")
            yield Act("drop", "undo", word, send=self._dropper(call), is_held=True)

    async def _add_call(self, values: Values, key: str) -> str:
        call = await self._around.core.call("POST", _CALLS, PadCallBody, _fields(values), key)
        self.choose_next(str(call.template_id))
        return translate("Cashier", "{0} 已加上").format(call.label)

    def _saver(self, call: PadCallBody) -> Send:
        async def save(values: Values, key: str) -> str:
            fields = _fields(values)
            await self._around.core.call("PUT", _path(call), PadCallBody, fields, key)
            return translate("Cashier", "{0} 已保存").format(fields.label)

        return save

    def _dropper(self, call: PadCallBody) -> Send:
        async def send(_: Values, key: str) -> str:
            await self._around.core.call("DELETE", _path(call), PadCallBody, None, key)
            return translate("Cashier", "{0} 已删除").format(call.label)

        return send


def _fields(values: Values) -> PadCallFields:
    return PadCallFields(values.text("label"), values.text("call_name"), values.is_on("is_shown"))


def _path(call: PadCallBody) -> str:
    return f"{_CALLS}/{call.template_id}"


def _said(call_name: str) -> str:
    return translate("Cashier", "801房间{0}").format(call_name)
