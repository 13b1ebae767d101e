"""A tap on a dish takes it one step further, and nothing slides away under a finger."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from common.domain.commands import ActOnLine, RecallLine
from common.domain.kitchen import LineAction, LineState
from tests.ui.kds.conftest import OpenKitchen
from tests.ui.kds.evening import House


async def test_a_tap_starts_a_dish_and_shows_it_at_once(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap(cook.at("宫保鸡丁"))
    await cook.reads(cook.at("宫保鸡丁"), "lineState", "cooking")
    assert cook.given == [ActOnLine(cook.line("宫保鸡丁").id, LineAction.START)]


async def test_four_taps_take_a_dish_from_the_order_to_the_waiter(
    open_kitchen: OpenKitchen,
) -> None:
    cook = await open_kitchen()
    for state in ("cooking", "ready", "notified", "picked_up"):
        await cook.tap(cook.at("酸辣土豆丝"))
        await cook.reads(cook.at("酸辣土豆丝"), "lineState", state)
    await cook.tap(cook.at("酸辣土豆丝"))
    assert len(cook.given) == 4


async def test_the_echo_of_a_wet_finger_changes_nothing(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap_twice(cook.at("宫保鸡丁"))
    await cook.reads(cook.at("宫保鸡丁"), "lineState", "cooking")
    assert len(cook.given) == 1


async def test_a_slow_heavy_press_counts_as_a_tap(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    place = await cook.press(cook.at("宫保鸡丁"))
    loop = asyncio.get_running_loop()
    down_at = loop.time()
    await cook.until(lambda: loop.time() - down_at > 1.0)  # longer than any long-press threshold
    await cook.let_go(place)
    await cook.reads(cook.at("宫保鸡丁"), "lineState", "cooking")


async def test_the_cursor_follows_the_finger(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap(cook.at("扬州炒饭"))
    assert cook.shown("selected", "text") == "#09 · 手牌 208"
    assert cook.shown(cook.at("扬州炒饭"), "isCursor") is True


async def test_a_tap_on_a_header_selects_and_changes_nothing(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap(cook.ticket("酸辣土豆丝").replace("ticket", "head"))
    assert cook.shown("selected", "text") == "#13 · 905 房间"
    assert cook.given == []


async def test_the_next_step_is_named_on_its_button(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    assert (cook.shown("nextStep", "text"), cook.shown("nextStep", "kind")) == (
        "此行 → 完成",
        "done",
    )
    await cook.tap("nextStep")
    await cook.reads("nextStep", "text", "此行 → 通知")
    assert cook.line("手工水饺").state is LineState.READY


async def test_undo_takes_exactly_that_tap_back(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap(cook.at("宫保鸡丁"))
    await cook.tap("undo")
    await cook.reads(cook.at("宫保鸡丁"), "lineState", "waiting")
    assert cook.given[-1] == RecallLine(cook.line("宫保鸡丁").id, undoes=cook.core.given[0].key)
    assert not cook.sees("undo")


async def test_undo_leaves_after_five_seconds(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap(cook.at("宫保鸡丁"))
    await cook.until(lambda: cook.sees("undo"))
    await cook.until(lambda: not cook.sees("undo"), "the undo slot is empty again")
    assert len(cook.given) == 1


async def test_a_served_ticket_dims_and_leaves_after_ten_seconds(
    open_kitchen: OpenKitchen,
) -> None:
    house = House()
    house.dish(house.order("801", 7, "05:00"), "米饭", state=LineState.NOTIFIED)
    cook = await open_kitchen(house)
    ticket = cook.ticket("米饭")
    await cook.tap("pickUp")
    await cook.until(lambda: cook.shown(ticket, "isDimmed"), "the ticket dims")
    await cook.pass_time(timedelta(seconds=9))
    assert cook.sees(ticket)
    await cook.pass_time(timedelta(seconds=2))
    await cook.until(lambda: not cook.sees(ticket), "the ticket has left")


async def test_no_ticket_moves_while_a_finger_is_down(open_kitchen: OpenKitchen) -> None:
    house = House()
    first = house.dish(house.order("801", 7, "05:00"), "米饭", state=LineState.PICKED_UP)
    second = house.order("802", 8, "04:00")
    house.dish(second, "拍黄瓜")
    for n in range(3, 9):
        house.dish(house.order(f"80{n}", n + 6, "03:00"), f"菜{n}")
    cook = await open_kitchen(house)
    before = cook.place_of(cook.ticket("菜8"))
    place = await cook.press(cook.at("菜8"))
    cook.core.server_drops(lines=[first.id], orders=[first.order_id])
    house.dish(house.add_on(second, "00:00"), "加菜")
    cook.core.server_says(batches=house.batches[-1:], lines=house.lines[-1:])
    await cook.refresh()
    assert cook.place_of(cook.ticket("菜8")) == before
    assert not cook.sees(cook.at("加菜"))
    await cook.let_go(place)
    await cook.until(lambda: cook.sees(cook.at("加菜")), "the add-on is shown after the tap")


async def test_what_a_tap_did_is_shown_though_nothing_moves(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    place = await cook.press(cook.at("宫保鸡丁"))
    await cook.core.do(ActOnLine(cook.line("酸辣土豆丝").id, LineAction.START))
    await cook.reads(cook.at("酸辣土豆丝"), "lineState", "cooking")
    await cook.let_go(place)


async def test_a_second_only_repaints_clocks(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    changed: list[str] = []
    board = cook.kitchen.panels.board
    for name in ("lines", "strips", "texts"):
        model = getattr(board, name)
        model.dataChanged.connect(lambda *_, name=name: changed.append(name))
    await cook.pass_time(timedelta(seconds=1))
    # The age of the cancelled line is the only word on a line that counts seconds.
    assert changed == ["lines"]


async def test_a_ticket_taller_than_the_board_goes_on_in_the_next_column(
    open_kitchen: OpenKitchen,
) -> None:
    house = House()
    batch = house.order("801", 10, "05:00")
    for n in range(14):
        house.dish(batch, f"菜{n}")
    cook = await open_kitchen(house)
    heads = cook.items(cook.ticket("菜0"))
    assert [head.property("isContinued") for head in heads] == [False, True]
    assert all(cook.sees(cook.at(f"菜{n}")) for n in range(14))
