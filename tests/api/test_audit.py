"""操作记录: every change of the set-up leaves a row, with it or not at all, and never a secret."""

from datetime import timedelta
from typing import Any

import pytest

from common.domain.audit import difference
from tests.support.api import Api, Terminal, problem

PIN = "271828"


async def trail(api: Api, query: str = "") -> list[dict[str, Any]]:
    """The newest first."""
    answer = await api.as_manager().get(f"/v1/audit{query}")
    assert answer.status_code == 200, answer.text
    listed: list[dict[str, Any]] = answer.json()["items"]
    return listed


def person(api: Api) -> Terminal:
    return api.as_person("manager")


async def test_a_renamed_room_says_who_and_from_what_to_what(api: Api) -> None:
    body = {"name": "801A", "floor": "8 楼", "kind": "标准房", "position": 1}
    before = {"name": "801", "floor": "8 楼", "kind": "标准间", "position": 1}
    manager = person(api)
    for each in (before, body):
        await manager.put(f"/v1/rooms/{api.room('801')}", each)
    row = (await trail(api))[0]
    assert (row["subject"], row["subject_id"], row["name"]) == ("room", api.room("801"), "801")
    assert (row["action"], row["before"], row["after"]) == (
        "changed",
        {"name": "801", "kind": "标准间"},
        {"name": "801A", "kind": "标准房"},
    )
    assert (row["by_name"], row["role"]) == ("周敏", "manager")


async def everything_once(api: Api, manager: Terminal) -> list[str]:
    """One change of each kind; gives the secrets that were spoken on the way."""
    room = (await manager.post("/v1/rooms", {"name": "1201"})).json()["room"]
    await manager.post(f"/v1/rooms/{room['id']}/out-of-use")
    await manager.post(f"/v1/rooms/{room['id']}/in-use")
    station = (await manager.post("/v1/stations", {"name": "烧烤"})).json()["station"]
    await manager.put(f"/v1/stations/{station['id']}", {"name": "烤炉"})
    await manager.delete(f"/v1/stations/{station['id']}")
    made = (await manager.post("/v1/devices/codes", {"kind": "kitchen"})).json()
    redeem = {"code": made["code"], "name": "烤炉屏", "client_nonce": "nonce-of-a-client"}
    paired = (await api.as_nobody().post("/v1/devices/pair", redeem, key="")).json()
    device = f"/v1/devices/{paired['device_id']}"
    await manager.put(device, {"name": "大堂屏", "kind": "call_board", "speech_zone": "lobby"})
    await manager.post(f"{device}/revoke")
    login = {"login": "xiaomei", "name": "小梅", "role": "waiter"}
    added = (await manager.post("/v1/staff", login)).json()
    await manager.put(f"/v1/staff/{added['id']}/pin", {"pin": PIN})
    await manager.put(f"/v1/staff/{added['id']}", {"name": "小梅", "role": "cashier"})
    info = (await manager.get("/v1/shop/info")).json()
    info.pop("code")
    await manager.put("/v1/shop/info", {**info, "give_away_limit_fen": 5000})
    spans = [{"weekday": 0, "opens": "10:00", "closes": "02:00"}]
    await manager.put("/v1/shop/hours", {"spans": spans})
    times = {"starts_at": "2026-03-05T10:00:00Z", "ends_at": "2026-03-05T12:00:00Z"}
    closing = (await manager.post("/v1/shop/closings", times)).json()
    await manager.delete(f"/v1/shop/closings/{closing['id']}")
    await manager.put("/v1/shop/state", {"is_open": False, "reason": "停电"})
    await manager.delete("/v1/shop/state")
    therapist = (await manager.post("/v1/therapists", {"name": "菊"})).json()
    await manager.put(f"/v1/therapists/{therapist['id']}", {"name": "菊师傅"})
    return [PIN, made["code"], paired["token"]]


async def test_each_kind_of_change_leaves_its_row_and_no_secret(api: Api) -> None:
    secrets = await everything_once(api, person(api))
    rows = await trail(api)
    assert [(row["subject"], row["action"]) for row in reversed(rows)] == [
        ("room", "added"), ("room", "out_of_use"), ("room", "in_use"),
        ("station", "added"), ("station", "changed"), ("station", "removed"),
        ("device", "code_made"), ("device", "paired"), ("device", "changed"), ("device", "revoked"),
        ("staff", "added"), ("staff", "pin_set"), ("staff", "changed"),
        ("shop", "changed"), ("hours", "changed"),
        ("closing", "added"), ("closing", "removed"),
        ("hours", "closed"), ("hours", "back_to_hours"),
        ("therapist", "added"), ("therapist", "changed"),
    ]  # fmt: skip
    told = repr(rows)
    assert [secret for secret in secrets if secret in told] == []
    by_device = next(row for row in rows if row["action"] == "paired")
    assert (by_device["by_name"], by_device["device_name"]) == ("", "大堂屏")


async def test_what_changes_nothing_or_is_refused_leaves_no_row(api: Api) -> None:
    manager = person(api)
    station = {"name": "面点", "position": 1}
    await manager.put(f"/v1/stations/{api.station('面点')}", station)
    held = len(await trail(api))
    await manager.put(f"/v1/stations/{api.station('面点')}", station)
    await manager.post("/v1/devices/unknown/revoke")
    problem(await manager.post("/v1/rooms", {"name": "801"}), 409, "room.name_taken")
    assert len(await trail(api)) == held


async def test_the_trail_is_read_by_pages_subject_person_and_day(api: Api) -> None:
    manager = person(api)
    for name in ("菊", "兰", "竹"):
        await manager.post("/v1/therapists", {"name": name})
    api.clock.advance(timedelta(days=1))
    await api.as_manager().post("/v1/rooms", {"name": "1201"})
    reader, seen, cursor = api.as_manager(), [], ""
    while True:
        page = (await reader.get(f"/v1/audit?limit=2{cursor}")).json()
        seen += [row["name"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == ["1201", "竹", "兰", "菊"]
    assert [row["name"] for row in await trail(api, "?subject=room")] == ["1201"]
    assert len(await trail(api, f"?by={api.staff('manager')}&subject=therapist")) == 3
    assert [row["name"] for row in await trail(api, "?day=2026-03-05")] == ["1201"]
    problem(await reader.get("/v1/audit?subject=weather"), 422, "parameter.invalid")
    assert problem(await reader.get("/v1/audit?day=9999-12-31"), 422, "day.invalid") == {
        "field": "day"
    }


async def test_the_trail_is_for_managers_and_of_their_own_shop(api: Api) -> None:
    await api.as_person("manager", "other").post("/v1/rooms", {"name": "1201"})
    assert await trail(api) == []
    for asker in (api.as_cashier(), api.as_kitchen(), api.as_pad("801")):
        problem(await asker.get("/v1/audit"), 403, "role.forbidden")


def test_a_secret_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="pin_hash"):
        difference(None, {"login": "a", "pin_hash": "x"})
