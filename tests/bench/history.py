"""Years of a chain in a database: finished orders of many shops, with all that they left behind.

SQLite writes them itself, out of one order that was really placed: a million rows take seconds.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# What became of every row; `i` counts the orders from 0, `shop` is the id of order i's shop.
_STAY: Final = "'01700000-0001-7000-8000-' || printf('%012x', i)"
_ORDER: Final = "'01700000-0002-7000-8000-' || printf('%012x', i)"
_BATCH: Final = "'01700000-0003-7000-8000-' || printf('%012x', i)"
_AT: Final = "'2025-01-01T12:00:00.000000Z'"


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table: `each` an order, the columns that differ as SQL; `k` counts within one order."""

    table: str
    each: int
    columns: dict[str, str]


def _id(series: int) -> str:
    return f"'01700000-{series:04x}-7000-8000-' || printf('%09x%03x', i, k)"


_PARTS: Final = (
    Part("stay", 1, {"id": _STAY, "state": "'ended'", "ended_at": _AT, "has_tags": "0"}),
    Part(
        "catering_order",
        1,
        {
            "id": _ORDER,
            "stay_id": _STAY,
            "number": "i",
            "business_day": "'2025-01-01'",
            "state": "'completed'",
            "completed_at": _AT,
            "open_marks": "0",
        },
    ),
    Part("catering_order_batch", 1, {"id": _BATCH, "order_id": _ORDER}),
    Part(
        "catering_order_goods",
        3,
        {
            "id": _id(4),
            "order_id": _ORDER,
            "batch_id": _BATCH,
            "sequence": "k + 1",
            "state": "'delivered'",
            "seen_at": _AT,
        },
    ),
    Part("trail", 4, {"id": _id(5), "subject_id": _BATCH, "order_id": _ORDER, "recorded_at": _AT}),
    Part(
        "im_message",
        3,
        {
            "id": _id(6),
            "announcement_id": _BATCH,
            "repeat": "k + 1",
            "order_id": _ORDER,
            "stay_id": _STAY,
            "status": "'spoken'",
            "created_at": _AT,
            "due_at": _AT,
            "ended_at": _AT,
        },
    ),
    Part("idempotency", 1, {"key": "'history-' || i"}),
)


def add_history(file: Path, order_id: str, orders: int, shops: list[str]) -> int:
    """Add `orders` finished orders like `order_id`, to all `shops` in turn; gives how many rows."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("CREATE TEMP TABLE chain (n INTEGER PRIMARY KEY, shop TEXT)")
    connection.executemany("INSERT INTO chain VALUES (?, ?)", list(enumerate(shops)))
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    rows = sum(_multiply(connection, part, order_id, orders, len(shops)) for part in _PARTS)
    connection.execute("COMMIT")
    connection.close()
    return rows


def _multiply(
    connection: sqlite3.Connection, part: Part, order_id: str, orders: int, shops: int
) -> int:
    like = _like(connection, part.table, order_id)
    columns = like.keys()
    differing = part.columns | ({"shop_id": "shop"} if "shop_id" in columns else {})
    values = ", ".join(differing.get(name, "?") for name in columns)
    given = [like[name] for name in columns if name not in differing]
    connection.execute(
        f"WITH RECURSIVE orders(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM orders"
        f" WHERE i + 1 < {orders}),"
        f" ks(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM ks WHERE k + 1 < {part.each})"
        f" INSERT INTO {part.table} ({', '.join(columns)})"
        f" SELECT {values} FROM orders JOIN chain ON chain.n = i % {shops} CROSS JOIN ks",
        given,
    )
    added: int = connection.execute("SELECT changes()").fetchone()[0]
    return added


def _like(connection: sqlite3.Connection, table: str, order_id: str) -> sqlite3.Row:
    """The row that the real order left in `table`."""
    where = {
        "stay": "id = (SELECT stay_id FROM catering_order WHERE id = ?)",
        "catering_order": "id = ?",
        "idempotency": "? IS NOT NULL",
    }.get(table, "order_id = ?")
    row: sqlite3.Row = connection.execute(
        f"SELECT * FROM {table} WHERE {where} LIMIT 1", [order_id]
    ).fetchone()
    assert row is not None, table
    return row
