"""The life of one line (one dish of an order), as a table. Source: spec 10, "Lines".

`MOVES` is where an action leads, `SAME` is where a second tap changes nothing, `AGAIN` repeats
the message without a move; every other cell is refused. A test walks all cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from common.domain.errors import Refused
from common.domain.roles import Permission


class LineState(StrEnum):
    """Stored by value: a rename needs a migration."""

    WAITING = "waiting"
    COOKING = "cooking"
    READY = "ready"
    NOTIFIED = "notified"
    PICKED_UP = "picked_up"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class LineAction(StrEnum):
    """What a person does to a line. Routes use the value with `-` for `_`."""

    START = "start"
    FINISH = "finish"
    NOTIFY = "notify"
    PICK_UP = "pick_up"
    DELIVER = "deliver"
    CANCEL = "cancel"
    RECALL = "recall"


class Outcome(StrEnum):
    """What an action came to."""

    MOVED = "moved"
    SAME = "same"
    AGAIN = "again"
    REFUSED = "refused"


class CancelReason(StrEnum):
    """Why a waiting line was taken off."""

    GUEST = "guest"
    SOLD_OUT = "sold_out"
    MISTAKE = "mistake"
    ROOM_CLEANED = "room_cleaned"
    OTHER = "other"


class MarkKind(StrEnum):
    """What stands on a line until a cook acknowledges it. Several can stand at once."""

    RUSH = "rush"
    CANCEL = "cancel"
    STOP = "stop"  # nobody wants it any more: desk said so, or the room was cleaned
    MOVE = "move"  # the guest moved: "801→805"
    PRINTED = "printed"  # a fallback ticket was printed for it


S, A = LineState, LineAction

MOVES: Final[Mapping[tuple[LineState, LineAction], LineState]] = {
    (S.WAITING, A.START): S.COOKING,
    (S.COOKING, A.FINISH): S.READY,
    (S.READY, A.NOTIFY): S.NOTIFIED,
    (S.READY, A.PICK_UP): S.PICKED_UP,  # picking up needs no notify first
    (S.NOTIFIED, A.PICK_UP): S.PICKED_UP,
    (S.PICKED_UP, A.DELIVER): S.DELIVERED,
    (S.WAITING, A.CANCEL): S.CANCELLED,  # nothing is on the stove yet
    # one step back
    (S.COOKING, A.RECALL): S.WAITING,
    (S.READY, A.RECALL): S.COOKING,
    (S.NOTIFIED, A.RECALL): S.READY,
    (S.PICKED_UP, A.RECALL): S.READY,
    (S.DELIVERED, A.RECALL): S.PICKED_UP,
}

SAME: Final[frozenset[tuple[LineState, LineAction]]] = frozenset(
    {
        (S.COOKING, A.START),
        (S.READY, A.START),
        (S.NOTIFIED, A.START),
        (S.PICKED_UP, A.START),
        (S.DELIVERED, A.START),
        (S.PICKED_UP, A.PICK_UP),
        (S.DELIVERED, A.PICK_UP),
        (S.DELIVERED, A.DELIVER),
        (S.CANCELLED, A.CANCEL),
    }
)

AGAIN: Final[frozenset[tuple[LineState, LineAction]]] = frozenset({(S.NOTIFIED, A.NOTIFY)})

UNDOES: Final[Mapping[LineState, LineAction]] = {
    S.COOKING: A.START,
    S.READY: A.FINISH,
    S.NOTIFIED: A.NOTIFY,
    S.PICKED_UP: A.PICK_UP,
    S.DELIVERED: A.DELIVER,
}
"""Recalling a line in this state undoes that action: its permission decides who may."""

PERMISSION: Final[Mapping[LineAction, Permission]] = {
    A.START: Permission.COOK,
    A.FINISH: Permission.COOK,
    A.NOTIFY: Permission.NOTIFY,
    A.PICK_UP: Permission.SERVE,
    A.DELIVER: Permission.SERVE,
    A.CANCEL: Permission.CANCEL,
}

LIVE: Final = frozenset(S) - {S.DELIVERED, S.CANCELLED}
"""States in which a line is unfinished: somebody still has to do something."""

UNCOOKED: Final = frozenset({S.WAITING, S.COOKING})
RUSHABLE: Final = frozenset({S.WAITING, S.COOKING, S.READY, S.NOTIFIED})
REMAKABLE: Final = frozenset({S.READY, S.NOTIFIED, S.PICKED_UP, S.DELIVERED})
STOPPABLE: Final = frozenset({S.COOKING, S.READY, S.NOTIFIED})
"""Begun, and still in the kitchen: a waiting line is cancelled instead."""
OFF_THE_STOVE: Final = frozenset({S.PICKED_UP, S.DELIVERED, S.CANCELLED})
"""A ticket whose lines are all here (and bear no open mark) leaves the kitchen board."""

_STEP: Final[Mapping[LineState, int]] = {
    S.WAITING: 0,
    S.COOKING: 1,
    S.READY: 2,
    S.NOTIFIED: 3,
    S.PICKED_UP: 4,
    S.DELIVERED: 5,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `judge` found: the state after, and whether anything happened."""

    outcome: Outcome
    state: LineState


def judge(state: LineState, action: LineAction) -> Verdict:
    """Judge `action` on a line in `state`; never raises. REFUSED leaves the state as it was."""
    cell = (state, action)
    if cell in MOVES:
        return Verdict(Outcome.MOVED, MOVES[cell])
    if cell in SAME:
        return Verdict(Outcome.SAME, state)
    if cell in AGAIN:
        return Verdict(Outcome.AGAIN, state)
    return Verdict(Outcome.REFUSED, state)


def decide(state: LineState, action: LineAction) -> Verdict:
    """As `judge`, but raises Refused `line.refused` with `{state, action}`."""
    verdict = judge(state, action)
    if verdict.outcome is Outcome.REFUSED:
        raise Refused("line.refused", {"state": state, "action": action})
    return verdict


def settles_silently(state: LineState, action: LineAction) -> bool:
    """Whether a refused `action` was already done by somebody else: `state` lies at or past its aim.

    Two cooks tapped 完成: the second needs no alarm. A cancelled line always needs one.
    """
    if state is S.CANCELLED or action in (A.CANCEL, A.RECALL):
        return False
    aims = {to for (_, act), to in MOVES.items() if act is action}
    return all(_STEP[state] >= _STEP[aim] for aim in aims)
