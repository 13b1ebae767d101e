"""Pokes between processes over a real Redis: heard by the others alone, back after any break of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from redis import Redis

from server.gateways.redis_pokes import NAMES_A_MESSAGE, RedisPokes
from tests.support.redis import EphemeralRedis
from tests.support.waiting import until

CHANNEL = "zaotai:a database"


class Process:
    """One server process as its pokes see it."""

    def __init__(self, redis: EphemeralRedis, channel: str = CHANNEL) -> None:
        self.heard: set[str] = set()
        self.messages = 0
        self.missed = 0
        self.pokes = RedisPokes(redis.url, channel, self._hear, self._miss)

    def _hear(self, names: frozenset[str]) -> None:
        self.heard |= names
        self.messages += 1

    def _miss(self) -> None:
        self.missed += 1

    def commit(self, *names: str) -> None:
        self.pokes.tell(frozenset(names))


@asynccontextmanager
async def listening(*several: Process) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for each in several:
            await stack.enter_async_context(each.pokes.running())
        await until(lambda: all(each.pokes.is_listening for each in several))
        yield


async def test_a_commit_is_heard_by_the_others_and_not_once_more_at_home(
    redis_server: EphemeralRedis,
) -> None:
    here, there = Process(redis_server), Process(redis_server)
    elsewhere = Process(redis_server, "zaotai:another database")
    async with listening(here, there, elsewhere):
        here.commit("kitchen:1", "cashier:1")
        await until(lambda: there.heard == {"kitchen:1", "cashier:1"})
        there.commit("kitchen:2")
        await until(lambda: here.heard == {"kitchen:2"})
    assert elsewhere.heard == set()


async def test_commits_from_many_threads_share_messages_and_none_is_lost(
    redis_server: EphemeralRedis,
) -> None:
    here, there = Process(redis_server), Process(redis_server)
    async with listening(here, there):
        names = [f"kitchen:{number}" for number in range(NAMES_A_MESSAGE + 100)]

        def commit_some(first: int) -> None:
            for name in names[first::8]:
                here.commit(name)

        await asyncio.gather(*(asyncio.to_thread(commit_some, first) for first in range(8)))
        await until(lambda: there.heard == set(names))
    assert there.messages < len(names)


async def test_a_redis_that_is_stopped_and_started_is_heard_again(
    redis_server: EphemeralRedis,
) -> None:
    here, there = Process(redis_server), Process(redis_server)
    async with listening(here, there):
        assert (here.missed, there.missed) == (1, 1)
        redis_server.stop()
        await until(lambda: not here.pokes.is_listening and not there.pokes.is_listening)
        here.commit("lost")  # nobody waits for it, and it is nobody's error
        redis_server.start()
        await until(lambda: here.pokes.is_listening and there.pokes.is_listening, 15.0)
        assert (here.missed, there.missed) == (2, 2)  # so each looks at everything once
        await until(lambda: commits_until_heard(here, there, "again"))
    assert "lost" not in there.heard


async def test_a_redis_that_falls_silent_is_left_and_found_again(
    redis_server: EphemeralRedis,
) -> None:
    """Its connections stay open and nothing comes: only the unanswered ping tells."""
    here = Process(redis_server)
    async with listening(here):
        redis_server.freeze()
        await until(lambda: not here.pokes.is_listening, 15.0)
        redis_server.thaw()
        await until(lambda: here.pokes.is_listening, 15.0)


async def test_a_process_that_starts_before_its_redis_hears_it_when_it_comes(
    redis_server: EphemeralRedis,
) -> None:
    redis_server.stop()
    here = Process(redis_server)
    async with here.pokes.running():
        here.commit("lost")
        redis_server.start()
        await until(lambda: here.pokes.is_listening, 15.0)


async def test_what_is_no_poke_is_let_go(
    redis_server: EphemeralRedis, caplog: pytest.LogCaptureFixture
) -> None:
    here, there = Process(redis_server), Process(redis_server)
    async with listening(here, there):
        with Redis.from_url(redis_server.url) as stranger:
            stranger.publish(CHANNEL, b"{")
        here.commit("kitchen:1")
        await until(lambda: there.heard == {"kitchen:1"})
    assert "not understood" in caplog.text


def commits_until_heard(here: Process, there: Process, name: str) -> bool:
    here.commit(name)
    return name in there.heard
