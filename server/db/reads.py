"""Consistent reads, the same way on both engines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from server.db.errors import UnitsUnavailable
from server.db.faults import is_outage

T = TypeVar("T")

_THREADS: Final = 4  # as many as the read engine has connections


class Reads:
    """Runs read-only works in a few threads; each sees one state from its first statement on."""

    def __init__(
        self, engine: Engine, open_session: Callable[[Connection], Session] = Session
    ) -> None:
        """`open_session` binds a session to a connection whose transaction has begun."""
        self._engine = engine
        self._open_session = open_session
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="read")

    async def read(self, work: Callable[[Session], T]) -> T:
        loop = asyncio.get_running_loop()
        # In the caller's context: log lines keep the request's id.
        context = copy_context()
        return await loop.run_in_executor(self._threads, context.run, self.run_read, work)

    def run_read(self, work: Callable[[Session], T]) -> T:
        try:
            with self._engine.begin() as connection, self._open_session(connection) as session:
                return work(session)
        except PoolTimeout as error:
            raise UnitsUnavailable("no connection is free") from error
        except OperationalError as error:
            if is_outage(error):
                raise UnitsUnavailable("the database cannot be read now") from error
            raise

    def _stop_reading(self) -> None:
        self._threads.shutdown(wait=True)
