"""Bills: statements in Core, `BillRow` out. A bill is read and written whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, Protocol, TypeVar, cast

import msgspec
from sqlalchemy import Insert, Table, Update, bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from common.domain.bill_rows import (
    Adjustment,
    Allocation,
    BillRow,
    CarriedLine,
    Charge,
    Payment,
    Refund,
)
from common.domain.ids import ShopId, StayId
from server.cashier.models import Bill, BillAdjustment, BillCharge, PaymentRecord, RefundRecord
from server.db.base import Base


def table_of(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


BILLS: Final = table_of(Bill)
CHARGES: Final = table_of(BillCharge)
ADJUSTMENTS: Final = table_of(BillAdjustment)
PAYMENTS: Final = table_of(PaymentRecord)
REFUNDS: Final = table_of(RefundRecord)

_CHARGE: Final = tuple(field.name for field in fields(Charge))
_ADJUSTMENT: Final = tuple(field.name for field in fields(Adjustment))
_PAYMENT: Final = tuple(field.name for field in fields(Payment) if field.name != "refunds")
_REFUND: Final = tuple(field.name for field in fields(Refund))

_IDS: Final[Any] = bindparam("ids", expanding=True)  # Any: ids of whatever
_BILL_COLUMNS: Final = (
    BILLS.c.id,
    BILLS.c.stay_ids,
    BILLS.c.allocations,
    BILLS.c.carried,
    BILLS.c.version,
)
_BY_ID: Final = (
    select(*_BILL_COLUMNS)
    .where(BILLS.c.shop_id == bindparam("shop_id"), BILLS.c.id.in_(_IDS))
    .order_by(BILLS.c.id)
)
_OPEN: Final = (
    select(*_BILL_COLUMNS)
    .where(BILLS.c.shop_id == bindparam("shop_id"), text("bill.is_open"))
    .order_by(BILLS.c.id)
)


def _on_bills(table: Table, names: Iterable[str]) -> Any:  # Any: the row type of the columns
    columns = [table.c.bill_id.label("of_id"), *(table.c[name] for name in names)]
    return select(*columns).where(table.c.bill_id.in_(_IDS)).order_by(table.c.id)


_CHARGES_ON: Final = _on_bills(CHARGES, _CHARGE)
_ADJUSTMENTS_ON: Final = _on_bills(ADJUSTMENTS, _ADJUSTMENT)
_PAYMENTS_ON: Final = _on_bills(PAYMENTS, _PAYMENT)
_REFUNDS_OF: Final = (
    select(REFUNDS.c.payment_id.label("of_id"), *(REFUNDS.c[name] for name in _REFUND))
    .where(REFUNDS.c.payment_id.in_(_IDS))
    .order_by(REFUNDS.c.id)
)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


def bills(session: Session, shop_id: ShopId, ids: Collection[str]) -> list[BillRow]:
    """The shop's bills among `ids`; a stay with nothing but dishes has none."""
    if not ids:
        return []
    found = session.execute(_BY_ID, {"shop_id": shop_id, "ids": list(ids)})
    return _filled(session, found.mappings().all())


def open_bills(session: Session, shop_id: ShopId) -> list[BillRow]:
    """What the desks' tables hold."""
    return _filled(session, session.execute(_OPEN, {"shop_id": shop_id}).mappings().all())


def bill_with(session: Session, shop_id: ShopId, table: Table, thing_id: str) -> BillRow | None:
    """The bill that a charge, an adjustment or a payment is on."""
    bill_id = session.scalar(
        select(table.c.bill_id).where(table.c.shop_id == shop_id, table.c.id == thing_id)
    )
    return next(iter(bills(session, shop_id, [bill_id] if bill_id else [])), None)


def bills_charged_within(
    session: Session, shop_id: ShopId, since: datetime, until: datetime
) -> list[StayId]:
    """The stays whose bills got a charge in that time."""
    query = select(CHARGES.c.bill_id).where(
        CHARGES.c.shop_id == shop_id, CHARGES.c.at >= since, CHARGES.c.at < until
    )
    return list(session.scalars(query.distinct()).all())


def is_taken(session: Session, thing_id: str) -> bool:
    """Whether the id names a charge, an adjustment, a payment or a refund, of whomever."""
    tables = (CHARGES, ADJUSTMENTS, PAYMENTS, REFUNDS)
    return any(
        session.scalar(select(table.c.id).where(table.c.id == thing_id)) is not None
        for table in tables
    )


def _filled(session: Session, found: Sequence[Mapping[Any, Any]]) -> list[BillRow]:
    # Any: columns of a database row
    if not found:
        return []
    ids = [row["id"] for row in found]
    charges = _grouped(session, _CHARGES_ON, ids)
    adjustments = _grouped(session, _ADJUSTMENTS_ON, ids)
    payments = _grouped(session, _PAYMENTS_ON, ids)
    paid = [row["id"] for rows in payments.values() for row in rows]
    refunds = _grouped(session, _REFUNDS_OF, paid)
    return [
        BillRow(
            id=row["id"],
            stay_ids=tuple(row["stay_ids"]),
            charges=tuple(Charge(**each) for each in charges[row["id"]]),
            adjustments=tuple(_adjustment(each) for each in adjustments[row["id"]]),
            allocations=msgspec.convert(row["allocations"], tuple[Allocation, ...]),
            carried=msgspec.convert(row["carried"], tuple[CarriedLine, ...]),
            payments=tuple(
                Payment(**each, refunds=tuple(_refund(x) for x in refunds[each["id"]]))
                for each in payments[row["id"]]
            ),
            version=row["version"],
        )
        for row in found
    ]


def _grouped(session: Session, statement: Any, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    if ids:
        for row in session.execute(statement, {"ids": ids}).mappings():
            held = dict(row)
            groups[held.pop("of_id")].append(held)
    return groups


def _adjustment(row: dict[str, Any]) -> Adjustment:
    return Adjustment(**(row | {"item_ids": tuple(row["item_ids"])}))


def _refund(row: dict[str, Any]) -> Refund:
    return Refund(**(row | {"line_ids": tuple(row["line_ids"])}))


# ── writing ──────────────────────────────────────────────────────────────────────────────────────


class _Thing(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Thing)


@dataclass(frozen=True, slots=True)
class _Stored:
    """How the things of one kind on a bill are stored."""

    table: Table
    names: tuple[str, ...]
    inserting: Insert
    updating: Update

    @classmethod
    def of(cls, table: Table, names: tuple[str, ...], changing: tuple[str, ...]) -> _Stored:
        values: dict[str, Any] = {name: bindparam(f"{name}_") for name in changing}
        updating = update(table).where(table.c.id == bindparam("id_")).values(values)
        return cls(table, names, insert(table), updating)


_CHANGING_CHARGE: Final = ("voided_at", "void_reason", "voided_by")
_CHANGING_ADJUSTMENT: Final = (*_CHANGING_CHARGE, "item_ids")
_STORED_CHARGES: Final = _Stored.of(CHARGES, _CHARGE, _CHANGING_CHARGE)
_STORED_ADJUSTMENTS: Final = _Stored.of(ADJUSTMENTS, _ADJUSTMENT, _CHANGING_ADJUSTMENT)
_STORED_PAYMENTS: Final = _Stored.of(PAYMENTS, _PAYMENT, ())
_INSERT_BILL: Final = insert(BILLS)
_UPDATE_BILL: Final = (
    update(BILLS)
    .where(BILLS.c.id == bindparam("id_"))
    .values(
        {
            name: bindparam(name)
            for name in ("stay_ids", "is_open", "allocations", "carried", "version")
        }
    )
)
_INSERT_REFUND: Final = insert(REFUNDS)


def save(
    session: Session,
    shop_id: ShopId,
    before: BillRow | None,
    after: BillRow,
    *,
    is_open: bool,
    by: str | None,
) -> None:
    """Store what differs; `before` is None for a bill that has no row yet."""
    values = {
        "stay_ids": list(after.stay_ids),
        "is_open": is_open,
        "allocations": msgspec.to_builtins(after.allocations),
        "carried": msgspec.to_builtins(after.carried),
        "version": after.version,
    }
    if before is None:
        session.execute(_INSERT_BILL, {"id": after.id, "shop_id": shop_id, **values})
    else:
        session.execute(_UPDATE_BILL, {"id_": after.id, **values})
    of_bill = {"shop_id": shop_id, "bill_id": after.id}
    _save_things(
        session, _STORED_CHARGES, before.charges if before else (), after.charges, of_bill, by
    )
    _save_things(
        session,
        _STORED_ADJUSTMENTS,
        before.adjustments if before else (),
        after.adjustments,
        of_bill,
        by,
    )
    _save_payments(session, before.payments if before else (), after.payments, of_bill)


def _save_things(
    session: Session,
    stored: _Stored,
    before: Sequence[Charge] | Sequence[Adjustment],
    after: Sequence[Charge] | Sequence[Adjustment],
    of_bill: dict[str, Any],
    by: str | None,
) -> None:
    held = {thing.id: thing for thing in before}
    for thing in after:
        was = held.get(thing.id)
        if was is None:
            session.execute(stored.inserting, of_bill | _values(thing, stored.names))
        elif was != thing:
            changed: dict[str, Any] = {"id_": thing.id, "voided_at_": thing.voided_at}
            changed |= {"void_reason_": thing.void_reason}
            changed |= {"voided_by_": by if thing.voided_at else None}
            if isinstance(thing, Adjustment):
                changed["item_ids_"] = list(thing.item_ids)
            session.execute(stored.updating, changed)


def _save_payments(
    session: Session,
    before: Sequence[Payment],
    after: Sequence[Payment],
    of_bill: dict[str, Any],
) -> None:
    held = {payment.id: payment for payment in before}
    for payment in after:
        was = held.get(payment.id)
        if was is None:
            session.execute(_STORED_PAYMENTS.inserting, of_bill | _values(payment, _PAYMENT))
        known = {refund.id for refund in was.refunds} if was else set()
        for refund in payment.refunds:
            if refund.id not in known:
                values = _values(refund, _REFUND)
                values |= {"shop_id": of_bill["shop_id"], "payment_id": payment.id}
                session.execute(_INSERT_REFUND, values)


def _values(thing: object, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(thing, name) for name in names}
    return {name: list(x) if isinstance(x, tuple) else x for name, x in values.items()}


_MOVES: Final = tuple(
    update(table)
    .where(
        table.c.bill_id == bindparam("from_id"),
        table.c.stay_id.in_(bindparam("stays", expanding=True)),
    )
    .values(bill_id=bindparam("to_id"))
    for table in (CHARGES, ADJUSTMENTS, PAYMENTS)
)


def move_things(
    session: Session, from_id: StayId, to_id: StayId, stay_ids: Collection[StayId]
) -> None:
    """Put what those stays have on one bill onto another (merge, unmerge)."""
    for statement in _MOVES:
        params = {"from_id": from_id, "to_id": to_id, "stays": list(stay_ids)}
        session.execute(statement, params)
