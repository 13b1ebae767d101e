"""What others did to a dish stands until a cook says so; then, and only then, it goes."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from common.domain.commands import AcknowledgeMark
from common.domain.kitchen import LineState, MarkKind
from tests.support.rows import a_mark
from tests.ui.kds.conftest import OpenKitchen
from tests.ui.kds.evening import NOW, House, long_evening


async def test_a_cancelled_dish_stays_struck_until_acknowledged(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    line = cook.at("蒜蓉空心菜")
    await cook.pass_time(timedelta(minutes=30))
    assert (cook.shown(line, "lineState"), cook.shown(line, "mark")) == ("cancelled", "cancel")
    assert "客人取消" in str(cook.shown(line, "markText"))
    await cook.tap(f"ack-{cook.line('蒜蓉空心菜').id}")
    await cook.reads(line, "mark", "")
    assert cook.given == [AcknowledgeMark(cook.line("蒜蓉空心菜").id, MarkKind.CANCEL)]


async def test_a_tap_on_a_cancelled_dish_does_nothing(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    line = cook.items(cook.at("蒜蓉空心菜"))[0]
    place = cook.place_of(cook.at("蒜蓉空心菜"))
    place.setX(place.x() + 100)
    place.setY(place.y() + int(line.height() / 2))
    cook.tap_at(place)
    await cook.breathe()
    assert cook.given == []


async def test_a_rush_is_solid_until_received_and_outlined_after(
    open_kitchen: OpenKitchen,
) -> None:
    cook = await open_kitchen()
    order = cook.line("宫保鸡丁").order_id
    await cook.tap(f"rushAck-{order}")
    await cook.until(lambda: not cook.sees(f"rushAck-{order}"))
    assert cook.given == [AcknowledgeMark(cook.line("手工水饺").id, MarkKind.RUSH)]
    assert "已收到" in next(row.text for row in cook.kitchen.panels.board.strip_rows)


async def test_one_button_acknowledges_a_move_for_all_its_dishes(
    open_kitchen: OpenKitchen,
) -> None:
    cook = await open_kitchen(long_evening())
    order = cook.line("老坛酸菜肥牛米线").order_id
    await cook.tap(f"moveAck-{order}")
    await cook.until(lambda: len(cook.given) == 3)
    assert {command.mark for command in cook.given if isinstance(command, AcknowledgeMark)} == {
        MarkKind.MOVE
    }


async def test_a_dish_to_be_stopped_keeps_its_state(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen(long_evening())
    line = cook.at("蒜蓉粉丝蒸澳洲大龙虾配伊面")
    assert (cook.shown(line, "lineState"), cook.shown(line, "mark")) == ("cooking", "stop")
    assert str(cook.shown(line, "markText")).startswith("房间已清,停做")


async def test_a_ticket_with_an_open_mark_never_leaves(open_kitchen: OpenKitchen) -> None:
    house = House()
    cancel = a_mark(MarkKind.CANCEL, NOW - timedelta(minutes=9), text="guest")
    house.dish(house.order("801", 7, "15:00"), "米饭", state=LineState.CANCELLED, marks=(cancel,))
    cook = await open_kitchen(house)
    ticket = cook.ticket("米饭")
    await cook.pass_time(timedelta(minutes=5))
    assert cook.sees(ticket)
    await cook.tap(f"ack-{cook.line('米饭').id}")
    await cook.pass_time(timedelta(seconds=11))
    await cook.until(lambda: not cook.sees(ticket), "acknowledged, it leaves")


async def test_f6_acknowledges_the_oldest_first(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    assert cook.shown("toAcknowledge", "label") == "待确认 2 取消 1 · 催 1"
    await cook.key(Qt.Key.Key_F6)
    await cook.key(Qt.Key.Key_F6)
    await cook.until(lambda: not cook.sees("toAcknowledge"))
    assert [command.mark for command in cook.given if isinstance(command, AcknowledgeMark)] == [
        MarkKind.RUSH,
        MarkKind.CANCEL,
    ]


async def test_the_summary_turns_to_the_page_of_the_oldest(open_kitchen: OpenKitchen) -> None:
    house = House()
    for n in range(12):
        batch = house.order(f"80{n}", n + 1, "05:00")
        for m in range(4):
            house.dish(batch, f"菜{n}-{m}")
    mark = a_mark(MarkKind.RUSH, NOW)
    late = house.dish(house.order("999", 40, "01:00"), "最后", marks=(mark,), rush_count=1)
    cook = await open_kitchen(house)
    assert not cook.sees(f"line-{late.id}")
    await cook.tap("toAcknowledge")
    await cook.until(lambda: cook.sees(f"line-{late.id}"))


async def test_it_reminds_once_a_minute(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    reminded: list[bool] = []
    cook.kitchen.reminded.connect(lambda: reminded.append(True))
    await cook.pass_time(timedelta(seconds=40))
    await cook.pass_time(timedelta(seconds=25))
    await cook.pass_time(timedelta(seconds=5))
    assert reminded == [True]
