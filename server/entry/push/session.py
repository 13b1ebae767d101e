"""One terminal on the socket, as this process holds it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from common.wire.frames import CloseCode, Heartbeat, ServerFrame
from server.entry.push.house import Standing
from server.entry.push.outgoing import Chunk, frame
from server.entry.push.protocol import ServerProtocol
from server.entry.push.wire import Wire

UNREAD_BYTES: Final = 1024 * 1024
"""What may wait for a slow peer, beside the kernel's buffer."""
STUCK_AFTER_S: Final = 12.0


@dataclass(slots=True)
class _Progress:
    """How much the peer has taken, and since when it has taken nothing more."""

    flushed: int = 0
    since: float = 0.0


class Session:
    """Writes go straight to the wire, whose buffer is bounded here; nothing is queued besides.

    `cursors`: what was handed to the wire, per stream. `standing` is None until it was admitted.
    """

    def __init__(self, wire: Wire, session_id: str, now: float) -> None:
        self.id = session_id
        self.wire = wire
        self.protocol = ServerProtocol(now)
        self.standing: Standing | None = None
        self.cursors: dict[str, int] = {}
        self.catching_up: asyncio.Task[None] | None = None
        self.is_closed = False
        self._written = 0
        self._progress = _Progress(since=now)

    def tell(self, message: ServerFrame) -> None:
        self._write(frame(message))

    def deliver(self, stream: str, chunk: Chunk) -> None:
        """Hand over `chunk`, which follows on the cursor of `stream`."""
        self._write(chunk.framed)
        self.cursors[stream] = chunk.last

    def beat(self, now: datetime, tops: dict[str, int]) -> None:
        self.tell(Heartbeat(now=now, tops=tops))

    def must_resync(self, reason: str) -> None:
        self.shut(CloseCode.RESYNC, reason)

    def shut(self, code: CloseCode, reason: str) -> None:
        if self.is_closed:
            return
        self.is_closed = True
        self.protocol.close()
        if self.catching_up is not None:
            self.catching_up.cancel()
        self.wire.close(code, reason)

    def watch(self, now: float) -> None:
        """Close a peer that says nothing or takes nothing; called every second."""
        silence = self.protocol.tick(now)
        if silence is not None:
            self.shut(silence.code, silence.reason)
            return
        flushed = self._written - self.wire.buffered
        if flushed == self._written or flushed > self._progress.flushed:
            self._progress = _Progress(flushed, now)
        elif now - self._progress.since >= STUCK_AFTER_S:
            self.shut(CloseCode.SLOW, "takes nothing")

    def _write(self, framed: bytes) -> None:
        if self.is_closed:
            return
        if self.wire.buffered + len(framed) > UNREAD_BYTES:
            self.shut(CloseCode.SLOW, f"over {UNREAD_BYTES} bytes unread")
            return
        self._written += len(framed)
        self.wire.write(framed)
