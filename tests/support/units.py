"""Units of work on a migrated database, once per engine, under a clock that the test moves."""

from collections.abc import AsyncIterator

import pytest

from server.db.units import Units, open_units
from tests.support.clock import FakeClock


@pytest.fixture
async def units(migrated_url: str, clock: FakeClock) -> AsyncIterator[Units]:
    opened = open_units(migrated_url, clock.now)
    yield opened
    await opened.close()
