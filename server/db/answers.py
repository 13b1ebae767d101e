"""What a prepared statement gives: rows that were read already, asked for as of a SQLAlchemy `Result`.

A `Result` decides at each call what it decided at the last one; here nothing is left to decide. Only
what repositories ask for is here: anything else fails loudly at the second call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Row, RowMapping
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

# Any: database values and converted values are of every column's own type.
Convert = Callable[[Any], Any]


class Columns:
    """Names and types of a statement's columns."""

    __slots__ = ("_converts", "_places", "_shape")

    def __init__(self, names: Sequence[str], converts: Sequence[Convert | None] = ()) -> None:
        self._shape = SimpleResultMetaData(names)
        # Any: SQLAlchemy has a type of its own for such functions.
        self._converts: Any = list(converts) if any(converts) else None
        self._places = self._shape._key_to_index

    def rows(self, read: Iterable[tuple[Any, ...]]) -> list[Row[Any]]:
        shape, converts, places = self._shape, self._converts, self._places
        return [Row(shape, converts, places, values) for values in read]


class Found(list[Any]):
    """Rows, mappings or single values, in their order."""

    __slots__ = ()

    def all(self) -> Sequence[Any]:
        return self

    def first(self) -> Any:
        return self[0] if self else None

    def one_or_none(self) -> Any:
        """Raises MultipleResultsFound."""
        if len(self) > 1:
            raise MultipleResultsFound("Multiple rows were found when one or none was required")
        return self[0] if self else None

    def one(self) -> Any:
        """Raises NoResultFound, MultipleResultsFound."""
        if not self:
            raise NoResultFound("No row was found when one was required")
        return self.one_or_none()


class Answer:
    """`rowcount` as a cursor gives it."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Row[Any]], rowcount: int) -> None:
        self._rows = Found(rows)
        self.rowcount: Final = rowcount

    def __iter__(self) -> Iterator[Row[Any]]:
        return iter(self._rows)

    def all(self) -> Sequence[Row[Any]]:
        return self._rows

    def first(self) -> Row[Any] | None:
        row: Row[Any] | None = self._rows.first()
        return row

    def one(self) -> Row[Any]:
        row: Row[Any] = self._rows.one()
        return row

    def one_or_none(self) -> Row[Any] | None:
        row: Row[Any] | None = self._rows.one_or_none()
        return row

    def scalar(self) -> Any:
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        return self._rows.one()[0]

    def scalar_one_or_none(self) -> Any:
        row = self._rows.one_or_none()
        return None if row is None else row[0]

    def scalars(self) -> Found:
        return Found([row[0] for row in self._rows])

    def mappings(self) -> Found:
        mappings: list[RowMapping] = [row._mapping for row in self._rows]
        return Found(mappings)
