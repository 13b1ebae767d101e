"""The server dies in the middle of a thousand sentences that are due: each goes out, none twice."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from common.domain import streams
from common.domain.announcement_defaults import DEFAULTS
from common.domain.announcing import Channel, Event, MessageStatus
from common.wire.codec import decode
from common.wire.events import EventBody
from server.db import journal
from server.db.unit import Unit
from server.db.units import open_units
from server.entry.wiring import Wiring
from server.messaging.announcing import About
from server.messaging.repository import MESSAGES
from server.messaging.settings import DefaultSettings
from tests.support.house import CASHIER, SHOP, furnish
from tests.support.processes import Processes
from tests.support.talk import equip
from tests.support.waiting import until

SENTENCES = 1000
DESK = streams.cashier(SHOP)
PAIR = (Event.DEVICE_SILENT, Channel.CASHIER)
SOON = Wiring(
    DefaultSettings({**DEFAULTS, PAIR: replace(DEFAULTS[PAIR], delay_s=1, expires_after_s=600)})
)


def write(unit: Unit) -> None:
    """What a busy minute leaves behind: a thousand rows that are due in a second."""
    furnish(unit)
    equip(unit, CASHIER)
    centre = SOON.house_messaging(unit, SHOP)
    for number in range(SENTENCES):
        centre.announce(Event.DEVICE_SILENT, About(params={"deviceName": f"{number}号屏"}))


def sent(session: Session) -> int:
    found = session.scalar(
        select(func.count()).select_from(MESSAGES).where(MESSAGES.c.sent_at.is_not(None))
    )
    return found or 0


def told(session: Session) -> Counter[str]:
    """How often each sentence stands in the desk's journal."""
    counted: Counter[str] = Counter()
    position, more = 0, True
    while more:
        events = journal.read(session, DESK, position, 500)
        for event in events:
            counted.update(x.shown for x in decode(event.body, EventBody).put.announcements)
        more = bool(events)
        position = events[-1].seq if events else position
    return counted


@pytest.mark.parametrize(
    "databases", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)], indirect=True
)
@pytest.mark.timeout(120)
async def test_a_server_killed_among_a_thousand_due_rows_sends_each_once(
    migrated_url: str, processes: Processes
) -> None:
    units = open_units(migrated_url)
    units.run_write(write)
    assert units.run_read(sent) == 0

    server = processes.serve(migrated_url)
    await until(lambda: units.run_read(sent) >= SENTENCES // 4, 60.0, "a part of them")
    server.process.kill()
    before = units.run_read(sent)
    assert before < SENTENCES, "killed too late to show anything"

    processes.serve(migrated_url)
    await until(lambda: units.run_read(sent) == SENTENCES, 60.0, "all of them")

    counted = units.run_read(told)
    assert len(counted) == SENTENCES
    assert set(counted.values()) == {1}
    statuses = units.run_read(lambda s: set(s.scalars(select(MESSAGES.c.status).distinct())))
    assert statuses == {MessageStatus.SENT}
    await units.close()
