"""`kill -9` at any moment: what a sender was told is so, and the book adds up."""

import asyncio
import random
from functools import partial

import pytest

from common.domain.ids import BrandId
from common.domain.sms_audit import findings
from common.domain.sms_rows import HoldState
from server.db.units import open_units
from server.sms.purchases import PaymentStatus
from tests.support.clock import FakeClock
from tests.support.processes import Processes, Running
from tests.support.sms_till import Counter
from tests.support.waiting import wait_until

BRAND = BrandId("one")
RUNS = 2
SENDER = "tests.engines.sms.credits_until_killed"


def told_by(sender: Running) -> list[tuple[str, HoldState]]:
    """Lines written whole: the kill may have cut the last one."""
    whole = [line for line in sender.output.splitlines(keepends=True) if line.endswith("\n")]
    return [(ref, HoldState(state)) for ref, state in map(str.split, whole)]


def has_told(sender: Running, enough: int) -> bool:
    return len(told_by(sender)) >= enough or not sender.is_running


@pytest.mark.timeout(120)
def test_what_a_sender_was_told_survives_and_every_unit_is_somewhere(
    migrated_url: str, processes: Processes
) -> None:
    chance = random.Random(803)
    units = open_units(migrated_url)
    counter = Counter(units, FakeClock(), BRAND)
    counter.order(BRAND, "p", 1_000_000, days=3650)
    counter.hear("p", PaymentStatus.PAID)
    told: dict[str, HoldState] = {}
    for run in range(RUNS):
        sender = processes.start(SENDER, migrated_url, BRAND, str(run))
        wait_until(partial(has_told, sender, chance.randrange(20, 120)), 30.0)
        assert sender.is_running, sender.output
        sender.kill()
        told |= told_by(sender)

    book = counter.book(BRAND)
    asyncio.run(units.close())
    assert findings(book) == []
    stored = {hold.client_ref: hold.state for hold in book.holds}
    assert told.keys() <= stored.keys()
    for ref, state in told.items():
        assert state in (HoldState.HELD, stored[ref]), "an end that was told is the end"
