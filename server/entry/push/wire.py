"""One websocket under uvicorn, without what a slow or hostile peer could hold up.

uvicorn 0.54 lets `send` and even `close` wait until the peer reads, and an over-long message
meets a reset instead of its close frame. `PushSocket` writes at once into a transport whose
buffer is bounded, closes at once, and cuts the line when the peer does not finish the closing.
Set it as `ws` of the uvicorn Config together with `WEBSOCKET_SETTINGS`.
"""

from __future__ import annotations

import socket
from asyncio import BaseTransport
from typing import Any, Final, Protocol, TypedDict

from litestar.connection import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from common.wire.frames import MAX_MESSAGE_BYTES

CLOSE_WITHIN_S: Final = 5.0
SEND_BUFFER_BYTES: Final = 256 * 1024
"""The kernel's share of a session's memory."""
_EXTENSION: Final = "zaotai.push"


class WebsocketSettings(TypedDict):
    ws: type[WebSocketsSansIOProtocol]
    ws_max_size: int
    ws_per_message_deflate: bool
    ws_ping_interval: float | None


class Wire(Protocol):
    """What a session needs of its socket. Nothing here blocks but `receive` and `drained`."""

    async def receive(self) -> str | bytes | None:
        """The next message; None: the peer is gone or the socket was closed."""
        ...

    def write(self, framed: bytes) -> None:
        """Hand over bytes that are whole frames; they wait in `buffered` if the peer is slow."""
        ...

    @property
    def buffered(self) -> int:
        """Bytes that the kernel has not taken yet."""
        ...

    async def drained(self) -> None:
        """Until little is buffered, or the socket is gone."""
        ...

    def close(self, code: int, reason: str) -> None:
        """Close behind what is buffered; the line is cut 5 s later at the latest."""
        ...


class PushSocket(WebSocketsSansIOProtocol):
    """uvicorn's websocket, opened to direct writes for the push endpoint."""

    _is_failing = False

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        raw: socket.socket | None = transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)

    async def run_asgi(self) -> None:
        # Any: ASGI leaves the values of extensions open.
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[_EXTENSION] = self
        await super().run_asgi()

    def handle_parser_exception(self) -> None:
        """Say why and listen on for a while: closing over unread bytes would reset the line."""
        if self._is_failing:
            return  # what follows the offence is discarded by the parser
        self._is_failing = True
        if self.conn.close_sent is not None:
            self.queue.put_nowait(
                {
                    "type": "websocket.disconnect",
                    "code": self.conn.close_sent.code,
                    "reason": self.conn.close_sent.reason,
                }
            )
        self.stop_keepalive()
        self.transport.write(b"".join(self.conn.data_to_send()))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.close_sent = True
        self._cut_later()

    def push(self, framed: bytes) -> None:
        if not (self.close_sent or self.disconnected or self.transport.is_closing()):
            self.transport.write(framed)

    @property
    def buffered(self) -> int:
        return self.transport.get_write_buffer_size()

    def close_now(self, code: int, reason: str) -> None:
        if self.close_sent or self.disconnected or self.transport.is_closing():
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self._cut_later()

    def _cut_later(self) -> None:
        if self.close_timer is None:
            self.close_timer = self.loop.call_later(CLOSE_WITHIN_S, self.transport.abort)


WEBSOCKET_SETTINGS: Final[WebsocketSettings] = {
    "ws": PushSocket,
    "ws_max_size": MAX_MESSAGE_BYTES,
    "ws_per_message_deflate": False,
    "ws_ping_interval": None,  # heartbeats do it
}


class UvicornWire:
    """A `Wire` over Litestar's websocket and the `PushSocket` below it."""

    def __init__(self, websocket: WebSocket[Any, Any, Any]) -> None:
        # Any: Litestar's user, auth and state, none of which is used here.
        # object: uvicorn put it there, Litestar's scope type does not know it.
        below: object = dict(websocket.scope.get("extensions") or {}).get(_EXTENSION)
        if not isinstance(below, PushSocket):
            raise RuntimeError("serve with uvicorn and WEBSOCKET_SETTINGS")
        self._websocket = websocket
        self._below = below

    async def accept(self) -> None:
        await self._websocket.accept()

    async def receive(self) -> str | bytes | None:
        message = await self._websocket.receive()
        if message["type"] != "websocket.receive":
            return None
        text = message.get("text")
        return text if text is not None else message.get("bytes") or b""

    def write(self, framed: bytes) -> None:
        self._below.push(framed)

    @property
    def buffered(self) -> int:
        return self._below.buffered

    async def drained(self) -> None:
        await self._below.writable.wait()

    def close(self, code: int, reason: str) -> None:
        self._below.close_now(code, reason)
