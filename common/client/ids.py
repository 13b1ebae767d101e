"""Ids that this device gives to what it creates: UUIDv7 (RFC 9562), so that they sort by time."""

from __future__ import annotations

import os
from datetime import datetime


def new_id(at: datetime) -> str:
    """A fresh id whose time part is `at` (any aware time)."""
    ms = int(at.timestamp() * 1000) & 0xFFFF_FFFF_FFFF
    chance = int.from_bytes(os.urandom(10), "big")
    high = ms << 16 | 0x7000 | (chance >> 68)
    low = 0x8000_0000_0000_0000 | chance & 0x3FFF_FFFF_FFFF_FFFF
    text = f"{high:016x}{low:016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
