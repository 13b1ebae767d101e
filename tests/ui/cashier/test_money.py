"""Money: paid whole, split, with change, given back; never twice, never without the server."""

from __future__ import annotations

from datetime import timedelta

from common.domain.bill_rows import PaymentMethod
from common.domain.commands import RemakeLine, RushLine
from common.domain.ids import StayId
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import NOW, an_evening


async def at_801(open_desk: OpenDesk) -> tuple[Desk, StayId]:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    return desk, desk.evening.stay_id("801")


async def test_wechat_takes_the_whole_balance_in_two_keys(open_desk: OpenDesk) -> None:
    desk, stay = await at_801(open_desk)
    await desk.key("F5")
    await desk.wait_for("formConfirm")
    await desk.key("Return")
    await desk.reads("balanceWord", "已结清")
    (payment,) = desk.core.bill(stay).payments
    assert (payment.method, payment.amount_fen) == (PaymentMethod.WECHAT, 32040)


async def test_cash_shows_the_change_before_it_is_taken(open_desk: OpenDesk) -> None:
    desk, stay = await at_801(open_desk)
    await desk.tap("pay-cash")
    await desk.tap("option-400.00")
    await desk.reads("formSummary", "找零 ¥79.60")
    await desk.tap("formConfirm")
    await desk.reads("balanceWord", "已结清")
    assert desk.core.bill(stay).payments[0].change_fen == 7960
    await desk.reads("toast", "找零 ¥79.60")


async def test_a_bill_is_split_over_two_methods(open_desk: OpenDesk) -> None:
    desk, stay = await at_801(open_desk)
    await desk.key("F5")
    await desk.type("100")
    await desk.reads("formSummary", "还差 ¥220.40")
    await desk.tap("formConfirm")
    await desk.reads("balance", "220.40")
    await desk.key("F8")
    await desk.wait_for("formConfirm")
    await desk.tap("formConfirm")
    await desk.reads("balanceWord", "已结清")
    assert [x.method for x in desk.core.bill(stay).payments] == ["wechat", "card"]


async def test_a_form_begins_with_its_own_amount_marked(open_desk: OpenDesk) -> None:
    desk, _ = await at_801(open_desk)
    await desk.tap("act-charge")
    await desk.tap("option-加钟")
    await desk.tap("field-amount")
    await desk.type("60")
    await desk.tap("formConfirm")
    await desk.reads("balance", "374.40")
    await desk.key("F5")
    await desk.type("100")
    await desk.reads("formSummary", "还差 ¥274.40")


async def test_more_than_the_balance_cannot_be_taken(open_desk: OpenDesk) -> None:
    desk, _ = await at_801(open_desk)
    await desk.key("F5")
    await desk.type("320.41")
    assert not desk.can_tap("formConfirm")
    await desk.key("Return")
    assert desk.core.asked == []


async def test_an_answer_that_got_lost_is_asked_for_again_and_paid_once(
    open_desk: OpenDesk,
) -> None:
    desk, stay = await at_801(open_desk)
    desk.core.lose_next_answer = True
    await desk.key("F6")
    await desk.tap("formConfirm")
    await desk.reads("formProblem", "不会重复")
    await desk.tap("formConfirm")
    await desk.wait_gone("formConfirm")
    assert len(desk.core.bill(stay).payments) == 1


async def test_the_other_desk_was_faster(open_desk: OpenDesk) -> None:
    desk, _ = await at_801(open_desk)
    desk.core.refuse_call = ("payment.exceeds_balance", {})
    await desk.key("F5")
    await desk.tap("formConfirm")
    await desk.reads("formProblem", "另一台")


async def test_without_the_server_the_bill_is_read_and_not_paid(open_desk: OpenDesk) -> None:
    desk, _ = await at_801(open_desk)
    desk.core.go_offline()
    await desk.pass_time(timedelta(seconds=30))
    await desk.reads("whyNoMoney", "截至 19:42")
    await desk.reads("balance", "320.40")
    assert not desk.can_tap("pay-wechat")
    await desk.key("F5")
    assert not desk.can_tap("formConfirm")


async def test_a_refund_is_held_and_has_a_reason(open_desk: OpenDesk) -> None:
    desk, stay = await at_801(open_desk)
    await desk.key("F5")
    await desk.tap("formConfirm")
    await desk.tap("paidRow")
    await desk.wait_for("formHold")
    await desk.type("20")
    assert not desk.can_tap("formHold")
    await desk.tap("option-多收了")
    await desk.hold("formHold", lambda: desk.core.bill(stay).payments[0].refunds)
    await desk.reads("balance", "20.00")


async def test_over_the_limit_a_manager_says_yes_with_a_pin(open_desk: OpenDesk) -> None:
    desk, stay = await at_801(open_desk)
    desk.core.refuse_call = ("adjustment.needs_manager", {})
    await desk.tap("act-discount")
    await desk.tap("option-20")
    await desk.tap("option-老客")
    await desk.tap("formConfirm")
    await desk.wait_for("field-managerPin")
    await desk.type("boss")
    await desk.tap("field-managerPin")
    await desk.type("2468")
    await desk.tap("formConfirm")
    await desk.until(lambda: len(desk.core.bill(stay).adjustments) == 2, "the discount stands")


async def test_a_charge_is_added_with_its_name(open_desk: OpenDesk) -> None:
    desk, stay = await at_801(open_desk)
    await desk.tap("act-charge")
    await desk.tap("option-加钟")
    await desk.tap("field-amount")
    await desk.type("60")
    await desk.tap("formConfirm")
    await desk.until(lambda: len(desk.core.bill(stay).charges) == 2, "the charge stands")
    await desk.reads("billBreakdown", "收费 258.00")


async def test_nobody_gives_away_before_somebody_is_there(open_desk: OpenDesk) -> None:
    desk, stay = await at_801(open_desk)
    await desk.core.sign_out()
    await desk.tap("act-roundOff")
    await desk.wait_for("field-login")
    await desk.type("lijing")
    await desk.tap("field-pin")
    await desk.type("2468")
    await desk.tap("formConfirm")
    await desk.wait_for("option-100")  # and then what was asked for
    await desk.tap("formConfirm")
    await desk.until(lambda: desk.core.asked, "it was rounded off")
    assert desk.core.bill(stay).adjustments[-1].amount == 100


async def test_money_taken_on_paper_says_when(open_desk: OpenDesk) -> None:
    desk, stay = await at_801(open_desk)
    await desk.key("F10")
    await desk.tap("act-onPaper")
    await desk.tap("option-cash")
    await desk.tap("field-at")
    await desk.type("23:50")  # it is 19:42: that was yesterday
    await desk.tap("option-断网时手工收款")
    await desk.tap("formConfirm")
    await desk.until(lambda: desk.core.asked, "it was entered")
    (payment,) = desk.core.bill(stay).payments
    assert payment.paid_at == NOW - timedelta(hours=19, minutes=52)
    assert payment.reason == "断网时手工收款"


async def test_late_dishes_are_rushed_from_the_blue_strip(open_desk: OpenDesk) -> None:
    desk, _ = await at_801(open_desk)
    await desk.tap("openDishes")
    await desk.tap("formConfirm")  # the late ones are marked already
    await desk.until(lambda: desk.core.given, "the kitchen was rushed")
    rushed = {x.command.line_id for x in desk.core.given if isinstance(x.command, RushLine)}
    late = {x.id for x in desk.evening.house.lines if x.name in ("手工水饺", "宫保鸡丁")}
    assert rushed == late


async def test_a_dish_that_was_not_right_is_cooked_again(open_desk: OpenDesk) -> None:
    desk, _ = await at_801(open_desk)
    rice = next(x for x in desk.evening.house.lines if x.name == "米饭")
    await desk.key("F10")
    await desk.tap("act-remake")
    await desk.tap(f"option-{rice.id}")
    await desk.tap("option-上错了")
    await desk.tap("formConfirm")
    await desk.until(lambda: desk.core.given, "the kitchen was asked")
    command = desk.core.given[0].command
    assert isinstance(command, RemakeLine)
    assert (command.line_id, command.quantity, command.reason) == (rice.id, 1, "上错了")


async def test_a_dish_after_the_bill_was_paid_is_owed_again(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.key("F5")
    await desk.key("Return")
    await desk.reads("balanceWord", "已结清")
    house = desk.evening.house
    batch = house.order("801", 7, placed=0)
    line = house.dish(batch, "龙井茶", 2200)
    desk.core.server_says(orders=[house.orders[-1]], batches=[batch], lines=[line])
    await desk.reads("balanceWord", "应收")
    await desk.reads("balance", "19.80")  # the 9 折 holds for what comes later
    assert desk.can_tap("pay-cash")
