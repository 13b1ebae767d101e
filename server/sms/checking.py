"""`check`, the credits' part: every brand's book adds up, however it is added."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from common.domain.sms_rows import EMPTY, Buckets, HoldState
from server.gateways.clock import SystemClock
from server.sms import inbox
from server.sms.repository import ACCOUNTS, ALLOCATIONS, DEBTS, HOLDS, LOT, LOTS, MOVEMENTS, lot_of

_NAMES = ("granted", "available", "held", "consumed", "expired", "clawed_back")


def findings(session: Session) -> Iterator[str]:
    """What is wrong, in sentences for an operator."""
    yield from _accounts(session)
    yield from _lots(session)
    yield from overdue_receipts(session, SystemClock().now())


def overdue_receipts(session: Session, now: datetime) -> Iterator[str]:
    """Receipts that no message is known by: somebody else's, or ours and lost."""
    found = inbox.overdue(session, now)
    if found.count:
        receipts = "1 receipt" if found.count == 1 else f"{found.count} receipts"
        yield f"{receipts} of text messages match no message for over an hour, since {found.oldest}"


def _accounts(session: Session) -> Iterator[str]:
    """An account is the sum of its lots, its debt that of its open debts."""
    sums = select(LOTS.c.brand_id, *(func.sum(LOTS.c[name]) for name in _NAMES)).group_by(
        LOTS.c.brand_id
    )
    of_lots = {brand: Buckets(*map(int, held)) for brand, *held in session.execute(sums)}
    owed = select(DEBTS.c.brand_id, func.sum(DEBTS.c.units - DEBTS.c.settled)).group_by(
        DEBTS.c.brand_id
    )
    debts: dict[str, int] = {brand: int(units) for brand, units in session.execute(owed)}
    held_in = select(ACCOUNTS.c.brand_id, ACCOUNTS.c.debt, *(ACCOUNTS.c[name] for name in _NAMES))
    for brand, debt, *held in session.execute(held_in):
        if Buckets(*held) != of_lots.get(brand, EMPTY):
            yield f"brand {brand}: its message account is not the sum of its lots"
        if debt != debts.get(brand, 0):
            yield f"brand {brand}: its message debt is not the sum of its debts"


def _lots(session: Session) -> Iterator[str]:
    """A lot is what its movements tell and what the holds have of it."""
    told: dict[str, Buckets] = {}
    moved = select(
        MOVEMENTS.c.lot_id, MOVEMENTS.c.source, MOVEMENTS.c.target, func.sum(MOVEMENTS.c.units)
    ).group_by(MOVEMENTS.c.lot_id, MOVEMENTS.c.source, MOVEMENTS.c.target)
    for lot_id, source, target, units in session.execute(moved):
        told[lot_id] = told.get(lot_id, EMPTY).counted(source, target, int(units))
    is_open = HOLDS.c.state == HoldState.HELD
    parts = (
        select(
            ALLOCATIONS.c.lot_id,
            func.sum(case((is_open, ALLOCATIONS.c.units), else_=0)),
            func.sum(ALLOCATIONS.c.captured - ALLOCATIONS.c.refunded),
        )
        .join(HOLDS, HOLDS.c.id == ALLOCATIONS.c.hold_id)
        .group_by(ALLOCATIONS.c.lot_id)
    )
    reserved = {lot_id: (int(held), int(used)) for lot_id, held, used in session.execute(parts)}
    for lot in map(lot_of, session.execute(LOT)):
        if lot.buckets != told.get(lot.id, EMPTY):
            yield f"message lot {lot.id}: not what its movements tell"
        if (lot.buckets.held, lot.buckets.consumed) != reserved.get(lot.id, (0, 0)):
            yield f"message lot {lot.id}: held and consumed are not what its holds have"
