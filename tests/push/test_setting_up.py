"""What a manager changes is on every screen at once: over real sockets, on both engines."""

from __future__ import annotations

from common.wire.frames import CloseCode
from tests.support.api import Api
from tests.support.push import Frame, Push


def room_body(name: str) -> dict[str, object]:
    return {"name": name, "floor": "8 楼", "kind": "标准房", "position": 1}


def put(event: Frame, table: str) -> list[str]:
    """The names in one table of an event."""
    return [row["name"] for row in event["d"]["put"].get(table, [])]


async def test_a_renamed_room_reaches_desk_waiter_and_its_pad(push: Push) -> None:
    api = push.api
    desk, _ = await push.join(api.as_cashier())
    waiter, _ = await push.join(api.as_waiter())
    pad_terminal, elsewhere = api.as_pad("801"), api.as_pad("802")
    pad, _ = await push.join(pad_terminal)
    other, _ = await push.join(elsewhere)
    await api.as_manager().put(f"/v1/rooms/{api.room('801')}", room_body("801A"))
    for peer in (desk, waiter):
        [event] = await peer.events(1)
        assert put(event, "rooms") == ["801A"]
    assert (await pad.closed()).code == CloseCode.RESYNC
    rooms = (await pad_terminal.get("/v1/sync/snapshot")).json()["tables"]["rooms"]
    assert [room["name"] for room in rooms] == ["801A"]
    assert (await other.heartbeat())["t"] == "hb"


async def test_a_station_and_a_closed_shop_reach_kitchen_pad_and_desk(push: Push) -> None:
    api, manager = push.api, push.api.as_manager()
    peers = [
        (await push.join(terminal))[0]
        for terminal in (api.as_kitchen("面点"), api.as_pad("801"), api.as_cashier())
    ]
    station = f"/v1/stations/{api.station('面点')}"
    await manager.put(station, {"name": "面点水饺", "position": 1})
    await manager.put("/v1/shop/state", {"is_open": False, "reason": "停电"})
    for peer in peers:
        renamed, closed = await peer.events(2)
        assert put(renamed, "stations") == ["面点水饺"]
        [shop] = closed["d"]["put"]["shops"]
        assert (shop["is_open"], shop["closed_reason"]) == (False, "停电")


async def test_a_moved_pad_starts_anew_and_a_revoked_one_is_put_out(push: Push) -> None:
    api, manager = push.api, push.api.as_manager()
    pad = api.as_pad("801")
    peer, _ = await push.join(pad)
    body = {"name": "平板", "kind": "pad", "room_id": api.room("802")}
    await manager.put(f"/v1/devices/{pad.id}", body)
    assert (await peer.closed()).code == CloseCode.RESYNC
    peer, _ = await push.join(pad)
    assert await version_of(api, pad.id) == "0.1.0"
    await manager.post(f"/v1/devices/{pad.id}/revoke")
    assert (await peer.closed()).code == CloseCode.REVOKED


async def version_of(api: Api, device_id: str) -> str:
    listed = (await api.as_manager().get("/v1/devices")).json()["items"]
    return str(next(x["app_version"] for x in listed if x["id"] == device_id))
