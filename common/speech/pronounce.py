"""The last step before an engine: what is still not readable in a spoken text.

Numbers with a type are Han characters long before (`common.domain.templates`); what is left stands
in names (7喜, 2号锅底, XO酱). espeak-ng loses the 零 of 801 and takes XO for a syllable.
"""

from __future__ import annotations

import re
from typing import Final

from common.domain.numbers import DIGITS, read_cardinal

_NUMBER: Final = re.compile(r"(?P<whole>[0-9０-９]+)(?:[.．](?P<part>[0-9０-９]+))?")
_BETWEEN_CAPITALS: Final = re.compile(r"(?<=[A-Z])(?=[A-Z])")
_LONGEST_QUANTITY: Final = 4
"""Digits; a longer number, or one with a leading zero, is a code."""


def pronounceable(text: str) -> str:
    """`text` without a digit, capitals spelled: `7喜` → `七喜`, `1.5L` → `一点五L`, `XO酱` → `X O酱`."""
    return _BETWEEN_CAPITALS.sub(" ", _NUMBER.sub(_said, text))


def _said(number: re.Match[str]) -> str:
    whole = _whole(number["whole"])
    return f"{whole}点{_each_digit(number['part'])}" if number["part"] else whole


def _whole(digits: str) -> str:
    is_code = len(digits) > _LONGEST_QUANTITY or (len(digits) > 1 and int(digits[0]) == 0)
    return _each_digit(digits) if is_code else read_cardinal(int(digits))


def _each_digit(digits: str) -> str:
    return "".join(DIGITS[int(digit)] for digit in digits)
