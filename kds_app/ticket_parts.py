"""A ticket cut into the parts that a screen stacks: rush strip, dish lines, add-on headers.

Pure: text sizes come from a `Measure`, so the layout is tested without a window and drawn with one.
All sizes in px at scale 1; they are the design sheet's (assets/tokens.json, layout.kitchen).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from common.domain.board import Block, Ticket
from common.domain.kitchen import LineState, MarkKind
from common.domain.marks import open_marks
from common.domain.rows import LineRow, Mark
from kds_app.layout import Measured

HEADER: Final = 104
HEADER_GAP: Final = 8
LINE_MIN: Final = 80
LINE_GAP: Final = 8
RUSH_STRIP: Final = 64
ADDON_HEADER: Final = 52
INSET: Final = 8  # from the ticket's edge to its lines
ADDON_INSET: Final = 16  # the side bar of an add-on
WORDS_X: Final = 82  # where a line's words begin: after the quantity tile
STATE_COLUMN: Final = 100
WORDS_PADDING: Final = 10  # above and below
DISH_SIZES: Final = (32, 26)
OPTION: Final = 24
LINE_HEIGHT: Final = 1.3
PLATE: Final = 44  # the allergy plate with its gap
NOTE_ICON: Final = 30
BUTTON: Final = 100  # 知道了


class Measure(Protocol):
    """How wide text is on this screen."""

    def lines(self, text: str, px: int, *, bold: bool, width: int) -> int:
        """How many lines `text` takes when wrapped at `width` px; 0 for an empty text."""


class PartKind(StrEnum):
    LINE = "line"
    RUSH = "rush"
    ADDON = "addon"


@dataclass(frozen=True, slots=True)
class Part:
    """One unbreakable strip of a ticket; `height` without the gap below it."""

    kind: PartKind
    key: str
    height: int
    block: Block
    line: LineRow | None = None
    dish_px: int = DISH_SIZES[0]
    rush: tuple[LineRow, ...] = ()


def needs_acknowledgement(line: LineRow) -> Mark | None:
    """The mark that a line shows with a button of its own: the oldest open one but a rush."""
    waiting = [mark for mark in open_marks(line) if mark.kind is not MarkKind.RUSH]
    return min(waiting, key=lambda mark: mark.at, default=None)


def allergy_text(line: LineRow) -> str:
    """花生 / 虾: what the guest told us; never folded, never elided."""
    return " / ".join(line.allergies)


def options_text(line: LineRow) -> str:
    return " · ".join(line.options)


def parts_of(ticket: Ticket, width: int, measure: Measure) -> tuple[Part, ...]:
    """The parts of `ticket` on a board whose columns are `width` px wide."""
    parts: list[Part] = []
    rushed = tuple(line for line in ticket.lines if _is_rushed(line))
    if rushed:
        key = f"rush-{ticket.order.id}"
        parts.append(Part(PartKind.RUSH, key, RUSH_STRIP, ticket.blocks[0], rush=rushed))
    for block in ticket.blocks:
        inset = 2 * INSET
        if block.is_addon:
            inset += ADDON_INSET
            parts.append(Part(PartKind.ADDON, f"addon-{block.batch.id}", ADDON_HEADER, block))
        for line in block.lines:
            dish_px, height = line_height(line, width - inset, measure)
            parts.append(Part(PartKind.LINE, line.id, height, block, line, dish_px))
    return tuple(parts)


def measured(ticket: Ticket, parts: Sequence[Part]) -> Measured:
    return Measured(
        key=ticket.order.id,
        head=HEADER + HEADER_GAP,
        parts=tuple(part.height + LINE_GAP for part in parts),
    )


def line_height(line: LineRow, width: int, measure: Measure) -> tuple[int, int]:
    """(size of the dish's name, height of the line). A long name shrinks first, then wraps."""
    words = width - WORDS_X - (BUTTON if needs_acknowledgement(line) else STATE_COLUMN)
    dish_px = next(
        (px for px in DISH_SIZES if measure.lines(line.name, px, bold=True, width=words) == 1),
        DISH_SIZES[-1],
    )
    height = _rows(measure.lines(line.name, dish_px, bold=True, width=words), dish_px)
    height += _rows(measure.lines(options_text(line), OPTION, bold=False, width=words), OPTION)
    note_width = words - NOTE_ICON
    notes = _rows(measure.lines(line.note, OPTION, bold=True, width=note_width), OPTION)
    height += notes + (8 if notes else 0)
    if needs_acknowledgement(line):
        height += _rows(1, OPTION)
    if line.allergies:
        # A plate that wraps keeps its padding once.
        text = f"过敏 {allergy_text(line)}"
        plate = measure.lines(text, OPTION, bold=True, width=words + STATE_COLUMN - 56)
        height += PLATE + _rows(plate - 1, OPTION)
    return dish_px, max(LINE_MIN, height + 2 * WORDS_PADDING)


def _rows(count: int, px: int) -> int:
    return count * round(px * LINE_HEIGHT)


def _is_rushed(line: LineRow) -> bool:
    """A rush shows, solid until acknowledged and outlined after, while the dish is on its way."""
    over = (LineState.PICKED_UP, LineState.DELIVERED, LineState.CANCELLED)
    return line.state not in over and any(mark.kind is MarkKind.RUSH for mark in line.marks)
