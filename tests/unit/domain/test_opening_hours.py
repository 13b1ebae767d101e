"""When a shop is open, and what it says about it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from common.domain.opening_hours import ByHand, ClosedFor, Hours, Opening, Span, hours_text, judge

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, tzinfo=SHANGHAI)


def at(hour: int, minute: int = 0, day: int = 0) -> datetime:
    """A wall time of the week that begins on `MONDAY`, in Shanghai."""
    return MONDAY.replace(hour=hour, minute=minute) + timedelta(days=day)


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def every_day(opens: str, closes: str) -> tuple[Span, ...]:
    return tuple(
        Span(day, time.fromisoformat(opens), time.fromisoformat(closes)) for day in range(7)
    )


LATE = Hours(SHANGHAI, every_day("10:00", "04:00"))  # into the next morning


@pytest.mark.parametrize(
    ("moment", "is_open", "changes_at"),
    [
        (at(9, 59), False, at(10)),
        (at(10), True, at(4, day=1)),
        (at(23, 59), True, at(4, day=1)),
        (at(0, 30, day=1), True, at(4, day=1)),  # yesterday's hours still hold
        (at(3, 59, day=1), True, at(4, day=1)),
        (at(4, day=1), False, at(10, day=1)),
    ],
)
def test_hours_across_midnight(moment: datetime, is_open: bool, changes_at: datetime) -> None:
    assert judge(LATE, moment) == Opening(is_open, "", utc(changes_at))


def test_without_hours_a_shop_is_always_open() -> None:
    assert judge(Hours(SHANGHAI), at(3)) == Opening(True, "", None)


def test_two_spans_that_touch_are_one() -> None:
    hours = Hours(SHANGHAI, (Span(0, time(10), time(14)), Span(0, time(14), time(22))))
    assert judge(hours, at(11)).next_change_at == utc(at(22))


def test_equal_ends_mean_the_whole_day_round() -> None:
    assert judge(Hours(SHANGHAI, every_day("00:00", "00:00")), at(0)) == Opening(True, "", None)


def test_a_shop_open_on_sundays_alone_says_when_next() -> None:
    hours = Hours(SHANGHAI, (Span(6, time(10), time(22)),))
    assert judge(hours, at(22, day=6)) == Opening(False, "", utc(at(10, day=13)))


def test_a_closing_beats_the_hours_and_gives_its_reason() -> None:
    repair = ClosedFor(at(12), at(15), "检修")
    hours = Hours(SHANGHAI, LATE.weekly, (repair,))
    assert judge(hours, at(11)).next_change_at == utc(at(12))
    assert judge(hours, at(12)) == Opening(False, "检修", utc(at(15)))
    assert judge(hours, at(15)).is_open


def test_after_a_closing_the_hours_decide_when_it_opens() -> None:
    """Closed for three months until midnight: it opens at ten."""
    hours = Hours(SHANGHAI, every_day("10:00", "22:00"), (ClosedFor(at(0), at(0, day=90)),))
    assert judge(hours, at(12)).next_change_at == utc(at(10, day=90))


def test_a_hand_beats_everything_until_its_end() -> None:
    closing = ClosedFor(at(0), at(0, day=7))
    hours = Hours(SHANGHAI, LATE.weekly, (closing,), ByHand(True, "包场", at(20)))
    assert judge(hours, at(12)) == Opening(True, "包场", utc(at(20)))
    assert not judge(hours, at(20)).is_open


def test_a_hand_without_end_holds_until_it_is_lifted() -> None:
    hours = Hours(SHANGHAI, LATE.weekly, (), ByHand(False, "停电"))
    assert judge(hours, at(12)) == Opening(False, "停电", None)


def test_a_night_with_a_skipped_hour_still_closes_at_its_wall_time() -> None:
    """Berlin, 29 March 2026: 02:00 becomes 03:00; open 22–04 is five hours that night."""
    hours = Hours(BERLIN, every_day("22:00", "04:00"))
    opens = datetime(2026, 3, 28, 22, tzinfo=BERLIN)
    closes = judge(hours, opens).next_change_at
    assert closes == datetime(2026, 3, 29, 4, tzinfo=BERLIN)
    assert closes - utc(opens) == timedelta(hours=5)


def test_an_hour_that_does_not_exist_opens_when_the_clocks_have_jumped() -> None:
    hours = Hours(BERLIN, (Span(6, time(2, 30), time(6)),))
    midnight = datetime(2026, 3, 29, 0, 0, tzinfo=BERLIN)
    assert judge(hours, midnight).next_change_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("weekly", "said"),
    [
        ((), "全天营业"),
        (every_day("00:00", "00:00"), "全天营业"),
        (every_day("00:00", "00:00")[5:], "周六至周日 全天"),
        (every_day("10:00", "02:00"), "每天 10:00–次日 02:00"),
        (every_day("10:00", "22:00")[:5], "周一至周五 10:00–22:00"),
        (every_day("10:00", "22:00")[6:], "周日 10:00–22:00"),
        (
            (*every_day("10:00", "22:00")[:5], *every_day("09:00", "23:00")[5:]),
            "周一至周五 10:00–22:00; 周六至周日 09:00–23:00",
        ),
        (
            (Span(0, time(17), time(22)), Span(0, time(11), time(14))),
            "周一 11:00–14:00, 17:00–22:00",
        ),
    ],
)
def test_hours_as_guests_read_them(weekly: tuple[Span, ...], said: str) -> None:
    assert hours_text(weekly) == said
