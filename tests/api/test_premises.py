"""Rooms out of use, stations that go, terminals changed as a whole, and the last manager."""

from typing import Any

import pytest

from tests.support.api import Api, problem


async def put_away(api: Api, name: str = "812") -> str:
    path = f"/v1/rooms/{api.room(name)}"
    answer = await api.as_manager().post(f"{path}/out-of-use")
    assert answer.json()["room"]["state"] == "out_of_use", answer.text
    return path


async def test_nobody_is_let_into_a_room_out_of_use(api: Api) -> None:
    pad, desk = api.as_pad("812"), api.as_cashier()
    await api.as_manager().post(f"/v1/devices/{pad.id}/location", {"room_id": api.room("811")})
    await put_away(api)
    stay = (await desk.post("/v1/stays", {"hand_tags": ["131"]})).json()["stay"]
    order = {"room_id": api.room("812"), "lines": [{"goods_id": api.goods("水饺"), "quantity": 1}]}
    therapist = (await desk.get("/v1/therapists")).json()["items"][0]["id"]
    manager, there = api.as_manager(), {"room_id": api.room("812")}
    async with api.nothing_changes():
        for path, body in (
            (f"/v1/rooms/{api.room('812')}/check-in", {}),
            (f"/v1/stays/{stay['id']}/move", {"room_id": api.room("812")}),
            ("/v1/orders", order),
            (f"/v1/therapists/{therapist}/clock-on", {"room_id": api.room("812")}),
        ):
            problem(await desk.post(path, body), 409, "room.out_of_use")
        moved = await manager.post(f"/v1/devices/{pad.id}/location", there)
        assert problem(moved, 409, "room.out_of_use")["field"] == "$.room_id"
        cleaned = await desk.post(f"/v1/rooms/{api.room('812')}/clean", {})
        assert cleaned.json()["room"]["state"] == "out_of_use"


async def test_a_code_that_was_made_before_lets_no_pad_in_either(api: Api) -> None:
    wanted = {"kind": "pad", "room_id": api.room("812")}
    code = (await api.as_manager().post("/v1/devices/codes", wanted)).json()["code"]
    path = await put_away(api)
    redeem = {"code": code, "name": "812 的平板", "client_nonce": "nonce-of-a-client"}
    problem(await api.as_nobody().post("/v1/devices/pair", redeem, key=""), 409, "room.out_of_use")
    back = await api.as_manager().post(f"{path}/in-use")
    assert back.json()["room"]["state"] == "vacant"
    assert (await api.as_nobody().post("/v1/devices/pair", redeem, key="")).status_code == 201


async def test_what_keeps_a_room_in_use_is_named(api: Api) -> None:
    desk, manager = api.as_cashier(), api.as_manager()
    api.as_pad("801")
    therapist = (await desk.get("/v1/therapists")).json()["items"][0]
    on = f"/v1/therapists/{therapist['id']}/clock-on"
    await desk.post(on, {"room_id": api.room("801")})
    await desk.post(f"/v1/rooms/{api.room('801')}/check-in", {})
    async with api.nothing_changes():
        answer = await manager.post(f"/v1/rooms/{api.room('801')}/out-of-use")
        facts = problem(answer, 409, "room.in_use")
    assert (facts["state"], facts["therapists"]) == ("occupied", [therapist["name"]])
    assert len(facts["pads"]) == 1


async def test_a_guest_cannot_be_fetched_back_into_a_room_out_of_use(api: Api) -> None:
    desk = api.as_cashier()
    room = f"/v1/rooms/{api.room('812')}"
    stay = (await desk.post(f"{room}/check-in", {})).json()["stay"]
    await desk.post(f"{room}/leave", {"stay_id": stay["id"]})
    await desk.post(f"{room}/clean", {"stay_id": stay["id"]})
    await put_away(api)
    reopen = await api.as_manager().post(f"/v1/stays/{stay['id']}/reopen", {"reason": "点错了"})
    problem(reopen, 409, "room.out_of_use")


async def test_a_station_goes_only_when_nothing_needs_it(api: Api) -> None:
    manager = api.as_manager()
    screen = api.as_kitchen("面点")
    facts = problem(
        await manager.delete(f"/v1/stations/{api.station('面点')}"), 409, "station.in_use"
    )
    assert "水饺" in facts["dishes"]
    assert len(facts["screens"]) == 1
    assert screen.id
    added = (await manager.post("/v1/stations", {"name": "烧烤"})).json()["station"]
    gone = await manager.delete(f"/v1/stations/{added['id']}")
    assert gone.status_code == 200
    listed = (await manager.get("/v1/stations")).json()["items"]
    assert "烧烤" not in [each["name"] for each in listed]
    snapshot = (await api.as_cashier().get("/v1/sync/snapshot")).json()["tables"]
    assert added["id"] not in [each["id"] for each in snapshot["stations"]]


async def test_rooms_and_stations_stand_as_the_manager_puts_them(api: Api) -> None:
    manager, desk, theirs = api.as_manager(), api.as_cashier(), api.as_manager(shop="other")
    for path, table in (("/v1/rooms", "rooms"), ("/v1/stations", "stations")):
        before = [x["id"] for x in (await desk.get(path)).json()["items"]]
        wanted = [before[-1], *before[:-1]]
        answer = await manager.post(f"{path}/order", {"ids": wanted})
        assert [x["id"] for x in answer.json()[table]] == wanted, answer.text
        assert [x["id"] for x in (await desk.get(path)).json()["items"]] == wanted
        snapshot = (await desk.get("/v1/sync/snapshot")).json()["tables"][table]
        standing = sorted(snapshot, key=lambda x: (x["position"], x["name"]))
        assert [x["id"] for x in standing] == wanted, "and every screen hears of it"
        async with api.nothing_changes():
            again = await manager.post(f"{path}/order", {"ids": wanted})
            assert [x["id"] for x in again.json()[table]] == wanted
            problem(await desk.post(f"{path}/order", {"ids": wanted}), 403, "role.forbidden")
            twice = await manager.post(f"{path}/order", {"ids": [wanted[0], wanted[0]]})
            assert problem(twice, 422, "order.twice")["field"] == "$.ids"
            other = await theirs.post(f"{path}/order", {"ids": wanted})
            problem(other, 404, f"{table[:-1]}.unknown")


def as_it_is(api: Api, **over: Any) -> dict[str, Any]:
    return {"name": "平板", "kind": "pad", "room_id": api.room("801")} | over


@pytest.mark.parametrize(
    ("over", "status", "code", "field"),
    [
        ({"room_id": None}, 422, "device.room_of_pad_only", "$.room_id"),
        ({"kind": "kitchen", "room_id": None}, 409, "device.other_program", "$.kind"),
        ({"kind": "toaster"}, 422, "body.invalid", "$.kind"),
        ({"name": ""}, 422, "body.invalid", "$.name"),
        ({"room_id": "01890000-0000-7000-8000-000000000000"}, 404, "room.unknown", "$.room_id"),
        ({"station_ids": ["01890000-0000-7000-8000-000000000000"]}, 404, "station.unknown",
         "$.station_ids"),
    ],
)  # fmt: skip
async def test_a_terminal_is_not_made_what_it_cannot_be(
    sqlite_api: Api, over: dict[str, Any], status: int, code: str, field: str
) -> None:
    api = sqlite_api
    pad, manager = api.as_pad("801"), api.as_manager()
    async with api.nothing_changes():
        answer = await manager.put(f"/v1/devices/{pad.id}", as_it_is(api, **over))
        assert problem(answer, status, code)["field"] == field


async def test_a_terminal_is_renamed_and_moved_in_one_go(api: Api) -> None:
    pad, manager = api.as_pad("801"), api.as_manager()
    body = as_it_is(api, name="窗边平板", room_id=api.room("802"))
    answer = (await manager.put(f"/v1/devices/{pad.id}", body)).json()
    assert (answer["name"], answer["room_id"]) == ("窗边平板", api.room("802"))
    assert api.kinds(f"device:{pad.id}") == ["resync"]
    async with api.nothing_changes():
        assert (await manager.put(f"/v1/devices/{pad.id}", body)).status_code == 200
    await manager.post(f"/v1/devices/{pad.id}/revoke")
    problem(await manager.put(f"/v1/devices/{pad.id}", body), 409, "device.revoked")


async def with_pin(api: Api, login: str) -> str:
    """Give them a PIN, which ends the sessions they had."""
    path = f"/v1/staff/{api.staff(login)}"
    await api.as_manager().put(f"{path}/pin", {"pin": "271828"})
    return path


async def test_the_last_manager_is_not_locked_out(api: Api) -> None:
    path, cashier = await with_pin(api, "manager"), await with_pin(api, "cashier")
    manager = api.as_manager()
    for body in (
        {"name": "周敏", "role": "manager", "is_active": False},
        {"name": "周敏", "role": "cashier"},
    ):
        async with api.nothing_changes():
            problem(await manager.put(path, body), 409, "staff.last_manager")
    assert (await manager.put(path, {"name": "周", "role": "manager"})).json()["name"] == "周"
    await manager.put(cashier, {"name": "林悦", "role": "manager"})
    stepped_down = await manager.put(path, {"name": "周", "role": "cashier"})
    assert stepped_down.json()["role"] == "cashier"
