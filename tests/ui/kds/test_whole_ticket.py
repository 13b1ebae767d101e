"""整单完成, 通知取餐, 取走: what one button does to a ticket, and how it is taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from common.domain.commands import ActOnLine, ActOnLines, RecallLine, RecallLines
from common.domain.ids import LineId
from common.domain.kitchen import LineAction, LineState
from tests.support.rows import station
from tests.ui.kds.conftest import Cook, OpenKitchen
from tests.ui.kds.evening import House


def a_mixed_order() -> House:
    """One order of every state, cooked at two stations."""
    house = House()
    batch = house.order("801", 7, "05:00")
    house.dish(batch, "红烧肉")
    house.dish(batch, "宫保鸡丁", state=LineState.COOKING)
    house.dish(batch, "扬州炒饭", state=LineState.READY)
    house.dish(batch, "蒜蓉空心菜", state=LineState.CANCELLED)
    house.dish(batch, "拍黄瓜")
    return house


def ids(cook: Cook, *dishes: str) -> tuple[LineId, ...]:
    return tuple(cook.line(dish).id for dish in dishes)


async def test_whole_order_starts_and_finishes_what_is_shown(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen(a_mixed_order())
    order = cook.line("红烧肉").order_id
    await cook.tap("wholeOrder")
    await cook.reads(cook.at("红烧肉"), "lineState", "ready")
    assert cook.given == [
        ActOnLines(order, ids(cook, "红烧肉", "拍黄瓜"), LineAction.START),
        ActOnLines(order, ids(cook, "红烧肉", "宫保鸡丁", "拍黄瓜"), LineAction.FINISH),
    ]
    assert cook.line("蒜蓉空心菜").state is LineState.CANCELLED


async def test_it_leaves_the_dishes_of_other_stations_alone(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen(a_mixed_order())
    await cook.tap(f"station-{station('热菜')}")
    await cook.tap("wholeOrder")
    await cook.reads(cook.at("红烧肉"), "lineState", "ready")
    assert cook.line("拍黄瓜").state is LineState.WAITING


async def test_undo_brings_every_line_back_to_where_it_was(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen(a_mixed_order())
    await cook.tap("wholeOrder")
    await cook.tap("undo")
    await cook.reads(cook.at("红烧肉"), "lineState", "waiting")
    states = {dish: cook.line(dish).state.value for dish in ("红烧肉", "宫保鸡丁", "扬州炒饭")}
    assert states == {"红烧肉": "waiting", "宫保鸡丁": "cooking", "扬州炒饭": "ready"}
    assert isinstance(cook.given[2], RecallLines)
    assert cook.given[2].undoes == cook.core.given[1].key
    assert cook.given[3] == RecallLine(cook.line("红烧肉").id, from_state=LineState.COOKING)


async def test_notify_calls_for_ready_dishes_only(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen(a_mixed_order())
    await cook.tap("notify")
    await cook.reads(cook.at("扬州炒饭"), "lineState", "notified")
    order = cook.line("扬州炒饭").order_id
    assert cook.given == [ActOnLines(order, ids(cook, "扬州炒饭"), LineAction.NOTIFY)]


async def test_a_second_notify_within_five_seconds_is_swallowed(
    open_kitchen: OpenKitchen,
) -> None:
    cook = await open_kitchen(a_mixed_order())
    await cook.tap("notify")
    await cook.reads("notify", "text", "再次通知")
    cook.core.tick(4)
    await cook.tap("notify")
    assert len(cook.given) == 1
    cook.core.tick(2)
    await cook.tap("notify")
    await cook.until(lambda: len(cook.given) == 2)
    assert cook.line("扬州炒饭").notify_count == 2


async def test_a_dish_that_got_ready_meanwhile_is_notified_at_once(
    open_kitchen: OpenKitchen,
) -> None:
    cook = await open_kitchen(a_mixed_order())
    await cook.tap("notify")
    await cook.core.do(ActOnLine(cook.line("宫保鸡丁").id, LineAction.FINISH))
    await cook.tap("notify")
    await cook.reads(cook.at("宫保鸡丁"), "lineState", "notified")
    assert cook.line("扬州炒饭").notify_count == 1


async def test_picking_up_needs_no_notify(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen(a_mixed_order())
    await cook.key(Qt.Key.Key_F7)
    await cook.reads(cook.at("扬州炒饭"), "lineState", "picked_up")
    await cook.tap("undo")
    await cook.reads(cook.at("扬州炒饭"), "lineState", "ready")


async def test_buttons_without_a_meaning_are_quiet(open_kitchen: OpenKitchen) -> None:
    house = House()
    house.dish(house.order("801", 7, "05:00"), "米饭", state=LineState.NOTIFIED)
    cook = await open_kitchen(house)
    enabled = {n: cook.items(n)[0].isEnabled() for n in ("wholeOrder", "notify", "pickUp")}
    assert enabled == {"wholeOrder": False, "notify": True, "pickUp": True}
