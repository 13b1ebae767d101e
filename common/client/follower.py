"""What the link's session asks for, done to the device's file: events, snapshots, clock, grants."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from common.client import identity as identities
from common.client.announcer import Announcer
from common.client.api import Api
from common.client.clock import DeviceClock
from common.client.device_file import DeviceFile
from common.client.facade import Phase, Topic, Update
from common.client.identity import Stored
from common.client.projected import Arrival
from common.client.sender import Sender
from common.client.session import Answered, Apply, PushSession
from common.wire.events import StreamPosition

_OUTBOX_AND_VOICES = frozenset({Topic.OUTBOX, Topic.ANNOUNCEMENTS})


@dataclass(frozen=True, slots=True)
class Program:
    """What runs here, as the server is told."""

    app: str
    version: str


class Follower:
    """Fulfils `link.Owner` for one pairing."""

    def __init__(
        self,
        file: DeviceFile,
        stored: Stored,
        api: Api,
        program: Program,
        sender: Sender,
        announcer: Announcer,
        tell: Callable[[Update], None],
    ) -> None:
        self._file = file
        self._stored = stored
        self._api = api
        self._program = program
        self._sender = sender
        self._announcer = announcer
        self._tell = tell
        self.own_keys: Callable[[frozenset[str]], frozenset[str]] = lambda keys: keys
        self.is_update_needed = False

    @property
    def _clock(self) -> DeviceClock:
        return self._file.clock

    def new_session(self, *, start_over: bool) -> PushSession:
        cursors = {} if start_over else self._file.projected.cursors
        return PushSession(
            self._stored.token,
            self._program.app,
            self._program.version,
            cursors,
            self._file.outbox.unsent,
        )

    def count_unsent(self) -> int:
        return self._file.outbox.unsent

    def now(self) -> datetime:
        return self._clock.now()

    async def apply(self, events: Apply) -> None:
        self._arrived(await self._file.apply(events))

    async def fetch_snapshot(self) -> Mapping[str, StreamPosition]:
        me, snapshot = await asyncio.gather(self._api.me(), self._api.snapshot())
        moved = identities.moved(self._stored, me)
        has_moved = moved.identity != self._stored.identity
        arrival = await self._file.replace(snapshot, moved if has_moved else None)
        if has_moved:
            self._stored = moved
        self._arrived(arrival, Topic.IDENTITY if has_moved else Topic.LINK)
        return snapshot.streams

    def clock_sample(self, server_now: datetime) -> None:
        self._clock.sample(server_now)

    def in_step(self, server_now: datetime) -> None:
        self._file.in_step(server_now)

    def update_needed(self, what: str) -> None:
        if not self.is_update_needed:
            self.is_update_needed = True
            self._tell(Update(topics=frozenset({Topic.LINK})))

    def answered(self, answer: Answered) -> None:
        self._announcer.answered(answer)

    def phase_changed(self, phase: Phase) -> None:
        # After a cut: fetch first, then send what waited, so that people see it judged in order.
        if phase is Phase.FETCHING:
            self._sender.pause()
        else:
            self._sender.resume()
        if phase is Phase.LIVE:
            self._sender.hurry()
            self._announcer.look()
        self._tell(Update(topics=frozenset({Topic.LINK})))

    def _arrived(self, arrival: Arrival, *topics: Topic) -> None:
        self._tell(
            Update(
                tables=arrival.tables,
                topics=_OUTBOX_AND_VOICES.union(topics),
                kinds=arrival.kinds,
                own=self.own_keys(arrival.keys),
            )
        )
        self._announcer.look()
