"""Idempotency-Key: a tap that is sent twice happens once and is answered alike."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.support.api import Api, Terminal, problem


def two_dumplings(api: Api) -> dict[str, Any]:
    return {
        "room_id": api.room("801"),
        "lines": [{"goods_id": api.goods("水饺"), "quantity": 2}],
    }


async def test_the_same_key_gives_the_first_answer_byte_for_byte(api: Api) -> None:
    pad = api.as_pad("801")
    first = await pad.post("/v1/orders", two_dumplings(api), key="tap-1")
    assert first.status_code == 201
    async with api.nothing_changes():
        again = await pad.post("/v1/orders", two_dumplings(api), key="tap-1")
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["content-type"] == first.headers["content-type"]


async def test_a_refusal_of_the_rules_is_remembered_too(api: Api) -> None:
    pad, kitchen = api.as_pad("801"), api.as_kitchen()
    order = (await pad.post("/v1/orders", two_dumplings(api))).json()
    line = order["batches"][0]["lines"][0]["id"]
    refused = await kitchen.post(f"/v1/lines/{line}/finish", key="too-early")
    problem(refused, 409, "line.refused")
    assert refused.json()["final"] is True
    assert (await kitchen.post(f"/v1/lines/{line}/start")).status_code == 200
    again = await kitchen.post(f"/v1/lines/{line}/finish", key="too-early")
    assert (again.status_code, again.content) == (409, refused.content)


async def test_the_same_key_with_another_body_is_refused(api: Api) -> None:
    pad = api.as_pad("801")
    await pad.post("/v1/orders", two_dumplings(api), key="tap-1")
    async with api.nothing_changes():
        other = {**two_dumplings(api), "note": "快一点"}
        problem(await pad.post("/v1/orders", other, key="tap-1"), 422, "idempotency.key_reused")


async def test_the_same_key_on_another_route_is_refused(api: Api) -> None:
    manager = api.as_manager()
    await manager.post("/v1/rooms", {"name": "901"}, key="one")
    async with api.nothing_changes():
        problem(
            await manager.post("/v1/stations", {"name": "901"}, key="one"),
            422,
            "idempotency.key_reused",
        )


async def test_two_terminals_may_use_the_same_key(api: Api) -> None:
    first = await api.as_pad("801").post("/v1/orders", two_dumplings(api), key="1")
    second = await api.as_pad("801").post("/v1/orders", two_dumplings(api), key="1")
    assert first.json()["id"] == second.json()["id"]
    assert len(second.json()["batches"]) == 2


@pytest.mark.parametrize("writes", [("POST", "/v1/orders"), ("PUT", "/v1/shop/hours")])
async def test_a_write_without_a_key_is_no_write(api: Api, writes: tuple[str, str]) -> None:
    method, path = writes
    body = two_dumplings(api) if method == "POST" else {"spans": []}
    manager = api.as_manager()
    async with api.nothing_changes():
        answer = await manager.send(method, path, body, key="")
    facts = problem(answer, 400, "idempotency.key_missing")
    assert facts == {"field": "Idempotency-Key"}


async def test_a_key_that_cannot_be_one_is_refused(sqlite_api: Api) -> None:
    manager = sqlite_api.as_manager()
    for key in ("x" * 65, "with space"):
        answer = await manager.post("/v1/rooms", {"name": "901"}, key=key)
        problem(answer, 400, "idempotency.key_invalid")


async def test_racing_twins_have_one_effect(api: Api) -> None:
    pad = api.as_pad("801")
    answers = await asyncio.gather(
        *(pad.post("/v1/orders", two_dumplings(api), key="twice") for _ in range(6))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    order = (await pad.get(f"/v1/orders/{answers[0].json()['id']}")).json()
    assert len(order["batches"]) == 1


async def test_what_the_edge_refuses_leaves_the_key_free(api: Api) -> None:
    """401, 403 and 422 of an unreadable body are never stored: the mended request goes through."""
    manager = api.as_manager()

    async def tries(terminal: Terminal, body: object) -> httpx.Response:
        return await terminal.post("/v1/rooms", body, key="one")

    cashier = api.as_cashier()
    problem(await tries(cashier, {"name": "901"}), 403, "role.forbidden")
    problem(await tries(manager, {"name": 901}), 422, "body.invalid")
    assert (await tries(manager, {"name": "901"})).status_code == 201


async def test_positions_tell_where_the_change_stands(api: Api) -> None:
    kitchen_stream = f"shop:{api.shop_id()}:kitchen"
    answer = await api.as_pad("801").post("/v1/orders", two_dumplings(api))
    positions = answer.json()["positions"]
    tops = api.tops()
    assert positions[kitchen_stream] == tops[kitchen_stream] == 1
    assert all(tops[stream] == seq for stream, seq in positions.items())


async def test_after_14_days_a_key_may_mean_something_new(api: Api) -> None:
    from server.db import idempotency

    pad = api.as_pad("801")
    first = await pad.post("/v1/orders", two_dumplings(api), key="tap-1")
    api.clock.advance(timedelta(days=14, seconds=1))
    await api.units.write(lambda unit: idempotency.prune(unit.session, unit.now))
    later = await pad.post("/v1/orders", two_dumplings(api), key="tap-1")
    assert later.content != first.content
