"""Who may be written to, and how often, exactly at the edges."""

from datetime import UTC, datetime, timedelta

import pytest

from common.domain.sms_limits import BlockReason, capped_until, forbids
from common.domain.sms_text import MessageKind

TICK = timedelta(microseconds=1)


def at(clock: str) -> datetime:
    """A time of one day in Beijing."""
    return datetime.fromisoformat(f"2026-03-04T{clock}+08:00").astimezone(UTC)


def spread(*clocks: str) -> list[datetime]:
    return [at(clock) for clock in clocks]


@pytest.mark.parametrize(
    ("sent", "now", "until"),
    [
        ([], at("20:00"), None),
        # one a minute, by the clock: the next minute may be a moment away
        (spread("20:00:59.999999"), at("20:00:59.999999"), at("20:01")),
        (spread("20:00:59.999999"), at("20:01"), None),
        (spread("20:00"), at("20:00:59.999999"), at("20:01")),
        # a clock that stepped back gives nobody a second code
        (spread("20:05"), at("20:03"), at("20:04")),
        # five an hour, by the clock
        (spread("20:00", "20:01", "20:02", "20:03", "20:04"), at("20:59:59.999999"), at("21:00")),
        (spread("20:00", "20:01", "20:02", "20:03", "20:04"), at("21:00"), None),
        (spread("20:00", "20:01", "20:02", "20:03"), at("20:05"), None),
    ],
)
def test_a_phone_is_sent_codes_now_and_then(
    sent: list[datetime], now: datetime, until: datetime | None
) -> None:
    assert capped_until(sent, now) == until


def test_ten_a_day_counted_from_each_send() -> None:
    first = at("08:30")
    sent = [first + timedelta(minutes=30 * number) for number in range(10)]
    day = first + timedelta(days=1)
    assert capped_until(sent, day - TICK) == day
    assert capped_until(sent, day) is None
    assert capped_until(sent[1:], day - TICK) is None


def test_the_longest_wait_is_told() -> None:
    sent = [at("19:30") + timedelta(minutes=number) for number in range(5)]
    now = at("19:34")
    assert capped_until(sent, now) == at("20:00")


@pytest.mark.parametrize(
    ("reason", "kind", "is_forbidden"),
    [
        (BlockReason.BY_HAND, MessageKind.CODE, True),
        (BlockReason.BY_HAND, MessageKind.MARKETING, True),
        (BlockReason.OPT_OUT, MessageKind.MARKETING, True),
        (BlockReason.OPT_OUT, MessageKind.NOTICE, False),
        (BlockReason.OPT_OUT, MessageKind.CODE, False),
    ],
)
def test_who_refuses_offers_still_gets_codes(
    reason: BlockReason, kind: MessageKind, is_forbidden: bool
) -> None:
    assert forbids(reason, kind) is is_forbidden
