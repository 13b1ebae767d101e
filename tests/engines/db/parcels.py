"""The smallest rows that travel in lanes: parcels, and a book of those that were delivered.

A parcel delivered twice breaks the book's key; `by` names the drain that delivered it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from server.db.base import Id, UtcDateTime
from server.db.engines import open_engines
from server.db.lanes import LaneTable, put
from server.db.unit import Unit

_METADATA = MetaData()
_WAITING = text("state = 'waiting'")
_STILL = text("parcel.state = 'waiting'")

PARCELS = Table(
    "parcel",
    _METADATA,
    Column("id", Id, primary_key=True),
    Column("name", String(40)),
    Column("lane", String(120)),
    Column("due_at", UtcDateTime),
    Column("attempts", Integer),
    Column("state", String(16)),
    Column("ended_at", UtcDateTime),
    Index(
        "ix_parcel_lane",
        "lane",
        "due_at",
        "id",
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
)
BOOK = Table(
    "delivered",
    _METADATA,
    Column("at", Integer, primary_key=True, autoincrement=True),
    Column("name", String(40), unique=True),
    Column("lane", String(120)),
    Column("by", String(60)),
)


def parcel_lanes(
    *, attempts: int | None = None, lease_s: float = 30.0, rows_a_drain: int = 50
) -> LaneTable:
    return LaneTable(
        table=PARCELS,
        waiting=_STILL,
        dead={"state": "dead"},
        attempts=attempts,
        lease=timedelta(seconds=lease_s),
        rows_a_drain=rows_a_drain,
    )


def make_tables(url: str) -> None:
    engines = open_engines(url)
    with engines.write.begin() as connection:
        _METADATA.create_all(connection)
    engines.dispose()


def send(unit: Unit, lane: str, *names: str, after_s: float = 0, wakes: bool = True) -> None:
    """Write parcels; without `wakes` nobody is told, as when a poke is lost."""
    due_at = unit.now + timedelta(seconds=after_s)
    common = {"lane": lane, "due_at": due_at, "attempts": 0, "state": "waiting"}
    rows = [{"id": unit.new_id(), "name": name, **common} for name in names]
    unit.session.execute(insert(PARCELS), rows)
    if wakes:
        put(unit, parcel_lanes(), lane)


def deliver(unit: Unit, ids: Sequence[str], by: str = "") -> None:
    columns = PARCELS.c
    for row in unit.session.execute(
        select(PARCELS).where(columns.id.in_(ids)).order_by(columns.due_at, columns.id)
    ):
        unit.session.execute(insert(BOOK).values(name=row.name, lane=row.lane, by=by))
    unit.session.execute(
        update(PARCELS).where(columns.id.in_(ids)).values(state="done", ended_at=unit.now)
    )


def delivered(session: Session, lane: str | None = None) -> list[str]:
    """Names in the order of their delivery."""
    query = select(BOOK.c.name).order_by(BOOK.c.at)
    return list(session.scalars(query if lane is None else query.where(BOOK.c.lane == lane)))


def count_delivered(session: Session) -> int:
    return session.execute(select(func.count()).select_from(BOOK)).scalar_one()


def parcel(session: Session, name: str) -> Any:
    # Any: a row of PARCELS.
    return session.execute(select(PARCELS).where(PARCELS.c.name == name)).one()


def due_of(session: Session, name: str) -> datetime:
    at: datetime = parcel(session, name).due_at
    return at
