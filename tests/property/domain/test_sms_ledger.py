"""No sequence of purchases, holds, refunds and deadlines makes or loses a unit."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.sms_machine import Machine


def play(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None),
    )


def test_no_unit_is_made_or_lost() -> None:
    play(40, 40)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_no_unit_is_made_or_lost_in_a_long_run() -> None:
    play(2000, 80)
