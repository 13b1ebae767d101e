"""Rows for delegates that are used again: turning a page must not build a page of items.

A row keeps its cell while it stands; a row that goes leaves its cell to one that comes. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledRow:
    """`cell` is the row's key in its model, `key` what it shows.

    `glides`: false when the cell was given anew: its delegate must not slide or fade there from
    what it was. Stands before what moves, so that a delegate learns it first. `is_shown`: false for
    a cell that is kept for later.
    """

    cell: int = 0
    glides: bool = True
    is_shown: bool = True
    key: str


RowT = TypeVar("RowT", bound=PooledRow)


class DelegatePool(Generic[RowT]):
    def __init__(self) -> None:
        self._rows: list[RowT] = []  # by cell

    def arrange(self, wanted: Iterable[RowT]) -> list[RowT]:
        """`wanted` in their cells, and the cells that nobody needs now, unseen."""
        rows = {row.key: row for row in wanted}
        held = {row.key: row.cell for row in self._rows if row.is_shown}
        free = [row.cell for row in self._rows if not row.is_shown or row.key not in rows]
        after = [replace(row, is_shown=False, glides=False) for row in self._rows]
        for key, row in rows.items():
            cell = held.get(key)
            is_anew = cell is None
            if cell is None:
                cell = free.pop(0) if free else len(after)
            placed = replace(row, cell=cell, glides=not is_anew)
            after[cell : cell + 1] = [placed]
        self._rows = after
        return after

    @property
    def settles(self) -> bool:
        """Whether something was given a new cell: arrange again soon, and everything may glide."""
        return any(row.is_shown and not row.glides for row in self._rows)
