"""The seed's SendImCall: announce, refresh, notify and call by hand, or by another program."""

from typing import Any

from tests.support.api import Api, Terminal, problem

SEND = "/v1/messages/calls"
ORDER = {"roomName": "801", "goodsName": "水饺", "num": "2"}
SAID = ("801房间下单了水饺2份,请注意", "八零幺房间下单了水饺两份,请注意")


async def brand_id(api: Api, shop: str = "demo") -> str:
    answer = await api.as_cashier(shop).get("/v1/shop")
    found: str = answer.json()["shop"]["brand_id"]
    return found


async def a_call(api: Api, event: str = "order.placed", **over: Any) -> dict[str, Any]:
    # Any: JSON of the body
    body = {
        "brand_id": await brand_id(api),
        "shop_id": api.shop_id(),
        "event": event,
        "msg_type": 1,
        "params": ORDER,
    }
    return {**body, **over}


async def sent(who: Terminal, body: dict[str, Any], status: int = 201) -> dict[str, Any]:
    answer = await who.post(SEND, body)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_another_program_announces_and_hears_what_became_of_it(api: Api) -> None:
    kitchen, board = api.as_kitchen(), api.as_call_board()
    program = api.as_integration()

    body = await sent(program, await a_call(api))

    assert {x["channel"]: x["outcome"] for x in body["channels"]} == {
        "kitchen": "told",
        "call_board": "told",
        "cashier": "not_enabled",  # only what hand tags order
        "pad": "not_enabled",
        "waiter": "not_enabled",
    }
    rows = [x for x in body["messages"] if x["channel"] == "kitchen"]
    assert [(x["repeat"], x["status"]) for x in rows] == [
        (1, "sent"),
        (2, "pending"),
        (3, "pending"),
    ]
    assert {(x["shown"], x["spoken"]) for x in rows} == {SAID}
    assert f"device:{kitchen.id}" in body["positions"]
    assert f"device:{board.id}" in body["positions"]


async def test_the_same_call_twice_is_one(api: Api) -> None:
    api.as_kitchen()
    program, body = api.as_integration(), await a_call(api)

    first = await program.post(SEND, body, key="call-1")
    again = await program.post(SEND, body, key="call-1")

    assert (first.status_code, first.content) == (again.status_code, again.content)
    rows = (await api.as_waiter().get("/v1/messages")).json()["items"]
    assert len([x for x in rows if x["channel"] == "kitchen"]) == 3


async def test_what_the_settings_tell_nobody_writes_nothing_and_says_so(api: Api) -> None:
    body = await a_call(api, channels=["pad", "waiter"])
    program = api.as_integration()

    async with api.nothing_changes():
        answer = await sent(program, body, 200)

    assert answer["messages"] == []
    assert [(x["channel"], x["outcome"]) for x in answer["channels"]] == [
        ("pad", "not_enabled"),
        ("waiter", "not_enabled"),
    ]


async def test_designated_accounts_alone_are_told(api: Api) -> None:
    first, second = api.as_kitchen(), api.as_kitchen()

    body = await sent(
        api.as_manager(), await a_call(api, channels=["kitchen"], designated=[second.id])
    )

    assert {x["account"] for x in body["messages"]} == {f"device:{second.id}"}
    assert api.kinds(f"device:{first.id}") == []


async def test_to_notify_is_to_show_and_not_to_speak(api: Api) -> None:
    kitchen = api.as_kitchen()

    body = await sent(api.as_manager(), await a_call(api, msg_type=3, channels=["kitchen"]))

    assert {(x["msg_type"], x["spoken"]) for x in body["messages"]} == {(3, "")}
    assert api.kinds(f"device:{kitchen.id}") == ["announce"]


async def test_to_refresh_makes_the_screens_fetch_everything_anew(api: Api) -> None:
    kitchen = api.as_kitchen()

    body = await sent(api.as_manager(), await a_call(api, msg_type=2, channels=["kitchen"]))

    assert {(x["status"], x["why"]) for x in body["messages"]} == {("suppressed", "refreshed")}
    assert api.kinds(f"device:{kitchen.id}") == ["resync"]


async def test_of_an_order_that_is_here_its_own_lines_are_said(api: Api) -> None:
    api.as_kitchen()
    lines = [{"goods_id": api.goods("水饺"), "quantity": 12}]
    order = (await api.as_pad("802").post("/v1/orders", {"lines": lines})).json()
    call = await a_call(api, "line.rushed", params={}, order_id=order["id"])

    body = await sent(api.as_manager(), call)

    [row] = body["messages"]
    assert (row["spoken"], row["order_id"]) == ("八零二房间催菜,水饺十二份,请尽快", order["id"])


async def test_a_guests_call_placed_by_another_program_is_answered_by_one(api: Api) -> None:
    waiter, pad = api.as_waiter(), api.as_pad("801")
    order = await pad.post(
        "/v1/orders", {"lines": [{"goods_id": api.goods("水饺"), "quantity": 1}]}
    )
    call = await a_call(api, "pad.called", msg_type=4, template_id=2, params={"roomName": "801"})

    body = await sent(api.as_integration(), call)
    again = await sent(api.as_integration(), call)

    assert body["call"]["text"] == "加水"
    assert {x["spoken"] for x in body["messages"]} == {"八零幺房间需要加水"}
    assert again["call"]["id"] == body["call"]["id"]
    assert {x["id"] for x in again["messages"]} == {x["id"] for x in body["messages"]}
    accepted = await waiter.post(f"/v1/calls/{body['call']['id']}/accept")
    assert accepted.status_code == 200
    assert f"stay:{order.json()['stay_id']}" in accepted.json()["positions"]


async def test_what_cannot_be_meant_is_refused_by_name_and_leaves_nothing(sqlite_api: Api) -> None:
    api = sqlite_api
    kitchen, program = api.as_kitchen(), api.as_integration()
    good = await a_call(api)
    pad_call = {**good, "event": "pad.called", "msg_type": 4, "params": {"roomName": "801"}}
    nobody = "0" * 8 + "-0000-7000-8000-" + "0" * 12
    cases: list[tuple[dict[str, Any], int, str, str]] = [
        (
            {**good, "params": {"roomName": "801"}},
            422,
            "message.param_missing",
            "$.params.goodsName",
        ),
        ({**good, "params": {**ORDER, "num": "两"}}, 422, "message.param_invalid", "$.params.num"),
        ({**good, "params": {**ORDER, "dish": "x"}}, 422, "message.param_unknown", "$.params.dish"),
        ({**good, "event": "order.eaten"}, 422, "body.invalid", "$.event"),
        ({**good, "msg_type": 5}, 422, "body.invalid", "$.msg_type"),
        ({**good, "channels": ["moon"]}, 422, "body.invalid", "$.channels[0]"),
        ({**good, "designated": ["device:x"]}, 404, "account.unknown", "$.designated[0]"),
        (
            {**good, "designated": [kitchen.id], "channels": ["waiter"]},
            422,
            "account.other_channel",
            "$.designated[0]",
        ),
        ({**good, "order_id": nobody}, 422, "message.params_or_order", "$.params"),
        ({**good, "params": {}, "order_id": nobody}, 404, "order.unknown", "$.order_id"),
        ({**good, "line_ids": [nobody]}, 422, "message.order_missing", "$.order_id"),
        ({**good, "room_id": nobody}, 404, "room.unknown", "$.room_id"),
        ({**good, "therapist_id": nobody}, 404, "therapist.unknown", "$.therapist_id"),
        ({**good, "msg_type": 4, "template_id": 2}, 422, "message.type_of_event", "$.event"),
        ({**good, "template_id": 2}, 422, "message.template_unasked", "$.template_id"),
        (pad_call, 422, "message.template_missing", "$.template_id"),
        ({**pad_call, "template_id": 99}, 422, "call.unknown_template", "$.template_id"),
        ({**pad_call, "template_id": 2}, 404, "stay.unknown", "$.params.roomName"),
        (
            {**pad_call, "template_id": 2, "params": {"handTag": "216"}},
            404,
            "stay.unknown",
            "$.params.handTag",
        ),
    ]
    for body, status, code, field in cases:
        async with api.nothing_changes():
            answer = await program.post(SEND, body)
        assert problem(answer, status, code)["field"] == field


async def test_a_brand_speaks_in_its_own_shops_and_a_manager_in_one(api: Api) -> None:
    ours = await a_call(api)
    theirs = {**ours, "shop_id": api.shop_id("other")}
    program, manager, waiter = api.as_integration(), api.as_manager(), api.as_waiter()
    api.as_kitchen(shop="other")

    body = await sent(program, theirs)

    assert {x["account"].split(":")[0] for x in body["messages"]} == {"device"}
    assert (await waiter.get("/v1/messages")).json()["items"] == []
    async with api.nothing_changes():
        problem(await manager.post(SEND, theirs), 404, "shop.unknown")
        foreign = {**ours, "brand_id": api.shop_id()}
        problem(await program.post(SEND, foreign), 404, "shop.unknown")
        problem(await waiter.post(SEND, ours), 403, "role.forbidden")
