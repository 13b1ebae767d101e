"""What is asked with every order finds its rows by an index, however many orders there ever were."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import event

from common.wire.requests import CheckIn
from server.db.migrate import migrate
from server.db.units import open_units
from server.kitchen import listing
from server.kitchen import repository as orders
from server.kitchen import stay_repository as stays
from server.kitchen.listing import OrderFilter
from tests.support.clock import FakeClock
from tests.support.databases import Databases
from tests.support.house import (
    CASHIER,
    PAD,
    ROOM_801,
    SHOP,
    House,
    dumplings,
    open_house,
)

# Small by nature: the venue itself. Everything that grows with the years is looked up.
SMALL = ("shop", "room", "station", "json_each", "journal_base")


@pytest.fixture
async def house(sqlite_databases: Databases, clock: FakeClock) -> AsyncIterator[House]:
    """SQLite's plans tell: PostgreSQL plans by what it has counted, over the same indexes."""
    units = open_units(sqlite_databases.prepared("migrated", migrate), clock.now)
    yield await open_house(units)
    await units.close()


async def test_no_table_that_grows_is_read_whole(house: House) -> None:
    asked: list[tuple[str, Any]] = []

    def listen(conn: Any, cursor: Any, statement: str, params: Any, *_: Any) -> None:
        asked.append((statement, params))

    def reads(session: Any) -> None:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", listen)
        order = orders.docket_of_open_order(session, stay_id)
        assert order is not None
        line_id = next(iter(order.lines))
        orders.orders_with_lines(session, SHOP, [line_id])
        orders.taken_ids(session, [line_id])
        orders.load_on_board(session, SHOP)
        orders.orders_waiting_for(session, SHOP, order.lines[line_id].goods_id)
        stays.pad_stay(session, SHOP, ROOM_801)
        stays.open_stay_with_tag(session, SHOP, "12")
        stays.open_stays(session, SHOP)
        listing.find(session, CASHIER, OrderFilter(None, None, None, None, None, 50))
        listing.find(session, PAD, OrderFilter(None, None, None, None, None, 50))
        event.remove(engine, "before_cursor_execute", listen)
        for statement, params in list(asked):
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", params)
            for row in plan:
                step = str(row[-1])
                assert not step.startswith("SCAN") or step.split()[1] in SMALL, (step, statement)

    house.do(CASHIER, lambda kitchen: kitchen.stays.check_in(ROOM_801, CheckIn(hand_tag="12")))
    stay_id: Any = house.place(PAD, dumplings()).stay_id
    house.units.run_read(reads)
    assert asked
