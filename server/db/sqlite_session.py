"""The session of the embedded engine: statements that come again take the short way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, cast

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.db.prepared import Answered, Prepared, Statements
from server.db.unit import UnitSession

STATEMENTS: Final = Statements(sqlite.dialect())

# Any: SQLAlchemy's own parameter, option and row types.


class SqliteSession(Session):
    """Bound to a connection whose transaction has begun; whoever began it ends it."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, join_transaction_mode="rollback_only", autoflush=False)
        self._connection = connection
        self._driver = cast(sqlite3.Connection, connection.connection.dbapi_connection)

    def execute(self, statement: Executable, params: Any = None, **options: Any) -> Any:
        if not options and not self._is_watched():
            is_many = isinstance(params, Sequence)
            first: Mapping[str, Any] = (params[0] if is_many else params) or {}
            prepared = STATEMENTS.find(statement, first)
            if prepared is not None:
                return self._run(prepared, params if is_many else first, is_many=is_many)
        return super().execute(statement, params, **options)

    def scalar(self, statement: Executable, params: Any = None, **options: Any) -> Any:
        return self.execute(statement, params, **options).scalar()

    def scalars(self, statement: Executable, params: Any = None, **options: Any) -> Any:
        return self.execute(statement, params, **options).scalars()

    def _run(self, prepared: Prepared, params: Any, *, is_many: bool) -> Answered:
        try:
            if is_many:
                return prepared.run_many(self._driver, params)
            return prepared.run(self._driver, params)
        except sqlite3.Error as error:
            # What SQLAlchemy would raise: `faults` judges it.
            raise DBAPIError.instance(prepared.sql, None, error, sqlite3.Error) from error

    def _is_watched(self) -> bool:
        """Somebody listens to statements: SQLAlchemy tells them."""
        heard = self._connection.dispatch
        return bool(heard.before_cursor_execute or heard.after_cursor_execute)


class SqliteUnitSession(SqliteSession, UnitSession):
    """For one unit after the other, each in its savepoint."""

    @property
    def is_in_transaction(self) -> bool:
        """False when SQLite has rolled everything back by itself."""
        return self._driver.in_transaction

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A savepoint without a session's bookkeeping, of which statements in Core need none."""
        execute = self._driver.execute
        execute("SAVEPOINT unit")
        try:
            yield
        except BaseException:
            execute("ROLLBACK TO unit")
            execute("RELEASE unit")
            raise
        execute("RELEASE unit")
