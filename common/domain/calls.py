"""The life of a guest's call for service (呼叫服务员, 加水 …), as a table. Source: spec 30, "Pad calls"."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from common.domain.errors import Refused
from common.domain.rows import CallState


class CallAction(StrEnum):
    """Accept and done are the house's, withdraw is the guest's."""

    ACCEPT = "accept"
    DONE = "done"
    WITHDRAW = "withdraw"


S, A = CallState, CallAction

MOVES: Final[Mapping[tuple[CallState, CallAction], CallState]] = {
    (S.OPEN, A.ACCEPT): S.ACCEPTED,
    (S.OPEN, A.DONE): S.DONE,  # somebody was there before anybody tapped
    (S.OPEN, A.WITHDRAW): S.WITHDRAWN,
    (S.ACCEPTED, A.DONE): S.DONE,
    (S.ACCEPTED, A.WITHDRAW): S.WITHDRAWN,
}
SAME: Final[frozenset[tuple[CallState, CallAction]]] = frozenset(
    {(S.DONE, A.DONE), (S.WITHDRAWN, A.WITHDRAW)}
)
"""A second tap: success, nothing written. A second accept is one only by the same person."""

LIVE: Final = frozenset({S.OPEN, S.ACCEPTED})
"""The screens hold calls in these states."""


def decide(
    state: CallState, action: CallAction, *, is_own: bool = False, accepted_name: str = ""
) -> CallState:
    """The state after `action`; the same state when nothing changes.

    `is_own`: the call was accepted by the one who acts now. Raises Refused `call.refused` with
    `{state, action}`: of two waiters who accept, the second is told, and by `accepted_name` who goes.
    """
    if (state, action) in MOVES:
        return MOVES[state, action]
    is_again = (state, action) == (S.ACCEPTED, A.ACCEPT) and is_own
    if (state, action) in SAME or is_again:
        return state
    who = {"accepted_name": accepted_name} if accepted_name else {}
    raise Refused("call.refused", {"state": state, "action": action, **who})
