"""What terminals say back: the kitchen has it, the message arrived, I speak, I spoke."""

import asyncio
from collections.abc import Awaitable, Callable

from common.domain import streams
from common.domain.ids import DeviceId, ShopId
from common.wire.events import EventKind
from tests.support.api import Terminal
from tests.support.push import Frame, Peer, Push
from tests.support.waiting import until

DISH = "水饺"


async def order(push: Push, pad: Terminal, dish: str = DISH) -> Frame:
    lines = [{"goods_id": push.api.goods(dish), "quantity": 2}]
    answer = await pad.post("/v1/orders", {"room_id": push.api.room("801"), "lines": lines})
    assert answer.status_code in (200, 201), answer.text
    body: Frame = answer.json()
    return body


def line_of(push: Push, cook: Terminal, order_id: str) -> Callable[[], Awaitable[Frame]]:
    async def read() -> Frame:
        body = (await cook.get(f"/v1/orders/{order_id}")).json()
        line: Frame = body["batches"][0]["lines"][0]
        return line

    return read


def kitchen(push: Push) -> str:
    return streams.kitchen(ShopId(push.api.shop_id()))


def account(terminal: Terminal) -> str:
    return streams.device(DeviceId(terminal.id))


async def until_told(peer: Peer, of: str) -> Frame:
    """The next event of stream `of`; what other streams bring meanwhile is passed over."""
    while True:
        [event] = await peer.events(1)
        if event["s"] == of:
            return event


async def announced(peer: Peer, terminal: Terminal) -> Frame:
    event = await until_told(peer, account(terminal))
    assert event["kind"] == EventKind.ANNOUNCE
    row: Frame = event["d"]["put"]["announcements"][0]
    return row | {"seq": event["seq"], "exp": event["exp"]}


async def statuses(push: Push, order_id: str) -> dict[tuple[str, int], str]:
    answer = await push.api.as_manager().get(f"/v1/messages?order_id={order_id}&limit=200")
    assert answer.status_code == 200, answer.text
    return {(row["account"], row["repeat"]): row["status"] for row in answer.json()["items"]}


async def test_the_kitchen_has_an_order_once_a_live_screen_acks_it(push: Push) -> None:
    cook, pad = push.api.as_kitchen(), push.api.as_pad()
    peer, _ = await push.join(cook)
    placed = await order(push, pad)
    read = line_of(push, cook, placed["id"])
    event = await until_told(peer, kitchen(push))
    assert (await read())["seen_at"] is None

    await peer.send(t="ack", s=kitchen(push), seq=event["seq"])

    async def is_seen() -> bool:
        return (await read())["seen_at"] is not None

    await until(is_seen, what="the line being seen")
    seen = await until_told(peer, kitchen(push))
    assert seen["kind"] == EventKind.LINE_SEEN
    [batch] = seen["d"]["put"]["batches"]
    assert batch["seen_at"] is not None


async def test_a_screen_of_another_station_does_not_make_it_seen(sqlite_push: Push) -> None:
    noodles, others = sqlite_push.api.as_kitchen("面点"), sqlite_push.api.as_kitchen("饮品")
    others_peer, _ = await sqlite_push.join(others)
    placed = await order(sqlite_push, sqlite_push.api.as_pad())
    event = await until_told(others_peer, kitchen(sqlite_push))
    await others_peer.send(t="ack", s=kitchen(sqlite_push), seq=event["seq"])

    peer, welcome = await sqlite_push.join(noodles)
    read = line_of(sqlite_push, noodles, placed["id"])
    assert (await read())["seen_at"] is None
    await peer.send(
        t="ack", s=kitchen(sqlite_push), seq=welcome["streams"][kitchen(sqlite_push)]["top"]
    )

    async def is_seen() -> bool:
        return (await read())["seen_at"] is not None

    await until(is_seen, what="the line being seen at its station")


async def test_a_screen_that_comes_with_its_cursor_at_the_top_has_it(sqlite_push: Push) -> None:
    """It committed the order and lost the line before its ack left."""
    cook = sqlite_push.api.as_kitchen()
    peer, welcome = await sqlite_push.join(cook)
    placed = await order(sqlite_push, sqlite_push.api.as_pad())
    event = await until_told(peer, kitchen(sqlite_push))
    await peer.leave()

    since = {
        name: {"epoch": told["epoch"], "seq": told["top"]}
        for name, told in welcome["streams"].items()
    }
    since[kitchen(sqlite_push)]["seq"] = event["seq"]
    await sqlite_push.join(cook, since)

    read = line_of(sqlite_push, cook, placed["id"])

    async def is_seen() -> bool:
        return (await read())["seen_at"] is not None

    await until(is_seen, what="the line being seen")


async def test_an_announcement_goes_from_sent_to_delivered_to_spoken(push: Push) -> None:
    cook = push.api.as_kitchen()
    peer, _ = await push.join(cook)
    placed = await order(push, push.api.as_pad())
    row = await announced(peer, cook)
    assert row["shown"] == "801房间下单了水饺2份,请注意"
    assert row["exp"] == row["expires_at"]
    first = (account(cook), 1)
    assert (await statuses(push, placed["id"]))[first] == "sent"

    await peer.send(t="ack", s=account(cook), seq=row["seq"])

    async def is_delivered() -> bool:
        return (await statuses(push, placed["id"]))[first] == "delivered"

    await until(is_delivered, what="the message being delivered")

    await peer.send(t="claim", id=row["announcement_id"], repeat=1)
    while (granted := await peer.next())["t"] != "granted":
        assert granted["t"] in ("ev", "evs")
    assert (granted["id"], granted["repeat"]) == (row["announcement_id"], 1)

    await peer.send(
        t="spoken",
        id=row["announcement_id"],
        repeat=1,
        result="played",
        at="2026-03-04T12:00:02Z",
    )
    ended = await until_told(peer, account(cook))
    assert ended["kind"] == EventKind.ANNOUNCE_ENDED
    assert ended["d"]["drop"] == {"announcements": [row["id"]]}
    assert (await statuses(push, placed["id"]))[first] == "spoken"


async def test_of_two_screens_of_a_zone_one_is_granted_and_the_other_told_no(push: Push) -> None:
    cooks = [push.api.as_kitchen() for _ in range(2)]
    peers = [(await push.join(cook))[0] for cook in cooks]
    await order(push, push.api.as_pad())
    rows = [await announced(peer, cook) for peer, cook in zip(peers, cooks, strict=True)]
    assert rows[0]["announcement_id"] == rows[1]["announcement_id"]

    async def claim(peer: Peer) -> str:
        await peer.send(t="claim", id=rows[0]["announcement_id"], repeat=1)
        while (frame := await peer.next())["t"] in ("ev", "evs"):
            pass
        kind: str = frame["t"]
        return kind

    answers = await asyncio.gather(*(claim(peer) for peer in peers))

    assert sorted(answers) == ["denied", "granted"]


async def test_a_claim_of_what_does_not_exist_is_denied(sqlite_push: Push) -> None:
    peer, _ = await sqlite_push.join(sqlite_push.api.as_kitchen())

    await peer.send(t="claim", id="nothing", repeat=1)

    assert await peer.next() == {"t": "denied", "id": "nothing", "repeat": 1}
