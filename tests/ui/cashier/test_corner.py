"""店长页: who may come in, how a thing is found, changed and saved, and how one leaves."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from common.domain.rows import RoomRow
from common.wire.shop import RoomAnswer, RoomInfo
from tests.support.rows import a_room
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import an_evening


async def in_the_corner(open_desk: OpenDesk) -> Desk:
    """A desk with a manager signed in, on the rooms' page, and a server that stores rooms."""
    desk = open_desk(an_evening())
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    desk.core.routes["/v1/rooms"] = partial(stored, desk, None)
    for name in ("801", "802"):
        room = desk.evening.house.rooms[name]
        desk.core.routes[f"/v1/rooms/{room.id}"] = partial(stored, desk, room)
    await desk.key("Ctrl+,")
    await desk.tap("page-rooms")
    return desk


def stored(desk: Desk, room: RoomRow | None, body: object) -> RoomAnswer:
    assert isinstance(body, RoomInfo)
    row = a_room(**({"id": room.id, "version": room.version + 1} if room else {}),
                 name=body.name, floor=body.floor, kind=body.kind, position=body.position)  # fmt: skip
    desk.core.server_says("room.changed", rooms=[row])
    return RoomAnswer(row)


async def test_a_cashier_is_told_why_not_and_a_manager_may_sign_in(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.core.sign_in("lijing", "2468")
    await desk.tap("openCorner")
    await desk.wait_for("field-login")
    assert not desk.sees("corner")
    desk.core.is_manager = True
    await desk.type("wangmin")
    await desk.tap("field-pin")
    await desk.type("1357")
    await desk.tap("formConfirm")
    await desk.wait_for("corner")
    await desk.tap("cornerClose")
    await desk.wait_gone("corner")
    assert desk.core.staff is None, "a manager who came for the corner does not stay behind"


async def test_a_cashier_who_signs_in_stays_outside(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.key("Ctrl+,")
    await desk.wait_for("field-login")
    await desk.type("lijing")
    await desk.tap("field-pin")
    await desk.type("1357")
    await desk.tap("formConfirm")
    await desk.reads("formProblem", "不是店长")
    assert not desk.sees("corner")


async def test_a_room_is_found_renamed_and_saved(open_desk: OpenDesk) -> None:
    desk = await in_the_corner(open_desk)
    await desk.key("F1")
    await desk.type("801")
    await desk.key("Return")
    await desk.reads("editorTitle", "801")
    assert not desk.can_tap("save")
    await desk.type("801A")
    await desk.key("Ctrl+S")
    await desk.reads("toast", "801A 已保存")
    await desk.reads("editorTitle", "801A")
    assert desk.core.asked[-1][2] == RoomInfo("801A", "8 楼", "标准房", 0)


async def test_the_cursor_stays_in_the_search_while_the_desk_goes_on(open_desk: OpenDesk) -> None:
    desk = await in_the_corner(open_desk)
    await desk.tap(f"row-{desk.evening.room_id('801')}")
    await desk.key("F1")
    await desk.type("80")
    await desk.pass_time(timedelta(seconds=1))
    await desk.type("2")
    await desk.reads("find", "802")
    await desk.reads("field-name", "801")


async def test_a_new_room_is_shown_once_it_is_there(open_desk: OpenDesk) -> None:
    desk = await in_the_corner(open_desk)
    await desk.key("Ctrl+N")
    await desk.reads("editorTitle", "新房间")
    assert not desk.can_tap("save")
    await desk.type("1201")
    await desk.tap("save")
    await desk.reads("editorTitle", "1201")
    (asked,) = desk.core.asked
    assert asked == ("POST", "/v1/rooms", RoomInfo("1201", "11 楼", "汤泉套房", 42))


async def test_unsaved_changes_are_asked_for(open_desk: OpenDesk) -> None:
    desk = await in_the_corner(open_desk)
    first, second = (desk.evening.room_id(x) for x in ("801", "802"))
    await desk.tap(f"row-{first}")
    await desk.tap("option-9 楼")
    await desk.tap(f"row-{second}")
    await desk.tap("askKeep")
    await desk.reads("editorTitle", "801")
    await desk.tap(f"row-{second}")
    await desk.tap("askDiscard")
    await desk.reads("editorTitle", "802")
    assert desk.core.asked == []
    await desk.tap("option-9 楼")
    await desk.key("Esc")
    await desk.tap("askSave")
    await desk.wait_gone("corner")
    ((_, path, body),) = desk.core.asked
    assert path.endswith(second)
    assert isinstance(body, RoomInfo)
    assert body.floor == "9 楼"


async def test_a_refusal_names_the_field(open_desk: OpenDesk) -> None:
    desk = await in_the_corner(open_desk)
    await desk.tap(f"row-{desk.evening.room_id('801')}")
    await desk.type("802")
    desk.core.refuse_call = ("room.name_taken", {"field": "$.name", "name": "802"})
    await desk.tap("save")
    await desk.reads("wrong-name", "房号：已经有一间叫 802")
    await desk.reads("editorProblem", "房号")
    await desk.type("803")
    await desk.wait_gone("editorProblem")


async def test_a_lost_answer_is_asked_for_again_with_the_same_key(open_desk: OpenDesk) -> None:
    desk = await in_the_corner(open_desk)
    await desk.tap("add")
    await desk.type("1201")
    desk.core.lose_next_answer = True
    await desk.tap("save")
    await desk.reads("editorProblem", "不会重复")
    await desk.tap("save")
    await desk.reads("editorTitle", "1201")
    rooms = (x for x in desk.core.tables()["rooms"].values() if isinstance(x, RoomRow))
    assert sum(room.name == "1201" for room in rooms) == 1


async def test_without_the_server_all_can_be_read_and_nothing_saved(open_desk: OpenDesk) -> None:
    desk = await in_the_corner(open_desk)
    desk.core.go_offline()
    await desk.pass_time(timedelta(seconds=30))
    await desk.tap(f"row-{desk.evening.room_id('801')}")
    await desk.tap("option-9 楼")
    await desk.reads("editorProblem", "只能看，不能改")
    assert not desk.can_tap("save")
    await desk.key("Ctrl+S")
    assert desk.core.asked == []


async def test_what_somebody_else_changed_is_shown_and_what_is_typed_stays(
    open_desk: OpenDesk,
) -> None:
    desk = await in_the_corner(open_desk)
    room = desk.evening.house.rooms["801"]
    await desk.tap(f"row-{room.id}")
    await desk.tap("field-name")
    await desk.type("A")
    stored(desk, room, RoomInfo("801", "8 楼", "豪华房", 0))
    await desk.reads("field-kind", "豪华房")
    await desk.reads("field-name", "A")
