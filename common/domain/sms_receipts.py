"""What a provider's receipt says of one phone, and what it may still change. Source: spec 40, Receipts.

A receipt's raw status is looked up in its provider's `StatusTable`. Only what stands in a table moves
credits: a word nobody knows says nothing about money, it raises an alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias


class Verdict(StrEnum):
    """What a raw status means. Stored by value."""

    DELIVERED = "delivered"  # final
    UNDELIVERED = "undelivered"  # final: the phone's units go back
    NOT_FINAL = "not_final"  # no money moves; alarm


@dataclass(frozen=True, slots=True)
class Receipt:
    """One phone's status, the same for every provider.

    `phone` is E.164 (`+8613800138000`) where it could be read as a number, else what came.
    `provider_msg_id` is text, never a number: leading zeros count. `ref` is the `ref` that was sent
    with the request, empty where the provider does not say. `units`: billed parts, None when not
    told. `reported_at`: UTC, None when not told.
    """

    provider: str
    provider_msg_id: str
    phone: str
    status: str  # as it came
    verdict: Verdict
    desc: str = ""
    units: int | None = None
    reported_at: datetime | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """上行: what somebody wrote back. `code` is the number it was sent to."""

    provider: str
    phone: str
    text: str
    at: datetime | None = None
    code: str = ""


# ── what a status means ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class StatusTable:
    """Raw status → verdict. `families`: carriers' codes, such as MK:0001, by what they begin with."""

    words: Mapping[str, Verdict]
    families: frozenset[str] = frozenset()

    def verdict(self, status: str) -> Verdict:
        word = status.strip().upper()
        if (listed := self.words.get(word)) is not None:
            return listed
        family = _CARRIER_CODE.fullmatch(word)
        if family is not None and family[1] in self.families:
            return Verdict.UNDELIVERED
        return Verdict.NOT_FINAL

    def is_listed(self, status: str) -> bool:
        """Whether somebody decided what it means; what is not listed is not final."""
        return status.strip().upper() in self.words or (
            self.verdict(status) is not Verdict.NOT_FINAL
        )

    def with_failures(self, more: Iterable[str]) -> StatusTable:
        """The table with further final failures, as an operator learns them from the provider."""
        added = {word.strip().upper(): Verdict.UNDELIVERED for word in more if word.strip()}
        return replace(self, words=MappingProxyType({**added, **self.words}))


_CARRIER_CODE: Final = re.compile(r"([A-Z]{2}):[0-9A-Z]{1,6}")
_CARRIERS: Final = frozenset({"MK", "MI", "MN", "MA", "ID"})

SMPP: Final[Mapping[str, Verdict]] = MappingProxyType(
    {
        "DELIVRD": Verdict.DELIVERED,
        "UNDELIV": Verdict.UNDELIVERED,
        "EXPIRED": Verdict.UNDELIVERED,
        "REJECTD": Verdict.UNDELIVERED,
        "DELETED": Verdict.UNDELIVERED,
        # in between: the carrier has it, or does not know yet
        "ACCEPTD": Verdict.NOT_FINAL,
        "ENROUTE": Verdict.NOT_FINAL,
        "UNKNOWN": Verdict.NOT_FINAL,
    }
)
_GATEWAY_REFUSALS: Final = ("BLACK", "SIGFAIL", "NOROUTE", "BEYONDM", "BEYONDH", "BEYONDD")

_CHUANGLAN: Final = StatusTable(
    MappingProxyType({**SMPP, **dict.fromkeys(_GATEWAY_REFUSALS, Verdict.UNDELIVERED)}), _CARRIERS
)

STATUSES: Final[Mapping[str, StatusTable]] = MappingProxyType(
    {
        "chuanglan": _CHUANGLAN,
        "simulator": _CHUANGLAN,
        "tencent": StatusTable(  # its own word for every receipt; the carrier's stands in `desc`
            MappingProxyType({"SUCCESS": Verdict.DELIVERED, "FAIL": Verdict.UNDELIVERED})
        ),
    }
)
"""By provider."""


# ── what a receipt may still change ──────────────────────────────────────────────────────────────


class Standing(StrEnum):
    """How a phone stands when a receipt comes."""

    OPEN = "open"  # no final receipt yet: submitting, submitted, unknown whether submitted
    DELIVERED = "delivered"
    REFUNDED = "refunded"  # undelivered or failed: its units went back
    CLOSED = "closed"  # CLOSED_UNKNOWN: nobody waits any more


class Effect(StrEnum):
    """What is to be done about it."""

    DELIVER = "deliver"
    REFUND = "refund"  # undelivered, the first final receipt: once
    TAKE_BACK = "take_back"  # DELIVERED → UNDELIVERED, with the refund: once, and never back again
    UNPAID_DELIVERY = "unpaid_delivery"  # recorded and counted, never charged again
    LATE = "late"  # stored, named in the daily report, moves no credit
    ALARM = "alarm"  # not final: no money moves
    NOTHING = "nothing"  # said before


_OPEN, _DELIVERED, _REFUNDED, _CLOSED = Standing
_OK, _FAIL, _BETWEEN = Verdict

EFFECTS: Final[Mapping[tuple[Standing, Verdict], Effect]] = MappingProxyType(
    {
        (_OPEN, _OK): Effect.DELIVER,
        (_OPEN, _FAIL): Effect.REFUND,
        (_OPEN, _BETWEEN): Effect.ALARM,
        (_DELIVERED, _OK): Effect.NOTHING,
        (_DELIVERED, _FAIL): Effect.TAKE_BACK,
        (_DELIVERED, _BETWEEN): Effect.NOTHING,
        (_REFUNDED, _OK): Effect.UNPAID_DELIVERY,
        (_REFUNDED, _FAIL): Effect.NOTHING,
        (_REFUNDED, _BETWEEN): Effect.NOTHING,
        (_CLOSED, _OK): Effect.LATE,
        (_CLOSED, _FAIL): Effect.LATE,
        (_CLOSED, _BETWEEN): Effect.NOTHING,
    }
)
"""The first final receipt wins. A phone taken back stands REFUNDED: it is not taken back twice."""


def effect(standing: Standing, verdict: Verdict) -> Effect:
    return EFFECTS[standing, verdict]


@dataclass(frozen=True, slots=True)
class Applied:
    """The receipt found its phone; said again it changes nothing."""

    effect: Effect


@dataclass(frozen=True, slots=True)
class Unmatched:
    """No phone is known by it yet: the receipt may be ahead of the provider's answer."""


Matching: TypeAlias = Applied | Unmatched


# ── what a reply asks for ────────────────────────────────────────────────────────────────────────

_STOP_WORDS: Final = frozenset({"R", "T", "TD", "退订", "拒收", "回复R", "回T退订", "拒收请回复R"})
_WIDE: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # full width → ASCII
_AROUND: Final = re.compile(r"^[\W_]+|[\W_]+$")


def asks_to_stop(text: str) -> bool:
    """Whether a reply refuses further messages: R, T, 退订 and the like, whatever width or case."""
    return _AROUND.sub("", text.translate(_WIDE)).upper() in _STOP_WORDS
