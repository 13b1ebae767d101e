"""A screen's copy of the tables on which commands are tried. The base is never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TypeVar

from common.domain.commands import Pending
from common.domain.projection import Tables
from common.domain.rows import Row

R = TypeVar("R", bound=Row)


class Draft:
    """Tables that copy themselves when first written to, and the ids of what is not answered yet."""

    def __init__(self, base: Tables) -> None:
        self._base = base
        self._written: Tables = {}
        self._unsent: dict[str, datetime] = {}

    @property
    def tables(self) -> Tables:
        return {**self._base, **self._written}

    @property
    def unsent(self) -> Mapping[str, datetime]:
        return self._unsent

    def get(self, table: str, row_id: str | None, kind: type[R]) -> R | None:
        row = self._read(table).get(row_id) if row_id is not None else None
        return row if isinstance(row, kind) else None

    def all(self, table: str, kind: type[R]) -> Iterator[R]:
        return (row for row in self._read(table).values() if isinstance(row, kind))

    def put(self, table: str, row: Row) -> None:
        if table not in self._written:
            self._written[table] = dict(self._base.get(table, {}))
        self._written[table][row.id] = row

    def mark(self, pending: Pending, *row_ids: str) -> None:
        """These rows show something that the server has not answered; the earliest tap counts."""
        if not pending.is_confirmed:
            for row_id in row_ids:
                self._unsent.setdefault(row_id, pending.at)

    def _read(self, table: str) -> Mapping[str, Row]:
        return self._written.get(table, self._base.get(table, {}))
