"""A manager sets who is told what, and how: it holds at once, and nothing that would fall silent is saved."""

from typing import Any

from tests.support.api import Api, Terminal, problem

KITCHEN_NEW = "/v1/messages/configs/order.placed/kitchen"


async def fields_of(manager: Terminal, path: str = KITCHEN_NEW) -> dict[str, Any]:
    items = (await manager.get("/v1/messages/configs")).json()["items"]
    event, channel = path.split("/")[-2:]
    found = [x for x in items if (x["event"], x["channel"]) == (event, channel)]
    assert len(found) == 1
    fields: dict[str, Any] = found[0]["fields"]
    return fields


async def set_to(
    manager: Terminal, path: str = KITCHEN_NEW, scope: str = "shop", **over: Any
) -> Any:
    # Any: fields of the setting, and JSON
    fields = {**await fields_of(manager, path), **over}
    answer = await manager.put(f"{path}?scope={scope}", fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def order_dumplings(api: Api, pad: Terminal) -> None:
    lines = [{"goods_id": api.goods("水饺"), "quantity": 2}]
    answer = await pad.post("/v1/orders", {"lines": lines})
    assert answer.is_success, answer.text


async def heard(api: Api, **which: str) -> list[dict[str, Any]]:
    query = "&".join(f"{name}={value}" for name, value in which.items())
    answer = await api.as_waiter().get(f"/v1/messages?{query}")
    return [x for x in answer.json()["items"] if x["channel"] == "kitchen"]


async def test_what_the_manager_sets_is_what_the_next_order_says(api: Api) -> None:
    manager = api.as_manager()
    api.as_kitchen()
    await order_dumplings(api, api.as_pad("801"))

    template = "注意,{roomName}要{goodsName}{num}份"
    body = await set_to(manager, room_template=template, repeats=1, voice_rate=200)
    await order_dumplings(api, api.as_pad("802"))

    assert (body["source"], body["fields"]["room_template"]) == ("shop", template)
    said = [(x["shown"], x["spoken"]) for x in await heard(api)]
    assert said[0] == ("注意,802要水饺2份", "注意,八零二要水饺两份")
    assert [shown for shown, _ in said[1:]] == ["801房间下单了水饺2份,请注意"] * 3


async def test_a_shop_goes_before_its_brand_and_back(api: Api) -> None:
    admin, manager = api.as_person("brand"), api.as_manager()

    await set_to(admin, scope="brand", repeats=2)
    assert (await fields_of(manager))["repeats"] == 2
    await set_to(manager, repeats=5)
    assert (await fields_of(admin))["repeats"] == 5

    back = await manager.delete(KITCHEN_NEW)
    assert (back.json()["source"], back.json()["fields"]["repeats"]) == ("brand", 2)
    again = await admin.delete(f"{KITCHEN_NEW}?scope=brand")
    assert (again.json()["source"], again.json()["fields"]["repeats"]) == ("house", 3)


async def test_another_shop_hears_what_it_always_heard(api: Api) -> None:
    await set_to(api.as_manager(), repeats=7)

    assert (await fields_of(api.as_manager("other")))["repeats"] == 3


async def test_what_is_switched_off_is_told_to_nobody(api: Api) -> None:
    api.as_kitchen()
    await set_to(api.as_manager(), is_enabled=False)

    await order_dumplings(api, api.as_pad("801"))

    assert await heard(api) == []


async def test_a_silent_channel_can_be_told_as_well(api: Api) -> None:
    path = "/v1/messages/configs/order.placed/waiter"
    body = await set_to(api.as_manager(), path, is_enabled=True)
    api.as_waiter()

    await order_dumplings(api, api.as_pad("801"))

    assert body["fields"]["is_spoken"]
    rows = (await api.as_waiter().get("/v1/messages")).json()["items"]
    assert [x["shown"] for x in rows if x["channel"] == "waiter"] == ["801房间下单了水饺2份,请注意"]


FALLS_SILENT = [
    ({"room_template": "  "}, "template.empty", "$.room_template", 0),
    ({"room_template": "八" * 201}, "template.too_long", "$.room_template", 200),
    ({"room_template": "{roomName}{dish}"}, "template.unknown_placeholder", "$.room_template", 10),
    ({"tag_template": "手牌{handTag"}, "template.unclosed_placeholder", "$.tag_template", 2),
    ({"tag_template": "手牌handTag}"}, "template.stray_brace", "$.tag_template", 9),
    ({"room_template": "房{handTag}"}, "template.not_always_known", "$.room_template", 1),
    ({"tag_template": "牌{roomName}"}, "template.not_always_known", "$.tag_template", 1),
    ({"tag_template": ""}, "template.empty", "$.tag_template", 0),
]


async def test_a_template_that_would_fall_silent_is_refused_by_position(sqlite_api: Api) -> None:
    manager = sqlite_api.as_manager()
    fields = await fields_of(manager)

    for over, code, field, position in FALLS_SILENT:
        async with sqlite_api.nothing_changes():
            answer = await manager.put(KITCHEN_NEW, {**fields, **over})
        facts = problem(answer, 422, code)
        assert (facts["field"], facts["position"]) == (field, position)
        problem(await manager.post(f"{KITCHEN_NEW}/preview", {**fields, **over}), 422, code)


OUT_OF_RANGE: list[tuple[dict[str, Any], str]] = [
    ({"repeats": 0}, "$.repeats"),
    ({"repeats": 21}, "$.repeats"),
    ({"interval_s": 4}, "$.interval_s"),
    ({"voice_rate": 321}, "$.voice_rate"),
    ({"quiet": {"starts": "25:00", "ends": "06:00"}}, "$.quiet.starts"),
    ({"chime": "gong"}, "$.chime"),
    ({"sources": ["moon"]}, "$.sources[0]"),
    ({"colour": "red"}, "$.colour"),
]


async def test_a_value_out_of_range_is_refused_by_name(sqlite_api: Api) -> None:
    manager = sqlite_api.as_manager()
    fields = await fields_of(manager)

    for over, field in OUT_OF_RANGE:
        async with sqlite_api.nothing_changes():
            answer = await manager.put(KITCHEN_NEW, {**fields, **over})
        assert problem(answer, 422, "body.invalid")["field"] == field


async def test_a_cancelled_dish_is_never_spoken_in_the_kitchen(sqlite_api: Api) -> None:
    manager, path = sqlite_api.as_manager(), "/v1/messages/configs/line.cancelled/kitchen"
    fields = {**await fields_of(manager, path), "is_spoken": True}

    async with sqlite_api.nothing_changes():
        answer = await manager.put(path, fields)

    assert problem(answer, 422, "announcement.never_spoken")["field"] == "$.is_spoken"


async def test_what_concerns_no_guest_cannot_be_called_out_in_the_hall(sqlite_api: Api) -> None:
    manager = sqlite_api.as_manager()
    answer = await manager.put(
        "/v1/messages/configs/device.silent/call_board", await fields_of(manager)
    )
    problem(answer, 404, "announcement.unknown")


async def test_a_brand_is_set_by_its_admin_alone(sqlite_api: Api) -> None:
    manager, waiter, desk = (
        sqlite_api.as_manager(),
        sqlite_api.as_waiter(),
        sqlite_api.as_cashier(),
    )
    fields = await fields_of(manager)
    async with sqlite_api.nothing_changes():
        problem(await manager.put(f"{KITCHEN_NEW}?scope=brand", fields), 403, "role.forbidden")
        problem(await waiter.put(KITCHEN_NEW, fields), 403, "role.forbidden")
        problem(await desk.get("/v1/messages/configs"), 403, "role.forbidden")


async def test_the_preview_gives_both_strings_as_people_say_them(sqlite_api: Api) -> None:
    manager = sqlite_api.as_manager()
    fields = await fields_of(manager)

    heard = (await manager.post(f"{KITCHEN_NEW}/preview", fields)).json()
    own = (
        await manager.post(
            f"{KITCHEN_NEW}/preview",
            {**fields, "params": {"roomName": "1102", "goodsName": "7喜", "num": "102"}},
        )
    ).json()

    assert heard["room"] == {
        "shown": "801房间下单了水饺2份、可乐12瓶,请注意",
        "spoken": "八零幺房间下单了水饺两份、可乐十二瓶,请注意",
    }
    assert heard["tag"]["spoken"] == "手牌二幺六下单了水饺两份、可乐十二瓶,请注意"
    assert (heard["chime"], heard["voice_rate"]) == ("new", 170)
    assert own["room"]["spoken"] == "幺幺零二房间下单了7喜一百零二份,请注意"
    wrong = await manager.post(f"{KITCHEN_NEW}/preview", {**fields, "params": {"num": "two"}})
    assert problem(wrong, 422, "message.param_invalid")["field"] == "$.params.num"


# ── the manner of speaking ───────────────────────────────────────────────────────────────────────


async def test_a_brand_chooses_how_its_ones_are_read(api: Api) -> None:
    admin, manager = api.as_person("brand"), api.as_manager()
    held = (await manager.get("/v1/messages/manner")).json()
    assert (held["source"], held["fields"]["say_one_as_yao"]) == ("house", True)

    wanted = {**held["fields"], "say_one_as_yao": False}
    problem(await manager.put("/v1/messages/manner", wanted), 403, "role.forbidden")
    answer = await admin.put("/v1/messages/manner?scope=brand", wanted)

    assert answer.json()["fields"]["say_one_as_yao"] is False
    fields = await fields_of(manager)
    heard = (await manager.post(f"{KITCHEN_NEW}/preview", fields)).json()
    assert heard["room"]["spoken"].startswith("八零一房间")


async def test_a_shop_joins_what_is_ordered_within_its_own_seconds(api: Api) -> None:
    api.as_kitchen()
    manager, pad = api.as_manager(), api.as_pad("801")
    held = (await manager.get("/v1/messages/manner")).json()["fields"]
    answer = await manager.put("/v1/messages/manner", {**held, "burst_s": 0})
    assert (answer.json()["source"], answer.json()["fields"]["burst_s"]) == ("shop", 0)

    for _ in range(3):
        await order_dumplings(api, pad)

    assert len(await heard(api, status="sent")) == 3  # each its own, and none waits
    assert (await manager.delete("/v1/messages/manner")).json()["fields"]["burst_s"] == 3


async def test_a_terminal_cannot_be_missed_sooner_than_its_heartbeat(sqlite_api: Api) -> None:
    manager = sqlite_api.as_manager()
    held = (await manager.get("/v1/messages/manner")).json()["fields"]
    async with sqlite_api.nothing_changes():
        answer = await manager.put("/v1/messages/manner", {**held, "pad_offline_s": 30})

    facts = problem(answer, 422, "announcement.out_of_range")
    assert (facts["field"], facts["at_least"]) == ("$.pad_offline_s", 60)


# ── the pads' buttons ────────────────────────────────────────────────────────────────────────────


async def test_a_call_that_the_shop_words_itself_stands_on_its_pads(api: Api) -> None:
    manager, pad = api.as_manager(), api.as_pad("801")
    api.as_waiter()
    before = (await manager.get("/v1/shop")).json()["shop"]["pad_calls"]

    added = await manager.post("/v1/messages/pad-calls", {"label": "加毛巾", "call_name": "要毛巾"})

    assert (added.status_code, added.json()["template_id"]) == (201, 101)
    assert (await pad.get("/v1/shop")).json()["shop"]["pad_calls"] == [*before, "加毛巾"]
    assert (await pad.post("/v1/calls", {"template": "加毛巾"})).status_code == 201
    rows = (await api.as_waiter().get("/v1/messages")).json()["items"]
    assert {x["shown"] for x in rows} == {"801房间要毛巾"}


async def test_the_houses_call_is_worded_anew_and_back(api: Api) -> None:
    manager = api.as_manager()
    path = "/v1/messages/pad-calls/2"

    own = (await manager.put(path, {"label": "添水", "call_name": "请添水"})).json()
    listed = (await manager.get("/v1/messages/pad-calls")).json()["items"]
    gone = await manager.delete(path)

    assert (own["is_own"], own["is_shown"]) == (True, True)
    assert [x["label"] for x in listed if x["template_id"] == 2] == ["添水"]
    assert gone.status_code == 200
    after = (await manager.get("/v1/messages/pad-calls")).json()["items"]
    [water] = [x for x in after if x["template_id"] == 2]
    assert water == {**water, "label": "加水", "is_shown": False, "is_own": False}
    back = await manager.put(path, {"label": "加水", "call_name": "需要加水"})
    assert (back.json()["is_shown"], back.json()["is_own"]) == (True, False)


async def test_a_call_nobody_could_tell_apart_is_refused(sqlite_api: Api) -> None:
    manager, waiter = sqlite_api.as_manager(), sqlite_api.as_waiter()
    path = "/v1/messages/pad-calls"
    good = {"label": "加毛巾", "call_name": "要毛巾"}
    async with sqlite_api.nothing_changes():
        for label, code in (
            ("加水", "call.label_taken"),
            (" ", "call.empty"),
            ("水" * 21, "body.invalid"),
        ):
            refused = await manager.post(path, {**good, "label": label})
            assert problem(refused, 422, code)["field"] == "$.label"
        problem(await manager.put(f"{path}/55", good), 404, "call.unknown_template")
        problem(await waiter.delete(f"{path}/2"), 403, "role.forbidden")
