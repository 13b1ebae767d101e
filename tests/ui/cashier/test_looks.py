"""What no word says: that nothing is cut, hidden or out of reach on the desk's screen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import an_evening
from tests.ui.cashier.office import Office
from tests.ui.cashier.test_corner_menu import a_dish_of

LONGEST = ("老坛酸菜手工牛肉水饺配秘制红油蘸料" * 3)[:40]


def place_of(item: QQuickItem) -> QRectF:
    """Where it is seen, in the window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


async def in_the_corner(desk: Desk, page: str) -> None:
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    await desk.key("Ctrl+,")
    await desk.bring(f"page-{page}")
    await desk.tap(f"page-{page}")


async def test_what_goes_on_below_is_marked(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.wait_for("billLinesMark")
    lines, mark = desk.items("billLines")[0], desk.items("billLinesMark")[0]
    assert lines.property("contentHeight") > lines.height()
    top = place_of(mark).y()
    lines.setProperty("contentY", lines.property("contentHeight") - lines.height())
    await desk.until(lambda: place_of(mark).y() > top, "the mark follows")
    await desk.tap(f"room-{desk.evening.room_id('802')}")
    await desk.until(lambda: not mark.isVisible(), "nothing is marked where all is seen")


async def test_a_name_of_forty_characters_stays_on_its_sheet(open_desk: OpenDesk) -> None:
    evening = an_evening()
    desk = open_desk(evening)
    dish = a_dish_of(desk, "手工水饺")
    desk.core.server_says(
        "menu.changed", goods=[replace(dish, name=LONGEST, version=dish.version + 1)]
    )
    await in_the_corner(desk, "dishes")
    await desk.tap(f"row-{dish.id}")
    await desk.reads("editorTitle", LONGEST)
    title, sheet = desk.items("editorTitle")[0], desk.items("save")[0]
    assert place_of(title).right() <= place_of(sheet).right()
    await desk.tap("option-碗")
    await desk.wait_for("dirty")
    assert place_of(desk.items("dirty")[0]).right() <= place_of(sheet).right()


async def test_a_choice_without_choices_says_what_to_do(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await in_the_corner(desk, "dishes")
    await desk.tap(f"row-{a_dish_of(desk, '手工水饺').id}")
    await desk.reads("none-stations", "档口")
    Office(desk)
    await desk.wait_gone("none-stations")


async def test_a_notice_leaves_the_bill_to_be_read(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    desk.core.lose_next_answer = True
    await desk.key("F5")
    await desk.key("Return")
    await desk.reads("formProblem", "没有收到回答")
    await desk.key("Esc")
    await desk.until(lambda: any(_notices(desk)))
    bill = place_of(desk.items("billTitle")[0])
    assert not any(place_of(notice).intersects(bill) for notice in _notices(desk))


def _notices(desk: Desk) -> list[QQuickItem]:
    waiting, found = [desk.window.root], []
    while waiting:
        item = waiting.pop()
        found += [item] if item.objectName().startswith("notice-") and item.isVisible() else []
        waiting += item.childItems()
    return found


async def test_every_digit_can_be_tapped(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.key("F7")
    await desk.tap("field-tendered")
    for digit in "400.5":
        await desk.tap(f"digit-{digit}")
    await desk.tap("digit-<")
    await desk.tap("digit-0")
    await desk.reads("formSummary", "找零 ¥79.60")


async def test_a_room_with_a_long_name_stays_on_its_tile(open_desk: OpenDesk) -> None:
    evening = an_evening()
    desk = open_desk(evening)
    room = evening.house.rooms["801"]
    name = "牡丹厅豪华汤泉家庭套房八零一号贵宾间" + "甲乙"
    assert len(name) == 20, "the longest that a room may have"
    row = replace(room, name=name, version=room.version + 1)
    desk.core.server_says("room.changed", rooms=[row])
    tile = f"room-{room.id}"
    await desk.until(lambda: desk.read(tile, "name") == name)
    await desk.breathe()
    box = place_of(desk.items(tile)[0])
    assert all(box.contains(place_of(text)) for text in _texts(desk.items(tile)[0]))
    await desk.tap(tile)
    await desk.until(lambda: desk.read("billTitle") != "")
    title, around = desk.items("billTitle")[0], desk.items("billSubtitle")[0]
    await desk.until(lambda: place_of(title).right() <= place_of(around).x())


def _texts(tile: QQuickItem) -> list[QQuickItem]:
    waiting, found = [*tile.childItems()], []
    while waiting:
        item = waiting.pop()
        found += [item] if item.isVisible() and item.property("text") else []
        waiting += item.childItems()
    return found


async def test_many_dishes_and_much_money_stay_on_the_tile(open_desk: OpenDesk) -> None:
    evening = an_evening()
    house = evening.house
    desk = open_desk(evening)
    batch = house.order("802", 88)
    lines = [house.dish(batch, "佛跳墙", 999_999) for _ in range(12)]
    desk.core.server_says(orders=[house.orders[-1]], batches=[batch], lines=lines)
    tile = f"room-{evening.room_id('802')}"
    await desk.reads(tile, "12", "word")
    assert desk.read(tile, "detail").endswith("¥120115")
    box = place_of(desk.items(tile)[0])
    assert all(box.contains(place_of(text)) for text in _texts(desk.items(tile)[0]))
    await desk.tap(tile)
    await desk.reads("balance", "120", "text")
    panel = place_of(desk.items("act-receipt")[0]).right()
    assert place_of(desk.items("balance")[0]).right() <= panel
    assert place_of(desk.items("balance")[0]).x() > place_of(desk.items("balanceWord")[0]).right()
