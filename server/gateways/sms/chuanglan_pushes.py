"""Chuanglan 创蓝: what it pushes to us, and what it gives when asked (facts 1.5).

A report is one object: the query of a GET, or the form or JSON body of a POST; a pull gives a list of
them. Names come in whichever case. What the papers do not settle is read leniently; what is missing
an id, a phone or a status is no report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import parse_qsl

from common.domain.sms_receipts import Receipt, Reply, StatusTable
from server.gateways.sms.port import Heard, Push, PushAnswer, Unread
from server.gateways.sms.reading import Texts, china_time, e164, json_of, listed, units

T = TypeVar("T")

HEARD: Final = PushAnswer(200, b'{"clcode":"000000"}')
AGAIN: Final = PushAnswer(200, b'{"clcode":"111111"}')
_MOST_FIELDS: Final = 64


@dataclass(frozen=True, slots=True)
class ChuanglanCallbacks:
    """`name`: under which its rows are kept; the simulator speaks the same language."""

    name: str
    statuses: StatusTable
    is_simulated: bool = False

    def parse_receipts(self, push: Push) -> Heard[Receipt]:
        return _heard(push, self.receipt)

    def parse_replies(self, push: Push) -> Heard[Reply]:
        return _heard(push, self.reply)

    def answer(self, *, is_heard: bool) -> PushAnswer:
        return HEARD if is_heard else AGAIN

    def receipt(self, said: Texts) -> Receipt | None:
        """None: it is no report."""
        msg_id, mobile, status = (said.get(name, "").strip() for name in _MUST_HAVE)
        if not (msg_id and mobile and status) or len(msg_id) > 64 or len(status) > 32:
            return None
        return Receipt(
            provider=self.name,
            provider_msg_id=msg_id,
            phone=e164(mobile),
            status=status,
            verdict=self.statuses.verdict(status),
            desc=said.get("statusdesc", "")[:200],
            units=units(said.get("length", "")),
            reported_at=china_time(said.get("reporttime", ""), *_TIMES)
            or china_time(said.get("notifytime", ""), *_TIMES),
            ref=said.get("uid", "")[:64],
        )

    def reply(self, said: Texts) -> Reply | None:
        """None: nobody wrote anything."""
        mobile = said.get("mobile", "").strip()
        text = said.get("messagecontent", said.get("msg", said.get("content", "")))
        if not mobile or not text:
            return None
        return Reply(
            provider=self.name,
            phone=e164(mobile),
            text=text[:500],
            at=china_time(said.get("motime", ""), *_TIMES),
            code=said.get("destcode", said.get("spcode", ""))[:32],
        )


_MUST_HAVE: Final = ("msgid", "mobile", "status")
_TIMES: Final = (  # each is of another length: at most one fits
    "%y%m%d%H%M",
    "%y%m%d%H%M%S",
    "%Y%m%d%H%M%S",
    "%Y-%m-%d %H:%M:%S",
)


def _heard(push: Push, read: Callable[[Texts], T | None]) -> Heard[T]:
    raw = push.body if push.method == "POST" else repr(list(push.query)).encode()
    try:
        found = _objects(push)
    except ValueError as error:
        return Heard((), (Unread(str(error), raw),))
    if not found:
        return Heard((), (Unread("nothing in it", raw),))
    return listed(found, read)


def _objects(push: Push) -> list[object]:
    """What a push carries; raises ValueError."""
    if push.method == "GET":
        return [dict(push.query)] if push.query else []
    body = push.body.strip()
    if body[:1] in (b"{", b"["):
        found = json_of(body)
        return found if isinstance(found, list) else [found]
    form = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    return [dict(form)] if form else []
