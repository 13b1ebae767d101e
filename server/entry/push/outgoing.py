"""The server's frames as bytes. An event's body goes out as it stands in the journal: never decoded,
encoded once, and the same bytes for all sessions (server frames bear no mask)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import msgspec

from common.wire.frames import MAX_EVENTS_A_FRAME, MAX_MESSAGE_BYTES, ServerFrame
from server.db.journal import JournalEvent

_ENCODER: Final = msgspec.json.Encoder()
_FIN_TEXT: Final = 0x81
_ITEM_MARGIN: Final = 256  # envelope of one event, in bytes


class _Item(msgspec.Struct, omit_defaults=True):
    seq: int
    prev: int
    id: str
    kind: str
    ts: datetime
    d: msgspec.Raw
    exp: datetime | None = None


class _Event(msgspec.Struct, omit_defaults=True, tag_field="t", tag="ev"):
    s: str
    seq: int
    prev: int
    id: str
    kind: str
    ts: datetime
    d: msgspec.Raw
    exp: datetime | None = None


class _Events(msgspec.Struct, tag_field="t", tag="evs"):
    s: str
    items: list[_Item]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive events of one stream, ready to be written: they follow on `prev`, end at `last`."""

    prev: int
    last: int
    framed: bytes
    events: tuple[JournalEvent, ...]


def framed(payload: bytes) -> bytes:
    """One unmasked, unfragmented websocket text frame (RFC 6455, 5.2)."""
    size = len(payload)
    if size < 126:
        return bytes((_FIN_TEXT, size)) + payload
    if size < 65536:
        return bytes((_FIN_TEXT, 126)) + size.to_bytes(2) + payload
    return bytes((_FIN_TEXT, 127)) + size.to_bytes(8) + payload


def frame(message: ServerFrame) -> bytes:
    return framed(_ENCODER.encode(message))


def chunks(stream: str, events: Sequence[JournalEvent]) -> Iterator[Chunk]:
    """`events` in frames of at most 100 events and 256 KiB (a single larger event stays whole)."""
    group: list[JournalEvent] = []
    size = 0
    for event in events:
        weight = len(event.body) + _ITEM_MARGIN
        if group and (len(group) == MAX_EVENTS_A_FRAME or size + weight > MAX_MESSAGE_BYTES):
            yield _chunk(stream, group)
            group, size = [], 0
        group.append(event)
        size += weight
    if group:
        yield _chunk(stream, group)


def tail(stream: str, chunk: Chunk, after: int) -> Chunk | None:
    """What of `chunk` lies behind `after`, for a session that already has its beginning."""
    rest = [event for event in chunk.events if event.seq > after]
    if not rest:
        return None
    rest[0] = replace(rest[0], prev=after)
    return _chunk(stream, rest)


def _chunk(stream: str, events: Sequence[JournalEvent]) -> Chunk:
    if len(events) == 1:
        event = events[0]
        message: _Event | _Events = _Event(
            stream,
            event.seq,
            event.prev,
            event.id,
            event.kind,
            event.ts,
            msgspec.Raw(event.body),
            event.expires_at,
        )
    else:
        message = _Events(stream, [_item(event) for event in events])
    return Chunk(events[0].prev, events[-1].seq, framed(_ENCODER.encode(message)), tuple(events))


def _item(event: JournalEvent) -> _Item:
    return _Item(
        event.seq,
        event.prev,
        event.id,
        event.kind,
        event.ts,
        msgspec.Raw(event.body),
        event.expires_at,
    )
