"""Units of work on SQLite: one writer thread, many units a commit.

A pool of writers would make each wait for the others' locks (a p99 of seconds); one thread
that commits a group at a time shares the price of the disk's flush.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from sqlalchemy import Connection

from server.db.engines import Engines
from server.db.errors import UnitsUnavailable
from server.db.faults import is_outage
from server.db.listeners import CommitListener, CommitListeners
from server.db.reads import Reads
from server.db.sqlite_session import SqliteSession, SqliteUnitSession
from server.db.unit import Unit, UnitSource

T = TypeVar("T")

GROUP_UNITS: Final = 32
GROUP_S: Final = 0.025
"""Nobody is waited for: only whoever waits already is taken along, until then (ADR 10)."""
WAITING_UNITS: Final = 2048
"""Beyond it new units are refused: they could not be answered in time anyway."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    work: Callable[[Unit], Any]  # Any: each unit has its own answer
    context: Context = field(default_factory=copy_context)  # log lines keep the request's id
    answer: Future[Any] = field(default_factory=Future)


@dataclass(slots=True)
class _Group:
    """Units that share a commit, with the answer that each gets once it has happened."""

    members: list[_Waiting] = field(default_factory=list)
    outcomes: list[tuple[_Waiting, Any, BaseException | None]] = field(default_factory=list)
    touched: frozenset[str] = frozenset()


class SqliteUnits(Reads):
    def __init__(self, engines: Engines, source: UnitSource) -> None:
        super().__init__(engines.read, SqliteSession)
        self._engines = engines
        self._source = source
        self._listeners = CommitListeners()
        self._waiting: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._entrance = threading.Lock()  # nothing enters the queue behind the closing mark
        self._is_closed = False
        self._writer = threading.Thread(target=self._run, name="writer", daemon=True)
        self._writer.start()

    def on_commit(self, listener: CommitListener, *, own_only: bool = False) -> None:
        self._listeners.add(listener, own_only=own_only)

    def relay(self, touched: frozenset[str]) -> None:
        self._listeners.relay(touched)

    async def write(self, work: Callable[[Unit], T]) -> T:
        answer: T = await asyncio.wrap_future(self._submit(work))
        return answer

    def run_write(self, work: Callable[[Unit], T]) -> T:
        return self._submit(work).result()

    async def close(self) -> None:
        with self._entrance:
            if not self._is_closed:
                self._is_closed = True
                self._waiting.put(None)
        await asyncio.to_thread(self._writer.join)
        await asyncio.to_thread(self._stop_reading)
        self._engines.dispose()

    def _submit(self, work: Callable[[Unit], T]) -> Future[T]:
        with self._entrance:
            if self._is_closed:
                raise UnitsUnavailable("the server is stopping")
            if self._waiting.qsize() >= WAITING_UNITS:
                raise UnitsUnavailable("too many units wait")
            waiting = _Waiting(work)
            self._waiting.put(waiting)
        return waiting.answer

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            group = _Group()
            try:
                self._commit(group, first)
            except Exception as error:  # noqa: BLE001  # the writer must not die: its group hears of it
                self._refuse(group, error)
            else:
                self._listeners.tell(group.touched)
                _answer(group)

    def _commit(self, group: _Group, first: _Waiting) -> None:
        """Run `first` and what waits behind it, and commit them together."""
        group.members.append(first)
        with self._engines.write.connect() as connection:
            try:
                with connection.begin():
                    self._fill(group, connection)
            except BaseException:
                # SQLite may have ended the transaction by itself (disk full): start afresh.
                connection.invalidate()
                raise

    def _fill(self, group: _Group, connection: Connection) -> None:
        until = time.monotonic() + GROUP_S
        # One session for the group: making one costs as much as several statements.
        session = SqliteUnitSession(connection)
        self._run_unit(group, session, group.members[0])
        while len(group.members) < GROUP_UNITS and time.monotonic() < until:
            following = self._take()
            if following is None:
                break
            group.members.append(following)
            self._run_unit(group, session, following)
        session.close()

    def _take(self) -> _Waiting | None:
        """The next waiting unit, if one waits now; the closing mark stays for `_run`."""
        try:
            following = self._waiting.get_nowait()
        except Empty:
            return None
        if following is None:
            self._waiting.put(None)
        return following

    def _run_unit(self, group: _Group, session: SqliteUnitSession, waiting: _Waiting) -> None:
        """Run one unit in its savepoint: its error is its own, a broken transaction everybody's."""
        if not waiting.answer.set_running_or_notify_cancel():
            return
        try:
            with session.savepoint():
                unit = self._source.open(session)
                result = waiting.context.run(waiting.work, unit)
                unit.seal()
        except BaseException as error:  # a SystemExit too is the caller's, not the writer's
            if not session.is_in_transaction:
                raise  # SQLite has ended it by itself (disk full): everybody's is gone
            group.outcomes.append((waiting, None, _as_seen(error)))
        else:
            group.outcomes.append((waiting, result, None))
            group.touched |= unit.touched

    def _refuse(self, group: _Group, error: Exception) -> None:
        """Answer all of a group that was not committed."""
        if not group.outcomes:
            # It could not even begin: those behind it would each wait for the same lock.
            while len(group.members) < GROUP_UNITS and (following := self._take()) is not None:
                group.members.append(following)
        for waiting in group.members:
            answer = waiting.answer
            # Asked twice whether it was cancelled, a future raises: the writer would be dead.
            if answer.running() or (
                not answer.cancelled() and answer.set_running_or_notify_cancel()
            ):
                answer.set_exception(_unavailable("the database did not commit", error))


def _as_seen(error: BaseException) -> BaseException:
    """Trouble of the database is a 503 for the caller, any other error the work's own."""
    return _unavailable("the database refused a statement", error) if is_outage(error) else error


def _unavailable(why: str, cause: BaseException) -> UnitsUnavailable:
    refusal = UnitsUnavailable(why)
    refusal.__cause__ = cause
    return refusal


def _answer(group: _Group) -> None:
    for waiting, result, error in group.outcomes:
        if error is None:
            waiting.answer.set_result(result)
        else:
            waiting.answer.set_exception(error)
