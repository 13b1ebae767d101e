"""A furnished venue with a desk and an open shift, on each engine."""

import pytest

from server.db.units import Units
from tests.support.house import furnish
from tests.support.till import Till


@pytest.fixture
async def till(units: Units) -> Till:
    await units.write(furnish)
    opened = Till(units)
    opened.open_shift(200_00)
    return opened
