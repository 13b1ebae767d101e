"""A slip of paper as a value: parts from top to bottom, and the lines that they come to.

What it says is `common.printing.layout`'s, how it becomes bytes is `common.printing.escpos_bytes`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from common.printing.text import between, printable, width, wrapped


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence that is wrapped; `size` 2 is twice as wide and high."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    size: int = 1
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Something at the left that is wrapped, something at the right that is not."""

    left: str
    right: str
    bold: bool = False
    size: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    pass


@dataclass(frozen=True, slots=True)
class Feed:
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    pass


@dataclass(frozen=True, slots=True)
class Drawer:
    """Opens the cash drawer that hangs on the printer."""


Part = Words | Pair | Rule | Feed | Cut | Drawer


@dataclass(frozen=True, slots=True)
class Slip:
    """`columns`: half-width characters of a line at size 1."""

    columns: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; its text is printable and fits."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    size: int = 1


def lines_of(slip: Slip) -> Iterator[Line | Feed | Cut | Drawer]:
    """The slip line by line, as the printer is told it."""
    for part in slip.parts:
        match part:
            case Words():
                yield from _words(part, slip.columns // part.size)
            case Pair():
                yield from _pair(part, slip.columns // part.size)
            case Rule():
                yield Line("-" * slip.columns)
            case _:
                yield part


def _words(part: Words, columns: int) -> Iterator[Line]:
    for text in wrapped(printable(part.text), columns - part.indent):
        yield Line(" " * part.indent + text, part.align, part.bold, part.size)


def _pair(part: Pair, columns: int) -> Iterator[Line]:
    right = printable(part.right)
    room = columns - width(right) - 1
    if room < columns // 3:  # the right part has the line to itself
        yield from _words(Words(part.left, Align.LEFT, part.bold, part.size), columns)
        for text in wrapped(right, columns):
            yield Line(between("", text, columns), Align.LEFT, part.bold, part.size)
        return
    first, *rest = wrapped(printable(part.left), room)
    yield Line(between(first, right, columns), Align.LEFT, part.bold, part.size)
    for text in rest:
        yield Line(text, Align.LEFT, part.bold, part.size)
