"""Which answers end a command, and which only make it wait."""

import json

import pytest

from common.client.verdicts import Answer, Done, FinalNo, Hold, NeedsPairing, is_definite, judge
from common.domain.commands import ActOnLine, ActOnLines, Command
from common.domain.ids import LineId, OrderId
from common.domain.kitchen import LineAction
from common.wire.problems import Problem

PROBLEM = "application/problem+json"
START = ActOnLine(LineId("l"), LineAction.START)
FINISH = ActOnLine(LineId("l"), LineAction.FINISH)
CANCEL = ActOnLine(LineId("l"), LineAction.CANCEL)
WHOLE = ActOnLines(OrderId("o"), (LineId("a"), LineId("b")), LineAction.FINISH)


def problem(status: int, code: str, *, final: bool = False, **facts: object) -> Answer:
    body = {"code": code, "status": status, "final": final, "facts": facts}
    return Answer(status, PROBLEM, json.dumps(body).encode())


def test_a_yes_gives_the_positions_at_which_the_tables_will_show_it() -> None:
    answer = Answer(200, "application/json", b'{"line":{},"positions":{"shop:s:kitchen":7}}')
    assert judge(answer, START) == Done({"shop:s:kitchen": 7})


@pytest.mark.parametrize(
    "answer",
    [
        problem(500, "server.error"),
        problem(503, "units.unavailable"),
        problem(408, "body.slow"),
        problem(409, "idempotency.in_progress"),
        problem(404, "route.unknown"),
        Answer(200, "text/html", b"<h1>Welcome to the hotel network</h1>"),
        Answer(200, "application/json", b'{"login":"please"}'),
        Answer(302, "text/html", b""),
        Answer(409, "text/html", b"conflict"),
        Answer(409, PROBLEM, b"not json"),
        Answer(401, "text/html", b"proxy wants a password"),
    ],
    ids=lambda answer: f"{answer.status} {answer.body[:30]!r}",
)
def test_what_is_not_our_servers_final_word_holds_the_queue(answer: Answer) -> None:
    assert isinstance(judge(answer, START), Hold)


def test_the_server_says_how_long_to_wait() -> None:
    body = b'{"code":"too_many","status":429}'
    assert judge(Answer(429, PROBLEM, body, 7.0), START) == Hold("too_many", 7.0)


def test_an_absurd_wait_is_cut() -> None:
    assert judge(Answer(429, PROBLEM, b'{"code":"x","status":429}', 9e9), START) == Hold("x", 60)


def test_a_device_that_the_server_knows_no_more_needs_pairing() -> None:
    assert judge(problem(401, "auth.revoked"), START) == NeedsPairing("auth.revoked")


@pytest.mark.parametrize(
    ("command", "state", "is_silent"),
    [
        (START, "cancelled", False),
        (FINISH, "ready", True),
        (FINISH, "delivered", True),
        (FINISH, "waiting", False),
        (CANCEL, "cooking", False),
        (FINISH, "frozen_in_time", False),
    ],
)
def test_only_a_refusal_that_undoes_what_the_person_sees_is_told(
    command: Command, state: str, is_silent: bool
) -> None:
    verdict = judge(problem(409, "line.refused", final=True, state=state), command)
    assert isinstance(verdict, FinalNo)
    assert verdict.is_silent is is_silent


def test_a_refusal_of_another_kind_is_told() -> None:
    verdict = judge(problem(409, "stay.changed", final=True), START)
    assert isinstance(verdict, FinalNo)
    assert not verdict.is_silent


def test_of_a_whole_order_only_the_lines_that_matter_are_told() -> None:
    results = [
        {"line_id": "a", "outcome": "refused", "code": "line.refused", "state": "delivered"},
        {"line_id": "b", "outcome": "refused", "code": "line.refused", "state": "waiting"},
    ]
    body = json.dumps({"results": results, "positions": {}}).encode()
    verdict = judge(Answer(200, "application/json", body), WHOLE)
    assert isinstance(verdict, Done)
    assert verdict.partly is not None
    assert verdict.partly.facts["lines"] == [{"line_id": "b", "state": "waiting"}]


@pytest.mark.parametrize(
    ("status", "code", "final", "definite"),
    [
        (409, "payment.exceeds_balance", True, True),
        (403, "adjustment.needs_manager", False, True),
        (422, "body.invalid", False, True),
        (409, "idempotency.in_progress", False, False),
        (429, "auth.too_many", False, False),
        (408, "body.slow", False, False),
        (503, "units.unavailable", False, False),
    ],
)
def test_what_was_asked_of_the_server_is_over_or_not(
    status: int, code: str, final: bool, definite: bool
) -> None:
    assert is_definite(Problem(code, status, final=final)) is definite
