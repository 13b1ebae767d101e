"""The board: which page stands, what is selected, where a finger rests.

Never moves a ticket while a finger is down or within 400 ms of a tap: what changes meanwhile is
painted in its old place, and the board is laid out anew afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from common.domain.board import Ticket
from common.domain.ids import LineId
from common.domain.kitchen import MarkKind
from common.domain.rows import LineRow
from common.qt.keyed_list_model import KeyedListModel
from kds_app import painted, words
from kds_app.actions import Actions
from kds_app.delegate_pool import DelegatePool
from kds_app.layout import Frame, Layout, lay_out
from kds_app.moment import Moment
from kds_app.painted import AddonRow, HeadRow, LineItem, StripRow, TextRow, View
from kds_app.painted_object import PaintedObject, shown
from kds_app.shelf import Shelf
from kds_app.ticket_parts import Part, measured

COLUMN: Final = 371
LEAST_COLUMN: Final = 352
GAP: Final = 14
ROW_GAP: Final = 16
REST_MS: Final = 400
PULSE_S: Final = 1.2
GAP_CARD: Final = (96, 148)  # px, at least and at most
KEYED_SLOTS: Final = 8


@dataclass(frozen=True, slots=True)
class Paging:
    """`page` counts from 1. `gap_*`: where the card 这里可能缺新单 stands; no height: nowhere."""

    page: int = 1
    pages: int = 1
    count: int = 0
    gap_x: int = 0
    gap_y: int = 0
    gap_width: int = 0
    gap_height: int = 0


class BoardView(PaintedObject[Paging]):
    """Signals: `chosen` when another ticket or line is selected."""

    changed = Signal()
    chosen = Signal()
    page = shown(int, "page", changed)
    pages = shown(int, "pages", changed)
    count = shown(int, "count", changed)
    gapX = shown(int, "gap_x", changed)
    gapY = shown(int, "gap_y", changed)
    gapWidth = shown(int, "gap_width", changed)
    gapHeight = shown(int, "gap_height", changed)

    def __init__(self, shelf: Shelf, actions: Actions, parent: QObject) -> None:
        super().__init__(Paging(), parent)
        self._shelf = shelf
        self._actions = actions
        self._moment: Moment | None = None
        self._size = (0, 0)
        self._columns = 4
        self._width = COLUMN
        self._layout = Layout((), 1, {})
        self._tickets: dict[str, Ticket] = {}
        self._parts: Mapping[str, tuple[Part, ...]] = {}
        self._known: dict[str, float] = {}  # order id → since when (seconds of the moments' clock)
        self._has_begun = False
        self._page = 0
        self.selected = ""
        self.cursor = ""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._let_move)
        self._is_touched = False
        self._heads = KeyedListModel(HeadRow, lambda row: row.cell, self)
        self._lines = KeyedListModel(LineItem, lambda row: row.cell, self)
        self._head_pool = DelegatePool[HeadRow]()
        self._line_pool = DelegatePool[LineItem]()
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._paint)
        self._strips = KeyedListModel(StripRow, lambda row: row.key, self)
        self._addons = KeyedListModel(AddonRow, lambda row: row.key, self)
        self._texts = KeyedListModel(TextRow, lambda row: row.key, self)

    heads = Property(QObject, lambda self: self._heads, constant=True)
    lines = Property(QObject, lambda self: self._lines, constant=True)
    strips = Property(QObject, lambda self: self._strips, constant=True)
    addons = Property(QObject, lambda self: self._addons, constant=True)
    texts = Property(QObject, lambda self: self._texts, constant=True)

    @property
    def strip_rows(self) -> Sequence[StripRow]:
        """The marks on the page's tickets, as painted."""
        return self._strips.rows

    @property
    def text_rows(self) -> Sequence[TextRow]:
        return self._texts.rows

    # ── what others ask ──────────────────────────────────────────────────────────────────────────
    def use(self, shelf: Shelf) -> None:
        """Show other stations: the first page, laid out from nothing."""
        self._shelf, self._page = shelf, 0
        self._layout = Layout((), 1, {})
        self._rest.stop()
        self._is_touched = False

    def show(self, moment: Moment) -> None:
        self._moment = moment
        tickets: dict[str, Ticket] = {each.order.id: each for each in moment.board.tickets}
        self._note_arrivals(moment)
        if self._is_held:
            self._stay(tickets)
        else:
            self._move(moment, tickets)
        self._keep_selection()
        self._paint()

    @property
    def ticket(self) -> Ticket | None:
        """The selected one."""
        return self._tickets.get(self.selected)

    @property
    def line(self) -> LineRow | None:
        """The one under the cursor."""
        lines = self.ticket.lines if self.ticket else ()
        return next((line for line in lines if line.id == self.cursor), None)

    def ticket_of(self, order_id: str) -> Ticket | None:
        return self._tickets.get(order_id)

    def jump_to(self, order_id: str, line_id: str = "") -> None:
        """Turn to the page of a ticket and select it."""
        if order_id in self._layout.places:
            self._page = self._layout.places[order_id][0]
            self._select(order_id, line_id)

    # ── fingers and keys ─────────────────────────────────────────────────────────────────────────
    @Slot(int, int)
    def resize(self, width: int, height: int) -> None:
        """The board's place in px, as the window gives it."""
        if (width, height) == self._size or width <= 0 or height <= 0:
            return
        self._size = (width, height)
        self._columns = max(1, (width + GAP) // (LEAST_COLUMN + GAP))
        self._width = (width - (self._columns - 1) * GAP) // self._columns
        if self._moment is not None:
            self.show(self._moment)

    @Slot(bool)
    def touch(self, is_down: bool) -> None:
        """A finger came or went."""
        self._is_touched = is_down
        self._rest.start()

    @Slot(str)
    def tapHead(self, order_id: str) -> None:
        self._select(order_id)

    @Slot(str, str)
    def tapLine(self, order_id: str, line_id: str) -> None:
        """One step forward; the cursor comes along."""
        self._rest.start()
        self._select(order_id, line_id)
        if self.line is not None:
            self._actions.advance(self.line)

    @Slot(str, str)
    def acknowledgeLine(self, line_id: str, mark: str) -> None:
        for ticket in self._tickets.values():
            for line in ticket.lines:
                if line.id == line_id:
                    self._actions.acknowledge(line, MarkKind(mark))

    @Slot(str, str)
    def acknowledgeTicket(self, order_id: str, mark: str) -> None:
        ticket = self._tickets.get(order_id)
        if ticket is not None:
            self._actions.acknowledge_ticket(ticket, MarkKind(mark))

    @Slot(int)
    def turn(self, pages: int) -> None:
        """Turn by `pages`, forth or back; the first ticket there is selected."""
        to = min(max(0, self._page + pages), self._layout.pages - 1)
        if to != self._page:
            self._page = to
            slots = painted.slot_order(self._layout, to)
            self._select(slots[0] if slots else "")

    def choose_slot(self, number: int) -> None:
        """The ticket with slot key `number` (1–8) of this page."""
        slots = painted.slot_order(self._layout, self._page)
        if number <= min(len(slots), KEYED_SLOTS):
            self._select(slots[number - 1])

    def step_ticket(self, by: int) -> None:
        """The next or last ticket in reading order, over pages."""
        pages = range(self._layout.pages)
        order = [key for page in pages for key in painted.slot_order(self._layout, page)]
        order = list(dict.fromkeys(order))
        if self.selected in order:
            to = order.index(self.selected) + by
            if 0 <= to < len(order):
                self.jump_to(order[to])

    def step_line(self, by: int) -> None:
        lines = [line.id for line in self.ticket.lines] if self.ticket else []
        if self.cursor in lines:
            to = lines.index(LineId(self.cursor)) + by
            if 0 <= to < len(lines):
                self._select(self.selected, lines[to])

    # ── inside ───────────────────────────────────────────────────────────────────────────────────
    @property
    def _is_held(self) -> bool:
        return (self._is_touched or self._rest.isActive()) and bool(self._layout.pieces)

    def _let_move(self) -> None:
        if self._moment is not None and not self._is_touched:
            self.show(self._moment)

    def _stay(self, tickets: Mapping[str, Ticket]) -> None:
        """Everything in its place, with what its lines have become."""
        parts = dict(self._parts)
        for order_id in self._layout.places:
            if order_id in tickets:
                self._tickets[order_id] = tickets[order_id]
                parts[order_id] = _with_lines(parts[order_id], tickets[order_id])
        self._parts = parts

    def _move(self, moment: Moment, tickets: dict[str, Ticket]) -> None:
        parts = self._shelf.parts(tickets.values(), self._width, moment.station_names)
        stack = [measured(ticket, parts[order_id]) for order_id, ticket in tickets.items()]
        frame = Frame(self._columns, self._size[1], ROW_GAP)
        if frame.height:  # before the window says how high, nothing can have a place
            self._layout = lay_out(stack, frame, self._layout.places)
        self._tickets, self._parts = tickets, parts
        self._page = min(self._page, self._layout.pages - 1)

    def _note_arrivals(self, moment: Moment) -> None:
        """What stood there when the screen began does not pulse."""
        at = moment.now.timestamp()
        came = at if self._has_begun else at - PULSE_S
        self._known = {t.order.id: self._known.get(t.order.id, came) for t in moment.everywhere}
        self._has_begun = self._has_begun or moment.link.as_of is not None

    def _keep_selection(self) -> None:
        if self.selected not in self._tickets:
            slots = painted.slot_order(self._layout, self._page)
            self._select(slots[0] if slots else "")
        elif self.line is None:
            self._select(self.selected)

    def _select(self, order_id: str, line_id: str = "") -> None:
        self.selected = order_id
        self.cursor = line_id or _first_open(self.ticket)
        self._paint()
        self.chosen.emit()

    def _paint(self) -> None:
        if self._moment is None:
            return
        view = self._view(self._moment)
        page = painted.paint(self._layout, self._page, self._tickets, self._parts, view)
        self._heads.replace(self._head_pool.arrange(page.heads))
        self._addons.replace(page.addons)
        self._texts.replace(page.texts)
        self._strips.replace(page.strips)
        self._lines.replace(self._line_pool.arrange(page.lines))
        if self._head_pool.settles or self._line_pool.settles:
            self._settle.start()
        self.paint(self._paging(self._moment))

    def _view(self, moment: Moment) -> View:
        at = moment.now.timestamp()
        return View(
            now=moment.now,
            today=moment.today,
            column_width=self._width,
            column_step=self._width + GAP,
            selected=self.selected,
            cursor=self.cursor,
            unsent=moment.unsent,
            fresh={key for key, since in self._known.items() if at - since < PULSE_S},
        )

    def _paging(self, moment: Moment) -> Paging:
        paging = Paging(self._page + 1, self._layout.pages, len(self._tickets))
        if not moment.is_blind:
            return paging
        column, y = self._lowest_free()
        least, most = GAP_CARD
        height = min(most, self._size[1] - y)
        if height < least:
            return paging
        x = column * (self._width + GAP)
        return replace(paging, gap_x=x, gap_y=y, gap_width=self._width, gap_height=height)

    def _lowest_free(self) -> tuple[int, int]:
        """(column, y) of the first column with room for the card, else of the shortest."""
        ends = [0] * self._columns
        for piece in self._layout.on_page(self._page):
            ends[piece.column] = max(ends[piece.column], piece.y + piece.height + ROW_GAP)
        column = next(
            (i for i, end in enumerate(ends) if end + GAP_CARD[1] <= self._size[1]),
            min(range(self._columns), key=lambda i: ends[i]),
        )
        return column, ends[column]


def _with_lines(parts: tuple[Part, ...], ticket: Ticket) -> tuple[Part, ...]:
    lines = {line.id: line for line in ticket.lines}
    return tuple(
        replace(part, line=lines.get(part.line.id, part.line)) if part.line else part
        for part in parts
    )


def _first_open(ticket: Ticket | None) -> str:
    """The line that a cook will want next: the first with a step left, else the first."""
    lines = ticket.lines if ticket else ()
    return next(
        (line.id for line in lines if line.state in words.NEXT_STEP), lines[0].id if lines else ""
    )
