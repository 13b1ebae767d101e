"""Said numbers, read back by an independent reader."""

from hypothesis import given
from hypothesis import strategies as st

from common.domain.numbers import HIGHEST_COUNT, OneIsRead, read_cardinal, read_code, read_count

VALUES = {"零": 0, "一": 1, "幺": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
VALUES |= {"六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}
counts = st.integers(0, HIGHEST_COUNT) | st.integers(0, 9999)


def heard(said: str) -> int:
    """What a listener writes down; written apart from the speaker, by places and not by rules."""
    if "万" in said:
        myriads, rest = said.split("万")
        return heard(myriads) * 10_000 + (heard(rest) if rest else 0)
    total, digit = 0, 0
    for mark in said:
        if mark in PLACES:
            total += (digit or 1) * PLACES[mark]
            digit = 0
        else:
            digit = VALUES[mark]
    return total + digit


@given(counts)
def test_a_listener_writes_down_the_same_count(count: int) -> None:
    assert heard(read_count(count)) == count
    assert heard(read_cardinal(count)) == count


@given(counts)
def test_no_count_has_a_doubled_or_trailing_zero(count: int) -> None:
    said = read_count(count)
    assert "零零" not in said
    assert count == 0 or not said.endswith("零")


@given(counts)
def test_two_is_liang_only_at_the_head(count: int) -> None:
    assert "两" not in read_count(count)[1:]


@given(st.from_regex(r"[0-9]{1,6}", fullmatch=True), st.sampled_from(OneIsRead))
def test_a_code_keeps_every_digit_in_its_place(code: str, one: OneIsRead) -> None:
    assert "".join(str(VALUES[mark]) for mark in read_code(code, one)) == code


@given(st.text(max_size=20), st.sampled_from(OneIsRead))
def test_no_digit_of_any_script_survives_in_a_code(code: str, one: OneIsRead) -> None:
    assert not any(mark.isdigit() for mark in read_code(code, one))
