"""A waiter's evening on a phone: dishes to fetch, guests who call, rooms to clean."""

import pytest

from tests.support.waiting import until
from tests.ui.waiter.conftest import NOODLES, Floor

pytestmark = pytest.mark.xdist_group("chromium")


async def test_a_dish_that_the_kitchen_calls_for_is_there_taken_once_and_served(
    floor: Floor,
) -> None:
    phone = await floor.waiter()
    order = await floor.cooked("801", quantity=2)
    take, deliver = f"#take-{order['id']}", f"#deliver-{order['id']}"
    await phone.sees("#collect", "801")
    await phone.sees(".card.called .state", "已叫 1 次")

    await phone.tap(take, times=2)
    await phone.sees(deliver)
    await until(lambda: floor.told() == 3, what="started, finished and taken")  # not twice
    assert await floor.states(order) == ["picked_up"]

    await phone.tap("#take-back")
    await phone.sees(take)
    await phone.sees(".card.calm .state", "厨房还没叫")
    await phone.tap(take)
    await phone.tap(deliver)
    await phone.sees("#collect", "现在没有要取的菜")
    await floor.is_now(order, "delivered")


async def test_a_dish_that_is_left_for_the_next_walk_stays_at_the_pass(floor: Floor) -> None:
    phone = await floor.waiter()
    order = await floor.cooked("801", NOODLES, "可乐")
    lines = {x["name"]: x["id"] for x in order["batches"][0]["lines"]}

    await phone.tap(f"#line-{lines['可乐']}")
    await phone.sees(f"#take-{order['id']}", "取走 1 / 2 道")
    await phone.tap(f"#take-{order['id']}")

    await phone.sees(f"#on-way-{order['id']}", NOODLES)
    await phone.sees(f"#collect-{order['id']}", "可乐")
    assert NOODLES not in await phone.text(f"#collect-{order['id']}")


async def test_of_two_who_go_one_goes_and_the_other_reads_who(floor: Floor) -> None:
    line = await floor.line()
    he, lin = await floor.waiter("小何"), await floor.waiter("小林", url=line.url)
    call = await floor.call("802", "结账")
    await he.tap("#tab-calls")
    await lin.sees("#banner-calling", "802 结账")

    line.cut()  # 小林's tap is still on its way when 小何's arrives
    await lin.tap(f"#go-{call['id']}")
    await lin.sees("#tab-calls")
    await he.tap(f"#accept-{call['id']}")
    await he.sees(f"#call-{call['id']}", "我去了")
    line.mend()

    await lin.sees("[id^=banner-refused]", "小何 已经去了")
    await lin.tap("[id^=settle]")
    await lin.sees_no("[id^=banner-refused]")
    await lin.tap("#tab-calls")
    await lin.sees(f"#call-{call['id']}", "小何 去了")

    await he.tap(f"#finish-{call['id']}")
    await lin.sees("#calls", "没有呼叫")


async def test_a_room_is_cleaned_only_once_nothing_is_owed(floor: Floor) -> None:
    phone = await floor.waiter()
    desk, room = floor.api.as_cashier(), floor.api.room("803")
    await desk.post(f"/v1/rooms/{room}/check-in", {})
    order = await floor.cooked("803")
    await desk.post(f"/v1/rooms/{room}/leave")
    await phone.tap("#tab-rooms")
    await phone.sees(f"#room-{room}", "还有 1 道菜没送到")

    await phone.tap(f"#clean-{room}")
    await phone.sees("[id^=banner-refused]", "水饺")
    assert "803 已清洁" in await phone.text("[id^=banner-refused]")
    await phone.sees(f"#clean-{room}")

    await desk.post(f"/v1/orders/{order['id']}/lines/pick-up", {"line_ids": _ids(order)})
    await desk.post(f"/v1/orders/{order['id']}/lines/deliver", {"line_ids": _ids(order)})
    stay = order["stay_id"]
    bill = (await desk.get(f"/v1/stays/{stay}/bill")).json()
    paid = {"method": "card", "amount_fen": bill["balance_fen"]}
    await desk.post("/v1/shifts", {"float_fen": 0})
    answer = await desk.post(f"/v1/stays/{stay}/payments", paid)
    assert answer.status_code == 201, answer.text
    await phone.sees_no(f"#room-{room} .hint")
    await phone.tap(f"#clean-{room}")
    await phone.sees("#rooms", "没有待清洁的房间")


async def test_a_cancelled_dish_is_told_until_somebody_has_read_it(floor: Floor) -> None:
    phone = await floor.waiter()
    order = await floor.order("801")

    desk = floor.api.as_cashier()
    await desk.post(f"/v1/orders/{order['id']}/cancel", {"reason": "guest"})

    await phone.sees(".banner.calm", "801房间取消了水饺1份")
    await phone.tap("[id^=seen]")
    await phone.sees_no(".banner.calm")


def _ids(order: dict[str, list[dict[str, list[dict[str, str]]]]]) -> list[str]:
    return [line["id"] for batch in order["batches"] for line in batch["lines"]]
