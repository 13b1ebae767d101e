"""How the whole shop speaks: bursts of orders, and screens that were not seen for long."""

from __future__ import annotations

from typing import Final

from cashier_app.corner import message_words as say
from cashier_app.corner.edit import Edit, Fact
from cashier_app.form import Field, FieldKind, Form, Option, Values
from cashier_app.words import translate
from common.client.facade import Core
from common.domain.announcement_settings import MOST_BURST_S, OFFLINE_RANGE
from common.domain.announcing import Channel
from common.domain.roles import Role
from common.wire.messages import MannerBody, MannerFields

MANNER: Final = "/v1/messages/manner"
_K = FieldKind
_OFFLINE: Final = {
    "kitchen_offline_s": Channel.KITCHEN,
    "call_board_offline_s": Channel.CALL_BOARD,
    "cashier_offline_s": Channel.CASHIER,
    "pad_offline_s": Channel.PAD,
    "waiter_offline_s": Channel.WAITER,
}
_MINUTES: Final = (0, 60, 180, 600)


def manner_edit(core: Core, manner: MannerBody) -> Edit:
    held = manner.fields
    may_set_brand = core.staff is not None and core.staff.role is Role.BRAND_ADMIN
    word = translate("Cashier", "多少秒内连着下的单合成一句（0：每单一句）")
    fields = [
        Field("burst_s", _K.NUMBER, word, str(held.burst_s), unit=translate("Cashier", "秒"),
              at_least=0, at_most=MOST_BURST_S, longest=2),
        *(_offline(key, channel, getattr(held, key)) for key, channel in _OFFLINE.items()),
    ]  # fmt: skip
    if may_set_brand:
        yao = "1" if held.say_one_as_yao else ""
        label = translate("Cashier", "房号里的 1 念“幺”（全品牌）")
        fields.append(Field("say_one_as_yao", _K.SWITCH, label, yao))

    async def save(values: Values, key: str) -> str:
        numbers = {name: values.number(name) for name in ("burst_s", *_OFFLINE)}
        said = values.is_on("say_one_as_yao") if may_set_brand else None
        await core.call(
            "PUT", MANNER, MannerBody, MannerFields(**numbers, say_one_as_yao=said), key
        )
        return translate("Cashier", "说话方式已保存")

    def check(values: Values) -> dict[str, str]:
        lowest, highest = OFFLINE_RANGE
        word = translate("Cashier", "0 是不提醒，否则 {0} 到 {1}").format(lowest, highest)
        return {
            name: word
            for name in _OFFLINE
            if values.number(name) and not lowest <= values.number(name) <= highest
        }

    title = translate("Cashier", "全店的说话方式")
    return Edit(
        key=MANNER,
        form=Form("manner", title, tuple(fields), translate("Cashier", "保存"), save, check=check),
        facts=(Fact("source", translate("Cashier", "现在用的"), say.source(manner.source)),),
    )


def _offline(key: str, channel: Channel, seconds: int) -> Field:
    label = translate("Cashier", "{0}多久没有上线就告诉收银台（0：不提醒）")
    words = tuple(
        Option(str(s), translate("Cashier", "{0} 分").format(s // 60) if s else
               translate("Cashier", "不提醒"))
        for s in _MINUTES
    )  # fmt: skip
    return Field(
        key, _K.NUMBER, label.format(say.channel(channel)), str(seconds), options=words,
        unit=translate("Cashier", "秒"), at_least=0, at_most=OFFLINE_RANGE[1], longest=4,
    )  # fmt: skip
