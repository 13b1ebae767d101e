"""A TCP proxy on loopback that a test can cut: at once, for a while, or in the middle of an answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

_CHUNK = 64 * 1024


class CuttingProxy:
    """`cut` drops every connection and refuses new ones until `mend`.

    `swallow_answers` lets requests through and keeps what the server says: the line is dead in one
    direction only, which is when a command is carried out and nobody hears of it.
    """

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._pipes: set[asyncio.Task[None]] = set()
        self.is_cut = False
        self._swallows = False
        self._left_until_cut: int | None = None
        self.port = 0
        self.connections = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @classmethod
    @asynccontextmanager
    async def to(cls, port: int) -> AsyncIterator[Self]:
        proxy = cls(port)
        proxy._server = await asyncio.start_server(proxy._serve, "127.0.0.1", 0)
        proxy.port = proxy._server.sockets[0].getsockname()[1]
        try:
            yield proxy
        finally:
            proxy._server.close()
            proxy.cut()
            await asyncio.gather(*proxy._pipes, return_exceptions=True)

    def cut(self) -> None:
        self.is_cut = True
        for writer in tuple(self._writers):
            writer.transport.abort()

    def mend(self) -> None:
        self.is_cut = self._swallows = False
        self._left_until_cut = None

    def swallow_answers(self) -> None:
        self._swallows = True

    def cut_after_answer_bytes(self, count: int) -> None:
        """Let `count` more bytes of the server through, then cut."""
        self._left_until_cut = count

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_cut:
            writer.transport.abort()
            return
        self.connections += 1
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to_port)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, far_writer}
        for pipe in (self._ask(reader, far_writer), self._answer(far_reader, writer)):
            task = asyncio.create_task(pipe)
            self._pipes.add(task)
            task.add_done_callback(self._pipes.discard)

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._pump(reader, writer, is_answer=False)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._pump(reader, writer, is_answer=True)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_answer: bool
    ) -> None:
        try:
            while chunk := await reader.read(_CHUNK):
                if is_answer and self._swallows:
                    continue
                if is_answer and self._left_until_cut is not None:
                    chunk = chunk[: self._left_until_cut]
                    self._left_until_cut -= len(chunk)
                writer.write(chunk)
                await writer.drain()
                if is_answer and self._left_until_cut == 0:
                    self.cut()
        except (ConnectionError, OSError):
            return  # cut: that is what it is for
        finally:
            self._writers.discard(writer)
            writer.transport.abort() if self.is_cut else writer.close()
