"""Peers that are slow, broken or mean: closed with their code, and nobody else notices."""

import asyncio
import os
import socket

import psutil
import pytest

from common.domain import streams
from common.domain.ids import ShopId
from common.wire.events import EventBody, EventKind
from common.wire.frames import MAX_FRAME_BYTES, MAX_MESSAGE_BYTES, CloseCode
from server.db.unit import Unit
from server.entry.push.session import UNREAD_BYTES
from tests.support.push import Push

HUNDRED_KB = EventBody(by="x" * 100_000)


async def test_a_frame_that_is_not_json_is_closed_4000_with_a_reason(sqlite_push: Push) -> None:
    peer = await sqlite_push.open()

    await peer.connection.send("nonsense")

    closed = await peer.closed()
    assert closed.code == CloseCode.BAD_FRAME
    assert "malformed" in closed.reason


async def test_binary_is_closed_4000(sqlite_push: Push) -> None:
    peer = await sqlite_push.open()

    await peer.connection.send(b"\x00\x01")

    assert (await peer.closed()).code == CloseCode.BAD_FRAME


async def test_over_64_kib_is_closed_4000(sqlite_push: Push) -> None:
    peer, _ = await sqlite_push.join(sqlite_push.api.as_kitchen())

    await peer.connection.send(" " * (MAX_FRAME_BYTES + 1))

    closed = await peer.closed()
    assert closed.code == CloseCode.BAD_FRAME
    assert str(MAX_FRAME_BYTES) in closed.reason


async def test_over_256_kib_is_closed_1009(sqlite_push: Push) -> None:
    peer, _ = await sqlite_push.join(sqlite_push.api.as_kitchen())

    await peer.connection.send(" " * (MAX_MESSAGE_BYTES + 1))

    assert (await peer.closed()).code == CloseCode.TOO_BIG


async def test_fragments_count_together(sqlite_push: Push) -> None:
    peer, _ = await sqlite_push.join(sqlite_push.api.as_kitchen())

    await peer.connection.send([" " * 50_000] * 10)

    assert (await peer.closed()).code == CloseCode.TOO_BIG


async def test_an_ack_of_somebody_elses_stream_is_closed_4000(sqlite_push: Push) -> None:
    peer, _ = await sqlite_push.join(sqlite_push.api.as_kitchen())

    await peer.send(t="ack", s=streams.kitchen(ShopId(sqlite_push.api.shop_id("other"))), seq=1)

    assert (await peer.closed()).code == CloseCode.BAD_FRAME


async def test_a_second_auth_is_closed_4000(sqlite_push: Push) -> None:
    kitchen = sqlite_push.api.as_kitchen()
    peer, _ = await sqlite_push.join(kitchen)

    await sqlite_push.auth(peer, kitchen)

    assert (await peer.closed()).code == CloseCode.BAD_FRAME


async def test_no_compression_is_agreed_to(sqlite_push: Push) -> None:
    peer = await sqlite_push.open(
        additional_headers={"Sec-WebSocket-Extensions": "permessage-deflate"}
    )

    assert peer.connection.response is not None
    assert "Sec-WebSocket-Extensions" not in peer.connection.response.headers


async def flood(push: Push, events: int) -> None:
    """Events of 100 kB each to the kitchen, a few a commit."""
    stream = streams.kitchen(ShopId(push.api.shop_id()))

    def work(unit: Unit) -> None:
        for _ in range(5):
            unit.emit(stream, EventKind.ORDER_CHANGED, HUNDRED_KB)

    for _ in range(events // 5):
        await push.api.units.write(work)


def deaf_socket(push: Push) -> socket.socket:
    """A connected socket with next to no room for what it does not read."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.connect(("127.0.0.1", push.port))
    made.setblocking(False)
    return made


async def test_a_terminal_that_missed_a_banquet_gets_it_at_its_own_pace(sqlite_push: Push) -> None:
    """Ten megabytes: more than may lie unread, so they are handed over as the peer takes them."""
    kitchen = sqlite_push.api.as_kitchen()
    peer, welcome = await sqlite_push.join(kitchen)
    since = {
        name: {"epoch": told["epoch"], "seq": told["top"]}
        for name, told in welcome["streams"].items()
    }
    await peer.leave()
    await flood(sqlite_push, 100)

    peer, _ = await sqlite_push.join(kitchen, since, max_size=None)

    seqs = [event["seq"] for event in await peer.events(100)]
    assert seqs == list(range(seqs[0], seqs[0] + 100))


async def test_a_slow_reader_is_closed_4008_and_the_others_get_theirs(sqlite_push: Push) -> None:
    slow_kitchen = sqlite_push.api.as_kitchen()
    slow, _ = await sqlite_push.join(
        slow_kitchen, sock=deaf_socket(sqlite_push), max_queue=1, max_size=None
    )
    slow.connection.transport.pause_reading()
    others = [(await sqlite_push.join(sqlite_push.api.as_kitchen()))[0] for _ in range(3)]

    for _ in range(12):
        await flood(sqlite_push, 5)
        for peer in others:
            await peer.events(5)
    slow.connection.transport.resume_reading()
    assert (await slow.closed()).code == CloseCode.SLOW


async def test_what_a_peer_does_not_read_stays_within_bounds(sqlite_push: Push) -> None:
    peers = []
    for _ in range(10):
        peer, _ = await sqlite_push.join(
            sqlite_push.api.as_kitchen(), sock=deaf_socket(sqlite_push), max_queue=1, max_size=None
        )
        peer.connection.transport.pause_reading()
        peers.append(peer)
    before = psutil.Process(os.getpid()).memory_info().rss

    await flood(sqlite_push, 200)  # 20 MB for each of the ten

    grown = psutil.Process(os.getpid()).memory_info().rss - before
    assert grown < 10 * 3 * UNREAD_BYTES + 40 * 1024 * 1024


async def test_a_peer_that_talks_without_end_delays_nobody(sqlite_push: Push) -> None:
    chatty, welcome = await sqlite_push.join(sqlite_push.api.as_kitchen())
    stream = next(iter(welcome["streams"]))
    quiet, _ = await sqlite_push.join(sqlite_push.api.as_kitchen())

    async def chatter() -> None:
        while True:
            await chatty.send(t="ack", s=stream, seq=0)

    talking = asyncio.create_task(chatter())
    try:
        for _ in range(5):
            await flood(sqlite_push, 5)
            await quiet.events(5)
    finally:
        talking.cancel()


@pytest.mark.parametrize("cut", ["abort", "half"])
async def test_a_peer_that_vanishes_leaves_nothing_behind(sqlite_push: Push, cut: str) -> None:
    peer, _ = await sqlite_push.join(sqlite_push.api.as_kitchen())
    stays, _ = await sqlite_push.join(sqlite_push.api.as_kitchen())

    if cut == "abort":
        peer.connection.transport.abort()
    else:
        peer.connection.transport.write_eof()
    await flood(sqlite_push, 5)

    await stays.events(5)
