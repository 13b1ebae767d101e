"""Who is told which streams a commit has touched."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, TypeAlias

CommitListener: TypeAlias = Callable[[frozenset[str]], None]

EVERYTHING: Final = "*"
"""Among the names: pokes may have been lost, so look at all that you follow."""

_log = logging.getLogger(__name__)


class CommitListeners:
    """Data-free pokes: names of streams and wakes, told after the commit from its thread.

    A listener must be quick and safe to call from any thread. A poke may be lost with the
    process: who needs every event reads the journal.
    """

    def __init__(self) -> None:
        self._of_own: tuple[CommitListener, ...] = ()
        self._of_all: tuple[CommitListener, ...] = ()

    def add(self, listener: CommitListener, *, own_only: bool) -> None:
        """`own_only`: not of what other processes have committed."""
        if own_only:
            self._of_own = (*self._of_own, listener)
        else:
            self._of_all = (*self._of_all, listener)

    def tell(self, touched: frozenset[str]) -> None:
        """This process has committed."""
        self._tell((*self._of_all, *self._of_own), touched)

    def relay(self, touched: frozenset[str]) -> None:
        """Another process has."""
        self._tell(self._of_all, touched)

    def _tell(self, listeners: tuple[CommitListener, ...], touched: frozenset[str]) -> None:
        if not touched:
            return
        for listener in listeners:
            try:
                listener(touched)
            except Exception:  # noqa: BLE001  # a commit has happened: nobody's listener may undo or delay it
                _log.exception("commit listener failed", extra={"streams": sorted(touched)})
