"""Due announcements: how late they reach their account's journal, and how many a second go out."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from sqlalchemy import func, select

from common.domain.announcing import Channel, MessageStatus
from common.domain.ids import MessageId, ShopId
from common.domain.roles import Actor, Role
from common.wire.requests import NewLine, PlaceOrder
from server.db.unit import Unit
from server.db.units import Units, open_units
from server.entry.wiring import Wiring
from server.messaging import repository
from server.messaging.jobs import message_worker
from server.messaging.repository import MESSAGES, Message
from tests.bench.figures import Figure, at_most, beside, median, percentile
from tests.bench.world import World, new_world
from tests.support.waiting import until

LATE_MS: Final = 200
_EVERY_S: Final = 0.05
_FIRST_AFTER_S: Final = 1.0
_DISH: Final = "水饺"
_numbers = count(1)


def run(*, full: bool) -> list[Figure]:
    idle, flood = (2000, 10_000) if full else (400, 2000)
    with new_world() as world:
        world.terminals(Role.KITCHEN, 1)
        stays = world.guests(11)
        return asyncio.run(_measure(world, stays, idle, flood))


async def _measure(world: World, stays: list[str], idle: int, flood: int) -> list[Figure]:
    units = open_units(world.url)
    told = units.run_write(lambda unit: _an_announcement(unit, world, stays[0]))
    late_ms = await _lateness(units, told, idle)
    took_s, order_ms = await _flood(units, world, told, flood, stays[1:])
    await units.close()
    raw = _raw(world.file, told, min(flood, 2000))
    detail = f"{idle} rows, one each {_EVERY_S * 1000:.0f} ms, SQLite FULL, idle otherwise"
    return [
        at_most(
            "due → in the account's journal, p99", percentile(late_ms, 0.99), LATE_MS, "ms", detail
        ),
        beside("the same, p50 and longest", f"{median(late_ms):.1f}, {max(late_ms):.1f} ms"),
        beside(
            f"{flood:,} due at once",
            f"{flood / took_s:,.0f} rows/s",
            "each judged, rendered, ended and told",
        ),
        beside("an order in the middle of them, longest of 10", f"{max(order_ms):.0f} ms"),
        beside("bare sqlite3, the same three writes, 8 rows a commit", f"{raw:,.0f} rows/s"),
    ]


def _an_announcement(unit: Unit, world: World, stay_id: str) -> Message:
    """The kitchen's row of a real order, of which the measured ones are copies."""
    _order(unit, world, stay_id)
    mine = select(MESSAGES.c.id).where(MESSAGES.c.channel == Channel.KITCHEN).limit(1)
    found = repository.message(unit.session, unit.session.execute(mine).scalar_one())
    assert found is not None, "the kitchen is told of an order"
    return found


def _order(unit: Unit, world: World, stay_id: str) -> None:
    actor = Actor(ShopId(world.shop_id), Role.INTEGRATION)
    lines = [NewLine(goods_id=world.goods(_DISH), quantity=1)]
    Wiring().kitchen(unit, actor).placing.place(PlaceOrder(stay_id=stay_id, lines=lines))


def _copy(unit: Unit, told: Message, due_at: datetime) -> Message:
    return replace(
        told,
        id=MessageId(unit.new_id()),
        announcement_id=f"bench-{next(_numbers)}",
        repeat=1,
        status=MessageStatus.PENDING,
        due_at=due_at,
        expires_at=due_at + timedelta(hours=1),
        sent_at=None,
        delivered_at=None,
        ended_at=None,
    )


async def _lateness(units: Units, told: Message, rows: int) -> list[float]:
    """Milliseconds from a row's time until the commit that put it into the journal was told of."""
    committed: list[float] = []
    first = datetime.now(UTC) + timedelta(seconds=_FIRST_AFTER_S)
    due = [first + timedelta(seconds=_EVERY_S * number) for number in range(rows)]
    due_of: dict[str, datetime] = {}

    def fill(unit: Unit) -> None:
        copies = [_copy(unit, told, at) for at in due]
        due_of.update({copy.announcement_id: copy.due_at for copy in copies})
        repository.add(unit.session, copies)

    await units.write(fill)
    units.on_commit(
        lambda touched: committed.append(time.time()) if told.account in touched else None
    )
    async with _Worker(units):
        await until(lambda: not _waiting(units, due[-1]), 120.0)
    query = select(MESSAGES.c.announcement_id, MESSAGES.c.sent_at).where(
        MESSAGES.c.announcement_id.like("bench-%")
    )
    sent = await units.read(lambda session: session.execute(query).all())
    # The row's own time is that of its unit's beginning: the commit after it is what counts.
    return [
        (committed[bisect_left(committed, at.timestamp())] - due_of[id_].timestamp()) * 1000
        for id_, at in sent
    ]


def _waiting(units: Units, until_at: datetime) -> int:
    query = select(func.count()).where(
        MESSAGES.c.sent_at.is_(None),
        MESSAGES.c.due_at <= until_at,
        MESSAGES.c.announcement_id.like("bench-%"),
    )
    return units.run_read(lambda session: session.execute(query).scalar_one())


async def _flood(
    units: Units, world: World, told: Message, rows: int, stays: Sequence[str]
) -> tuple[float, list[float]]:
    """Seconds until all are out; milliseconds that each order of `stays` took in the middle of it."""
    due_at = datetime.now(UTC)
    await units.write(
        lambda unit: repository.add(unit.session, [_copy(unit, told, due_at) for _ in range(rows)])
    )
    began = time.perf_counter()
    order_ms: list[float] = []
    async with _Worker(units):
        for stay_id in stays:
            await asyncio.sleep(0.05)
            asked = time.perf_counter()
            await units.write(partial(_order_later, world, stay_id))
            order_ms.append((time.perf_counter() - asked) * 1000)
        await until(lambda: not _waiting(units, due_at), 300.0)
        took_s = time.perf_counter() - began
    return took_s, order_ms


def _order_later(world: World, stay_id: str, unit: Unit) -> None:
    _order(unit, world, stay_id)


class _Worker:
    """The worker of messages, while this is entered."""

    def __init__(self, units: Units) -> None:
        self._worker = message_worker(units, Wiring().house_messaging, lambda: datetime.now(UTC))

    async def __aenter__(self) -> None:
        self._task = asyncio.create_task(self._worker.run())

    async def __aexit__(self, *_: object) -> None:
        self._worker.stop()
        with suppress(asyncio.CancelledError):
            await self._task


def _raw(file: Path, told: Message, rows: int) -> float:
    """An event, its counter and the row's new state, in a copy of the same database."""
    copy = file.with_name("raw.sqlite")
    for part in file.parent.glob(file.name + "*"):
        shutil.copyfile(part, copy.with_name(part.name.replace(file.name, copy.name, 1)))
    connection = sqlite3.connect(copy, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    ids = [
        x
        for (x,) in connection.execute(
            "SELECT id FROM im_message ORDER BY id DESC LIMIT ?", (rows,)
        )
    ]
    [(body,)] = connection.execute(
        "SELECT body FROM journal_event WHERE stream = ? ORDER BY seq DESC LIMIT 1", (told.account,)
    )
    [(top,)] = connection.execute("SELECT top FROM journal_stream WHERE name = ?", (told.account,))
    one = _writer(connection, told.account, body, top)
    began = time.perf_counter()
    for first in range(0, len(ids), 8):
        connection.execute("BEGIN IMMEDIATE")
        for id_ in ids[first : first + 8]:
            one(id_)
        connection.execute("COMMIT")
    took_s = time.perf_counter() - began
    connection.close()
    return len(ids) / took_s


def _writer(
    connection: sqlite3.Connection, stream: str, body: str, top: int
) -> Callable[[str], None]:
    seqs = count(top + 1)
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

    def one(id_: str) -> None:
        seq = next(seqs)
        connection.execute(
            "INSERT INTO journal_event (stream, seq, id, kind, ts, body) VALUES (?,?,?,?,?,?)",
            (stream, seq, f"raw-{seq}", "announcement.changed", now, body),
        )
        connection.execute("UPDATE journal_stream SET top = ? WHERE name = ?", (seq, stream))
        connection.execute(
            "UPDATE im_message SET status = 'sent', sent_at = ? WHERE id = ?", (now, id_)
        )

    return one
