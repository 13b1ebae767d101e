"""The device's own file: what it knows, what it still has to send, what it still has to say.

One SQLite file a device, WAL, `synchronous=FULL`: what `write` returned from survives `kill -9` and
a power cut. One transaction at a time; memory follows the disk (`Tx.then`) and never runs ahead.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Executable, delete, event, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Row
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from common.client.schema import CURSORS, META, METADATA, ROWS, VERSION

T = TypeVar("T")
S = TypeVar("S")

_PRAGMAS: Final = (
    # One program a file: a second one would send the same outbox.
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA busy_timeout=2000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",  # the token of a former pairing does not linger
)


class StoreInUse(Exception):
    """Another program has this device's file open."""


class Tx:
    """One local transaction. What memory is to learn goes into `then` and happens after the commit."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._after: list[Callable[[], None]] = []

    async def run(self, statement: Executable, rows: list[dict[str, Any]] | None = None) -> int:
        """Execute, once or for all of `rows` (column → value, of whatever type); rows changed."""
        if rows is not None and not rows:
            return 0
        return (await self._connection.execute(statement, rows)).rowcount

    async def rows(self, statement: Executable) -> list[Row[Any]]:  # Any: columns of the statement
        return list((await self._connection.execute(statement)).all())

    async def insert(self, statement: Executable) -> int:
        """Execute an INSERT of one row; its integer primary key."""
        result = await self._connection.execute(statement)
        assert result.inserted_primary_key is not None, "not an INSERT of one row"
        return int(result.inserted_primary_key[0])

    def then(self, adopt: Callable[[], None]) -> None:
        """After the commit, before anybody else gets a transaction, and not at all if it fails."""
        self._after.append(adopt)

    def committed(self) -> None:
        for adopt in self._after:
            adopt()


class Store:
    """Open with `Store.open`. All methods belong to one event loop."""

    def __init__(self, engine: AsyncEngine, connection: AsyncConnection) -> None:
        self._engine = engine
        self._connection = connection
        self._turn = asyncio.Lock()
        self._units: set[asyncio.Task[Any]] = set()  # Any: results go to the callers

    @classmethod
    async def open(cls, path: Path | None) -> Store:
        """The file at `path`, made if it is not there (readable by its owner alone: it holds the
        token); None: in memory. Raises StoreInUse."""
        if path is not None:
            _make_private(path)
        url = "sqlite+aiosqlite://" if path is None else f"sqlite+aiosqlite:///{path}"
        engine = create_async_engine(url, poolclass=StaticPool)
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin)
        try:
            connection = await engine.connect()
            await _migrate(connection)
        except OperationalError as error:
            await engine.dispose()
            if "locked" in str(error):
                raise StoreInUse(str(path)) from error
            raise
        return cls(engine, connection)

    async def write(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Do `work` in one transaction; it is on the disk when this returns.

        A cancelled caller does not undo it: it runs to its end, so that memory and disk agree.
        """
        unit = asyncio.get_running_loop().create_task(self._unit(work))
        self._units.add(unit)
        unit.add_done_callback(self._units.discard)
        return await asyncio.shield(unit)

    async def close(self) -> None:
        if self._units:
            await asyncio.wait(set(self._units))
        async with self._turn:
            await self._connection.close()
            await self._engine.dispose()

    async def _unit(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        async with self._turn:
            tx = Tx(self._connection)
            async with self._connection.begin():
                result = await work(tx)
            tx.committed()
            return result


async def read_meta(tx: Tx, name: str, kind: type[S]) -> S | None:
    found = await tx.rows(select(META.c.value).where(META.c.name == name))
    return msgspec.json.decode(found[0][0], type=kind) if found else None


async def write_meta(tx: Tx, name: str, value: object) -> None:
    if value is None:
        await tx.run(delete(META).where(META.c.name == name))
        return
    body = msgspec.json.encode(value)
    statement = insert(META).values(name=name, value=body)
    await tx.run(statement.on_conflict_do_update(["name"], set_={"value": body}))


def _make_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare(
    connection: Any, _: object
) -> None:  # Any: aiosqlite's connection as SQLAlchemy adapts it
    # The driver begins no transaction before a SELECT; we say BEGIN ourselves (below).
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Any) -> None:  # Any: SQLAlchemy's listener passes its own Connection
    connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _migrate(connection: AsyncConnection) -> None:
    async with connection.begin():
        found = (await connection.execute(text("PRAGMA user_version"))).scalar_one()
        await connection.run_sync(METADATA.create_all)
        if found != VERSION:
            await connection.execute(delete(ROWS))
            await connection.execute(delete(CURSORS))
            await connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
