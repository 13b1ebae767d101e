"""Numbers as people in a Chinese kitchen say them. Source: spec 30, "Templates and typed parameters".

A code is read digit by digit (801 → 八零幺), a count as a quantity (2 → 两, 102 → 一百零二): which of
the two a number is, only its type can tell, so there is no function that guesses.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
HIGHEST_COUNT: Final = 99_999_999

_PLACES: Final = ("", "十", "百", "千")
_YESTERDAY: Final = "昨"
_SAID_MARKS: Final = {"#": "", "＃": "", "-": "杠", "－": "杠", ".": "点"}


class OneIsRead(StrEnum):
    """How a brand wants the 1 of a code to be said: 801 → 八零幺 or 八零一."""

    YAO = "yao"
    YI = "yi"

    @property
    def han(self) -> str:
        return "幺" if self is OneIsRead.YAO else "一"


def read_count(count: int) -> str:
    """`count` (0–99 999 999) as said before a measure word: 2 → 两, 12 → 十二, 200 → 两百.

    两 stands only at the head of a number (两, 两百, 两千, 两万); inside and at its end it is 二
    (十二, 二十二, 一百零二). Raises ValueError outside the range.
    """
    if not 0 <= count <= HIGHEST_COUNT:
        raise ValueError(f"count {count} is outside 0–{HIGHEST_COUNT}")
    if count == 2:
        return "两"
    said = read_cardinal(count)
    return f"两{said[1:]}" if said[0] == "二" and said[1:2] in ("百", "千", "万") else said


def read_cardinal(number: int) -> str:
    """`number` (0–99 999 999) as a plain number: 2 → 二, 12 → 十二, 200 → 二百, 10 050 → 一万零五十."""
    if not 0 <= number <= HIGHEST_COUNT:
        raise ValueError(f"number {number} is outside 0–{HIGHEST_COUNT}")
    if number == 0:
        return DIGITS[0]
    myriads, rest = divmod(number, 10_000)
    said = f"{_read_below_myriad(myriads)}万" if myriads else ""
    if rest:
        said += (DIGITS[0] if myriads and rest < 1_000 else "") + _read_below_myriad(rest)
    return said.removeprefix("一") if said.startswith("一十") else said


def _read_below_myriad(number: int) -> str:
    said = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            said += DIGITS[digit] + _PLACES[place]
        elif said and not said.endswith(DIGITS[0]) and number % 10**place:
            said += DIGITS[0]  # one 零 for a gap of any width, none at the end
    return said


@lru_cache(maxsize=1024)
def read_code(code: str, one: OneIsRead = OneIsRead.YAO) -> str:
    """Digit by digit: room 801 → 八零幺, order `#01` → 零幺号, yesterday's `昨#07` → 昨天零七号.

    A lone 1 is 一 in any case: nobody calls 1号包厢 幺号包厢. Letters and Han characters stay.
    """
    text = code.strip()
    said = "".join(_read_code_mark(text, place, one) for place in range(len(text)))
    if "#" in text or "＃" in text:
        said = f"{said}号"
    return f"昨天{said.removeprefix(_YESTERDAY)}" if text.startswith(f"{_YESTERDAY}#") else said


def _read_code_mark(text: str, place: int, one: OneIsRead) -> str:
    mark = text[place]
    digit = digit_of(mark)
    if digit is None:
        return _SAID_MARKS.get(mark, mark)
    if digit == 1 and _has_digit_beside(text, place):
        return one.han
    return DIGITS[digit]


def _has_digit_beside(text: str, place: int) -> bool:
    beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return any(digit_of(mark) is not None for mark in beside)


def digit_of(mark: str) -> int | None:
    """The value of one character that is a digit in any script (`８`, `٣`, `①`), else None."""
    return unicodedata.digit(mark, None)
