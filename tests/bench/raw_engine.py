"""Bare sqlite3 that commits the rows of an order, one order a commit: the peer of `orders`.

What the rows are is not claimed but seen: the difference that one order made to the server's own
database. They go into a copy of it, under the same indexes, WAL and `synchronous=FULL`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_NUMBERED: Final = ("seq", "number")
_NOT_THE_ORDERS: Final = frozenset({"job", "lane", "device"})
_ID_LENGTH: Final = 36
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the recorded order, with all its rows."""

    sql: str
    table: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """What one order writes: `inserts`, and rows that it counts on in `updates`.

    `new_ids` are the names that it brought, numbered.
    """

    inserts: tuple[Statement, ...]
    updates: tuple[Statement, ...]
    new_ids: dict[str, int]

    @property
    def rows(self) -> int:
        return sum(len(each.rows) for each in (*self.inserts, *self.updates))

    @property
    def statements(self) -> int:
        return len(self.inserts) + len(self.updates)

    def describe(self) -> str:
        counts = ", ".join(f"{len(x.rows)} {x.table}" for x in (*self.inserts, *self.updates))
        return f"{self.rows} rows in {self.statements} statements an order: {counts}"


class Watch:
    """Sees which rows a database gained or changed since it began to look."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self._before = dict(self._contents())

    def _contents(self) -> Iterator[tuple[str, set[Row]]]:
        named = self._connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for (table,) in named:
            if table not in _NOT_THE_ORDERS:
                yield table, set(self._connection.execute(f"SELECT * FROM {table}"))

    def difference(self) -> Recording:
        inserts: list[Statement] = []
        updates: list[Statement] = []
        ids: list[str] = []
        for table, rows in self._contents():
            fresh = sorted(rows - self._before[table], key=repr)
            columns, keys = self._shape(table)
            held = {tuple(row[at] for at in keys) for row in self._before[table]}
            new = [row for row in fresh if tuple(row[at] for at in keys) not in held]
            changed = [row for row in fresh if tuple(row[at] for at in keys) in held]
            if new:
                marks = ", ".join("?" * len(columns))
                sql = f"INSERT INTO {table} VALUES ({marks})"
                inserts.append(Statement(sql, table, columns, tuple(new)))
                ids += [
                    value
                    for row in new
                    for at, value in enumerate(row)
                    if isinstance(value, str) and (len(value) == _ID_LENGTH or at in keys)
                ]
            if changed:
                updates.append(_counting(table, columns, keys, changed))
        self._connection.close()
        known = {value for rows in self._before.values() for row in rows for value in row}
        fresh_ids = [each for each in dict.fromkeys(ids) if each not in known]
        numbered = {name: index for index, name in enumerate(fresh_ids)}
        return Recording(tuple(inserts), tuple(updates), numbered)

    def _shape(self, table: str) -> tuple[tuple[str, ...], list[int]]:
        """Columns, and which of them are the key."""
        info = self._connection.execute(f"PRAGMA table_info({table})").fetchall()
        return tuple(row[1] for row in info), [row[0] for row in info if row[5]]


def _counting(
    table: str, columns: tuple[str, ...], keys: list[int], changed: list[Row]
) -> Statement:
    """A row that was there already is a counter: it counts on."""
    counted = next(c for c in ("top", "last_number", "version") if c in columns)
    where = " AND ".join(f"{columns[at]} = ?" for at in keys)
    sql = f"UPDATE {table} SET {counted} = {counted} + 1 WHERE {where}"
    return Statement(sql, table, columns, tuple(tuple(row[at] for at in keys) for row in changed))


class RawEngine:
    """Commits the recorded order again and again, each time under ids of its own."""

    def __init__(self, file: Path, recording: Recording) -> None:
        self._recording = recording
        self._count = 0
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA cache_size = -16384")

    def prepared(self, orders: int) -> list[list[tuple[str, list[Row]]]]:
        """The statements of `orders` orders, made before the clock runs."""
        return [self._next() for _ in range(orders)]

    def _next(self) -> list[tuple[str, list[Row]]]:
        self._count += 1
        inserts = [
            (each.sql, [self._fresh(row, each.columns) for row in each.rows])
            for each in self._recording.inserts
        ]
        return inserts + [(each.sql, list(each.rows)) for each in self._recording.updates]

    def _fresh(self, row: Row, columns: tuple[str, ...]) -> Row:
        """The row under ids of this round; what else must be unique counts on."""
        return tuple(
            self._named(value)
            if isinstance(value, str) and value in self._recording.new_ids
            else value + self._count
            if isinstance(value, int) and column in _NUMBERED
            else value
            for value, column in zip(row, columns, strict=True)
        )

    def _named(self, value: str) -> str:
        # Behind one another in the index, as ids of one moment are.
        return f"{value[:-8]}{self._count:06x}{self._recording.new_ids[value]:02x}"

    def commit(self, orders: list[list[tuple[str, list[Row]]]]) -> float:
        """One order a commit; orders a second."""
        execute, many = self._connection.execute, self._connection.executemany
        began = time.perf_counter()
        for order in orders:
            execute("BEGIN IMMEDIATE")
            for sql, rows in order:
                many(sql, rows)
            execute("COMMIT")
        return len(orders) / (time.perf_counter() - began)

    def close(self) -> None:
        self._connection.close()
