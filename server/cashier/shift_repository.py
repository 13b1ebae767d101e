"""Shifts, and sums of the money that moved in a shift or in a span of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, insert, select, text, update
from sqlalchemy.orm import Session

from common.domain.bill_rows import PaymentMethod
from common.domain.ids import Fen, ShiftId, ShopId
from server.cashier.models import Shift
from server.cashier.repository import PAYMENTS, REFUNDS, table_of

SHIFTS: Final = table_of(Shift)


@dataclass(frozen=True, slots=True)
class ShiftRecord:
    id: ShiftId
    float_fen: Fen
    opened_at: datetime
    opened_by: str | None
    closed_at: datetime | None
    closed_by: str | None
    counted: dict[str, int]
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Money of one method, by one person: how often, how much."""

    method: PaymentMethod
    by: str | None
    times: int
    fen: Fen


_FIELDS: Final = tuple(field.name for field in fields(ShiftRecord))
_SELECT: Final = select(*(SHIFTS.c[name] for name in _FIELDS))


def current(session: Session, shop_id: ShopId) -> ShiftRecord | None:
    query = _SELECT.where(SHIFTS.c.shop_id == shop_id, text("shift.closed_at IS NULL"))
    row = session.execute(query).one_or_none()
    return None if row is None else ShiftRecord(*row)


def shift(session: Session, shop_id: ShopId, shift_id: str) -> ShiftRecord | None:
    query = _SELECT.where(SHIFTS.c.shop_id == shop_id, SHIFTS.c.id == shift_id)
    row = session.execute(query).one_or_none()
    return None if row is None else ShiftRecord(*row)


def opened_within(
    session: Session, shop_id: ShopId, since: datetime, until: datetime
) -> list[ShiftRecord]:
    query = _SELECT.where(
        SHIFTS.c.shop_id == shop_id, SHIFTS.c.opened_at >= since, SHIFTS.c.opened_at < until
    ).order_by(SHIFTS.c.opened_at)
    return [ShiftRecord(*row) for row in session.execute(query)]


def add(session: Session, shop_id: ShopId, record: ShiftRecord) -> None:
    values = {name: getattr(record, name) for name in _FIELDS}
    session.execute(insert(SHIFTS).values(shop_id=shop_id, **values))


def close(session: Session, record: ShiftRecord) -> None:
    session.execute(
        update(SHIFTS)
        .where(SHIFTS.c.id == record.id)
        .values(
            closed_at=record.closed_at,
            closed_by=record.closed_by,
            counted=record.counted,
            note=record.note,
            version=record.version,
        )
    )


# ── money ────────────────────────────────────────────────────────────────────────────────────────


def taken_in_shift(session: Session, shift_id: ShiftId) -> list[Moved]:
    return _taken(session, PAYMENTS.c.shift_id == shift_id)


def refunded_in_shift(session: Session, shift_id: ShiftId) -> list[Moved]:
    return _refunded(session, REFUNDS.c.shift_id == shift_id)


def taken_within(
    session: Session, shop_id: ShopId, since: datetime, until: datetime
) -> list[Moved]:
    at = PAYMENTS.c.paid_at
    return _taken(session, PAYMENTS.c.shop_id == shop_id, at >= since, at < until)


def refunded_within(
    session: Session, shop_id: ShopId, since: datetime, until: datetime
) -> list[Moved]:
    at = REFUNDS.c.at
    return _refunded(session, REFUNDS.c.shop_id == shop_id, at >= since, at < until)


def _taken(session: Session, *where: ColumnElement[bool]) -> list[Moved]:
    query = (
        select(PAYMENTS.c.method, PAYMENTS.c.by, func.count(), func.sum(PAYMENTS.c.amount_fen))
        .where(*where)
        .group_by(PAYMENTS.c.method, PAYMENTS.c.by)
    )
    return _moved(session.execute(query).all())


def _refunded(session: Session, *where: ColumnElement[bool]) -> list[Moved]:
    query = (
        select(PAYMENTS.c.method, REFUNDS.c.by, func.count(), func.sum(REFUNDS.c.amount_fen))
        .join_from(REFUNDS, PAYMENTS, PAYMENTS.c.id == REFUNDS.c.payment_id)
        .where(*where)
        .group_by(PAYMENTS.c.method, REFUNDS.c.by)
    )
    return _moved(session.execute(query).all())


def _moved(rows: Sequence[Any]) -> list[Moved]:  # Any: rows of the columns above
    return [Moved(method, by, times, Fen(int(fen))) for method, by, times, fen in rows]
