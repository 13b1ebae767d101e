"""The business day: it changes at 03:00 local time of the shop (seed: "排序号每天3点重置")."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

CUT: Final = time(3, 0)
"""Local time at which a business day ends and the next begins."""


def business_day(at: datetime, zone: tzinfo) -> date:
    """The business day that `at` (aware) belongs to in `zone`. 02:59 still is yesterday's."""
    local = at.astimezone(zone)
    return local.date() if local.time() >= CUT else local.date() - timedelta(days=1)


def day_ends_at(day: date, zone: tzinfo) -> datetime:
    """The instant at which `day` ends: 03:00 of the next calendar day in `zone`, kept aware in `zone`."""
    return datetime.combine(day + timedelta(days=1), CUT, tzinfo=zone)


def is_of_an_earlier_day(day: date | None, today: date) -> bool:
    """Whether an order of business day `day` (None: not yet known) has outlived its day."""
    return day is not None and day < today


def number_text(number: int | None, day: date | None, today: date) -> str:
    """`#07`, `#100`; an order that spans the cut shows as `昨#07`; not yet numbered: `#--`."""
    if number is None:
        return "#--"
    text = f"#{number:02d}"
    return f"昨{text}" if is_of_an_earlier_day(day, today) else text
