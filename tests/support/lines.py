"""A line to the server that a test without an event loop can cut: `CuttingProxy` on a thread."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.support.cutting_proxy import CuttingProxy


class Line:
    """As `CuttingProxy`, whose methods it calls on the proxy's own loop."""

    def __init__(self, proxy: CuttingProxy, loop: asyncio.AbstractEventLoop) -> None:
        self._proxy = proxy
        self._loop = loop

    @property
    def url(self) -> str:
        return self._proxy.url

    def cut(self) -> None:
        self._on_loop(self._proxy.cut)

    def mend(self) -> None:
        self._on_loop(self._proxy.mend)

    def swallow_answers(self) -> None:
        self._on_loop(self._proxy.swallow_answers)

    def _on_loop(self, act: Callable[[], None]) -> None:
        async def do() -> None:
            act()

        asyncio.run_coroutine_threadsafe(do(), self._loop).result(10)


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    opened: list[Line] = []
    is_open, is_over = threading.Event(), asyncio.Event()

    async def carry() -> None:
        async with CuttingProxy.to(port) as proxy:
            opened.append(Line(proxy, asyncio.get_running_loop()))
            is_open.set()
            await is_over.wait()

    thread = threading.Thread(target=lambda: asyncio.run(carry()), name="line")
    thread.start()
    assert is_open.wait(10), "the line is open"
    line = opened[0]
    try:
        yield line
    finally:
        line._loop.call_soon_threadsafe(is_over.set)
        thread.join(10)
