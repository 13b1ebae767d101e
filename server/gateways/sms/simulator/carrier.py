"""The simulated carriers: which reports a request brings, and the pushing of reports and replies.

As at the vendor: a push that is not answered with clcode 000000 is made three times in all, a minute
apart; what nobody heard by then, and everything where no address is set, waits to be pulled.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Final

import httpx

from server.gateways.sms.reading import CHINA, json_of, texts
from server.gateways.sms.simulator.conduct import Conduct, Fault
from server.gateways.sms.simulator.ledger import Ledger, MobileOriginated, Report
from server.gateways.sms.simulator.rules import Message

PUSHES: Final = 3
DELIVERED: Final = "DELIVRD"
FRESH: Final = range(PUSHES)  # tries of what is still pushed
GIVEN_UP: Final = range(PUSHES, PUSHES + 1)
ALL: Final = range(PUSHES + 1)
_AT_ONCE: Final = 256
_LONGEST_SLEEP_S: Final = 1.0
_PUSH_WITHIN_S: Final = 10.0

_log = logging.getLogger(__name__)


def reports_for(
    msgid: str, uid: str, message: Message, due: float, faults: Sequence[Fault]
) -> Iterator[Report]:
    """What the carrier says of one accepted phone, as `faults` have it."""
    by_kind: dict[str, Fault] = {fault.kind: fault for fault in faults}
    if "lose" in by_kind:
        return
    said = Report(msgid, uid, message.phone, DELIVERED, message.units, due)
    if (fault := by_kind.get("status")) is not None:
        said = replace(said, status=fault.code)
    if (fault := by_kind.get("longer")) is not None:
        said = replace(said, length=said.length + fault.count)
    if (fault := by_kind.get("late")) is not None:
        said = replace(said, due=said.due + fault.seconds)
    if "wrong_id" in by_kind:
        said = replace(said, msgid=f"9{msgid}")
    if "shuffle" in by_kind:  # backwards: the last phone first
        said = replace(said, due=said.due - int(message.phone[-4:]) / 1e6)
    duplicate = by_kind.get("duplicate")
    yield from [said] * (duplicate.count if duplicate is not None else 1)
    if (fault := by_kind.get("then")) is not None:
        yield replace(said, status=fault.code, due=said.due + fault.seconds)


class Carrier:
    def __init__(self, ledger: Ledger, conduct: Conduct) -> None:
        self._ledger = ledger
        self.conduct = conduct
        self._poke = asyncio.Event()
        self._http = httpx.AsyncClient(
            timeout=_PUSH_WITHIN_S, trust_env=False, limits=httpx.Limits(max_connections=64)
        )

    async def run(self) -> None:
        """Push what is due, until cancelled."""
        try:
            while True:
                self._poke.clear()
                await self._push_due()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._sleep_s()):
                        await self._poke.wait()
        finally:
            await self._http.aclose()

    def poke(self) -> None:
        self._poke.set()

    async def say_at_once(self, msgid: str) -> None:
        """The reports of one request, before it is answered."""
        if self.conduct.report_url:
            await self._push_in_turn(self._ledger.reports_of(msgid))

    def _sleep_s(self) -> float:
        if not (self.conduct.report_url or self.conduct.reply_url):
            return _LONGEST_SLEEP_S
        due = self._ledger.next_due(PUSHES)
        wait_s = _LONGEST_SLEEP_S if due is None else due - time.time()
        return min(max(wait_s, 0.001), _LONGEST_SLEEP_S)

    async def _push_due(self) -> None:
        now = time.time()
        if self.conduct.report_url:
            due = self._ledger.reports(now, _AT_ONCE, FRESH)
            by_phone = groupby(sorted(due, key=_same), key=_same)  # stable: due order stays
            await asyncio.gather(*(self._push_in_turn(list(each)) for _, each in by_phone))
        if self.conduct.reply_url:
            for reply in self._ledger.replies(now, _AT_ONCE, FRESH):
                is_heard = await self._push(self.conduct.reply_url, moved(reply))
                self._note("reply", reply.id, reply.tries, is_heard)

    async def _push_in_turn(self, reports: Sequence[Report]) -> None:
        for report in reports:
            is_heard = await self._push(self.conduct.report_url, pushed(report))
            self._note("report", report.id, report.tries, is_heard)

    def _note(self, table: str, id_: int, tries: int, is_heard: bool) -> None:
        if is_heard:
            self._ledger.said(table, [id_])
            return
        self._ledger.unheard(table, id_, time.time() + self.conduct.push_again_s)
        if tries + 1 >= PUSHES:
            _log.warning("a push was given up", extra={"what": table, "id": id_})

    async def _push(self, url: str, fields: dict[str, str]) -> bool:
        try:
            answer = await self._http.get(url, params=fields)
            said = texts(json_of(answer.content))
        except (httpx.HTTPError, ValueError):
            return False
        return said is not None and said.get("clcode") == "000000"


def pushed(report: Report) -> dict[str, str]:
    """The query of a report's push: empty values keep their names."""
    return {"receiver": "", "pswd": "", **pulled(report, msgid="msgid")}


def pulled(report: Report, *, msgid: str = "msgId") -> dict[str, str]:
    """A report as a pull lists it. The case of `msgId` differs, as it seems to at the vendor."""
    at = datetime.fromtimestamp(report.due or time.time(), UTC).astimezone(CHINA)
    return {
        msgid: report.msgid,
        "reportTime": f"{at:%y%m%d%H%M}",
        "mobile": report.phone,
        "status": report.status,
        "notifyTime": f"{at:%y%m%d%H%M%S}",
        "statusDesc": "成功" if report.status == DELIVERED else "失败",
        "length": str(report.length),
        "uid": report.uid,
    }


def moved(reply: MobileOriginated) -> dict[str, str]:
    """A reply, pushed or pulled."""
    at = datetime.fromtimestamp(reply.due, UTC).astimezone(CHINA)
    return {
        "destCode": "10690000",
        "mobile": reply.phone,
        "moTime": f"{at:%y%m%d%H%M}",
        "spCode": "10690000",
        "messageContent": reply.text,
    }


def _same(report: Report) -> tuple[str, str]:
    return report.msgid, report.phone
