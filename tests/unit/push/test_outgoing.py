"""Frames as bytes: the header by length, bodies untouched, batches bounded."""

import json
from datetime import UTC, datetime

import pytest
from websockets.frames import Frame, Opcode

from common.wire.frames import MAX_EVENTS_A_FRAME, MAX_MESSAGE_BYTES
from server.db.journal import JournalEvent
from server.entry.push.outgoing import chunks, framed, tail

AT = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def an_event(seq: int, body: bytes = b'{"put":{}}', prev: int | None = None) -> JournalEvent:
    return JournalEvent(
        "menu", seq, seq - 1 if prev is None else prev, f"id{seq}", "menu.changed", AT, None, body
    )


def unframed(data: bytes) -> dict[str, object]:
    header = 2 if data[1] < 126 else 4 if data[1] == 126 else 10
    found: dict[str, object] = json.loads(data[header:])
    return found


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 300_000])
def test_a_frame_is_what_the_websocket_library_would_write(size: int) -> None:
    payload = b"x" * size

    assert framed(payload) == Frame(Opcode.TEXT, payload).serialize(mask=False)


def test_one_event_goes_out_with_its_body_as_it_stands_in_the_journal() -> None:
    [chunk] = chunks("menu", [an_event(7, b'{"put": {"x":1} }')])

    assert b'{"put": {"x":1} }' in chunk.framed
    frame = unframed(chunk.framed)
    assert (frame["t"], frame["s"], frame["seq"], frame["prev"]) == ("ev", "menu", 7, 6)
    assert "exp" not in frame


def test_several_events_share_frames_of_at_most_a_hundred() -> None:
    found = list(chunks("menu", [an_event(seq) for seq in range(1, 251)]))

    assert [(chunk.prev, chunk.last) for chunk in found] == [(0, 100), (100, 200), (200, 250)]
    assert [len(chunk.events) for chunk in found] == [MAX_EVENTS_A_FRAME, MAX_EVENTS_A_FRAME, 50]
    assert unframed(found[0].framed)["t"] == "evs"


def test_large_bodies_are_spread_over_frames() -> None:
    body = b'"' + b"x" * 100_000 + b'"'
    found = list(chunks("menu", [an_event(seq, body) for seq in range(1, 6)]))

    assert [len(chunk.events) for chunk in found] == [2, 2, 1]
    assert all(len(chunk.framed) <= MAX_MESSAGE_BYTES for chunk in found)


def test_an_event_larger_than_a_frame_stays_whole() -> None:
    [chunk] = chunks("menu", [an_event(1, b'"' + b"x" * MAX_MESSAGE_BYTES + b'"')])

    assert len(chunk.events) == 1


def test_a_session_that_is_ahead_gets_the_rest_following_on_its_own_cursor() -> None:
    [chunk] = chunks("menu", [an_event(11), an_event(14, prev=11), an_event(15)])

    rest = tail("menu", chunk, 12)

    assert rest is not None
    assert (rest.prev, rest.last) == (12, 15)
    items = unframed(rest.framed)["items"]
    assert isinstance(items, list)
    assert [(item["seq"], item["prev"]) for item in items] == [(14, 12), (15, 14)]
    assert tail("menu", chunk, 15) is None
