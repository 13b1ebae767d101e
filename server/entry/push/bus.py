"""Data-free pokes: "these streams have new rows". Lossy by design; the heartbeat reads the journal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from server.db.listeners import CommitListener

Heard = Callable[[frozenset[str]], None]


class PokeBus(Protocol):
    """Brings the names of touched streams and wakes to this process's event loop.

    May lose, repeat or reorder. The scaled form listens to the other processes as well.
    """

    def listening(self, heard: Heard) -> AbstractAsyncContextManager[None]:
        """While entered, `heard` is called on the running loop."""
        ...


class CommitPokes:
    """The pokes of this process's own commits: all there is in the embedded form."""

    def __init__(self, on_commit: Callable[[CommitListener], None]) -> None:
        self._on_commit = on_commit

    @asynccontextmanager
    async def listening(self, heard: Heard) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        is_on = True

        def tell(touched: frozenset[str]) -> None:
            if is_on and not loop.is_closed():
                loop.call_soon_threadsafe(heard, touched)

        self._on_commit(tell)
        try:
            yield
        finally:
            is_on = False
