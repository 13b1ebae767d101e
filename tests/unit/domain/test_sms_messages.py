"""What may become of a text message: the whole table, cell by cell."""

import pytest

from common.domain.errors import Refused
from common.domain.sms_messages import (
    MOVES,
    SAME,
    STANDINGS,
    TERMINAL,
    MessageAction,
    Money,
    Move,
    SmsState,
    Tally,
    decide,
    shown,
)
from common.domain.sms_receipts import Standing

S, A = SmsState, MessageAction
OF_MESSAGES = set(S) - {S.DELIVERED, S.UNDELIVERED}
CELLS = [(state, action) for state in S for action in A]


@pytest.mark.parametrize(("state", "action"), CELLS)
def test_each_cell_is_decided(state: SmsState, action: MessageAction) -> None:
    if (state, action) in SAME:
        assert decide(state, action) == Move(state)
    elif (state, action) in MOVES:
        assert decide(state, action) == MOVES[state, action]
    else:
        with pytest.raises(Refused, match=r"sms\.message_state"):
            decide(state, action)


def test_a_cell_stands_in_one_table() -> None:
    assert not SAME & MOVES.keys()
    assert {state for state, _ in MOVES} | {move.state for move in MOVES.values()} == OF_MESSAGES


@pytest.mark.parametrize("state", sorted(TERMINAL))
def test_an_end_is_an_end(state: SmsState) -> None:
    assert {decide(state, action).state for action in A} == {state}


def test_nothing_that_may_have_gone_out_is_sent_again() -> None:
    seen, reached = {S.SUBMIT_UNKNOWN}, {S.SUBMIT_UNKNOWN}
    while reached:
        reached = {MOVES[cell].state for cell in MOVES if cell[0] in reached} - seen
        seen |= reached
    assert not seen & {S.QUEUED, S.PAID, S.SUBMITTING}


def test_what_was_paid_is_kept_only_for_what_the_provider_has() -> None:
    paid = {S.PAID, S.SUBMITTING, S.SUBMITTED, S.SUBMIT_UNKNOWN, S.SETTLED}
    for (state, action), move in MOVES.items():
        if move.money is Money.CAPTURE:
            assert (state, action, move.state) == (S.QUEUED, A.SUBMIT, S.SUBMITTING)
        leaves = state in paid and move.state not in paid
        keeps = (state, action) == (S.SUBMITTED, A.CLOSE)
        assert (move.money is Money.REFUND) is (leaves and not keeps)


def test_what_was_frozen_is_paid_or_released() -> None:
    for (state, _), move in MOVES.items():
        if state is S.QUEUED:
            assert move.money in {Money.CAPTURE, Money.RELEASE}
        if state is S.SCHEDULED:
            assert (move.money is Money.FREEZE) is (move.state is S.QUEUED)


def test_a_phone_that_was_paid_can_hear_a_receipt() -> None:
    assert set(S) - STANDINGS.keys() == {S.SCHEDULED, S.QUEUED, S.SETTLED}
    assert STANDINGS[S.SUBMITTING] is Standing.OPEN  # a receipt may be ahead of the answer


@pytest.mark.parametrize(
    ("state", "tally", "seen"),
    [
        (S.QUEUED, Tally(1), S.QUEUED),
        (S.SETTLED, Tally(1, delivered=1), S.DELIVERED),
        (S.SETTLED, Tally(1, undelivered=1), S.UNDELIVERED),
        (S.SUBMITTING, Tally(1, delivered=1), S.DELIVERED),
        (S.SETTLED, Tally(2, delivered=2), S.SETTLED),
        (S.NOT_SENT, Tally(1, left_out=1), S.NOT_SENT),
    ],
)
def test_people_see_the_state_of_the_one_phone(
    state: SmsState, tally: Tally, seen: SmsState
) -> None:
    assert shown(state, tally) is seen
