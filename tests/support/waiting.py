"""Waiting for something to become true. No test sleeps for a time and hopes."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable

STEP_S = 0.01


class NeverHappened(AssertionError):
    """The condition stayed false until the time was up."""


def wait_until(condition: Callable[[], object], timeout_s: float = 10.0, what: str = "") -> None:
    """Look at `condition` every 10 ms until it is true.

    For other processes and threads; it blocks. In Qt tests use `qtbot.waitUntil`, in async tests
    `until`: both let the event loop go on.
    """
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while not condition():
        if time.monotonic() >= deadline:
            raise NeverHappened(_complaint(what, timeout_s))
        pause.wait(STEP_S)


async def until(
    condition: Callable[[], object | Awaitable[object]], timeout_s: float = 10.0, what: str = ""
) -> None:
    """As `wait_until`, on the running event loop; `condition` may be a coroutine function."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + timeout_s
    while not await _value_of(condition):
        if loop.time() >= deadline:
            raise NeverHappened(_complaint(what, timeout_s))
        await asyncio.sleep(STEP_S)


async def _value_of(condition: Callable[[], object | Awaitable[object]]) -> object:
    value = condition()
    return await value if isinstance(value, Awaitable) else value


def _complaint(what: str, timeout_s: float) -> str:
    return f"{what or 'the condition'}: not so within {timeout_s:g} s"
