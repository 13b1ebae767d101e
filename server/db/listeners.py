"""Who is told which streams a commit has touched."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeAlias

CommitListener: TypeAlias = Callable[[frozenset[str]], None]

_log = logging.getLogger(__name__)


class CommitListeners:
    """Data-free pokes: names of streams and wakes, told after the commit from its thread.

    A listener must be quick and safe to call from any thread. A poke may be lost with the
    process: who needs every event reads the journal.
    """

    def __init__(self) -> None:
        self._listeners: tuple[CommitListener, ...] = ()

    def add(self, listener: CommitListener) -> None:
        self._listeners = (*self._listeners, listener)

    def tell(self, touched: frozenset[str]) -> None:
        if not touched:
            return
        for listener in self._listeners:
            try:
                listener(touched)
            except Exception:  # noqa: BLE001  # a commit has happened: nobody's listener may undo or delay it
                _log.exception("commit listener failed", extra={"streams": sorted(touched)})
