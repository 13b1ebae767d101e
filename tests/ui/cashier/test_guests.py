"""Guests who move, share a bill, lose a tag, or were sent away by mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from common.domain.commands import CheckIn
from common.domain.ids import RoomId
from common.domain.rows import StayRow, StayState
from common.wire import requests
from common.wire.answers import Page, StayBody
from tests.support.rows import a_stay
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import NOW, an_evening


async def at_802(open_desk: OpenDesk) -> Desk:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('802')}")
    return desk


async def sent(desk: Desk) -> tuple[str, object]:
    await desk.until(lambda: desk.core.asked, "the server was asked")
    ((_, path, body),) = desk.core.asked
    return path, body


async def test_guests_move_to_a_free_room(open_desk: OpenDesk) -> None:
    desk = await at_802(open_desk)
    await desk.key("F10")
    await desk.tap("act-move")
    await desk.tap(f"option-{desk.evening.room_id('804')}")
    await desk.tap("formConfirm")
    path, body = await sent(desk)
    assert path == f"/v1/stays/{desk.evening.stay_id('802')}/move"
    assert body == requests.MoveStay(desk.evening.room_id("804"))


async def test_the_desk_follows_guests_who_moved(open_desk: OpenDesk) -> None:
    desk = await at_802(open_desk)
    stay = desk.evening.house.stays["802"]
    room = desk.evening.house.rooms["804"]
    moved = replace(stay, room_id=room.id, room_name="804", version=2)
    desk.core.server_says("stay.moved", stays=[moved])
    await desk.reads("billTitle", "804")


async def test_a_lost_tag_is_blocked_and_a_new_one_given(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"tag-{desk.evening.stay_id('163')}")
    await desk.key("F10")
    await desk.tap("act-tags")
    await desk.wait_for("field-tags")
    await desk.type("164")
    await desk.tap("option-163")
    await desk.tap("formConfirm")
    path, body = await sent(desk)
    assert path == f"/v1/stays/{desk.evening.stay_id('163')}/tags"
    assert body == requests.ChangeTags(add=["164"], lost=["163"])


async def test_a_guest_who_leaves_a_number_is_told_by_text(open_desk: OpenDesk) -> None:
    desk = await at_802(open_desk)
    stay = desk.evening.house.stays["802"]
    told = replace(stay, texts_to="138****5678", version=2)
    path = f"/v1/stays/{stay.id}/phone"
    desk.core.routes[path] = lambda body: StayBody(told, None)
    await desk.key("F10")
    await desk.tap("act-texts")
    await desk.wait_for("field-phone")
    await desk.type("13812345678")
    await desk.tap("formConfirm")
    assert await sent(desk) == (path, requests.AskForTexts("13812345678"))
    await desk.wait_gone("field-phone")

    desk.core.server_says("stay.changed", stays=[told])
    await desk.key("F10")
    await desk.tap("act-texts")
    await desk.wait_for("field-phone")
    form: Any = desk.model.form  # Any: a Qt property
    assert "138****5678" in form.note
    await desk.tap("formConfirm")  # left empty: nobody is told any more
    await desk.until(lambda: len(desk.core.asked) == 2, "it was taken back")
    assert desk.core.asked[-1] == ("DELETE", path, None)


async def test_two_rooms_share_one_bill(open_desk: OpenDesk) -> None:
    desk = await at_802(open_desk)
    await desk.key("F10")
    await desk.tap("act-merge")
    await desk.tap(f"option-{desk.evening.stay_id('803')}")
    await desk.tap("formConfirm")
    path, body = await sent(desk)
    assert path == f"/v1/stays/{desk.evening.stay_id('802')}/merge"
    assert body == requests.MergeStays(desk.evening.stay_id("803"))


async def test_a_merged_bill_names_who_is_on_it(open_desk: OpenDesk) -> None:
    desk = await at_802(open_desk)
    house = desk.evening.house
    payer, guest = house.stays["803"], house.stays["802"]
    bill = replace(desk.core.bill(payer.id), stay_ids=(payer.id, guest.id), version=5)
    merged = replace(guest, bill_stay_id=payer.id, version=2)
    desk.core.server_says("bill.merged", stays=[merged], bills=[bill])
    await desk.reads("mergedStrip", "803")


async def test_an_order_for_the_wrong_room_is_handed_on(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"tag-{desk.evening.stay_id('163')}")
    order = next(x for x in desk.evening.house.orders if x.hand_tag == "163")
    batch = next(x for x in desk.evening.house.batches if x.order_id == order.id)
    await desk.key("F10")
    await desk.tap("act-transfer")
    await desk.tap(f"option-{batch.id}")
    await desk.tap(f"option-{desk.evening.stay_id('802')}")
    await desk.tap("field-reason")
    await desk.type("点错房间")
    await desk.tap("formConfirm")
    path, body = await sent(desk)
    assert path == f"/v1/batches/{batch.id}/transfer"
    assert body == requests.TransferBatch(desk.evening.stay_id("802"), "点错房间")


async def test_a_mistaken_clean_is_undone(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    room = desk.evening.house.rooms["804"]
    gone = a_stay(room_id=room.id, room_name="804", state=StayState.ENDED,
                  opened_at=NOW - timedelta(hours=2), ended_at=NOW)  # fmt: skip
    path = f"/v1/stays?state=ended&room_id={room.id}&limit=3"
    desk.core.routes[path] = lambda body: Page[StayRow]([gone])
    await desk.tap(f"room-{room.id}")
    await desk.key("F10")
    await desk.tap("act-reopen")
    await desk.tap("option-清洁点错了")
    assert not desk.can_tap("formConfirm")  # a cashier needs a manager's yes
    await desk.tap("field-manager")
    await desk.type("boss")
    await desk.tap("field-managerPin")
    await desk.type("4321")
    await desk.tap("formConfirm")
    asked, body = await sent(desk)
    assert asked == f"/v1/stays/{gone.id}/reopen"
    assert body == requests.UndoStay("清洁点错了", requests.Approval("boss", "4321"))


async def test_a_manager_undoes_it_without_a_second_pin(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    desk.core.is_manager = True
    await desk.core.sign_in("boss", "4321")
    room = desk.evening.house.rooms["804"]
    gone = a_stay(room_id=room.id, room_name="804", state=StayState.ENDED, ended_at=NOW)
    path = f"/v1/stays?state=ended&room_id={room.id}&limit=3"
    desk.core.routes[path] = lambda body: Page[StayRow]([gone])
    await desk.tap(f"room-{room.id}")
    await desk.key("F10")
    await desk.tap("act-reopen")
    await desk.tap("option-清洁点错了")
    await desk.tap("formConfirm")
    _, body = await sent(desk)
    assert body == requests.UndoStay("清洁点错了")


async def test_a_tag_that_is_in_use_says_so(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    desk.core.refuse_call = ("tag.in_use", {"hand_tags": ["163"]})
    await desk.tap("openTag")
    await desk.wait_for("field-tags")
    await desk.type("163")
    await desk.tap("formConfirm")
    await desk.reads("formProblem", "手牌 163 正在使用")


async def test_a_walk_in_is_registered(open_desk: OpenDesk) -> None:
    evening = an_evening()
    stay = evening.house.stays["802"]
    evening.core.server_says(stays=[replace(stay, is_walk_in=True, version=2)])
    desk = open_desk(evening)
    await desk.tap(f"room-{evening.room_id('802')}")
    assert not desk.sees("act-checkIn")
    await desk.tap("walkIn")
    await desk.tap("formConfirm")
    await desk.until(lambda: desk.core.given, "the guest was registered")
    assert desk.core.given[0].command == CheckIn(RoomId(evening.room_id("802")), None, 2)


async def test_a_guest_with_a_tag_joins_a_room(open_desk: OpenDesk) -> None:
    desk = await at_802(open_desk)
    await desk.key("F10")
    await desk.tap("act-addGuest")
    await desk.wait_for("field-tags")
    await desk.type("177")
    await desk.tap("formConfirm")
    assert await sent(desk) == (
        "/v1/stays",
        requests.OpenStay(desk.evening.room_id("802"), ["177"], 1),
    )


async def test_a_tag_is_given_with_one_shortcut(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.key("Ctrl+T")
    await desk.until(lambda: desk.read("toast"))
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.key("Ctrl+T")
    await desk.wait_for("field-tags")
    await desk.type("777")
    assert desk.read("field-tags") == "777"
