"""Where tickets stand: pages of columns. Pure: heights in px come from whoever measures text.

Oldest promise first. A ticket that stands stays where it stands while it fits (`previous`): cooks
remember places; a new one goes into the shortest column. A board that is laid out from nothing fills
its columns as full as they get. What does not fit goes to the next page, and nothing newer is put on
a page before it; a ticket taller than a column continues at the top of the next with its header
repeated. A line is never cut. Source: DESIGN.md, "Layouts".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Measured:
    """A ticket as tall as it is: `head` px of header (repeated on each piece), then `parts` px
    from top to bottom, each unbreakable, spacing included."""

    key: str
    head: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The board: `columns` of `height` px with `gap` px between tickets of a column."""

    columns: int
    height: int
    gap: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Parts `first` up to, not including, `end` of a ticket at `y` px of a column."""

    key: str
    page: int
    column: int
    y: int
    height: int
    first: int
    end: int

    @property
    def is_continued(self) -> bool:
        """Headed 续 #10."""
        return self.first > 0


@dataclass(frozen=True, slots=True)
class Layout:
    pieces: tuple[Piece, ...]
    pages: int
    places: Mapping[str, tuple[int, int]]  # key → (page, column) of its first piece

    def on_page(self, page: int) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.page == page)


@dataclass(slots=True)
class _Columns:
    """Fill levels in px, page after page, growing as needed."""

    frame: Frame
    levels: list[int] = field(default_factory=list)

    def top(self, index: int) -> int:
        """Where the next ticket of column `index` would start."""
        while len(self.levels) <= index:
            self.levels.append(0)
        level = self.levels[index]
        return level + self.frame.gap if level else 0

    def room(self, index: int) -> int:
        return self.frame.height - self.top(index)

    def shortest_with(self, height: int, page: int) -> int | None:
        """The column of `page` with the most room, when `height` fits there."""
        best = max(self._of(page), key=lambda i: (self.room(i), -i))
        return best if self.room(best) >= height else None

    def tightest_with(self, height: int, page: int) -> int | None:
        """An empty column of `page`, else the one that `height` fills best."""
        fitting = [i for i in self._of(page) if self.room(i) >= height]
        return min(fitting, key=lambda i: (self.top(i) > 0, self.room(i), i), default=None)

    def _of(self, page: int) -> range:
        return range(page * self.frame.columns, (page + 1) * self.frame.columns)


def lay_out(
    tickets: Sequence[Measured], frame: Frame, previous: Mapping[str, tuple[int, int]]
) -> Layout:
    """Place `tickets` (in their order); `previous` is `Layout.places` of the board as it stands."""
    columns = _Columns(frame)
    pieces: list[Piece] = []
    places: dict[str, tuple[int, int]] = {}

    def put(ticket: Measured, index: int) -> None:
        pieces.extend(_place(ticket, columns, index))
        places[ticket.key] = divmod(index, frame.columns)

    floor = 0  # the last page that an older ticket stands on: nothing newer comes before it
    for ticket in tickets:
        if ticket.key in previous:
            held_page = previous[ticket.key][0]
            index = _column_again(ticket, columns, previous[ticket.key], floor)
            if index is None:
                floor = max(floor, held_page + 1)  # pushed off its page, as far as is known here
            else:
                put(ticket, index)
                floor = max(floor, places[ticket.key][0])
    find = columns.shortest_with if places else columns.tightest_with
    floor = 0
    for ticket in tickets:
        if ticket.key not in places:
            put(ticket, _first_column(find, _needed(ticket, frame), floor))
        floor = max(floor, places[ticket.key][0])
    pages = max((piece.page for piece in pieces), default=0) + 1
    return Layout(tuple(pieces), pages, places)


def _needed(ticket: Measured, frame: Frame) -> int:
    """A ticket taller than a column starts at the top of one."""
    return min(ticket.head + sum(ticket.parts), frame.height)


def _column_again(
    ticket: Measured, columns: _Columns, held: tuple[int, int], floor: int
) -> int | None:
    """Where it stood, or on an earlier page (from `floor` on) that has room by now; None: its
    column has no room for it any more."""
    needed = _needed(ticket, columns.frame)
    if held[0] > floor:
        first = _first_column(columns.shortest_with, needed, floor)
        if first // columns.frame.columns < held[0]:
            return first
    index = held[0] * columns.frame.columns + held[1]
    return index if columns.room(index) >= needed else None


def _first_column(find: Callable[[int, int], int | None], needed: int, page: int) -> int:
    """The column that `find` names on the first page from `page` on that has one."""
    while True:
        index = find(needed, page)
        if index is not None:
            return index
        page += 1


def _place(ticket: Measured, columns: _Columns, index: int) -> list[Piece]:
    """Fill columns from `index` on until all parts stand; each piece repeats the header."""
    frame, placed, first = columns.frame, [], 0
    while True:
        y = columns.top(index)
        height, end = ticket.head, first
        while end < len(ticket.parts) and (
            y + height + ticket.parts[end] <= frame.height or end == first
        ):
            height += ticket.parts[end]
            end += 1
        page, column = divmod(index, frame.columns)
        placed.append(Piece(ticket.key, page, column, y, height, first, end))
        columns.levels[index] = y + height
        if end >= len(ticket.parts):
            return placed
        first = end
        index = _next_empty(columns, index)


def _next_empty(columns: _Columns, index: int) -> int:
    """A continuation starts at the top of the next column that holds nothing."""
    index += 1
    while columns.top(index) > 0:
        index += 1
    return index
