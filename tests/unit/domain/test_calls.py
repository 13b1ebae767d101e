"""Every cell of the call's table."""

from itertools import product

import pytest

from common.domain.calls import LIVE, CallAction, decide
from common.domain.errors import Refused
from common.domain.rows import CallState

S, A = CallState, CallAction
TABLE = {
    (S.OPEN, A.ACCEPT): S.ACCEPTED,
    (S.OPEN, A.DONE): S.DONE,
    (S.OPEN, A.WITHDRAW): S.WITHDRAWN,
    (S.ACCEPTED, A.DONE): S.DONE,
    (S.ACCEPTED, A.WITHDRAW): S.WITHDRAWN,
    (S.DONE, A.DONE): S.DONE,
    (S.WITHDRAWN, A.WITHDRAW): S.WITHDRAWN,
}


@pytest.mark.parametrize(("state", "action"), list(product(CallState, CallAction)))
def test_each_action_on_each_state(state: CallState, action: CallAction) -> None:
    if (state, action) in TABLE:
        assert decide(state, action) is TABLE[state, action]
        return
    with pytest.raises(Refused) as refusal:
        decide(state, action)
    assert refusal.value.facts == {"state": state, "action": action}


def test_who_has_accepted_may_tap_again() -> None:
    assert decide(S.ACCEPTED, A.ACCEPT, is_own=True) is S.ACCEPTED


def test_screens_hold_calls_that_somebody_still_waits_for() -> None:
    assert {S.OPEN, S.ACCEPTED} == LIVE
