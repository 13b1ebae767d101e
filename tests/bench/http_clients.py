"""Clients that cost as little as Python allows: the server shares the machine with them.

One connection each, one request in flight, written and read as bytes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, cast

_END: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length:"


@dataclass(slots=True)
class Load:
    """What the clients saw."""

    took_s: float = 0.0
    latencies_s: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    first_refusal: bytes = b""


class _Client(asyncio.Protocol):
    def __init__(self, requests: Iterator[bytes], load: Load, done: asyncio.Future[None]) -> None:
        self._requests = requests
        self._load = load
        self._done = done
        self._received = b""
        self._sent_at = 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by name
        self._send()

    def _send(self) -> None:
        assert self._transport is not None, "connected"
        request = next(self._requests, None)
        if request is None:
            self._transport.close()
            self._done.set_result(None)
            return
        self._sent_at = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        head_end = self._received.find(_END)
        if head_end < 0:
            return
        length_at = self._received.lower().index(_LENGTH, 0, head_end) + len(_LENGTH)
        length = int(self._received[length_at : self._received.index(b"\r\n", length_at)])
        if len(self._received) < head_end + len(_END) + length:
            return
        load, status = self._load, int(self._received[9:12])
        load.latencies_s.append(time.perf_counter() - self._sent_at)
        load.statuses[status] = load.statuses.get(status, 0) + 1
        if status >= 400 and not load.first_refusal:
            load.first_refusal = self._received
        self._received = b""
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._done.done():
            self._done.set_exception(exc or ConnectionError("the server hung up"))


def request(
    method: str, path: str, token: str, key: str = "", body: bytes = b"", host: str = "127.0.0.1"
) -> bytes:
    head = [
        f"{method} {path} HTTP/1.1",
        f"Host: {host}",
        f"Authorization: Bearer {token}",
        f"Content-Length: {len(body)}",
    ]
    if body:
        head += ["Content-Type: application/json", f"Idempotency-Key: {key}"]
    return "\r\n".join(head).encode() + _END + body


async def send_all(port: int, requests: list[bytes], clients: int) -> Load:
    """All requests by `clients` at once, each waiting for its answer."""
    loop = asyncio.get_running_loop()
    load, waiting = Load(), iter(requests)
    done = [loop.create_future() for _ in range(clients)]
    began = time.perf_counter()
    for each in done:
        await loop.create_connection(
            lambda each=each: _Client(waiting, load, each),  # type: ignore[misc]  # a bound default
            "127.0.0.1",
            port,
        )
    await asyncio.gather(*done)
    load.took_s = time.perf_counter() - began
    return load
