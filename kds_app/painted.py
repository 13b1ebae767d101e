"""What one page of the board paints: ticket frames and what stands on them.

Flat rows with absolute places, so that the list models change only what changed. Words that depend
on the time are made here, once a second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from common.domain.board import Ticket
from common.domain.kitchen import MarkKind
from common.domain.marks import is_settled, open_marks
from common.domain.rows import LineRow
from common.qt.phrases import order_number
from kds_app import words
from kds_app.delegate_pool import PooledRow
from kds_app.layout import Layout, Piece
from kds_app.ticket_parts import (
    ADDON_INSET,
    HEADER,
    HEADER_GAP,
    INSET,
    LINE_GAP,
    Part,
    PartKind,
    line_mark,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadRow(PooledRow):
    """A piece of a ticket: its frame and header."""

    order_id: str
    at_x: int
    at_y: int
    width: int
    height: int
    place: str
    is_tag: bool
    number: str
    slot: str
    clock: str
    rest: str
    ageing: str
    progress: float
    is_new: bool
    pulses: bool
    is_continued: bool
    is_selected: bool
    is_dimmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem(PooledRow):
    """A dish line. `mark` is the kind of the open mark that has its button here, or ""."""

    order_id: str
    at_x: int
    at_y: int
    width: int
    height: int
    quantity: int
    dish: str
    dish_px: int
    options: str
    note: str
    allergy: str
    line_state: str
    is_remake: bool
    is_cursor: bool
    is_unsent: bool
    is_dimmed: bool
    mark: str
    mark_text: str


@dataclass(frozen=True, slots=True)
class StripRow:
    """A mark on the whole ticket: solid with its button while open, outlined once acknowledged."""

    key: str
    order_id: str
    kind: str
    at_x: int
    at_y: int
    width: int
    height: int
    text: str
    age: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class AddonRow:
    """The side bar of an add-on beside its lines, with its header on the first piece."""

    key: str
    at_x: int
    at_y: int
    width: int
    height: int
    has_header: bool
    title: str
    clock: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """A note for a whole placement (`note`), or where the rest is cooked (`also`)."""

    key: str
    kind: str
    at_x: int
    at_y: int
    width: int
    height: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    heads: tuple[HeadRow, ...]
    lines: tuple[LineItem, ...]
    strips: tuple[StripRow, ...]
    addons: tuple[AddonRow, ...]
    texts: tuple[TextRow, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What the page is painted for: place, people's choices, time.

    `fresh`: orders that came less than the length of a pulse ago. `unsent`: rows whose tab shows.
    """

    now: datetime
    today: date
    column_width: int
    column_step: int
    selected: str
    cursor: str
    unsent: Collection[str]
    fresh: Collection[str]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part where it stands on its piece."""

    part: Part
    ticket: Ticket
    piece: Piece
    x: int
    y: int
    width: int


def paint(
    layout: Layout,
    page: int,
    tickets: Mapping[str, Ticket],
    parts: Mapping[str, tuple[Part, ...]],
    view: View,
) -> Page:
    """The rows of `page`; tickets and parts by order id, for everything that the layout holds."""
    pieces = layout.on_page(page)
    slots = {key: str(n) for n, key in enumerate(slot_order(layout, page), start=1)}
    placed = [each for piece in pieces for each in _placed(piece, tickets, parts, view)]

    def of(kind: PartKind) -> Iterator[_Placed]:
        return (each for each in placed if each.part.kind is kind)

    return Page(
        heads=tuple(_head(p, tickets[p.key], slots.get(p.key, ""), view) for p in pieces),
        lines=tuple(_line(each, line, view) for each in placed if (line := each.part.line)),
        strips=tuple(_strip(each, view) for each in of(PartKind.STRIP)),
        addons=tuple(row for piece in pieces for row in _addons(piece, placed, view)),
        texts=tuple(_text(each) for each in placed if each.part.text),
    )


def slot_order(layout: Layout, page: int) -> list[str]:
    """Tickets of a page by slot: row by row as they stand, left to right; at most 8 have a key."""
    first: dict[str, tuple[int, int]] = {}
    ranks: dict[int, int] = {}
    for piece in sorted(layout.on_page(page), key=lambda piece: (piece.column, piece.y)):
        rank = ranks.get(piece.column, 0)
        ranks[piece.column] = rank + 1
        first.setdefault(piece.key, (rank, piece.column))
    return sorted(first, key=lambda key: first[key])


def _head(piece: Piece, ticket: Ticket, slot: str, view: View) -> HeadRow:
    order, ageing = ticket.order, ticket.ageing(view.now)
    span = (ticket.promised_at - ticket.clock_from).total_seconds()
    spent = (view.now - ticket.clock_from).total_seconds()
    # In px of the strip: a change that nobody can see repaints nothing.
    progress = 1.0 if span <= 0 else min(1.0, max(0.0, spent / span))
    return HeadRow(
        key=f"{order.id}-{piece.first}",
        order_id=order.id,
        at_x=piece.column * view.column_step,
        at_y=piece.y,
        width=view.column_width,
        height=piece.height,
        place=order.hand_tag or order.room_name or "",
        is_tag=order.hand_tag is not None,
        number=order_number(order.number, order.business_day, view.today),
        slot=slot,
        clock=words.clock((ticket.settled_at or view.now) - ticket.clock_from),
        rest="" if ticket.is_dimmed else words.rest(ticket.promised_at, ageing, view.now),
        ageing=ageing,
        progress=round(progress * view.column_width) / view.column_width,
        is_new=ticket.is_new(view.now),
        pulses=order.id in view.fresh,
        is_continued=piece.is_continued,
        is_selected=order.id == view.selected,
        is_dimmed=ticket.is_dimmed,
    )


def _placed(
    piece: Piece,
    tickets: Mapping[str, Ticket],
    parts: Mapping[str, tuple[Part, ...]],
    view: View,
) -> Iterator[_Placed]:
    y = piece.y + HEADER + HEADER_GAP
    for part in parts[piece.key][piece.first : piece.end]:
        inset = INSET
        if part.block.is_addon and part.kind not in (PartKind.STRIP, PartKind.ALSO):
            inset += ADDON_INSET
        x = piece.column * view.column_step + inset
        width = view.column_width - inset - INSET
        yield _Placed(part, tickets[piece.key], piece, x, y, width)
        y += part.height + LINE_GAP


def _line(at: _Placed, line: LineRow, view: View) -> LineItem:
    mark = line_mark(line)
    mark_text = f"{words.mark(mark)} {words.ago(view.now - mark.at)}" if mark else ""
    return LineItem(
        key=line.id,
        order_id=line.order_id,
        at_x=at.x,
        at_y=at.y,
        width=at.width,
        height=at.part.height,
        quantity=line.quantity,
        dish=line.name,
        dish_px=at.part.dish_px,
        options=words.options(line),
        note=line.note,
        allergy=words.allergy(line),
        line_state=line.state,
        is_remake=line.remake_of is not None,
        is_cursor=line.id == view.cursor,
        is_unsent=line.id in view.unsent,
        is_dimmed=is_settled(line),
        mark=mark.kind if mark else "",
        mark_text=mark_text,
    )


def _strip(at: _Placed, view: View) -> StripRow:
    part, kind = at.part, at.part.mark or MarkKind.RUSH
    marks = [mark for line in part.marked for mark in line.marks if mark.kind is kind]
    latest = max(marks, key=lambda mark: mark.at)
    is_open = any(m.kind is kind for line in part.marked for m in open_marks(line))
    return StripRow(
        key=part.key,
        order_id=at.ticket.order.id,
        kind=kind,
        at_x=at.x,
        at_y=at.y,
        width=at.width,
        height=part.height,
        text=_strip_text(part, words.mark(latest), is_open=is_open),
        age=words.strip_age(view.now - latest.at) if is_open else "",
        is_open=is_open,
    )


def _strip_text(part: Part, word: str, *, is_open: bool) -> str:
    """催菜 ×2; once acknowledged 催菜 ×2 · 已收到; a move or a print says its own words."""
    if part.mark is not MarkKind.RUSH:
        return word
    count = max(1, *(line.rush_count for line in part.marked), 0)
    text = f"{word} ×{count}"
    return text if is_open else words.translate("Kds", "{0} · 已收到").format(text)


def _addons(piece: Piece, placed: list[_Placed], view: View) -> Iterator[AddonRow]:
    """One bar for each run of a block's parts on this piece."""
    runs: dict[str, list[_Placed]] = {}
    for each in placed:
        if each.piece is piece and each.part.block.is_addon and _is_beside_bar(each.part):
            runs.setdefault(each.part.block.batch.id, []).append(each)
    for batch_id, run in runs.items():
        batch, last = run[0].part.block.batch, run[-1]
        yield AddonRow(
            key=f"{batch_id}-{piece.first}",
            at_x=run[0].x - ADDON_INSET,
            at_y=run[0].y,
            width=run[0].width + ADDON_INSET,
            height=last.y + last.part.height - run[0].y,
            has_header=run[0].part.kind is PartKind.ADDON,
            title=words.translate("Kds", "加单 第 {0} 次").format(batch.sequence - 1),
            clock=words.clock(view.now - batch.placed_at),
        )


def _is_beside_bar(part: Part) -> bool:
    return part.kind in (PartKind.ADDON, PartKind.LINE, PartKind.NOTE)


def _text(at: _Placed) -> TextRow:
    part = at.part
    return TextRow(part.key, part.kind, at.x, at.y, at.width, part.height, part.text)
