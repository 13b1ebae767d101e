"""Whose pad it is: welcome, the room's guest, nobody again; never another guest's order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from common.domain.rows import RoomState, StayState
from tests.support.rows import a_batch, a_line, a_stay, an_order
from tests.ui.pad.conftest import OpenPad, Pad
from tests.ui.pad.evening import NOW, Evening, an_evening


def leaves(evening: Evening) -> None:
    """The guests go: the room waits for cleaning."""
    room = replace(evening.room, state=RoomState.TO_CLEAN, version=2)
    evening.core.server_says(rooms=[room], stays=[replace(evening.stay, left_at=NOW, version=2)])


def next_guest(evening: Evening) -> None:
    room = replace(evening.room, state=RoomState.OCCUPIED, version=4)
    ended = replace(evening.stay, state=StayState.ENDED, ended_at=NOW, version=3)
    evening.core.server_says(rooms=[room], stays=[ended, a_stay(room_id=room.id)])


async def choose(pad: Pad) -> None:
    await pad.tap("category-水饺面点")
    await pad.tap("add-手工水饺")


async def test_an_empty_room_is_welcomed_and_its_order_opens_a_stay(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening(is_checked_in=False))
    pad.core.go_offline()
    assert pad.text("welcomeTitle") == "欢迎"
    await pad.tap("beginOrdering")
    await choose(pad)
    await pad.tap("placeOrder")
    await pad.wait_for("orderPromise")
    command = pad.core.given[0].command
    assert getattr(command, "room_id", None) == pad.evening.room.id
    walk_in = a_stay(room_id=pad.evening.room.id, is_walk_in=True)
    order = an_order(stay_id=walk_in.id, room_id=walk_in.room_id)
    batch = a_batch(order, placed_at=NOW)
    pad.core.pending.clear()
    room = replace(pad.evening.room, state=RoomState.OCCUPIED, version=2)
    pad.core.server_says(
        rooms=[room], stays=[walk_in], orders=[order], batches=[batch], lines=[a_line(batch)]
    )
    await pad.reads("orderNumber", "订单 #07")


async def test_after_leaving_nothing_of_the_guest_is_left(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening(with_order=True))
    await choose(pad)
    await pad.tap("tabOrder")
    leaves(pad.evening)
    await pad.reads("welcomeTitle", "房间整理中")
    assert not pad.sees("beginOrdering")
    assert not pad.sees("orderPromise")
    next_guest(pad.evening)
    await pad.wait_for("categoryName")
    assert pad.text("basketTitle") == "已选菜品"
    await pad.tap("tabOrder")
    await pad.wait_for("toMenu")
    assert pad.text("stayTotal") == "¥0"


async def test_the_next_guest_never_reads_what_was_refused_to_the_last(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    pad.core.go_offline()
    await choose(pad)
    await pad.tap("placeOrder")
    await pad.wait_for("orderPromise")
    key = pad.core.given[0].key
    next_guest(pad.evening)
    pad.core.reject(key, "stay.changed")
    await pad.until(lambda: pad.core.link.rejected == ())
    assert not pad.sees("notice")
    assert pad.text("basketTitle") == "已选菜品"


async def test_a_room_to_be_cleaned_blanks_the_pad_that_ordered(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await choose(pad)
    pad.core.refuse_next = ("room.to_clean", {})
    await pad.tap("placeOrder")
    leaves(pad.evening)
    await pad.reads("welcomeTitle", "房间整理中")
    await pad.until(lambda: pad.core.link.rejected == ())


async def test_a_row_of_another_stay_is_never_painted(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    other = an_order(stay_id=a_stay().id, room_id=pad.evening.room.id)
    batch = a_batch(other)
    pad.core.server_says(orders=[other], batches=[batch], lines=[a_line(batch, name="秘密")])
    await pad.tap("tabOrder")
    await pad.wait_for("toMenu")
    assert not pad.sees("pill-秘密")


async def test_a_guest_who_moves_takes_the_order_along(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening(with_order=True))
    await pad.tap("tabOrder")
    elsewhere = replace(pad.evening.stay, room_id=a_stay().room_id, room_name="805", version=2)
    room = replace(pad.evening.room, state=RoomState.VACANT, version=2)
    pad.core.server_says(stays=[elsewhere], rooms=[room])
    await pad.reads("welcomeTitle", "欢迎")
    await pad.tap("beginOrdering")
    await pad.tap("tabOrder")
    await pad.wait_for("toMenu")


async def test_left_alone_the_pad_goes_back_to_the_menu(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening(with_order=True))
    await pad.tap("tabOrder")
    await pad.pass_time(timedelta(minutes=2))
    assert pad.sees("orderPromise")
    await pad.tap("orderNumber")  # a finger anywhere counts
    await pad.pass_time(timedelta(minutes=2))
    assert pad.sees("orderPromise")
    await pad.pass_time(timedelta(minutes=1))
    assert pad.sees("categoryName")


async def test_left_alone_the_pad_closes_its_sheets(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("callService")
    await pad.wait_for("service-送热水")
    await pad.pass_time(timedelta(minutes=3))
    await pad.wait_gone("service-送热水")


async def test_a_started_basket_in_an_empty_room_is_forgotten_after_ten_minutes(
    open_pad: OpenPad,
) -> None:
    pad = open_pad(an_evening(is_checked_in=False))
    await pad.tap("beginOrdering")
    await choose(pad)
    await pad.pass_time(timedelta(minutes=10))
    await pad.reads("welcomeTitle", "欢迎")
    await pad.tap("beginOrdering")
    assert pad.text("basketTitle") == "已选菜品"
