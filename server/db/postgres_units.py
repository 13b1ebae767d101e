"""Units of work on PostgreSQL: a bounded pool of threads, one transaction a unit."""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from server.db.engines import Engines
from server.db.errors import UnitsUnavailable
from server.db.faults import can_run_again, is_outage, was_taken_meanwhile
from server.db.listeners import CommitListener, CommitListeners
from server.db.reads import Reads
from server.db.unit import Unit, UnitSession, UnitSource

T = TypeVar("T")

RETRIES: Final = 3
WAITING_UNITS: Final = 2048
_THREADS: Final = 8  # as many as the write engine has connections
_BACK_OFF_S: Final = 0.01

_log = logging.getLogger(__name__)


class _CommitUncertain(Exception):
    """The connection broke while committing: running the work again could do it twice."""


class PostgresUnits(Reads):
    def __init__(self, engines: Engines, source: UnitSource) -> None:
        super().__init__(engines.read)
        self._engines = engines
        self._source = source
        self._listeners = CommitListeners()
        self._writers = ThreadPoolExecutor(_THREADS, thread_name_prefix="writer")
        self._slots = threading.BoundedSemaphore(WAITING_UNITS)
        self._is_closed = False

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
        self._is_closed = True
        await asyncio.to_thread(self._writers.shutdown)
        await asyncio.to_thread(self._stop_reading)
        self._engines.dispose()

    def _submit(self, work: Callable[[Unit], T]) -> Future[T]:
        if self._is_closed:
            raise UnitsUnavailable("the server is stopping")
        if not self._slots.acquire(blocking=False):
            raise UnitsUnavailable("too many units wait")
        try:
            # In the caller's context: log lines keep the request's id.
            answer = self._writers.submit(copy_context().run, self._write, work)
        except RuntimeError as error:  # closed between the two looks
            self._slots.release()
            raise UnitsUnavailable("the server is stopping") from error
        answer.add_done_callback(lambda _: self._slots.release())
        return answer

    def _write(self, work: Callable[[Unit], T]) -> T:
        for attempt in range(RETRIES + 1):
            try:
                return self._attempt(work)
            except DBAPIError as error:
                may_fare_better = can_run_again(error) or was_taken_meanwhile(error)
                if not may_fare_better or attempt == RETRIES:
                    if is_outage(error):
                        raise UnitsUnavailable("the database did not commit") from error
                    raise
                _log.info("unit runs again", extra={"attempt": attempt, "cause": str(error.orig)})
            except PoolTimeout as error:
                raise UnitsUnavailable("no connection is free") from error
            except _CommitUncertain as error:
                raise UnitsUnavailable("the database did not confirm the commit") from error
            time.sleep(_BACK_OFF_S * (attempt + random.random()))
        raise AssertionError("the last attempt returns or raises")

    def _attempt(self, work: Callable[[Unit], T]) -> T:
        with UnitSession(self._engines.write, autoflush=False) as session:
            unit = self._source.open(session)
            result = work(unit)
            unit.seal()
            try:
                session.commit_unit()
            except DBAPIError as error:
                if error.connection_invalidated:
                    raise _CommitUncertain from error
                raise
        self._listeners.tell(unit.touched)
        return result
