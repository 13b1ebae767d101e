"""What a text costs, what it must carry and when it may go."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from common.domain.errors import Invalid
from common.domain.sms_text import (
    LONGEST,
    MessageKind,
    composed,
    for_reading,
    goes_at,
    length,
    signature_of,
    too_late_at,
    units,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
OPT_OUT = "拒收请回复R"


def local(text: str) -> datetime:
    """A time of 22 November 2026 (or the day named) in Shanghai."""
    day, _, clock = text.rpartition(" ")
    return datetime.fromisoformat(f"2026-11-{day or '22'}T{clock}+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("letters", "cost"),
    [(0, 1), (1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4), (160, 3), (536, 8)],
)
def test_a_text_costs_by_its_length(letters: int, cost: int) -> None:
    assert units("饺" * letters) == cost


def test_an_emoji_counts_two() -> None:
    assert length("🥟") == 2
    assert units("饺" * 69 + "🥟") == 2


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("【云麓汤泉】您的水饺好了", "云麓汤泉"),
        ("【云】太短", None),
        ("您好【云麓汤泉】", None),
        (" 【云麓汤泉】", None),
        ("【】空", None),
        ("【 云麓 】", None),
        ("【" + "云" * 31 + "】", None),
    ],
)
def test_a_signature_stands_first(text: str, signature: str | None) -> None:
    assert signature_of(text) == signature


def test_a_text_without_a_signature_is_refused() -> None:
    with pytest.raises(Invalid, match=r"sms\.signature_missing"):
        composed("您的水饺好了", MessageKind.NOTICE, OPT_OUT)


@pytest.mark.parametrize("said", ["", "  ", OPT_OUT])
def test_a_text_that_says_nothing_is_refused(said: str) -> None:
    with pytest.raises(Invalid, match=r"sms\.text_invalid"):
        composed("【云麓汤泉】" + said, MessageKind.MARKETING, OPT_OUT)


def test_marketing_gets_the_way_out_once() -> None:
    offer = "【云麓汤泉】本周烤鸭八折，"
    assert composed(offer, MessageKind.MARKETING, OPT_OUT) == offer + OPT_OUT
    assert composed(offer + OPT_OUT, MessageKind.MARKETING, OPT_OUT) == offer + OPT_OUT
    assert composed(offer, MessageKind.NOTICE, OPT_OUT) == offer


def test_the_way_out_counts_for_the_longest_text() -> None:
    room = LONGEST - len("【云麓汤泉】") - len(OPT_OUT)
    fits = "【云麓汤泉】" + "饺" * room
    assert len(composed(fits, MessageKind.MARKETING, OPT_OUT)) == LONGEST
    with pytest.raises(Invalid, match=r"sms\.text_invalid"):
        composed(fits + "饺", MessageKind.MARKETING, OPT_OUT)


@pytest.mark.parametrize(
    ("kind", "at", "goes"),
    [
        (MessageKind.CODE, "03:00", "03:00"),
        (MessageKind.NOTICE, "23:59:59", "23:59:59"),
        (MessageKind.MARKETING, "07:59:59.999999", "08:00"),
        (MessageKind.MARKETING, "08:00", "08:00"),
        (MessageKind.MARKETING, "19:59:59.999999", "19:59:59.999999"),
        (MessageKind.MARKETING, "20:00", "23 08:00"),
        (MessageKind.MARKETING, "00:00", "08:00"),
    ],
)
def test_marketing_waits_for_the_morning(kind: MessageKind, at: str, goes: str) -> None:
    assert goes_at(kind, local(at), SHANGHAI) == local(goes)


@pytest.mark.parametrize(
    ("kind", "accepted", "late"),
    [
        (MessageKind.CODE, "12:00", "12:05"),
        (MessageKind.NOTICE, "23:00", "23 05:00"),
        (MessageKind.MARKETING, "12:00", "20:00"),
        (MessageKind.MARKETING, "20:00", "23 20:00"),
        (MessageKind.MARKETING, "06:00", "20:00"),
    ],
)
def test_what_is_too_old_is_not_sent(kind: MessageKind, accepted: str, late: str) -> None:
    assert too_late_at(kind, local(accepted), SHANGHAI) == local(late)


def test_a_message_is_never_too_old_before_it_may_go() -> None:
    for minute in range(0, 24 * 60, 10):
        at = local("00:00") + timedelta(minutes=minute)
        for kind in MessageKind:
            assert goes_at(kind, at, SHANGHAI) < too_late_at(kind, at, SHANGHAI)


def test_nobody_reads_a_code_that_is_not_his() -> None:
    text = "【云麓汤泉】您的验证码是 482913，5 分钟内有效"
    assert for_reading(text, MessageKind.CODE) == "【云麓汤泉】您的验证码是 ••••••，5 分钟内有效"
    assert for_reading(text, MessageKind.NOTICE) == text
