"""Run a Qt program on asyncio: one thread, one loop, a graceful end.

Modal `exec()` must not be called anywhere under this loop: qasync cannot nest loops.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any, Final

os.environ.setdefault("QT_API", "pyside6")  # qasync picks its binding at import

from PySide6.QtGui import QGuiApplication
from qasync import QEventLoop

GRACE_S: Final = 5.0

Main = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


def run(app: QGuiApplication, main: Main) -> int:
    """Run `main(stop)` until it returns, and give back the exit code (0, or 1 when cut short).

    `stop` is set when the last window closes and on SIGINT or SIGTERM; `main` waits for it and
    puts its things away. If it has not returned GRACE_S seconds later it is cancelled. An error
    of `main` is raised here, after the remaining tasks were cancelled.
    """
    app.setQuitOnLastWindowClosed(False)  # a quit() would tear the loop down under `main`
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(_until_stopped(app, main))


async def _until_stopped(app: QGuiApplication, main: Main) -> int:
    stop = asyncio.Event()
    app.lastWindowClosed.connect(stop.set)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        _on_signal(loop, number, stop.set)
    work = loop.create_task(main(stop), name="main")
    stopped = loop.create_task(stop.wait(), name="stop")
    try:
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        done, _ = await asyncio.wait({work}, timeout=GRACE_S)
        if not done:
            work.cancel()
            await asyncio.wait({work})
            return 1
        work.result()
        return 0
    finally:
        stopped.cancel()
        app.lastWindowClosed.disconnect(stop.set)


def _on_signal(loop: asyncio.AbstractEventLoop, number: int, act: Callable[[], object]) -> None:
    try:
        loop.add_signal_handler(number, act)
    except (NotImplementedError, RuntimeError, ValueError):
        # Windows loops and threads other than the main one: Python's own handler must do.
        _on_signal_by_python(loop, number, act)


def _on_signal_by_python(
    loop: asyncio.AbstractEventLoop, number: int, act: Callable[[], object]
) -> None:
    try:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(act))
    except ValueError:
        return  # not the main thread: whoever owns the signals ends us by closing the window
