"""What a peer may say on the push socket, and when: frames in, decisions out (spec 20, "Frames").

No socket and no clock in here: times are seconds on a monotonic clock and come as arguments.

| phase    | may come                | after it                                     |
|----------|-------------------------|----------------------------------------------|
| NEW      | auth, within 10 s       | CHECKING                                     |
| CHECKING | nothing                 | LIVE when the shell calls `welcomed`         |
| LIVE     | ack, spoken, claim, hb  | LIVE; silent for too long: closed            |
| CLOSED   | anything                | ignored                                      |

Everything else is answered with close code 4000 and a reason that names the offence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import msgspec

from common.wire.frames import (
    AUTH_WITHIN_S,
    MAX_FRAME_BYTES,
    Ack,
    Auth,
    Claim,
    ClientFrame,
    ClientHeartbeat,
    CloseCode,
    SpokenReport,
)

SILENT_AFTER_S: Final = 15.0
"""Five heartbeats without a word: nobody is there, whatever TCP says."""
_HIGHEST_SEQ: Final = 2**53
_LONGEST_REASON: Final = 120  # bytes; a close frame holds 123


class Phase(StrEnum):
    NEW = "new"
    CHECKING = "checking"
    LIVE = "live"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Admit:
    """Look at the token; then call `welcomed`, or close."""

    auth: Auth


@dataclass(frozen=True, slots=True)
class Acked:
    """The peer has committed stream `stream` up to `seq`; further than it said before."""

    stream: str
    seq: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """The peer asks to be the one who speaks."""

    id: str
    repeat: int


@dataclass(frozen=True, slots=True)
class Spoke:
    report: SpokenReport


@dataclass(frozen=True, slots=True)
class Shut:
    """Close the socket; `reason` is for the other side's log."""

    code: CloseCode
    reason: str


Decision = Admit | Acked | Claimed | Spoke | Shut

_DECODER: Final = msgspec.json.Decoder(ClientFrame)


class ServerProtocol:
    """The server's half of one push connection, from `hello` on."""

    __slots__ = ("_acked", "_heard_at", "phase")

    def __init__(self, now: float) -> None:
        self.phase = Phase.NEW
        self._heard_at = now
        self._acked: dict[str, int] = {}

    def receive(self, data: str | bytes, now: float) -> Decision | None:
        """Judge one message; None: nothing has to be done."""
        if self.phase is Phase.CLOSED:
            return None
        self._heard_at = now
        if isinstance(data, bytes):
            return self._shut("not text")
        if len(data) > MAX_FRAME_BYTES or len(data.encode()) > MAX_FRAME_BYTES:
            return self._shut(f"over {MAX_FRAME_BYTES} bytes")
        try:
            frame = _DECODER.decode(data)
        except (msgspec.DecodeError, RecursionError) as error:
            return self._shut(str(error))
        return self._judge(frame)

    def welcomed(self, cursors: Mapping[str, int], now: float) -> None:
        """The peer was let in; it follows these streams and holds each up to its cursor."""
        if self.phase is not Phase.CHECKING:
            raise RuntimeError(f"welcomed while {self.phase}")
        self.phase = Phase.LIVE
        self._heard_at = now
        self._acked = dict(cursors)

    def tick(self, now: float) -> Shut | None:
        """Judge the peer's silence; call at least every second."""
        silent = now - self._heard_at
        if self.phase is Phase.NEW and silent >= AUTH_WITHIN_S:
            return self._shut("no auth in time", CloseCode.AUTH)
        if self.phase is Phase.LIVE and silent >= SILENT_AFTER_S:
            return self._shut("silent", CloseCode.SLOW)
        return None

    def close(self) -> None:
        """The socket is closing for a reason of the shell's own."""
        self.phase = Phase.CLOSED

    def _judge(self, frame: ClientFrame) -> Decision | None:
        if isinstance(frame, Auth):
            return self._auth(frame)
        if self.phase is not Phase.LIVE:
            return self._shut("wrong order: not welcomed yet")
        match frame:
            case Ack():
                return self._ack(frame)
            case Claim():
                return self._about_repeat(Claimed(frame.id, frame.repeat), frame.repeat)
            case SpokenReport():
                return self._about_repeat(Spoke(frame), frame.repeat)
            case ClientHeartbeat():
                return None

    def _auth(self, frame: Auth) -> Decision:
        if self.phase is not Phase.NEW:
            return self._shut("wrong order: second auth")
        if any(not 0 <= at.seq < _HIGHEST_SEQ for at in frame.since.values()):
            return self._shut("auth: seq out of range")
        self.phase = Phase.CHECKING
        return Admit(frame)

    def _ack(self, frame: Ack) -> Decision | None:
        held = self._acked.get(frame.s)
        if held is None:
            return self._shut("ack: stream not followed")
        if not 0 <= frame.seq < _HIGHEST_SEQ:
            return self._shut("ack: seq out of range")
        if frame.seq <= held:
            return None  # late or repeated: acks are cumulative
        self._acked[frame.s] = frame.seq
        return Acked(frame.s, frame.seq)

    def _about_repeat(self, decision: Claimed | Spoke, repeat: int) -> Decision:
        if not 1 <= repeat <= 32_767:
            return self._shut("repeat out of range")
        return decision

    def _shut(self, reason: str, code: CloseCode = CloseCode.BAD_FRAME) -> Shut:
        self.phase = Phase.CLOSED
        cut = reason.encode(errors="replace")[:_LONGEST_REASON]
        return Shut(code, cut.decode(errors="ignore"))
