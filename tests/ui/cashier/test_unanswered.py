"""A payment whose answer never came: the desk says what became of it, and takes nothing twice."""

from __future__ import annotations

from common.client.facade import Tender
from common.domain.bill_rows import PaymentMethod
from common.wire.cashier import NewPayment
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import Evening, an_evening

KEY = "01890000-0000-7000-b000-0000000000f1"


def killed(evening: Evening, fen: int = 5000) -> Tender:
    """This desk died while it asked for ¥50 from 801."""
    stay = evening.stay_id("801")
    body = NewPayment(PaymentMethod.WECHAT, fen, id=KEY)
    tender = Tender(
        KEY, KEY, stay, f"/v1/stays/{stay}/payments", "801 · 微信 ¥50.00", evening.core.at, body
    )
    evening.core.open_tenders = (tender,)
    return tender


def notice(desk: Desk) -> str:
    return desk.read(f"notice-{KEY}", "title")


async def test_one_that_was_booked_is_found_on_the_bill(open_desk: OpenDesk) -> None:
    evening = an_evening()
    tender = killed(evening)
    await evening.core.call("POST", tender.path, object, tender.again, KEY)
    desk = open_desk(evening)
    await desk.until(lambda: notice(desk) == "已入账：801 · 微信 ¥50.00", "it was found")
    await desk.tap(f"accept-{KEY}")
    await desk.wait_gone(f"notice-{KEY}")
    assert len(desk.core.bill(evening.stay_id("801")).payments) == 1


async def test_one_that_was_not_is_asked_for_again_by_hand(open_desk: OpenDesk) -> None:
    evening = an_evening()
    killed(evening)
    desk = open_desk(evening)
    await desk.until(lambda: notice(desk) == "没有入账：801 · 微信 ¥50.00", "it was not found")
    assert desk.core.asked == []
    await desk.tap(f"again-{KEY}")
    await desk.wait_gone(f"notice-{KEY}")
    (payment,) = desk.core.bill(evening.stay_id("801")).payments
    assert (payment.id, payment.amount_fen) == (KEY, 5000)
    await desk.reads("toast", "已入账：801")


async def test_money_that_was_not_taken_is_forgotten(open_desk: OpenDesk) -> None:
    evening = an_evening()
    killed(evening)
    desk = open_desk(evening)
    await desk.tap(f"accept-{KEY}")
    await desk.wait_gone(f"notice-{KEY}")
    assert desk.core.bill(evening.stay_id("801")).payments == ()


async def test_without_the_server_it_says_that_it_does_not_know(open_desk: OpenDesk) -> None:
    evening = an_evening()
    killed(evening)
    evening.core.go_offline()
    evening.core.tick_silently(60)
    desk = open_desk(evening)
    await desk.until(lambda: notice(desk) == "还不知道：801 · 微信 ¥50.00", "it waits")
    assert not desk.sees(f"again-{KEY}")
    assert not desk.sees(f"accept-{KEY}")


async def test_closing_the_sheet_without_an_answer_is_no_way_out(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    desk.core.lose_next_answer = True
    await desk.key("F5")
    await desk.wait_for("formConfirm")
    await desk.key("Return")
    await desk.reads("formProblem", "没有收到回答")
    (tender,) = desk.core.tenders
    assert not desk.sees(f"notice-{tender.key}")  # the open sheet asks for it
    await desk.key("Esc")
    await desk.until(
        lambda: desk.read(f"notice-{tender.key}", "title") == "已入账：801 · 微信 ¥320.40"
    )
