"""The credits on a real database are the credits on paper, whatever happens in whatever order."""

import asyncio
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from server.db.migrate import migrate
from server.db.units import open_units
from tests.support.clock import FakeClock
from tests.support.databases import Databases
from tests.support.sms_machine import BRANDS, Machine
from tests.support.sms_till import Counter


def play(databases: Databases, examples: int) -> None:
    class RealMachine(Machine):
        _source: ClassVar[Databases] = databases

        def __init__(self) -> None:
            super().__init__()
            clock = FakeClock()
            self._units = open_units(self._source.prepared("migrated", migrate), clock.now)
            self.till = Counter(self._units, clock, *BRANDS)

        def teardown(self) -> None:
            asyncio.run(self._units.close())

    run_state_machine_as_test(
        RealMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],  # to shrink on a real database takes minutes
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def test_the_database_agrees_with_the_paper(sqlite_databases: Databases) -> None:
    play(sqlite_databases, 12)


def test_the_same_on_postgresql(postgres_databases: Databases) -> None:
    play(postgres_databases, 4)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_the_same_for_long(databases: Databases) -> None:
    play(databases, 150)
