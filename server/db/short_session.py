"""A session whose statements take the short way (`prepared`) when they come again (ADR 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.db.answers import Answer
from server.db.prepared import Cursor, Params, Prepared, Statements

# Any: SQLAlchemy's own parameter, option and row types.


class Driver(Protocol):
    """A connection of the database's own driver."""

    def execute(self, sql: str, values: Sequence[Any], /) -> Cursor: ...

    def executemany(self, sql: str, many: Sequence[Sequence[Any]], /) -> Cursor: ...


class ShortSession(Session):
    """Bound to a connection whose transaction has begun; whoever began it ends it."""

    def __init__(
        self,
        connection: Connection,
        driver: Driver,
        statements: Statements,
        error_type: type[Exception],
    ) -> None:
        super().__init__(connection, join_transaction_mode="rollback_only", autoflush=False)
        self._driver = driver
        self._statements = statements
        self._error_type = error_type
        self._heard = connection.dispatch

    def execute(self, statement: Executable, params: Any = None, **options: Any) -> Any:
        if options or self._is_watched():
            return super().execute(statement, params, **options)
        is_many = isinstance(params, (list, tuple))
        first: Mapping[str, Any] = (params[0] if is_many else params) or {}
        prepared = self._statements.find(statement, first)
        if prepared is None:
            return super().execute(statement, params)
        return self._run(prepared, params if is_many else first, is_many=is_many)

    def scalar(self, statement: Executable, params: Any = None, **options: Any) -> Any:
        return self.execute(statement, params, **options).scalar()

    def scalars(self, statement: Executable, params: Any = None, **options: Any) -> Any:
        return self.execute(statement, params, **options).scalars()

    def _run(self, prepared: Prepared, params: Any, *, is_many: bool) -> Answer:
        try:
            if is_many:
                many: Sequence[Params] = params
                cursor = self._driver.executemany(prepared.sql, prepared.many_values(many))
            else:
                cursor = self._driver.execute(prepared.sql, prepared.values(params))
            return prepared.answer(cursor)
        except self._error_type as error:
            # What SQLAlchemy would raise: `faults` judges it.
            raise DBAPIError.instance(prepared.sql, None, error, self._error_type) from error

    def _is_watched(self) -> bool:
        """Somebody listens to statements: SQLAlchemy tells them."""
        return bool(self._heard.before_cursor_execute or self._heard.after_cursor_execute)
