"""The desk orders for a room or a hand tag."""

from __future__ import annotations

from common.domain.commands import ActOnLine, PlaceOrder, StopLine
from common.domain.kitchen import CancelReason, LineAction
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import an_evening


def ordered(desk: Desk) -> PlaceOrder:
    (order,) = [x.command for x in desk.core.given if isinstance(x.command, PlaceOrder)]
    return order


async def test_a_dish_is_ordered_for_a_room_from_the_keyboard(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('802')}")
    await desk.key("F2")
    await desk.wait_for("dishSearch")
    await desk.type("圆子")
    await desk.key("Return")
    await desk.reads("placeOrder", "16.00")
    await desk.key("F2")
    await desk.until(lambda: desk.core.given, "the order was given")
    order = ordered(desk)
    assert order.stay_id == desk.evening.stay_id("802")
    assert [(x.quantity, x.price_fen) for x in order.lines] == [(1, 1600)]
    await desk.wait_gone("orderSheet")


async def test_an_order_waits_for_the_choice_that_a_dish_needs(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"tag-{desk.evening.stay_id('163')}")
    await desk.tap("act-order")
    await desk.tap("dish-手工水饺")
    assert not desk.can_tap("placeOrder")
    await desk.tap("choice-虾仁 +¥6")
    await desk.tap("pick-手工水饺-Plus")
    await desk.reads("placeOrder", "68.00")
    await desk.tap("placeOrder")
    await desk.until(lambda: desk.core.given, "the order was given")
    order = ordered(desk)
    assert order.stay_id == desk.evening.stay_id("163")
    assert [(x.quantity, x.price_fen) for x in order.lines] == [(2, 3400)]


async def test_an_empty_room_is_ordered_for_as_a_walk_in(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('804')}")
    await desk.tap("act-order")
    await desk.tap("dish-宫保鸡丁")
    await desk.tap("placeOrder")
    await desk.until(lambda: desk.core.given, "the order was given")
    assert ordered(desk).room_id == desk.evening.room_id("804")


async def test_what_is_sold_out_cannot_be_tapped(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('802')}")
    await desk.tap("act-order")
    await desk.wait_for("dish-红烧肉")
    assert not desk.can_tap("dish-红烧肉")


async def test_a_dish_that_waits_is_cancelled_with_its_reason(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    line = next(x for x in desk.evening.house.lines if x.name == "宫保鸡丁")
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.key("F10")
    await desk.tap("act-cancel")
    await desk.tap(f"option-{line.id}")
    await desk.tap("option-mistake")
    await desk.tap("formConfirm")
    await desk.until(lambda: desk.core.given, "the cancel was given")
    cancel = desk.core.given[0].command
    assert cancel == ActOnLine(line.id, LineAction.CANCEL, CancelReason.MISTAKE)


async def test_a_started_dish_is_stopped_never_removed(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    line = next(x for x in desk.evening.house.lines if x.name == "手工水饺")
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.key("F10")
    await desk.tap("act-stop")
    await desk.tap(f"option-{line.id}")
    await desk.tap("option-点错了")
    await desk.tap("formConfirm")
    await desk.until(lambda: desk.core.given, "the stop was given")
    assert desk.core.given[0].command == StopLine(line.id, "点错了")
