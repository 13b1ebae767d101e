"""Guests' calls and the history of messages over HTTP."""

from tests.support.api import Api, problem


async def test_a_call_is_created_once_and_then_the_same(api: Api) -> None:
    pad = api.as_pad("801")

    first = await pad.post("/v1/calls", {"template": "加水"})
    again = await pad.post("/v1/calls", {"template": "加水"})

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["call"] == again.json()["call"]
    assert first.json()["positions"]
    assert [x["text"] for x in (await api.as_waiter().get("/v1/calls")).json()["items"]] == ["加水"]


async def test_the_same_key_gives_the_first_answer_byte_for_byte(api: Api) -> None:
    pad = api.as_pad("801")

    first = await pad.post("/v1/calls", {"template": "加水"}, key="tap-1")
    again = await pad.post("/v1/calls", {"template": "加水"}, key="tap-1")

    assert (first.status_code, first.content) == (again.status_code, again.content)


async def test_a_waiter_accepts_and_the_pad_is_told(api: Api) -> None:
    placed = (await api.as_pad("801").post("/v1/calls", {"template": "呼叫服务员"})).json()["call"]
    waiter = api.as_waiter()

    accepted = await waiter.post(f"/v1/calls/{placed['id']}/accept")

    assert accepted.status_code == 200
    body = accepted.json()
    assert (body["call"]["state"], body["call"]["accepted_by"]) == ("accepted", waiter.id)
    assert f"stay:{placed['stay_id']}" in body["positions"]
    assert api.kinds(f"stay:{placed['stay_id']}")[-1] == "call.changed"
    desk = api.as_cashier()
    async with api.nothing_changes():
        refused = await desk.post(f"/v1/calls/{placed['id']}/accept")
    assert problem(refused, 409, "call.refused") == {
        "state": "accepted",
        "action": "accept",
        "accepted_name": accepted.json()["call"]["accepted_name"],
    }


async def test_everybody_reads_who_goes(api: Api) -> None:
    calls = [
        (await api.as_pad("801").post("/v1/calls", {"template": what})).json()["call"]
        for what in ("加水", "结账")
    ]
    waiter, person = api.as_waiter(), api.as_person("waiter")

    await waiter.post(f"/v1/calls/{calls[0]['id']}/accept")
    await person.post(f"/v1/calls/{calls[1]['id']}/accept")

    names = {row["text"]: row["accepted_name"] for row in await _live(api)}
    assert names == {"加水": "waiter 3", "结账": "小何"}
    assert (
        await _live(api)
        == (await waiter.get("/v1/sync/snapshot")).json()["tables"]["service_calls"]
    )


async def _live(api: Api) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = (await api.as_cashier().get("/v1/calls")).json()["items"]
    return listed


async def test_another_shops_call_is_unknown(api: Api) -> None:
    placed = (await api.as_pad("801").post("/v1/calls", {"template": "加水"})).json()["call"]

    stranger = api.as_waiter("other")
    async with api.nothing_changes():
        answer = await stranger.post(f"/v1/calls/{placed['id']}/accept")

    problem(answer, 404, "call.unknown")
    assert (await stranger.get("/v1/calls")).json()["items"] == []


async def test_what_no_button_says_is_refused_by_name(api: Api) -> None:
    pad = api.as_pad("801")
    async with api.nothing_changes():
        answer = await pad.post("/v1/calls", {"template": "送我回家"})

    assert problem(answer, 422, "call.unknown_template")["field"] == "$.template"


async def test_a_kitchen_does_not_call(api: Api) -> None:
    cook = api.as_kitchen()
    async with api.nothing_changes():
        answer = await cook.post("/v1/calls", {"template": "加水"})

    problem(answer, 403, "role.forbidden")


async def test_every_sentence_can_be_asked_for_with_what_became_of_it(api: Api) -> None:
    waiter = api.as_waiter()
    api.as_cashier()
    await api.as_pad("801").post("/v1/calls", {"template": "加水"})

    rows = (await waiter.get("/v1/messages?limit=3")).json()
    more = (await waiter.get(f"/v1/messages?limit=3&cursor={rows['next']}")).json()

    told = [*rows["items"], *more["items"]]
    assert {row["channel"] for row in told} == {"cashier", "waiter"}
    assert {row["shown"] for row in told} == {"801房间需要加水"}
    assert sorted((row["repeat"], row["status"]) for row in told) == [
        (1, "sent"),
        (1, "sent"),
        (2, "pending"),  # said again unless somebody answers
        (2, "pending"),
    ]
    assert more["next"] is None
    assert (await waiter.get("/v1/messages?status=spoken")).json()["items"] == []
    problem(await api.as_pad("801").get("/v1/messages"), 403, "role.forbidden")


async def test_a_snapshot_holds_the_call_and_is_only_for_terminals(api: Api) -> None:
    pad = api.as_pad("801")
    placed = (await pad.post("/v1/calls", {"template": "加水"})).json()["call"]

    taken = (await pad.get("/v1/sync/snapshot")).json()

    assert [row["id"] for row in taken["tables"]["service_calls"]] == [placed["id"]]
    assert f"stay:{placed['stay_id']}" in taken["streams"]
    assert taken["server_time"].endswith("Z")
    problem(await api.as_manager().get("/v1/sync/snapshot"), 403, "device.required")
    problem(await api.as_nobody().get("/v1/sync/snapshot"), 401, "auth.missing")
