"""Units of work: the only way in which the server reads and writes its database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol, TypeVar, runtime_checkable

from sqlalchemy.orm import Session

from server.db.engines import open_engines
from server.db.listeners import CommitListener
from server.db.postgres_units import PostgresUnits
from server.db.sqlite_units import SqliteUnits
from server.db.unit import Unit, UnitSource
from server.lib.ids import IdSource

__all__ = ["Unit", "Units", "open_units"]

T = TypeVar("T")


@runtime_checkable  # Litestar checks what it injects
class Units(Protocol):
    """Runs works, which are plain functions and may be run again from the start (PostgreSQL)."""

    async def write(self, work: Callable[[Unit], T]) -> T:
        """Run `work` as one unit and answer after the commit that holds it.

        What `work` raises leaves nothing behind and is raised here. Raises UnitsUnavailable
        when the database cannot commit now. Cancelling the caller does not stop a unit that
        has begun: it commits or fails on its own.
        """
        ...

    async def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` on one consistent state of the database; it cannot write."""
        ...

    def run_write(self, work: Callable[[Unit], T]) -> T:
        """`write` for code without an event loop: it blocks."""
        ...

    def run_read(self, work: Callable[[Session], T]) -> T:
        """`read` for code without an event loop: it blocks."""
        ...

    def on_commit(self, listener: CommitListener, *, own_only: bool = False) -> None:
        """Tell `listener` the touched streams and wakes after each commit, from any thread.

        Also those of other processes, as far as they are relayed, unless `own_only`.
        """
        ...

    def relay(self, touched: frozenset[str]) -> None:
        """Another process has committed: tell those who listen to all."""
        ...

    async def close(self) -> None:
        """Finish what has begun, refuse what comes, release the connections."""
        ...


def open_units(
    database_url: str,
    read_clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ids: IdSource | None = None,
) -> Units:
    """Units on the engine that `database_url` names; raises DatabaseUrlInvalid."""
    engines = open_engines(database_url)
    source = UnitSource(read_clock, ids or IdSource())
    return SqliteUnits(engines, source) if engines.is_sqlite else PostgresUnits(engines, source)
