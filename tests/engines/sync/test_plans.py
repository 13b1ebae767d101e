"""Whatever an order, a claim, a reconnect or a snapshot asks is found by an index, on both engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import Session

from common.domain import streams
from common.domain.calls import CallAction
from common.domain.kitchen import LineAction
from common.domain.roles import Actor
from server.db import journal
from server.db.due import claim, next_due, release
from server.db.idempotency import StoredAnswer, begin, store
from server.db.jobs import JOBS
from server.db.unit import Unit
from server.messaging import repository as messages
from server.messaging.repository import DUE_MESSAGES
from server.shop.repository import ShopRepository
from server.views.board import board_of
from server.views.snapshot import snapshot
from tests.support.house import CASHIER, COOK, PAD, SHOP, WAITER, cola, dumplings
from tests.support.talk import Talk

SMALL: Final = frozenset(
    {"brand", "shop", "room", "station", "goods", "category", "hand_tag", "device", "journal_base"}
    | {"shop_closing", "json_each", "constant"}
)
"""They grow with the house, not with the years."""
_SCANNED: Final = (
    re.compile(r"^SCAN (?!\d+ CONSTANT)(\w+)"),
    re.compile(r"Seq Scan on (\w+)"),
)

# Any: SQLAlchemy's own arguments, and a driver's parameters.
Asked = tuple[str, Any]


async def test_an_evening_reads_no_table_whole_that_grows(talk: Talk) -> None:
    with _statements() as asked:
        _play(talk)

    scanned = talk.units.run_read(lambda session: list(_scans(session.connection(), asked)))

    assert len(asked) > 40
    assert not scanned, "\n".join(scanned)


def _play(talk: Talk) -> None:
    """Two placements, a dish cooked, and everybody reading what they show."""
    for number in range(2):
        order = talk.place(dumplings(), cola())
        talk.units.run_write(partial(_answered, f"key-{number}"))
    call = talk.call()
    talk.answer(call, CallAction.ACCEPT)
    talk.units.run_write(_worked)
    line = order.batches[0].lines[0]
    talk.act(LineAction.START, line)
    talk.act(LineAction.FINISH, line)
    for actor in (COOK, PAD, CASHIER, WAITER):
        talk.units.run_read(partial(_looked, talk, actor))


def _answered(key: str, unit: Unit) -> None:
    assert begin(unit, "device", key, "print") is None
    store(unit, "device", key, StoredAnswer(200, b"{}"))


def _worked(unit: Unit) -> None:
    """What the workers ask, every second of the year."""
    for table in (DUE_MESSAGES, JOBS):
        next_due(unit.session, table, unit.now)
        for held in claim(unit, table, 10):
            release(unit, table, held)


def _looked(talk: Talk, actor: Actor, session: Session) -> None:
    shop = ShopRepository(session)
    shop.device_by_token(f"token of {actor.device_id}")
    name = streams.kitchen(SHOP)
    journal.read(session, name, 0, 100)
    messages.undelivered(session, [name])
    if actor is not PAD:
        snapshot(session, actor, talk.clock.now())
    if actor is COOK:
        board_of(session, actor, talk.clock.now())


@contextmanager
def _statements() -> Iterator[list[Asked]]:
    """All that is sent meanwhile, from whatever thread, each text once."""
    asked: dict[str, Any] = {}

    def listen(
        _: Connection, cursor: Any, statement: str, params: Any, context: Any, many: bool
    ) -> None:
        asked.setdefault(statement, params[0] if many else params)

    event.listen(Engine, "before_cursor_execute", listen)
    given: list[Asked] = []
    try:
        yield given
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
        is_asking = ("SELECT", "INSERT", "UPDATE", "DELETE")
        given += [each for each in asked.items() if each[0].startswith(is_asking)]


def _scans(connection: Connection, asked: list[Asked]) -> Iterator[str]:
    """Steps of the plans that read a growing table from end to end."""
    explain = "EXPLAIN QUERY PLAN"
    if connection.dialect.name == "postgresql":
        explain = "EXPLAIN"
        # Few rows are read fastest whole: forbidden, so that the plan shows whether it need be.
        connection.execute(text("SET LOCAL enable_seqscan = off"))
    for statement, params in asked:
        for row in connection.exec_driver_sql(f"{explain} {statement}", params):
            step = str(row[-1])
            tables = [found[1] for pattern in _SCANNED if (found := pattern.search(step))]
            if any(table not in SMALL for table in tables):
                yield f"{step}: {statement}"
