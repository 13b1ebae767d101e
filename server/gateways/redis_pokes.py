"""Pokes between server processes over Redis pub/sub. Lossy by design: who is poked reads the database.

One connection listens for as long as the process lives, with a dispatch of its own; a watchdog makes
a new one when it breaks or falls silent, and says then that pokes may have been missed. A Redis that
is away delays nobody: names that cannot be sent are dropped, and the floor is the looking that every
listener does by itself (workers each second, the push hub each heartbeat).
"""

from __future__ import annotations

import asyncio
import logging
import threading
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final, NoReturn

import msgspec
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

CONNECT_S: Final = 1.0
ANSWER_S: Final = 2.0
PING_S: Final = 1.0
SILENT_S: Final = 3.0
"""A connection that answers no ping for so long is given up: its other end may be gone."""
FIRST_REST_S: Final = 0.1
LONGEST_REST_S: Final = 2.0
NAMES_A_MESSAGE: Final = 500
NAMES_KEPT: Final = 10_000

_TROUBLE: Final = (RedisError, OSError, TimeoutError)
_log = logging.getLogger(__name__)


class _Poke(msgspec.Struct, frozen=True, array_like=True):
    """What goes over the wire: who has committed, and what was touched."""

    sender: str
    names: frozenset[str]


class RedisPokes:
    """`hear` is called on the running loop with what other processes have touched."""

    def __init__(
        self,
        url: str,
        channel: str,
        hear: Callable[[frozenset[str]], None],
        missed: Callable[[], None],
    ) -> None:
        """`missed`: pokes may have been lost. `channel`: of one database, since Redis shares its channels."""
        self._url = url
        self._channel = channel
        self._hear = hear
        self._missed = missed
        self._sender = str(uuid.uuid4())
        self._lock = threading.Lock()
        self._waiting: set[str] = set()
        self._is_waiting = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.is_listening = False

    def tell(self, touched: frozenset[str]) -> None:
        """A commit of this process, from any thread; returns at once."""
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        with self._lock:
            if len(self._waiting) < NAMES_KEPT:
                self._waiting |= touched
        loop.call_soon_threadsafe(self._is_waiting.set)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        tasks = [
            asyncio.create_task(loop) for loop in (self._keep_listening(), self._keep_telling())
        ]
        try:
            yield
        finally:
            self._loop = None
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.is_listening = False

    # ── listening ───────────────────────────────────────────────────────────────────────────────

    async def _keep_listening(self) -> NoReturn:
        """The watchdog: whatever ends a listener, another one follows."""
        rest_s = FIRST_REST_S
        while True:
            try:
                await self._listen()
            except _TROUBLE as trouble:
                if self.is_listening:
                    rest_s = FIRST_REST_S
                    _log.warning("redis pokes lost", extra={"cause": type(trouble).__name__})
            except Exception:  # noqa: BLE001  # the loop must not die: without it screens fall back to their heartbeat for good
                _log.exception("redis listener failed")
            self.is_listening = False
            await asyncio.sleep(rest_s)
            rest_s = min(rest_s * 2, LONGEST_REST_S)

    async def _listen(self) -> NoReturn:
        client = self._client()
        try:
            async with client.pubsub() as subscription:
                async with asyncio.timeout(CONNECT_S + ANSWER_S):
                    await subscription.subscribe(self._channel)
                await self._dispatch(subscription)
        finally:
            await _let_go(client)

    async def _dispatch(self, subscription: PubSub) -> NoReturn:
        loop = asyncio.get_running_loop()
        heard_at = loop.time()
        while True:
            message = await subscription.get_message(timeout=PING_S)
            if message is None:
                if loop.time() - heard_at > SILENT_S:
                    raise TimeoutError("redis does not answer")
                async with asyncio.timeout(ANSWER_S):
                    await subscription.ping()
                continue
            heard_at = loop.time()
            if message["type"] == "subscribe":
                # From here on nothing passes unheard; what did before is looked for once.
                self.is_listening = True
                _log.info("redis pokes heard")
                self._missed()
            elif message["type"] == "message":
                self._take(message["data"])

    def _take(self, data: bytes) -> None:
        try:
            poke = msgspec.json.decode(data, type=_Poke)
        except msgspec.MsgspecError:
            _log.warning("redis poke not understood")
            return
        if poke.sender != self._sender:
            self._hear(poke.names)

    # ── telling ─────────────────────────────────────────────────────────────────────────────────

    async def _keep_telling(self) -> NoReturn:
        client = self._client()
        try:
            while True:
                await self._is_waiting.wait()
                self._is_waiting.clear()
                with self._lock:
                    names, self._waiting = sorted(self._waiting), set()
                try:
                    await self._publish(client, names)
                except _TROUBLE:
                    # The listener tells of it; here only the poke is lost.
                    await asyncio.sleep(FIRST_REST_S)
                except Exception:  # noqa: BLE001  # the loop must not die: other processes would hear no more
                    _log.exception("redis pokes not told")
                    await asyncio.sleep(LONGEST_REST_S)
        finally:
            await _let_go(client)

    async def _publish(self, client: Redis, names: list[str]) -> None:
        for first in range(0, len(names), NAMES_A_MESSAGE):
            some = frozenset(names[first : first + NAMES_A_MESSAGE])
            data = msgspec.json.encode(_Poke(self._sender, some))
            async with asyncio.timeout(CONNECT_S + ANSWER_S):
                await client.publish(self._channel, data)

    def _client(self) -> Redis:
        return Redis.from_url(
            self._url,
            socket_connect_timeout=CONNECT_S,
            socket_timeout=ANSWER_S,
            retry=Retry(NoBackoff(), 0),  # a poke that comes late is worth nothing
        )


async def _let_go(client: Redis) -> None:
    with suppress(*_TROUBLE):
        await client.aclose()
