"""A venue that speaks, on each engine."""

import pytest

from server.db.units import Units
from tests.support.clock import FakeClock
from tests.support.talk import Talk, open_talk


@pytest.fixture
async def talk(units: Units, clock: FakeClock) -> Talk:
    return await open_talk(units, clock)
