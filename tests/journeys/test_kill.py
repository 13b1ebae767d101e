"""`kill -9` of server, kitchen and pads at random moments: nothing lost, nothing doubled.

`make soak` runs other seeds.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from common.client.clock import DeviceClock
from common.client.device_file import DeviceFile
from common.domain.kitchen import LineState
from common.domain.projection import Tables
from server.db.idempotency import IdempotencyRow
from server.entry.demo.headless import Headless, HeadlessFailed
from server.entry.demo.screens import Screen
from server.entry.demo.venue import Venue
from server.kitchen.models import Batch, Line, Trail
from tests.support.venues import Cores, Desk, line_of
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(180)]

STEPS = 20
DISHES = ("可乐", "水饺", "红烧肉", "矿泉水")
FORWARD = {
    LineState.WAITING: "start",
    LineState.COOKING: "finish",
    LineState.READY: "notify",
    LineState.NOTIFIED: "pick-up",
}


class Storm:
    """Two pads and a kitchen without windows; `rng` decides who does what and who dies when."""

    def __init__(self, venue: Venue, seed: int) -> None:
        self.rng = random.Random(seed)
        self.venue = venue
        self.terminals = {
            "801": venue.headless("801", "pad", "801"),
            "802": venue.headless("802", "pad", "802"),
            "kitchen": venue.headless("kitchen", "kitchen"),
        }
        self.accepted: list[str] = []
        self.deaths: Counter[str] = Counter()

    def step(self) -> None:
        who = self.rng.choice(list(self.terminals))
        does = self._idea(who)
        victim = self.rng.choice(["", "", who, "server"])
        with self._killing(victim, self.rng.uniform(0.0, 0.15)):
            try:
                self.terminals[who].try_to(*does, "--wait", "0.3")
            except HeadlessFailed:
                assert victim == who, "it ended by itself"
        self._revive(victim)

    def calm(self) -> None:
        """Everybody is there again and has said and heard what there was; the kitchen last."""
        kitchen = self.terminals.pop("kitchen")
        for terminal in self.terminals.values():
            self._end(terminal)
        # What the kitchen acknowledges comes back to it as seen.
        wait_until(lambda: not self._unseen(), 20.0, "all batches seen")
        self._end(kitchen)

    def _end(self, terminal: Headless) -> None:
        terminal.do("sync", "--wait", "20")
        self.accepted += terminal.accepted
        terminal.close()

    def _unseen(self) -> int:
        asked = select(func.count()).where(Batch.seen_at.is_(None))
        return self.venue.units.run_read(lambda session: session.scalar(asked) or 0)

    def _idea(self, who: str) -> tuple[str, ...]:
        if who != "kitchen":
            return ("order", f"{self.rng.choice(DISHES)}*{self.rng.randint(1, 3)}")
        asked = select(Line.id, Line.state).where(Line.state.in_(FORWARD)).order_by(Line.id)
        owed = self.venue.units.run_read(lambda session: session.execute(asked).all())
        if not owed:
            return ("sync",)
        line = self.rng.choice(owed)
        return (FORWARD[line.state], line.id)

    @contextmanager
    def _killing(self, victim: str, after_s: float) -> Iterator[None]:
        timer = threading.Timer(after_s, self._killer_of(victim))
        timer.start()
        try:
            yield
        finally:
            timer.join()

    def _killer_of(self, victim: str) -> Callable[[], None]:
        match victim:
            case "":
                return lambda: None
            case "server":
                return self.venue.kill_server
            case _:
                return self.terminals[victim].kill

    def _revive(self, victim: str) -> None:
        self.deaths[victim] += 1
        if victim == "server":
            self.venue.serve()
        elif victim:
            self.accepted += self.terminals[victim].accepted
            self.terminals[victim] = self.venue.start_headless(victim)


async def _storm_and_reckoning(venue: Venue, seed: int, steps: int) -> None:
    storm = Storm(venue, seed)
    for _ in range(steps):
        storm.step()
    storm.calm()
    assert storm.deaths["server"]
    assert storm.deaths.total() - storm.deaths[""] > steps // 4

    answers = _answers(venue)
    lost = [key for key in storm.accepted if key not in answers]
    assert lost == [], f"{len(lost)} of {len(storm.accepted)} accepted commands never reached it"
    assert len(storm.accepted) == len(set(storm.accepted))
    _assert_each_key_had_one_effect(venue, answers)
    _assert_trails_lead_to_states(venue)
    assert "the database is sound" in venue.command_line("check")
    async with Cores.of(venue) as cores:
        fresh = await cores.paired("kitchen", name="fresh")
        kept = await _tables(venue.folder / "kitchen.db")
        for table in ("orders", "batches", "lines"):
            assert kept[table] == fresh.core.tables()[table], table


async def test_a_storm_of_kills_loses_nothing_and_doubles_nothing(venue: Venue) -> None:
    await _storm_and_reckoning(venue, seed=1, steps=STEPS)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 22))
async def test_other_storms(venue: Venue, seed: int) -> None:
    await _storm_and_reckoning(venue, seed, 3 * STEPS)


def test_windows_killed_in_the_middle_of_a_tap_come_back_with_it(venue: Venue, desk: Desk) -> None:
    """A pad right after 下单, a kitchen right after a tap, and the server under both."""
    rng = random.Random(3)
    kitchen = venue.pair("kitchen", "kds_app", "主灶屏", "--speech", "silent")
    pad = venue.pair("pad", "pad_app", "801平板", room="801")
    pad.tap("beginOrdering", timeout=30.0)
    _order(pad, "酒水", "可乐")
    cola = line_of(kitchen, "可乐")

    _order(pad, "水饺面点", "水饺")
    pad.kill()
    kitchen.tap(cola)
    kitchen.see_value(cola, "lineState", "cooking")
    kitchen.kill()
    pad = venue.start("801平板", "pad_app")
    kitchen = venue.start("主灶屏", "kds_app", "--speech", "silent")
    dumplings = line_of(kitchen, "水饺")
    kitchen.see_value(cola, "lineState", "cooking")

    tapped = threading.Timer(rng.uniform(0.0, 0.1), venue.kill_server)
    tapped.start()
    kitchen.tap(dumplings)
    kitchen.see_value(dumplings, "lineState", "cooking")
    tapped.join()
    kitchen.kill()
    venue.serve()
    kitchen = venue.start("主灶屏", "kds_app", "--speech", "silent")
    kitchen.see_value(dumplings, "lineState", "cooking", timeout=30.0)
    kitchen.see_value("chipUnsent", "value", "0 条", timeout=20.0)
    pad.tap("tabOrder", timeout=30.0)
    pad.see_value("pill-水饺", "lineState", "cooking", timeout=20.0)

    (order,) = desk.orders()
    dishes = [line["name"] for batch in order["batches"] for line in batch["lines"]]
    assert dishes == ["可乐", "水饺"]
    _assert_each_key_had_one_effect(venue, _answers(venue))
    _assert_trails_lead_to_states(venue)


def _order(pad: Screen, category: str, dish: str) -> None:
    pad.tap("tabMenu")
    pad.tap(f"category-{category}")
    pad.tap(f"add-{dish}")
    pad.tap("placeOrder")
    pad.see("orderNumber")


def _answers(venue: Venue) -> dict[str, int]:
    """Key → status, of everything that the server answered for good."""
    asked = select(IdempotencyRow.key, IdempotencyRow.status)
    rows = venue.units.run_read(lambda session: session.execute(asked).all())
    return {row.key: row.status or 0 for row in rows}


def _assert_each_key_had_one_effect(venue: Venue, answers: dict[str, int]) -> None:
    counted = (
        select(Trail.key, Trail.subject_id, Trail.what, func.count())
        .group_by(Trail.key, Trail.subject_id, Trail.what)
        .where(Trail.key.is_not(None))
    )
    placed = select(func.count()).select_from(Batch)
    of_batches = select(func.count()).where(Trail.what == "place")
    done = venue.units.run_read(lambda session: session.execute(counted).all())
    batches, places = venue.units.run_read(
        lambda session: (session.scalar(placed), session.scalar(of_batches))
    )
    assert {count for *_, count in done} == {1}
    assert all(answers[key] < 300 for key, *_ in done), "a refused command left a trace"
    assert batches == places


def _assert_trails_lead_to_states(venue: Venue) -> None:
    """Each line's trail is one chain of steps that ends where the line stands."""
    steps = (
        select(Trail.subject_id, Trail.before, Trail.after)
        .where(Trail.subject == "line", Trail.what.in_(("start", "finish", "notify", "pick_up")))
        .order_by(Trail.recorded_at, Trail.id)
    )
    states = venue.units.run_read(
        lambda session: dict(session.execute(select(Line.id, Line.state)).tuples().all())
    )
    stands = dict.fromkeys(states, "waiting")
    for line_id, before, after in venue.units.run_read(lambda s: s.execute(steps).all()):
        assert stands[line_id] == before, f"{line_id}: {before} → {after} from {stands[line_id]}"
        stands[line_id] = after
    assert stands == {line_id: str(state) for line_id, state in states.items()}


async def _tables(path: Path) -> Tables:
    """What a terminal that is off holds on its disk."""
    held = await DeviceFile.open(path, DeviceClock())
    tables = held.projected.tables
    await held.close()
    return tables
