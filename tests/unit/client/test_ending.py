"""The loops of a device end when they are told to, also when work comes in that very moment.

A program whose loop goes on after its end was asked for waits for itself for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from common.client import background
from common.client.announcer import Announcer
from common.client.facade import Phase
from common.client.link import Link
from common.client.outbox import Outbox
from common.client.sender import Sender
from common.client.session import Answered, Apply, PushSession
from common.client.store import Store
from common.client.voices import Voices
from common.speech import SilentSpeaker
from common.wire.events import StreamPosition
from tests.support.clock import EVENING, FakeClock
from tests.support.waiting import until
from tests.unit.client.test_announcer import FakeLink
from tests.unit.client.test_sender import FakeServer

# How far the loop has got with the news when the end is asked for.
TURNS = pytest.mark.parametrize("turns", range(6))


async def ends(work: asyncio.Task[None], news: Callable[[], None], turns: int) -> None:
    news()
    for _ in range(turns):
        await asyncio.sleep(0)
    async with asyncio.timeout(2):
        await background.end([work])


@TURNS
async def test_the_sender_ends_although_something_was_just_tapped(turns: int) -> None:
    store, clock = await Store.open(None), FakeClock()
    sender = Sender(store, Outbox(), FakeServer().send, dict, clock.now, lambda: None)
    work = background.start(sender.run(), "outbox")
    await _is_at_rest(store)
    await ends(work, sender.look, turns)
    await store.close()


@TURNS
async def test_the_announcer_ends_although_something_was_just_queued(turns: int) -> None:
    store, clock = await Store.open(None), FakeClock()
    announcer = Announcer(
        store, Voices(), SilentSpeaker(), FakeLink(), clock.now, clock.monotonic, lambda: None
    )
    work = background.start(announcer.run(), "announcer")
    await _is_at_rest(store)
    await ends(work, announcer.look, turns)
    await store.close()


@TURNS
async def test_the_link_ends_although_a_frame_just_came(turns: int) -> None:
    socket = FakeSocket()
    link = Link("ws://nowhere", FakeOwner(), open_socket=lambda _: socket.opened())
    work = background.start(link.run(), "link")
    await until(lambda: socket.listeners, what="the link listening")
    await ends(work, lambda: socket.frames.put_nowait("{}"), turns)


async def test_a_peer_that_takes_nothing_ends_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("common.client.link.SLOW_UP_TO_S", 0.05)
    socket = FakeSocket()
    socket.takes = False
    link = Link("ws://nowhere", FakeOwner(), open_socket=lambda _: socket.opened())
    work = background.start(link.run(), "link")
    socket.frames.put_nowait('{"t":"hello","proto":1,"server_time":"2026-03-04T12:00:00Z"}')
    await until(lambda: socket.was_closed, what="the connection being given up")
    await background.end([work])


async def _is_at_rest(store: Store) -> None:
    """Until the loop has done its first look, which needs the store."""
    for _ in range(3):
        await store.write(_nothing)


async def _nothing(_: object) -> None:
    return


class FakeSocket:
    """`takes` False: whatever is sent stays in the line."""

    def __init__(self) -> None:
        self.frames: asyncio.Queue[str] = asyncio.Queue()
        self.listeners = 0
        self.takes = True
        self.was_closed = False
        self.close_code: int | None = None

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[FakeSocket]:
        yield self

    async def send(self, message: str) -> None:
        if not self.takes:
            await asyncio.Event().wait()

    async def recv(self) -> str:
        self.listeners += 1
        return await self.frames.get()

    async def close(self, code: int = 1000, reason: str = "") -> None:
        self.was_closed = True


class FakeOwner:
    """Has no cursors and wants nothing."""

    def new_session(self, *, start_over: bool) -> PushSession:
        return PushSession("token", "test", "0.1.0", {})

    def count_unsent(self) -> int:
        return 0

    def now(self) -> datetime:
        return EVENING

    async def apply(self, events: Apply) -> None:
        return

    async def fetch_snapshot(self) -> Mapping[str, StreamPosition]:
        return {}

    def clock_sample(self, server_now: datetime) -> None:
        return

    def in_step(self, server_now: datetime) -> None:
        return

    def update_needed(self, what: str) -> None:
        return

    def answered(self, answer: Answered) -> None:
        return

    def phase_changed(self, phase: Phase) -> None:
        return
