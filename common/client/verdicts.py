"""What an answer of the server means for the command that it answers (spec 20, "Outbox").

Only a problem that says `"final": true` ends a command. Everything else holds the queue: no answer,
5xx, 401, 408, 425, 429, a command that is still being carried out, a body that is not our server's
(the login page of a hotel's network answers 200 to everything).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from common.domain.commands import ActOnLine, ActOnLines, Command
from common.domain.kitchen import LineAction, LineState, Outcome, settles_silently
from common.wire.answers import LineResult, Positions
from common.wire.problems import MEDIA_TYPE, Problem

NOT_OURS: Final = "answer.not_ours"
UNREACHABLE: Final = "server.unreachable"
TOO_LATE: Final = "order.too_late"
_LONGEST_WAIT_S: Final = 60.0
_UNAUTHORIZED: Final = 401
_LATER: Final = frozenset({408, 425, 429})
_UNDER_WAY: Final = "idempotency.in_progress"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, whoever gave it. `media_type` without parameters."""

    status: int
    media_type: str
    body: bytes
    retry_after_s: float | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Carried out. `partly`: the lines of a whole-order action that were refused."""

    positions: Positions
    partly: Problem | None = None


@dataclass(frozen=True, slots=True)
class FinalNo:
    """A rule said no for good. `is_silent`: somebody else had done it already, nobody needs to know."""

    problem: Problem
    is_silent: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """Try again later, at the earliest after `after_s` (None: as the back-off says)."""

    code: str
    after_s: float | None = None


@dataclass(frozen=True, slots=True)
class NeedsPairing:
    """The server knows this device no more."""

    code: str


Verdict = Done | FinalNo | Hold | NeedsPairing


class _Yes(msgspec.Struct):
    positions: Positions
    results: list[LineResult] = []


def judge(answer: Answer, command: Command) -> Verdict:
    if 200 <= answer.status < 300:
        return _judge_yes(answer, command)
    problem = problem_in(answer)
    if answer.status == _UNAUTHORIZED and problem is not None:
        return NeedsPairing(problem.code)
    if problem is None:
        return Hold(NOT_OURS, _wait(answer))
    if problem.final:
        return FinalNo(problem, _is_silent(problem.facts, command))
    return Hold(problem.code, _wait(answer))


def is_definite(problem: Problem) -> bool:
    """Whether the answer says that nothing was carried out, and that nothing will be.

    For who asks and waits: after any other answer the same request goes out with the same key.
    """
    if problem.final:
        return True
    return problem.status < 500 and problem.status not in _LATER and problem.code != _UNDER_WAY


def problem_in(answer: Answer) -> Problem | None:
    """The problem that our server put there, if it was our server."""
    if answer.media_type != MEDIA_TYPE:
        return None
    try:
        return msgspec.json.decode(answer.body, type=Problem)
    except msgspec.MsgspecError:
        return None


def _judge_yes(answer: Answer, command: Command) -> Verdict:
    if answer.media_type != "application/json":
        return Hold(NOT_OURS)
    try:
        # Positions are in every answer to a write: without them it was not our server.
        yes = msgspec.json.decode(answer.body, type=_Yes)
    except msgspec.MsgspecError:
        return Hold(NOT_OURS)
    return Done(yes.positions, _refused_part(yes.results, command))


def _refused_part(results: list[LineResult], command: Command) -> Problem | None:
    if not isinstance(command, ActOnLines):
        return None
    loud = [
        result
        for result in results
        if result.outcome is Outcome.REFUSED and not _settles(result.state, command.action)
    ]
    if not loud:
        return None
    facts = {
        "action": command.action.value,
        "lines": [{"line_id": each.line_id, "state": each.state} for each in loud],
    }
    return Problem(code=loud[0].code or "line.refused", status=409, facts=facts, final=True)


def _is_silent(facts: Mapping[str, object], command: Command) -> bool:
    return isinstance(command, ActOnLine) and _settles(str(facts.get("state")), command.action)


def _settles(state: str, action: LineAction) -> bool:
    try:
        return settles_silently(LineState(state), action)
    except ValueError:
        return False  # a state of a newer server: better told than swallowed


def _wait(answer: Answer) -> float | None:
    if answer.retry_after_s is None:
        return None
    return min(max(answer.retry_after_s, 0.0), _LONGEST_WAIT_S)
