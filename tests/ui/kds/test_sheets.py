"""The sheets over the board: sold out, recall, all dishes, one line, the voice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from common.domain.commands import (
    ActOnLine,
    MarkAvailable,
    MarkSoldOut,
    RecallLine,
    RemakeLine,
    SplitLine,
)
from common.domain.kitchen import CancelReason, LineAction, LineState
from common.domain.rows import GoodsRow
from tests.ui.kds.conftest import Cook, OpenKitchen
from tests.ui.kds.evening import NOW, House, evening


def goods(cook: Cook, dish: str) -> GoodsRow:
    return cook.house.goods[dish]


async def test_a_held_dish_is_sold_out(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap("soldOut")
    name = f"soldOut-{goods(cook, '米饭').id}"
    await cook.hold(name, lambda: cook.given)
    assert cook.given == [MarkSoldOut(goods(cook, "米饭").id)]
    await cook.until(lambda: cook.sees(f"available-{goods(cook, '米饭').id}"))
    assert cook.shown("soldOut", "text") == "沽清 1"


async def test_letting_go_early_sells_nothing_out(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap("soldOut")
    place = await cook.press(f"soldOut-{goods(cook, '米饭').id}")
    await cook.let_go(place)
    assert cook.given == []


@pytest.mark.parametrize(("answer", "cancels"), [("keepWaiting", False), ("cancelWaiting", True)])
async def test_dishes_that_wait_are_asked_about(
    open_kitchen: OpenKitchen, answer: str, cancels: bool
) -> None:
    cook = await open_kitchen()
    await cook.tap("soldOut")
    await cook.hold(f"soldOut-{goods(cook, '小笼包').id}", lambda: cook.sees("soldOutQuestion"))
    assert cook.given == []
    await cook.tap(answer)
    await cook.until(lambda: cook.given)
    assert cook.given == [MarkSoldOut(goods(cook, "小笼包").id, cancel_waiting=cancels)]
    is_cancelled = cook.line("小笼包").state is LineState.CANCELLED
    assert is_cancelled is cancels


async def test_the_question_can_be_left_unanswered(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap("soldOut")
    await cook.hold(f"soldOut-{goods(cook, '小笼包').id}", lambda: cook.sees("soldOutQuestion"))
    await cook.tap("sheetClose")
    await cook.until(lambda: not cook.sees("sheet"))
    assert cook.given == []


async def test_one_tap_brings_a_dish_back(open_kitchen: OpenKitchen) -> None:
    house = evening()
    house.a_goods("佛跳墙", sold_out=True)
    cook = await open_kitchen(house)
    await cook.tap("soldOut")
    await cook.tap(f"available-{goods(cook, '佛跳墙').id}")
    await cook.until(lambda: cook.given)
    assert cook.given == [MarkAvailable(goods(cook, "佛跳墙").id)]


def served(**over: Any) -> House:
    """801 was served a minute ago, 802 is being cooked."""
    house = House()
    batch = house.order("801", 7, "15:00")
    at = NOW - timedelta(minutes=1)
    house.dish(batch, "红烧肉", state=LineState.PICKED_UP, picked_up_at=at, **over)
    house.dish(batch, "米饭", 2, state=LineState.DELIVERED, picked_up_at=at, delivered_at=at)
    house.dish(house.order("802", 8, "05:00"), "拍黄瓜")
    return house


async def test_a_ticket_that_left_can_be_brought_back_whole(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen(served())
    assert not cook.sees(cook.at("红烧肉"))
    await cook.tap("recall")
    await cook.tap(f"recall-{cook.line('红烧肉').order_id}")
    await cook.until(lambda: cook.line("米饭").state is LineState.READY)
    assert cook.given == [
        RecallLine(cook.line("红烧肉").id, from_state=LineState.PICKED_UP),
        RecallLine(cook.line("米饭").id, from_state=LineState.DELIVERED),
        RecallLine(cook.line("米饭").id, from_state=LineState.PICKED_UP),
    ]
    await cook.until(lambda: cook.sees(cook.at("红烧肉")))


async def test_or_line_by_line(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen(served())
    await cook.tap("recall")
    await cook.tap(f"recallLine-{cook.line('红烧肉').id}")
    await cook.until(lambda: cook.line("红烧肉").state is LineState.READY)
    assert cook.line("米饭").state is LineState.DELIVERED


async def test_an_add_on_to_what_left_brings_only_itself(open_kitchen: OpenKitchen) -> None:
    house = served()
    first = house.batches[0]
    cook = await open_kitchen(house)
    more = house.add_on(first, "00:00")
    house.dish(more, "加菜")
    cook.core.server_says(batches=[more], lines=house.lines[-1:])
    await cook.until(lambda: cook.sees(cook.at("加菜")))
    assert not cook.sees(cook.at("红烧肉"))


async def test_all_dishes_say_for_whom_and_how_long(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap("allDishes")
    await cook.until(lambda: cook.sees("dishes"))
    row = next(row for row in cook.kitchen.open_sheets.dish_rows if row.name == "手工水饺")
    assert (row.quantity, row.cooking) == (7, 2)
    assert row.places == "801 房间 ×2  ·  806 房间 ×2  ·  905 房间 ×2  ·  1102 房间 ×1"
    rice = next(row for row in cook.kitchen.open_sheets.dish_rows if row.name == "烤羊肉串")
    assert rice.times == ""


async def test_a_line_can_be_split(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap(cook.ticket("烤羊肉串").replace("ticket", "head"))
    cook.kitchen.panels.board.jump_to(cook.line("烤羊肉串").order_id, cook.line("烤羊肉串").id)
    await cook.tap("selected")
    await cook.tap("partPlus")
    await cook.tap("split")
    await cook.until(lambda: cook.given)
    split = cook.given[0]
    assert isinstance(split, SplitLine)
    assert (split.line_id, split.quantity) == (cook.line("烤羊肉串").id, 2)


async def test_a_spoilt_dish_is_made_again(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    ready = cook.line("扬州炒饭")
    cook.kitchen.panels.board.jump_to(ready.order_id, ready.id)
    await cook.tap("selected")
    await cook.tap("remakeDropped")
    await cook.until(lambda: cook.given)
    remake = cook.given[0]
    assert isinstance(remake, RemakeLine)
    assert (remake.line_id, remake.quantity, remake.reason) == (ready.id, 1, "掉了")
    await cook.tap("sheetClose")
    await cook.until(lambda: cook.sees(f"line-{remake.new_id}"))
    assert cook.shown(f"line-{remake.new_id}", "isRemake") is True


async def test_the_kitchen_cancels_what_it_cannot_cook(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    line = cook.line("宫保鸡丁")
    cook.kitchen.panels.board.jump_to(line.order_id, line.id)
    await cook.tap("selected")
    await cook.hold("cancelSoldOut", lambda: cook.given)
    assert cook.given == [ActOnLine(line.id, LineAction.CANCEL, CancelReason.SOLD_OUT)]


async def test_a_step_further_back_than_the_undo_slot(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    line = cook.line("扬州炒饭")
    cook.kitchen.panels.board.jump_to(line.order_id, line.id)
    await cook.tap("selected")
    await cook.tap("stepBack")
    await cook.until(lambda: cook.line("扬州炒饭").state is LineState.COOKING)
    assert cook.given == [RecallLine(line.id, from_state=LineState.READY)]


async def test_mute_is_held_counts_down_and_can_be_ended(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap("chipVoice")
    await cook.hold("mute10", lambda: cook.sees("unmute"))
    assert cook.shown("chipVoice", "value") == "已静音 · 还剩 10 分"
    await cook.pass_time(timedelta(minutes=2))
    assert cook.shown("chipVoice", "value") == "已静音 · 还剩 8 分"
    await cook.tap("unmute")
    await cook.reads("chipVoice", "value", "开 · 100%")


async def test_the_voice_can_be_tried(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap("chipVoice")
    await cook.tap("tryVoice")
    await cook.until(lambda: cook.core.replayed == ["test"])
    await cook.refresh()
    await cook.reads("tryVoice", "text", "有声音")


async def test_a_sentence_that_nobody_heard_stands_on_the_screen(
    open_kitchen: OpenKitchen,
) -> None:
    cook = await open_kitchen()
    cook.core.voice_fails("801房间下单了水饺2份,请注意")
    await cook.reads("banner-voice", "detail", "801房间下单了水饺2份,请注意")
    assert cook.shown("chipVoice", "value") == "没有声音"
    await cook.tap("bannerAction-voice")
    await cook.until(lambda: cook.core.replayed)
