"""What is asked with every message, receipt and minute finds its rows by an index."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from common.domain.sms_limits import DAY
from common.domain.sms_messages import SmsState
from common.domain.sms_text import MessageKind
from server.db.migrate import migrate
from server.db.units import open_units
from server.sms import blacklist, daily, listing, message_listing, receipts
from server.sms import message_repository as rows
from server.sms.lane_table import LANES
from server.sms.listing import Trail
from server.sms.message_listing import Which
from server.sms.message_repository import MESSAGES
from tests.support.clock import FakeClock
from tests.support.databases import Databases
from tests.support.sms_post import BRAND, Post, phone
from tests.support.sms_provider import receipt

# A brand has few lots and six lanes; what a recursion or a join has found is not a table.
SMALL = ("sms_lot", "lane", "each", "anon_1")


@pytest.fixture
async def post(sqlite_databases: Databases, clock: FakeClock) -> AsyncIterator[Post]:
    """SQLite's plans tell: PostgreSQL plans by what it has counted, over the same indexes."""
    units = open_units(sqlite_databases.prepared("migrated", migrate), clock.now)
    yield Post(units, clock)
    await units.close()


async def test_no_table_that_grows_is_read_whole(post: Post) -> None:
    post.buy(50)
    message = post.send(phone(1), kind=MessageKind.CODE)
    await post.drain(message)
    now = post.clock.now()
    asked: list[tuple[str, Any]] = []

    def listen(conn: Any, cursor: Any, statement: str, params: Any, *_: Any) -> None:
        asked.append((statement, params))

    def reads(session: Any) -> None:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", listen)
        due = select(MESSAGES.c.id).where(MESSAGES.c.lane == message.lane, LANES.waiting)
        session.execute(due.order_by(MESSAGES.c.due_at, MESSAGES.c.id).limit(50)).all()
        rows.by_ref(session, BRAND, "m")
        rows.due_by_time(session, BRAND, now, 10)
        rows.blocked_of(session, BRAND, [message.id])
        rows.blocked_among(session, BRAND, [phone(1)])
        rows.counted(session, BRAND, [phone(1)], now - DAY)
        rows.to_send(session, message.id, SmsState.QUEUED)
        rows.charged(session, message.id, SmsState.SUBMITTED)
        receipts.known_by(session, [receipt(message.id, phone(1))])
        message_listing.page(session, BRAND, Which(phone=phone(1)), 50)
        message_listing.page(session, BRAND, Which(), 50)
        message_listing.lanes(session, BRAND)
        listing.movements(session, BRAND, Trail(hold_id=message.hold_id), 50)
        blacklist.listed(session, BRAND, None, 50)
        day = timedelta(days=1)
        daily.report(session, BRAND, now.date(), now - day, now)
        list(message_listing.accepted_between(session, BRAND, now - day, now, 100))
        event.remove(engine, "before_cursor_execute", listen)
        for statement, params in list(asked):
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", params)
            for row in plan:
                step = str(row[-1])
                assert not step.startswith("SCAN") or step.split()[1] in SMALL, (step, statement)

    post.units.run_read(reads)
    assert len(asked) > 15
