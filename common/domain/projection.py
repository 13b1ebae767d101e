"""How a screen's tables follow the journal. Source: spec 20, "Resume and snapshot".

The property that everything rests on: *snapshot before + events = fresh snapshot after*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from common.domain.rows import TABLES, Row

Tables = dict[str, dict[str, Row]]
"""Table name → row id → row."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one event does to the tables: rows to put (by version), ids to drop."""

    put: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    drop: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def empty_tables() -> Tables:
    return {name: {} for name in TABLES}


def tables_of(rows: Mapping[str, Iterable[Row]]) -> Tables:
    """Tables from a snapshot's lists."""
    tables = empty_tables()
    for name, listed in rows.items():
        tables[name] = {row.id: row for row in listed}
    return tables


def apply(tables: Tables, change: Change) -> None:
    """Apply `change` in place. A put older than or as old as what is there changes nothing."""
    for name, rows in change.put.items():
        table = tables.setdefault(name, {})
        for row in rows:
            held = table.get(row.id)
            if held is None or held.version < row.version:
                table[row.id] = row
    for name, ids in change.drop.items():
        table = tables.setdefault(name, {})
        for gone in ids:
            table.pop(gone, None)
