"""When a shop is open, and when that changes next.

What counts, from the strongest: the state set by hand (until its end), a temporary closing, the
weekly hours. No weekly span at all means always open. Hours are wall times of the shop's zone; a
wall time that the clocks skip or repeat is read as PEP 495 does (skipped: moved by the gap;
repeated: the first).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final

_DAY: Final = timedelta(days=1)
_WEEK_AND_A_DAY: Final = 8  # days in which the weekly hours show every change that they know


@dataclass(frozen=True, slots=True)
class HoursWords:
    """The words of `hours_text`, in one language. `next_day` holds a time, `several` two days."""

    always: str = "全天营业"
    all_day: str = "全天"
    next_day: str = "次日 {0}"
    every_day: str = "每天"
    several: str = "{0}至{1}"
    days: tuple[str, ...] = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


_OF_THE_HOUSE: Final = HoursWords()


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `opens` to `closes`, local; an end at or before its start is on the next day."""

    weekday: int  # 0 Monday … 6 Sunday: the day on which it opens
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class ClosedFor:
    """临时歇业: closed from `starts_at` until `ends_at` (aware), the end excluded."""

    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """The state that a person set; `until` (aware) excluded, None: until changed by hand."""

    is_open: bool
    reason: str = ""
    until: datetime | None = None

    def holds_at(self, at: datetime) -> bool:
        return self.until is None or at < self.until


@dataclass(frozen=True, slots=True)
class Hours:
    zone: tzinfo
    weekly: tuple[Span, ...] = ()
    closings: tuple[ClosedFor, ...] = ()
    by_hand: ByHand | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """The judgement. `next_change_at` (UTC): when `is_open` flips, None if it never does by itself."""

    is_open: bool
    reason: str
    next_change_at: datetime | None


def judge(hours: Hours, at: datetime) -> Opening:
    """Judge the shop at `at` (aware)."""
    is_open, reason = state_at(hours, at)
    for moment in sorted(_turning_points(hours, at)):
        if state_at(hours, moment)[0] is not is_open:
            return Opening(is_open, reason, moment)
    return Opening(is_open, reason, None)


def state_at(hours: Hours, at: datetime) -> tuple[bool, str]:
    """Open or not at `at`, and the reason that a person gave, if one did."""
    if hours.by_hand is not None and hours.by_hand.holds_at(at):
        return hours.by_hand.is_open, hours.by_hand.reason
    for closing in hours.closings:
        if closing.starts_at <= at < closing.ends_at:
            return False, closing.reason
    return _is_open_weekly(hours, at), ""


def _is_open_weekly(hours: Hours, at: datetime) -> bool:
    if not hours.weekly:
        return True
    # A day each side: a span of yesterday may reach over midnight, a skipped hour moves its start.
    first = at.astimezone(hours.zone).date() - _DAY
    return any(opens <= at < closes for opens, closes in _around(hours.weekly, hours.zone, first))


def _turning_points(hours: Hours, at: datetime) -> set[datetime]:
    """Every moment after `at` at which the state may change, in UTC."""
    fixed = {moment for each in hours.closings for moment in (each.starts_at, each.ends_at)}
    if hours.by_hand is not None and hours.by_hand.until is not None:
        fixed.add(hours.by_hand.until)
    # After each fixed moment the weekly hours may hold again, perhaps months from now.
    looked_from = [at, *(moment for moment in fixed if moment > at)]
    moments = set(fixed)
    for start in looked_from:
        days = _days(start.astimezone(hours.zone).date() - _DAY, _WEEK_AND_A_DAY + 1)
        for occurrence in _occurrences(hours.weekly, hours.zone, days):
            moments.update(occurrence)
    return {moment.astimezone(UTC) for moment in moments if moment > at}


@lru_cache(maxsize=1024)
def _around(
    weekly: tuple[Span, ...], zone: tzinfo, first: date
) -> tuple[tuple[datetime, datetime], ...]:
    """The spans that open on three days from `first`: asked for at every order, others once a day."""
    return tuple(_occurrences(weekly, zone, _days(first, 3)))


def _occurrences(
    weekly: tuple[Span, ...], zone: tzinfo, days: Iterable[date]
) -> Iterator[tuple[datetime, datetime]]:
    """The weekly spans as instants (UTC), for those that open on one of `days`."""
    for day in days:
        for span in weekly:
            if span.weekday == day.weekday():
                end_day = day if span.closes > span.opens else day + _DAY
                yield _instant(day, span.opens, zone), _instant(end_day, span.closes, zone)


def _instant(day: date, wall: time, zone: tzinfo) -> datetime:
    # To UTC at once: two times of one zone compare by their wall clocks, whatever the offset.
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)


def _days(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range(count))


def hours_text(weekly: Iterable[Span], spoken: HoursWords = _OF_THE_HOUSE) -> str:
    """The weekly hours as guests read them: `每天 10:00–次日 02:00`, `周一至周五 …; 周六 …`."""
    by_day = _texts_by_day(weekly, spoken)
    if not by_day or (len(by_day) == len(spoken.days) and set(by_day.values()) == {spoken.all_day}):
        return spoken.always
    groups: list[tuple[int, int, str]] = []
    for day in sorted(by_day):
        last = groups[-1] if groups else None
        if last is not None and last[1] == day - 1 and last[2] == by_day[day]:
            groups[-1] = (last[0], day, last[2])
        else:
            groups.append((day, day, by_day[day]))
    return "; ".join(f"{_days_text(first, last, spoken)} {text}" for first, last, text in groups)


def _texts_by_day(weekly: Iterable[Span], spoken: HoursWords) -> dict[int, str]:
    texts: dict[int, list[str]] = {}
    for span in sorted(weekly, key=lambda each: (each.weekday, each.opens)):
        texts.setdefault(span.weekday, []).append(_span_text(span, spoken))
    return {day: ", ".join(each) for day, each in texts.items()}


def _span_text(span: Span, spoken: HoursWords) -> str:
    if span.opens == span.closes == time(0):
        return spoken.all_day
    closes = f"{span.closes:%H:%M}"
    if span.closes <= span.opens:
        closes = spoken.next_day.format(closes)
    return f"{span.opens:%H:%M}–{closes}"


def _days_text(first: int, last: int, spoken: HoursWords) -> str:
    if (first, last) == (0, 6):
        return spoken.every_day
    if first == last:
        return spoken.days[first]
    return spoken.several.format(spoken.days[first], spoken.days[last])
