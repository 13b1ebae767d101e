"""The push socket on a real uvicorn on loopback, and peers that speak its frames by hand."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server.db.units import open_units
from server.entry.push.wire import WEBSOCKET_SETTINGS
from tests.support.api import Api, Terminal
from tests.support.network import free_port
from tests.support.waiting import until

Frame = dict[str, Any]  # Any: JSON
SOON_S = 5.0


@dataclass(frozen=True, slots=True)
class Closed:
    code: int
    reason: str


class Peer:
    """One end of a socket. Frames are kept in their order; heartbeats are kept apart."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.heartbeats: list[Frame] = []

    async def send(self, **frame: Any) -> None:
        await self.connection.send(json.dumps(frame))

    async def next(self, within_s: float = SOON_S) -> Frame:
        """The next frame that is not a heartbeat."""
        async with asyncio.timeout(within_s):
            while True:
                frame: Frame = json.loads(await self.connection.recv())
                if frame["t"] != "hb":
                    return frame
                self.heartbeats.append(frame)

    async def heartbeat(self) -> Frame:
        """The next heartbeat; what else comes meanwhile must not."""
        async with asyncio.timeout(SOON_S):
            frame: Frame = json.loads(await self.connection.recv())
            assert frame["t"] == "hb", frame
            return frame

    async def events(self, count: int) -> list[Frame]:
        """The next `count` events, whether they come one by one or together."""
        found: list[Frame] = []
        while len(found) < count:
            frame = await self.next()
            if frame["t"] == "evs":
                found += [item | {"s": frame["s"]} for item in frame["items"]]
            else:
                assert frame["t"] == "ev", frame
                found.append(frame)
        assert len(found) == count, found
        return found

    async def closed(self, within_s: float = SOON_S) -> Closed:
        """How the server closed; what came before is let go."""
        async with asyncio.timeout(within_s):
            try:
                while True:
                    await self.connection.recv()
            except ConnectionClosed:
                code = self.connection.close_code
                return Closed(
                    code if code is not None else 1006, self.connection.close_reason or ""
                )

    async def leave(self) -> None:
        await self.connection.close()


class Push:
    def __init__(self, api: Api, database_url: str, server: uvicorn.Server, port: int) -> None:
        self.api = api
        self._database_url = database_url
        self._server = server
        self.port = port
        self.url = f"ws://127.0.0.1:{port}/v1/push"
        self._peers: list[ClientConnection] = []

    async def open(self, **options: Any) -> Peer:
        """A socket whose `hello` has been read."""
        peer = Peer(await connect(self.url, compression=None, ping_interval=None, **options))
        self._peers.append(peer.connection)
        assert (await peer.next())["t"] == "hello"
        return peer

    async def join(
        self, terminal: Terminal, since: Frame | None = None, **options: Any
    ) -> tuple[Peer, Frame]:
        """A socket that was let in, and its welcome."""
        peer = await self.open(**options)
        await self.auth(peer, terminal, since)
        welcome = await peer.next()
        assert welcome["t"] == "welcome", welcome
        return peer, welcome

    async def auth(self, peer: Peer, terminal: Terminal, since: Frame | None = None) -> None:
        await peer.send(
            t="auth", token=terminal.token, app="test", version="0.1.0", since=since or {}
        )

    def stop(self) -> None:
        """As a signal would."""
        self._server.should_exit = True

    @asynccontextmanager
    async def deaf(self) -> AsyncIterator[None]:
        """Commits inside wake nobody in this process, as if another one had made them."""
        others = open_units(self._database_url, self.api.clock.now)
        mine, self.api.units = self.api.units, others
        try:
            yield
        finally:
            self.api.units = mine
            await others.close()

    async def close(self) -> None:
        for connection in self._peers:
            connection.transport.abort()

    @classmethod
    @asynccontextmanager
    async def serving(cls, api: Api, database_url: str) -> AsyncIterator[Self]:
        port = free_port()
        config = uvicorn.Config(
            api.app,
            host="127.0.0.1",
            port=port,
            lifespan="off",  # the `api` fixture has begun it
            log_config=None,
            **WEBSOCKET_SETTINGS,
        )
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve())
        await until(lambda: server.started, what="uvicorn listening")
        push = cls(api, database_url, server, port)
        try:
            yield push
        finally:
            await push.close()
            push.stop()
            await running
