"""Declarative base and the column types every table uses, the same on both engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar, cast

import msgspec
from sqlalchemy import (
    CursorResult,
    DateTime,
    Dialect,
    MetaData,
    String,
    Table,
    Text,
    TextClause,
    bindparam,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator, TypeEngine

# Constraints need names, or alembic cannot drop them on both engines.
NAMING: Final = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all models; a model gives a table, repositories read and write it with Core."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC `datetime`, to the microsecond.

    PostgreSQL: timestamptz. SQLite: text of fixed width ("2026-01-31T18:00:00.000000Z"),
    so that text order is time order. A naive value is an error, never a guess.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    # Bare functions, not `process_…`: an order binds a hundred times, a board reads more.

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        # Any: the driver's own parameter type differs per engine.
        return _to_text if dialect.name == "sqlite" else _to_timestamp

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None]:
        return _from_text if dialect.name == "sqlite" else _from_timestamp


@lru_cache(maxsize=256)  # one unit binds its `now` some forty times
def _to_text(value: datetime | None) -> str | None:
    utc = _to_timestamp(value)
    return None if utc is None else utc_text(utc)


def _to_timestamp(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _from_timestamp(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def utc_text(value: datetime) -> str:
    """The stored text of a UTC time, for raw SQL on SQLite; 27 characters, sorts as time."""
    return value.isoformat(timespec="microseconds").replace("+00:00", "Z")


class Id(TypeDecorator[str]):
    """An id: UUIDv7 in its 36-character text form."""

    impl = String(36)
    cache_ok = True


class JsonBytes(TypeDecorator[bytes]):
    """Encoded JSON that passes through as it is (stored as readable text)."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        return _decoded

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], bytes | None]:
        return _encoded


def _decoded(value: bytes | None) -> str | None:
    return None if value is None else value.decode()


def _encoded(value: str | None) -> bytes | None:
    return None if value is None else value.encode()


class Json(TypeDecorator[Any]):
    """A small value of plain lists, maps, strings and numbers, stored as JSON text.

    Any: the column's user gives it its type (`msgspec.convert` in the repository).
    """

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        return _to_json

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return _from_json


def _to_json(value: Any) -> str | None:  # Any: as the column's user says
    return None if value is None else msgspec.json.encode(value).decode()


def _from_json(value: str | None) -> Any:  # Any: as the column's user says
    return None if value is None else msgspec.json.decode(value)


E = TypeVar("E", bound=StrEnum)


class Choice(TypeDecorator[E], Generic[E]):
    """A StrEnum stored by value in a short text column; a rename needs a migration."""

    impl = String(32)
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum

    # Look-ups: an enum's own call takes ten times as long.

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        return _Words(self.enum, {member: member.value for member in self.enum}).__getitem__

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], E | None]:
        return _Words(self.enum, {member.value: member for member in self.enum}).__getitem__


class _Words(dict[str | None, Any]):
    """One side of an enum by the other; None is None. Any: a member or its text."""

    def __init__(self, enum: type[StrEnum], words: Mapping[str, Any]) -> None:
        super().__init__(cast(Mapping[str | None, Any], words))
        self[None] = None
        self._enum = enum

    def __missing__(self, word: str | None) -> Any:
        return self._enum(str(word))  # ValueError: says which enum has no such word


T = TypeVar("T")


def batched(values: Sequence[T], size: int) -> Iterator[list[T]]:
    """`values` in lists of `size`, the last one shorter: for `IN` with parameters that come again."""
    return (list(values[begin : begin + size]) for begin in range(0, len(values), size))


def add_new(session: Session, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert `row` (column → value, absent ones NULL) unless its key is there; True if it was not.

    Of two at once only the first gets True; on PostgreSQL the second waits for the first's commit.
    """
    # Any: each column has its own type.
    values = {column.name: row.get(column.name) for column in table.columns}
    added = session.execute(_insert_new(table), values)
    return cast(CursorResult[Any], added).rowcount == 1


def add_all_new(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """`add_new` of many in one statement, for who need not know which were there."""
    if rows:
        names = [column.name for column in table.columns]
        session.execute(
            _insert_new(table), [{name: row.get(name) for name in names} for row in rows]
        )


@lru_cache
def _insert_new(table: Table) -> TextClause:
    # Text, because SQLAlchemy compiles ON CONFLICT anew at each execution.
    names = [column.name for column in table.columns]
    values = ", ".join(f":{name}" for name in names)
    statement = text(
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({values}) ON CONFLICT DO NOTHING"  # noqa: S608
    )
    return statement.bindparams(
        *(bindparam(column.name, type_=column.type) for column in table.columns)
    )
