"""For any interleaving of changes, clock and crashes: nothing is said twice, nothing that is true is lost."""

import asyncio
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.db.migrate import migrate
from server.db.units import open_units
from tests.support.clock import FakeClock
from tests.support.databases import Databases
from tests.support.earshot import Earshot
from tests.support.talk import open_talk

STEPS = 25


def prepare(url: str) -> None:
    migrate(url)


async def live_through(databases: Databases, seed: int) -> None:
    clock = FakeClock()
    units = open_units(databases.prepared("migrated", prepare), clock.now)
    try:
        earshot = Earshot(await open_talk(units, clock), Random(seed))
        for _ in range(STEPS):
            await earshot.step()
        await earshot.settle()
        earshot.check()
    finally:
        await units.close()


@settings(
    max_examples=5,
    # The factory of databases holds nothing of an example.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_nothing_is_said_twice_and_nothing_true_is_lost(
    sqlite_databases: Databases, seed: int
) -> None:
    asyncio.run(live_through(sqlite_databases, seed))


@pytest.mark.parametrize("seed", [7])
def test_the_same_on_postgresql(postgres_databases: Databases, seed: int) -> None:
    asyncio.run(live_through(postgres_databases, seed))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(300))
def test_the_same_for_many_evenings(sqlite_databases: Databases, seed: int) -> None:
    asyncio.run(live_through(sqlite_databases, seed))
