"""The push session without a socket: what each frame makes it do."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from common.client.session import (
    After,
    Answered,
    Apply,
    ClockSample,
    Close,
    FetchSnapshot,
    InStep,
    PushSession,
    Send,
    Stage,
    UpdateNeeded,
    Welcomed,
    after_close,
)
from common.wire.events import StreamPosition
from common.wire.frames import Ack, Auth, ClientHeartbeat, CloseCode

NOW = "2026-03-04T12:00:00Z"
AT = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
KITCHEN, MENU = "shop:s:kitchen", "shop:s:menu"


def at(seq: int, epoch: str = "e1") -> StreamPosition:
    return StreamPosition(epoch, seq)


def hello(**over: Any) -> str:
    return json.dumps({"t": "hello", "proto": 1, "server_time": NOW} | over)


def welcome(**modes: str) -> str:
    """`kitchen="resume"` …; all streams stand at 5 in epoch e1."""
    names = {"kitchen": KITCHEN, "menu": MENU}
    streams = {names[k]: {"epoch": "e1", "top": 5, "mode": mode} for k, mode in modes.items()}
    return json.dumps(
        {
            "t": "welcome",
            "session": "x",
            "server_time": NOW,
            "heartbeat_s": 3.0,
            "streams": streams,
        }
    )


def ev(seq: int, prev: int | None = None, kind: str = "line.changed", **over: Any) -> str:
    frame = {
        "t": "ev",
        "s": KITCHEN,
        "seq": seq,
        "prev": seq - 1 if prev is None else prev,
        "id": f"id{seq}",
        "kind": kind,
        "ts": NOW,
        "d": {},
    }
    return json.dumps(frame | over)


def beat(**tops: int) -> str:
    names = {"kitchen": KITCHEN, "menu": MENU}
    return json.dumps({"t": "hb", "now": NOW, "tops": {names[k]: v for k, v in tops.items()}})


def live(seq: int = 5) -> PushSession:
    session = PushSession("token", "app", "1", {KITCHEN: at(seq)})
    session.received(hello())
    session.received(welcome(kitchen="resume"))
    return session


def fetching() -> PushSession:
    session = PushSession("token", "app", "1", {})
    session.received(hello())
    session.received(welcome(kitchen="snapshot"))
    return session


def kinds(actions: list[Any]) -> list[str]:
    return [type(action).__name__ for action in actions]


def seqs(apply: Apply) -> list[int]:
    return [event.seq for event in apply.events]


# ── beginning ────────────────────────────────────────────────────────────────────────────────────
def test_it_says_who_it_is_and_where_it_stands_after_the_hello() -> None:
    session = PushSession("token", "kds", "0.1.0", {KITCHEN: at(5)}, unsent=3)
    sample, send = session.received(hello())
    assert sample == ClockSample(AT)
    assert send == Send(Auth("token", "kds", "0.1.0", {KITCHEN: at(5)}, 3))


def test_a_newer_protocol_asks_for_an_update_and_is_tried_all_the_same() -> None:
    session = PushSession("token", "kds", "0.1.0", {})
    assert kinds(session.received(hello(proto=2))) == ["ClockSample", "UpdateNeeded", "Send"]


def test_streams_that_resume_need_no_snapshot() -> None:
    session = PushSession("token", "app", "1", {KITCHEN: at(5)})
    session.received(hello())
    actions = session.received(welcome(kitchen="resume"))
    assert Welcomed(frozenset({KITCHEN}), 3.0) in actions
    assert session.stage is Stage.LIVE


@pytest.mark.parametrize(
    ("cursors", "modes"),
    [
        ({}, {"kitchen": "snapshot"}),
        ({KITCHEN: at(5)}, {"kitchen": "snapshot"}),
        ({KITCHEN: at(5)}, {"kitchen": "resume", "menu": "snapshot"}),
        ({KITCHEN: at(5, "old")}, {"kitchen": "resume"}),
        ({KITCHEN: at(5), MENU: at(5)}, {"kitchen": "resume"}),
    ],
    ids=["new device", "too far back", "one more stream", "other epoch", "one stream less"],
)
def test_a_snapshot_is_wanted(cursors: dict[str, StreamPosition], modes: dict[str, str]) -> None:
    session = PushSession("token", "app", "1", cursors)
    session.received(hello())
    actions = session.received(welcome(**modes))
    assert isinstance(actions[-1], FetchSnapshot)
    assert session.stage is Stage.FETCHING


@pytest.mark.parametrize("frame", [ev(6), beat(kitchen=5), welcome(kitchen="resume")])
def test_a_frame_before_its_time_ends_the_connection(frame: str) -> None:
    session = PushSession("token", "app", "1", {})
    assert session.received(frame)[0] == Close(CloseCode.BAD_FRAME, _reason(session, frame))


def _reason(_: PushSession, frame: str) -> str:
    return "welcome out of order" if '"welcome"' in frame else "out of order"


@pytest.mark.parametrize("text", ["", "hello", "[1]", '{"t":"ev","s":"x"', b"\xff"])
def test_what_is_not_our_server_ends_the_connection(text: str | bytes) -> None:
    (close,) = live().received(text)
    assert isinstance(close, Close)
    assert close.code == CloseCode.BAD_FRAME


# ── events ───────────────────────────────────────────────────────────────────────────────────────
def test_the_next_event_is_applied_and_acked_only_once_it_is_on_the_disk() -> None:
    session = live()
    (apply,) = session.received(ev(6))
    assert isinstance(apply, Apply)
    assert seqs(apply) == [6]
    assert session.committed(KITCHEN, 6) == [Send(Ack(KITCHEN, 6))]


def test_events_that_follow_a_collapsed_one_are_applied() -> None:
    (apply,) = live().received(ev(9, prev=5))
    assert isinstance(apply, Apply)
    assert apply.seq == 9


def test_an_event_told_twice_is_acked_again_and_not_applied() -> None:
    session = live()
    session.received(ev(6))
    session.committed(KITCHEN, 6)
    assert session.received(ev(6)) == [Send(Ack(KITCHEN, 6))]


def test_a_hole_is_filled_by_a_snapshot_and_nothing_is_applied_out_of_order() -> None:
    session = live()
    (fetch,) = session.received(ev(8))
    assert fetch == FetchSnapshot("hole")
    assert session.received(ev(9)) == []


def test_a_frame_of_several_applies_up_to_the_hole() -> None:
    items = [json.loads(ev(seq)) for seq in (5, 6, 7, 9)]
    apply, fetch = live().received(json.dumps({"t": "evs", "s": KITCHEN, "items": items}))
    assert isinstance(apply, Apply)
    assert seqs(apply) == [6, 7]
    assert fetch == FetchSnapshot("hole")


def test_an_unknown_kind_advances_the_cursor_and_asks_for_an_update() -> None:
    session = live()
    apply, update = session.received(ev(6, kind="line.teleported"))
    assert isinstance(apply, Apply)
    assert update == UpdateNeeded("line.teleported")
    assert kinds(session.received(ev(7))) == ["Apply"]


def test_rows_of_a_newer_server_advance_the_cursor_and_ask_for_an_update() -> None:
    body = {"put": {"lines": [{"id": "l", "state": "levitating"}]}}
    apply, update = live().received(ev(6, d=body))
    assert isinstance(apply, Apply)
    assert apply.events[0].change.put == {}
    assert isinstance(update, UpdateNeeded)


def test_unknown_fields_and_frames_do_no_harm() -> None:
    session = live()
    assert kinds(session.received(ev(6, colour="red"))) == ["Apply"]
    assert session.received('{"t":"gossip"}') == [UpdateNeeded("frame")]


def test_a_stream_that_nobody_follows_is_ignored() -> None:
    assert live().received(ev(1, s="shop:s:other")) == []


def test_a_resync_in_the_journal_moves_the_cursor_and_fetches() -> None:
    assert kinds(live().received(ev(6, kind="resync"))) == ["Apply", "FetchSnapshot"]


def test_it_has_caught_up_once_all_that_the_welcome_named_is_on_the_disk() -> None:
    session = PushSession("token", "app", "1", {KITCHEN: at(3)})
    session.received(hello())
    session.received(welcome(kitchen="resume"))
    session.received(ev(4))
    session.received(ev(5))
    session.committed(KITCHEN, 4)
    assert not session.is_caught_up
    session.committed(KITCHEN, 5)
    assert session.is_caught_up


# ── snapshots ────────────────────────────────────────────────────────────────────────────────────
def test_events_that_come_while_fetching_are_applied_after_the_snapshot() -> None:
    session = fetching()
    assert session.received(ev(6)) == []
    assert session.received(ev(7)) == []
    *acks, apply = session.snapshot_loaded({KITCHEN: at(6)})
    assert acks[0] == Send(Ack(KITCHEN, 6))
    assert isinstance(apply, Apply)
    assert seqs(apply) == [7]
    assert session.stage is Stage.LIVE


def test_a_hole_behind_the_snapshot_is_fetched_again() -> None:
    session = fetching()
    session.received(ev(9))
    assert kinds(session.snapshot_loaded({KITCHEN: at(6)})) == ["Send", "FetchSnapshot"]


def test_a_resync_while_fetching_fetches_once_more() -> None:
    session = fetching()
    assert session.received('{"t":"resync","s":"","reason":"moved"}') == []
    assert kinds(session.snapshot_loaded({KITCHEN: at(6)})) == ["Send", "FetchSnapshot"]


def test_more_than_can_be_held_is_let_go_and_fetched() -> None:
    session = fetching()
    for seq in range(1, 5002):
        session.received(ev(seq))
    assert kinds(session.snapshot_loaded({KITCHEN: at(0)})) == ["Send", "FetchSnapshot"]


def test_a_snapshot_that_could_not_be_had_is_still_wanted() -> None:
    session = fetching()
    assert kinds(session.snapshot_failed()) == ["FetchSnapshot"]
    assert session.stage is Stage.FETCHING


def test_a_snapshot_without_a_stream_that_was_promised_starts_the_connection_over() -> None:
    (close,) = fetching().snapshot_loaded({MENU: at(6)})
    assert isinstance(close, Close)


# ── heartbeats and the rest ──────────────────────────────────────────────────────────────────────
def test_a_heartbeat_at_our_position_means_nothing_is_missing() -> None:
    assert live().received(beat(kitchen=5)) == [ClockSample(AT), InStep(AT)]


def test_a_position_beyond_ours_is_believed_at_the_second_heartbeat() -> None:
    session = live()
    assert session.received(beat(kitchen=7)) == [ClockSample(AT)]
    assert session.received(beat(kitchen=7))[-1] == FetchSnapshot("behind")


def test_a_server_that_only_runs_ahead_of_its_own_events_is_given_time() -> None:
    session = live()
    session.received(beat(kitchen=7))
    session.received(ev(6))
    assert session.received(beat(kitchen=9)) == [ClockSample(AT)]


def test_a_server_that_went_back_is_fetched_anew() -> None:
    assert kinds(live().received(beat(kitchen=3))) == ["ClockSample", "FetchSnapshot"]


def test_our_heartbeat_tells_what_is_on_the_disk_not_what_was_read() -> None:
    session = live()
    session.received(ev(6))
    assert session.beat(AT, 2) == [Send(ClientHeartbeat(AT, {KITCHEN: 5}, 2))]


def test_nothing_is_said_before_the_welcome() -> None:
    session = PushSession("token", "app", "1", {})
    assert session.beat(AT, 0) == session.claim("a", 1) == []


def test_who_speaks_is_handed_on() -> None:
    session = live()
    granted = json.dumps({"t": "granted", "id": "a", "repeat": 1, "until": NOW})
    assert session.received(granted) == [Answered("a", 1, AT)]
    assert session.received('{"t":"denied","id":"a","repeat":1}') == [Answered("a", 1, None)]


@pytest.mark.parametrize(
    ("code", "after"),
    [
        (4000, After.RETRY_SLOWLY),
        (4001, After.NEEDS_PAIRING),
        (4003, After.NEEDS_PAIRING),
        (4008, After.RETRY),
        (4009, After.RETRY_SLOWLY),
        (4010, After.START_OVER),
        (1012, After.RETRY_SOON),
        (1009, After.RETRY_SLOWLY),
        (1006, After.RETRY),
        (1000, After.RETRY),
    ],
)
def test_what_each_close_code_asks_of_us(code: int, after: After) -> None:
    assert after_close(code) is after
