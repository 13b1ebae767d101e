"""Tells trouble of the database (503, try again) from a wrong statement (a bug)."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError

_SQLITE_OUTAGES: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_PROTOCOL,
    }
)
_SQLITE_PRIMARY: Final = 0xFF  # the rest of an error code says which kind of it

_CONFLICTS: Final = frozenset({"40001", "40P01"})  # serialization failure, deadlock
LOCK_NOT_AVAILABLE: Final = "55P03"
_UNIQUE_VIOLATION: Final = "23505"


def sqlstate(error: DBAPIError) -> str | None:
    """PostgreSQL's code of `error`; None on SQLite and when there was no answer."""
    state: str | None = getattr(error.orig, "sqlstate", None)
    return state


def can_run_again(error: DBAPIError) -> bool:
    """Whether nothing was committed and another attempt of the same unit may fare better."""
    return error.connection_invalidated or sqlstate(error) in _CONFLICTS


def was_taken_meanwhile(error: DBAPIError) -> bool:
    """Whether somebody else's unit stored the same key since this one looked whether it was free.

    Run again, the rules see the other's row and refuse as they do when it was there before. Only
    PostgreSQL: on SQLite nobody else writes between the look and the insert.
    """
    return sqlstate(error) == _UNIQUE_VIOLATION


def is_outage(error: BaseException) -> bool:
    """Whether the database could not do what it would do at another time."""
    if not isinstance(error, OperationalError):
        return isinstance(error, DBAPIError) and can_run_again(error)
    if isinstance(error.orig, sqlite3.Error):
        return error.orig.sqlite_errorcode & _SQLITE_PRIMARY in _SQLITE_OUTAGES
    return True  # psycopg calls a wrong statement ProgrammingError
