"""How numbers are said: the rows of spec 30, and what cooks would laugh at."""

import pytest

from common.domain.numbers import OneIsRead, read_cardinal, read_code, read_count


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "零"),
        (1, "一"),
        (2, "两"),
        (3, "三"),
        (10, "十"),
        (11, "十一"),
        (12, "十二"),
        (20, "二十"),
        (22, "二十二"),
        (100, "一百"),
        (102, "一百零二"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (120, "一百二十"),
        (200, "两百"),
        (202, "两百零二"),
        (220, "两百二十"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1200, "一千二百"),
        (2000, "两千"),
        (2002, "两千零二"),
        (9999, "九千九百九十九"),
        (10_000, "一万"),
        (10_050, "一万零五十"),
        (12_000, "一万二千"),
        (20_000, "两万"),
        (100_000, "十万"),
        (1_000_010, "一百万零一十"),
        (99_999_999, "九千九百九十九万九千九百九十九"),
    ],
)
def test_a_count_is_said_as_people_count(count: int, said: str) -> None:
    assert read_count(count) == said


@pytest.mark.parametrize("count", [-1, 100_000_000])
def test_a_count_that_no_shop_has_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        read_count(count)
    with pytest.raises(ValueError, match="outside"):
        read_cardinal(count)


def test_without_a_measure_word_two_stays_two() -> None:
    assert (read_cardinal(2), read_cardinal(200)) == ("二", "二百")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("801", "八零幺"),
        ("110", "幺幺零"),
        ("#01", "零幺号"),
        ("#07", "零七号"),
        ("#100", "幺零零号"),
        ("昨#07", "昨天零七号"),
        ("0123", "零幺二三"),
        ("A08", "A零八"),
        ("8-12", "八杠幺二"),
        ("８０１", "八零幺"),
        ("牡丹厅", "牡丹厅"),
        ("牡丹厅12", "牡丹厅幺二"),
        ("1号包厢", "一号包厢"),
        (" 801 ", "八零幺"),
    ],
)
def test_a_code_is_said_digit_by_digit(code: str, said: str) -> None:
    assert read_code(code) == said


@pytest.mark.parametrize(("code", "said"), [("801", "八零一"), ("#11", "一一号"), ("1", "一")])
def test_a_brand_may_want_its_ones_plain(code: str, said: str) -> None:
    assert read_code(code, OneIsRead.YI) == said
