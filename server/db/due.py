"""Due rows: what is to be done is a row with a time, written in the business transaction.

A worker claims a row with a lease, does the work, and ends the row in one unit. A worker that
dies loses its lease and another runs the row again; one that was merely slow finds, when it
ends the row, that the lease is no longer its own. `lease_until` in the future without a worker
is a row that backs off after a failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    TextClause,
    Update,
    and_,
    bindparam,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from server.db.unit import Unit

LEASE: Final = timedelta(seconds=10)
FIRST_BACK_OFF: Final = timedelta(seconds=1)
LONGEST_BACK_OFF: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class DueTable:
    """A table with the columns id, due_at, lease_until, attempts and ended_at, as the worker sees it.

    `waiting`: the row still has to be done; the predicate of a partial index on due_at, word for
    word (a bound value would hide the index from SQLite). `dead`: values of a row given up after
    `attempts` tries (None: it is tried for ever). With `shop_id` the shop is locked before the row is ended.
    """

    table: Table
    waiting: TextClause
    dead: Mapping[str, Any] = field(default_factory=dict)  # Any: the table's own column types
    attempts: int | None = None
    lease: timedelta = LEASE
    has_shop: bool = True

    @property
    def wake(self) -> str:
        """Pass it to `Unit.wake` when a row may be due before the worker's next look."""
        return f"due:{self.table.name}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that is ours until `lease_until`; `attempt` counts from 1."""

    id: str
    shop_id: str | None
    attempt: int
    lease_until: datetime


def claim(unit: Unit, due: DueTable, limit: int) -> list[Claim]:
    """Take up to `limit` rows that are due and nobody's, longest due first."""
    columns = due.table.c
    shop_id = columns.shop_id if due.has_shop else null().label("shop_id")
    rows = unit.session.execute(
        select(columns.id, shop_id, columns.attempts)
        .where(columns.due_at <= unit.now, _is_free(due, unit.now))
        .order_by(columns.due_at, columns.id)
        .limit(limit)
        .with_for_update(skip_locked=True)  # SQLite leaves it out: its writer is alone
    ).all()
    if not rows:
        return []
    until = unit.now + due.lease
    unit.session.execute(
        update(due.table)
        .where(columns.id.in_([row.id for row in rows]))
        .values(lease_until=until, attempts=columns.attempts + 1)
    )
    return [Claim(row.id, row.shop_id, row.attempts + 1, until) for row in rows]


def next_due(session: Session, due: DueTable, now: datetime) -> datetime | None:
    """When the earliest free row is due; rows that are leased or back off are not counted."""
    earliest = select(func.min(due.table.c.due_at)).where(_is_free(due, now))
    at: datetime | None = session.scalar(earliest)
    return at


def extend(unit: Unit, due: DueTable, held: Claim) -> Claim | None:
    """Heartbeat: keep a claim for another lease; None when it is no longer ours."""
    until = unit.now + due.lease
    kept = unit.session.execute(
        update(due.table)
        .where(_is_held(due, held))
        .values(lease_until=until)
        .returning(due.table.c.id)
    ).one_or_none()
    return None if kept is None else replace(held, lease_until=until)


def hold(unit: Unit, due: DueTable, held: Claim) -> bool:
    """Lock the shop, then the row; False when the row is done, cancelled or somebody else's."""
    if held.shop_id is not None:
        unit.lock_shop(held.shop_id)
    asked = {"row": held.id, "lease": held.lease_until}
    return unit.session.execute(_asked(due).hold, asked).one_or_none() is not None


def release(unit: Unit, due: DueTable, held: Claim) -> None:
    """End a claim whose work is done: a row that waits on for a later time is free again.

    A row left due as it was counts as a failure, so that it cannot spin.
    """
    asked = {"row": held.id, "lease": held.lease_until}
    due_at = unit.session.execute(_asked(due).due_at, asked).scalar()
    if due_at is None:
        return
    if due_at <= unit.now:
        give_back(unit, due, held)
        return
    unit.session.execute(_asked(due).free, asked)


def give_back(unit: Unit, due: DueTable, held: Claim) -> bool:
    """After a failure: back off, or give the row up; True when it is given up."""
    is_dead = due.attempts is not None and held.attempt >= due.attempts
    values: dict[str, Any] = {"lease_until": unit.now + back_off(held.attempt)}
    if is_dead:
        values = {**due.dead, "lease_until": None, "ended_at": unit.now}
    unit.session.execute(update(due.table).where(_is_held(due, held)).values(values))
    return is_dead


def back_off(attempt: int) -> timedelta:
    """How long a row rests after its `attempt`-th failure: 1, 2, 4 … seconds, at most 10 min."""
    doublings = min(attempt - 1, 16)
    return min(FIRST_BACK_OFF * (1 << doublings), LONGEST_BACK_OFF)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What ending a claim asks of a table, built once: `row` under the lease until `lease`."""

    hold: Select[tuple[str]]
    due_at: Select[tuple[datetime]]
    free: Update


def _asked(due: DueTable) -> _Asked:
    return _built(due.table, due.waiting)


@lru_cache
def _built(table: Table, waiting: TextClause) -> _Asked:
    columns = table.c
    lease = bindparam("lease", type_=columns.lease_until.type)
    is_held = and_(columns.id == bindparam("row"), columns.lease_until == lease, waiting)
    return _Asked(
        hold=select(columns.id).where(is_held).with_for_update(),
        due_at=select(columns.due_at).where(is_held),
        free=update(table).where(is_held).values(lease_until=None, attempts=0),
    )


def _is_free(due: DueTable, now: datetime) -> ColumnElement[bool]:
    lease_until = due.table.c.lease_until
    return and_(due.waiting, or_(lease_until.is_(None), lease_until <= now))


def _is_held(due: DueTable, held: Claim) -> ColumnElement[bool]:
    columns = due.table.c
    return and_(columns.id == held.id, columns.lease_until == held.lease_until, due.waiting)
