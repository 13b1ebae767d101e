"""Chuanglan 创蓝 over HTTP: sending, the balance, and what it holds for us (facts 1.1 to 1.5).

The vendor decides by `code`, not by the HTTP status; a body that cannot be read leaves us in doubt.
Its `uid` is no key against repetition: it only comes back in reports, as our `ref`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from common.domain.errors import GatewayRefused, GatewayTimeout
from common.domain.sms_receipts import STATUSES, Receipt, Reply, StatusTable
from server.gateways.sms import exchange
from server.gateways.sms.chuanglan_codes import ACCEPTED, CODES, Code, refusal
from server.gateways.sms.chuanglan_pushes import ChuanglanCallbacks
from server.gateways.sms.port import (
    ANY_TIME,
    Accepted,
    BatchSms,
    Busy,
    Heard,
    Outcome,
    Permit,
    Push,
    PushAnswer,
    SingleSms,
    Unknown,
)
from server.gateways.sms.reading import Texts, json_of, listed, national, texts

MOST_PULLED: Final = 100
_ASKING: Final = Permit(within_s=15.0, pool="asking")


@dataclass(frozen=True, slots=True)
class Paths:
    """Hosts and paths differ from account to account: the vendor's console says which."""

    single: str = "/msg/v1/send/json"
    batch: str = "/msg/v1/send/json"
    balance: str = "/msg/balance/json"
    pull_reports: str = "/msg/pull/report"
    pull_replies: str = "/msg/pull/mo"


@dataclass(frozen=True, slots=True)
class Account:
    host: str
    account: str
    password: str = field(repr=False)
    paths: Paths = Paths()
    opt_out: str = "拒收请回复R"
    codes: Mapping[str, Code] = field(default_factory=lambda: CODES, repr=False)
    statuses: StatusTable = field(default_factory=lambda: STATUSES["chuanglan"], repr=False)


class Chuanglan:
    """An `SmsProvider`. `name`, `is_simulated`: the simulator is reached by the same client."""

    def __init__(
        self,
        account: Account,
        *,
        name: str = "chuanglan",
        is_simulated: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._account = account
        self._callbacks = ChuanglanCallbacks(name, account.statuses, is_simulated)
        self._http = exchange.Connections(account.host, transport)

    @property
    def name(self) -> str:
        return self._callbacks.name

    @property
    def is_simulated(self) -> bool:
        return self._callbacks.is_simulated

    @property
    def opt_out(self) -> str:
        return self._account.opt_out

    # ── sending ──────────────────────────────────────────────────────────────────────────────────

    async def send_single(self, sms: SingleSms, permit: Permit = ANY_TIME) -> Outcome:
        path = self._account.paths.single
        return await self._send(path, sms.ref, national(sms.phone), sms.text, permit)

    async def send_batch(self, sms: BatchSms, permit: Permit = ANY_TIME) -> Outcome:
        phones = ",".join(map(national, sms.phones))
        return await self._send(self._account.paths.batch, sms.ref, phones, sms.text, permit)

    async def _send(self, path: str, ref: str, phones: str, text: str, permit: Permit) -> Outcome:
        body = {
            **self._credentials(),
            "msg": text,
            "phone": phones,
            "report": "true",  # as text, and without it no report ever comes
            "uid": ref,
        }
        answer = await exchange.post(self._http, path, body, permit)
        if not isinstance(answer, httpx.Response):
            return answer
        return self._outcome(answer)

    def _outcome(self, answer: httpx.Response) -> Outcome:
        said = _said(answer)
        code = "" if said is None else said.get("code", "")
        if said is None or not code:
            return Unknown(f"an answer that cannot be read, HTTP {answer.status_code}")
        if code != ACCEPTED:
            return refusal(code, said.get("errormsg", "")[:100], self._account.codes)
        msg_id = said.get("msgid", "").strip()
        if not msg_id or len(msg_id) > _LONGEST_ID:
            return Unknown("accepted without a message id")
        return Accepted(msg_id)

    # ── asking ───────────────────────────────────────────────────────────────────────────────────

    async def balance(self) -> int:
        said = texts(await self._ask(self._account.paths.balance, {})) or {}
        left = said.get("balance", "")
        if said.get("code", ACCEPTED) != ACCEPTED or not _AMOUNT.fullmatch(left):
            raise GatewayRefused(f"no balance, code {said.get('code', '')[:20]!r}")
        return int(left)

    async def pull_receipts(self, limit: int) -> Heard[Receipt]:
        entries = await self._pull(self._account.paths.pull_reports, limit)
        return listed(entries, self._callbacks.receipt)

    async def pull_replies(self, limit: int) -> Heard[Reply]:
        entries = await self._pull(self._account.paths.pull_replies, limit)
        return listed(entries, self._callbacks.reply)

    async def _pull(self, path: str, limit: int) -> list[object]:
        found = await self._ask(path, {"count": str(min(limit, MOST_PULLED))})
        said = texts(found) or {}
        ret = said.get("ret", said.get("code", ""))
        if ret != ACCEPTED:
            raise GatewayRefused(f"nothing may be pulled, answer {ret[:20]!r}")
        entries = next((held for name, held in found.items() if name.lower() == "result"), None)
        return entries if isinstance(entries, list) else []

    async def _ask(self, path: str, more: Mapping[str, str]) -> Any:  # Any: decoded JSON
        body = {**self._credentials(), **more}
        answer = await exchange.post(self._http, path, body, _ASKING)
        match answer:
            case Busy() | Unknown():
                raise GatewayTimeout(answer.why)
            case httpx.Response():
                pass
        try:
            return json_of(answer.content)
        except ValueError as error:
            raise GatewayRefused(f"no JSON, HTTP {answer.status_code}") from error

    # ── hearing ──────────────────────────────────────────────────────────────────────────────────

    def parse_receipts(self, push: Push) -> Heard[Receipt]:
        return self._callbacks.parse_receipts(push)

    def parse_replies(self, push: Push) -> Heard[Reply]:
        return self._callbacks.parse_replies(push)

    def answer(self, *, is_heard: bool) -> PushAnswer:
        return self._callbacks.answer(is_heard=is_heard)

    async def close(self) -> None:
        await self._http.close()

    def _credentials(self) -> dict[str, str]:
        return {"account": self._account.account, "password": self._account.password}


_LONGEST_ID: Final = 64
_AMOUNT: Final = re.compile(r"-?[0-9]{1,15}")


def _said(answer: httpx.Response) -> Texts | None:
    try:
        return texts(json_of(answer.content))
    except ValueError:
        return None
