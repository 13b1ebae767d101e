"""店长页 against the real server: a room is added, its pad paired, renamed, closed, shut out."""

import pytest

from server.entry.demo.screens import Screen
from server.entry.demo.venue import Venue
from tests.support.venues import Desk

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(150)]


def enter_as_manager(screen: Screen, pin: str) -> None:
    screen.tap("openCorner", timeout=20)
    screen.see("field-login")
    screen.type("manager")
    screen.tap("field-pin")
    screen.type(pin)
    screen.tap("formConfirm")
    screen.see("corner")


def test_a_manager_sets_up_a_room_and_every_screen_knows_at_once(venue: Venue, desk: Desk) -> None:
    pin = venue.command_line("staff-pin", "--shop", "demo", "--login", "manager").strip()
    screen = venue.pair("cashier", "cashier_app", "收银台1", "--speech", "silent")
    enter_as_manager(screen, pin)

    screen.tap("page-rooms")
    screen.tap("add")
    screen.type("1201")
    screen.tap("save")
    screen.see_text("editorTitle", "1201")

    screen.tap("page-devices")
    screen.tap("add")
    screen.tap("option-1201")
    screen.tap("save")
    code = str(screen.see_text("large", " ")).replace(" ", "")
    pad = venue.start("1201平板", "pad_app", "--pair", code, "--name", "1201平板")
    pad.see_text("roomName", "1201", timeout=30)
    screen.see_text("editorTitle", "1201平板")

    screen.tap("page-rooms")
    screen.see_text("editorTitle", "1201")  # the page still shows what it showed
    screen.type("1201A")
    screen.tap("save")
    pad.see_text("roomName", "1201A")

    pad.tap("beginOrdering")
    screen.tap("page-hours")
    screen.tap("row-now")
    screen.tap("option-closed")
    screen.tap("field-reason")
    screen.type("包场")
    screen.tap("save")
    pad.see("closedCard")

    desk.sign_in("manager", pin)
    devices = desk.get("/v1/devices")["items"]
    pad_id = next(x["id"] for x in devices if x["name"] == "1201平板")
    screen.tap("page-devices")
    screen.tap(f"row-{pad_id}")
    screen.see("hold-revoke")
    screen.hold("hold-revoke")
    screen.see_no("hold-revoke")
    pad.see("pairing")

    screen.tap("page-dishes")
    screen.key("Ctrl+PgUp")  # from the first page back to the last: 操作记录
    trail = desk.get("/v1/audit")["items"]
    for entry in trail[:3]:
        screen.see(f"row-{entry['id']}")
    told = [(x["subject"], x["action"], x["name"]) for x in reversed(trail)]
    assert told[-6:] == [
        ("room", "added", "1201"),
        ("device", "code_made", ""),
        ("device", "paired", "1201平板"),
        ("room", "changed", "1201"),
        ("hours", "closed", "云麓汤泉 · 人民路店"),
        ("device", "revoked", "1201平板"),
    ]
    assert {x["by_name"] for x in trail[:4] if x["action"] != "paired"} == {"周敏"}
    screen.tap("cornerClose")
    screen.see_text("staff", "未登录")
