"""Rooms and their guests: selecting, arriving, leaving, cleaning."""

from __future__ import annotations

from datetime import timedelta

from common.domain.commands import CheckIn, CleanRoom, LeaveRoom
from tests.ui.cashier.conftest import OpenDesk
from tests.ui.cashier.evening import an_evening


async def test_a_room_shows_its_bill_with_one_tap(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.reads("billTitle", "801")
    await desk.reads("balance", "320.40")
    await desk.reads("billBreakdown", "餐饮 158.00")
    await desk.reads("openDishes", "3 道菜")


async def test_guests_arrive_in_two_taps(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    room = desk.evening.room_id("804")
    await desk.tap(f"room-{room}")
    await desk.key("F3")
    await desk.tap("formConfirm")
    await desk.until(lambda: desk.core.given, "the check-in was given")
    assert desk.core.given[0].command == CheckIn(desk.evening.house.rooms["804"].id, None, 2)
    await desk.wait_gone("formConfirm")


async def test_guests_leave_by_one_key(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('802')}")
    await desk.key("F3")
    await desk.until(lambda: desk.core.given, "the leave was given")
    room, stay = desk.evening.house.rooms["802"].id, desk.evening.stay_id("802")
    assert desk.core.given[0].command == LeaveRoom(room, stay)


async def test_what_keeps_a_room_from_being_cleaned_is_named(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.key("F4")
    await desk.reads("obstacle-0", "手工水饺")
    await desk.reads("obstacle-3", "未收 ¥320.40")
    assert desk.core.given == []
    assert not desk.can_tap("formHold")
    await desk.tap("option-挂账")
    await desk.hold("formHold", lambda: desk.core.given)
    room, stay = desk.evening.house.rooms["801"].id, desk.evening.stay_id("801")
    assert desk.core.given[0].command == CleanRoom(room, stay, True, "挂账")


async def test_a_room_cleaned_offline_waits_to_be_confirmed(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    desk.core.go_offline()
    await desk.tap(f"room-{desk.evening.room_id('805')}")
    await desk.tap("vacantAction")
    await desk.until(lambda: desk.core.given, "the clean was given")
    assert not desk.can_tap("vacantAction")
    assert desk.read(f"room-{desk.evening.room_id('805')}", "isUnsent") == "True"


async def test_a_refused_command_stands_until_it_is_read(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    desk.core.refuse_next = ("room.unfinished", {"lines": [{"name": "水饺"}], "balances": []})
    await desk.tap(f"room-{desk.evening.room_id('805')}")
    await desk.tap("vacantAction")
    await desk.wait_for("notice-key-1")
    await desk.tap("accept-key-1")
    await desk.wait_gone("notice-key-1")


async def test_a_filter_leaves_only_such_rooms(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap("filter-clean")
    assert not desk.sees(f"room-{desk.evening.room_id('801')}")
    assert desk.sees(f"room-{desk.evening.room_id('914')}")
    await desk.tap("filter-clean")
    await desk.wait_for(f"room-{desk.evening.room_id('801')}")


async def test_arrows_walk_over_the_rooms(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.key("Ctrl+Right")
    await desk.reads("billTitle", "802")
    await desk.key("Ctrl+Down")
    await desk.reads("billTitle", "809")


async def test_a_room_is_found_from_the_keyboard(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.key("F1")
    await desk.type("1102")
    await desk.key("Return")
    await desk.reads("billTitle", "1102")
    await desk.key("F1")
    await desk.type("163")
    await desk.key("Return")
    await desk.reads("billTitle", "163")


async def test_esc_goes_back_one_step(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.key("F12")
    await desk.wait_for("keysSheet")
    await desk.key("Esc")
    await desk.wait_gone("keysSheet")
    await desk.reads("billTitle", "801")


async def test_time_alone_makes_a_tile_late(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    tile = f"room-{desk.evening.room_id('801')}"
    assert desk.read(tile, "late") == "2"
    await desk.pass_time(timedelta(minutes=3))
    assert desk.read(tile, "late") == "5"
