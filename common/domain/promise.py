"""When a dish is promised, and how near that is. Source: spec 10, "Promise"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from common.domain.kitchen import OFF_THE_STOVE
from common.domain.rows import LineRow

DUE_AT: Final = 0.8
"""Fraction of the promised time at which a ticket is due; late at 1.0."""

RUSH_EVERY: Final = timedelta(minutes=5)
"""A guest may rush once the promise has passed, then at most this often."""


class Ageing(StrEnum):
    NORMAL = "normal"
    DUE = "due"
    LATE = "late"


def promise(placed_at: datetime, target_minutes: int | None, default_minutes: int) -> datetime:
    """When a line is promised; targets are 1–240 minutes."""
    return placed_at + timedelta(minutes=target_minutes or default_minutes)


def latest_open(lines: Iterable[LineRow]) -> datetime | None:
    """A batch is promised for its latest line that the kitchen still owes; None: nothing is owed."""
    return max((x.promised_at for x in lines if x.state not in OFF_THE_STOVE), default=None)


def ageing(placed_at: datetime, promised_at: datetime, now: datetime) -> Ageing:
    span = (promised_at - placed_at).total_seconds()
    spent = (now - placed_at).total_seconds()
    if spent >= span:
        return Ageing.LATE
    return Ageing.DUE if spent >= span * DUE_AT else Ageing.NORMAL


def next_rush(promised_at: datetime, rushed_at: datetime | None) -> datetime:
    """The earliest instant at which a guest may rush (again)."""
    return promised_at if rushed_at is None else max(promised_at, rushed_at + RUSH_EVERY)
