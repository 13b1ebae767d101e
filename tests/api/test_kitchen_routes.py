"""The kitchen over HTTP: an evening, what each terminal may read, and same tap once."""

from typing import Any

import pytest

from common.domain import streams
from tests.support.api import Api, Terminal, problem

NUL = "\x00"


def a_line(api: Api, name: str = "水饺", quantity: int = 2, **over: Any) -> dict[str, Any]:
    return {"goods_id": api.goods(name), "quantity": quantity, **over}


async def place(pad: Terminal, *lines: dict[str, Any], **over: Any) -> dict[str, Any]:
    answer = await pad.post("/v1/orders", {"lines": list(lines), **over})
    assert answer.status_code in (200, 201), answer.text
    body: dict[str, Any] = answer.json()
    return body


def lines_of(order: dict[str, Any]) -> list[dict[str, Any]]:
    return [line for batch in order["batches"] for line in batch["lines"]]


async def settle(cashier: Terminal, stay_id: str) -> None:
    assert (await cashier.post("/v1/shifts", {})).status_code == 201
    owed = (await cashier.get(f"/v1/stays/{stay_id}/bill")).json()["balance_fen"]
    payment = {"method": "wechat", "amount_fen": owed}
    paid = await cashier.post(f"/v1/stays/{stay_id}/payments", payment)
    assert (paid.status_code, paid.json()["balance_fen"]) == (201, 0)


async def test_an_evening(api: Api) -> None:
    pad, cook, waiter = api.as_pad("801"), api.as_kitchen(), api.as_waiter()
    first = await pad.post("/v1/orders", {"lines": [a_line(api)]})
    assert first.status_code == 201
    added = await pad.post("/v1/orders", {"lines": [a_line(api, "拍黄瓜", 1)]})
    assert (added.status_code, added.json()["number"]) == (200, 1)
    for line in lines_of(added.json()):
        for step in ("start", "finish", "notify", "notify", "pick-up", "deliver"):
            answer = await cook.post(f"/v1/lines/{line['id']}/{step}", {})
            assert answer.status_code == 200, answer.text
    cashier = api.as_cashier()
    await settle(cashier, added.json()["stay_id"])
    left = await cashier.post(f"/v1/rooms/{api.room('801')}/leave", {})
    assert left.json()["room"]["state"] == "to_clean"
    cleaned = await waiter.post(f"/v1/rooms/{api.room('801')}/clean", {})
    assert cleaned.json()["ended_stays"] == [added.json()["stay_id"]]
    assert (await pad.get("/v1/orders")).json() == {"items": [], "next": None}
    done = await cashier.get(f"/v1/orders/{added.json()['id']}")
    assert done.json()["state"] == "completed"


async def test_every_write_says_where_the_journal_stands(api: Api) -> None:
    order = await place(api.as_pad("801"), a_line(api))
    tops = api.tops()
    assert order["positions"] == {name: tops[name] for name in order["positions"]}
    shop_id: Any = api.shop_id()
    assert {
        streams.kitchen(shop_id),
        streams.cashier(shop_id),
        streams.call_board(shop_id),
        f"stay:{order['stay_id']}",
    } <= set(order["positions"])


async def test_the_same_tap_twice_is_one_order(api: Api) -> None:
    pad = api.as_pad("801")
    body = {"lines": [a_line(api)]}
    first = await pad.post("/v1/orders", body, key="one-tap")
    again = await pad.post("/v1/orders", body, key="one-tap")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert len((await pad.get("/v1/orders")).json()["items"]) == 1
    other = await pad.post("/v1/orders", {"lines": [a_line(api, quantity=3)]}, key="one-tap")
    problem(other, 422, "idempotency.key_reused")


async def test_a_refusal_is_final_and_stays_one(api: Api) -> None:
    pad = api.as_pad("801")
    body = {"lines": [a_line(api), a_line(api), {"goods_id": api.room("801"), "quantity": 1}]}
    async with api.nothing_changes():
        answer = await pad.post("/v1/orders", body, key="tap")
        facts = problem(answer, 422, "goods.unknown")
        assert (facts["field"], answer.json()["final"]) == ("lines[2].goods_id", True)
        assert (await pad.post("/v1/orders", body, key="tap")).content == answer.content


async def test_a_refused_step_says_why(api: Api) -> None:
    order = await place(api.as_pad("801"), a_line(api))
    line_id = lines_of(order)[0]["id"]
    cook = api.as_kitchen()
    async with api.nothing_changes():
        answer = await cook.post(f"/v1/lines/{line_id}/finish", {})
    assert problem(answer, 409, "line.refused") == {"state": "waiting", "action": "finish"}


async def test_a_guest_never_sees_another_guests_order(api: Api) -> None:
    order = await place(api.as_pad("801"), a_line(api))
    line_id, order_id = lines_of(order)[0]["id"], order["id"]
    for stranger in (api.as_pad("802"), api.as_pad("801", shop="other")):
        assert (await stranger.get("/v1/orders")).json()["items"] == []
        assert (await stranger.get("/v1/stays")).json()["items"] == []
        problem(await stranger.get(f"/v1/orders/{order_id}"), 404, "order.unknown")
        answer = await stranger.post(f"/v1/lines/{line_id}/cancel", {})
        problem(answer, 404, "line.unknown")
        problem(await stranger.post(f"/v1/orders/{order_id}/cancel", {}), 404, "order.unknown")
    listed = await api.as_pad("802").get(f"/v1/orders?stay_id={order['stay_id']}")
    assert listed.json()["items"] == []


async def test_orders_come_a_page_at_a_time_newest_first(api: Api) -> None:
    cashier = api.as_cashier()
    placed = [
        (await place(cashier, a_line(api), room_id=api.room(name)))["id"]
        for name in ("801", "802", "803")
    ]
    first = (await cashier.get("/v1/orders?state=open&limit=2")).json()
    second = (await cashier.get(f"/v1/orders?limit=2&cursor={first['next']}")).json()
    assert [x["id"] for x in first["items"] + second["items"]] == placed[::-1]
    assert second["next"] is None
    one = await cashier.get(f"/v1/orders?room_id={api.room('802')}&business_day=2026-03-04")
    assert [x["id"] for x in one.json()["items"]] == [placed[1]]
    assert (await cashier.get("/v1/orders?business_day=2026-03-05")).json()["items"] == []
    problem(await cashier.get("/v1/orders?business_day=2026-02-31"), 422, "parameter.invalid")
    problem(await cashier.get("/v1/orders?cursor=nonsense"), 422, "cursor.invalid")
    stays = (await cashier.get("/v1/stays?state=open&limit=2")).json()
    assert [x["room_name"] for x in stays["items"]] == ["803", "802"]


async def test_the_menu_is_sent_once_until_it_changes(api: Api) -> None:
    pad = api.as_pad("801")
    first = await pad.get("/v1/menu")
    tag = first.headers["etag"]
    assert len(first.json()["goods"]) == 40
    same = await pad.get("/v1/menu", headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    sold_out = await api.as_kitchen().post(f"/v1/goods/{api.goods('水饺')}/sold-out", {})
    assert sold_out.json()["goods"]["sold_out"] is True
    changed = await pad.get("/v1/menu", headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["etag"] != tag) == (200, True)


async def test_the_board_shows_a_station_its_lines_and_who_else_has_some(api: Api) -> None:
    order = await place(api.as_pad("801"), a_line(api), a_line(api, "拍黄瓜", 1))
    noodles = (await api.as_kitchen("面点").get("/v1/board")).json()["tickets"]
    assert [[x["name"] for x in lines_of(t["order"])] for t in noodles] == [["水饺"]]
    assert noodles[0]["also_at"] == [api.station("凉菜")]
    whole = (await api.as_kitchen().get("/v1/board")).json()["tickets"]
    assert [x["name"] for x in lines_of(whole[0]["order"])] == ["水饺", "拍黄瓜"]
    assert whole[0]["order"]["id"] == order["id"]
    problem(await api.as_pad("801").get("/v1/board"), 403, "role.forbidden")


async def test_the_calling_screen(api: Api) -> None:
    cook, calling = api.as_kitchen(), api.as_call_board()
    order = await place(api.as_pad("801"), a_line(api))
    making = (await calling.get("/v1/call-board")).json()
    assert ([x["number"] for x in making["making"]], making["collect"]) == ([1], [])
    for step in ("start", "finish", "notify"):
        await cook.post(f"/v1/lines/{lines_of(order)[0]['id']}/{step}", {})
    collect = (await calling.get("/v1/call-board")).json()
    assert ([x["number"] for x in collect["collect"]], collect["making"]) == ([1], [])
    await cook.post(f"/v1/lines/{lines_of(order)[0]['id']}/pick-up", {})
    assert (await calling.get("/v1/call-board")).json() == {"making": [], "collect": []}


async def test_a_whole_order_at_once(api: Api) -> None:
    order = await place(api.as_pad("801"), a_line(api), a_line(api, "拍黄瓜", 1))
    ids = [line["id"] for line in lines_of(order)]
    cook = api.as_kitchen()
    body = {"line_ids": ids}
    started = await cook.post(f"/v1/orders/{order['id']}/lines/start", body, key="all")
    assert [x["outcome"] for x in started.json()["results"]] == ["moved", "moved"]
    undone = await cook.post(f"/v1/orders/{order['id']}/lines/recall", body | {"undoes": "all"})
    assert {x["state"] for x in undone.json()["results"]} == {"waiting"}


async def test_checking_in_adopts_a_walk_in(api: Api) -> None:
    cashier = api.as_cashier()
    fresh = await cashier.post(f"/v1/rooms/{api.room('802')}/check-in", {})
    assert fresh.status_code == 201
    order = await place(api.as_pad("801"), a_line(api))
    adopted = await cashier.post(f"/v1/rooms/{api.room('801')}/check-in", {})
    assert (adopted.status_code, adopted.json()["stay"]["id"]) == (200, order["stay_id"])


@pytest.mark.parametrize(
    "path",
    [
        "/v1/orders/%00",
        "/v1/orders?stay_id=%00",
        "/v1/orders?room_id=%00",
        "/v1/stays?hand_tag=%00",
        "/v1/stays?room_id=%00",
        "/v1/orders?cursor=WyJcdTAwMDAiXQ",
    ],
)
async def test_a_nul_is_no_reason_to_fall_over(api: Api, path: str) -> None:
    answer = await api.as_cashier().get(path)
    assert answer.status_code < 500, answer.text


async def test_a_nul_inside_a_note_is_refused(api: Api) -> None:
    pad = api.as_pad("801")
    line = a_line(api, note=f"少盐{NUL}")
    for body in ({"lines": [line]}, {"lines": [a_line(api)], "note": NUL}):
        async with api.nothing_changes():
            answer = await pad.post("/v1/orders", body)
            assert answer.status_code == 422, answer.text
