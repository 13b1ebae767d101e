"""Money in and out on both engines: exact to the fen, once, and never more than there is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier
from typing import Any

import pytest

from common.domain.bill_rows import AdjustmentKind as Kind
from common.domain.bill_rows import PaymentMethod
from common.domain.errors import DomainError
from common.wire.cashier import BillBody, CloseShift, Counted, NewPayment, NewRefund, OpenShift
from common.wire.requests import CancelLine, Clean
from server.cashier.service import Cashier
from tests.support.clock import FakeClock
from tests.support.house import CASHIER, CLERK, PAD, ROOM_801, WAITER, an_id, cola, dumplings
from tests.support.till import OTHER_DESK, Till

CASH, WECHAT = PaymentMethod.CASH, PaymentMethod.WECHAT
RACES = 20


def refuses(till: Till, stay_id: str, wanted: NewPayment) -> DomainError:
    return till.desk_refuses(lambda desk: desk.payments.pay(stay_id, wanted))


def last_payment(body: BillBody) -> str:
    return body.bill.payments[-1].id


def test_a_bill_is_paid_by_several_and_cash_gives_change(till: Till) -> None:
    stay_id = till.place(PAD).stay_id
    till.pay(stay_id, 50_00, WECHAT, reference="4200001")
    body = till.pay(stay_id, 6_00, CASH, tendered_fen=100_00)
    assert (body.paid_fen, body.balance_fen, body.change_fen) == (5600, 0, 9400)
    assert [x.method for x in body.bill.payments] == [WECHAT, CASH]
    assert till.published() == till.in_snapshot()


def test_never_more_than_the_balance(till: Till) -> None:
    stay_id = till.place(PAD).stay_id
    refusal = refuses(till, stay_id, NewPayment(WECHAT, 5601))
    assert (refusal.code, refusal.facts) == (
        "payment.exceeds_balance",
        {"amount_fen": 5601, "balance_fen": 5600},
    )


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (NewPayment(WECHAT, 100, tendered_fen=200), "payment.tendered"),
        (NewPayment(CASH, 100, tendered_fen=99), "payment.tendered"),
        (NewPayment(CASH, 100, paid_at=FakeClock().now()), "reason.missing"),
        (NewPayment(CASH, 100, paid_at=FakeClock().now() + timedelta(1)), "payment.paid_later"),
    ],
)
def test_what_no_payment_can_be(till: Till, wanted: NewPayment, code: str) -> None:
    stay_id = till.place(PAD).stay_id
    assert refuses(till, stay_id, wanted).code == code


def test_money_taken_on_paper_is_entered_later(till: Till) -> None:
    stay_id = till.place(PAD).stay_id
    at = FakeClock().now() - timedelta(hours=1)
    body = till.pay(stay_id, 5600, CASH, paid_at=at, reason="断网,手工收款")
    payment = body.bill.payments[0]
    assert (payment.paid_at, payment.recorded_at > at, payment.reason) == (
        at,
        True,
        "断网,手工收款",
    )


def test_without_a_shift_no_money_moves(till: Till) -> None:
    stay_id = till.place(PAD).stay_id
    payment = last_payment(till.pay(stay_id, 600))
    shift = till.books(lambda books: books.shifts.current())
    till.desk(lambda desk: desk.shifts.close(shift.id, CloseShift(Counted(206_00))))
    assert refuses(till, stay_id, NewPayment(CASH, 1)).code == "shift.not_open"
    back = NewRefund(1, "退")
    refusal = till.desk_refuses(lambda desk: desk.payments.refund(payment, back))
    assert refusal.code == "shift.not_open"


def test_two_desks_taking_the_same_money_at_once_take_it_once(till: Till) -> None:
    stay_id = till.place(PAD).stay_id
    desks: list[Callable[[Cashier], Any]] = [
        lambda desk: desk.payments.pay(stay_id, NewPayment(CASH, 5600)),
        lambda desk: desk.payments.pay(stay_id, NewPayment(WECHAT, 5600)),
    ]
    start = Barrier(len(desks))

    def one(command: Callable[[Cashier], Any], actor: Any) -> Any:
        start.wait()
        try:
            return till.desk(command, actor)
        except DomainError as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(desks)) as threads:
        done = list(threads.map(one, desks, (CASHIER, OTHER_DESK)))
    assert done.count("payment.exceeds_balance") == 1
    body = till.bill(stay_id)
    assert (body.paid_fen, len(body.bill.payments)) == (5600, 1)


def test_however_often_desks_race_no_bill_takes_more_than_it_owes(till: Till) -> None:
    """Three desks want a part each, of which two fit; again and again."""
    chance = Random(7)
    with ThreadPoolExecutor(3) as threads:
        for number in range(RACES):
            stay_id = till.open_tag(f"R{number}")
            till.charge(stay_id, 100_00)
            start = Barrier(3)
            parts = [chance.randint(40_00, 50_00) for _ in range(3)]

            def one(fen: int, stay_id: str = stay_id, start: Barrier = start) -> str:
                start.wait()
                try:
                    till.desk(lambda desk: desk.payments.pay(stay_id, NewPayment(WECHAT, fen)))
                except DomainError as refusal:
                    return refusal.code
                return ""

            said = sorted(threads.map(one, parts))
            assert said == ["", "", "payment.exceeds_balance"]
            body = till.bill(stay_id)
            assert body.paid_fen == sum(x.amount_fen for x in body.bill.payments) <= 100_00
    assert till.published() == till.in_snapshot()


def test_a_desk_that_was_killed_finds_its_payment_and_cannot_repeat_it(till: Till) -> None:
    stay_id = till.place(PAD).stay_id
    mine = NewPayment(CASH, 1000, id=an_id())
    till.desk(lambda desk: desk.payments.pay(stay_id, mine))
    assert last_payment(till.bill(stay_id)) == mine.id
    assert refuses(till, stay_id, mine).code == "id.taken"


# ── back ─────────────────────────────────────────────────────────────────────────────────────────


def test_partial_refunds_in_any_order_add_up_exactly(till: Till) -> None:
    order = till.place(PAD, dumplings(3), cola(1))
    till.adjust(order.stay_id, Kind.PERCENT, 7)
    body = till.pay(order.stay_id, till.bill(order.stay_id).balance_fen)
    payment, nets = last_payment(body), {item.id: item.net_fen for item in body.items}
    for line_id, net in nets.items():
        for part in (net // 3, net // 3, net - 2 * (net // 3)):
            body = till.refund(payment, part, line_id)
            assert body.balance_fen == 0
    assert (body.total_fen, body.paid_fen) == (0, 0)
    one_more = NewRefund(1, "再退", list(nets))
    refusal = till.desk_refuses(lambda desk: desk.payments.refund(payment, one_more))
    assert refusal.code == "refund.exceeds_paid"


def test_a_refund_without_dishes_is_owed_again(till: Till) -> None:
    stay_id = till.place(PAD).stay_id
    payment = last_payment(till.pay(stay_id, 5600, WECHAT))
    assert till.refund(payment, 5600).balance_fen == 5600
    assert till.pay(stay_id, 5600, CASH).balance_fen == 0


def test_a_dish_cancelled_after_paying_is_owed_to_the_guest(till: Till) -> None:
    order = till.place(PAD, dumplings(1), cola(1))
    payment = last_payment(till.pay(order.stay_id, 3600))
    till.do(PAD, lambda k: k.lines.cancel(order.batches[0].lines[0].id, CancelLine()))
    assert till.bill(order.stay_id).balance_fen == -2800
    refusal = till.refused(WAITER, lambda k: k.cleaning.clean(ROOM_801, Clean(force=False)))
    assert {"stay_id": order.stay_id, "balance_fen": -2800} in refusal.facts["balances"]  # type: ignore[operator]
    assert till.refund(payment, 2800).balance_fen == 0


def test_a_small_refund_needs_a_person_and_a_large_one_a_manager(till: Till) -> None:
    stay_id = till.check_in(ROOM_801)
    till.charge(stay_id, 300_00)
    payment = last_payment(till.pay(stay_id, 300_00))
    small, large = NewRefund(50_00, "退"), NewRefund(150_00, "退")
    refusal = till.desk_refuses(lambda desk: desk.payments.refund(payment, small), CASHIER)
    assert refusal.code == "staff.required"
    refusal = till.desk_refuses(lambda desk: desk.payments.refund(payment, large), CLERK)
    assert refusal.code == "adjustment.needs_manager"
    assert till.desk(lambda d: d.payments.refund(payment, small)).paid_fen == 250_00
    assert till.refund(payment, 150_00).paid_fen == 100_00


def test_a_guest_who_has_gone_can_be_given_back_but_owes_nothing_new(till: Till) -> None:
    stay_id = till.check_in(ROOM_801)
    charge = till.charge(stay_id, 80_00).created_id or ""
    payment = last_payment(till.pay(stay_id, 80_00))
    till.do(WAITER, lambda k: k.cleaning.clean(ROOM_801, Clean()))
    back = NewRefund(10_00, "退")
    refusal = till.desk_refuses(lambda desk: desk.payments.refund(payment, back))
    assert refusal.code == "stay.closed"
    body = till.refund(payment, 10_00, charge)
    assert (body.total_fen, body.paid_fen, body.balance_fen) == (7000, 7000, 0)
    assert refuses(till, stay_id, NewPayment(CASH, 1)).code == "stay.closed"


# ── shifts ───────────────────────────────────────────────────────────────────────────────────────


def test_a_shift_counts_what_moved_against_what_is_there(till: Till) -> None:
    stay_id = till.check_in(ROOM_801)
    till.charge(stay_id, 300_00)
    till.pay(stay_id, 100_00, WECHAT)
    payment = last_payment(till.pay(stay_id, 200_00, CASH, tendered_fen=250_00))
    till.refund(payment, 30_00)
    shift = till.books(lambda books: books.shifts.current())
    counted = CloseShift(Counted(cash=369_00, wechat=100_00), "少一块")
    closed = till.desk(lambda desk: desk.shifts.close(shift.id, counted))
    sums = {x.method: (x.expected_fen, x.counted_fen, x.difference_fen) for x in closed.methods}
    assert sums[CASH] == (200_00 + 200_00 - 30_00, 369_00, -1_00)
    assert sums[WECHAT] == (100_00, 100_00, 0)
    assert till.books(lambda books: books.shifts.read(shift.id)).methods == closed.methods
    refusal = till.desk_refuses(lambda desk: desk.shifts.close(shift.id, counted))
    assert refusal.code == "shift.not_open"


def test_a_shop_has_one_shift_at_a_time(till: Till) -> None:
    shift = till.books(lambda books: books.shifts.read("current"))
    refusal = till.desk_refuses(lambda desk: desk.shifts.open(OpenShift()))
    assert (refusal.code, refusal.facts) == ("shift.open", {"shift_id": shift.id})
