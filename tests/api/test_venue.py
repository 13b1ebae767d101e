"""Base information, hours, closings, the hand on the sign, rooms, stations, therapists."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from server.entry.workers import working
from server.gateways.sms.setup import links_of
from server.lib.settings import Settings
from tests.support.api import Api, problem
from tests.support.waiting import until

EVERY_DAY_TILL_22 = {
    "spans": [{"weekday": day, "opens": "10:00", "closes": "22:00"} for day in range(7)]
}


def menu(api: Api) -> str:
    return f"shop:{api.shop_id()}:menu"


def told(api: Api) -> dict[str, Any]:
    """The shop's row as its screens last heard it."""
    body = msgspec.json.decode(api.events(menu(api))[-1].body)
    row: dict[str, Any] = body["put"]["shops"][0]
    return row


async def test_everybody_may_know_whether_the_shop_is_open(api: Api) -> None:
    """It is 20:00 on a Wednesday in Shanghai."""
    await api.as_manager().put("/v1/shop/hours", EVERY_DAY_TILL_22)
    shop = (await api.as_pad().get("/v1/shop")).json()["shop"]
    assert (shop["name"], shop["is_open"]) == ("云麓汤泉 · 人民路店", True)
    assert (shop["hours_text"], shop["next_change_at"]) == (
        "每天 10:00–22:00",
        "2026-03-04T14:00:00Z",
    )


async def test_new_hours_are_judged_and_told_at_once(api: Api) -> None:
    answer = await api.as_manager().put("/v1/shop/hours", EVERY_DAY_TILL_22)
    assert answer.json()["shop"]["next_change_at"] == "2026-03-04T14:00:00Z"
    assert answer.json()["positions"] == {menu(api): 1}
    assert told(api) == answer.json()["shop"]


async def test_hours_pass_by_themselves_and_the_screens_hear_of_it(api: Api) -> None:
    await api.as_manager().put("/v1/shop/hours", EVERY_DAY_TILL_22)
    sms = links_of(Settings(sms_pull_every_s=0))
    async with working(api.units, api.clock, sms):
        api.clock.advance(timedelta(hours=2, minutes=1))
        await until(lambda: len(api.events(menu(api))) == 2, what="the shop telling that it closed")
    assert (told(api)["is_open"], told(api)["next_change_at"]) == (False, "2026-03-05T02:00:00Z")


async def test_a_shop_closed_by_hand_takes_no_orders_and_says_why(api: Api) -> None:
    manager, pad = api.as_manager(), api.as_pad("801")
    until_time = "2026-03-04T14:00:00Z"
    body = {"is_open": False, "reason": "停电检修", "until": until_time}
    assert (await manager.put("/v1/shop/state", body)).json()["shop"]["closed_reason"] == "停电检修"
    order = {"lines": [{"goods_id": api.goods("水饺"), "quantity": 1}]}
    async with api.nothing_changes():
        problem(await pad.post("/v1/orders", order), 409, "shop.closed")
    api.clock.advance(timedelta(hours=2))
    assert (await pad.post("/v1/orders", order)).status_code == 201


async def test_the_hand_can_be_taken_off(api: Api) -> None:
    manager = api.as_manager()
    await manager.put("/v1/shop/state", {"is_open": False, "reason": "包场"})
    shop = (await manager.delete("/v1/shop/state")).json()["shop"]
    assert (shop["is_open"], shop["closed_reason"]) == (True, "")


async def test_a_closing_is_announced_and_can_be_dropped(api: Api) -> None:
    manager = api.as_manager()
    closing = {
        "starts_at": "2026-03-04T13:00:00Z",
        "ends_at": "2026-03-05T13:00:00Z",
        "reason": "盘点",
    }
    added = (await manager.post("/v1/shop/closings", closing)).json()
    assert told(api)["next_change_at"] == closing["starts_at"]
    hours = (await manager.get("/v1/shop/hours")).json()
    assert [each["reason"] for each in hours["closings"]] == ["盘点"]
    await manager.delete(f"/v1/shop/closings/{added['id']}")
    assert (await manager.get("/v1/shop/hours")).json()["closings"] == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        (
            "POST",
            "/v1/shop/closings",
            {"starts_at": "2026-03-05T10:00:00Z", "ends_at": "2026-03-05T10:00:00Z"},
            422,
            "closing.ends_before_start",
        ),
        (
            "POST",
            "/v1/shop/closings",
            {"starts_at": "2026-03-01T10:00:00Z", "ends_at": "2026-03-02T10:00:00Z"},
            422,
            "closing.past",
        ),
        (
            "PUT",
            "/v1/shop/state",
            {"is_open": False, "reason": "x", "until": "2026-03-04T11:00:00Z"},
            422,
            "shop.until_past",
        ),
        ("PUT", "/v1/shop/info", {"name": "x", "zone": "Mars/Base"}, 422, "shop.zone_unknown"),
        ("POST", "/v1/rooms", {"name": "801"}, 409, "room.name_taken"),
        ("POST", "/v1/stations", {"name": "面点"}, 409, "station.name_taken"),
        ("DELETE", "/v1/shop/closings/gone", None, 404, "closing.unknown"),
    ],
)
async def test_refusals_leave_nothing_behind(
    api: Api, method: str, path: str, body: object, status: int, code: str
) -> None:
    manager = api.as_manager()
    async with api.nothing_changes():
        problem(await manager.send(method, path, body), status, code)


async def test_base_information_reaches_the_screens(api: Api) -> None:
    manager = api.as_manager()
    info = (await manager.get("/v1/shop/info")).json()
    info.pop("code")
    await manager.put("/v1/shop/info", {**info, "phone": "021-5555 0199", "pad_calls": ["加水"]})
    assert told(api)["phone"] == "021-5555 0199"
    assert (await manager.get("/v1/shop/info")).json()["pad_calls"] == ["加水"]


async def test_a_renamed_room_reaches_desk_and_waiters(api: Api) -> None:
    manager = api.as_manager()
    body = {"name": "听雨", "floor": "8 楼", "kind": "家庭房", "position": 3}
    answer = (await manager.put(f"/v1/rooms/{api.room('801')}", body)).json()
    assert (answer["room"]["name"], answer["room"]["version"]) == ("听雨", 2)
    for account in ("cashier", "waiter"):
        assert api.kinds(f"shop:{api.shop_id()}:{account}") == ["room.changed"]


async def test_a_room_renamed_under_its_guests_is_renamed_on_their_tickets(api: Api) -> None:
    pad, cook = api.as_pad("801"), api.as_kitchen()
    placed = (
        await pad.post("/v1/orders", {"lines": [{"goods_id": api.goods("水饺"), "quantity": 2}]})
    ).json()
    body = {"name": "听雨", "floor": "8 楼", "kind": "家庭房", "position": 3}

    renamed = await api.as_manager().put(f"/v1/rooms/{api.room('801')}", body)

    assert renamed.status_code == 200
    [ticket] = (await cook.get("/v1/board")).json()["tickets"]
    assert (ticket["order"]["id"], ticket["order"]["room"]["name"]) == (placed["id"], "听雨")
    stays = (await api.as_cashier().get("/v1/stays")).json()["items"]
    assert [stay["room_name"] for stay in stays] == ["听雨"]
    snapshot = (await pad.get("/v1/sync/snapshot")).json()["tables"]
    assert [room["name"] for room in snapshot["rooms"]] == ["听雨"]
    again = (
        await pad.post("/v1/orders", {"lines": [{"goods_id": api.goods("可乐"), "quantity": 1}]})
    ).json()
    assert (again["id"], again["room"]["name"]) == (placed["id"], "听雨")


async def test_a_therapist_works_in_one_room_at_a_time(api: Api) -> None:
    desk = api.as_cashier()
    found = (await desk.get("/v1/therapists")).json()["items"]
    path = f"/v1/therapists/{found[0]['id']}"
    on = (await desk.post(f"{path}/clock-on", {"room_id": api.room("801")})).json()
    assert (on["room_id"], on["clocked_on_at"]) == (api.room("801"), "2026-03-04T12:00:00Z")
    async with api.nothing_changes():
        again = await desk.post(f"{path}/clock-on", {"room_id": api.room("801")})
        assert again.status_code == 200
        elsewhere = await desk.post(f"{path}/clock-on", {"room_id": api.room("802")})
        problem(elsewhere, 409, "therapist.busy")
    assert (await desk.post(f"{path}/clock-off")).json()["room_id"] is None
