"""Phone numbers out of what somebody pastes, or reads from a table with names and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

LARGEST_FILE: Final = 5_000_000
MOST: Final = 20_000
_BETWEEN: Final = re.compile(r"[\r\n\t,，;；、|]+")
_WHOLE: Final = re.compile(r"(?<!\d)(?:(?:\+|00)?86[ -]?)?1\d{2}[ -]?\d{4}[ -]?\d{4}(?!\d)")
_FEWEST_DIGITS: Final = 5
_LONGEST: Final = 40  # characters that the server takes of a number
_ENCODINGS: Final = ("utf-8-sig", "gb18030")  # Excel in China saves the second


class NoList(ValueError):
    """A file that is too large, or no text."""


def phones_in(text: str) -> list[str]:
    """What may be meant as a number, as it was typed and in its order.

    Words without numbers are headings and names. What has digits but is no number is kept, so that
    it is refused by name instead of being passed over.
    """
    found: list[str] = []
    for each in _BETWEEN.split(text):
        cell = each.strip().strip("\"'=").strip()
        whole = _WHOLE.findall(cell)
        if len(whole) > 1:
            found += whole
        elif sum(letter.isdigit() for letter in cell) >= _FEWEST_DIGITS:
            found.append((whole[0] if whole else cell)[:_LONGEST])
    return found


def read_list(path: Path) -> list[str]:
    """`phones_in` of a text file. Raises NoList, OSError."""
    with path.open("rb") as file:
        held = file.read(LARGEST_FILE + 1)
    if len(held) > LARGEST_FILE:
        raise NoList
    for encoding in _ENCODINGS:
        try:
            return phones_in(held.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise NoList


def in_requests(phones: Sequence[str], most: int) -> list[list[str]]:
    """The same in lists of at most `most`."""
    return [list(phones[at : at + most]) for at in range(0, len(phones), most)]
