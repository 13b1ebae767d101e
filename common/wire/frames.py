"""Frames of `GET /v1/push` (spec 20): JSON text, one object a frame, tagged by `t`."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final, Literal

import msgspec

from common.wire.events import EventBody, StreamPosition

PROTO: Final = 1
HEARTBEAT_S: Final = 3.0
AUTH_WITHIN_S: Final = 10.0
MAX_FRAME_BYTES: Final = 64 * 1024
"""A larger client frame is answered with 4000; over `MAX_MESSAGE_BYTES` the transport closes 1009."""
MAX_MESSAGE_BYTES: Final = 256 * 1024
MAX_EVENTS_A_FRAME: Final = 100


class CloseCode(IntEnum):
    BAD_FRAME = 4000
    AUTH = 4001
    REVOKED = 4003
    SLOW = 4008
    REPLACED = 4009
    RESYNC = 4010
    RESTART = 1012
    TOO_BIG = 1009


class StreamMode(StrEnum):
    RESUME = "resume"
    SNAPSHOT = "snapshot"


class SpokenResult(StrEnum):
    PLAYED = "played"
    FAILED = "failed"
    EXPIRED = "expired"
    SUPPRESSED = "suppressed"


class _Frame(msgspec.Struct, tag_field="t"):
    pass


# ---- server to client


class Hello(_Frame, tag="hello"):
    server_time: datetime
    proto: int = PROTO


class WelcomeStream(msgspec.Struct):
    epoch: str
    top: int
    mode: StreamMode


class Welcome(_Frame, tag="welcome"):
    session: str
    server_time: datetime
    heartbeat_s: float
    streams: dict[str, WelcomeStream]


class Event(_Frame, tag="ev", omit_defaults=True):
    """Applied only if `prev` equals the cursor of stream `s` (collapsed rows leave gaps in seq)."""

    s: str
    seq: int
    prev: int
    id: str
    kind: str
    ts: datetime
    d: EventBody
    exp: datetime | None = None


class EventItem(msgspec.Struct, omit_defaults=True):
    """One event inside `evs`."""

    seq: int
    prev: int
    id: str
    kind: str
    ts: datetime
    d: EventBody
    exp: datetime | None = None


class Events(_Frame, tag="evs"):
    s: str
    items: list[EventItem]


class Granted(_Frame, tag="granted"):
    id: str
    repeat: int
    until: datetime


class Denied(_Frame, tag="denied"):
    """Somebody else of the zone speaks (or spoke) this one."""

    id: str
    repeat: int


class Resync(_Frame, tag="resync"):
    """Drop what is held of stream `s` (or of everything, `s` empty) and fetch a snapshot."""

    s: str
    reason: str


# ---- both


class Heartbeat(_Frame, tag="hb"):
    now: datetime
    tops: dict[str, int] = {}


# ---- client to server


class Auth(_Frame, tag="auth", forbid_unknown_fields=True):
    token: str
    app: str
    version: str
    since: dict[str, StreamPosition] = {}
    unsent: int = 0


class Ack(_Frame, tag="ack", forbid_unknown_fields=True):
    s: str
    seq: int


class SpokenReport(_Frame, tag="spoken", forbid_unknown_fields=True):
    """`at` is the device's clock, corrected by the heartbeat offset."""

    id: str
    repeat: int
    result: SpokenResult
    at: datetime
    reason: str = ""


class Claim(_Frame, tag="claim", forbid_unknown_fields=True):
    id: str
    repeat: int


class ClientHeartbeat(_Frame, tag="hb", forbid_unknown_fields=True):
    now: datetime
    tops: dict[str, int] = {}
    unsent: int = 0


ServerFrame = Hello | Welcome | Event | Events | Granted | Denied | Resync | Heartbeat
ClientFrame = Auth | Ack | SpokenReport | Claim | ClientHeartbeat

FrameType = Literal["hello", "welcome", "ev", "evs", "granted", "denied", "resync", "hb"]
