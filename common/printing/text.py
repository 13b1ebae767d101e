"""What a printer can set: which characters it has, and how many columns each takes.

A Chinese printer sets one byte in one column and a GB character in two. Its font has what GBK holds in
two bytes and the further Han characters of GB18030; anything else is printed as 〓, which people read
as "a character is missing here", and never as the garbage that its four bytes would be.
"""

from __future__ import annotations

import unicodedata
from typing import Final

ENCODING: Final = "gb18030"
MISSING: Final = "〓"

_ALIKE: Final = str.maketrans(
    {
        "¥": "￥",  # the half-width yen is four bytes in GB18030
        "−": "-",
        "•": "·",
        "‑": "-",
        "–": "-",
        "\u00a0": " ",
        "\u3000": "  ",
        "\t": " ",
        "\n": " ",
        "\r": " ",
    }
)
_HAN_IN_FOUR_BYTES: Final = range(0x3400, 0x4DC0)


def printable(text: str) -> str:
    """`text` as the printer can set it: no control character reaches it, whoever typed it."""
    return "".join(
        _set(character) for character in unicodedata.normalize("NFC", text).translate(_ALIKE)
    )


def _set(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() else MISSING
    category = unicodedata.category(character)
    if category == "Mn" or category == "Cf":
        return ""  # an accent of its own, a joiner: nothing is lost that anybody could see
    if category[0] == "C":
        return MISSING
    if len(character.encode(ENCODING)) == 2 or ord(character) in _HAN_IN_FOUR_BYTES:
        return character
    return MISSING


def width(text: str) -> int:
    """Columns of printable text."""
    return sum(1 if character.isascii() else 2 for character in text)


def wrapped(text: str, columns: int) -> list[str]:
    """Printable text in lines of at most `columns`; breaks at a space if one is near the end."""
    lines: list[str] = []
    line, used = "", 0
    for character in text:
        needs = width(character)
        if used + needs > columns:
            head, gap, tail = line.rpartition(" ")
            if gap and character != " " and width(head) >= columns // 2:
                lines.append(head)
                line, used = tail, width(tail)
            else:
                lines.append(line)
                line, used = "", 0
            if character == " " and not line:
                continue
        line, used = line + character, used + needs
    lines.append(line)
    return [each.rstrip() for each in lines]


def to_the_right(text: str, columns: int) -> str:
    return " " * (columns - width(text)) + text


def between(left: str, right: str, columns: int) -> str:
    """`left` and `right` at the ends of one line."""
    return left + " " * (columns - width(left) - width(right)) + right
