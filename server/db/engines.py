"""Opens the write and the read engine for a DATABASE_URL, set up as spec 90 wants them."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from server.db.errors import DatabaseUrlInvalid

LOCK_WAIT_S: Final = 5
"""How long a statement waits for a lock of somebody else, on both engines."""

_WAL_STEP_S: Final = 0.01
_SQLITE_READERS: Final = 4
_POSTGRES_WRITERS: Final = 8
_POSTGRES_READERS: Final = 4


@dataclass(frozen=True, slots=True)
class Engines:
    """`write` begins write transactions, `read` sees one consistent state and cannot write."""

    write: Engine
    read: Engine

    @property
    def is_sqlite(self) -> bool:
        return self.write.dialect.name == "sqlite"

    def dispose(self) -> None:
        self.write.dispose()
        self.read.dispose()


def parse_url(database_url: str) -> URL:
    """Read `sqlite:///file` or `postgresql://…`; raises DatabaseUrlInvalid."""
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise DatabaseUrlInvalid("not a database URL") from error
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        if not url.database or url.database == ":memory:":
            raise DatabaseUrlInvalid("SQLite needs a file: sqlite:///path/to/zaotai.db")
        return url.set(drivername="sqlite+pysqlite")
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    raise DatabaseUrlInvalid("begins with sqlite:/// or postgresql://")


def open_engines(database_url: str) -> Engines:
    """Build both engines; nothing is connected yet. Raises DatabaseUrlInvalid."""
    url = parse_url(database_url)
    return _open_sqlite(url) if url.drivername == "sqlite+pysqlite" else _open_postgres(url)


def _open_sqlite(url: URL) -> Engines:
    # check_same_thread: the pools hand a connection to one thread at a time, not always the same.
    options: dict[str, Any] = {  # Any: create_engine's own keyword types
        "connect_args": {"check_same_thread": False, "timeout": LOCK_WAIT_S},
        "max_overflow": 0,
        # An error's text goes into the log; what a guest wrote or typed does not belong there.
        "hide_parameters": True,
    }
    write = create_engine(url, pool_size=1, **options)
    read = create_engine(url, pool_size=_SQLITE_READERS, **options)
    event.listen(write, "do_connect", lambda *_: _make_private(url))
    event.listen(write, "connect", _prepare_writer)
    event.listen(read, "connect", _prepare_reader)
    # SQLite: BEGIN IMMEDIATE, or a read that turns into a write fails at once with "locked".
    event.listen(write, "begin", lambda connection: _begin(connection, "BEGIN IMMEDIATE"))
    # The driver sends no BEGIN before a SELECT: two reads would see two states.
    event.listen(read, "begin", lambda connection: _begin(connection, "BEGIN"))
    return Engines(write, read)


def _begin(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _make_private(url: URL) -> None:
    """A new file is its owner's alone: it holds what guests order and who may sign in.

    EXCL: a file that is there must not even be opened. To close it would drop the locks that other
    connections of this process hold on it (POSIX); another process then believes to be the last
    one, and takes away the log that this one still writes to.
    """
    assert url.database is not None, "parse_url asked for a file"
    with suppress(OSError):  # there already; else SQLite says it better, as `faults` knows it
        os.close(os.open(url.database, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _prepare_writer(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    _prepare_sqlite(connection)
    # WAL and FULL: an acknowledged commit survives the power cut.
    _switch_to_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")
    # Bytes: after a rush (or while a long read held it) the log does not stay as large as it was.
    connection.execute("PRAGMA journal_size_limit = 67108864")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Wait for the lock like any other statement.

    Two processes that open a new file at once: while one of them switches, SQLite refuses the
    other at once and does not ask the busy timeout (seen on 3.40.1).
    """
    deadline = time.monotonic() + LOCK_WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise
        time.sleep(_WAL_STEP_S)


def _prepare_reader(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    _prepare_sqlite(connection)
    connection.execute("PRAGMA query_only = ON")


def _prepare_sqlite(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None  # BEGIN and COMMIT are ours, the driver adds none
    connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_S * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -16384")  # KiB


def _open_postgres(url: URL) -> Engines:
    limits = (
        "-c timezone=UTC"
        f" -c lock_timeout={LOCK_WAIT_S}s"
        " -c statement_timeout=20s"
        " -c idle_in_transaction_session_timeout=30s"
    )
    options: dict[str, Any] = {  # Any: create_engine's own keyword types
        "connect_args": {
            "options": limits,
            "application_name": "zaotai",
            "connect_timeout": LOCK_WAIT_S,
        },
        "max_overflow": 0,
        "pool_timeout": LOCK_WAIT_S,
        "hide_parameters": True,
    }
    write = create_engine(url, pool_size=_POSTGRES_WRITERS, **options)
    read = create_engine(
        url,
        pool_size=_POSTGRES_READERS,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        **options,
    )
    return Engines(write, read)
