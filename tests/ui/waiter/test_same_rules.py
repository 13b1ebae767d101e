"""What the page computes is what `common` computes, fed with the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any, Final

import msgspec
import pytest

from common.client.session import (
    Action,
    Answered,
    Apply,
    ClockSample,
    Close,
    FetchSnapshot,
    InStep,
    PushSession,
    Send,
    UpdateNeeded,
    Welcomed,
)
from common.domain.freshness import LinkTimes, judge
from common.domain.projection import Change, apply, empty_tables
from common.wire.events import StreamPosition
from tests.support.browser import Phone
from tests.support.rows import a_batch, a_line, a_room, an_order
from tests.ui.waiter.conftest import Floor

pytestmark = pytest.mark.xdist_group("chromium")

Json = dict[str, Any]  # Any: frames and rows as JSON
WAITER, MENU = "shop:1:waiter", "shop:1:menu"
AT: Final = "2026-03-04T12:00:00Z"
BATCH: Final = a_batch(an_order())
EMPTY: Final[Json] = {"put": {}, "drop": {}}


@pytest.fixture
async def page(floor: Floor) -> Phone:
    """The page's modules, without the page."""
    return await floor.new_phone()


async def module(page: Phone, name: str, body: str, given: object) -> Any:  # Any: JSON
    """The value of `body`, which has the module as `m` and `given` as `given`."""
    script = (
        f"import('/waiter/{name}').then((m) => {{ const given = {json.dumps(given)}; {body} }})"
    )
    return await page.run(script)


# ── projection ──────────────────────────────────────────────────────────────────────────────────


def changes(random: Random, count: int) -> list[Change]:
    """Rows of two tables put in any version and dropped, also late, twice and together."""
    found = []
    for _ in range(count):
        lines = tuple(
            replace(a_line(BATCH, id=f"line-{random.randrange(4)}"), version=random.randrange(1, 6))
            for _ in range(random.randrange(3))
        )
        rooms = tuple(
            replace(a_room(id=f"room-{random.randrange(3)}"), version=random.randrange(1, 6))
            for _ in range(random.randrange(2))
        )
        dropped = {
            name: tuple(f"{kind}-{random.randrange(4)}" for _ in range(random.randrange(2)))
            for name, kind in (("lines", "line"), ("rooms", "room"))
        }
        found.append(Change({"lines": lines, "rooms": rooms}, dropped))
    return found


async def test_the_same_events_make_the_same_tables(page: Phone) -> None:
    stories = [changes(Random(seed), 12) for seed in range(200)]
    expected = []
    for story in stories:
        tables = empty_tables()
        for change in story:
            apply(tables, change)
        expected.append(
            {
                name: {row.id: row.version for row in tables[name].values()}
                for name in ("lines", "rooms")
            }
        )

    shown = await module(
        page,
        "projection.js",
        "const versions = (table) =>"
        " Object.fromEntries([...(table ?? [])].map(([id, row]) => [id, row.version]));"
        "return given.map((story) => { let tables = m.tablesOf({});"
        " for (const change of story) tables = m.applied(tables, change).tables;"
        " return {lines: versions(tables.lines), rooms: versions(tables.rooms)}; });",
        [[msgspec.to_builtins(change) for change in story] for story in stories],
    )

    assert shown == expected


# ── freshness ───────────────────────────────────────────────────────────────────────────────────


async def test_the_link_is_judged_alike_at_every_border(page: Phone) -> None:
    cases = [
        (LinkTimes(0.0, last, closed), now)
        for last in (None, 0.0, 3.0)
        for closed in (None, 1.0, 4.0)
        for now in (0.0, 5.9, 6.0, 6.1, 8.9, 9.0, 9.1, 10.0, 10.1, 13.0, 13.1)
    ]
    expected = [(str(found.freshness), found.age_s) for found in (judge(t, n) for t, n in cases)]

    shown = await module(
        page,
        "freshness.js",
        "return given.map(([times, now]) => m.judge(times, now)).map((x) => [x.freshness, x.age]);",
        [
            [{"began": t.began, "lastFrame": t.last_frame, "closedAt": t.closed_at}, now]
            for t, now in cases
        ],
    )

    assert [tuple(each) for each in shown] == expected


# ── the push session ────────────────────────────────────────────────────────────────────────────


def hello(proto: int = 1) -> Json:
    return {"t": "hello", "server_time": AT, "proto": proto}


def welcome(epoch: str = "e", top: int = 5, mode: str = "resume") -> Json:
    streams = {name: {"epoch": epoch, "top": top, "mode": mode} for name in (WAITER, MENU)}
    return {"t": "welcome", "session": "s", "server_time": AT, "heartbeat_s": 3, "streams": streams}


def event(seq: int, prev: int, kind: str = "line.changed") -> Json:
    return {"seq": seq, "prev": prev, "id": f"e{seq}", "kind": kind, "ts": AT, "d": EMPTY}


def beat(top: int) -> Json:
    return {"t": "hb", "now": AT, "tops": {WAITER: top, MENU: 5}}


def ev(seq: int, prev: int, kind: str = "line.changed", s: str = WAITER) -> Json:
    return {"t": "ev", "s": s, **event(seq, prev, kind)}


STORIES: Final[dict[str, list[Json]]] = {
    "events in order": [hello(), welcome(), ev(6, 5), ev(7, 6)],
    "several at once, one of them known": [
        hello(), welcome(), ev(6, 5),
        {"t": "evs", "s": WAITER, "items": [event(6, 5), event(7, 6), event(9, 7)]},
    ],
    "a hole": [hello(), welcome(), ev(8, 7), beat(8)],
    "told twice": [hello(), welcome(), ev(6, 5), ev(6, 5)],
    "a kind of a newer server": [hello(), welcome(), ev(6, 5, "robot.arrived")],
    "a frame of a newer server": [hello(2), welcome(), {"t": "weather", "rain": True}],
    "another epoch, and events meanwhile": [hello(), welcome("f"), ev(6, 5), {"loaded": 5}, ev(7, 6)],
    "a snapshot is wanted": [hello(), welcome(mode="snapshot"), {"loaded": 5}],
    "moved while it was fetched": [
        hello(), welcome(), ev(6, 5, "resync"), {"t": "resync", "s": "", "reason": "x"}, {"loaded": 6},
    ],
    "a snapshot without one of the streams": [hello(), welcome("f"), {"loaded": 5, "only": WAITER}],
    "it could not be had": [hello(), welcome("f"), {"failed": True}, {"loaded": 5}],
    "heartbeats in step, behind, and back": [
        hello(), welcome(), beat(5), beat(6), beat(6), {"loaded": 6}, beat(3),
    ],
    "behind, and then it came": [hello(), welcome(), beat(6), ev(6, 5), beat(6), beat(7)],
    "who speaks": [
        hello(), welcome(),
        {"t": "granted", "id": "a", "repeat": 1, "until": AT}, {"t": "denied", "id": "b", "repeat": 2},
    ],
    "out of order": [welcome(), hello(), hello(), ev(6, 5), welcome(), welcome()],
    "not our server": [{"raw": "<html>"}, {"raw": "[]"}, {"raw": "null"}],
}  # fmt: skip
PLAY: Final = """
const at = (seq) => ({WAITER: {epoch: "e", seq}, MENU: {epoch: "e", seq: 5}});
const positions = ({loaded, only}) => {
  const all = {WAITER: {epoch: "f", seq: loaded}, MENU: {epoch: "f", seq: 5}};
  return only ? {[only]: all[only]} : all;
};
return given.map((story) => {
  const session = new m.PushSession("zd_x", "waiter", "1", at(5), 2);
  const told = [];
  const carryOut = (actions) => {
    for (const action of actions) {
      told.push(action);
      if (action.do !== "apply") continue;
      carryOut(session.committed(action.stream, action.events.at(-1).seq));
    }
  };
  for (const frame of story) {
    if (frame.raw !== undefined) carryOut(session.received(frame.raw));
    else if (frame.failed) carryOut(session.snapshotFailed());
    else if (frame.loaded !== undefined) carryOut(session.snapshotLoaded(positions(frame)));
    else carryOut(session.received(JSON.stringify(frame)));
    told.push({isCaughtUp: session.isCaughtUp});
  }
  carryOut(session.beat("now", 3));
  return told;
});
""".replace("WAITER", f'"{WAITER}"').replace("MENU", f'"{MENU}"')


def as_json(action: Action) -> Json | None:
    """An action of `common.client.session` as the page names it."""
    match action:
        case Send():
            return {
                "do": "send",
                "t": msgspec.to_builtins(action.frame)["t"],
                **_said(action.frame),
            }
        case Apply():
            return {"do": "apply", "stream": action.stream, "seqs": [e.seq for e in action.events]}
        case FetchSnapshot():
            return {"do": "fetch", "reason": action.reason}
        case ClockSample():
            return {"do": "clock"}
        case InStep():
            return {"do": "in_step"}
        case UpdateNeeded():
            return {"do": "update", "what": action.what}
        case Answered():
            return {"do": "answered", "id": action.id, "granted": action.is_granted}
        case Close():
            return {"do": "close", "code": action.code}
        case Welcomed():
            return None  # the page has nothing to do at it


def _said(frame: object) -> Json:
    said = msgspec.to_builtins(frame)
    return {"seq": said.get("seq"), "s": said.get("s"), "tops": said.get("tops")}


def played(story: list[Json]) -> list[Json]:
    """What Python's session asks for, as it is carried out."""
    cursors = {name: StreamPosition("e", 5) for name in (WAITER, MENU)}
    session = PushSession("zd_x", "waiter", "1", cursors, 2)
    told: list[Json] = []

    def carry_out(actions: list[Action]) -> None:
        for action in actions:
            if (named := as_json(action)) is not None:
                told.append(named)
            if isinstance(action, Apply):
                carry_out(session.committed(action.stream, action.seq))

    for frame in story:
        if "raw" in frame:
            carry_out(session.received(frame["raw"]))
        elif "failed" in frame:
            carry_out(session.snapshot_failed())
        elif "loaded" in frame:
            names = [frame["only"]] if "only" in frame else [WAITER, MENU]
            seqs = {WAITER: frame["loaded"], MENU: 5}
            carry_out(session.snapshot_loaded({s: StreamPosition("f", seqs[s]) for s in names}))
        else:
            carry_out(session.received(json.dumps(frame)))
        told.append({"isCaughtUp": session.is_caught_up})
    carry_out(session.beat(datetime.fromisoformat(AT), 3))
    return told


async def test_both_sessions_ask_for_the_same_at_every_frame(page: Phone) -> None:
    shown = await module(page, "session.js", PLAY, list(STORIES.values()))

    for name, story, told in zip(STORIES, STORIES.values(), shown, strict=True):
        assert [_as_python(each) for each in told] == played(story), name


def _as_python(action: Json) -> Json:
    """An action of the page, with what both tell."""
    match action.get("do"):
        case "send":
            frame = action["frame"]
            said = {name: frame.get(name) for name in ("seq", "s", "tops")}
            return {"do": "send", "t": frame["t"], **said}
        case "apply":
            seqs = [each["seq"] for each in action["events"]]
            return {"do": "apply", "stream": action["stream"], "seqs": seqs}
        case "clock" | "in_step":
            return {"do": action["do"]}
        case "answered":
            return {"do": "answered", "id": action["id"], "granted": action["until"] is not None}
        case "close":
            return {"do": "close", "code": action["code"]}
        case _:
            return action
