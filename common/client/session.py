"""One push session without a socket: frames and commits go in, what to do comes out (spec 20).

The owner of the socket feeds `received` and does each `Action` in order. After it has committed an
`Apply` or a snapshot it says so (`committed`, `snapshot_loaded`), and only then the server is told.
Cursors only ever move from one event to the one that names it as `prev`; anything else that is
ahead is a hole, and a hole is filled by a snapshot, never by guessing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from common.client.reading import BadFrame, JournalEvent, StreamEvents, Unknown, read
from common.wire.events import EventKind, StreamPosition
from common.wire.frames import (
    PROTO,
    Ack,
    Auth,
    Claim,
    ClientFrame,
    ClientHeartbeat,
    CloseCode,
    Denied,
    Granted,
    Heartbeat,
    Hello,
    Resync,
    SpokenReport,
    StreamMode,
    Welcome,
)

MAX_HELD_EVENTS: Final = 5_000
"""While a snapshot is on its way events are kept; beyond this they are let go and it is fetched anew."""
BEHIND_BEATS: Final = 2
"""Heartbeats in a row that name a position beyond ours, with nothing coming, before we believe it."""


@dataclass(frozen=True, slots=True)
class Send:
    frame: ClientFrame


@dataclass(frozen=True, slots=True)
class Apply:
    """Commit these together with the cursor (`epoch`, seq of the last), then say `committed`."""

    stream: str
    epoch: str
    events: tuple[JournalEvent, ...]

    @property
    def seq(self) -> int:
        return self.events[-1].seq


@dataclass(frozen=True, slots=True)
class FetchSnapshot:
    """Fetch and commit one, then say `snapshot_loaded`. Asked for once until then."""

    reason: str


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The server follows these streams for us; cursors of others are to be forgotten."""

    streams: frozenset[str]
    heartbeat_s: float


@dataclass(frozen=True, slots=True)
class ClockSample:
    """The server's clock as it was when this frame left it."""

    server_now: datetime


@dataclass(frozen=True, slots=True)
class InStep:
    """Everything that the server had when it sent this at `server_now` is in the tables."""

    server_now: datetime


@dataclass(frozen=True, slots=True)
class UpdateNeeded:
    """The server said something that this version does not understand."""

    what: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Who speaks an announcement: this device, or another one."""

    id: str
    repeat: int
    until: datetime | None  # None: another one

    @property
    def is_granted(self) -> bool:
        return self.until is not None


@dataclass(frozen=True, slots=True)
class Close:
    code: int
    reason: str


Action = (
    Send | Apply | FetchSnapshot | Welcomed | ClockSample | InStep | UpdateNeeded | Answered | Close
)


class Stage(StrEnum):
    HELLO = "hello"  # waiting for the server's first word
    AUTH = "auth"  # we said who we are
    FETCHING = "fetching"  # welcomed, a snapshot is on its way
    LIVE = "live"


class PushSession:
    """The life of one connection. Made anew for each, with the cursors that are on the disk."""

    def __init__(
        self,
        token: str,
        app: str,
        version: str,
        cursors: Mapping[str, StreamPosition],
        unsent: int = 0,
    ) -> None:
        self.stage = Stage.HELLO
        self._auth = Auth(token, app, version, dict(cursors), unsent)
        self._epochs = {stream: at.epoch for stream, at in cursors.items()}
        self._seen = {stream: at.seq for stream, at in cursors.items()}  # handed out as Apply
        self._committed = dict(self._seen)
        self._followed: frozenset[str] = frozenset()
        self._held: list[StreamEvents] = []
        self._held_count = 0
        self._hole_while_fetching = False
        self._goal: dict[str, int] = {}  # where the streams stood at the welcome
        self._behind: dict[str, tuple[int, int]] = {}  # stream → (our seq, beats in a row)

    # ── what comes in ────────────────────────────────────────────────────────────────────────────
    def received(self, text: str | bytes) -> list[Action]:
        try:
            frame = read(text)
        except BadFrame as error:
            return [Close(CloseCode.BAD_FRAME, f"bad frame: {error}"[:120])]
        if isinstance(frame, Hello):
            return self._hello(frame)
        if isinstance(frame, Welcome):
            return self._welcome(frame)
        if isinstance(frame, Unknown):
            return [UpdateNeeded("frame")]
        if not self.is_welcomed:
            return [Close(CloseCode.BAD_FRAME, "out of order")]
        return self._told(frame)

    def committed(self, stream: str, seq: int) -> list[Action]:
        """The events of `stream` up to `seq` and the cursor are on the disk."""
        self._committed[stream] = max(seq, self._committed.get(stream, 0))
        return [Send(Ack(stream, self._committed[stream]))] if stream in self._followed else []

    def snapshot_loaded(self, positions: Mapping[str, StreamPosition]) -> list[Action]:
        """The tables and cursors of a snapshot are on the disk, in place of what was held before."""
        self._epochs = {stream: at.epoch for stream, at in positions.items()}
        self._seen = {stream: at.seq for stream, at in positions.items()}
        self._committed = dict(self._seen)
        self._behind.clear()
        self.stage = Stage.LIVE
        held, self._held, self._held_count = self._held, [], 0
        if self._followed - positions.keys():
            # A move or a new stay came in between: the next welcome names the streams anew.
            return [Close(CloseCode.RESYNC, "other streams")]
        actions: list[Action] = [
            Send(Ack(stream, seq)) for stream, seq in self._seen.items() if stream in self._followed
        ]
        hole, self._hole_while_fetching = self._hole_while_fetching, False
        if hole:
            return actions + self._fetch("asked again meanwhile")
        for events in held:
            actions += self._events(events)
        return actions

    def snapshot_failed(self) -> list[Action]:
        """It could not be had: still wanted, the owner waits and tries again."""
        self._hole_while_fetching = False
        self._held, self._held_count = [], 0
        return [FetchSnapshot("again")] if self.stage is Stage.FETCHING else []

    # ── what goes out by our own will ────────────────────────────────────────────────────────────
    @property
    def is_welcomed(self) -> bool:
        return self.stage in (Stage.FETCHING, Stage.LIVE)

    @property
    def is_caught_up(self) -> bool:
        """Whether all that the server had at the welcome is on the disk."""
        return self.stage is Stage.LIVE and all(
            self._committed.get(stream, -1) >= top for stream, top in self._goal.items()
        )

    def beat(self, now: datetime, unsent: int) -> list[Action]:
        """Our heartbeat; `now` is this device's own clock. Nothing before the welcome."""
        if not self.is_welcomed:
            return []
        tops = {s: seq for s, seq in self._committed.items() if s in self._followed}
        return [Send(ClientHeartbeat(now, tops, unsent))]

    def claim(self, announcement_id: str, repeat: int) -> list[Action]:
        return [Send(Claim(announcement_id, repeat))] if self.is_welcomed else []

    def report(self, spoken: SpokenReport) -> list[Action]:
        return [Send(spoken)] if self.is_welcomed else []

    # ── inside ───────────────────────────────────────────────────────────────────────────────────
    def _told(self, frame: StreamEvents | Heartbeat | Resync | Granted | Denied) -> list[Action]:
        match frame:
            case StreamEvents():
                return self._events(frame)
            case Heartbeat():
                return self._heartbeat(frame)
            case Resync():
                return self._fetch(f"resync: {frame.reason}")
            case Granted():
                return [Answered(frame.id, frame.repeat, frame.until)]
            case Denied():
                return [Answered(frame.id, frame.repeat, None)]

    def _hello(self, hello: Hello) -> list[Action]:
        if self.stage is not Stage.HELLO:
            return [Close(CloseCode.BAD_FRAME, "second hello")]
        self.stage = Stage.AUTH
        actions: list[Action] = [ClockSample(hello.server_time)]
        if hello.proto != PROTO:
            actions.append(UpdateNeeded(f"proto {hello.proto}"))
        return [*actions, Send(self._auth)]

    def _welcome(self, welcome: Welcome) -> list[Action]:
        if self.stage is not Stage.AUTH:
            return [Close(CloseCode.BAD_FRAME, "welcome out of order")]
        self._followed = frozenset(welcome.streams)
        self.stage = Stage.LIVE
        self._goal = {stream: told.top for stream, told in welcome.streams.items()}
        actions: list[Action] = [
            ClockSample(welcome.server_time),
            Welcomed(self._followed, welcome.heartbeat_s),
        ]
        stale = [
            stream
            for stream, told in welcome.streams.items()
            if told.mode is StreamMode.SNAPSHOT or self._epochs.get(stream) != told.epoch
        ]
        # A stream that is followed no more leaves rows behind that nobody would ever take away.
        gone = self._seen.keys() - welcome.streams.keys()
        return actions + (self._fetch("welcome") if stale or gone else [])

    def _events(self, events: StreamEvents) -> list[Action]:
        if self.stage is Stage.FETCHING:
            return self._hold(events)
        if events.stream not in self._followed:
            return []
        seen = self._seen.get(events.stream)
        if seen is None:
            return self._fetch("no cursor")
        fresh = _following(events.items, seen)
        actions: list[Action] = []
        if fresh:
            self._seen[events.stream] = seen = fresh[-1].seq
            actions.append(Apply(events.stream, self._epochs[events.stream], fresh))
            actions += [UpdateNeeded(event.kind) for event in fresh if not event.is_understood]
        if events.items and events.items[-1].seq > seen:
            return actions + self._fetch("hole")
        if not fresh:  # told twice: perhaps our ack was lost
            return self.committed(events.stream, self._committed[events.stream])
        if any(event.kind == EventKind.RESYNC for event in fresh):
            return actions + self._fetch("resync")
        return actions

    def _hold(self, events: StreamEvents) -> list[Action]:
        self._held_count += len(events.items)
        if self._held_count > MAX_HELD_EVENTS:
            self._held, self._held_count = [], 0
            self._hole_while_fetching = True
        elif not self._hole_while_fetching:
            self._held.append(events)
        return []

    def _heartbeat(self, beat: Heartbeat) -> list[Action]:
        actions: list[Action] = [ClockSample(beat.now)]
        if self.stage is Stage.FETCHING:
            return actions
        ours = {stream: self._seen.get(stream, -1) for stream in self._followed}
        if any(beat.tops.get(stream, seq) < seq for stream, seq in ours.items()):
            return actions + self._fetch("the server went back")
        behind = {s: seq for s, seq in ours.items() if beat.tops.get(s, seq) > seq}
        if not behind:
            self._behind.clear()
            return [*actions, InStep(beat.now)]
        self._behind = {
            s: (seq, self._behind[s][1] + 1 if self._behind.get(s, (-1, 0))[0] == seq else 1)
            for s, seq in behind.items()
        }
        if any(beats >= BEHIND_BEATS for _, beats in self._behind.values()):
            actions += self._fetch("behind")
        return actions

    def _fetch(self, reason: str) -> list[Action]:
        if self.stage is Stage.FETCHING:
            # Asked for again while one is on its way: that one may be from before.
            self._hole_while_fetching = True
            return []
        self.stage = Stage.FETCHING
        self._behind.clear()
        return [FetchSnapshot(reason)]


def _following(items: tuple[JournalEvent, ...], seen: int) -> tuple[JournalEvent, ...]:
    """Those of `items` that follow `seen` one after the other; told twice is left out."""
    fresh: list[JournalEvent] = []
    for event in items:
        if event.seq <= seen:
            continue
        if event.prev != seen:
            break
        fresh.append(event)
        seen = event.seq
    return tuple(fresh)


class After(StrEnum):
    """What the end of a connection means for the next one."""

    RETRY = "retry"
    RETRY_SOON = "retry_soon"  # the server is only restarting
    RETRY_SLOWLY = "retry_slowly"
    START_OVER = "start_over"  # forget the cursors: a snapshot is wanted
    NEEDS_PAIRING = "needs_pairing"  # do not retry


_AFTER: Final[Mapping[int, After]] = {
    CloseCode.AUTH: After.NEEDS_PAIRING,
    CloseCode.REVOKED: After.NEEDS_PAIRING,
    CloseCode.RESYNC: After.START_OVER,
    CloseCode.RESTART: After.RETRY_SOON,
    # Two programs with one token would throw each other out many times a second.
    CloseCode.REPLACED: After.RETRY_SLOWLY,
    # Ours is the fault: at full speed it would be repeated at full speed.
    CloseCode.BAD_FRAME: After.RETRY_SLOWLY,
    CloseCode.TOO_BIG: After.RETRY_SLOWLY,
}


def after_close(code: int) -> After:
    """What close code `code` (1006 when the line broke) asks of us."""
    return _AFTER.get(code, After.RETRY)
