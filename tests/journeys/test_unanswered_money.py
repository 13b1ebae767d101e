"""`kill -9` between tender and answer: of the server, of the desk. Paid once, and the desk says so."""

from __future__ import annotations

import pytest

from server.entry.demo.screens import Screen
from server.entry.demo.venue import Venue
from tests.support.lines import Line
from tests.support.venues import Desk, Json
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(150)]


def a_bill(desk: Desk, fen: int = 300_00) -> str:
    """801 with a charge, and an open shift."""
    stay = desk.post("/v1/stays", {"room_id": desk.room("801")})["stay"]["id"]
    desk.post(f"/v1/stays/{stay}/charges", {"name": "房费", "amount_fen": fen})
    desk.post("/v1/shifts", {"float_fen": 0})
    return str(stay)


def bill_of(desk: Desk, stay: str) -> Json:
    return desk.get(f"/v1/stays/{stay}/bill")


def ask_for(screen: Screen, desk: Desk, amount: str, line: Line) -> None:
    """801, WeChat, `amount`; the tap that sends it goes out, and no answer comes back."""
    screen.tap(f"room-{desk.room('801')}", timeout=20.0)
    screen.see_text("balance", "300.00", timeout=20.0)
    screen.key("F5")
    screen.see("field-amount")
    screen.type(amount)
    line.swallow_answers()
    screen.tap("formConfirm")


def test_a_desk_killed_between_tender_and_answer_finds_its_payment(
    venue: Venue, desk: Desk, line: Line
) -> None:
    stay = a_bill(desk)
    screen = venue.pair("cashier", "cashier_app", "收银台1", "--speech", "silent", url=line.url)
    ask_for(screen, desk, "100", line)
    wait_until(lambda: bill_of(desk, stay)["paid_fen"] == 100_00, 15.0, "the payment is booked")
    screen.kill()
    line.mend()

    screen = venue.start("收银台1", "cashier_app", "--speech", "silent")
    (notice,) = _notices(screen)
    wait_until(
        lambda: screen.read(notice, "title") == "已入账：801 · 微信 ¥100.00",
        20.0,
        "the desk says that it was booked",
    )
    screen.tap(notice.replace("notice-", "accept-"))
    screen.see_no(notice)
    screen.close()
    (payment,) = bill_of(desk, stay)["bill"]["payments"]
    assert payment["amount_fen"] == 100_00


def test_a_server_killed_under_a_payment_takes_it_once(
    venue: Venue, desk: Desk, line: Line
) -> None:
    stay = a_bill(desk)
    screen = venue.pair("cashier", "cashier_app", "收银台1", "--speech", "silent", url=line.url)
    ask_for(screen, desk, "120", line)
    wait_until(lambda: bill_of(desk, stay)["paid_fen"] == 120_00, 15.0, "the payment is booked")
    venue.kill_server()
    line.cut()
    screen.see_text("formProblem", "没有收到回答", timeout=30.0)
    line.mend()
    venue.serve()
    screen.tap("formConfirm", timeout=30.0)  # the same request, with the same key
    screen.see_text("balance", "180.00", timeout=20.0)
    screen.see_no("formConfirm")
    assert _notices(screen, wait=False) == []
    screen.close()
    (payment,) = bill_of(desk, stay)["bill"]["payments"]
    assert payment["amount_fen"] == 120_00


def _notices(screen: Screen, *, wait: bool = True) -> list[str]:
    if wait:
        wait_until(lambda: screen.names("notice-"), 30.0, "a notice")
    return screen.names("notice-")
