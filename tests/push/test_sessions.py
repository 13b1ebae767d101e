"""A session from hello to close, over real sockets."""

import asyncio

import pytest

from common.domain import streams
from common.domain.ids import ShopId
from common.wire.events import EventBody, EventKind
from common.wire.frames import CloseCode
from server.db import journal
from server.db.unit import Unit
from tests.support.api import Terminal
from tests.support.push import Frame, Push
from tests.support.waiting import until


def kitchen_stream(push: Push) -> str:
    return streams.kitchen(ShopId(push.api.shop_id()))


async def emit(push: Push, stream: str, count: int = 1) -> None:
    def work(unit: Unit) -> None:
        for _ in range(count):
            unit.emit(stream, EventKind.ORDER_CHANGED, EventBody(by="somebody"))

    await push.api.units.write(work)


def at(welcome: Frame, **seqs: int) -> Frame:
    """`since` for the streams of a welcome: at their tops, or where `seqs` says (by last part)."""
    return {
        name: {"epoch": told["epoch"], "seq": seqs.get(name.rsplit(":", 1)[-1], told["top"])}
        for name, told in welcome["streams"].items()
    }


async def test_a_kitchen_is_welcomed_with_its_streams(push: Push) -> None:
    kitchen = push.api.as_kitchen()

    _, welcome = await push.join(kitchen)

    shop_id = push.api.shop_id()
    assert set(welcome["streams"]) == {
        f"device:{kitchen.id}",
        f"shop:{shop_id}:kitchen",
        f"shop:{shop_id}:menu",
    }
    assert {told["mode"] for told in welcome["streams"].values()} == {"snapshot"}


async def test_a_committed_event_reaches_everybody_who_follows_its_stream(push: Push) -> None:
    stream = kitchen_stream(push)
    cooks = [await push.join(push.api.as_kitchen()) for _ in range(3)]
    stranger, _ = await push.join(push.api.as_kitchen(shop="other"))
    desk, _ = await push.join(push.api.as_cashier())

    await emit(push, stream)

    for peer, welcome in cooks:
        [event] = await peer.events(1)
        assert (event["s"], event["kind"]) == (stream, EventKind.ORDER_CHANGED)
        assert event["prev"] == welcome["streams"][stream]["top"]
        assert event["seq"] == event["prev"] + 1
    for peer in (stranger, desk):
        assert stream not in (await peer.heartbeat())["tops"]


async def test_a_terminal_that_comes_back_gets_exactly_what_it_missed(push: Push) -> None:
    stream, kitchen = kitchen_stream(push), push.api.as_kitchen()
    peer, welcome = await push.join(kitchen)
    since = at(welcome)
    await peer.leave()
    await emit(push, stream, 250)

    peer, welcome = await push.join(kitchen, since)
    missed = await peer.events(250)

    assert welcome["streams"][stream]["mode"] == "resume"
    seqs = [event["seq"] for event in missed]
    assert seqs == list(range(since[stream]["seq"] + 1, welcome["streams"][stream]["top"] + 1))
    assert [event["prev"] for event in missed] == [seq - 1 for seq in seqs]

    await emit(push, stream)
    [event] = await peer.events(1)
    assert event["prev"] == seqs[-1]


async def test_events_committed_while_a_terminal_catches_up_come_once_and_in_order(
    sqlite_push: Push,
) -> None:
    stream, kitchen = kitchen_stream(sqlite_push), sqlite_push.api.as_kitchen()
    peer, welcome = await sqlite_push.join(kitchen)
    since = at(welcome)
    await peer.leave()
    await emit(sqlite_push, stream, 500)

    peer, _ = await sqlite_push.join(kitchen, since)
    writing = asyncio.gather(*(emit(sqlite_push, stream, 5) for _ in range(40)))
    seqs = [event["seq"] for event in await peer.events(700)]
    await writing

    first = since[stream]["seq"] + 1
    assert seqs == list(range(first, first + 700))


@pytest.mark.parametrize(
    "change",
    [
        {"epoch": "another", "seq": 0},
        {"epoch": "0", "seq": 9_999},
    ],
    ids=["another epoch", "beyond the top"],
)
async def test_a_cursor_that_cannot_be_followed_is_answered_with_a_snapshot(
    sqlite_push: Push, change: Frame
) -> None:
    stream, kitchen = kitchen_stream(sqlite_push), sqlite_push.api.as_kitchen()

    _, welcome = await sqlite_push.join(kitchen, {stream: change})

    assert welcome["streams"][stream]["mode"] == "snapshot"


async def test_a_gap_beyond_what_is_held_is_answered_with_a_snapshot(sqlite_push: Push) -> None:
    stream, kitchen = kitchen_stream(sqlite_push), sqlite_push.api.as_kitchen()
    await emit(sqlite_push, stream, journal.RETAINED_ROWS + 600)

    _, welcome = await sqlite_push.join(kitchen, {stream: {"epoch": "0", "seq": 1}})

    assert welcome["streams"][stream]["mode"] == "snapshot"


async def test_a_terminal_that_followed_other_streams_before_takes_everything_anew(
    sqlite_push: Push,
) -> None:
    kitchen = sqlite_push.api.as_kitchen()
    peer, welcome = await sqlite_push.join(kitchen)
    await peer.leave()

    since = at(welcome) | {"stay:of-somebody-else": {"epoch": "0", "seq": 3}}
    _, welcome = await sqlite_push.join(kitchen, since)

    assert {told["mode"] for told in welcome["streams"].values()} == {"snapshot"}


# ── closes ───────────────────────────────────────────────────────────────────────────────────────


async def test_an_unknown_token_is_closed_4001(push: Push) -> None:
    peer = await push.open()
    await push.auth(peer, push.api.as_bearer("zd_nobody"))

    assert (await peer.closed()).code == CloseCode.AUTH


async def test_a_revoked_terminal_is_closed_4003_at_once_and_stays_out(push: Push) -> None:
    kitchen = push.api.as_kitchen()
    peer, _ = await push.join(kitchen)

    answer = await push.api.as_manager().post(f"/v1/devices/{kitchen.id}/revoke")
    assert answer.status_code == 200, answer.text

    assert (await peer.closed(within_s=1.0)).code == CloseCode.REVOKED
    again = await push.open()
    await push.auth(again, kitchen)
    assert (await again.closed()).code == CloseCode.REVOKED


async def test_the_same_device_connecting_again_replaces_its_older_session(push: Push) -> None:
    kitchen = push.api.as_kitchen()
    older, _ = await push.join(kitchen)

    newer, _ = await push.join(kitchen)

    assert (await older.closed()).code == CloseCode.REPLACED
    await emit(push, kitchen_stream(push))
    await newer.events(1)


async def test_a_pad_carried_to_another_room_comes_again(push: Push) -> None:
    pad = push.api.as_pad("801")
    peer, _ = await push.join(pad)

    answer = await push.api.as_manager().post(
        f"/v1/devices/{pad.id}/location", {"room_id": push.api.room("802")}
    )
    assert answer.status_code == 200, answer.text

    assert (await peer.closed(within_s=1.0)).code == CloseCode.RESYNC


async def test_a_new_epoch_sends_everybody_for_a_snapshot(sqlite_push: Push) -> None:
    kitchen = sqlite_push.api.as_kitchen()
    peer, welcome = await sqlite_push.join(kitchen)

    await sqlite_push.api.units.write(lambda unit: journal.begin_epoch(unit.session, "restored"))

    assert (await peer.closed()).code == CloseCode.RESYNC
    _, welcome = await sqlite_push.join(kitchen, at(welcome))
    assert {told["mode"] for told in welcome["streams"].values()} == {"snapshot"}


async def test_a_stopping_server_closes_1012(sqlite_push: Push) -> None:
    peer, _ = await sqlite_push.join(sqlite_push.api.as_kitchen())

    sqlite_push.stop()

    assert (await peer.closed()).code == CloseCode.RESTART


# ── heartbeats ───────────────────────────────────────────────────────────────────────────────────


async def test_a_heartbeat_says_how_far_each_stream_reaches(sqlite_push: Push) -> None:
    stream = kitchen_stream(sqlite_push)
    peer, welcome = await sqlite_push.join(sqlite_push.api.as_kitchen())
    await emit(sqlite_push, stream, 3)
    await peer.events(3)

    beat = await peer.heartbeat()

    tops = {name: told["top"] for name, told in welcome["streams"].items()}
    assert beat["tops"] == tops | {stream: tops[stream] + 3}


async def test_a_lost_poke_costs_one_heartbeat(sqlite_push: Push) -> None:
    """Another process wrote: nobody here was poked."""
    stream = kitchen_stream(sqlite_push)
    peer, _ = await sqlite_push.join(sqlite_push.api.as_kitchen())

    async with sqlite_push.deaf():
        await emit(sqlite_push, stream)

    [event] = await peer.events(1)
    assert event["s"] == stream


# ── what an ack means ────────────────────────────────────────────────────────────────────────────


async def lives(push: Push, terminal: Terminal) -> bool:
    devices = (await push.api.as_manager().get("/v1/devices?limit=200")).json()["items"]
    return any(x["id"] == terminal.id and x["live_at"] for x in devices)


async def test_a_terminal_on_the_socket_is_live(sqlite_push: Push) -> None:
    kitchen = sqlite_push.api.as_kitchen()
    assert not await lives(sqlite_push, kitchen)

    await sqlite_push.join(kitchen)

    await until(lambda: lives(sqlite_push, kitchen), what="the device being live")
