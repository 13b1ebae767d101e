"""Server frames from text, tolerant: an older terminal survives a newer server (spec 20, "Frames").

What cannot be understood still moves the cursor; it is marked, so that the screen says 需要更新.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from common.domain.projection import Change
from common.wire.events import EventBody, EventKind
from common.wire.frames import (
    Denied,
    Event,
    EventItem,
    Events,
    Granted,
    Heartbeat,
    Hello,
    Resync,
    ServerFrame,
    Welcome,
)

_KINDS: Final = frozenset(EventKind)
_FRAMES: Final[msgspec.json.Decoder[ServerFrame]] = msgspec.json.Decoder(ServerFrame)
_ANYTHING: Final[msgspec.json.Decoder[dict[str, Any]]] = msgspec.json.Decoder(dict[str, Any])


@dataclass(frozen=True, slots=True)
class JournalEvent:
    """One event of a stream, ready to be applied. `is_understood`: this version knows its kind and
    could read its rows; if the rows could not be read, `change` is empty."""

    seq: int
    prev: int
    id: str
    kind: str
    at: datetime
    change: Change
    key: str = ""
    is_understood: bool = True


@dataclass(frozen=True, slots=True)
class StreamEvents:
    """Events of one stream in the order in which they came."""

    stream: str
    items: tuple[JournalEvent, ...]


class Unknown:
    """A frame that this version does not know."""


Read = Hello | Welcome | StreamEvents | Granted | Denied | Resync | Heartbeat | Unknown


class BadFrame(Exception):
    """Not JSON, or not an object: the peer is not our server."""


def read(text: str | bytes) -> Read:
    """Raises BadFrame when it is not a JSON object at all."""
    try:
        frame = _FRAMES.decode(text)
    except msgspec.ValidationError:
        return _read_tolerantly(text)
    except msgspec.DecodeError as error:
        raise BadFrame(str(error)) from error
    if isinstance(frame, Event):
        return StreamEvents(frame.s, (_event(frame),))
    if isinstance(frame, Events):
        return StreamEvents(frame.s, tuple(_event(item) for item in frame.items))
    return frame


def _event(item: Event | EventItem) -> JournalEvent:
    return JournalEvent(
        item.seq,
        item.prev,
        item.id,
        item.kind,
        item.ts,
        item.d.change(),
        item.d.key,
        item.kind in _KINDS,
    )


class _Envelope(msgspec.Struct):
    """An event whose rows this version may not be able to read."""

    seq: int
    prev: int
    kind: str
    ts: datetime
    id: str = ""
    d: msgspec.Raw = msgspec.Raw(b"{}")


class _LooseEvents(msgspec.Struct):
    s: str
    items: list[_Envelope]


class _LooseEvent(_Envelope, kw_only=True):
    s: str


def _read_tolerantly(text: str | bytes) -> Read:
    try:
        kind = _ANYTHING.decode(text).get("t")
    except msgspec.ValidationError as error:
        raise BadFrame(str(error)) from error
    try:
        if kind == "ev":
            one = msgspec.json.decode(text, type=_LooseEvent)
            return StreamEvents(one.s, (_loose_event(one),))
        if kind == "evs":
            many = msgspec.json.decode(text, type=_LooseEvents)
            return StreamEvents(many.s, tuple(_loose_event(item) for item in many.items))
    except msgspec.ValidationError as error:
        raise BadFrame(str(error)) from error
    return Unknown()


def _loose_event(item: _Envelope) -> JournalEvent:
    try:
        body = msgspec.json.decode(item.d, type=EventBody)
    except msgspec.ValidationError:
        return JournalEvent(
            item.seq, item.prev, item.id, item.kind, item.ts, Change(), is_understood=False
        )
    return JournalEvent(
        item.seq,
        item.prev,
        item.id,
        item.kind,
        item.ts,
        body.change(),
        body.key,
        item.kind in _KINDS,
    )
