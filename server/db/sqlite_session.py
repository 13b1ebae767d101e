"""The session of the embedded engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, cast

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite

from server.db.prepared import Statements
from server.db.short_session import ShortSession
from server.db.unit import UnitSession

_STATEMENTS: Final = Statements(sqlite.dialect())


class SqliteSession(ShortSession):
    def __init__(self, connection: Connection) -> None:
        self._sqlite = cast(sqlite3.Connection, connection.connection.dbapi_connection)
        super().__init__(connection, self._sqlite, _STATEMENTS, sqlite3.Error)


class SqliteUnitSession(SqliteSession, UnitSession):
    """For one unit after the other, each in its savepoint."""

    @property
    def is_in_transaction(self) -> bool:
        """False when SQLite has rolled everything back by itself."""
        return self._sqlite.in_transaction

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A savepoint without a session's bookkeeping, of which statements in Core need none."""
        execute = self._sqlite.execute
        execute("SAVEPOINT unit")
        try:
            yield
        except BaseException:
            execute("ROLLBACK TO unit")
            execute("RELEASE unit")
            raise
        execute("RELEASE unit")
