"""When the database cannot, the caller hears 503 and nothing is stored; then it goes on."""

import asyncio
import sqlite3
import subprocess
import sys
import threading

import psycopg
import pytest
from sqlalchemy import text

from server.db.errors import UnitsUnavailable
from server.db.migrate import migrate
from server.db.unit import Unit
from server.db.units import Units, open_units
from tests.engines.db.brands import add_brand, brand_codes
from tests.support.postgres import EphemeralPostgres
from tests.support.waiting import until

on_sqlite = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)


@on_sqlite
async def test_a_writer_from_outside_makes_everybody_wait_then_refuses_all_at_once(
    units: Units, migrated_url: str
) -> None:
    outside = sqlite3.connect(migrated_url.removeprefix("sqlite:///"), isolation_level=None)
    outside.execute("BEGIN IMMEDIATE")
    refused = await asyncio.gather(
        *(units.write(add_brand(f"b{n}")) for n in range(20)), return_exceptions=True
    )
    assert {type(answer) for answer in refused} == {UnitsUnavailable}
    outside.execute("ROLLBACK")
    outside.close()

    assert await units.write(add_brand("after")) == "after"
    assert await units.read(brand_codes) == ["after"]


_CODES = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(*(code for code, in connection.execute("SELECT code FROM brand ORDER BY code")))
connection.close()
"""


@on_sqlite
async def test_a_file_opened_twice_here_is_not_taken_away_by_who_closes_it_elsewhere(
    units: Units, migrated_url: str
) -> None:
    def seen_elsewhere() -> list[str]:
        """Another process opens the file, and is the last to close it as far as locks tell."""
        file = migrated_url.removeprefix("sqlite:///")
        done = subprocess.run([sys.executable, "-c", _CODES, file], capture_output=True, check=True)
        return done.stdout.decode().split()

    await units.write(add_brand("before"))
    again = open_units(migrated_url)
    await again.write(add_brand("beside"))
    assert await asyncio.to_thread(seen_elsewhere) == ["before", "beside"]
    await units.write(add_brand("after"))
    assert await asyncio.to_thread(seen_elsewhere) == ["after", "before", "beside"]
    await again.close()


@on_sqlite
async def test_a_full_disk_refuses_its_group_stores_nothing_of_it_and_heals(units: Units) -> None:
    def set_room(pages: int) -> None:
        units.run_write(lambda unit: unit.session.execute(text(f"PRAGMA max_page_count = {pages}")))

    def big(unit: Unit) -> None:
        add_brand("big")(unit)
        for _ in range(20):
            unit.emit("kitchen", "placed", {"filler": "x" * 100_000})

    await units.write(add_brand("before"))
    set_room(1)  # not below what is already there: no page more
    small, too_big = await asyncio.gather(
        units.write(add_brand("same group")), units.write(big), return_exceptions=True
    )
    assert isinstance(too_big, UnitsUnavailable)
    stored = await units.read(brand_codes)
    assert stored == (["before", "same group"] if small == "same group" else ["before"])

    set_room(1_000_000)
    await units.write(big)
    assert "big" in await units.read(brand_codes)


@on_sqlite
async def test_a_commit_that_fails_is_nobodys_success(units: Units) -> None:
    """A deferred constraint fails at the commit itself, when all units of the group have run."""
    told: set[str] = set()
    units.on_commit(told.update)
    has_begun, may_end = threading.Event(), threading.Event()

    def hold_the_writer(unit: Unit) -> None:
        has_begun.set()
        assert may_end.wait(10)

    def breaks_at_commit(unit: Unit) -> None:
        unit.session.execute(text("PRAGMA defer_foreign_keys = ON"))
        unit.session.execute(text("INSERT INTO shop_closing VALUES ('c', 'no shop', 't', 't', '')"))
        unit.emit("kitchen", "placed", {})

    holding = asyncio.create_task(units.write(hold_the_writer))
    await until(has_begun.is_set)
    group = [
        asyncio.create_task(units.write(work))
        for work in (add_brand("one"), breaks_at_commit, add_brand("two"))
    ]
    await asyncio.sleep(0)  # all three wait behind the writer
    may_end.set()

    # On a fast machine the writer takes them into the commit of the one that held it.
    await asyncio.gather(holding, return_exceptions=True)
    one, broken, two = await asyncio.gather(*group, return_exceptions=True)
    stored = await units.read(brand_codes)
    assert isinstance(broken, UnitsUnavailable)
    for code, answer in (("one", one), ("two", two)):
        assert answer == code if code in stored else isinstance(answer, UnitsUnavailable)
    assert told == set()
    assert await units.write(add_brand("after")) == "after"


@on_sqlite
async def test_a_caller_that_left_and_a_commit_that_failed_do_not_stop_the_writer(
    units: Units,
) -> None:
    for _ in range(5):  # only if both are of one group, which the machine's speed decides
        await _leave_while_the_commit_fails(units)

    async with asyncio.timeout(5):
        assert await units.write(add_brand("after")) == "after"
    assert await units.read(brand_codes) == ["after"]


async def _leave_while_the_commit_fails(units: Units) -> None:
    has_begun, may_end = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def breaks_at_commit(unit: Unit) -> None:
        loop.call_soon_threadsafe(has_begun.set)
        assert may_end.wait(10)
        unit.session.execute(text("PRAGMA defer_foreign_keys = ON"))
        unit.session.execute(text("INSERT INTO shop_closing VALUES ('c', 'no shop', 't', 't', '')"))

    breaking = asyncio.create_task(units.write(breaks_at_commit))
    await has_begun.wait()
    left = asyncio.create_task(units.write(add_brand("left")))
    await asyncio.sleep(0)  # it waits behind the writer
    left.cancel()
    await asyncio.sleep(0)
    may_end.set()
    async with asyncio.timeout(5):
        answers = await asyncio.gather(breaking, left, return_exceptions=True)
    assert [type(answer) for answer in answers] == [UnitsUnavailable, asyncio.CancelledError]


@on_postgres
async def test_two_units_that_lock_crosswise_both_succeed(units: Units) -> None:
    for code in ("left", "right"):
        await units.write(add_brand(code))
    both_hold = threading.Barrier(2)
    attempts = 0

    def crosswise(unit: Unit, first: str, second: str) -> None:
        nonlocal attempts
        attempts += 1
        rename = text("UPDATE brand SET name = name || '!' WHERE code = :code")
        unit.session.execute(rename, {"code": first})
        if attempts <= 2:
            both_hold.wait(10)
        unit.session.execute(rename, {"code": second})

    await asyncio.gather(
        units.write(lambda unit: crosswise(unit, "left", "right")),
        units.write(lambda unit: crosswise(unit, "right", "left")),
    )
    names = await units.read(lambda s: list(s.scalars(text("SELECT name FROM brand"))))
    assert sorted(names) == ["left!!", "right!!"]
    assert attempts == 3


@on_postgres
async def test_a_connection_cut_before_the_commit_is_taken_again(
    units: Units, migrated_url: str
) -> None:
    attempts = 0

    def cut_once(unit: Unit) -> str:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            own = unit.session.scalar(text("SELECT pg_backend_pid()"))
            with psycopg.connect(migrated_url, autocommit=True) as operator:
                operator.execute("SELECT pg_terminate_backend(%s)", [own])
        return add_brand("kept")(unit)

    assert await units.write(cut_once) == "kept"
    assert attempts == 2
    assert await units.read(brand_codes) == ["kept"]


@on_postgres
async def test_a_key_that_another_unit_took_meanwhile_is_refused_by_the_rules(units: Units) -> None:
    """Two shops' devices name one thing alike: each looks, sees nothing, and stores it."""
    attempts = 0

    def add_if_free(unit: Unit) -> str:
        nonlocal attempts
        attempts += 1
        if "lychee" in brand_codes(unit.session):
            return "taken"
        if attempts == 1:
            units.run_write(add_brand("lychee"))
        return add_brand("lychee")(unit)

    assert await units.write(add_if_free) == "taken"
    assert attempts == 2
    assert await units.read(brand_codes) == ["lychee"]


async def test_a_database_that_crashes_and_returns_loses_nothing_acknowledged() -> None:
    cluster = EphemeralPostgres(durable=True).start()
    try:
        url = cluster.create()
        await _crash_under_load(cluster, url)
    finally:
        cluster.stop()


async def _crash_under_load(cluster: EphemeralPostgres, url: str) -> None:
    migrate(url)
    units = open_units(url)
    acknowledged: list[str] = []
    is_over = asyncio.Event()

    async def keep_ordering(counter: str) -> None:
        number = 0
        while not is_over.is_set():
            code = f"{counter}-{number}"
            try:
                acknowledged.append(await units.write(add_brand(code)))
            except UnitsUnavailable:
                await asyncio.sleep(0.01)
            number += 1

    guests = [asyncio.create_task(keep_ordering(counter)) for counter in "abcd"]
    await until(lambda: len(acknowledged) > 100)
    await asyncio.to_thread(cluster.restart)
    before = len(acknowledged)
    await until(lambda: len(acknowledged) > before + 100)
    is_over.set()
    await asyncio.gather(*guests)

    stored = await units.read(brand_codes)
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
    await units.close()
