"""Tencent Cloud 腾讯云短信: what it pushes to us. It is heard, not used for sending.

Receipts are a JSON array with our phones' fates, replies one JSON object; it reads `result` 0 in the
answer. Sending there takes templates that its console approved, with parameters, never a text: a
provider of another kind than `SmsProvider`. `server.gateways.sms.setup` says so at start-up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeVar

from common.domain.sms_receipts import STATUSES, Receipt, Reply, StatusTable
from server.gateways.sms.port import Heard, Push, PushAnswer, Unread
from server.gateways.sms.reading import Texts, china_time, e164, json_of, listed

T = TypeVar("T")

NAME: Final = "tencent"
HEARD: Final = PushAnswer(200, b'{"result":0,"errmsg":"OK"}')
AGAIN: Final = PushAnswer(200, b'{"result":1,"errmsg":"not read"}')
_LATEST: Final = 253402300799  # 9999-12-31, in Unix seconds


@dataclass(frozen=True, slots=True)
class TencentCallbacks:
    statuses: StatusTable = STATUSES[NAME]
    name: str = NAME
    is_simulated: bool = False

    def parse_receipts(self, push: Push) -> Heard[Receipt]:
        return _heard(push, self._receipt)

    def parse_replies(self, push: Push) -> Heard[Reply]:
        return _heard(push, self._reply)

    def answer(self, *, is_heard: bool) -> PushAnswer:
        return HEARD if is_heard else AGAIN

    def _receipt(self, said: Texts) -> Receipt | None:
        sid, mobile, status = (said.get(name, "").strip() for name in _MUST_HAVE)
        if not (sid and mobile and status) or len(sid) > 64 or len(status) > 32:
            return None
        carrier, words = said.get("errmsg", ""), said.get("description", "")
        return Receipt(
            provider=self.name,
            provider_msg_id=sid,
            phone=_phone(said.get("nationcode", ""), mobile),
            status=status,
            verdict=self.statuses.verdict(status),
            desc=f"{carrier} {words}".strip()[:200],
            reported_at=china_time(said.get("user_receive_time", ""), "%Y-%m-%d %H:%M:%S"),
        )

    def _reply(self, said: Texts) -> Reply | None:
        mobile, text = said.get("mobile", "").strip(), said.get("text", "")
        if not mobile or not text:
            return None
        return Reply(
            provider=self.name,
            phone=_phone(said.get("nationcode", ""), mobile),
            text=text[:500],
            at=_unix(said.get("time", "")),
            code=(said.get("port", "") + said.get("extend", ""))[:32],
        )


_MUST_HAVE: Final = ("sid", "mobile", "report_status")


def _heard(push: Push, read: Callable[[Texts], T | None]) -> Heard[T]:
    try:
        found = json_of(push.body)
    except ValueError as error:
        return Heard((), (Unread(str(error), push.body),))
    return listed(found if isinstance(found, list) else [found], read)


def _phone(nation: str, mobile: str) -> str:
    if not nation or mobile.startswith("+"):
        return e164(mobile)
    return e164(f"+{nation}{mobile}")


def _unix(text: str) -> datetime | None:
    if not (text.isascii() and text.isdigit()) or len(text) > 12 or int(text) > _LATEST:
        return None
    return datetime.fromtimestamp(int(text), UTC)
