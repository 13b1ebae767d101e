"""Statements that come again, sent to SQLite without SQLAlchemy's way there.

SQLite answers a small statement in some ten microseconds; cache key, context and result object
around it cost ten times that, and placing an order sends twenty. What is built once is therefore
compiled once, with the same compiler and the same column types, and then only bound and read.

Nothing has to be declared: a statement object that comes a second time is one that was built once
(a module's constant). All others go SQLAlchemy's way, and so does what is more than binding and
reading: entities, defaults that are called, values written into the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final, Protocol, cast
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, Column, Dialect, Executable, TextClause
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.sql.visitors import ExternallyTraversible, iterate

from server.db.answers import Answer, Columns, Convert

# Any: bound values and database values are of every column's own type.
Params = Mapping[str, Any]

LONGEST_LIST: Final = 64
"""Lists of each length are a statement of their own; long ones would fill memory and save little."""


class Cursor(Protocol):
    """What both drivers' cursors have in common."""

    @property
    def description(self) -> Sequence[Any] | None: ...

    @property
    def rowcount(self) -> int: ...

    def fetchall(self) -> list[Any]: ...


@dataclass(slots=True)
class Prepared:
    """`pick` takes the values in their order out of the parameters, once these are complete.

    `constants` are bound values that the statement itself holds; `lists` says by what names the
    values of a listed parameter are known; `converts` are the columns' types, by position.
    `columns` None: it gives none, or (`is_text`) learns them from its first cursor.
    """

    sql: str
    pick: Callable[[Params], Sequence[Any]]
    constants: Params
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    converts: tuple[tuple[int, Convert], ...]
    columns: Columns | None
    is_text: bool

    def values(self, params: Params) -> Sequence[Any]:
        picked = self.pick(self._complete(params) if self.constants or self.lists else params)
        if not self.converts:
            return picked
        values = list(picked)
        for at, convert in self.converts:
            values[at] = convert(values[at])
        return values

    def many_values(self, many: Sequence[Params]) -> Sequence[Sequence[Any]]:
        """The same of many rows, column by column: a type's function is called from one loop in C."""
        if len(many) == 1:
            return [self.values(many[0])]
        if self.constants or self.lists:
            many = [self._complete(params) for params in many]
        columns: list[Iterable[Any]] = list(zip(*map(self.pick, many), strict=True))
        for at, convert in self.converts:
            columns[at] = map(convert, columns[at])
        return list(zip(*columns, strict=True))

    def answer(self, cursor: Cursor) -> Answer:
        if self.columns is None and self.is_text and cursor.description is not None:
            self.columns = Columns([column[0] for column in cursor.description])
        if self.columns is None:
            return Answer([], cursor.rowcount)
        return Answer(self.columns.rows(cursor.fetchall()), cursor.rowcount)

    def _complete(self, params: Params) -> Params:
        given = {**self.constants, **params}
        for listed, names in self.lists:
            given.update(zip(names, params[listed], strict=True))
        return given


@dataclass(slots=True)
class _Forms:
    """One statement's forms: by the names that it is given, and by the lengths of its lists."""

    by_names: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    """Which of the names are lists; a form that is not here was not given yet."""
    prepared: dict[tuple[Any, ...], Prepared | None] = field(default_factory=dict)


class Statements:
    """The prepared statements of one engine; for any thread."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: WeakKeyDictionary[Executable, _Forms] = WeakKeyDictionary()

    def find(self, statement: Executable, params: Params) -> Prepared | None:
        """The statement for parameters of this form; None: run it SQLAlchemy's way."""
        forms = self._known.get(statement)
        if forms is None:
            self._known[statement] = _Forms()
            return None
        names = tuple(params)
        lists = forms.by_names.get(names)
        if lists is None:
            lists = forms.by_names[names] = _lists_of(statement, names)
        form = (names, *[len(params[name]) for name in lists]) if lists else names
        if form not in forms.prepared:
            if any(len(params[name]) > LONGEST_LIST for name in lists):
                return None
            forms.prepared[form] = _prepare(statement, self._dialect, params)
        return forms.prepared[form]


def _lists_of(statement: Executable, names: tuple[str, ...]) -> tuple[str, ...]:
    """Which parameters of `statement` stand for lists of values."""
    expanding = {
        part.key
        for part in iterate(cast(ExternallyTraversible, statement))
        if isinstance(part, BindParameter) and part.expanding
    }
    return tuple(name for name in names if name in expanding)


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
    is_text = isinstance(statement, TextClause)
    return _bound(compiled, params, _columns(compiled, dialect), is_text=is_text)


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


def _bound(
    compiled: SQLCompiler, params: Params, columns: Columns | None, *, is_text: bool
) -> Prepared:
    expanded = compiled.construct_expanded_state(params)
    names = expanded.positiontup or ()
    # Lists that the statement itself holds are constants like any other.
    lists = {name: given for name, given in expanded.parameter_expansion.items() if name in params}
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
        columns=columns,
        is_text=is_text,
    )


def _pick(names: Sequence[str]) -> Callable[[Params], Sequence[Any]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda params: [params[name] for name in names]  # itemgetter gives one value bare


def _columns(compiled: SQLCompiler, dialect: Dialect) -> Columns | None:
    columns = compiled._result_columns
    if not columns:
        return None
    return Columns(
        [column.keyname for column in columns],
        [column.type._cached_result_processor(dialect, None) for column in columns],
    )
