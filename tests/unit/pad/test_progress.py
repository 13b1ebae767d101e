"""What a guest is told of the food: the promise until it has passed, then what is likely."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from common.domain.kitchen import LineState, MarkKind
from common.domain.rows import BatchRow, LineRow
from pad_app.progress import RushState, Step, follow, judge_rush
from tests.support.rows import EVENING, a_batch, a_line, a_mark, an_order

WAY = timedelta(minutes=5)
S = LineState


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def after(count: float) -> datetime:
    return EVENING + minutes(count)


def batch_with(*changes: dict[str, Any], **batch: Any) -> tuple[BatchRow, list[LineRow]]:
    """A batch promised after 15 min; one line for each of `changes`."""
    made = a_batch(an_order(placed_at=EVENING), placed_at=EVENING, **batch)
    return made, [a_line(made, **change) for change in changes]


def expected(at: float, *changes: dict[str, Any]) -> float:
    """Minutes after placing at which the food is expected, looked at `at` minutes after it."""
    batch, lines = batch_with(*changes)
    followed = follow(batch, lines, WAY, after(at), is_sent=True)
    return (followed.expected - EVENING) / minutes(1)


@pytest.mark.parametrize(
    ("at", "line", "told"),
    [
        (0, {}, 20),
        (14, {}, 20),  # waiting still: the promise holds until it is broken
        (10, {"state": S.COOKING, "started_at": after(9)}, 20),
        (16, {"state": S.COOKING, "started_at": after(5)}, 25),  # begun at 5, takes 15
        (25, {"state": S.COOKING, "started_at": after(5)}, 32),  # never nearer than 2 min
        (16, {}, 28.5),  # not begun: half its time at least
        (12, {"state": S.READY, "ready_at": after(10)}, 15),
        (30, {"state": S.READY, "ready_at": after(10)}, 31),  # at the door any minute
        (30, {"state": S.DELIVERED, "ready_at": after(10), "delivered_at": after(13)}, 13),
    ],
)
def test_when_the_food_is_expected(at: float, line: dict[str, Any], told: float) -> None:
    assert expected(at, line) == told


def test_a_dish_made_again_moves_the_expectation_and_not_the_promise() -> None:
    batch, lines = batch_with({"state": S.DELIVERED, "delivered_at": after(14)})
    again = a_line(batch, remake_of=lines[0].id, promised_at=after(30))
    followed = follow(batch, [*lines, again], WAY, after(16), is_sent=True)
    assert followed.promised == after(20)
    assert followed.expected == after(35)
    assert followed.late_by == minutes(15)


def test_a_cancelled_dish_is_waited_for_by_nobody() -> None:
    batch, lines = batch_with(
        {"state": S.CANCELLED, "promised_at": after(60)},
        {"state": S.DELIVERED, "delivered_at": after(12)},
    )
    followed = follow(batch, lines, WAY, after(20), is_sent=True)
    assert (followed.is_over, followed.done, followed.dishes) == (True, 1, 1)


@pytest.mark.parametrize(
    ("batch", "line", "is_sent", "current"),
    [
        ({}, {}, False, None),
        ({}, {}, True, Step.PLACED),
        ({"seen_at": after(1)}, {}, True, Step.RECEIVED),
        ({"seen_at": after(1)}, {"state": S.COOKING}, True, Step.COOKING),
        ({}, {"state": S.COOKING}, True, Step.COOKING),  # cooked without a screen: it has it
        ({"seen_at": after(1)}, {"state": S.NOTIFIED}, True, Step.SERVED),
        ({"seen_at": after(1)}, {"state": S.DELIVERED}, True, Step.DELIVERED),
    ],
)
def test_the_steps_go_one_way(
    batch: dict[str, Any], line: dict[str, Any], is_sent: bool, current: Step | None
) -> None:
    made, lines = batch_with(line, **batch)
    steps = follow(made, lines, WAY, after(3), is_sent=is_sent).steps
    reached = [each.step for each in steps if each.is_reached]
    assert reached == list(Step)[: len(reached)]
    assert (reached[-1] if reached else None) == current
    assert [each.step for each in steps if each.is_current] == ([current] if current else [])


def rush_after(at: float, *changes: dict[str, Any]) -> tuple[str | None, int, float]:
    """(state, how many lines a rush would ask for, minutes after placing when it is allowed)."""
    _, lines = batch_with(*changes)
    rush = judge_rush(lines, after(at))
    if rush is None:
        return None, 0, 0
    return rush.state, len(rush.line_ids), (rush.next_at - EVENING) / minutes(1)


ASKED = {"rushed_at": after(16), "marks": (a_mark(MarkKind.RUSH, after(16)),)}
ANSWERED = {
    "rushed_at": after(16),
    "marks": (a_mark(MarkKind.RUSH, after(16), acknowledged_at=after(17)),),
}


@pytest.mark.parametrize(
    ("at", "lines", "told"),
    [
        (14.9, [{}], (RushState.TOO_EARLY, 0, 15)),
        (15, [{}], (RushState.READY, 1, 15)),
        (15, [{}, {"promised_at": after(20)}], (RushState.READY, 1, 15)),
        (18, [ASKED], (RushState.ASKED, 0, 21)),
        (21, [ASKED], (RushState.ASKED, 1, 21)),
        (18, [ANSWERED], (RushState.ANSWERED, 0, 21)),
        (16, [{}, {"state": S.READY}], (RushState.READY, 1, 15)),  # what is not cooked first
        (16, [{"state": S.READY}], (RushState.READY, 1, 15)),
        (16, [{"state": S.PICKED_UP}], (None, 0, 0)),
        (16, [{"state": S.CANCELLED}], (None, 0, 0)),
    ],
)
def test_when_a_guest_may_rush(
    at: float, lines: list[dict[str, Any]], told: tuple[str | None, int, float]
) -> None:
    assert rush_after(at, *lines) == told
