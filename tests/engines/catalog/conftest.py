"""A furnished venue on each engine."""

import pytest

from server.db.units import Units
from tests.support.house import House, open_house


@pytest.fixture
async def house(units: Units) -> House:
    return await open_house(units)
