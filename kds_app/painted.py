"""What one page of the board paints: heads (ticket frames) and parts (strips on them).

Flat rows with absolute places, so that the list models change only what changed. Words that depend
on the time are made here, once a second.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from common.domain.board import Block, Ticket
from common.domain.business_day import number_text
from common.domain.ids import StationId
from common.domain.kitchen import LineState, MarkKind
from common.domain.marks import is_settled, open_marks
from common.domain.promise import Ageing
from common.domain.rows import Mark
from kds_app.layout import Layout, Piece
from kds_app.ticket_parts import (
    ADDON_INSET,
    HEADER,
    HEADER_GAP,
    INSET,
    LINE_GAP,
    Part,
    PartKind,
    allergy_text,
    needs_acknowledgement,
    options_text,
)


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A piece of a ticket: its frame and header."""

    key: str
    order_id: str
    x: int
    y: int
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
    is_continued: bool
    is_selected: bool
    is_dimmed: bool
    also_at: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A strip on a ticket. Which fields count depends on `kind`."""

    key: str
    kind: str
    order_id: str
    line_id: str
    x: int
    y: int
    width: int
    height: int
    in_addon: bool
    quantity: int
    dish: str
    dish_px: int
    options: str
    note: str
    allergy: str
    state: str
    is_remake: bool
    is_cursor: bool
    is_unsent: bool
    is_dimmed: bool
    mark: str  # "" or the kind of the open mark with a button
    mark_text: str
    mark_age: str
    rush_count: int
    rush_open: bool
    rush_age: str
    rush_names: str
    addon_number: int
    clock: str


@dataclass(frozen=True, slots=True)
class View:
    """What the page is painted for: place, people's choices, time."""

    now: datetime
    today: date
    column_width: int
    column_step: int
    selected: str
    cursor: str
    unsent: Collection[str]
    stations: Mapping[StationId, str]


def minutes_text(span: timedelta) -> str:
    """`20 秒前`, `3 分前`: how long ago."""
    seconds = max(0, int(span.total_seconds()))
    return f"{seconds} 秒前" if seconds < 60 else f"{seconds // 60} 分前"


def clock_text(span: timedelta) -> str:
    """`17:24`; from 100 minutes on hours too: `1:40:05`."""
    seconds = max(0, int(span.total_seconds()))
    minutes, second = divmod(seconds, 60)
    if minutes < 100:
        return f"{minutes:02d}:{second:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{second:02d}"


def rest_text(promised_at: datetime, ageing: Ageing, now: datetime) -> str:
    """余 5 分, 快到时 余 2 分, 超时 2 分; minutes still to go are rounded up, minutes over down."""
    left = (promised_at - now).total_seconds()
    if ageing is Ageing.LATE:
        return f"超时 {int(-left // 60)} 分"
    text = f"余 {-int(-left // 60)} 分"
    return f"快到时 {text}" if ageing is Ageing.DUE else text


def heads(layout: Layout, page: int, tickets: Mapping[str, Ticket], view: View) -> list[HeadRow]:
    """The pieces on `page`; slots count first pieces in reading order: down each column."""
    pieces = sorted(layout.on_page(page), key=lambda piece: (piece.column, piece.y))
    slots = {key: str(n) for n, key in enumerate(slot_order(layout, page), start=1)}
    return [_head(piece, tickets[piece.key], slots.get(piece.key, ""), view) for piece in pieces]


def slot_order(layout: Layout, page: int) -> list[str]:
    """Tickets of a page by slot: row by row as they stand, left to right, oldest promise first."""
    seen: dict[str, tuple[int, int]] = {}
    ranks: dict[int, int] = {}
    for piece in sorted(layout.on_page(page), key=lambda piece: (piece.column, piece.y)):
        rank = ranks.get(piece.column, 0)
        ranks[piece.column] = rank + 1
        seen.setdefault(piece.key, (rank, piece.column))
    return sorted(seen, key=lambda key: seen[key])


def _head(piece: Piece, ticket: Ticket, slot: str, view: View) -> HeadRow:
    order, ageing = ticket.order, ticket.ageing(view.now)
    span = (ticket.promised_at - ticket.clock_from).total_seconds()
    spent = (view.now - ticket.clock_from).total_seconds()
    return HeadRow(
        key=f"{order.id}-{piece.first}",
        order_id=order.id,
        x=piece.column * view.column_step,
        y=piece.y,
        width=view.column_width,
        height=piece.height,
        place=order.hand_tag or order.room_name or "",
        is_tag=order.hand_tag is not None,
        number=number_text(order.number, order.business_day, view.today),
        slot=slot,
        clock=clock_text((ticket.settled_at or view.now) - ticket.clock_from),
        rest="" if ticket.is_dimmed else rest_text(ticket.promised_at, ageing, view.now),
        ageing=ageing,
        progress=1.0 if span <= 0 else min(1.0, max(0.0, round(spent / span, 3))),
        is_new=ticket.is_new(view.now),
        is_continued=piece.is_continued,
        is_selected=order.id == view.selected,
        is_dimmed=ticket.is_dimmed,
        also_at=" ".join(view.stations.get(s, "") for s in ticket.also_at),
    )


def parts(
    layout: Layout,
    page: int,
    tickets: Mapping[str, Ticket],
    parts_of: Mapping[str, tuple[Part, ...]],
    view: View,
) -> list[PartRow]:
    """The strips on `page`, ticket by ticket, top to bottom."""
    rows: list[PartRow] = []
    for piece in layout.on_page(page):
        y = piece.y + HEADER + HEADER_GAP
        for part in parts_of[piece.key][piece.first : piece.end]:
            rows.append(_part(part, tickets[piece.key], piece, y, view))
            y += part.height + LINE_GAP
    return rows


def _part(part: Part, ticket: Ticket, piece: Piece, y: int, view: View) -> PartRow:
    # A remake is a line of an add-on as well: the bar belongs to the block.
    inset = INSET + (ADDON_INSET if part.block.is_addon and part.kind is not PartKind.RUSH else 0)
    line = part.line
    mark = needs_acknowledgement(line) if line else None
    return PartRow(
        key=part.key,
        kind=part.kind,
        order_id=ticket.order.id,
        line_id=line.id if line else "",
        x=piece.column * view.column_step + inset,
        y=y,
        width=view.column_width - inset - INSET,
        height=part.height,
        in_addon=inset > INSET,
        quantity=line.quantity if line else 0,
        dish=line.name if line else "",
        dish_px=part.dish_px,
        options=options_text(line) if line else "",
        note=line.note if line else "",
        allergy=allergy_text(line) if line else "",
        state=line.state if line else "",
        is_remake=line is not None and line.remake_of is not None,
        is_cursor=line is not None and line.id == view.cursor,
        is_unsent=line is not None and line.id in view.unsent,
        is_dimmed=line is not None and is_settled(line),
        mark=mark.kind if mark else "",
        mark_text=mark_words(mark) if mark else "",
        mark_age=minutes_text(view.now - mark.at) if mark else "",
        rush_count=max((line.rush_count for line in part.rush), default=0),
        rush_open=any(m.kind is MarkKind.RUSH for x in part.rush for m in open_marks(x)),
        rush_age=_rush_age(part, view),
        rush_names="、".join(line.name for line in part.rush),
        addon_number=part.block.batch.sequence - 1,
        clock=_block_clock(part.block, view),
    )


def mark_words(mark: Mark) -> str:
    """客人取消, 房间已清,停做, 801→805 …: what a cook has to know, before its age."""
    match mark.kind:
        case MarkKind.CANCEL:
            return mark.text or "客人取消"
        case MarkKind.STOP:
            return mark.text or "停做"
        case MarkKind.MOVE:
            return f"换房 {mark.text}"
        case MarkKind.PRINTED:
            return "已打印"
        case MarkKind.RUSH:
            return "催菜"


def _rush_age(part: Part, view: View) -> str:
    marks = [mark for line in part.rush for mark in line.marks if mark.kind is MarkKind.RUSH]
    latest = max((mark.at for mark in marks), default=None)
    return minutes_text(view.now - latest) if latest else ""


def _block_clock(block: Block, view: View) -> str:
    owed = any(line.state in (LineState.WAITING, LineState.COOKING) for line in block.lines)
    return clock_text(view.now - block.batch.placed_at) if owed or block.is_addon else ""
