"""模板: texts with placeholders, by name; `order_ready` tells a guest that the dishes are ready."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import QObject

from cashier_app.corner import sms_say
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Option, Send, Values
from cashier_app.words import translate
from common.domain import sms_templates, sms_text
from common.domain.errors import Invalid
from common.domain.sms_templates import SmsParam
from common.domain.sms_text import MessageKind
from common.wire.answers import Page
from common.wire.sms_messages import Done, PutTemplate, TemplateBody

_TEMPLATES: Final = "/v1/sms/templates"
_NAMED: Final = re.compile(r"\{([a-z][a-z0-9_]{0,19})\}")
_K = FieldKind


class SmsTemplatesPage(ListPage):
    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._known: dict[str, TemplateBody] = {}

    async def load(self) -> None:
        found = await self._around.core.call("GET", _TEMPLATES, Page[TemplateBody])
        self._known = {each.name: each for each in found.items}

    def word_new(self) -> str:
        return translate("Cashier", "加模板")

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "还没有模板"), translate("Cashier", "常发的内容存在这里")

    def listed(self) -> Iterable[ListRow]:
        for name, each in self._known.items():
            yield ListRow(key=name, title=name, detail=each.text, note=sms_say.kind(each.kind))

    def edit_new(self) -> Edit:
        name = Field("name", _K.TEXT, translate("Cashier", "名称（程序用它来找）"), longest=40,
                     hint="order_ready")  # fmt: skip
        title = translate("Cashier", "新模板")
        fields = (name, *_fields(MessageKind.NOTICE, "", {}))
        return Edit("", self._form(title, fields, self._saver("")))

    def edit_of(self, key: str) -> Edit | None:
        each = self._known.get(key)
        if each is None:
            return None
        word = translate("Cashier", "删除")
        act = Act("drop", "cross", word, send=self._forget(key), is_held=True, is_danger=True)
        length = translate("Cashier", "不算占位 {0}").format(
            sms_say.units(sms_text.units(_NAMED.sub("", each.text)))
        )
        facts = (Fact("units", translate("Cashier", "每个号码"), length),)
        fields = _fields(each.kind, each.text, each.params)
        return Edit(key, self._form(key, fields, self._saver(key)), facts=facts, acts=(act,))

    def _form(self, title: str, fields: tuple[Field, ...], send: Send) -> Form:
        word = translate("Cashier", "保存")
        return Form("smsTemplate", title, fields, word, send, check=_problems)

    def _saver(self, known: str) -> Send:
        async def save(values: Values, key: str) -> str:
            name = known or values.text("name")
            body = PutTemplate(
                MessageKind(values.text("kind")), values.text("text"), _params_of(values)
            )
            path = f"{_TEMPLATES}/{quote(name, safe='')}"
            await self._around.core.call("PUT", path, TemplateBody, body, key)
            self.choose_next(name)
            return translate("Cashier", "{0} 已保存").format(name)

        return save

    def _forget(self, name: str) -> Send:
        async def send(_: Values, key: str) -> str:
            path = f"{_TEMPLATES}/{quote(name, safe='')}"
            await self._around.core.call("DELETE", path, Done, None, key)
            return translate("Cashier", "{0} 已删除").format(name)

        return send


def _fields(kind: MessageKind, text: str, params: Mapping[str, SmsParam]) -> tuple[Field, ...]:
    def named(of: SmsParam) -> str:
        return ", ".join(name for name, type_ in params.items() if type_ is of)

    return (
        Field("kind", _K.CHOICE, translate("Cashier", "是什么"), kind.value,
              options=tuple(Option(x.value, sms_say.kind(x)) for x in MessageKind)),
        Field("text", _K.LONG, translate("Cashier", "内容（开头写 【签名】，会变的写 {name}）"), text,
              longest=536, hint=translate("Cashier", "【云麓汤泉】您点的餐好了，单号 {number}")),
        Field("numbers", _K.TEXT, translate("Cashier", "其中是数目的（可不填）"),
              named(SmsParam.NUMBER), optional=True, wire="params", longest=200),
        Field("codes", _K.TEXT, translate("Cashier", "其中是验证码的（可不填）"),
              named(SmsParam.CODE), optional=True, longest=200),
    )  # fmt: skip


def _params_of(values: Values) -> dict[str, SmsParam]:
    """Every {name} of the text; what no field names is plain text."""
    held = dict.fromkeys(_NAMED.findall(values.text("text")), SmsParam.TEXT)
    for key, type_ in (("numbers", SmsParam.NUMBER), ("codes", SmsParam.CODE)):
        held |= {name: type_ for name in re.split(r"[,，、\s]+", values.text(key)) if name}
    return held


def _problems(values: Values) -> Mapping[str, str]:
    text = values.text("text")
    if not text:
        return {}
    try:
        sms_templates.check(text, _params_of(values))
    except Invalid as error:
        name = str(error.facts.get("name", ""))
        if error.facts.get("why") == "unused":
            wrong = translate("Cashier", "内容里没有 {0}").format(f"{{{name}}}")
            return {"numbers" if name in values.text("numbers") else "codes": wrong}
        return {
            "text": translate("Cashier", "花括号里要写英文小写的名字，如 {0}").format("{number}")
        }
    if sms_text.signature_of(text) is None:
        return {"text": translate("Cashier", "开头要有 【签名】，2 到 30 个字")}
    return {}
