"""Numbers and times as guests read them. Sentences are made in QML."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MINUTE: Final = timedelta(minutes=1)
_HOUSE_ZONE: Final = "Asia/Shanghai"


def zone_named(name: str) -> tzinfo:
    """The shop's IANA zone; a name that this device does not know reads as the house's own."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(_HOUSE_ZONE)


def clock(at: datetime | None, zone: tzinfo) -> str:
    """`19:48`; nothing for None."""
    return "" if at is None else at.astimezone(zone).strftime("%H:%M")


def menu_price(fen: int) -> str:
    """`28`, `28.50`: whole yuan without decimals."""
    return str(fen // 100) if fen % 100 == 0 else bill_price(fen)


def bill_price(fen: int) -> str:
    """`28.00`: always with two decimals."""
    return f"{fen // 100}.{fen % 100:02d}"


def minutes_since(then: datetime, now: datetime) -> int:
    """Full minutes, never negative."""
    return max(0, (now - then) // _MINUTE)


def minutes_until(then: datetime, now: datetime) -> int:
    """Begun minutes, never negative: 5 min 10 s are 6."""
    return max(0, math.ceil((then - now) / _MINUTE))
