"""The journal: numbered streams of events, written in the business transaction (spec 20).

A stream's `seq` comes from its counter row, locked until the commit: contiguous, and what a
reader sees has no holes, whatever is rolled back and whoever is first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, cast

from sqlalchemy import (
    BigInteger,
    Index,
    String,
    Table,
    TextClause,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from server.db.base import Base, Id, JsonBytes, UtcDateTime

RETAINED_ROWS: Final = 2000
RETAINED_FOR: Final = timedelta(hours=72)
_TRIM_EVERY: Final = 256  # events of a stream between two trims to RETAINED_ROWS
_FIRST_EPOCH: Final = "0"
_PRUNED_STREAMS: Final = 100


class JournalStream(Base):
    """Counter row of a stream: `top` is its last seq, rows up to `floor` are no longer held."""

    __tablename__ = "journal_stream"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    epoch: Mapped[str] = mapped_column(String(36))
    top: Mapped[int] = mapped_column(BigInteger)
    floor: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")


class JournalBase(Base):
    """One row: the epoch that streams without a row of their own have."""

    __tablename__ = "journal_base"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[str] = mapped_column(String(36))


class JournalRow(Base):
    __tablename__ = "journal_event"

    stream: Mapped[str] = mapped_column(String(120), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[str] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(64))
    ts: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    collapse_key: Mapped[str | None] = mapped_column(String(120))
    body: Mapped[bytes] = mapped_column(JsonBytes)

    __table_args__ = (
        Index(
            "ix_journal_event_collapse",
            "stream",
            "collapse_key",
            "seq",
            sqlite_where=text("collapse_key IS NOT NULL"),
            postgresql_where=text("collapse_key IS NOT NULL"),
        ),
    )


@dataclass(frozen=True, slots=True)
class PendingEvent:
    """An event that waits for its unit to be sealed; `source` is what `encoded` was made of."""

    stream: str
    id: str
    kind: str
    expires_at: datetime | None
    collapse_key: str | None
    encoded: bytes
    source: object


@dataclass(frozen=True, slots=True)
class JournalEvent:
    """A row as it goes out. `prev` is the cursor it follows on: seq - 1 unless rows collapsed."""

    stream: str
    seq: int
    prev: int
    id: str
    kind: str
    ts: datetime
    expires_at: datetime | None
    body: bytes


@dataclass(frozen=True, slots=True)
class StreamPosition:
    epoch: str
    top: int
    floor: int

    def can_resume(self, epoch: str, seq: int) -> bool:
        """Whether a device at (`epoch`, `seq`) can be served events; otherwise a snapshot."""
        held = self.floor <= seq <= self.top
        return epoch == self.epoch and held and self.top - seq <= RETAINED_ROWS


def write(session: Session, now: datetime, events: Sequence[PendingEvent]) -> dict[str, int]:
    """Number and store `events` in their order; gives the new top of each stream.

    The counter rows are locked in name order, so two units cannot wait for each other.
    """
    if not events:
        return {}
    counts = Counter(event.stream for event in events)
    tops = _advance(session, counts)
    following = {name: tops[name] - count for name, count in counts.items()}
    rows = []
    for event in events:
        following[event.stream] += 1
        rows.append(
            {
                "stream": event.stream,
                "seq": following[event.stream],
                "id": event.id,
                "kind": event.kind,
                "ts": now,
                "expires_at": event.expires_at,
                "collapse_key": event.collapse_key,
                "body": event.encoded,
            }
        )
    session.execute(_INSERT_EVENTS, rows)
    for name, top in tops.items():
        if top // _TRIM_EVERY != (top - counts[name]) // _TRIM_EVERY:
            _forget(session, name, top - RETAINED_ROWS)
    return tops


_EVENTS: Final = cast(Table, JournalRow.__table__)
_STREAMS: Final = cast(Table, JournalStream.__table__)
_INSERT_EVENTS: Final = insert(_EVENTS)


def _advance(session: Session, counts: Counter[str]) -> dict[str, int]:
    values: dict[str, str | int] = {"base": _FIRST_EPOCH}
    for index, name in enumerate(sorted(counts)):
        values[f"name{index}"] = name
        values[f"count{index}"] = counts[name]
    rows = session.execute(_advance_statement(len(counts)), values)
    return {row.name: row.top for row in rows}


@lru_cache(maxsize=64)
def _advance_statement(streams: int) -> TextClause:
    """One upsert for all counters: both engines lock and number row by row, in this order."""
    epoch = "COALESCE((SELECT epoch FROM journal_base), :base)"
    rows = ", ".join(f"(:name{i}, {epoch}, :count{i}, 0)" for i in range(streams))
    return text(  # the only variable part is how many rows there are
        f"INSERT INTO journal_stream (name, epoch, top, floor) VALUES {rows}"  # noqa: S608
        " ON CONFLICT (name) DO UPDATE SET top = journal_stream.top + excluded.top"
        " RETURNING name, top"
    )


def _forget(session: Session, stream: str, up_to: int) -> None:
    """Drop a stream's rows up to and including seq `up_to`."""
    session.execute(_DROP_UP_TO, {"of_stream": stream, "up_to": up_to})
    session.execute(_RAISE_FLOOR, {"of_stream": stream, "up_to": up_to})


_DROP_UP_TO: Final = delete(_EVENTS).where(
    _EVENTS.c.stream == bindparam("of_stream"), _EVENTS.c.seq <= bindparam("up_to")
)
_RAISE_FLOOR: Final = (
    update(_STREAMS)
    .where(_STREAMS.c.name == bindparam("of_stream"), _STREAMS.c.floor < bindparam("up_to"))
    .values(floor=bindparam("up_to"))
)


def prune(session: Session, now: datetime, limit: int = _PRUNED_STREAMS) -> int:
    """Drop rows older than 72 h in at most `limit` streams; gives how many it touched.

    Called again until it gives 0; the number of rows is kept within bounds while writing.
    """
    old = (
        select(JournalRow.stream, func.max(JournalRow.seq))
        .where(JournalRow.ts < now - RETAINED_FOR)
        .group_by(JournalRow.stream)
        .order_by(JournalRow.stream)
        .limit(limit)
    )
    touched = session.execute(old).all()
    for stream, up_to in touched:
        _forget(session, stream, up_to)
    return len(touched)


_BASE: Final = select(JournalBase.epoch)
_POSITIONS: Final = select(
    JournalStream.name, JournalStream.epoch, JournalStream.top, JournalStream.floor
).where(JournalStream.name.in_(bindparam("names", expanding=True)))


def positions(session: Session, streams: Iterable[str]) -> dict[str, StreamPosition]:
    """Where each stream stands; one that never had an event stands at 0."""
    names = list(streams)
    base = session.scalar(_BASE) or _FIRST_EPOCH
    found = {name: StreamPosition(base, 0, 0) for name in names}
    for name, epoch, top, floor in session.execute(_POSITIONS, {"names": names}):
        found[name] = StreamPosition(epoch, top, floor)
    return found


def tops(session: Session, streams: Iterable[str]) -> dict[str, int]:
    """The last seq of each stream, 0 for one without events."""
    return {name: position.top for name, position in positions(session, streams).items()}


_newer = aliased(JournalRow)
_READ: Final = (
    select(
        JournalRow.seq,
        JournalRow.id,
        JournalRow.kind,
        JournalRow.ts,
        JournalRow.expires_at,
        JournalRow.body,
    )
    .where(
        JournalRow.stream == bindparam("stream"),
        JournalRow.seq > bindparam("after"),
        ~select(1)
        .where(
            and_(
                _newer.stream == JournalRow.stream,
                _newer.collapse_key == JournalRow.collapse_key,
                _newer.seq > JournalRow.seq,
            )
        )
        .exists(),
    )
    .order_by(JournalRow.seq)
    .limit(bindparam("limit"))
)


def read(session: Session, stream: str, after: int, limit: int) -> list[JournalEvent]:
    """The next events behind seq `after`, at most `limit`, of each collapse key the newest.

    The caller has checked with `StreamPosition.can_resume` that `after` is still held.
    """
    found = session.execute(_READ, {"stream": stream, "after": after, "limit": limit})
    events = []
    prev = after
    for seq, id_, kind, ts, expires_at, body in found:
        events.append(JournalEvent(stream, seq, prev, id_, kind, ts, expires_at, body))
        prev = seq
    return events


def begin_epoch(session: Session, epoch: str) -> None:
    """Start a new epoch for all streams, after a restore, hand repair or truncation.

    Every device then takes a snapshot. `epoch` is a fresh id.
    """
    if session.execute(update(JournalBase).values(epoch=epoch)).rowcount == 0:  # type: ignore[attr-defined]  # a CursorResult
        session.execute(insert(JournalBase).values(id=1, epoch=epoch))
    session.execute(update(JournalStream).values(epoch=epoch))
