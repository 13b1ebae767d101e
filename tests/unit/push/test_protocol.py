"""What a peer may say, and when: every phase against every frame, and each way to be wrong."""

import json

import pytest

from common.wire.events import StreamPosition
from common.wire.frames import AUTH_WITHIN_S, MAX_FRAME_BYTES, CloseCode, SpokenResult
from server.entry.push.protocol import (
    SILENT_AFTER_S,
    Acked,
    Admit,
    Claimed,
    Phase,
    ServerProtocol,
    Shut,
    Spoke,
)

AUTH = {"t": "auth", "token": "zd_1", "app": "kds", "version": "0.1.0", "since": {}}
ACK = {"t": "ack", "s": "menu", "seq": 5}
CLAIM = {"t": "claim", "id": "a1", "repeat": 1}
SPOKEN = {
    "t": "spoken",
    "id": "a1",
    "repeat": 1,
    "result": "played",
    "at": "2026-03-04T12:00:00Z",
}
HEARTBEAT = {"t": "hb", "now": "2026-03-04T12:00:00Z", "tops": {}, "unsent": 0}
AFTER_WELCOME = (ACK, CLAIM, SPOKEN, HEARTBEAT)


def text(frame: object) -> str:
    return json.dumps(frame)


def checking() -> ServerProtocol:
    protocol = ServerProtocol(0.0)
    protocol.receive(text(AUTH), 0.1)
    return protocol


def live(**cursors: int) -> ServerProtocol:
    protocol = checking()
    protocol.welcomed(cursors or {"menu": 3}, 0.2)
    return protocol


def refused(protocol: ServerProtocol, data: str | bytes) -> str:
    """The reason with which `data` is refused as a bad frame; the protocol is closed after it."""
    decision = protocol.receive(data, 1.0)
    assert isinstance(decision, Shut)
    assert decision.code is CloseCode.BAD_FRAME
    assert protocol.phase is Phase.CLOSED
    return decision.reason


# ── the order of things ──────────────────────────────────────────────────────────────────────────


def test_the_first_frame_asks_to_be_let_in() -> None:
    protocol = ServerProtocol(0.0)
    frame = AUTH | {"since": {"menu": {"epoch": "0", "seq": 7}}, "unsent": 2}

    decision = protocol.receive(text(frame), 0.1)

    assert isinstance(decision, Admit)
    assert decision.auth.token == "zd_1"
    assert decision.auth.since == {"menu": StreamPosition("0", 7)}
    assert protocol.phase is Phase.CHECKING


@pytest.mark.parametrize("frame", AFTER_WELCOME, ids=lambda frame: frame["t"])
def test_nothing_comes_before_auth(frame: object) -> None:
    assert "not welcomed" in refused(ServerProtocol(0.0), text(frame))


@pytest.mark.parametrize("frame", AFTER_WELCOME, ids=lambda frame: frame["t"])
def test_nothing_comes_between_auth_and_welcome(frame: object) -> None:
    assert "not welcomed" in refused(checking(), text(frame))


@pytest.mark.parametrize("protocol", [checking(), live()], ids=["checking", "live"])
def test_a_second_auth_is_out_of_order(protocol: ServerProtocol) -> None:
    assert "second auth" in refused(protocol, text(AUTH))


def test_after_the_welcome_each_frame_has_its_meaning() -> None:
    protocol = live(menu=3)

    assert protocol.receive(text(ACK), 1.0) == Acked("menu", 5)
    assert protocol.receive(text(CLAIM), 1.0) == Claimed("a1", 1)
    spoke = protocol.receive(text(SPOKEN), 1.0)
    assert isinstance(spoke, Spoke)
    assert spoke.report.result is SpokenResult.PLAYED
    assert protocol.receive(text(HEARTBEAT), 1.0) is None
    assert protocol.phase is Phase.LIVE


def test_a_closed_session_hears_nothing_more() -> None:
    protocol = live()
    protocol.close()

    assert protocol.receive(text(ACK), 1.0) is None
    assert protocol.receive("nonsense", 1.0) is None


def test_only_a_checked_peer_can_be_welcomed() -> None:
    with pytest.raises(RuntimeError, match="welcomed while new"):
        ServerProtocol(0.0).welcomed({}, 0.0)


# ── acks ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seq", [0, 2, 3])
def test_an_ack_that_says_nothing_new_is_passed_over(seq: int) -> None:
    assert live(menu=3).receive(text(ACK | {"seq": seq}), 1.0) is None


def test_an_ack_counts_once() -> None:
    protocol = live(menu=3)

    assert protocol.receive(text(ACK), 1.0) == Acked("menu", 5)
    assert protocol.receive(text(ACK), 1.0) is None


def test_a_stream_taken_by_snapshot_can_be_acked_from_zero_on() -> None:
    assert live(menu=-1).receive(text(ACK | {"seq": 0}), 1.0) == Acked("menu", 0)


def test_an_ack_of_a_stream_that_is_not_followed_is_refused() -> None:
    assert "not followed" in refused(live(menu=3), text(ACK | {"s": "shop:x:kitchen"}))


@pytest.mark.parametrize("seq", [-1, 2**53, 10**30])
def test_an_ack_out_of_range_is_refused(seq: int) -> None:
    assert refused(live(menu=3), text(ACK | {"seq": seq}))


# ── what cannot be read ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "data",
    [
        "",
        "nonsense",
        "null",
        "[]",
        "5",
        '"auth"',
        "{}",
        '{"t":"auth"',
        '{"t":"AUTH"}',
        '{"t":"ev","s":"menu","seq":1,"prev":0,"id":"x","kind":"x","ts":"","d":{}}',
        '{"t":5}',
        '{"t":null,"token":"zd_1"}',
        "[" * 50_000,
        '{"t":"auth","since":' + '{"a":' * 9_000 + "1" + "}" * 9_000 + "}",
        text(AUTH | {"extra": 1}),
        text(AUTH | {"token": 5}),
        text(AUTH | {"token": None}),
        text(AUTH | {"since": {"menu": 3}}),
        text(AUTH | {"since": {"menu": {"epoch": "0", "seq": "3"}}}),
        text(AUTH | {"since": {"menu": {"epoch": "0", "seq": -1}}}),
        text(AUTH | {"since": {"menu": {"epoch": "0", "seq": 2**53}}}),
        text({key: value for key, value in AUTH.items() if key != "token"}),
    ],
)
def test_a_first_frame_that_is_no_auth_is_refused_with_a_reason(data: str) -> None:
    assert refused(ServerProtocol(0.0), data)


@pytest.mark.parametrize(
    "data",
    [
        text(ACK | {"seq": "5"}),
        text(ACK | {"seq": 5.5}),
        text(ACK | {"more": 1}),
        text(CLAIM | {"repeat": 0}),
        text(CLAIM | {"repeat": -1}),
        text(CLAIM | {"repeat": 40_000}),
        text(CLAIM | {"id": 7}),
        text(SPOKEN | {"result": "sung"}),
        text(SPOKEN | {"at": "yesterday"}),
        text(SPOKEN | {"repeat": 0}),
        text(HEARTBEAT | {"tops": {"menu": "x"}}),
        text({"t": "ping"}),
    ],
)
def test_a_later_frame_that_cannot_be_read_is_refused_with_a_reason(data: str) -> None:
    assert refused(live(), data)


def test_binary_is_refused() -> None:
    assert refused(ServerProtocol(0.0), text(AUTH).encode()) == "not text"


def test_a_frame_of_64_kib_is_read_and_one_byte_more_is_not() -> None:
    padding = MAX_FRAME_BYTES - len(text(AUTH | {"token": ""}))
    fits = text(AUTH | {"token": "x" * padding})
    assert len(fits) == MAX_FRAME_BYTES

    assert isinstance(ServerProtocol(0.0).receive(fits, 0.0), Admit)
    assert "bytes" in refused(ServerProtocol(0.0), fits + " ")


def test_the_size_is_counted_in_bytes_not_characters() -> None:
    data = json.dumps(AUTH | {"token": "灶" * 30_000}, ensure_ascii=False)
    assert len(data) < MAX_FRAME_BYTES < len(data.encode())

    assert "bytes" in refused(ServerProtocol(0.0), data)


def test_a_reason_fits_into_a_close_frame() -> None:
    assert len(refused(live(), text(ACK | {"x" * 5_000: 1})).encode()) <= 123
    assert len(refused(live(), text({"t": "灶" * 5_000})).encode()) <= 123


# ── silence ──────────────────────────────────────────────────────────────────────────────────────


def test_a_peer_that_does_not_say_who_it_is_is_closed_after_ten_seconds() -> None:
    protocol = ServerProtocol(100.0)

    assert protocol.tick(100.0 + AUTH_WITHIN_S - 0.1) is None
    shut = protocol.tick(100.0 + AUTH_WITHIN_S)

    assert shut is not None
    assert shut.code is CloseCode.AUTH


def test_a_live_peer_may_be_silent_for_a_while_counted_from_its_last_word() -> None:
    protocol = live()
    protocol.receive(text(HEARTBEAT), 50.0)

    assert protocol.tick(50.0 + SILENT_AFTER_S - 0.1) is None
    assert protocol.tick(50.0 + SILENT_AFTER_S) == Shut(CloseCode.SLOW, "silent")


def test_nobody_is_hurried_while_the_server_itself_looks_at_the_token() -> None:
    assert checking().tick(1_000.0) is None
