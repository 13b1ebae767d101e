"""Coroutines started from slots: kept, reported, and ended with their owner.

`asyncio.create_task` alone loses the task to the garbage collector and swallows its error;
no slot of this suite calls it.
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class Tasks(QObject):
    """The running coroutines of one owner. Dies with it, and cancels them then.

    Signals: `failed(name, message)` when a coroutine ended with an error (it is logged too).
    """

    failed = Signal(str, str)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        running: set[asyncio.Task[Any]] = set()  # Any: the result of a spawned task is not read
        self._running = running
        # The closure holds the set, not self: at `destroyed` the wrapper's C++ half is gone.
        self.destroyed.connect(lambda: _cancel(running))

    @staticmethod
    def of(owner: QObject) -> "Tasks":
        """The one Tasks of `owner`, made on first use."""
        found = owner.findChild(Tasks, options=_DIRECT)
        return found if found is not None else Tasks(owner)

    def start(self, coro: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run `coro` on the current loop; the error of it goes to the log and to `failed`."""
        task = asyncio.get_running_loop().create_task(coro, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            log.error("task %s failed", task.get_name(), exc_info=error)
            self._report(task.get_name(), error)

    def _report(self, name: str, error: BaseException) -> None:
        try:
            self.failed.emit(name, str(error) or type(error).__name__)
        except RuntimeError:
            # The owner went away between the cancel and this callback: the log has the error.
            log.debug("owner of task %s is gone", name)


def spawn(coro: Coroutine[Any, Any, Any], owner: QObject, name: str = "") -> asyncio.Task[Any]:
    """Start `coro` from a slot on behalf of `owner`.

    The task is kept alive, its error is logged and sent by `Tasks.of(owner).failed`, and it is
    cancelled when `owner` is destroyed. Needs a running loop (see `common.qt.loop.run`).
    """
    return Tasks.of(owner).start(coro, name or getattr(coro, "__qualname__", "task"))


def _cancel(running: set[asyncio.Task[Any]]) -> None:
    for task in list(running):
        task.cancel()
