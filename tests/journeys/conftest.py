"""`venue`: a server of its own with the demo shop, and whatever the journey starts there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from server.entry.demo.venue import Venue
from tests.support.lines import Line, line_to
from tests.support.shifted_server import ShiftedClock
from tests.support.venues import Cores, Desk

CALM = ("--reduce-motion",)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def venue(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Venue]:
    yield from _opened(Venue(tmp_path / "venue", arguments=CALM), request)


@pytest.fixture
def clock(tmp_path: Path) -> ShiftedClock:
    """The clock of `night`'s server: half a minute before the business day changes."""
    clock = ShiftedClock(tmp_path / "shift")
    clock.set(datetime.now(SHANGHAI).replace(hour=2, minute=59, second=30))
    return clock


@pytest.fixture
def night(tmp_path: Path, clock: ShiftedClock, request: pytest.FixtureRequest) -> Iterator[Venue]:
    """A venue at 02:59:30, whose server tells the time by `clock`."""
    server = ("tests.support.shifted_server", "--shift", str(tmp_path / "shift"))
    late = Venue(tmp_path / "venue", arguments=CALM, server=server, now=clock.now)
    yield from _opened(late, request)


@pytest.fixture
def line(venue: Venue) -> Iterator[Line]:
    """A line to the venue's server, to be cut."""
    with line_to(venue.port) as opened:
        yield opened


@pytest.fixture
def desk(venue: Venue) -> Iterator[Desk]:
    cashier = Desk(venue, "cashier")
    yield cashier
    cashier.close()


@pytest.fixture
async def cores(venue: Venue) -> AsyncIterator[Cores]:
    async with Cores.of(venue) as opened:
        yield opened


def _opened(venue: Venue, request: pytest.FixtureRequest) -> Iterator[Venue]:
    try:
        venue.open()
        yield venue
    finally:
        venue.close()
        request.node.add_report_section("teardown", "server", venue.server_log[-20_000:])
