"""Tasks that run beside the caller: named, reported when they die, ended together.

No `asyncio.wait_for` here or anywhere: in Python 3.11 it loses a cancellation that comes in the same
moment as what it waits for, and whoever ends the task then waits for ever (cpython #86296).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any, Final

log = logging.getLogger(__name__)

_AGAIN_S: Final = 1.0


def start(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    """Keep the result: a task that nobody holds may be collected."""
    task = asyncio.get_running_loop().create_task(work, name=f"device {name}")
    task.add_done_callback(_report)
    return task


async def end(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel them and wait until they have ended; one that lets it pass is cancelled again."""
    running = {task for task in tasks if not task.done()}
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=_AGAIN_S)


async def within(event: asyncio.Event, timeout_s: float) -> bool:
    """Wait for `event`; False when it was not set in time."""
    try:
        async with asyncio.timeout(timeout_s):
            await event.wait()
    except TimeoutError:
        return False
    return True


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("%s ended", task.get_name(), exc_info=error)
