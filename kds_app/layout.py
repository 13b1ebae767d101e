"""Where tickets stand: pages of columns. Pure: heights in px come from whoever measures text.

Oldest promise first, each into the column that is shortest so far. A ticket that stands stays where
it stands while it fits (`previous`): cooks remember places. One that does not fit goes to the next
page; one taller than a column continues at the top of the next with its header repeated. A line is
never cut. Source: DESIGN.md, "Layouts".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        first = page * self.frame.columns
        best = max(range(first, first + self.frame.columns), key=lambda i: (self.room(i), -i))
        return best if self.room(best) >= height else None


def lay_out(
    tickets: Sequence[Measured], frame: Frame, previous: Mapping[str, tuple[int, int]]
) -> Layout:
    """Place `tickets` (in their order); `previous` is `Layout.places` of the board as it stands."""
    columns = _Columns(frame)
    pieces: list[Piece] = []
    staying = [ticket for ticket in tickets if ticket.key in previous]
    coming = [ticket for ticket in tickets if ticket.key not in previous]
    for ticket in (*staying, *coming):
        index = _column_for(ticket, columns, previous.get(ticket.key))
        pieces.extend(_place(ticket, columns, index))
    places: dict[str, tuple[int, int]] = {}
    for piece in pieces:
        places.setdefault(piece.key, (piece.page, piece.column))
    pages = max((piece.page for piece in pieces), default=0) + 1
    return Layout(tuple(pieces), pages, places)


def _column_for(ticket: Measured, columns: _Columns, held: tuple[int, int] | None) -> int:
    per_page, height = columns.frame.columns, ticket.head + sum(ticket.parts)
    fits_a_column = height <= columns.frame.height
    needed = height if fits_a_column else columns.frame.height
    if held is not None:
        index = held[0] * per_page + held[1]
        # What stood here stays while a hole before it is not a whole page nearer.
        if columns.room(index) >= min(needed, columns.frame.height) and held[0] == _first_page(
            columns, needed
        ):
            return index
    page = 0
    while True:
        found = columns.shortest_with(needed, page)
        if found is not None:
            return found
        page += 1


def _first_page(columns: _Columns, height: int) -> int:
    page = 0
    while columns.shortest_with(height, page) is None:
        page += 1
    return page


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
