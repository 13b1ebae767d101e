"""Pairing by code, moving, revoking: and every change tells the terminal to fetch anew."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from server.shop.attempts import WRONG_AT_MOST
from tests.support.api import Api, Terminal, problem

NONCE = "a-nonce-of-this-client"


async def code_for(api: Api, **wanted: Any) -> str:
    answer = await api.as_manager().post("/v1/devices/codes", wanted)
    assert answer.status_code == 201, answer.text
    code: str = answer.json()["code"]
    return code


async def pair(api: Api, code: str, nonce: str = NONCE) -> httpx.Response:
    body = {"code": code, "name": "801 的平板", "client_nonce": nonce}
    return await api.as_nobody().post("/v1/devices/pair", body, key="")


async def test_a_code_makes_a_terminal(api: Api) -> None:
    code = await code_for(api, kind="pad", room_id=api.room("801"))
    paired = (await pair(api, code)).json()
    assert (paired["kind"], paired["room_id"]) == ("pad", api.room("801"))
    me = (await api.as_bearer(paired["token"]).get("/v1/me")).json()
    assert (me["device_id"], me["name"]) == (paired["device_id"], "801 的平板")


async def test_a_lost_answer_can_be_asked_for_again(api: Api) -> None:
    """The same client within 10 minutes: the same terminal, and the first token is worth nothing."""
    code = await code_for(api, kind="kitchen")
    first = (await pair(api, code)).json()
    assert (await api.as_bearer(first["token"]).get("/v1/me")).status_code == 200
    api.clock.advance(timedelta(minutes=9))
    second = (await pair(api, code)).json()
    assert second["device_id"] == first["device_id"]
    problem(await api.as_bearer(first["token"]).get("/v1/me"), 401, "auth.invalid")
    assert (await api.as_bearer(second["token"]).get("/v1/me")).status_code == 200


@pytest.mark.parametrize(
    ("nonce", "later"),
    [("somebody-else-s-nonce", 0), (NONCE, 10)],
    ids=["other-client", "too-late"],
)
async def test_a_used_code_is_worth_nothing(api: Api, nonce: str, later: int) -> None:
    code = await code_for(api, kind="kitchen")
    await pair(api, code)
    api.clock.advance(timedelta(minutes=later))
    async with api.nothing_changes():
        problem(await pair(api, code, nonce), 409, "pairing.code_used")


async def test_a_code_ages(api: Api) -> None:
    code = await code_for(api, kind="kitchen")
    api.clock.advance(timedelta(minutes=15))
    async with api.nothing_changes():
        problem(await pair(api, code), 409, "pairing.code_expired")


async def test_who_guesses_codes_has_to_wait(sqlite_api: Api) -> None:
    for number in range(WRONG_AT_MOST):
        answer = await pair(sqlite_api, f"{number:08d}")
        problem(answer, 404, "pairing.code_unknown")
    answer = await pair(sqlite_api, await code_for(sqlite_api, kind="kitchen"))
    problem(answer, 429, "auth.too_many")
    assert 1 <= int(answer.headers["retry-after"]) <= 60


@pytest.mark.parametrize("wanted", [{"kind": "pad"}, {"kind": "kitchen", "room_id": "801"}])
async def test_a_pad_and_only_a_pad_has_a_room(api: Api, wanted: dict[str, str]) -> None:
    if "room_id" in wanted:
        wanted = {**wanted, "room_id": api.room(wanted["room_id"])}
    manager = api.as_manager()
    async with api.nothing_changes():
        answer = await manager.post("/v1/devices/codes", wanted)
        assert problem(answer, 422, "device.room_of_pad_only") == {"field": "$.room_id"}


async def test_a_revoked_terminal_pairs_again_and_keeps_its_account(api: Api) -> None:
    pad, manager = api.as_pad("801"), api.as_manager()
    await manager.post(f"/v1/devices/{pad.id}/revoke")
    code = (await manager.post(f"/v1/devices/{pad.id}/code")).json()["code"]
    paired = (await pair(api, code)).json()
    assert (paired["device_id"], paired["room_id"]) == (pad.id, api.room("801"))
    assert (await api.as_bearer(paired["token"]).get("/v1/me")).status_code == 200


async def changes(api: Api, manager: Terminal, what: str) -> tuple[Terminal, httpx.Response]:
    if what == "location":
        pad = api.as_pad("801")
        body = {"room_id": api.room("802")}
        return pad, await manager.post(f"/v1/devices/{pad.id}/location", body)
    kitchen = api.as_kitchen()
    if what == "stations":
        body = {"station_ids": [api.station("面点")]}  # type: ignore[dict-item]
        return kitchen, await manager.put(f"/v1/devices/{kitchen.id}/stations", body)
    return kitchen, await manager.post(f"/v1/devices/{kitchen.id}/revoke")


@pytest.mark.parametrize("what", ["location", "stations", "revoke"])
async def test_a_change_is_told_to_the_terminal_in_the_same_unit(api: Api, what: str) -> None:
    terminal, answer = await changes(api, api.as_manager(), what)
    stream = f"device:{terminal.id}"
    assert api.kinds(stream) == ["resync"]
    assert answer.json()["positions"] == {stream: 1}


async def test_the_same_place_again_changes_nothing(api: Api) -> None:
    pad, manager = api.as_pad("801"), api.as_manager()
    async with api.nothing_changes():
        body = {"room_id": api.room("801")}
        answer = await manager.post(f"/v1/devices/{pad.id}/location", body)
    assert (answer.status_code, answer.json()["positions"]) == (200, {})


async def test_a_moved_pad_orders_for_its_new_room(api: Api) -> None:
    pad, manager = api.as_pad("801"), api.as_manager()
    assert (await pad.get("/v1/rooms")).json()["items"][0]["name"] == "801"
    await manager.post(f"/v1/devices/{pad.id}/location", {"room_id": api.room("802")})
    assert [room["name"] for room in (await pad.get("/v1/rooms")).json()["items"]] == ["802"]


async def test_terminals_are_listed_a_page_at_a_time(api: Api) -> None:
    made = sorted([api.as_waiter().id, api.as_kitchen().id, api.as_pad("803").id])
    api.as_waiter(shop="other")
    manager = api.as_manager()
    first = (await manager.get("/v1/devices?limit=2")).json()
    second = (await manager.get(f"/v1/devices?limit=2&cursor={first['next']}")).json()
    assert [each["id"] for each in first["items"] + second["items"]] == made
    assert second["next"] is None
