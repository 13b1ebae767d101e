"""The shop as the server described it, on this device: tables, cursors, and nothing else.

Tables and cursors change in one transaction. In memory the tables are replaced, never changed in
place: who holds yesterday's tables keeps yesterday's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from common.client.schema import CURSORS, ROWS
from common.client.session import Apply
from common.client.store import Tx, read_meta, write_meta
from common.domain.projection import Change, Tables, apply, empty_tables, tables_of
from common.domain.rows import TABLES, AnnouncementRow, Row
from common.wire.events import Snapshot, StreamPosition

_AS_OF: Final = "as_of"

_PUT = insert(ROWS)
_PUT = _PUT.on_conflict_do_update(["kind", "id"], set_={"body": _PUT.excluded.body})
_DROP = delete(ROWS).where(ROWS.c.kind == bindparam("k"), ROWS.c.id == bindparam("i"))
_MOVE = insert(CURSORS)
_MOVE = _MOVE.on_conflict_do_update(
    ["stream"], set_={"epoch": _MOVE.excluded.epoch, "seq": _MOVE.excluded.seq}
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a commit brought: names of tables touched, announcements that came or are gone (by
    message id; `holds_all`: whatever is not in `announced` is gone)."""

    tables: frozenset[str]
    announced: tuple[AnnouncementRow, ...] = ()
    withdrawn: tuple[str, ...] = ()
    holds_all: bool = False
    kinds: tuple[str, ...] = ()
    keys: frozenset[str] = field(default=frozenset())


class Projected:
    """`tables`, `cursors` and `as_of` are what is on the disk."""

    def __init__(self) -> None:
        self.tables: Tables = empty_tables()
        self.cursors: Mapping[str, StreamPosition] = {}
        self.as_of: datetime | None = None

    async def load(self, tx: Tx) -> None:
        """Read the cache. Rows that this version cannot read are left out, and all is fetched anew."""
        self.as_of = await read_meta(tx, _AS_OF, datetime)
        found = await tx.rows(select(CURSORS.c.stream, CURSORS.c.epoch, CURSORS.c.seq))
        self.cursors = {stream: StreamPosition(epoch, seq) for stream, epoch, seq in found}
        try:
            for kind, body in await tx.rows(select(ROWS.c.kind, ROWS.c.body)):
                row = msgspec.json.decode(body, type=TABLES[kind])
                self.tables[kind][row.id] = row
        except (msgspec.MsgspecError, KeyError):
            self.tables, self.cursors = empty_tables(), {}

    async def apply(self, tx: Tx, events: Apply) -> Arrival:
        """Apply `events` and move their cursor, on the disk and (after the commit) in memory."""
        tables = dict(self.tables)
        touched: set[str] = set()
        written: dict[tuple[str, str], Row | None] = {}
        for item in events.events:
            for name in (*item.change.put, *item.change.drop):
                if name not in touched:
                    tables[name] = dict(tables.get(name, {}))
                    touched.add(name)
            apply(tables, item.change)
            written |= _written(item.change, tables)
        await _write(tx, written)
        cursors = dict(self.cursors)
        cursors[events.stream] = StreamPosition(events.epoch, events.seq)
        await tx.run(_MOVE, [{"stream": events.stream, "epoch": events.epoch, "seq": events.seq}])

        def adopt() -> None:
            self.tables, self.cursors = tables, cursors

        tx.then(adopt)
        return _arrival(events, touched, tables)

    async def replace(self, tx: Tx, snapshot: Snapshot) -> Arrival:
        """Put a snapshot in place of everything."""
        tables = tables_of(snapshot.tables.by_table())
        cursors = dict(snapshot.streams)
        await self._erase(tx)
        everything: dict[tuple[str, str], Row | None] = {
            (name, row.id): row for name, table in tables.items() for row in table.values()
        }
        await _write(tx, everything)
        await tx.run(
            _MOVE,
            [{"stream": s, "epoch": at.epoch, "seq": at.seq} for s, at in cursors.items()],
        )
        await write_meta(tx, _AS_OF, snapshot.server_time)

        def adopt() -> None:
            self.tables, self.cursors, self.as_of = tables, cursors, snapshot.server_time

        tx.then(adopt)
        announced = tuple(snapshot.tables.announcements)
        return Arrival(frozenset(TABLES), announced, holds_all=True)

    async def forget(self, tx: Tx) -> Arrival:
        """This device became another one: nothing of the old one may be shown."""
        await self._erase(tx)
        await write_meta(tx, _AS_OF, None)

        def adopt() -> None:
            self.tables, self.cursors, self.as_of = empty_tables(), {}, None

        tx.then(adopt)
        return Arrival(frozenset(TABLES), holds_all=True)

    async def note_as_of(self, tx: Tx) -> None:
        await write_meta(tx, _AS_OF, self.as_of)

    async def _erase(self, tx: Tx) -> None:
        await tx.run(delete(ROWS))
        await tx.run(delete(CURSORS))


def _written(change: Change, tables: Tables) -> dict[tuple[str, str], Row | None]:
    """The rows that `change` is about, as they are after it; None: gone."""
    named: set[tuple[str, str]] = {
        (name, row.id) for name, rows in change.put.items() for row in rows
    }
    named |= {(name, gone) for name, ids in change.drop.items() for gone in ids}
    return {(name, row_id): tables[name].get(row_id) for name, row_id in named}


async def _write(tx: Tx, rows: Mapping[tuple[str, str], Row | None]) -> None:
    puts = [
        {"kind": name, "id": row_id, "body": msgspec.json.encode(row)}
        for (name, row_id), row in rows.items()
        if row is not None
    ]
    drops = [{"k": name, "i": row_id} for (name, row_id), row in rows.items() if row is None]
    await tx.run(_PUT, puts)
    await tx.run(_DROP, drops)


def _arrival(events: Apply, touched: Iterable[str], tables: Tables) -> Arrival:
    announced = [
        row
        for event in events.events
        for row in event.change.put.get("announcements", ())
        if isinstance(row, AnnouncementRow) and row.id in tables["announcements"]
    ]
    gone = [i for event in events.events for i in event.change.drop.get("announcements", ())]
    return Arrival(
        frozenset(touched),
        tuple(announced),
        tuple(gone),
        kinds=tuple(event.kind for event in events.events),
        keys=frozenset(event.key for event in events.events if event.key),
    )
