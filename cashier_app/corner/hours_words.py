"""What opening hours come to, in words: now, when that changes, and when it changes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta, tzinfo

from cashier_app.words import translate
from common.domain.opening_hours import ByHand, ClosedFor, Hours, Span, judge
from common.qt import phrases
from common.wire.shop import HoursBody, HoursSpan

DAYS = range(7)
ROUND = time(0)
_SOON = timedelta(days=6)


def hours_of(body: HoursBody, zone: tzinfo) -> Hours:
    by_hand = body.by_hand
    return Hours(
        zone,
        spans_of(body.spans),
        tuple(ClosedFor(x.starts_at, x.ends_at, x.reason) for x in body.closings),
        None if by_hand is None else ByHand(by_hand.is_open, by_hand.reason, by_hand.until),
    )


def spans_of(spans: Iterable[HoursSpan]) -> tuple[Span, ...]:
    return tuple(
        Span(x.weekday, time.fromisoformat(x.opens), time.fromisoformat(x.closes)) for x in spans
    )


def wire_spans(spans: Iterable[Span]) -> list[HoursSpan]:
    return [
        HoursSpan(weekday=x.weekday, opens=f"{x.opens:%H:%M}", closes=f"{x.closes:%H:%M}")
        for x in spans
    ]


def every_day(weekly: Sequence[Span]) -> tuple[Span, ...]:
    """The same hours with a span for each day: no span at all means always open."""
    return tuple(weekly) or tuple(Span(day, ROUND, ROUND) for day in DAYS)


def day_word(day: int) -> str:
    return phrases.weekdays()[day]


def day_text(weekly: Sequence[Span], day: int) -> str:
    """`10:00–次日 02:00`, `全天`, `休息`."""
    spans = [x for x in every_day(weekly) if x.weekday == day]
    if not spans:
        return translate("Cashier", "休息")
    return phrases.weekly_hours(spans).partition(" ")[2]


def preview(hours: Hours, at: datetime) -> str:
    """`现在营业，周六 02:00 打烊，周六 10:00 再开门`."""
    first = judge(hours, at)
    if first.next_change_at is None:
        if first.is_open:
            return translate("Cashier", "现在营业，一直不打烊")
        return translate("Cashier", "现在打烊，直到有人改回来")
    when = moment(first.next_change_at, at, hours.zone)
    if not first.is_open:
        return translate("Cashier", "现在打烊，{0} 开门").format(when)
    then = judge(hours, first.next_change_at).next_change_at
    text = translate("Cashier", "现在营业，{0} 打烊").format(when)
    if then is None:
        return text
    again = moment(then, at, hours.zone)
    return text + translate("Cashier", "，{0} 再开门").format(again)


def moment(when: datetime, at: datetime, zone: tzinfo) -> str:
    """`今天 22:00`, `明天 10:00`, `周六 02:00`, `12-24 10:00`, as people say it at `at`."""
    local, today = when.astimezone(zone), at.astimezone(zone).date()
    clock = f"{local:%H:%M}"
    days = (local.date() - today).days
    if days in (0, 1):
        day = translate("Cashier", "今天") if days == 0 else translate("Cashier", "明天")
        return f"{day} {clock}"
    if timedelta(days=1) < local.date() - today <= _SOON:
        return f"{day_word(local.weekday())} {clock}"
    return f"{local:%m-%d} {clock}"
