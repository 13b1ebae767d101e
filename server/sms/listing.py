"""What staff see of the credits, a page at a time, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from common.domain.ids import BrandId
from common.domain.sms_rows import Bucket, Hold, HoldState, Lot, MovementKind
from server.sms.repository import HOLD, HOLDS, LOT, LOTS, MOVEMENTS, holds_of, lot_of


@dataclass(frozen=True, slots=True)
class Booked:
    """A row of `sms_movement` as it is shown."""

    id: str
    lot_id: str
    hold_id: str | None
    kind: MovementKind
    source: Bucket | None
    target: Bucket
    units: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Trail:
    """Which movements: of a lot, of a hold, or all. `after`: the id of the last one shown."""

    lot_id: str | None = None
    hold_id: str | None = None
    after: str | None = None


def lots(session: Session, brand_id: BrandId, after: str | None, limit: int) -> Sequence[Lot]:
    query = LOT.where(LOTS.c.brand_id == brand_id).order_by(LOTS.c.id.desc()).limit(limit)
    if after is not None:
        query = query.where(LOTS.c.id < after)
    return [lot_of(row) for row in session.execute(query)]


def holds(
    session: Session, brand_id: BrandId, state: HoldState | None, after: str | None, limit: int
) -> Sequence[Hold]:
    query = HOLD.where(HOLDS.c.brand_id == brand_id).order_by(HOLDS.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(HOLDS.c.state == state)
    if after is not None:
        query = query.where(HOLDS.c.id < after)
    return holds_of(session, session.execute(query).all())


def movements(session: Session, brand_id: BrandId, which: Trail, limit: int) -> Sequence[Booked]:
    columns = MOVEMENTS.c
    query: Select[tuple[str, str, str | None, MovementKind, Bucket | None, Bucket, int, datetime]]
    query = select(
        columns.id,
        columns.lot_id,
        columns.hold_id,
        columns.kind,
        columns.source,
        columns.target,
        columns.units,
        columns.at,
    ).where(columns.brand_id == brand_id)
    for column, wanted in ((columns.lot_id, which.lot_id), (columns.hold_id, which.hold_id)):
        if wanted is not None:
            query = query.where(column == wanted)
    if which.after is not None:
        query = query.where(columns.id < which.after)
    rows = session.execute(query.order_by(columns.id.desc()).limit(limit))
    return [Booked(*row) for row in rows]
