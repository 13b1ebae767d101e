"""What a bill comes to, without a server."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.domain import billing
from common.domain.bill_rows import (
    Adjustment,
    AdjustmentKind,
    BillRow,
    Charge,
    Payment,
    PaymentMethod,
)
from common.domain.ids import AdjustmentId, ChargeId, Fen, PaymentId, ShiftId, StayId
from common.domain.kitchen import LineState
from common.domain.money import share_out, yuan_text
from common.domain.rows import LineRow
from tests.support.rows import EVENING, a_batch, a_line, an_id, an_order

STAY = StayId(an_id())
KINDS = [kind for kind in AdjustmentKind if kind is not AdjustmentKind.REFUND]


def a_charge(fen: int) -> Charge:
    return Charge(ChargeId(an_id()), STAY, "房费", Fen(fen), None, EVENING)


def an_adjustment(kind: AdjustmentKind, amount: int = 0, *item_ids: str) -> Adjustment:
    return Adjustment(
        AdjustmentId(an_id()), STAY, kind, amount, item_ids, "老客", None, None, EVENING
    )


def a_payment(fen: int) -> Payment:
    return Payment(
        PaymentId(an_id()),
        STAY,
        PaymentMethod.CASH,
        Fen(fen),
        Fen(fen),
        Fen(0),
        "",
        "",
        ShiftId(an_id()),
        None,
        EVENING,
        EVENING,
    )


def a_bill(**over: Any) -> BillRow:  # Any: fields of the row
    return replace(billing.empty_bill(STAY), **over)


def dishes(*prices: int) -> list[LineRow]:
    batch = a_batch(an_order(stay_id=STAY))
    return [a_line(batch, price_fen=Fen(price), quantity=1) for price in prices]


@given(
    weights=st.lists(st.integers(0, 10**7), min_size=1, max_size=12),
    amount=st.integers(0, 10**7),
)
def test_shares_add_up_and_none_is_more_than_it_weighs(weights: list[int], amount: int) -> None:
    named = {str(index): Fen(weight) for index, weight in enumerate(weights)}
    amount = min(amount, sum(weights))
    shares = share_out(Fen(amount), named)
    assert sum(shares.values()) == amount
    assert all(0 <= shares[key] <= named[key] for key in named)


def test_the_odd_fen_goes_to_the_largest_remainder() -> None:
    assert share_out(Fen(100), {"a": Fen(1), "b": Fen(1), "c": Fen(1)}) == {
        "a": 34,
        "b": 33,
        "c": 33,
    }
    assert share_out(Fen(10), {"a": Fen(1), "b": Fen(5)}) == {"a": 2, "b": 8}


@pytest.mark.parametrize(("fen", "text"), [(0, "0.00"), (-5, "-0.05"), (123456, "1234.56")])
def test_money_as_text(fen: int, text: str) -> None:
    assert yuan_text(fen) == text


def test_a_cancelled_dish_costs_nothing() -> None:
    eaten, gone = dishes(2800, 800)
    gone = replace(gone, state=LineState.CANCELLED)
    assert billing.totals(a_bill(), [eaten, gone]).total_fen == 2800


@given(
    prices=st.lists(st.integers(0, 50_000), max_size=6),
    charges=st.lists(st.integers(1, 50_000), max_size=3),
    off=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 100)), max_size=6),
    paid=st.integers(1, 100_000),
)
def test_no_adjustments_make_a_bill_negative(
    prices: list[int], charges: list[int], off: list[tuple[AdjustmentKind, int]], paid: int
) -> None:
    lines = dishes(*prices)
    adjustments = tuple(an_adjustment(kind, amount) for kind, amount in off)
    bill = a_bill(
        charges=tuple(map(a_charge, charges)), adjustments=adjustments, payments=(a_payment(paid),)
    )
    totals, held = billing.totals(bill, lines), billing.items(bill, lines)
    assert 0 <= totals.total_fen == sum(item.net_fen for item in held)
    assert all(0 <= item.net_fen <= item.fen for item in held)
    assert totals.discount_fen == sum(billing.adjustment_fen(bill, lines).values())
    paid_for = billing.paid_for(bill, lines)
    assert sum(paid_for.by_item.values()) + paid_for.credit_fen == paid


@given(
    prices=st.lists(st.integers(0, 50_000), min_size=1, max_size=6),
    off=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 100)), max_size=4),
    later=st.integers(0, 50_000),
)
def test_a_paid_dish_keeps_its_price_whatever_is_ordered_later(
    prices: list[int], off: list[tuple[AdjustmentKind, int]], later: int
) -> None:
    lines = dishes(*prices)
    bill = a_bill(adjustments=tuple(an_adjustment(kind, amount) for kind, amount in off))
    before = {item.id: item.net_fen for item in billing.items(bill, lines)}
    paid = replace(bill, allocations=billing.frozen(bill, lines))
    after = {item.id: item.net_fen for item in billing.items(paid, [*lines, *dishes(later)])}
    assert {key: after[key] for key in before} == before


def test_a_percentage_also_counts_for_what_is_ordered_after_paying() -> None:
    lines = dishes(1000)
    bill = a_bill(adjustments=(an_adjustment(AdjustmentKind.PERCENT, 10),))
    bill = replace(bill, allocations=billing.frozen(bill, lines), payments=(a_payment(900),))
    assert billing.totals(bill, [*lines, *dishes(500)]).balance_fen == 450


def test_an_amount_off_is_given_once() -> None:
    lines = dishes(1000)
    bill = a_bill(adjustments=(an_adjustment(AdjustmentKind.DISCOUNT, 300),))
    bill = replace(bill, allocations=billing.frozen(bill, lines), payments=(a_payment(700),))
    assert billing.totals(bill, [*lines, *dishes(500)]).balance_fen == 500


def test_a_screen_finds_the_dishes_of_a_shared_bill() -> None:
    mine, other, strange = an_order(stay_id=STAY), an_order(), an_order()
    bill = a_bill(stay_ids=(STAY, other.stay_id))
    lines = [a_line(a_batch(order)) for order in (mine, other, strange)]
    found = billing.lines_on(bill, [mine, other, strange], lines)
    assert found == lines[:2]
