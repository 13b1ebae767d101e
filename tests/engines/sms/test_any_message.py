"""Any sequence of sends, drains, answers, receipts, waits and deaths, on paper and on both engines."""

import asyncio
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from server.db.migrate import migrate
from server.db.units import open_units
from tests.support.clock import FakeClock
from tests.support.databases import Databases
from tests.support.sms_message_machine import MessageMachine


def play(databases: Databases, examples: int, steps: int = 25) -> None:
    class RealMachine(MessageMachine):
        _source: ClassVar[Databases] = databases

        def __init__(self) -> None:
            super().__init__()
            self.clock = FakeClock()
            self.units = open_units(self._source.prepared("migrated", migrate), self.clock.now)

        def teardown(self) -> None:
            asyncio.run(self.units.close())

    run_state_machine_as_test(
        RealMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],  # to shrink on a real database takes minutes
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_the_database_agrees_with_the_paper(sqlite_databases: Databases) -> None:
    play(sqlite_databases, 12)


def test_the_same_on_postgresql(postgres_databases: Databases) -> None:
    play(postgres_databases, 3)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_the_same_for_long(databases: Databases) -> None:
    play(databases, 200, 60)
