"""A ticket cut into the parts that a screen stacks: strips, dish lines, add-on headers, notes.

Pure: text sizes come from a `Measure`, so the layout is tested without a window and drawn with one.
All sizes in px at scale 1; they are the design sheet's (assets/tokens.json, layout.kitchen).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final, Protocol

from common.domain.board import Block, Ticket
from common.domain.ids import StationId
from common.domain.kitchen import LineState, MarkKind
from common.domain.marks import open_marks
from common.domain.rows import LineRow, Mark
from common.qt.phrases import listed
from kds_app import words
from kds_app.layout import Measured

_WIDEST_AGE: Final = timedelta(minutes=59)
"""An age of two digits is the widest that a mark's will be for long."""
HEADER: Final = 104
HEADER_GAP: Final = 8
LINE_MIN: Final = 80
LINE_GAP: Final = 8
STRIP: Final = 64
ADDON_HEADER: Final = 52
INSET: Final = 8  # from the ticket's edge to its lines
ADDON_INSET: Final = 12  # the side bar of an add-on
WORDS_X: Final = 82  # where a line's words begin: after the quantity tile
STATE_COLUMN: Final = 92
WORDS_PADDING: Final = 12  # above and below
DISH_SIZES: Final = (32, 26)
OPTION: Final = 24
STATE: Final = 22
SMALL: Final = 20
LINE_HEIGHT: Final = 1.3
PLATE: Final = 50  # the allergy plate with its gap
REMAKE: Final = 38  # the 重做 pill with its gap
NOTE_ICON: Final = 30
NOTE_GAP: Final = 8
BUTTON: Final = 106  # 知道了 with its margins
TEXT_ROW_PADDING: Final = 8


class Measure(Protocol):
    """How wide text is on this screen."""

    def lines(self, text: str, px: int, *, bold: bool, width: int) -> int:
        """How many lines `text` takes when wrapped at `width` px; 0 for an empty text."""


class PartKind(StrEnum):
    LINE = "line"
    STRIP = "strip"  # a mark on the whole ticket: rush, move, printed
    ADDON = "addon"
    NOTE = "note"
    ALSO = "also"


TICKET_MARKS: Final = (MarkKind.RUSH, MarkKind.MOVE, MarkKind.PRINTED)
"""Marks that the whole ticket bears in one strip with one button; the others stand on their line."""


@dataclass(frozen=True, slots=True)
class Part:
    """One unbreakable strip of a ticket; `height` without the gap below it.

    `marked`: the lines that a STRIP speaks for. `text`: of a NOTE or an ALSO.
    """

    kind: PartKind
    key: str
    height: int
    block: Block
    line: LineRow | None = None
    dish_px: int = DISH_SIZES[0]
    mark: MarkKind | None = None
    marked: tuple[LineRow, ...] = ()
    text: str = ""


def line_mark(line: LineRow) -> Mark | None:
    """The mark that a line shows with a button of its own: the oldest open one, if not the ticket's."""
    waiting = [mark for mark in open_marks(line) if mark.kind not in TICKET_MARKS]
    return min(waiting, key=lambda mark: mark.at, default=None)


def parts_of(
    ticket: Ticket, width: int, measure: Measure, stations: Mapping[StationId, str]
) -> tuple[Part, ...]:
    """The parts of `ticket` on a board whose columns are `width` px wide."""
    parts = [*_strips(ticket)]
    for block in ticket.blocks:
        inset = 2 * INSET
        if block.is_addon:
            inset += ADDON_INSET
            parts.append(Part(PartKind.ADDON, f"addon-{block.batch.id}", ADDON_HEADER, block))
        if block.batch.note:
            parts.append(_note(block, width - inset, measure))
        for line in block.lines:
            dish_px, height = line_height(line, width - inset, measure)
            parts.append(Part(PartKind.LINE, line.id, height, block, line, dish_px))
    elsewhere = listed(stations[s] for s in ticket.also_at if s in stations)
    if elsewhere:
        parts.append(_also(ticket, elsewhere, width, measure))
    return tuple(parts)


def measured(ticket: Ticket, parts: Sequence[Part]) -> Measured:
    return Measured(
        key=ticket.order.id,
        head=HEADER + HEADER_GAP,
        parts=tuple(part.height + LINE_GAP for part in parts),
    )


def line_height(line: LineRow, width: int, measure: Measure) -> tuple[int, int]:
    """(size of the dish's name, height of the line). A long name shrinks first, then wraps."""
    mark = line_mark(line)
    space = width - WORDS_X - (BUTTON if mark else STATE_COLUMN)
    dish_px = next(
        (px for px in DISH_SIZES if measure.lines(line.name, px, bold=True, width=space) == 1),
        DISH_SIZES[-1],
    )
    height = _rows(measure.lines(line.name, dish_px, bold=True, width=space), dish_px)
    height += _rows(measure.lines(words.options(line), OPTION, bold=False, width=space), OPTION)
    notes = _rows(measure.lines(line.note, OPTION, bold=True, width=space - NOTE_ICON), OPTION)
    height += notes + (NOTE_GAP if notes else 0)
    height += REMAKE if line.remake_of else 0
    if mark:
        text = f"{words.mark(mark)} {words.ago(_WIDEST_AGE)}"
        height += _rows(measure.lines(text, STATE, bold=False, width=space), STATE)
    if line.allergies:
        # A plate that wraps keeps its padding once; it may run below the state's word.
        plate = measure.lines(
            words.allergy(line), OPTION, bold=True, width=space + STATE_COLUMN - 68
        )
        height += PLATE + _rows(plate - 1, OPTION)
    return dish_px, max(LINE_MIN, height + 2 * WORDS_PADDING)


def _strips(ticket: Ticket) -> list[Part]:
    strips: list[Part] = []
    for kind in TICKET_MARKS:
        lines = tuple(line for line in ticket.lines if _bears(line, kind))
        if lines:
            key = f"{kind}-{ticket.order.id}"
            block = ticket.blocks[0]
            strips.append(Part(PartKind.STRIP, key, STRIP, block, mark=kind, marked=lines))
    return strips


def _bears(line: LineRow, kind: MarkKind) -> bool:
    """A rush shows, solid until acknowledged and outlined after, while the dish is on its way;
    the others only until acknowledged."""
    if kind is not MarkKind.RUSH:
        return any(mark.kind is kind for mark in open_marks(line))
    over = (LineState.PICKED_UP, LineState.DELIVERED, LineState.CANCELLED)
    is_open = any(mark.kind is kind for mark in open_marks(line))
    return is_open or (line.state not in over and any(mark.kind is kind for mark in line.marks))


def _note(block: Block, width: int, measure: Measure) -> Part:
    space = width - NOTE_ICON - 2 * TEXT_ROW_PADDING
    rows = measure.lines(block.batch.note, OPTION, bold=True, width=space)
    height = _rows(rows, OPTION) + 2 * TEXT_ROW_PADDING
    key = f"note-{block.batch.id}"
    return Part(PartKind.NOTE, key, height, block, text=block.batch.note)


def _also(ticket: Ticket, elsewhere: str, width: int, measure: Measure) -> Part:
    text = words.translate("Kds", "同时在: {0}").format(elsewhere)
    space = width - 2 * INSET - NOTE_ICON - 2 * TEXT_ROW_PADDING
    height = _rows(measure.lines(text, SMALL, bold=False, width=space), SMALL) + TEXT_ROW_PADDING
    return Part(PartKind.ALSO, f"also-{ticket.order.id}", height, ticket.blocks[-1], text=text)


def _rows(count: int, px: int) -> int:
    return max(0, count) * round(px * LINE_HEIGHT)
