"""Per stream one reader: it knows how far this process has read, and who is exactly there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from server.db.journal import JournalEvent, StreamPosition
from server.entry.push.outgoing import Chunk, chunks, tail

READ_EVENTS: Final = 100
"""At once, to all who are live: a burst must fit into what may lie unread of a session."""


class Follower(Protocol):
    """A session, as the reader of one of its streams sees it."""

    cursors: dict[str, int]

    def deliver(self, stream: str, chunk: Chunk) -> None: ...

    def must_resync(self, reason: str) -> None: ...


class StreamReader:
    """`cursor` None until the first look at the journal.

    A follower is `live` once it was handed everything up to `cursor`; before that it reads for
    itself. A follower may be ahead of the cursor: what it has is then left out for it.
    """

    __slots__ = ("cursor", "epoch", "followers", "live", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.cursor: int | None = None
        self.epoch = ""
        self.followers: set[Follower] = set()
        self.live: set[Follower] = set()

    def start_at(self, position: StreamPosition) -> bool:
        """Take the journal's position as the beginning; False: the reader has one already."""
        if self.cursor is not None:
            return False
        self.cursor = position.top
        self.epoch = position.epoch
        return True

    def leave(self, follower: Follower) -> None:
        self.followers.discard(follower)
        self.live.discard(follower)

    def join(self, follower: Follower) -> bool:
        """Make `follower` live if it has all that the reader has handed out."""
        if self.cursor is None or follower.cursors[self.name] < self.cursor:
            return False
        self.live.add(follower)
        return True

    def advance(self, position: StreamPosition, events: Sequence[JournalEvent]) -> None:
        """Hand out what was read behind the cursor; encoded once, the same bytes for all."""
        if self.cursor is None:
            self.start_at(position)
            return
        if position.epoch != self.epoch or position.floor > self.cursor:
            self._begin_again(position)
            return
        for chunk in chunks(self.name, events):
            self.cursor = chunk.last
            self._hand_out(chunk)

    def _hand_out(self, chunk: Chunk) -> None:
        for follower in tuple(self.live):
            held = follower.cursors[self.name]
            if held == chunk.prev:
                follower.deliver(self.name, chunk)
            elif held < chunk.last:
                rest = tail(self.name, chunk, held)
                if rest is not None:
                    follower.deliver(self.name, rest)

    def _begin_again(self, position: StreamPosition) -> None:
        """Another epoch, or rows gone before they were read: only a snapshot can help."""
        reason = "epoch" if position.epoch != self.epoch else "too_far"
        self.cursor, self.epoch = position.top, position.epoch
        for follower in tuple(self.followers):
            follower.must_resync(reason)
