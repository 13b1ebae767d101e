"""A unit of work stands or falls alone, and its answer leaves after the commit that holds it."""

import asyncio
import logging
import threading
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from server.db import journal
from server.db.errors import UnitsUnavailable
from server.db.unit import Unit
from server.db.units import Units
from server.lib.logs import bound_request, request_id
from tests.engines.db.brands import add_brand, brand_codes
from tests.support.clock import FakeClock
from tests.support.waiting import until


async def test_what_was_answered_can_be_read(units: Units) -> None:
    assert await units.write(add_brand("lychee")) == "lychee"
    assert await units.read(brand_codes) == ["lychee"]


async def test_an_error_takes_back_its_own_unit_alone(units: Units) -> None:
    def broken(unit: Unit) -> None:
        add_brand("broken")(unit)
        unit.emit("a", "told", {})
        raise LookupError("no such dish")

    first, failed, second = await asyncio.gather(
        units.write(add_brand("first")),
        units.write(broken),
        units.write(add_brand("second")),
        return_exceptions=True,
    )

    assert (first, second) == ("first", "second")
    assert isinstance(failed, LookupError)
    assert await units.read(brand_codes) == ["first", "second"]
    assert await units.read(lambda session: journal.tops(session, ["a"])) == {"a": 0}


async def test_a_broken_constraint_is_the_units_own_error(units: Units) -> None:
    await units.write(add_brand("lychee"))
    with pytest.raises(IntegrityError):
        await units.write(add_brand("lychee"))
    assert await units.read(brand_codes) == ["lychee"]


async def test_a_savepoint_takes_back_rows_and_events_and_the_unit_goes_on(units: Units) -> None:
    def refused_then_answered(unit: Unit) -> dict[str, int]:
        unit.emit("a", "kept", {})
        with suppress(LookupError), unit.savepoint():
            add_brand("refused")(unit)
            unit.emit("b", "taken back", {})
            unit.wake("due:nothing")
            unit.seal()
            raise LookupError
        add_brand("answer")(unit)
        return unit.seal()

    touched: list[frozenset[str]] = []
    units.on_commit(touched.append)

    assert await units.write(refused_then_answered) == {"a": 1}
    assert await units.read(brand_codes) == ["answer"]
    assert touched == [frozenset({"a"})]


async def test_an_event_after_the_journal_was_written_is_a_mistake(units: Units) -> None:
    def late(unit: Unit) -> None:
        unit.seal()
        unit.emit("a", "late", {})

    with pytest.raises(RuntimeError, match="late emitted after"):
        await units.write(late)


@pytest.mark.parametrize("way_out", ["commit", "rollback"])
async def test_a_service_cannot_close_the_unit_it_works_in(units: Units, way_out: str) -> None:
    def impatient(unit: Unit) -> None:
        add_brand("impatient")(unit)
        getattr(unit.session, way_out)()

    with pytest.raises(RuntimeError, match="the edge closes"):
        await units.write(impatient)
    assert await units.read(brand_codes) == []


async def test_a_read_sees_one_state_though_others_commit_meanwhile(units: Units) -> None:
    has_looked, has_committed = threading.Event(), threading.Event()

    def look_twice(session: Session) -> tuple[list[str], list[str]]:
        before = brand_codes(session)
        has_looked.set()
        assert has_committed.wait(10)
        return before, brand_codes(session)

    reading = asyncio.create_task(units.read(look_twice))
    await until(has_looked.is_set)
    await units.write(add_brand("meanwhile"))
    has_committed.set()

    assert await reading == ([], [])
    assert await units.read(brand_codes) == ["meanwhile"]


async def test_a_read_cannot_write(units: Units) -> None:
    def sneaky(session: Session) -> None:
        session.execute(text("INSERT INTO journal_base (id, epoch) VALUES (2, 'x')"))

    with pytest.raises(DBAPIError, match=r"read-?only"):
        await units.read(sneaky)


async def test_time_does_not_run_backwards_when_the_clock_does(
    units: Units, clock: FakeClock
) -> None:
    before = await units.write(lambda unit: unit.now)
    clock.set(before - timedelta(hours=1))
    assert await units.write(lambda unit: unit.now) == before
    clock.set(before + timedelta(seconds=1))
    assert await units.write(lambda unit: unit.now) == before + timedelta(seconds=1)


async def test_a_cancelled_caller_does_not_stop_a_unit_that_has_begun(units: Units) -> None:
    has_begun, may_end = threading.Event(), threading.Event()

    def slow(unit: Unit) -> None:
        has_begun.set()
        assert may_end.wait(10)
        add_brand("slow")(unit)

    caller = asyncio.create_task(units.write(slow))
    await until(has_begun.is_set)
    caller.cancel()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await caller

    await until(lambda: units.run_read(brand_codes) == ["slow"])
    await units.write(add_brand("next"))
    assert await units.read(brand_codes) == ["next", "slow"]


async def test_many_at_once_are_all_there_and_all_told(units: Units) -> None:
    told: set[str] = set()
    units.on_commit(told.update)

    def place(unit: Unit, number: int) -> int:
        add_brand(f"b{number:03}")(unit)
        unit.emit("shop", "placed", {"n": number})
        unit.emit(f"stay:{number}", "placed", {"n": number})
        return unit.seal()["shop"]

    positions = await asyncio.gather(*(units.write(partial(place, number=n)) for n in range(100)))

    assert sorted(positions) == list(range(1, 101))
    assert len(await units.read(brand_codes)) == 100
    assert told == {"shop", *(f"stay:{n}" for n in range(100))}


async def test_a_listener_that_fails_hurts_neither_the_unit_nor_other_listeners(
    units: Units, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(touched: frozenset[str]) -> None:
        raise LookupError("listener")

    told: list[frozenset[str]] = []
    units.on_commit(fail)
    units.on_commit(told.append)
    with caplog.at_level(logging.ERROR):
        await units.write(lambda unit: unit.emit("a", "told", {}))
    assert told == [frozenset({"a"})]
    assert "commit listener failed" in caplog.text


async def test_the_requests_id_travels_into_its_unit_and_its_read(units: Units) -> None:
    with bound_request("r-1"):
        assert await units.write(lambda unit: request_id.get()) == "r-1"
        assert await units.read(lambda session: request_id.get()) == "r-1"
    assert await units.write(lambda unit: request_id.get()) == ""


async def test_closing_finishes_what_waits_and_refuses_what_comes(units: Units) -> None:
    has_begun, may_end = threading.Event(), threading.Event()

    def slow(unit: Unit) -> str:
        has_begun.set()
        assert may_end.wait(10)
        return add_brand("slow")(unit)

    first = asyncio.create_task(units.write(slow))
    await until(has_begun.is_set)
    second = asyncio.create_task(units.write(add_brand("second")))
    await asyncio.sleep(0)
    closing = asyncio.create_task(units.close())
    may_end.set()
    await closing

    assert (await first, await second) == ("slow", "second")
    with pytest.raises(UnitsUnavailable):
        await units.write(add_brand("late"))
