"""Chuanglan's paths, and ours under /control for whoever tests or audits."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

import msgspec

from server.gateways.sms.reading import CHINA, Texts, json_of, texts
from server.gateways.sms.simulator import carrier, rules
from server.gateways.sms.simulator.carrier import Carrier
from server.gateways.sms.simulator.conduct import AT_REPORTS, Conduct, Fault, Faults
from server.gateways.sms.simulator.http import CUT, Answered, Asked
from server.gateways.sms.simulator.ledger import Ledger
from server.gateways.sms.simulator.rules import Caller, Judged

_AT_REQUEST: Final = frozenset(
    {"refuse", "cut_before", "cut_after", "delay", "hang", "garble", "no_id"}
)
_HANGS_S: Final = 120.0
_MOST_PULLED: Final = 100
_MOST_LISTED: Final = 10_000


class Simulator:
    def __init__(self, ledger: Ledger, carrier_: Carrier, account: str, password: str) -> None:
        self._ledger = ledger
        self._carrier = carrier_
        self._account, self._password = account, password
        self._faults = Faults()
        self._answered: deque[float] = deque()  # when, within the last second
        self._ids = count(1)
        self._used = ledger.units()

    async def handle(self, asked: Asked) -> Answered | None:
        if asked.path.startswith("/control/"):
            return self._control(asked)
        path = asked.path.replace("/msg/v1/", "/msg/", 1)
        known = {
            "/msg/send/json": self._send,
            "/msg/variable/json": self._send_variable,
            "/msg/balance/json": self._balance,
            "/msg/pull/report": self._pull_reports,
            "/msg/pull/mo": self._pull_replies,
        }
        route = known.get(path)
        if route is None:
            return Answered(b"<html>404</html>", 404, "text/html")
        if asked.method != "POST":
            return Answered(b"<html>405</html>", 405, "text/html")
        return await route(asked)

    # ── sending ──────────────────────────────────────────────────────────────────────────────────

    async def _send(self, asked: Asked) -> Answered | None:
        return await self._sent(asked, variable=False)

    async def _send_variable(self, asked: Asked) -> Answered | None:
        return await self._sent(asked, variable=True)

    async def _sent(self, asked: Asked, *, variable: bool) -> Answered | None:
        said = _said(asked)
        if said is None:
            return _refused("129")
        uid, phones = said.get("uid", ""), tuple(said.get("phone", "").split(","))
        faults = self._faults.take(_AT_REQUEST, uid, phones)
        struck: dict[str, Fault] = {fault.kind: fault for fault in faults}
        if "cut_before" in struck:
            return CUT
        if (fault := struck.get("refuse")) is not None:
            return self._refused(fault.code)
        if self._is_too_fast():
            return self._refused("103")
        judged = rules.judge(
            said, self._caller(asked), self._conduct(), datetime.now(UTC), variable=variable
        )
        if judged.code != rules.ACCEPTED:
            return self._refused(judged.code)
        msgid = await self._accept(judged, phones)
        return await self._answered_with(struck, judged, msgid, variable=variable)

    async def _accept(self, judged: Judged, phones: tuple[str, ...]) -> str:
        """From here on it counts, whatever becomes of the answer."""
        now = time.time()
        msgid = f"0{datetime.now(CHINA):%y%m%d%H%M%S%f}{next(self._ids) % 1000:03d}"
        faults = self._faults.take(AT_REPORTS, judged.uid, phones) if judged.wants_report else []
        due = now + self._carrier.conduct.report_s
        reports = [
            report
            for message in judged.messages
            if judged.wants_report
            for report in carrier.reports_for(
                msgid,
                judged.uid,
                message,
                due,
                [each for each in faults if each.strikes(judged.uid, (message.phone,))],
            )
        ]
        self._ledger.accept(msgid, judged.uid, judged.messages, now, reports)
        self._used += sum(each.units for each in judged.messages)
        self._ledger.count(rules.ACCEPTED)
        if any(fault.kind == "early" for fault in faults):
            await self._carrier.say_at_once(msgid)
        self._carrier.poke()
        return msgid

    async def _answered_with(
        self, struck: dict[str, Fault], judged: Judged, msgid: str, *, variable: bool
    ) -> Answered | None:
        if "cut_after" in struck:
            return CUT
        if "hang" in struck:
            await asyncio.sleep(_HANGS_S)
            return CUT
        wait_s = self._carrier.conduct.accept_s
        wait_s += struck["delay"].seconds if "delay" in struck else 0.0
        if wait_s:
            await asyncio.sleep(wait_s)
        if "garble" in struck:
            return Answered(b"<html>502 Bad Gateway</html>", media_type="text/html")
        body = {"code": "0", "msgId": "" if "no_id" in struck else msgid, "errorMsg": ""}
        if variable:
            body |= {"failNum": str(judged.failed), "successNum": str(len(judged.messages))}
        return Answered.json(body | {"time": _clock()})

    def _refused(self, code: str) -> Answered:
        self._ledger.count(code)
        return _refused(code)

    def _is_too_fast(self) -> bool:
        now, most = time.monotonic(), self._carrier.conduct.per_second
        while self._answered and self._answered[0] <= now - 1.0:
            self._answered.popleft()
        if most is not None and len(self._answered) >= most:
            return True
        self._answered.append(now)
        return False

    # ── asking ───────────────────────────────────────────────────────────────────────────────────

    async def _balance(self, asked: Asked) -> Answered:
        if code := self._not_let_in(asked):
            return _refused(code)
        left = str(max(self._conduct().balance, 0))
        return Answered.json({"code": "0", "balance": left, "errorMsg": "", "time": _clock()})

    async def _pull_reports(self, asked: Asked) -> Answered:
        if code := self._not_let_in(asked):
            return Answered.json({"ret": int(code), "error": "refused", "result": []})
        tries = carrier.GIVEN_UP if self._carrier.conduct.report_url else carrier.ALL
        found = self._ledger.reports(time.time(), _how_many(asked), tries)
        self._ledger.said("report", [each.id for each in found])
        return Answered.json({"ret": 0, "result": [carrier.pulled(each) for each in found]})

    async def _pull_replies(self, asked: Asked) -> Answered:
        if code := self._not_let_in(asked):
            return Answered.json({"ret": int(code), "error": "refused", "result": []})
        tries = carrier.GIVEN_UP if self._carrier.conduct.reply_url else carrier.ALL
        found = self._ledger.replies(time.time(), _how_many(asked), tries)
        self._ledger.said("reply", [each.id for each in found])
        return Answered.json({"ret": 0, "result": [carrier.moved(each) for each in found]})

    def _not_let_in(self, asked: Asked) -> str:
        said = _said(asked)
        return "129" if said is None else rules.who(said, self._caller(asked), self._conduct())

    def _caller(self, asked: Asked) -> Caller:
        return Caller(self._account, self._password, asked.ip)

    def _conduct(self) -> Conduct:
        """With what is left of the balance."""
        conduct = self._carrier.conduct
        return msgspec.structs.replace(conduct, balance=max(conduct.balance - self._used, 0))

    # ── ours ─────────────────────────────────────────────────────────────────────────────────────

    def _control(self, asked: Asked) -> Answered:
        known: dict[tuple[str, str], Callable[[Asked], object]] = {
            ("GET", "/control/counts"): lambda _: self._ledger.counts(),
            ("GET", "/control/accepted"): self._accepted,
            ("GET", "/control/faults"): lambda _: self._faults.waiting,
            ("POST", "/control/faults"): self._add_faults,
            ("DELETE", "/control/faults"): self._forget_faults,
            ("GET", "/control/conduct"): lambda _: self._carrier.conduct,
            ("PATCH", "/control/conduct"): self._change_conduct,
            ("POST", "/control/replies"): self._reply,
        }
        route = known.get((asked.method, asked.path))
        if route is None:
            return Answered.json({"error": "no such route"}, 404)
        try:
            return Answered.json(route(asked))
        except (ValueError, msgspec.MsgspecError) as error:
            return Answered.json({"error": str(error)}, 400)

    def _accepted(self, asked: Asked) -> object:
        query = asked.query
        limit = min(int(query.get("limit", _MOST_LISTED)), _MOST_LISTED)
        after = int(query.get("after", 0))
        return self._ledger.accepted(after, limit, query.get("uid", ""), query.get("phone", ""))

    def _add_faults(self, asked: Asked) -> object:
        found = msgspec.json.decode(asked.body, type=list[Fault])
        self._faults.waiting.extend(found)
        return self._faults.waiting

    def _forget_faults(self, _: Asked) -> object:
        self._faults.waiting.clear()
        return []

    def _change_conduct(self, asked: Asked) -> object:
        change: dict[str, Any] = msgspec.json.decode(asked.body, type=dict[str, Any])
        old = msgspec.to_builtins(self._carrier.conduct)
        self._carrier.conduct = msgspec.convert({**old, **change}, Conduct)
        self._answered.clear()  # the new pace counts from now
        self._carrier.poke()
        return self._carrier.conduct

    def _reply(self, asked: Asked) -> object:
        wrote = msgspec.json.decode(asked.body, type=_Wrote)
        self._ledger.add_reply(wrote.phone, wrote.text, time.time())
        self._carrier.poke()
        return {}


class _Wrote(msgspec.Struct):
    phone: str
    text: str


def _said(asked: Asked) -> Texts | None:
    try:
        return texts(json_of(asked.body))
    except ValueError:
        return None


def _refused(code: str) -> Answered:
    return Answered.json({"code": code, "msgId": "", "errorMsg": f"错误 {code}", "time": _clock()})


def _how_many(asked: Asked) -> int:
    wanted = (_said(asked) or {}).get("count", "")
    return min(int(wanted), _MOST_PULLED) if wanted.isdecimal() and len(wanted) < 5 else 20


def _clock() -> str:
    return f"{datetime.now(CHINA):%Y%m%d%H%M%S}"
