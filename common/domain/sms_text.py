"""What a text message may say, what it costs, and when it may go. Source: spec 40, "Text rules".

Lengths are UTF-16 code units, as on the wire to the phone: an emoji counts two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from common.domain.errors import Invalid

SINGLE: Final = 70
PART: Final = 67  # a part of a longer message carries its place in it
LONGEST: Final = 536  # 8 parts
MARKETING_FROM: Final = time(8)
MARKETING_UNTIL: Final = time(20)
_SECRET: Final = re.compile(r"[0-9]{4,}")
_SIGNATURE: Final = re.compile(r"【([^【】\s][^【】]{0,28}[^【】\s])】")


class MessageKind(StrEnum):
    """短信类型. Stored by value."""

    CODE = "code"
    NOTICE = "notice"
    MARKETING = "marketing"


SENDABLE_FOR: Final[Mapping[MessageKind, timedelta]] = {
    MessageKind.CODE: timedelta(minutes=5),
    MessageKind.NOTICE: timedelta(hours=6),
}
"""From accept on; marketing until its window ends."""


def length(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def units(text: str) -> int:
    """What `text`, whole and with its signature, costs a phone."""
    counted = length(text)
    return 1 if counted <= SINGLE else -(-counted // PART)


def signature_of(text: str) -> str | None:
    """The name in 【】 at the very beginning, 2 to 30 characters."""
    found = _SIGNATURE.match(text)
    return found[1] if found else None


def composed(text: str, kind: MessageKind, opt_out: str) -> str:
    """`text` as it goes out: marketing ends with `opt_out`, the provider's words.

    Raises Invalid `sms.signature_missing`; `sms.text_invalid` when it says nothing or is longer
    than a provider takes.
    """
    signature = signature_of(text)
    if signature is None:
        raise Invalid("sms.signature_missing", "text")
    if not text[len(signature) + 2 :].removesuffix(opt_out).strip():
        raise Invalid("sms.text_invalid", "text", {"why": "empty"})
    whole = text if kind is not MessageKind.MARKETING or text.endswith(opt_out) else text + opt_out
    if length(whole) > LONGEST:
        raise Invalid("sms.text_invalid", "text", {"length": length(whole), "at_most": LONGEST})
    return whole


def for_reading(text: str, kind: MessageKind) -> str:
    """`text` as staff may read it: a code is for its receiver alone, who may be signing in with it."""
    return (
        _SECRET.sub(lambda found: "•" * len(found[0]), text) if kind is MessageKind.CODE else text
    )


def goes_at(kind: MessageKind, at: datetime, zone: tzinfo) -> datetime:
    """The earliest time from `at` on at which a message may go (UTC in, UTC out).

    Codes and notices go at any hour, marketing from 08:00 until before 20:00 in `zone`.
    """
    if kind is not MessageKind.MARKETING:
        return at
    local = at.astimezone(zone)
    if MARKETING_FROM <= local.time() < MARKETING_UNTIL:
        return at
    day = local.date() + timedelta(days=local.time() >= MARKETING_UNTIL)
    return datetime.combine(day, MARKETING_FROM, zone).astimezone(at.tzinfo)


def too_late_at(kind: MessageKind, accepted_at: datetime, zone: tzinfo) -> datetime:
    """From when on a message that was accepted at `accepted_at` is not sent any more."""
    if kind is not MessageKind.MARKETING:
        return accepted_at + SENDABLE_FOR[kind]
    day = goes_at(kind, accepted_at, zone).astimezone(zone).date()
    return datetime.combine(day, MARKETING_UNTIL, zone).astimezone(accepted_at.tzinfo)
