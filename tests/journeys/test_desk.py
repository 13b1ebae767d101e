"""A cashier on the real desk and a real server: shift, check-in, charge, split payment, leave, clean."""

import pytest

from server.entry.demo.venue import Venue
from tests.support.venues import Desk

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(120)]


def test_guests_are_checked_in_charged_and_settled_at_the_desk(venue: Venue, desk: Desk) -> None:
    pin = venue.command_line("staff-pin", "--shop", "demo", "--login", "manager").strip()
    screen = venue.pair("cashier", "cashier_app", "收银台1", "--speech", "silent")
    screen.see("roomGrid", timeout=20)
    screen.key("F11")
    screen.tap("signIn")
    screen.see("field-login")
    screen.type("manager")
    screen.tap("field-pin")
    screen.type(pin)
    screen.tap("formConfirm")
    screen.see_text("staff", "周敏")
    screen.key("F11")
    screen.tap("openShift")
    screen.tap("formConfirm")
    screen.see_text("staff", "当班")

    screen.key("F1")
    screen.type("802")
    screen.key("Return")
    screen.key("F3")
    screen.tap("formConfirm")
    screen.see("act-leave")
    screen.tap("act-charge")
    screen.tap("option-房费")
    screen.tap("field-amount")
    screen.type("198")
    screen.tap("formConfirm")
    screen.see_text("balance", "¥198.00")
    screen.see_no("formConfirm")

    screen.key("F5")
    screen.see("field-amount")
    screen.type("100")
    screen.tap("formConfirm")
    screen.see_text("balance", "¥98.00")
    screen.see_no("formConfirm")
    screen.key("F7")
    screen.tap("option-100.00")
    screen.see_text("formSummary", "找零 ¥2.00")
    screen.tap("formConfirm")
    screen.see_text("balanceWord", "已结清")
    screen.see_no("formConfirm")

    (stay,) = desk.get("/v1/stays?state=open")["items"]
    bill = desk.get(f"/v1/stays/{stay['id']}/bill")
    assert bill["balance_fen"] == 0
    assert [x["method"] for x in bill["bill"]["payments"]] == ["wechat", "cash"]

    screen.key("F3")
    screen.tap("act-clean")
    screen.see("vacantAction")
    assert desk.get("/v1/stays?state=open")["items"] == []
    screen.close()
