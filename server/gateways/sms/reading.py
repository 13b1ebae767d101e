"""What every Chinese provider's messages need: numbers, times, and JSON in which nothing is a number."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from server.gateways.sms.port import Heard, Unread

T = TypeVar("T")

CHINA: Final = ZoneInfo("Asia/Shanghai")
_MOBILE: Final = re.compile(r"(?:\+?86|0086)?(1[0-9]{10})")
_E164: Final = re.compile(r"(?:\+|00)([1-9][0-9]{6,14})")
_LONGEST_PHONE: Final = 32


def e164(text: str) -> str:
    """A phone as we write it, `+8613800138000`; what is no number stays as it came."""
    digits = re.sub(r"[\s-]", "", text)
    if mobile := _MOBILE.fullmatch(digits):
        return f"+86{mobile[1]}"
    if foreign := _E164.fullmatch(digits):
        return f"+{foreign[1]}"
    return text[:_LONGEST_PHONE]


def national(phone: str) -> str:
    """An E.164 phone as a Chinese provider writes it: without +86."""
    return phone.removeprefix("+86") if phone.startswith("+86") else phone.replace("+", "00", 1)


def china_time(text: str, *formats: str) -> datetime | None:
    """A local Chinese time in one of `formats`, each digit there, as UTC; None: in none of them."""
    for form in formats:
        if len(text) != _length(form):  # strptime would take 1 digit for 2
            continue
        try:
            # Naive only for a moment: these clocks have no zone of their own.
            return datetime.strptime(text, form).replace(tzinfo=CHINA).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


@cache
def _length(form: str) -> int:
    return len(datetime(2026, 1, 1, tzinfo=UTC).strftime(form))


def units(text: str) -> int | None:
    """Billed parts; None when not told."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


Texts = Mapping[str, str]


def json_of(body: bytes) -> Any:  # Any: whatever the peer sent
    """Decoded JSON with every number as its own digits; raises ValueError.

    A message id is text: read as a number it would lose leading zeros, or digits beyond the 53rd bit.
    """
    try:
        return json.loads(body, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def texts(found: object) -> Texts | None:
    """An object's plain fields, names in lower case, values as text; None for anything else."""
    if not isinstance(found, dict):
        return None
    return {
        plain(str(name)).lower(): "" if value is None else plain(str(value))
        for name, value in found.items()
        if not isinstance(value, list | dict)
    }


def plain(text: str) -> str:
    """Text that every database takes: no NUL, no half of a pair."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def listed(entries: Iterable[object], read: Callable[[Texts], T | None]) -> Heard[T]:
    """Each entry for itself; `read` gives None for what it cannot use."""
    items: list[T] = []
    unread: list[Unread] = []
    for entry in entries:
        said = texts(entry)
        item = None if said is None else read(said)
        if item is None:
            unread.append(Unread("not all of what it needs", repr(entry).encode()))
        else:
            items.append(item)
    return Heard(tuple(items), tuple(unread))
