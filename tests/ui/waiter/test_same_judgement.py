"""A tap shows on the phone what `common` would show, and an answer means there what it means here."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any, Final

import msgspec
import pytest

from common.client.verdicts import Answer, Done, FinalNo, Hold, NeedsPairing, Verdict, judge
from common.domain.commands import (
    AcceptCall,
    ActOnLines,
    CleanRoom,
    Command,
    FinishCall,
    Pending,
    RecallLines,
)
from common.domain.ids import CallId, LineId, OrderId, RoomId
from common.domain.kitchen import LineAction, LineState
from common.domain.overlay import overlay
from common.domain.projection import Tables, tables_of
from common.domain.rows import CallState, LineRow, ServiceCallRow
from tests.support.browser import Phone
from tests.support.clock import EVENING
from tests.support.rows import a_batch, a_line, a_room, a_stay, an_order
from tests.ui.waiter.conftest import Floor

pytestmark = pytest.mark.xdist_group("chromium")

Json = dict[str, Any]  # Any: rows and commands as JSON
ORDER: Final = an_order()
BATCH: Final = a_batch(ORDER)
LINES: Final = tuple(LineId(f"line-{n}") for n in range(4))
CALLS: Final = tuple(CallId(f"call-{n}") for n in range(3))
ROOM: Final = RoomId("room-0")
STAY: Final = a_stay(room_id=ROOM)


@pytest.fixture
async def page(floor: Floor) -> Phone:
    return await floor.new_phone()


async def module(page: Phone, name: str, body: str, given: object) -> Any:  # Any: JSON
    given_as = f"const given = {json.dumps(given)};"
    return await page.run(f"import('/waiter/{name}').then(async (m) => {{ {given_as} {body} }})")


# ── taps ────────────────────────────────────────────────────────────────────────────────────────


def a_base(random: Random) -> Tables:
    lines = [
        a_line(BATCH, id=id_, state=random.choice(list(LineState)), last_key=random.choice("abc"))
        for id_ in LINES
    ]
    calls = [
        ServiceCallRow(
            id_, STAY.id, ROOM, "801", None, "加水",
            random.choice([CallState.OPEN, CallState.ACCEPTED]), EVENING, None, None, None, 1,
        )
        for id_ in CALLS
    ]  # fmt: skip
    return tables_of({"lines": lines, "service_calls": calls, "rooms": [a_room(id=ROOM)]})


def taps(random: Random) -> list[Pending]:
    """What several people tapped one after the other, some of it answered already."""
    found = []
    for number in range(6):
        some = tuple(random.sample(LINES, random.randint(1, 3)))
        order = OrderId(ORDER.id)
        possible: list[Command] = [
            ActOnLines(order, some, LineAction.PICK_UP),
            ActOnLines(order, some, LineAction.DELIVER),
            RecallLines(order, some, random.choice(["a", "tap-0", "tap-1"])),
            AcceptCall(random.choice(CALLS)),
            FinishCall(random.choice(CALLS)),
            CleanRoom(ROOM),
        ]
        command = random.choice(possible)
        at = EVENING + timedelta(seconds=number)
        found.append(Pending(f"tap-{number}", at, command, random.random() < 0.3))
    return found


def as_row(pending: Pending) -> Json:
    """A tap as the phone keeps it in its outbox."""
    match pending.command:
        case ActOnLines() as act:
            command: Json = {
                "kind": "lines",
                "action": act.action,
                "orderId": act.order_id,
                "lineIds": act.line_ids,
            }
        case RecallLines() as recall:
            command = {"kind": "recall", "lineIds": recall.line_ids, "undoes": recall.undoes}
        case AcceptCall() | FinishCall() as answer:
            action = "accept" if isinstance(answer, AcceptCall) else "done"
            command = {"kind": "call", "action": action, "callId": answer.call_id}
        case CleanRoom() as clean:
            command = {"kind": "clean", "roomId": clean.room_id}
        case other:
            raise AssertionError(other)
    state = "confirmed" if pending.is_confirmed else "waiting"
    return {"key": pending.key, "at": pending.at.isoformat(), "state": state, "command": command}


async def test_a_tap_shows_the_same_on_the_phone_as_anywhere(page: Phone) -> None:
    stories = [(a_base(Random(seed)), taps(Random(seed))) for seed in range(150)]
    expected = []
    for base, pending in stories:
        shown = overlay(base, pending)
        rows = [*shown.tables["lines"].values(), *shown.tables["service_calls"].values()]
        states = {row.id: row.state for row in rows if isinstance(row, LineRow | ServiceCallRow)}
        expected.append([states, {id_: at.isoformat() for id_, at in shown.unsent.items()}])

    found = await module(
        page,
        "commands.js",
        "const rows = (listed) => new Map(listed.map((row) => [row.id, row]));"
        "const states = (table) => [...table.values()].map((row) => [row.id, row.state]);"
        "return given.map(([lists, pending]) => { const base = Object.fromEntries("
        "Object.entries(lists).map(([name, listed]) => [name, rows(listed)]));"
        " const shown = m.overlay(base, pending, {id: 'me', name: '我'});"
        " return [Object.fromEntries([...states(shown.tables.lines),"
        "  ...states(shown.tables.service_calls)]), Object.fromEntries(shown.unsent)]; });",
        [
            [
                {
                    name: [msgspec.to_builtins(r) for r in rows.values()]
                    for name, rows in base.items()
                },
                [as_row(each) for each in pending],
            ]
            for base, pending in stories
        ],
    )

    for number, (told, wanted) in enumerate(zip(found, expected, strict=True)):
        assert told == wanted, stories[number][1]


# ── answers ─────────────────────────────────────────────────────────────────────────────────────

PROBLEM, JSON = "application/problem+json", "application/json"
DELIVER = ActOnLines(OrderId(ORDER.id), LINES, LineAction.DELIVER)


def a_problem(status: int, code: str, **more: Any) -> Answer:  # Any: members of a problem
    body = {"code": code, "status": status, **more}
    return Answer(status, PROBLEM, json.dumps(body).encode(), more.get("retry"))


def results(*told: tuple[str, str]) -> Answer:
    listed = [
        {"line_id": f"line-{n}", "outcome": outcome, "state": state, "code": "line.refused"}
        for n, (outcome, state) in enumerate(told)
    ]
    return Answer(
        200, JSON, json.dumps({"positions": {"s": 7}, "results": listed, "order": {}}).encode()
    )


ANSWERS: Final[dict[str, Answer]] = {
    "done": Answer(200, JSON, b'{"positions": {"s": 7}}'),
    "created": Answer(201, JSON, b'{"positions": {}}'),
    "the page of a hotel": Answer(200, "text/html", b"<html>"),
    "somebody else's JSON": Answer(200, JSON, b'{"ok": true}'),
    "a gateway": Answer(502, "text/html", b"bad gateway"),
    "a fault": a_problem(500, "internal"),
    "later": a_problem(429, "too_many"),
    "still at it": a_problem(409, "idempotency.in_progress"),
    "a rule": a_problem(409, "line.refused", final=True, facts={"state": "cancelled"}),
    "unknown here": a_problem(404, "line.unknown", final=True),
    "shut out": a_problem(401, "auth.revoked"),
    "a stranger's 401": Answer(401, "text/html", b"sign in"),
    "partly": results(("moved", "delivered"), ("refused", "cancelled")),
    "others were quicker": results(("refused", "delivered"), ("same", "delivered")),
    "not there yet": results(("refused", "waiting")),
}


def as_page_says(verdict: Verdict) -> Json:
    match verdict:
        case Done():
            told: Json = {"positions": verdict.positions}
            return told | {"partly": verdict.partly.code if verdict.partly else None}
        case FinalNo():
            return {"problem": verdict.problem.code}
        case NeedsPairing():
            return {"hold": verdict.code, "needsPairing": True}
        case Hold():
            return {"hold": verdict.code}


async def test_an_answer_means_the_same_on_the_phone_as_anywhere(page: Phone) -> None:
    found = await module(
        page,
        "outbox.js",
        "const told = [];"
        "for (const [status, type, body] of given) {"
        "  const answer = new Response(body, {status, headers: {'Content-Type': type}});"
        "  const verdict = await m.judged(answer, {kind: 'lines', action: 'deliver'});"
        "  if (verdict.positions) verdict.partly = verdict.partly?.code ?? null;"
        "  if (verdict.problem) verdict.problem = verdict.problem.code;"
        "  told.push(Object.fromEntries(Object.entries(verdict).filter(([, x]) => x !== undefined)));"
        "} return told;",
        [[each.status, each.media_type, each.body.decode()] for each in ANSWERS.values()],
    )

    told = dict(zip(ANSWERS, found, strict=True))
    assert told == {name: as_page_says(judge(each, DELIVER)) for name, each in ANSWERS.items()}


def test_the_answers_are_of_every_kind() -> None:
    kinds = {type(judge(replace(each), DELIVER)) for each in ANSWERS.values()}
    assert kinds == {Done, FinalNo, Hold, NeedsPairing}
