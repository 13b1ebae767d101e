"""Guests' calls: statements in Core, `ServiceCallRow` out."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.orm import Session

from common.domain.ids import ShopId, StayId
from common.domain.rows import ServiceCallRow
from server.messaging.models import ServiceCall

CALLS: Final = cast(Table, ServiceCall.__table__)
IS_LIVE: Final = text("service_call.state IN ('open', 'accepted')")

_FIELDS: Final = tuple(field.name for field in fields(ServiceCallRow))
_SELECT: Final = select(*(CALLS.c[name] for name in _FIELDS))


def call(session: Session, shop_id: ShopId, call_id: str) -> ServiceCallRow | None:
    row = session.execute(
        _SELECT.where(CALLS.c.id == call_id, CALLS.c.shop_id == shop_id)
    ).one_or_none()
    return None if row is None else ServiceCallRow(*row)


def is_taken(session: Session, call_id: str) -> bool:
    """Whether the id names a call, of whomever."""
    return session.scalar(select(CALLS.c.id).where(CALLS.c.id == call_id)) is not None


def live_calls(session: Session, shop_id: ShopId) -> list[ServiceCallRow]:
    """Open and accepted, oldest first."""
    rows = session.execute(_SELECT.where(CALLS.c.shop_id == shop_id, IS_LIVE).order_by(CALLS.c.id))
    return [ServiceCallRow(*row) for row in rows]


def live_calls_of_stay(session: Session, stay_id: StayId) -> list[ServiceCallRow]:
    rows = session.execute(_SELECT.where(CALLS.c.stay_id == stay_id, IS_LIVE).order_by(CALLS.c.id))
    return [ServiceCallRow(*row) for row in rows]


def add(session: Session, shop_id: ShopId, row: ServiceCallRow) -> None:
    session.execute(insert(CALLS).values(shop_id=shop_id, **_values(row)))


def save(session: Session, row: ServiceCallRow) -> None:
    session.execute(update(CALLS).where(CALLS.c.id == row.id).values(**_values(row)))


def prune(session: Session, shop_id: str, before: datetime, limit: int) -> int:
    """Forget calls of the shop that were over before then; gives how many."""
    old = list(
        session.scalars(
            select(CALLS.c.id)
            .where(CALLS.c.shop_id == shop_id, CALLS.c.done_at < before)
            .order_by(CALLS.c.id)
            .limit(limit)
        )
    )
    if old:
        session.execute(delete(CALLS).where(CALLS.c.id.in_(old)))
    return len(old)


def _values(row: ServiceCallRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in _FIELDS}
