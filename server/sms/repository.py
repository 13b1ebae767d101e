"""A brand's book: statements in Core, values of `common.domain.sms_rows` out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Row, Table, bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from common.domain.ids import (
    BrandId,
    SmsHoldId,
    SmsLotId,
    SmsPurchaseId,
)
from common.domain.sms_rows import (
    Account,
    Allocation,
    Buckets,
    Debt,
    Hold,
    HoldState,
    Lot,
    Movement,
    Package,
    Purchase,
)
from server.db.base import add_new, batched
from server.db.prepared import LONGEST_LIST
from server.db.unit import Unit
from server.sms.models import (
    SmsAccount,
    SmsAllocation,
    SmsDebt,
    SmsHold,
    SmsLot,
    SmsMovement,
    SmsPackage,
    SmsPayment,
    SmsPurchase,
)

PACKAGES: Final = cast(Table, SmsPackage.__table__)
ACCOUNTS: Final = cast(Table, SmsAccount.__table__)
PURCHASES: Final = cast(Table, SmsPurchase.__table__)
LOTS: Final = cast(Table, SmsLot.__table__)
HOLDS: Final = cast(Table, SmsHold.__table__)
ALLOCATIONS: Final = cast(Table, SmsAllocation.__table__)
PAYMENTS: Final = cast(Table, SmsPayment.__table__)
MOVEMENTS: Final = cast(Table, SmsMovement.__table__)
DEBTS: Final = cast(Table, SmsDebt.__table__)

_BUCKETS: Final = ("granted", "available", "held", "consumed", "expired", "clawed_back")
_WARN_BELOW: Final = 100
# PostgreSQL only. NO KEY: rows that merely refer to the account need not wait for it.
_LOCK: Final = text("SELECT 1 FROM sms_account WHERE brand_id = :id FOR NO KEY UPDATE")

_ACCOUNT: Final = select(
    ACCOUNTS.c.brand_id,
    *(ACCOUNTS.c[name] for name in _BUCKETS),
    ACCOUNTS.c.debt,
    ACCOUNTS.c.warn_below,
    ACCOUNTS.c.is_low,
)
_ACCOUNT_OF: Final = _ACCOUNT.where(ACCOUNTS.c.brand_id == bindparam("brand"))
_SAVE_ACCOUNT: Final = (
    update(ACCOUNTS)
    .where(ACCOUNTS.c.brand_id == bindparam("brand"))
    .values({name: bindparam(name) for name in (*_BUCKETS, "debt", "is_low")})
)
LOT: Final = select(
    LOTS.c.id,
    LOTS.c.brand_id,
    LOTS.c.purchase_id,
    LOTS.c.purchased_at,
    LOTS.c.expires_at,
    *(LOTS.c[name] for name in _BUCKETS),
    LOTS.c.closed_at,
)
HOLD: Final = select(
    HOLDS.c.id,
    HOLDS.c.brand_id,
    HOLDS.c.client_ref,
    HOLDS.c.units,
    HOLDS.c.created_at,
    HOLDS.c.deadline,
    HOLDS.c.state,
    HOLDS.c.ended_at,
)
_PURCHASE: Final = select(
    PURCHASES.c.id,
    PURCHASES.c.brand_id,
    PURCHASES.c.package_id,
    PURCHASES.c.reference,
    PURCHASES.c.units,
    PURCHASES.c.paid_fen,
    PURCHASES.c.valid_days,
    PURCHASES.c.zone,
    PURCHASES.c.state,
    PURCHASES.c.created_at,
    PURCHASES.c.paid_at,
    PURCHASES.c.clawed_back_at,
)
_DEBT: Final = select(
    DEBTS.c.id, DEBTS.c.brand_id, DEBTS.c.purchase_id, DEBTS.c.units, DEBTS.c.settled
)
_OPEN_LOTS: Final = LOT.where(
    LOTS.c.brand_id == bindparam("brand"), LOTS.c.closed_at.is_(None)
).order_by(LOTS.c.expires_at, LOTS.c.purchased_at, LOTS.c.id)
_LOCKED_LOTS: Final = _OPEN_LOTS.with_for_update()
_HOLD_BY_ID: Final = HOLD.where(
    HOLDS.c.id == bindparam("id_"), HOLDS.c.brand_id == bindparam("brand")
)
_HOLDS_BY_ID: Final = HOLD.where(
    HOLDS.c.id.in_(bindparam("ids", expanding=True)), HOLDS.c.brand_id == bindparam("brand")
)
_HOLD_BY_REF: Final = HOLD.where(
    HOLDS.c.client_ref == bindparam("ref"), HOLDS.c.brand_id == bindparam("brand")
)
_ALLOCATIONS_OF: Final = (
    select(
        ALLOCATIONS.c.hold_id,
        ALLOCATIONS.c.lot_id,
        ALLOCATIONS.c.units,
        ALLOCATIONS.c.captured,
        ALLOCATIONS.c.refunded,
    )
    .where(ALLOCATIONS.c.hold_id.in_(bindparam("holds", expanding=True)))
    .order_by(ALLOCATIONS.c.hold_id, ALLOCATIONS.c.place)
)
_ADD_MOVEMENT: Final = insert(MOVEMENTS)
_ADD_HOLD: Final = insert(HOLDS)
_ADD_ALLOCATION: Final = insert(ALLOCATIONS)
_SAVE_LOT: Final = (
    update(LOTS)
    .where(LOTS.c.id == bindparam("id_"))
    .values({name: bindparam(name) for name in (*_BUCKETS, "closed_at")})
)
_SAVE_HOLD: Final = (
    update(HOLDS)
    .where(HOLDS.c.id == bindparam("id_"))
    .values(state=bindparam("state"), ended_at=bindparam("ended_at"))
)
_ADD_PAYMENT: Final = insert(PAYMENTS)
_SAVE_ALLOCATION: Final = (
    update(ALLOCATIONS)
    .where(ALLOCATIONS.c.hold_id == bindparam("hold"), ALLOCATIONS.c.place == bindparam("at_place"))
    .values(captured=bindparam("captured"), refunded=bindparam("refunded"))
)


# ── the account ──────────────────────────────────────────────────────────────────────────────────


def lock_account(unit: Unit, brand_id: BrandId) -> Account:
    """The brand's account, locked until the commit; opened if it is the first time."""
    unit.lock(_LOCK, {"id": brand_id})
    held = account(unit.session, brand_id)
    if held is None:
        empty = dict.fromkeys((*_BUCKETS, "debt"), 0)
        row = {"brand_id": brand_id, "warn_below": _WARN_BELOW, "is_low": False, **empty}
        add_new(unit.session, ACCOUNTS, row)
        unit.lock(_LOCK, {"id": brand_id})
        held = account(unit.session, brand_id)
    assert held is not None, "it was just opened"
    return held


def account(session: Session, brand_id: BrandId) -> Account | None:
    row = session.execute(_ACCOUNT_OF, {"brand": brand_id}).one_or_none()
    if row is None:
        return None
    return Account(BrandId(row[0]), Buckets(*row[1:7]), *row[7:])


def save_account(session: Session, held: Account) -> None:
    row = {"brand": held.brand_id, "debt": held.debt, "is_low": held.is_low}
    session.execute(_SAVE_ACCOUNT, {**row, **_buckets(held.buckets)})


def brands_with_accounts(session: Session) -> list[BrandId]:
    rows = session.scalars(select(ACCOUNTS.c.brand_id).order_by(ACCOUNTS.c.brand_id))
    return [BrandId(each) for each in rows]


# ── packages and purchases ───────────────────────────────────────────────────────────────────────


def packages(session: Session) -> list[Package]:
    """Those on offer."""
    rows = session.execute(
        _package_query().where(PACKAGES.c.is_offered).order_by(PACKAGES.c.position, PACKAGES.c.id)
    )
    return [Package(*row) for row in rows]


def package(session: Session, package_id: str) -> Package | None:
    row = session.execute(
        _package_query().where(PACKAGES.c.is_offered, PACKAGES.c.id == package_id)
    ).one_or_none()
    return None if row is None else Package(*row)


def purchase_by_reference(session: Session, reference: str) -> Purchase | None:
    """Of whichever brand."""
    row = session.execute(_PURCHASE.where(PURCHASES.c.reference == reference)).one_or_none()
    return None if row is None else Purchase(*row)


def add_purchase(session: Session, bought: Purchase) -> None:
    session.execute(
        insert(PURCHASES).values(
            id=bought.id,
            brand_id=bought.brand_id,
            package_id=bought.package_id,
            reference=bought.reference,
            units=bought.units,
            paid_fen=bought.paid_fen,
            valid_days=bought.valid_days,
            zone=bought.zone,
            state=bought.state,
            created_at=bought.created_at,
        )
    )


def save_purchase(session: Session, bought: Purchase, provider: str) -> None:
    session.execute(
        update(PURCHASES)
        .where(PURCHASES.c.id == bought.id)
        .values(
            state=bought.state,
            paid_at=bought.paid_at,
            clawed_back_at=bought.clawed_back_at,
            provider=provider,
        )
    )


def open_debts(session: Session, brand_id: BrandId) -> list[Debt]:
    """Oldest first."""
    rows = session.execute(
        _DEBT.where(DEBTS.c.brand_id == brand_id, DEBTS.c.settled < DEBTS.c.units).order_by(
            DEBTS.c.id
        )
    )
    return [Debt(*row) for row in rows]


def add_debt(session: Session, debt: Debt, at: datetime) -> None:
    session.execute(
        insert(DEBTS).values(
            id=debt.id,
            brand_id=debt.brand_id,
            purchase_id=debt.purchase_id,
            units=debt.units,
            settled=debt.settled,
            created_at=at,
        )
    )


def save_debt(session: Session, debt: Debt) -> None:
    session.execute(update(DEBTS).where(DEBTS.c.id == debt.id).values(settled=debt.settled))


# ── lots and movements ───────────────────────────────────────────────────────────────────────────


def open_lots(session: Session, brand_id: BrandId) -> list[Lot]:
    """Those that are not closed, in the order in which they are used."""
    return [lot_of(row) for row in session.execute(_OPEN_LOTS, {"brand": brand_id})]


def usable_units(session: Session, brand_id: BrandId, at: datetime) -> int:
    """What can be frozen at `at` (UTC): not what is over, even if nothing has closed it yet."""
    lots = open_lots(session, brand_id)
    return sum(lot.buckets.available for lot in lots if lot.expires_at > at)


def lock_open_lots(session: Session, brand_id: BrandId) -> list[Lot]:
    """`open_lots`, to be changed."""
    return [lot_of(row) for row in session.execute(_LOCKED_LOTS, {"brand": brand_id})]


def lots(session: Session, lot_ids: Iterable[SmsLotId]) -> list[Lot]:
    """In the order in which they are used; locked."""
    query = (
        LOT.where(LOTS.c.id.in_(list(lot_ids)))
        .order_by(LOTS.c.expires_at, LOTS.c.purchased_at, LOTS.c.id)
        .with_for_update()
    )
    return [lot_of(row) for row in session.execute(query)]


def lot_of_purchase(session: Session, purchase_id: SmsPurchaseId) -> SmsLotId | None:
    found = session.scalar(select(LOTS.c.id).where(LOTS.c.purchase_id == purchase_id))
    return None if found is None else SmsLotId(found)


def add_lot(session: Session, lot: Lot) -> None:
    """With empty buckets: its units come by a movement."""
    session.execute(
        insert(LOTS).values(
            id=lot.id,
            brand_id=lot.brand_id,
            purchase_id=lot.purchase_id,
            purchased_at=lot.purchased_at,
            expires_at=lot.expires_at,
        )
    )


def save_lots(session: Session, changed: Sequence[Lot]) -> None:
    if changed:
        session.execute(
            _SAVE_LOT,
            [
                {"id_": lot.id, "closed_at": lot.closed_at, **_buckets(lot.buckets)}
                for lot in changed
            ],
        )


def add_movements(unit: Unit, brand_id: BrandId, booked: Sequence[Movement]) -> None:
    """Raises IntegrityError when one of them was booked before."""
    if booked:
        unit.session.execute(
            _ADD_MOVEMENT,
            [
                {
                    "id": unit.new_id(),
                    "brand_id": brand_id,
                    "lot_id": each.lot_id,
                    "hold_id": each.hold_id,
                    "kind": each.kind,
                    "source": each.source,
                    "target": each.target,
                    "units": each.units,
                    "key": each.key,
                    "at": unit.now,
                }
                for each in booked
            ],
        )


def is_booked(session: Session, keys: Iterable[str]) -> bool:
    """Whether a movement with one of these keys is there."""
    query = select(MOVEMENTS.c.id).where(MOVEMENTS.c.key.in_(list(keys))).limit(1)
    return session.scalar(query) is not None


# ── holds ────────────────────────────────────────────────────────────────────────────────────────


def hold(session: Session, brand_id: BrandId, hold_id: str) -> Hold | None:
    row = session.execute(_HOLD_BY_ID, {"id_": hold_id, "brand": brand_id}).one_or_none()
    return None if row is None else holds_of(session, [row])[0]


def holds_by_id(session: Session, brand_id: BrandId, hold_ids: Sequence[str]) -> list[Hold]:
    found: list[Hold] = []
    for some in batched(hold_ids, LONGEST_LIST):
        rows = session.execute(_HOLDS_BY_ID, {"ids": some, "brand": brand_id}).all()
        found += holds_of(session, rows)
    return found


def hold_by_ref(session: Session, brand_id: BrandId, client_ref: str) -> Hold | None:
    row = session.execute(_HOLD_BY_REF, {"ref": client_ref, "brand": brand_id}).one_or_none()
    return None if row is None else holds_of(session, [row])[0]


def holds_due(session: Session, brand_id: BrandId, at: datetime, limit: int) -> list[Hold]:
    """Open holds whose deadline has come, the earliest first."""
    rows = session.execute(
        HOLD.where(
            HOLDS.c.brand_id == brand_id,
            HOLDS.c.state == HoldState.HELD,
            HOLDS.c.deadline <= at,
        )
        .order_by(HOLDS.c.deadline, HOLDS.c.id)
        .limit(limit)
    ).all()
    return holds_of(session, rows)


def next_boundary(session: Session, brand_id: BrandId) -> datetime | None:
    """When the next lot or hold of the brand is over."""
    lot_ends = session.scalar(
        select(func.min(LOTS.c.expires_at)).where(
            LOTS.c.brand_id == brand_id, LOTS.c.closed_at.is_(None)
        )
    )
    hold_ends = session.scalar(
        select(func.min(HOLDS.c.deadline)).where(
            HOLDS.c.brand_id == brand_id, HOLDS.c.state == HoldState.HELD
        )
    )
    return min((each for each in (lot_ends, hold_ends) if each is not None), default=None)


def add_hold(session: Session, held: Hold) -> None:
    session.execute(
        _ADD_HOLD,
        {
            "id": held.id,
            "brand_id": held.brand_id,
            "client_ref": held.client_ref,
            "units": held.units,
            "state": held.state,
            "created_at": held.created_at,
            "deadline": held.deadline,
            "ended_at": None,
        },
    )
    session.execute(
        _ADD_ALLOCATION,
        [
            {
                "hold_id": held.id,
                "place": place,
                "lot_id": part.lot_id,
                "units": part.units,
                "captured": 0,
                "refunded": 0,
            }
            for place, part in enumerate(held.allocations)
        ],
    )


def save_holds(session: Session, changed: Sequence[Hold]) -> None:
    if not changed:
        return
    session.execute(
        _SAVE_HOLD,
        [{"id_": held.id, "state": held.state, "ended_at": held.ended_at} for held in changed],
    )
    parts = [
        {"hold": held.id, "at_place": at, "captured": part.captured, "refunded": part.refunded}
        for held in changed
        if held.captured
        for at, part in enumerate(held.allocations)
    ]
    if parts:
        session.execute(_SAVE_ALLOCATION, parts)


def add_payments(session: Session, paid: Sequence[Hold]) -> None:
    """短信支付记录."""
    if paid:
        session.execute(
            _ADD_PAYMENT,
            [
                {
                    "hold_id": hold.id,
                    "brand_id": hold.brand_id,
                    "units": hold.captured,
                    "released": hold.units - hold.captured,
                    "paid_at": hold.ended_at,
                }
                for hold in paid
            ],
        )


# ── from rows to values ──────────────────────────────────────────────────────────────────────────

_Row = Row[Any]  # Any: the columns of the query named


def lot_of(row: _Row) -> Lot:
    """A row of `LOT`."""
    return Lot(
        id=SmsLotId(row.id),
        brand_id=BrandId(row.brand_id),
        purchase_id=SmsPurchaseId(row.purchase_id),
        purchased_at=row.purchased_at,
        expires_at=row.expires_at,
        buckets=Buckets(*(row._mapping[name] for name in _BUCKETS)),
        closed_at=row.closed_at,
    )


def holds_of(session: Session, rows: Sequence[_Row]) -> list[Hold]:
    """Rows of `HOLD` with their allocations."""
    parts = _allocations(session, [row.id for row in rows])
    return [
        Hold(
            id=SmsHoldId(row.id),
            brand_id=BrandId(row.brand_id),
            client_ref=row.client_ref,
            units=row.units,
            created_at=row.created_at,
            deadline=row.deadline,
            allocations=tuple(parts[row.id]),
            state=row.state,
            ended_at=row.ended_at,
        )
        for row in rows
    ]


def _allocations(session: Session, hold_ids: Sequence[str]) -> Mapping[str, list[Allocation]]:
    found: dict[str, list[Allocation]] = {hold_id: [] for hold_id in hold_ids}
    if not hold_ids:
        return found
    for hold_id, lot_id, *counts in session.execute(_ALLOCATIONS_OF, {"holds": list(hold_ids)}):
        found[hold_id].append(Allocation(SmsLotId(lot_id), *counts))
    return found


def _package_query() -> Any:  # Any: SQLAlchemy's own type of a select of five columns
    return select(
        PACKAGES.c.id,
        PACKAGES.c.name,
        PACKAGES.c.units,
        PACKAGES.c.price_fen,
        PACKAGES.c.valid_days,
    )


def _buckets(held: Buckets) -> dict[str, int]:
    return {name: getattr(held, name) for name in _BUCKETS}
