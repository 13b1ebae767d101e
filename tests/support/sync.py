"""The property that everything rests on: snapshot before + events = fresh snapshot after (spec 20)."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from common.domain.projection import Tables, apply, tables_of
from common.domain.roles import Actor
from common.domain.rows import TABLES, GoodsRow, Row, ShopRow
from common.wire import codec
from common.wire.events import EventBody, Snapshot
from server.db import journal
from server.db.units import Units
from server.views.snapshot import snapshot
from tests.support.clock import FakeClock

_EPOCH = datetime.fromisoformat("2000-01-01T00:00:00Z")


class Screen:
    """A terminal that took one snapshot and has followed its streams since.

    Its pad does not notice that the stay of its room changed: take a new one then, as it would.
    """

    def __init__(self, units: Units, clock: FakeClock, actor: Actor) -> None:
        self._units = units
        self._clock = clock
        self.actor = actor
        taken = self._take()
        self.cursors = {name: at.seq for name, at in taken.streams.items()}
        self.tables = _tables(taken)

    def follow(self) -> None:
        """Apply every event behind the cursors, of each stream in its order."""
        for name, cursor in self.cursors.items():
            for event in self._units.run_read(partial(_read, stream=name, after=cursor)):
                apply(self.tables, codec.decode(event.body, EventBody).change())
                self.cursors[name] = event.seq

    def assert_in_step(self) -> None:
        """What the screen holds after its events is what a fresh terminal would be given."""
        self.follow()
        fresh = self._take()
        assert {name: at.seq for name, at in fresh.streams.items()} == self.cursors
        expected = _tables(fresh)
        for table in TABLES:
            held, given = _comparable(self.tables[table]), _comparable(expected[table])
            assert held == given, f"{self.actor.role}: {table}"

    def rows(self, table: str) -> list[Row]:
        return list(self.tables[table].values())

    def _take(self) -> Snapshot:
        now = self._clock.now()
        taken = self._units.run_read(lambda session: snapshot(session, self.actor, now))
        return codec.decode(codec.encode(taken), Snapshot)  # as it arrives


def _read(session: Session, stream: str, after: int) -> list[journal.JournalEvent]:
    return journal.read(session, stream, after, 10_000)


def _tables(taken: Snapshot) -> Tables:
    return tables_of(taken.tables.by_table())


def _comparable(table: dict[str, Row]) -> dict[str, Row]:
    """Without what is judged by the clock rather than changed by a command."""
    return {id_: _timeless(row) for id_, row in table.items()}


def _timeless(row: Row) -> Row:
    if isinstance(row, ShopRow):
        return replace(row, judged_at=_EPOCH)
    if isinstance(row, GoodsRow):
        return replace(row, sold_out_until=None)
    return row
