"""The life of a line: spec 10's table, cell by cell, and what each action leaves on the line."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from common.domain.errors import Invalid, Refused
from common.domain.ids import LineId
from common.domain.kitchen import (
    AGAIN,
    MOVES,
    SAME,
    CancelReason,
    LineAction,
    LineState,
    MarkKind,
    Outcome,
    decide,
    judge,
    settles_silently,
)
from common.domain.line_changes import (
    acted,
    cancelled,
    clamped,
    recalled,
    remade,
    rushed,
    split,
    stopped,
)
from common.domain.rows import LineRow, Mark
from tests.support.rows import EVENING, a_batch, a_line, an_id, an_order

S, A = LineState, LineAction
MINUTE = timedelta(minutes=1)
NOW = EVENING + timedelta(minutes=30)

# The spec's table as it is printed there: a state to move to, or same, again, no.
ACTIONS = (A.START, A.FINISH, A.NOTIFY, A.PICK_UP, A.DELIVER, A.CANCEL, A.RECALL)
TABLE = {
    S.WAITING: (S.COOKING, "no", "no", "no", "no", S.CANCELLED, "no"),
    S.COOKING: ("same", S.READY, "no", "no", "no", "no", S.WAITING),
    S.READY: ("same", "no", S.NOTIFIED, S.PICKED_UP, "no", "no", S.COOKING),
    S.NOTIFIED: ("same", "no", "again", S.PICKED_UP, "no", "no", S.READY),
    S.PICKED_UP: ("same", "no", "no", "same", S.DELIVERED, "no", S.READY),
    S.DELIVERED: ("same", "no", "no", "same", "same", "no", S.PICKED_UP),
    S.CANCELLED: ("no", "no", "no", "no", "no", "same", "no"),
}
CELLS = [
    (state, action, cell)
    for state, row in TABLE.items()
    for action, cell in zip(ACTIONS, row, strict=True)
]


def line_in(state: LineState, **over: object) -> LineRow:
    return a_line(a_batch(an_order()), state=state, **over)


@pytest.mark.parametrize(("state", "action", "cell"), CELLS)
def test_every_cell_of_the_table(state: LineState, action: LineAction, cell: object) -> None:
    verdict = judge(state, action)
    if cell == "no":
        assert (verdict.outcome, verdict.state) == (Outcome.REFUSED, state)
        with pytest.raises(Refused) as refused:
            decide(state, action)
        assert refused.value.code == "line.refused"
        assert refused.value.facts == {"state": state, "action": action}
    elif cell in ("same", "again"):
        assert (verdict.outcome, verdict.state) == (Outcome(cell), state)
    else:
        assert (verdict.outcome, verdict.state) == (Outcome.MOVED, cell)


def test_the_table_has_no_cell_beside_the_product() -> None:
    assert len(CELLS) == len(S) * len(A)
    assert len(MOVES) + len(SAME) + len(AGAIN) == sum(cell != "no" for *_, cell in CELLS)


@pytest.mark.parametrize(("state", "action", "cell"), CELLS)
def test_a_line_is_changed_only_where_the_table_moves_it(
    state: LineState, action: LineAction, cell: object
) -> None:
    line = line_in(state)
    if cell == "no":
        with pytest.raises(Refused):
            acted(line, action, NOW)
        return
    after, outcome = acted(line, action, NOW, "key")
    if cell == "same":
        assert after is line
    else:
        assert (after.state, after.last_action, after.last_key) == (
            state if cell == "again" else cell,
            action,
            "key",
        )
    assert outcome is judge(state, action).outcome


def test_each_step_writes_its_time_and_a_recall_takes_it_back() -> None:
    line = line_in(S.WAITING)
    steps = (
        (A.START, "started_at"),
        (A.FINISH, "ready_at"),
        (A.NOTIFY, "notified_at"),
        (A.PICK_UP, "picked_up_at"),
        (A.DELIVER, "delivered_at"),
    )
    for minute, (action, written) in enumerate(steps):
        at = NOW + minute * MINUTE
        line, _ = acted(line, action, at)
        assert getattr(line, written) == at
    back = [S.PICKED_UP, S.READY, S.COOKING, S.WAITING]
    for state in back:
        line, _ = acted(line, A.RECALL, NOW)
        assert line.state is state
    assert all(getattr(line, written) is None for _, written in steps)


def test_notifying_again_counts_and_stays() -> None:
    once, _ = acted(line_in(S.READY), A.NOTIFY, NOW)
    twice, outcome = acted(once, A.NOTIFY, NOW + MINUTE)
    assert outcome is Outcome.AGAIN
    assert (twice.state, twice.notify_count, twice.notified_at) == (S.NOTIFIED, 2, NOW + MINUTE)


class TestRecall:
    def test_it_applies_only_to_what_the_person_saw(self) -> None:
        line = line_in(S.READY)
        assert recalled(line, NOW, from_state=S.READY).state is S.COOKING
        with pytest.raises(Refused, match=r"line\.refused"):
            recalled(line, NOW, from_state=S.COOKING)

    def test_it_undoes_only_the_last_change(self) -> None:
        started, _ = acted(line_in(S.WAITING), A.START, NOW, "first")
        finished, _ = acted(started, A.FINISH, NOW, "second")
        assert recalled(finished, NOW, "third", undoes="second").state is S.COOKING
        with pytest.raises(Refused, match=r"line\.refused"):
            recalled(finished, NOW, "third", undoes="first")

    def test_what_was_undone_is_not_undone_twice(self) -> None:
        started, _ = acted(line_in(S.WAITING), A.START, NOW, "first")
        back = recalled(started, NOW, "undo", undoes="first")
        with pytest.raises(Refused, match=r"line\.refused"):
            recalled(back, NOW, "again", undoes="first")

    @pytest.mark.parametrize(
        "asked", [{}, {"from_state": S.READY, "undoes": "key"}], ids=["neither", "both"]
    )
    def test_it_wants_exactly_one_of_the_two(self, asked: dict[str, object]) -> None:
        with pytest.raises(Invalid, match=r"recall\.which"):
            recalled(line_in(S.READY), NOW, **asked)  # type: ignore[arg-type]

    def test_a_cancelled_line_stays_cancelled(self) -> None:
        with pytest.raises(Refused, match=r"line\.refused"):
            recalled(line_in(S.CANCELLED), NOW, from_state=S.CANCELLED)


class TestCancel:
    def test_it_stands_struck_until_a_cook_acknowledges(self) -> None:
        after, outcome = cancelled(line_in(S.WAITING), CancelReason.GUEST, NOW, "key")
        assert outcome is Outcome.MOVED
        assert (after.state, after.cancel_reason, after.cancelled_at) == (
            S.CANCELLED,
            CancelReason.GUEST,
            NOW,
        )
        assert after.marks == (Mark(MarkKind.CANCEL, NOW, "guest"),)

    def test_the_kitchen_need_not_acknowledge_its_own(self) -> None:
        after, _ = cancelled(line_in(S.WAITING), CancelReason.SOLD_OUT, NOW, by_kitchen=True)
        assert after.marks[0].acknowledged_at == NOW

    @pytest.mark.parametrize("state", [S.COOKING, S.READY, S.NOTIFIED, S.PICKED_UP, S.DELIVERED])
    def test_nothing_that_was_begun_is_cancelled(self, state: LineState) -> None:
        with pytest.raises(Refused) as refused:
            cancelled(line_in(state), CancelReason.GUEST, NOW)
        assert refused.value.facts == {"state": state, "action": "cancel"}


class TestRush:
    @pytest.mark.parametrize("state", list(S))
    def test_only_what_the_guest_still_waits_for(self, state: LineState) -> None:
        line = line_in(state)
        if state in (S.WAITING, S.COOKING, S.READY, S.NOTIFIED):
            assert rushed(line, NOW, by_guest=True).rush_count == 1
        else:
            with pytest.raises(Refused, match=r"line\.refused"):
                rushed(line, NOW, by_guest=False)

    def test_a_guest_waits_for_the_promise(self) -> None:
        line = line_in(S.COOKING, promised_at=NOW + MINUTE)
        with pytest.raises(Refused) as refused:
            rushed(line, NOW, by_guest=True)
        assert refused.value.code == "rush.too_early"
        assert refused.value.facts == {"next_at": NOW + MINUTE}
        assert rushed(line, NOW, by_guest=False).rush_count == 1

    def test_then_every_five_minutes(self) -> None:
        once = rushed(line_in(S.COOKING, promised_at=NOW), NOW, by_guest=True)
        with pytest.raises(Refused) as refused:
            rushed(once, NOW + 4 * MINUTE, by_guest=True)
        assert refused.value.facts == {"next_at": NOW + 5 * MINUTE}
        again = rushed(once, NOW + 5 * MINUTE, by_guest=True)
        assert (again.rush_count, again.marks) == (2, (Mark(MarkKind.RUSH, NOW + 5 * MINUTE),))

    def test_a_new_rush_reopens_an_acknowledged_mark(self) -> None:
        seen = Mark(MarkKind.RUSH, NOW, acknowledged_at=NOW)
        line = line_in(S.COOKING, promised_at=NOW, rushed_at=NOW, rush_count=1, marks=(seen,))
        again = rushed(line, NOW + 5 * MINUTE, by_guest=True)
        assert again.marks[0].acknowledged_at is None


class TestStop:
    @pytest.mark.parametrize("state", [S.COOKING, S.READY, S.NOTIFIED])
    def test_it_leaves_the_state(self, state: LineState) -> None:
        after = stopped(line_in(state), "客人不要了", NOW)
        assert (after.state, after.marks) == (state, (Mark(MarkKind.STOP, NOW, "客人不要了"),))

    @pytest.mark.parametrize("state", [S.WAITING, S.PICKED_UP, S.DELIVERED, S.CANCELLED])
    def test_only_what_is_under_way_in_the_kitchen(self, state: LineState) -> None:
        with pytest.raises(Refused) as refused:
            stopped(line_in(state), "", NOW)
        assert refused.value.facts == {"state": state, "action": "stop"}

    def test_twice_is_once(self) -> None:
        once = stopped(line_in(S.COOKING), "a", NOW)
        assert stopped(once, "b", NOW + MINUTE) is once


class TestSplit:
    def test_both_parts_are_as_the_whole_was(self) -> None:
        line = line_in(S.COOKING, quantity=5)
        kept, parted = split(line, 2, LineId(an_id()))
        assert (kept.quantity, parted.quantity) == (3, 2)
        assert kept.id == line.id
        assert parted.price_fen * 2 + kept.price_fen * 3 == line.price_fen * 5
        same: Any = {"id": line.id, "quantity": 5, "version": 1}  # fields of the row
        assert replace(kept, **same) == replace(parted, **same) == line

    @pytest.mark.parametrize("quantity", [0, 2, 3])
    def test_something_must_be_left(self, quantity: int) -> None:
        with pytest.raises(Invalid, match=r"line\.quantity"):
            split(line_in(S.WAITING, quantity=2), quantity, LineId(an_id()))

    def test_an_earlier_tap_cannot_be_undone_on_a_part(self) -> None:
        started, _ = acted(line_in(S.WAITING), A.START, NOW, "key")
        for part in split(started, 1, LineId(an_id())):
            with pytest.raises(Refused, match=r"line\.refused"):
                recalled(part, NOW, undoes="key")


class TestRemake:
    @pytest.mark.parametrize("state", list(S))
    def test_only_what_was_ready(self, state: LineState) -> None:
        line = line_in(state)
        if state in (S.READY, S.NOTIFIED, S.PICKED_UP, S.DELIVERED):
            after = remade(line, 1, LineId(an_id()), NOW)
            assert (after.state, after.price_fen, after.remake_of) == (S.WAITING, 0, line.id)
        else:
            with pytest.raises(Refused) as refused:
                remade(line, 1, LineId(an_id()), NOW)
            assert refused.value.facts == {"state": state, "action": "remake"}

    def test_it_is_promised_when_the_spoilt_one_was(self) -> None:
        line = line_in(S.DELIVERED)
        after = remade(line, 1, LineId(an_id()), NOW)
        assert (after.promised_at, after.placed_at) == (line.promised_at, NOW)
        assert (after.started_at, after.seen_at, after.marks) == (None, None, ())

    def test_no_more_than_were_spoilt(self) -> None:
        with pytest.raises(Invalid, match=r"line\.quantity"):
            remade(line_in(S.READY, quantity=2), 3, LineId(an_id()), NOW)


class TestDoneAt:
    def test_it_lies_between_the_last_change_and_the_record(self) -> None:
        line = line_in(S.COOKING, started_at=NOW)
        later = NOW + 10 * MINUTE
        assert clamped(line, None, later) == later
        assert clamped(line, NOW + MINUTE, later) == NOW + MINUTE
        assert clamped(line, NOW - MINUTE, later) == NOW
        assert clamped(line, later + MINUTE, later) == later


class TestSilence:
    def test_two_cooks_tapped_finish(self) -> None:
        assert settles_silently(S.READY, A.FINISH)
        assert settles_silently(S.DELIVERED, A.FINISH)

    def test_what_was_undone_asks_for_a_word(self) -> None:
        assert not settles_silently(S.WAITING, A.FINISH)
        assert not settles_silently(S.CANCELLED, A.START)
        assert not settles_silently(S.COOKING, A.CANCEL)
        assert not settles_silently(S.READY, A.RECALL)
