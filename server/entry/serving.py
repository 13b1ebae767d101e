"""`serve`: uvicorn with our limits, one line when ready, and a stop that loses nothing."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from litestar import Litestar

from server.entry.health import Readiness
from server.entry.push.wire import WEBSOCKET_SETTINGS

DRAIN_S: Final = 10
KEEP_ALIVE_S: Final = 75
_BACKLOG: Final = 2048  # a whole shop reconnects at once after a power cut


class Serving(uvicorn.Server):
    """Stops in order: not ready → sockets closed with 1012 → no new jobs claimed → drained."""

    def __init__(self, config: uvicorn.Config, readiness: Readiness, on_ready: Callable[[], None]):
        super().__init__(config)
        self._readiness = readiness
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._readiness.is_ready = False
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End with exit code 0 when asked to: uvicorn would raise the signal again."""
        loop = asyncio.get_running_loop()
        asked = (signal.SIGINT, signal.SIGTERM)
        for number in asked:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in asked:
                loop.remove_signal_handler(number)


def callback_base(host: str, port: int) -> str:
    """Where a process on this machine reaches a server that listens on `host`."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{reached}]:{port}" if ":" in reached else f"http://{reached}:{port}"


def serve(app: Litestar, host: str, port: int, on_ready: Callable[[], None]) -> bool:
    """Serve until a signal; False: it could not start (the log says why)."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=DRAIN_S,
        lifespan="on",
        **WEBSOCKET_SETTINGS,
    )
    serving = Serving(config, app.state.readiness, on_ready)
    serving.run()
    return serving.started
