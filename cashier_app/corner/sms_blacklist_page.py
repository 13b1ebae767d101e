"""黑名单: numbers that are not written to, and why; adding one, and taking one off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import QObject

from cashier_app.corner import sms_say
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Act, Edit, Fact, nothing
from cashier_app.corner.list_page import ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Send, Values
from cashier_app.words import translate
from common.domain.sms_limits import BlockReason
from common.wire.answers import Page
from common.wire.sms_messages import BlockedBody, BlockPhone, Done

_BLACKLIST: Final = "/v1/sms/blacklist"
_K = FieldKind


class SmsBlacklistPage(ListPage):
    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._known: dict[str, BlockedBody] = {}

    async def load(self) -> None:
        found = await self._around.core.call("GET", f"{_BLACKLIST}?limit=200", Page[BlockedBody])
        self._known = {each.phone: each for each in found.items}

    def word_new(self) -> str:
        return translate("Cashier", "加号码")

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "没有这样的号码"), translate(
            "Cashier", "名单里的号码不会收到短信"
        )

    def listed(self) -> Iterable[ListRow]:
        for phone, each in self._known.items():
            yield ListRow(
                key=phone,
                title=phone,
                detail=each.note,
                note=self._moment(each),
                status=_reason(each.reason),
                icon="forbid" if each.reason is BlockReason.BY_HAND else "cross",
                tone="warn",
            )

    def edit_new(self) -> Edit:
        fields = (
            Field("phone", _K.TEXT, translate("Cashier", "手机号"), longest=40),
            Field("note", _K.TEXT, translate("Cashier", "为什么（可不填）"), optional=True,
                  longest=100),
        )  # fmt: skip
        title = translate("Cashier", "不再发给")
        return Edit(
            "", Form("block", title, fields, translate("Cashier", "加进黑名单"), self._block)
        )

    def edit_of(self, key: str) -> Edit | None:
        each = self._known.get(key)
        if each is None:
            return None
        facts = [
            Fact("reason", translate("Cashier", "为什么"), _reason(each.reason)),
            Fact("at", translate("Cashier", "何时"), self._moment(each)),
            Fact("note", translate("Cashier", "备注"), each.note),
        ]
        warning = ""
        if each.reason is BlockReason.OPT_OUT:
            warning = translate("Cashier", "客人自己退订的，只有客人要求时才移出")
        word = translate("Cashier", "移出黑名单")
        act = Act("unblock", "check", word, send=self._unblock(key), is_held=True)
        form = Form("blocked", key, (), "", nothing)
        shown = tuple(x for x in facts if x.value)
        return Edit(key, form, facts=shown, acts=(act,), warning=warning)

    async def _block(self, values: Values, key: str) -> str:
        body = BlockPhone(values.text("phone"), values.text("note"))
        blocked = await self._around.core.call("POST", _BLACKLIST, BlockedBody, body, key)
        self.choose_next(blocked.phone)
        return translate("Cashier", "{0} 不会再收到短信").format(blocked.phone)

    def _unblock(self, phone: str) -> Send:
        async def send(_: Values, key: str) -> str:
            path = f"{_BLACKLIST}/{quote(phone)}"
            await self._around.core.call("DELETE", path, Done, None, key)
            return translate("Cashier", "{0} 移出了黑名单").format(phone)

        return send

    def _moment(self, each: BlockedBody) -> str:
        sight = self._around.sight()
        return sms_say.moment(each.at, sight.now, sight.zone)


def _reason(why: BlockReason) -> str:
    match why:
        case BlockReason.BY_HAND:
            return translate("Cashier", "店里加的")
        case BlockReason.OPT_OUT:
            return translate("Cashier", "客人退订")
