"""What lanes ask the database: built once, so that SQLite gets it the short way (ADR 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, cast

from sqlalchemy import (
    Select,
    String,
    Table,
    TextClause,
    Update,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.db.base import Base, Id, UtcDateTime

LONGEST_WHY: Final = 200


class LaneRow(Base):
    """Made by the first drain or pause. `not_before`: its head rests until then, after a failure."""

    __tablename__ = "lane"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    turn: Mapped[int] = mapped_column()
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    holder: Mapped[str | None] = mapped_column(Id)
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rests_why: Mapped[str] = mapped_column(String(LONGEST_WHY), default="")
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_why: Mapped[str] = mapped_column(String(LONGEST_WHY), default="")


LANES: Final = cast(Table, LaneRow.__table__)
_NOW: Final = bindparam("at_now", type_=UtcDateTime())

BEGIN: Final = (
    update(LANES)
    .where(
        LANES.c.key == bindparam("lane_key"),
        or_(LANES.c.lease_until.is_(None), LANES.c.lease_until <= _NOW),
        or_(LANES.c.not_before.is_(None), LANES.c.not_before <= _NOW),
        LANES.c.paused_at.is_(None),
    )
    .values(
        turn=LANES.c.turn + 1,
        lease_until=bindparam("until", type_=UtcDateTime()),
        holder=bindparam("by"),
        not_before=None,
    )
    .returning(LANES.c.turn)
)
HOLD: Final = (
    select(LANES.c.key)
    .where(
        LANES.c.key == bindparam("lane_key"),
        LANES.c.turn == bindparam("number"),
        LANES.c.lease_until.is_not(None),
    )
    .with_for_update()
)
END: Final = (
    update(LANES)
    .where(LANES.c.key == bindparam("lane_key"), LANES.c.turn == bindparam("number"))
    .values(
        lease_until=None,
        holder=None,
        not_before=bindparam("rests_until", type_=UtcDateTime()),
        rests_why=bindparam("why"),
    )
)


@dataclass(frozen=True, slots=True)
class Statements:
    """Of one table. `due`: its rows of `lane_key` that are due at `at_now`, at most `most`, in order.

    `sweep`: (key, due_at, not_before, lease_until) of every lane with waiting rows that is not
    paused. `count_try`: `tries_` of the row `row_`.
    """

    # Any: the subject's columns.
    due: Select[Any]
    sweep: Select[Any]
    count_try: Update


@lru_cache
def statements_of(table: Table, waiting: TextClause) -> Statements:
    columns = table.c
    due = (
        select(columns.id, columns.attempts)
        .where(columns.lane == bindparam("lane_key"), columns.due_at <= _NOW, waiting)
        .order_by(columns.due_at, columns.id)
        .limit(bindparam("most"))
    )
    count_try = (  # bound names that no table has for a column: SQLAlchemy refuses those
        update(table)
        .where(columns.id == bindparam("row_"), waiting)
        .values(attempts=bindparam("tries_"))
    )
    return Statements(due, _sweep(table, waiting), count_try)


def _sweep(table: Table, waiting: TextClause) -> Select[Any]:
    """Jump from lane to lane along the index, instead of reading every row of each."""
    columns = table.c
    first = select(columns.lane).where(waiting).order_by(columns.lane).limit(1)
    each = select(first.scalar_subquery().label("key")).cte("each", recursive=True)
    following = first.where(columns.lane > each.c.key).correlate(each).scalar_subquery()
    each = each.union_all(select(following).where(each.c.key.is_not(None)))
    due_at = (
        select(func.min(columns.due_at))
        .where(waiting, columns.lane == each.c.key)
        .correlate(each)
        .scalar_subquery()
    )
    return (
        select(each.c.key, due_at.label("due_at"), LANES.c.not_before, LANES.c.lease_until)
        .select_from(each.outerjoin(LANES, LANES.c.key == each.c.key))
        .where(each.c.key.is_not(None), LANES.c.paused_at.is_(None))
    )
