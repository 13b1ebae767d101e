"""A text to many: what it would cost is asked first and shown, then it goes out, once."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from cashier_app.corner import phone_list, sms_say
from cashier_app.form import Field, FieldKind, Form, Option, Values
from cashier_app.words import translate
from common.client.facade import Core
from common.client.ids import new_id
from common.domain.errors import Refused
from common.domain.sms_messages import MOST_PHONES
from common.domain.sms_text import MessageKind
from common.wire.sms_messages import (
    MessageBody,
    NewMessage,
    PreviewBody,
    PreviewMessage,
    RefusedPhone,
)

MESSAGES = "/v1/sms/messages"
_SHOWN_REFUSED = 6
_K = FieldKind


@dataclass(slots=True)
class Judged:
    """What the server says of all lists together; nothing is frozen yet."""

    kind: MessageKind
    text: str
    lists: list[list[str]]
    phones: int = 0
    units: int = 0
    units_each: int = 0
    available: int = 0
    refused: list[RefusedPhone] = field(default_factory=list)
    is_scheduled: bool = False
    whole: str = ""

    def add(self, body: PreviewBody) -> None:
        self.phones += body.phones
        self.units += body.units
        self.units_each, self.available = body.units_each, body.available
        self.refused += body.refused
        self.is_scheduled, self.whole = body.is_scheduled, body.text


def fields(text: str = "", phones: str = "") -> tuple[Field, ...]:
    kinds = (MessageKind.NOTICE, MessageKind.MARKETING)
    return (
        Field("kind", _K.CHOICE, translate("Cashier", "是什么"), MessageKind.NOTICE.value,
              options=tuple(Option(x.value, sms_say.kind(x)) for x in kinds)),
        Field("text", _K.LONG, translate("Cashier", "内容（开头写 【签名】）"), text, longest=536,
              hint=translate("Cashier", "【云麓汤泉】本周三泉水检修，照常营业")),
        Field("phones", _K.LONG, translate("Cashier", "手机号（一行一个，或整段粘贴）"), phones,
              longest=400_000, hint="138 0013 8000"),
    )  # fmt: skip


async def judge(core: Core, values: Values) -> Judged:
    """Ask what would go, list by list. Raises Refused `sms.no_phones`, ApiError."""
    phones = phone_list.phones_in(values.text("phones"))
    if not phones:
        raise Refused("sms.no_phones", {"field": "$.phones"})
    if len(phones) > phone_list.MOST:
        raise Refused("sms.too_many_phones", {"field": "$.phones", "at_most": phone_list.MOST})
    # The same number in two lists would go out twice.
    unique = list(dict.fromkeys(phones))
    lists = phone_list.in_requests(unique, MOST_PHONES)
    judged = Judged(MessageKind(values.text("kind")), values.text("text"), lists)
    for each in lists:
        wanted = PreviewMessage(judged.kind, each, text=judged.text)
        judged.add(await core.call("POST", f"{MESSAGES}/preview", PreviewBody, wanted))
    return judged


def confirmation(core: Core, judged: Judged, sent: Callable[[], Awaitable[None]]) -> Form:
    """The question before it goes. To confirm it again, after whatever answer, sends nothing twice."""
    is_enough = judged.units <= judged.available
    batch = new_id(
        core.now()
    )  # whatever is refused or lost on the way, what has gone is known by it

    async def send(_: Values, key: str) -> str:
        for number, phones in enumerate(judged.lists, 1):
            ref = f"desk-{batch}-{number}"
            body = NewMessage(judged.kind, phones, ref, text=judged.text)
            await core.call("POST", MESSAGES, MessageBody, body, f"{_short(key)}-{number}")
        await sent()
        return translate("Cashier", "{0} 个号码，已经排队发送").format(judged.phones)

    return Form(
        name="sendBatch",
        title=translate("Cashier", "发给 {0} 个号码？").format(judged.phones),
        fields=(),
        confirm=translate("Cashier", "按住发送"),
        send=send,
        note=_note(judged),
        obstacles=tuple(_obstacles(judged, is_enough)),
        is_held=True,
        summary=lambda _: sms_say.units(judged.units),
        is_right=lambda _: is_enough and judged.phones > 0,
    )


def _note(judged: Judged) -> str:
    lines = [
        judged.whole,
        translate("Cashier", "每个号码 {0}，共 {1}；余额 {2}，发完剩 {3}").format(
            sms_say.units(judged.units_each),
            sms_say.units(judged.units),
            sms_say.units(judged.available),
            sms_say.units(judged.available - judged.units),
        ),
    ]
    if judged.is_scheduled:
        lines.append(translate("Cashier", "现在不是营销短信的时间：明早 08:00 发出，到时再冻结"))
    return "\n".join(lines)


def _obstacles(judged: Judged, is_enough: bool) -> list[str]:
    found = []
    if not is_enough:
        short = judged.units - judged.available
        found.append(translate("Cashier", "余额不够，还差 {0}").format(sms_say.units(short)))
    shown = judged.refused[:_SHOWN_REFUSED]
    found += [f"{each.phone} · {sms_say.reason(each.why)}" for each in shown]
    if more := len(judged.refused) - len(shown):
        found.append(translate("Cashier", "还有 {0} 个号码不发").format(more))
    return found


def _short(key: str) -> str:
    """One key for each list of an attempt, within the length that a key may have."""
    return hashlib.sha256(key.encode()).hexdigest()[:24]
