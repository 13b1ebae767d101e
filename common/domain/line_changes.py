"""What each action makes of a line: rows in, rows out. Source: spec 10, "Lines".

`common.domain.kitchen` says whether an action may be done, this says what it does. The server stores
the result, a terminal shows it before the server answered. `version` is left alone: it grows when a
row is stored.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from common.domain.errors import Invalid, Refused
from common.domain.ids import NO_FEN, LineId
from common.domain.kitchen import (
    LIVE,
    OFF_THE_STOVE,
    REMAKABLE,
    RUSHABLE,
    STOPPABLE,
    CancelReason,
    LineAction,
    LineState,
    MarkKind,
    Outcome,
    decide,
)
from common.domain.marks import open_marks, with_mark
from common.domain.promise import next_rush
from common.domain.rows import LineRow, Mark

ROOM_CLEANED: Final = "房间已清,停做"
"""Stands on a line under way when its room was cleaned by force."""


def last_change_at(line: LineRow) -> datetime:
    """When the line last moved: nothing that is reported later can have happened before."""
    times = (
        line.started_at,
        line.ready_at,
        line.notified_at,
        line.picked_up_at,
        line.delivered_at,
        line.cancelled_at,
    )
    return max((line.placed_at, *(at for at in times if at is not None)))


def clamped(line: LineRow, done_at: datetime | None, recorded_at: datetime) -> datetime:
    """`done_at` as it is believed: between the line's last change and `recorded_at`."""
    if done_at is None:
        return recorded_at
    return min(max(done_at, last_change_at(line)), recorded_at)


def acted(
    line: LineRow, action: LineAction, at: datetime, key: str | None = None
) -> tuple[LineRow, Outcome]:
    """The line after start, finish, notify, pick up, deliver or recall at `at`.

    The same line when the outcome is `same`. Raises Refused `line.refused`.
    """
    verdict = decide(line.state, action)
    if verdict.outcome is Outcome.SAME:
        return line, Outcome.SAME
    moved = replace(line, state=verdict.state, last_action=action, last_key=key)
    match action:
        case LineAction.START:
            moved = replace(moved, started_at=at)
        case LineAction.FINISH:
            moved = replace(moved, ready_at=at)
        case LineAction.NOTIFY:
            moved = replace(moved, notified_at=at, notify_count=line.notify_count + 1)
        case LineAction.PICK_UP:
            moved = replace(moved, picked_up_at=at)
        case LineAction.DELIVER:
            moved = replace(moved, delivered_at=at)
        case LineAction.CANCEL:
            moved = replace(moved, cancelled_at=at)
        case LineAction.RECALL:
            moved = _without_later_times(moved)
    return moved, verdict.outcome


_REACHED: Final = {
    LineState.WAITING: 0,
    LineState.COOKING: 1,
    LineState.READY: 2,
    LineState.PICKED_UP: 3,
}


def _without_later_times(line: LineRow) -> LineRow:
    """A line that was taken one step back has not been where it is no longer."""
    reached = _REACHED[line.state]
    return replace(
        line,
        started_at=line.started_at if reached >= 1 else None,
        ready_at=line.ready_at if reached >= 2 else None,
        notified_at=line.notified_at if reached >= 3 else None,
        picked_up_at=line.picked_up_at if reached >= 3 else None,
        delivered_at=None,
    )


def recalled(
    line: LineRow,
    at: datetime,
    key: str | None = None,
    *,
    from_state: LineState | None = None,
    undoes: str | None = None,
) -> LineRow:
    """One step back, if the line still is as the person saw it.

    Exactly one of `from_state` (what was on the screen) and `undoes` (the key of the change to take
    back, which must be the line's last). Raises Invalid `recall.which`, Refused `line.refused`.
    """
    if (from_state is None) == (undoes is None):
        raise Invalid("recall.which", "from")
    is_so = line.state is from_state if undoes is None else line.last_key == undoes
    if not is_so:
        raise _refused(line, LineAction.RECALL)
    return acted(line, LineAction.RECALL, at, key)[0]


def cancelled(
    line: LineRow,
    reason: CancelReason,
    at: datetime,
    key: str | None = None,
    *,
    by_kitchen: bool = False,
) -> tuple[LineRow, Outcome]:
    """Take a waiting line off. It stands struck until a cook acknowledges, unless the kitchen did it."""
    after, outcome = acted(line, LineAction.CANCEL, at, key)
    if outcome is Outcome.SAME:
        return line, outcome
    mark = Mark(MarkKind.CANCEL, at, reason, at if by_kitchen else None)
    return replace(after, cancel_reason=reason, marks=with_mark(line.marks, mark)), outcome


def printed(line: LineRow, at: datetime) -> LineRow:
    """The line after a fallback ticket came out; the same one when the kitchen owes it no more."""
    if line.state in OFF_THE_STOVE or any(x.kind is MarkKind.PRINTED for x in open_marks(line)):
        return line
    return replace(line, marks=with_mark(line.marks, Mark(MarkKind.PRINTED, at)))


def rushed(line: LineRow, at: datetime, *, by_guest: bool) -> LineRow:
    """Raises Refused `line.refused`, and for a guest `rush.too_early` with `next_at`."""
    if line.state not in RUSHABLE:
        raise _refused(line, "rush")
    next_at = next_rush(line.promised_at, line.rushed_at)
    if by_guest and at < next_at:
        raise Refused("rush.too_early", {"next_at": next_at})
    return replace(
        line,
        rush_count=line.rush_count + 1,
        rushed_at=at,
        marks=with_mark(line.marks, Mark(MarkKind.RUSH, at)),
    )


def stopped(line: LineRow, reason: str, at: datetime) -> LineRow:
    """Nobody wants a dish that is under way; the same line when a stop already stands on it."""
    if line.state not in STOPPABLE:
        raise _refused(line, "stop")
    if any(mark.kind is MarkKind.STOP and mark.acknowledged_at is None for mark in line.marks):
        return line
    return replace(line, marks=with_mark(line.marks, Mark(MarkKind.STOP, at, reason)))


def split(line: LineRow, quantity: int, new_id: LineId) -> tuple[LineRow, LineRow]:
    """Part `quantity` off into a line of its own: same state and times, no fen lost.

    Raises Invalid `line.quantity` unless something is left, Refused `line.refused` when nothing is
    to be done about the line any more.
    """
    if line.state not in LIVE:
        raise _refused(line, "split")
    if not 1 <= quantity < line.quantity:
        raise Invalid("line.quantity", "quantity", {"at_least": 1, "at_most": line.quantity - 1})
    # Neither part is what an earlier tap made: an undo of that tap no longer fits.
    kept = replace(line, quantity=line.quantity - quantity, last_action=None, last_key=None)
    return kept, replace(kept, id=new_id, quantity=quantity, version=0)


def remade(line: LineRow, quantity: int, new_id: LineId, at: datetime) -> LineRow:
    """A new line that costs nothing, promised when the spoilt one was: first in the queue."""
    if line.state not in REMAKABLE:
        raise _refused(line, "remake")
    if not 1 <= quantity <= line.quantity:
        raise Invalid("line.quantity", "quantity", {"at_least": 1, "at_most": line.quantity})
    return replace(
        line,
        id=new_id,
        quantity=quantity,
        price_fen=NO_FEN,
        state=LineState.WAITING,
        marks=(),
        notify_count=0,
        rush_count=0,
        placed_at=at,
        seen_at=None,
        started_at=None,
        ready_at=None,
        notified_at=None,
        picked_up_at=None,
        delivered_at=None,
        rushed_at=None,
        remake_of=line.id,
        last_action=None,
        last_key=None,
        version=0,
    )


def _refused(line: LineRow, action: str) -> Refused:
    return Refused("line.refused", {"state": line.state, "action": action})
