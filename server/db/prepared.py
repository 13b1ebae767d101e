"""Statements that come again, sent to SQLite without SQLAlchemy's way there.

SQLite answers a small statement in some ten microseconds; cache key, context and result object
around it cost ten times that, and placing an order sends twenty. What is built once is therefore
compiled once, with the same compiler and the same column types, and then only bound and read.

Nothing has to be declared: a statement object that comes a second time is one that was built once
(a module's constant). All others go SQLAlchemy's way, and so does what is more than binding and
reading: entities, defaults that are called, values written into the text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Column, Dialect, Executable
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.schema import ScalarElementColumnDefault

# Any: bound values and database values are of every column's own type.
Params = Mapping[str, Any]
Convert = Callable[[Any], Any]
Shape = tuple[Any, ...]


LONGEST_LIST: Final = 64
"""Lists of each length are a statement of their own; long ones would fill memory and save little."""


class Answered(IteratorResult[Any]):
    """Rows that were read already; `rowcount` as a cursor gives it."""

    def __init__(self, keys: SimpleResultMetaData, rows: list[Any], rowcount: int) -> None:
        super().__init__(keys, iter(rows))
        self.rowcount = rowcount


@dataclass(frozen=True, slots=True)
class Prepared:
    """`pick` takes the values in their order out of the parameters, once these are complete.

    `constants` are bound values that the statement itself holds; `lists` says by what names the
    values of a listed parameter are known; `converts` are the columns' types, by position.
    """

    sql: str
    pick: Callable[[Params], Sequence[Any]]
    constants: Params
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    converts: tuple[tuple[int, Convert], ...]
    keys: SimpleResultMetaData | None

    def run(self, connection: sqlite3.Connection, params: Params) -> Answered:
        return self._answer(connection.execute(self.sql, self._values(params)))

    def run_many(self, connection: sqlite3.Connection, many: Sequence[Params]) -> Answered:
        return self._answer(connection.executemany(self.sql, [self._values(one) for one in many]))

    def _values(self, params: Params) -> list[Any]:
        if self.constants or self.lists:
            given = {**self.constants, **params}
            for listed, names in self.lists:
                given.update(zip(names, params[listed], strict=True))
            params = given
        values = list(self.pick(params))
        for at, convert in self.converts:
            values[at] = convert(values[at])
        return values

    def _answer(self, cursor: sqlite3.Cursor) -> Answered:
        if cursor.description is None:
            return Answered(_NO_COLUMNS, [], cursor.rowcount)
        # A textual statement learns its columns from its cursor.
        keys = self.keys or SimpleResultMetaData([column[0] for column in cursor.description])
        return Answered(keys, cursor.fetchall(), cursor.rowcount)


_NO_COLUMNS: Final = SimpleResultMetaData([])


class Statements:
    """The prepared statements of one engine; for any thread."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: WeakKeyDictionary[Executable, dict[Shape, Prepared | None]] = (
            WeakKeyDictionary()
        )

    def find(self, statement: Executable, params: Params) -> Prepared | None:
        """The statement for parameters of this form; None: run it SQLAlchemy's way."""
        known = self._known.get(statement)
        if known is None:
            self._known[statement] = {}
            return None
        shape = tuple(
            (name, len(value)) if type(value) is list else name for name, value in params.items()
        )
        if shape not in known:
            if any(type(part) is tuple and part[1] > LONGEST_LIST for part in shape):
                return None
            known[shape] = _prepare(statement, self._dialect, params)
        return known[shape]


def _prepare(statement: Executable, dialect: Dialect, params: Params) -> Prepared | None:
    if _gives_entities(statement):
        return None
    is_dml = isinstance(statement, UpdateBase)
    compiled = statement.compile(  # type: ignore[attr-defined]  # every statement has it
        dialect=dialect, column_keys=list(params) if is_dml else None
    )
    assert isinstance(compiled, SQLCompiler), "statements are compiled to SQL"
    if _needs_more(compiled):
        return None
    return _bound(compiled, params, _keys(compiled, dialect))


def _gives_entities(statement: Executable) -> bool:
    described: Iterable[Mapping[str, Any]] = getattr(statement, "column_descriptions", ())
    plugin = statement._propagate_attrs.get("compile_state_plugin")
    if plugin == "orm" and isinstance(statement, UpdateBase):
        return True
    return any(
        isinstance(each["expr"], type) and issubclass(each["expr"], DeclarativeBase)
        for each in described
    )


def _needs_more(compiled: SQLCompiler) -> bool:
    return bool(
        any(_default(column) is None for column in _prefetched(compiled))
        or compiled.literal_execute_params
        or compiled.escaped_bind_names
    )


def _prefetched(compiled: SQLCompiler) -> Sequence[Column[Any]]:
    """Columns that are not given: SQLAlchemy binds their defaults."""
    return (*compiled.insert_prefetch, *compiled.update_prefetch)


def _default(column: Column[Any]) -> ScalarElementColumnDefault | None:
    held = column.default
    return held if isinstance(held, ScalarElementColumnDefault) else None


def _bound(compiled: SQLCompiler, params: Params, keys: SimpleResultMetaData | None) -> Prepared:
    expanded = compiled.construct_expanded_state(params)
    names = expanded.positiontup or ()
    lists = expanded.parameter_expansion
    of_lists = {name for listed in lists.values() for name in listed}
    defaults = {
        column.key: default.arg
        for column in _prefetched(compiled)
        if (default := _default(column)) is not None
    }
    converts = cast(
        Mapping[str, Convert | None], {**compiled._bind_processors, **expanded.processors}
    )
    return Prepared(
        sql=expanded.statement,
        pick=_pick(names),
        constants={
            name: defaults.get(name, expanded.parameters[name])
            for name in names
            if name not in params and name not in of_lists
        },
        lists=tuple((name, tuple(listed)) for name, listed in lists.items()),
        converts=tuple(
            (at, convert) for at, name in enumerate(names) if (convert := converts.get(name))
        ),
        keys=keys,
    )


def _pick(names: Sequence[str]) -> Callable[[Params], Sequence[Any]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda params: [params[name] for name in names]  # itemgetter gives one value bare


def _keys(compiled: SQLCompiler, dialect: Dialect) -> SimpleResultMetaData | None:
    columns = compiled._result_columns
    if not columns:
        return None
    return SimpleResultMetaData(
        [column.keyname for column in columns],
        _processors=[column.type._cached_result_processor(dialect, None) for column in columns],
    )
