"""A house of 200 rooms on one sheet: what is out of sight costs nothing and is found all the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from common.domain.rows import RoomState
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import Evening, House


def a_large_house() -> Evening:
    house = House()
    for floor in range(1, 11):
        for number in range(1, 21):
            house.room(f"{floor}{number:02}", "标准房", RoomState.VACANT)
    return Evening(house.core(), house)


def tiles(desk: Desk) -> int:
    waiting, found = [desk.window.root], 0
    while waiting:
        item = waiting.pop()
        found += item.objectName().startswith("room-")
        waiting += item.childItems()
    return found


def in_sight(desk: Desk, name: str) -> bool:
    found = desk.items(f"room-{desk.evening.room_id(name)}")
    grid = desk.items("roomGrid")[0]
    return bool(found) and grid.mapRectToScene(QRectF(0, 80, grid.width(), grid.height())).contains(
        found[0].mapRectToScene(QRectF(0, 0, found[0].width(), found[0].height()))
    )


async def test_tiles_out_of_sight_are_not_made(open_desk: OpenDesk) -> None:
    desk = open_desk(a_large_house())
    await desk.wait_for(f"room-{desk.evening.room_id('101')}")
    assert 42 <= tiles(desk) < 100
    await desk.reads("filter-all", "200", "count")


async def test_a_room_that_is_found_comes_into_sight(open_desk: OpenDesk) -> None:
    desk = open_desk(a_large_house())
    await desk.key("F1")
    await desk.type("1011")
    await desk.key("Return")
    await desk.until(lambda: in_sight(desk, "1011"))
    await desk.reads("billTitle", "1011")
    assert tiles(desk) < 100


async def test_arrows_walk_on_below_the_edge(open_desk: OpenDesk) -> None:
    desk = open_desk(a_large_house())
    await desk.tap(f"room-{desk.evening.room_id('101')}")
    for _ in range(12):
        await desk.key("Ctrl+Down")
    below = desk.read("billTitle")
    await desk.until(lambda: in_sight(desk, below), below)
    for _ in range(12):
        await desk.key("Ctrl+Up")
    await desk.reads("billTitle", "101")
    await desk.until(lambda: in_sight(desk, "101"))


async def test_who_scrolls_away_is_left_there(open_desk: OpenDesk) -> None:
    desk = open_desk(a_large_house())
    await desk.tap(f"room-{desk.evening.room_id('101')}")
    page = next(x for x in desk.items("roomGrid")[0].childItems() if x.property("contentHeight"))
    page.setProperty("contentY", page.property("contentHeight") - page.height())
    await desk.until(lambda: in_sight(desk, "1020"))
    desk.model.look()
    await desk.breathe()
    assert in_sight(desk, "1020")


async def test_a_house_without_rooms_says_where_they_are_added(open_desk: OpenDesk) -> None:
    house = House()
    desk = open_desk(Evening(house.core(), house))
    await desk.reads("noRooms", "还没有房间", "title")
    await desk.reads("noRooms", "店长页", "detail")


async def test_a_filter_that_lets_nothing_pass_says_how_to_see_all(open_desk: OpenDesk) -> None:
    desk = open_desk(a_large_house())
    await desk.tap("filter-clean")
    await desk.reads("noRooms", "没有这样的房间", "title")
    await desk.tap("filter-clean")
    await desk.wait_gone("noRooms")
