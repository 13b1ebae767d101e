"""One unit of work as a service sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from server.db import journal
from server.lib.ids import IdSource

# PostgreSQL only. NO KEY: rows that merely refer to the shop need not wait for it.
_LOCK_SHOP: Final = text("SELECT 1 FROM shop WHERE id = :id FOR NO KEY UPDATE")


class UnitSession(Session):
    """A session that only the edge can close: inside a unit one flushes, never commits."""

    def commit(self) -> None:
        raise RuntimeError("flush, never commit: the edge closes the unit of work")

    def rollback(self) -> None:
        raise RuntimeError("raise, never roll back: the edge closes the unit of work")

    def commit_unit(self) -> None:
        super().commit()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """An error takes back what was written in here, and is raised on."""
        with self.begin_nested():
            yield


class Unit:
    """What stands or falls together: rows, and the journal events that tell of them.

    `now` is the server's UTC time for everything in this unit; it never lies before the
    previous unit's. On PostgreSQL `lock_shop` may move it, because the unit waited there:
    lock first, then look at the time.
    """

    __slots__ = ("_ids", "_pending", "_positions", "_read_clock", "_wakes", "now", "session")

    def __init__(
        self, session: UnitSession, ids: IdSource, read_clock: Callable[[], datetime]
    ) -> None:
        self.session = session
        self.now = read_clock()
        self._ids = ids
        self._read_clock = read_clock
        self._pending: list[journal.PendingEvent] = []
        self._positions: dict[str, int] | None = None
        self._wakes: frozenset[str] = frozenset()

    def new_id(self) -> str:
        """A UUIDv7 of this unit's time."""
        return self._ids.new(self.now)

    def emit(
        self,
        stream: str,
        kind: str,
        body: msgspec.Struct | dict[str, Any],  # Any: JSON values of a kind's own shape
        *,
        expires_at: datetime | None = None,
        collapse_key: str | None = None,
    ) -> str:
        """Tell `stream` what happened, when this unit commits; gives the event's id.

        `body` is encoded now; the same object for several streams is encoded once.
        `collapse_key`: only for bodies without data or with the full state, since a replay
        keeps only the newest of a key.
        """
        if self._positions is not None:
            raise RuntimeError(f"{kind} emitted after the journal was written")
        last = self._pending[-1] if self._pending else None
        encoded = (
            last.encoded if last is not None and last.source is body else msgspec.json.encode(body)
        )
        event = journal.PendingEvent(
            stream, self.new_id(), kind, expires_at, collapse_key, encoded, body
        )
        self._pending.append(event)
        return event.id

    def wake(self, name: str) -> None:
        """Poke listeners with `name` after the commit, without an event (due rows)."""
        self._wakes |= {name}

    def seal(self) -> dict[str, int]:
        """Write the journal, last of all; gives the position of each stream touched.

        Safe to call again. The streams' counter rows stay locked until the commit.
        """
        if self._positions is None:
            self._positions = journal.write(self.session, self.now, self._pending)
        return dict(self._positions)

    def lock_shop(self, shop_id: str) -> None:
        """Lock the shop before reading what is to be changed."""
        self.lock(_LOCK_SHOP, {"id": shop_id})

    def lock(self, statement: TextClause, params: Mapping[str, str]) -> None:
        """Run a `SELECT … FOR … UPDATE`, then look at the time (SQLite: the writer is the lock)."""
        if self.session.get_bind().dialect.name == "postgresql":
            self.session.execute(statement, params)
            self.now = self._read_clock()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Run the rules in here: an error takes back their rows, events and wakes, and goes on."""
        pending, positions, wakes = list(self._pending), self._positions, self._wakes
        try:
            with self.session.savepoint():
                yield
        except BaseException:
            self._pending, self._positions, self._wakes = pending, positions, wakes
            raise

    @property
    def touched(self) -> frozenset[str]:
        """Names to poke after the commit: streams written to, and wakes."""
        return frozenset(event.stream for event in self._pending) | self._wakes


class UnitSource:
    """Makes units: one clock (UTC) that never runs backwards, one source of ids."""

    def __init__(self, read_clock: Callable[[], datetime], ids: IdSource) -> None:
        self._read_clock = read_clock
        self._ids = ids
        self._lock = threading.Lock()
        self._latest: datetime | None = None

    def open(self, session: UnitSession) -> Unit:
        return Unit(session, self._ids, self.now)

    def now(self) -> datetime:
        """The clock's time, or the latest given out when the clock stepped back."""
        at = self._read_clock()
        with self._lock:
            if self._latest is not None and at < self._latest:
                return self._latest
            self._latest = at
            return at
