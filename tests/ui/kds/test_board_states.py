"""The board as a whole: stations, nothing to do, nothing known yet, and room for every finger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtQuick import QQuickItem

from common.domain.freshness import LinkTimes
from common.domain.kitchen import LineState
from tests.support.fake_core import FakeCore
from tests.support.rows import station
from tests.ui.kds.conftest import OpenKitchen, OpenPairing
from tests.ui.kds.evening import NOW, House, a_shop, evening, long_evening, stations

TOUCH = 64


async def test_a_station_shows_its_dishes_and_where_the_rest_is(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap(f"station-{station('面点')}")
    await cook.until(lambda: not cook.sees(cook.at("宫保鸡丁")))
    assert cook.sees(cook.at("手工水饺"))
    texts = [row.text for row in cook.kitchen.panels.board.text_rows]
    assert "同时在: 热菜" in texts


async def test_the_expo_view_counts_all_tickets(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    assert cook.shown("stationAll", "label") == "全部 10"
    assert cook.shown(f"station-{station('饮品')}", "label") == "饮品 1"


async def test_a_screen_of_one_station_begins_there(open_kitchen: OpenKitchen) -> None:
    core = FakeCore(rows=evening().rows(), at=NOW, station_ids=(station("凉菜"),))
    cook = await open_kitchen(core=core)
    assert cook.sees(cook.at("拍黄瓜"))
    assert not cook.sees(cook.at("红烧牛肉面"))


async def test_an_empty_station_is_named_and_leads_to_all(open_kitchen: OpenKitchen) -> None:
    house = House()
    house.dish(house.order("801", 7, "05:00"), "宫保鸡丁")
    cook = await open_kitchen(house)
    await cook.tap(f"station-{station('饮品')}")
    await cook.reads("emptyBoard", "title", "饮品现在没有要做的单")
    await cook.tap("showAll")
    await cook.until(lambda: cook.sees(cook.at("宫保鸡丁")))


async def test_an_empty_board_is_no_broken_board(open_kitchen: OpenKitchen) -> None:
    house = House()
    batch = house.order("801", 7, "15:00")
    house.dish(batch, "米饭", state=LineState.PICKED_UP, picked_up_at=NOW - timedelta(minutes=4))
    cook = await open_kitchen(house)
    assert cook.shown("emptyBoard", "title") == "现在没有要做的单"
    assert cook.shown("emptyBoard", "status") == "服务器正常 · 1 秒前有消息"
    assert cook.shown("emptyBoard", "detail") == "今天已完成 1 单，平均 11 分"


async def test_an_empty_board_without_a_server_is_not_fine(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen(House())
    cook.core.go_offline()
    await cook.pass_time(timedelta(seconds=20))
    assert cook.shown("emptyBoard", "status") == "已断开服务器：可能有新单没有显示"


async def test_the_first_load_says_what_it_waits_for(open_kitchen: OpenKitchen) -> None:
    core = FakeCore(at=NOW)
    core.set_link(as_of=None, times=LinkTimes(core.monotonic()))
    core.fall_silent()
    cook = await open_kitchen(core=core)
    assert cook.kitchen.now_shown.mode == "loading"
    assert cook.kitchen.now_shown.awaited == ""
    await cook.pass_time(timedelta(seconds=6))
    assert "http://127.0.0.1:8000" in cook.kitchen.now_shown.awaited
    core.server_says(shops=[a_shop()], stations=stations())
    await cook.until(lambda: cook.sees("emptyBoard"))


async def test_yesterdays_order_is_called_so(open_kitchen: OpenKitchen) -> None:
    house = House()
    batch = house.order("801", 7, "05:00", business_day=NOW.date() - timedelta(days=1))
    house.dish(batch, "米饭")
    cook = await open_kitchen(house)
    assert cook.shown("selected", "text") == "昨#07 · 801 房间"


def pressables(item: QQuickItem) -> list[QQuickItem]:
    """The visible items that a tap or a hold acts on."""
    if not item.isVisible():
        return []
    meta = item.metaObject()
    acts = meta.indexOfMethod("press()") >= 0 or meta.indexOfSignal("confirmed()") >= 0
    found = [item] if acts else []
    return found + [deeper for child in item.childItems() for deeper in pressables(child)]


@pytest.mark.parametrize("make", [evening, long_evening])
@pytest.mark.parametrize("sheet", ["", "dishes", "soldOut", "recall", "line", "voice", "server"])
async def test_everything_tappable_is_big_enough(
    open_kitchen: OpenKitchen, make: Callable[[], House], sheet: str
) -> None:
    cook = await open_kitchen(make())
    if sheet:
        cook.kitchen.open_sheet(sheet)
        await cook.until(lambda: cook.sees("sheet"))
    small = [
        (item.objectName(), item.width(), item.height())
        for item in pressables(cook.window.root)
        if item.width() < TOUCH or item.height() < TOUCH - 4
    ]
    assert small == []


async def test_a_tap_that_this_device_refuses_is_answered(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    cook.core.refuse_here = "device.unpaired"
    await cook.tap(cook.at("宫保鸡丁"))
    await cook.reads("refusedTap", "text", "这块屏幕还没有配对")
    assert cook.given == []


async def test_pairing_by_touch(open_pairing: OpenPairing) -> None:
    core = FakeCore(at=NOW)
    hand = open_pairing(core)
    for digit in "42":
        await hand.tap(f"key-{digit}")
    await hand.tap("key-<")
    await hand.tap("key-7")
    await hand.tap("pair")
    await hand.until(lambda: core.codes == ["47"])


async def test_an_address_that_is_none_is_said(open_pairing: OpenPairing) -> None:
    hand = open_pairing(FakeCore(at=NOW))
    await hand.tap("serverField")
    for _ in range(30):
        hand.window.root.property("pairing").type("<")
    await hand.tap("codeField")
    await hand.tap("key-1")
    await hand.tap("pair")
    await hand.until(lambda: hand.sees("pairingProblem"))
