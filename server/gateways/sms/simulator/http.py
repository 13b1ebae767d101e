"""HTTP/1.1 over bare sockets: enough for httpx and curl, and a connection that can be cut anywhere."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import parse_qsl, urlsplit

import msgspec

_MOST_HEADER: Final = 16 * 1024
_MOST_BODY: Final = 1024 * 1024
_IDLE_S: Final = 75.0
_REASONS: Final = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed"}


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    query: dict[str, str]
    body: bytes
    ip: str


@dataclass(frozen=True, slots=True)
class Answered:
    body: bytes
    status: int = 200
    media_type: str = "application/json; charset=utf-8"

    @classmethod
    def json(cls, value: object, status: int = 200) -> Answered:
        return cls(msgspec.json.encode(value), status)


CUT: Final = None
"""In place of an answer: the connection is reset."""

Handler: TypeAlias = Callable[[Asked], Awaitable[Answered | None]]


class Malformed(Exception):
    """Not HTTP that we speak; the connection ends."""


# A peer that leaves, stays silent or speaks something else ends its own connection alone.
_ENDS_A_CONNECTION: Final = (
    ConnectionError,
    TimeoutError,
    Malformed,
    asyncio.IncompleteReadError,
    asyncio.CancelledError,  # the simulator ends: the streams' own callback would log it
)


async def serve(handle: Handler, host: str, port: int) -> asyncio.Server:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ip = str(writer.get_extra_info("peername")[0])
        with suppress(*_ENDS_A_CONNECTION):
            while await _exchange(handle, reader, writer, ip):
                pass
        writer.close()

    return await asyncio.start_server(connected, host, port, limit=_MOST_HEADER, backlog=1024)


async def _exchange(
    handle: Handler, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ip: str
) -> bool:
    """One request and its answer; False: the connection is over."""
    async with asyncio.timeout(_IDLE_S):
        asked, is_last = await _read(reader, ip)
    answered = await handle(asked)
    if answered is CUT:
        writer.transport.abort()
        return False
    reason = _REASONS.get(answered.status, "Status")
    head = (
        f"HTTP/1.1 {answered.status} {reason}\r\nContent-Type: {answered.media_type}\r\n"
        f"Content-Length: {len(answered.body)}\r\n\r\n"
    )
    writer.write(head.encode() + answered.body)
    await writer.drain()
    return not is_last


async def _read(reader: asyncio.StreamReader, ip: str) -> tuple[Asked, bool]:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.LimitOverrunError as error:
        raise Malformed("headers too long") from error
    first, *lines = head.split("\r\n")
    method, _, rest = first.partition(" ")
    target = rest.rpartition(" ")[0]
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines if line)
    }
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > _MOST_BODY or "transfer-encoding" in headers:
        raise Malformed("a body that we do not read")
    body = await reader.readexactly(int(length))
    parts = urlsplit(target)
    asked = Asked(method, parts.path, dict(parse_qsl(parts.query)), body, ip)
    return asked, headers.get("connection", "").lower() == "close"
