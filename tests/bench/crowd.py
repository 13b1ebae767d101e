"""Many push sockets in one process, as cheap as Python allows: they share the machine with the server."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, cast

_MASKED: Final = 0x80
_TEXT: Final = 0x81
_UPGRADED: Final = b"\r\n\r\n"


class Peer(asyncio.Protocol):
    """One socket. `frames` counts those with an event; `at` is when the latest came (monotonic)."""

    def __init__(self, path: str, greeting: Callable[[Peer, bytes], None]) -> None:
        self.frames = 0
        self.at = 0.0
        self.seqs: list[int] = []
        self.bytes = 0
        self.is_lost = False
        self._path = path
        self._greeting = greeting
        self._pending = b""
        self._is_upgraded = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by name
        key = base64.b64encode(os.urandom(16)).decode()
        self.transport.write(
            f"GET {self._path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self.at = time.monotonic()
        self.bytes += len(data)
        self._pending += data
        if not self._is_upgraded:
            end = self._pending.find(_UPGRADED)
            if end < 0:
                return
            assert self._pending.startswith(b"HTTP/1.1 101"), self._pending[:200]
            self._pending = self._pending[end + len(_UPGRADED) :]
            self._is_upgraded = True
        while (payload := self._next()) is not None:
            self._greeting(self, payload)

    def _next(self) -> bytes | None:
        """The next whole frame's payload (servers do not mask)."""
        held = self._pending
        if len(held) < 2:
            return None
        size, start = held[1], 2
        if size == 126:
            size, start = int.from_bytes(held[2:4]), 4
        elif size == 127:
            size, start = int.from_bytes(held[2:10]), 10
        if len(held) < start + size:
            return None
        self._pending = held[start + size :]
        return held[start : start + size]

    def send(self, text: str) -> None:
        payload = text.encode()
        size = len(payload)
        head = bytes((_TEXT, _MASKED | size)) if size < 126 else bytes((_TEXT, _MASKED | 126))
        if size >= 126:
            head += size.to_bytes(2)
        assert self.transport is not None, "connected"
        self.transport.write(head + b"\0\0\0\0" + payload)  # a mask of zeros leaves the payload

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_lost = True

    def leave(self) -> None:
        if self.transport is not None:
            self.transport.abort()


class Terminal:
    """What a terminal says and remembers on a push socket: enough to follow and to come back."""

    def __init__(
        self, token: str, since: dict[str, Any] | None = None, *, answers: bool = False
    ) -> None:
        """`answers`: acknowledges events and keeps its heart beating (Any: an auth frame's `since`)."""
        self.since = since or {}
        self.welcome: dict[str, Any] = {}
        self.caught_up_at = 0.0
        self._token = token
        self._answers = answers
        self._behind: dict[str, int] = {}

    def heard(self, peer: Peer, payload: bytes) -> None:
        if payload.startswith(b'{"t":"ev'):
            self._take(peer, payload)
        elif payload.startswith(b'{"t":"hello"'):
            auth = {"t": "auth", "token": self._token, "app": "bench", "version": "0.1.0"}
            peer.send(json.dumps(auth | {"since": self.since}))
        elif payload.startswith(b'{"t":"welcome"'):
            self.welcome = json.loads(payload)
            self._behind = {
                name: held["top"]
                for name, held in self.welcome["streams"].items()
                if held["mode"] == "resume" and held["top"] > self.since[name]["seq"]
            }
            if not self._behind:
                self.caught_up_at = peer.at
        elif self._answers and payload.startswith(b'{"t":"hb"'):
            peer.send(json.dumps({"t": "hb", "now": json.loads(payload)["now"]}))

    def _take(self, peer: Peer, payload: bytes) -> None:
        if self._answers:
            frame = json.loads(payload)
            last = frame["items"][-1]["seq"] if frame["t"] == "evs" else frame["seq"]
            peer.send(json.dumps({"t": "ack", "s": frame["s"], "seq": last}))
        elif not self._behind:
            peer.frames += 1
            at = payload.index(b'"seq":') + 6
            peer.seqs.append(int(payload[at : payload.index(b",", at)]))
        else:
            self._catch_up(peer, json.loads(payload))

    def _catch_up(self, peer: Peer, frame: dict[str, Any]) -> None:
        # Any: an event frame
        last = frame["items"][-1]["seq"] if frame["t"] == "evs" else frame["seq"]
        if last >= self._behind.get(frame["s"], 0):
            self._behind.pop(frame["s"], None)
        if not self._behind:
            self.caught_up_at = peer.at

    def positions(self) -> dict[str, Any]:
        """Its `since` when it comes back (Any: as on the wire)."""
        return {
            name: {"epoch": held["epoch"], "seq": held["top"]}
            for name, held in self.welcome["streams"].items()
        }


async def open_peers(
    port: int, path: str, greetings: Sequence[Callable[[Peer, bytes], None]]
) -> list[Peer]:
    """One connected socket for each greeting, all begun at once."""
    loop = asyncio.get_running_loop()
    peers = [Peer(path, greeting) for greeting in greetings]
    await asyncio.gather(
        *(loop.create_connection(lambda p=peer: p, "127.0.0.1", port) for peer in peers)  # type: ignore[misc]
    )
    return peers


async def until(condition: Callable[[], bool], within_s: float, what: str) -> None:
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, f"{what} took more than {within_s:g} s"
        await asyncio.sleep(0.002)
