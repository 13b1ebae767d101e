"""A furnished venue with a desk and an open shift, on each engine."""

from collections.abc import Iterator

import pytest

from server.db.units import Units
from tests.support.clock import FakeClock
from tests.support.house import furnish
from tests.support.press import Press


@pytest.fixture
async def press(units: Units, clock: FakeClock) -> Press:
    await units.write(furnish)
    opened = Press(units, clock=clock)
    opened.open_shift(200_00)
    return opened


@pytest.fixture(autouse=True)
def _screens_hold_what_a_snapshot_gives(press: Press) -> Iterator[None]:
    """*snapshot before + events = fresh snapshot after*, whatever the test did."""
    yield
    assert press.on_screen() == press.in_snapshot_too()
