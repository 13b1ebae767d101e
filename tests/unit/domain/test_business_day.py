"""The business day changes at three in the morning, where the shop is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from common.domain.business_day import business_day, day_ends_at, number_text

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
URUMQI = ZoneInfo("Asia/Urumqi")


def local(zone: ZoneInfo, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=zone).astimezone(UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (local(SHANGHAI, 2026, 3, 5, 2, 59, 59), date(2026, 3, 4)),
        (local(SHANGHAI, 2026, 3, 5, 3, 0, 0), date(2026, 3, 5)),
        (local(SHANGHAI, 2026, 3, 5, 23, 59), date(2026, 3, 5)),
        (local(SHANGHAI, 2026, 1, 1, 0, 30), date(2025, 12, 31)),
    ],
    ids=["02:59:59", "03:00", "evening", "after midnight of a new year"],
)
def test_which_day_an_instant_belongs_to(at: datetime, day: date) -> None:
    assert business_day(at, SHANGHAI) == day


def test_each_shop_has_its_own_three_o_clock() -> None:
    at = local(SHANGHAI, 2026, 3, 5, 3, 0)
    assert business_day(at, SHANGHAI) == date(2026, 3, 5)
    assert business_day(at, URUMQI) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 6, 1), 24)],
    ids=["clocks go forward", "clocks go back", "any other"],
)
def test_a_day_ends_where_the_next_begins(day: date, hours: int) -> None:
    begins = local(BERLIN, day.year, day.month, day.day, 3)
    ends = day_ends_at(day, BERLIN).astimezone(UTC)
    assert ends - begins == timedelta(hours=hours)
    assert business_day(ends, BERLIN) == day + timedelta(days=1)
    assert business_day(ends - timedelta(microseconds=1), BERLIN) == day


@pytest.mark.parametrize(
    ("number", "day", "text"),
    [
        (1, date(2026, 3, 5), "#01"),
        (99, date(2026, 3, 5), "#99"),
        (100, date(2026, 3, 5), "#100"),
        (7, date(2026, 3, 4), "昨#07"),
        (None, None, "#--"),
    ],
)
def test_how_a_number_is_written(number: int | None, day: date | None, text: str) -> None:
    assert number_text(number, day, date(2026, 3, 5)) == text
