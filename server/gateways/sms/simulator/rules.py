"""What Chuanglan refuses, and with which code: the request in, code and phones out (facts 1.2, 1.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from common.domain import sms_text
from server.gateways.sms.reading import CHINA
from server.gateways.sms.simulator.conduct import Conduct

ACCEPTED: Final = "0"
MOST_PHONES: Final = 1000
MOST_VARIABLES: Final = 20
_PHONE: Final = re.compile(r"1[3-9][0-9]{9}|00[1-9][0-9]{6,14}")
_UNICODE_DIGITS: Final = re.compile(r"[0-9]{0,3}")
_SEND_TIME: Final = re.compile(r"[0-9]{12}")
_VARIABLE: Final = "{$var}"


@dataclass(frozen=True, slots=True)
class Message:
    phone: str
    text: str

    @property
    def units(self) -> int:
        return sms_text.units(self.text)


@dataclass(frozen=True, slots=True)
class Judged:
    """`code` "0": these go. With variables single phones may fail (`failed`)."""

    code: str
    uid: str = ""
    wants_report: bool = False
    messages: tuple[Message, ...] = ()
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Caller:
    account: str
    password: str
    ip: str


def judge(
    said: Mapping[str, str], known: Caller, conduct: Conduct, now: datetime, *, variable: bool
) -> Judged:
    """`known`: our account and its password, and from where the request comes."""
    code = _who(said, known, conduct) or _what(said, conduct, now)
    if code:
        return Judged(code)
    made = _with_variables(said) if variable else _same_text(said)
    if isinstance(made, str):
        return Judged(made)
    good = tuple(each for each in made if _PHONE.fullmatch(each.phone))
    if not good or (len(good) < len(made) and not variable):
        return Judged("107")
    if any(not 0 < sms_text.length(each.text) <= sms_text.LONGEST for each in good):
        return Judged("106")
    if sum(each.units for each in good) > conduct.balance:
        return Judged("109")
    wants_report = said.get("report", "false") == "true"
    return Judged(ACCEPTED, said.get("uid", ""), wants_report, good, len(made) - len(good))


def who(said: Mapping[str, str], known: Caller, conduct: Conduct) -> str:
    """The code that refuses the caller; empty: it may ask."""
    return _who(said, known, conduct)


def _who(said: Mapping[str, str], known: Caller, conduct: Conduct) -> str:
    if not said.get("account") or "password" not in said:
        return "130"
    if conduct.allowed_ips and known.ip not in conduct.allowed_ips:
        return "117"
    if said["account"] != known.account:
        return "101"
    return "" if said["password"] == known.password else "102"


def _what(said: Mapping[str, str], conduct: Conduct, now: datetime) -> str:
    text = said.get("msg", "")
    first, until = conduct.hours
    if not text:
        return "106" if "msg" in said else "130"
    if said.get("report", "false") not in ("true", "false"):
        return "121"
    if not _UNICODE_DIGITS.fullmatch(said.get("extend", "")):
        return "113"
    if said.get("sendtime") and not _SEND_TIME.fullmatch(said["sendtime"]):
        return "127"
    if not first <= now.astimezone(CHINA).hour < until:
        return "110"
    signature = sms_text.signature_of(text)
    if signature is None or (conduct.signatures and signature not in conduct.signatures):
        return "116"
    if said["account"] in conduct.marketing and not text.endswith(conduct.tail):
        return "115"
    return ""


def _same_text(said: Mapping[str, str]) -> list[Message] | str:
    phones = [each.strip() for each in said.get("phone", "").split(",")]
    if "phone" not in said:
        return "130"
    if not 1 <= len(phones) <= MOST_PHONES:
        return "108"
    return [Message(each, said["msg"]) for each in phones]


def _with_variables(said: Mapping[str, str]) -> list[Message] | str:
    groups = [each for each in said.get("params", "").split(";") if each.strip()]
    if not 1 <= len(groups) <= MOST_PHONES:
        return "114"
    places = said["msg"].count(_VARIABLE)
    made = []
    for group in groups:
        phone, *values = (each.strip() for each in group.split(","))
        if len(values) != places or places > MOST_VARIABLES:
            return "114"
        text = said["msg"]
        for value in values:
            text = text.replace(_VARIABLE, value, 1)
        made.append(Message(phone, text))
    return made
