"""过号: whom the calling screen called in vain."""

from dataclasses import replace
from datetime import timedelta

import pytest

from common.domain.kitchen import LineState
from common.domain.orders import was_passed_over
from tests.support.rows import EVENING, a_batch, a_line, an_order


@pytest.mark.parametrize(
    ("state", "times", "minutes", "passed"),
    [
        (LineState.NOTIFIED, 1, 0, False),
        (LineState.NOTIFIED, 2, 9.9, False),
        (LineState.NOTIFIED, 3, 0, True),
        (LineState.NOTIFIED, 1, 10, True),
        (LineState.READY, 0, 99, False),
        (LineState.PICKED_UP, 3, 99, False),
    ],
)
def test_called_often_or_long_ago(
    state: LineState, times: int, minutes: float, passed: bool
) -> None:
    line = a_line(a_batch(an_order()), state=state, notify_count=times)
    called = replace(line, notified_at=EVENING - timedelta(minutes=minutes) if times else None)
    assert was_passed_over(called, EVENING) is passed
