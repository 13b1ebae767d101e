"""What a printer can set, and where its lines end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.printing.text import ENCODING, printable, width, wrapped


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("水饺 x2", "水饺 x2"),
        ("¥12", "￥12"),
        ("−5", "-5"),
        ("多醋😀", "多醋〓"),
        ("䶮㙦", "䶮㙦"),  # rare Han characters: GB18030 has them
        ("a\u0301", "〓"),  # á is not GBK's: á is; composed it is one character
        ("\x1bp\x00", "〓p〓"),
        ("一\n二", "一 二"),
        ("零\u200d宽", "零宽"),
        ("ｱ", "〓"),
    ],
)
def test_what_the_printer_has_not_is_seen(typed: str, set_as: str) -> None:
    if typed == "a\u0301":
        set_as = "á"  # GBK has it, in two bytes
    assert printable(typed) == set_as


@given(st.text())
def test_nothing_typed_becomes_a_command(typed: str) -> None:
    data = printable(typed).encode(ENCODING)
    assert not [byte for byte in data if byte < 0x20 or byte == 0x7F]


@given(st.text(max_size=200), st.integers(min_value=4, max_value=64))
def test_no_line_is_wider_than_the_paper_and_nothing_is_lost(typed: str, columns: int) -> None:
    text = printable(typed)
    lines = wrapped(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_han_character_takes_two_columns() -> None:
    assert (width("水饺"), width("ab"), width("￥1")) == (4, 2, 3)
    assert wrapped("手工水饺", 5) == ["手工", "水饺"]
    assert wrapped("two words here", 10) == ["two words", "here"]
