"""The tables of a device's own file. Rows of the shop are kept as their JSON: they are only ever
read whole, at start-up."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

VERSION: Final = 1
"""`PRAGMA user_version`. A file of another version loses its cache (it is fetched again), never its
outbox: that table only grows columns."""

METADATA: Final = MetaData()

META: Final = Table(
    "meta",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

ROWS: Final = Table(
    "rows",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

CURSORS: Final = Table(
    "cursors",
    METADATA,
    Column("stream", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("seq", Integer, nullable=False),
)

OUTBOX: Final = Table(
    "outbox",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("command", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("stay_id", Text),
    Column("staff_id", Text),
    Column("device_id", Text, nullable=False),
    Column("valid_until", Text),
    Column("depends_on", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("state", Text, nullable=False),
    Column("positions", LargeBinary, nullable=False),
    Column("problem", LargeBinary),
    Column("closed_with", Integer, nullable=False, server_default=text("0")),
    sqlite_autoincrement=True,  # a seq is never given twice: order is all there is
)

TENDERS: Final = Table(
    "tenders",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

VOICES: Final = Table(
    "voices",
    METADATA,
    Column("announcement_id", Text, primary_key=True),
    Column("repeat", Integer, primary_key=True),
    Column("message_id", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("result", Text),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("at", Text, nullable=False),
    Column("is_reported", Integer, nullable=False, server_default=text("0")),
    Index("voices_by_state", "state"),
)
