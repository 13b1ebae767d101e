"""No sequence of purchases, holds, refunds and deadlines makes or loses a unit."""

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.sms_machine import Machine


def test_no_unit_is_made_or_lost() -> None:
    run_state_machine_as_test(
        Machine, settings=settings(max_examples=40, stateful_step_count=40, deadline=None)
    )
