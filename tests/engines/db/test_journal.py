"""The journal's promises: contiguous, in one transaction with the change, bounded."""

import asyncio
import json
import random
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given, strategies
from sqlalchemy.orm import Session

from server.db import journal
from server.db.journal import RETAINED_ROWS, StreamPosition
from server.db.unit import Unit
from server.db.units import Units, open_units
from tests.support.clock import FakeClock


class Dropped(Exception):
    """A unit that fails after it has numbered its events."""


def read(session: Session, after: int = 0, limit: int = 100_000) -> list[journal.JournalEvent]:
    return journal.read(session, "kitchen", after, limit)


async def test_an_event_is_read_as_it_was_told(units: Units, clock: FakeClock) -> None:
    until = clock.now() + timedelta(minutes=10)
    told = await units.write(
        lambda unit: unit.emit("kitchen", "placed", {"dish": "水饺"}, expires_at=until)
    )
    [event] = await units.read(read)
    assert (event.seq, event.prev, event.id, event.kind) == (1, 0, told, "placed")
    assert (event.ts, event.expires_at) == (clock.now(), until)
    assert json.loads(event.body) == {"dish": "水饺"}


async def test_numbers_are_contiguous_while_units_race_fail_and_are_read(units: Units) -> None:
    chance = random.Random(7)
    failing = {n for n in range(300) if chance.random() < 0.3}

    def place(unit: Unit, number: int) -> None:
        streams = ["kitchen", "board", f"stay:{number % 5}"]
        random.Random(number).shuffle(streams)
        for stream in streams:
            for _ in range(1 + number % 3):
                unit.emit(stream, "placed", {"n": number})
        unit.seal()
        if number in failing:
            raise Dropped

    async def watch() -> None:
        """What a device sees at any moment is a prefix without holes."""
        after = 0
        while after < expected:
            for event in await units.read(partial(read, after=after, limit=50)):
                assert event.seq == after + 1 == event.prev + 1
                after = event.seq

    expected = sum(1 + n % 3 for n in range(300) if n not in failing)
    watcher = asyncio.create_task(watch())
    results = await asyncio.gather(
        *(units.write(partial(place, number=n)) for n in range(300)),
        return_exceptions=True,
    )
    assert {n for n, result in enumerate(results) if isinstance(result, Dropped)} == failing
    assert sum(result is not None for result in results) == len(failing)
    await watcher
    tops = await units.read(lambda session: journal.tops(session, ["kitchen", "board", "stay:9"]))
    assert tops == {"kitchen": expected, "board": expected, "stay:9": 0}


async def test_two_processes_number_one_stream(migrated_url: str, clock: FakeClock) -> None:
    both = [open_units(migrated_url, clock.now) for _ in range(2)]

    def place(unit: Unit) -> int:
        unit.emit("kitchen", "placed", {})
        return unit.seal()["kitchen"]

    seen = await asyncio.gather(*(both[n % 2].write(place) for n in range(80)))
    assert sorted(seen) == list(range(1, 81))
    for units in both:
        await units.close()


async def test_of_a_collapse_key_only_the_newest_is_replayed(units: Units) -> None:
    def work(unit: Unit) -> None:
        unit.emit("kitchen", "menu", {"n": 1}, collapse_key="menu")
        unit.emit("kitchen", "placed", {"n": 2})
        unit.emit("kitchen", "menu", {"n": 3}, collapse_key="menu")
        unit.emit("kitchen", "shop", {"n": 4}, collapse_key="shop")
        unit.emit("kitchen", "menu", {"n": 5}, collapse_key="menu")
        unit.emit("board", "menu", {"n": 1}, collapse_key="menu")

    await units.write(work)
    replayed = await units.read(read)
    assert [(event.prev, event.seq) for event in replayed] == [(0, 2), (2, 4), (4, 5)]
    paged = await units.read(lambda session: read(session, 0, 1) + read(session, 2, 2))
    assert paged == replayed


@pytest.mark.parametrize(
    ("epoch", "seq", "resumes"),
    [
        ("e", 5000, True),
        ("e", 3100, True),
        ("e", 3000, True),
        ("e", 2999, False),  # the gap is over 2,000
        ("e", 5001, False),  # beyond the top: it knew another journal
        ("f", 5000, False),
    ],
)
def test_a_device_resumes_only_where_nothing_is_missing(
    epoch: str, seq: int, resumes: bool
) -> None:
    assert StreamPosition("e", top=5000, floor=10).can_resume(epoch, seq) is resumes


@given(floor=strategies.integers(0, 50), seq=strategies.integers(0, 60))
def test_the_next_row_must_still_be_held(floor: int, seq: int) -> None:
    position = StreamPosition("e", top=50, floor=floor)
    assert position.can_resume("e", seq) is (floor <= seq <= 50)


async def test_a_stream_keeps_about_its_newest_two_thousand(units: Units) -> None:
    def hundred(unit: Unit) -> None:
        for _ in range(100):
            unit.emit("kitchen", "placed", {})

    for _ in range(25):
        await units.write(hundred)
    events = await units.read(read)
    position = await units.read(lambda s: journal.positions(s, ["kitchen"])["kitchen"])
    assert position.top == events[-1].seq == 2500
    assert events[0].seq == position.floor + 1
    assert RETAINED_ROWS <= len(events) < RETAINED_ROWS + 300


async def test_after_three_days_the_old_is_forgotten_and_the_place_remembered(
    units: Units, clock: FakeClock
) -> None:
    for stream in ("kitchen", "board"):
        await units.write(partial(Unit.emit, stream=stream, kind="old", body={}))
    clock.advance(timedelta(hours=73))
    await units.write(lambda unit: unit.emit("kitchen", "new", {}))

    pruned = await units.write(lambda unit: journal.prune(unit.session, unit.now))

    assert pruned == 2
    assert [event.kind for event in await units.read(read)] == ["new"]
    found = await units.read(lambda s: journal.positions(s, ["kitchen", "board"]))
    assert (found["kitchen"].floor, found["kitchen"].top) == (1, 2)
    assert (found["board"].floor, found["board"].top) == (1, 1)
    assert await units.write(lambda unit: journal.prune(unit.session, unit.now)) == 0


async def test_a_new_epoch_is_everybodys(units: Units) -> None:
    await units.write(lambda unit: unit.emit("kitchen", "placed", {}))
    before = await units.read(lambda s: journal.positions(s, ["kitchen", "never"]))
    assert before["kitchen"].epoch == before["never"].epoch

    await units.write(lambda unit: journal.begin_epoch(unit.session, "restored"))
    await units.write(lambda unit: unit.emit("fresh", "placed", {}))

    after = await units.read(lambda s: journal.positions(s, ["kitchen", "never", "fresh"]))
    assert {position.epoch for position in after.values()} == {"restored"}
    assert not after["kitchen"].can_resume(before["kitchen"].epoch, 1)
