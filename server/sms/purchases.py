"""Buying packages: ordered by the brand, granted when whoever took the payment says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from common.domain.errors import Invalid, NotFound, Refused
from common.domain.ids import BrandId, Fen, SmsPurchaseId
from common.domain.sms_rows import Purchase, PurchaseState
from server.db.unit import Unit
from server.sms import jobs, repository
from server.sms.ledger import Ledger, Warn


class PaymentStatus(StrEnum):
    PAID = "paid"
    REVERSED = "reversed"  # taken back by the payer's bank, or refunded


@dataclass(frozen=True, slots=True)
class PaymentNotice:
    """What `provider` says of a payment, any number of times and in any order."""

    provider: str
    reference: str
    amount_fen: int
    status: PaymentStatus


@dataclass(frozen=True, slots=True)
class Order:
    """A package that a brand wants; `zone` (IANA) is the brand's."""

    brand_id: BrandId
    zone: str
    package_id: str
    paid_fen: int
    reference: str


def place(unit: Unit, order: Order) -> tuple[Purchase, bool]:
    """Note what is being paid; gives it and whether it is new. Nothing is granted yet.

    The same reference gives the first purchase again. Raises Refused `sms.purchase_conflict` when
    that one is another; NotFound `sms.package_unknown`; Invalid `sms.amount_wrong`.
    """
    known = repository.purchase_by_reference(unit.session, order.reference)
    if known is not None:
        held = (known.brand_id, known.package_id, known.paid_fen)
        if held != (order.brand_id, order.package_id, order.paid_fen):
            raise Refused("sms.purchase_conflict", {"reference": order.reference})
        return known, False
    package = repository.package(unit.session, order.package_id)
    if package is None:
        raise NotFound("sms.package_unknown", {"package_id": order.package_id})
    if package.price_fen != order.paid_fen:
        raise Invalid("sms.amount_wrong", "paid_fen", {"price_fen": package.price_fen})
    bought = Purchase(
        id=SmsPurchaseId(unit.new_id()),
        brand_id=order.brand_id,
        package_id=package.id,
        reference=order.reference,
        units=package.units,
        paid_fen=Fen(order.paid_fen),
        valid_days=package.valid_days,
        zone=order.zone,
        state=PurchaseState.ORDERED,
        created_at=unit.now,
    )
    repository.add_purchase(unit.session, bought)
    return bought, True


def hear(unit: Unit, notice: PaymentNotice, warn: Warn) -> Purchase:
    """Grant, or claw back; what was heard before changes nothing.

    A reversal that overtakes its payment grants nothing, ever. Raises NotFound
    `sms.purchase_unknown`, Refused `sms.purchase_conflict` (another amount).
    """
    bought = _purchase(unit, notice.reference)
    ledger = Ledger(unit, bought.brand_id, warn)
    bought = _purchase(unit, notice.reference)  # as it is under the lock
    if bought.paid_fen != notice.amount_fen:
        raise Refused("sms.purchase_conflict", {"reference": notice.reference})
    changed = _heard(bought, notice.status, unit)
    if changed.state is bought.state:
        return bought
    repository.save_purchase(unit.session, changed, notice.provider)
    if changed.state is PurchaseState.PAID:
        ledger.grant(changed)
        jobs.look_after(unit, changed.brand_id)
    else:
        ledger.claw_back(changed)
    return changed


def _purchase(unit: Unit, reference: str) -> Purchase:
    found = repository.purchase_by_reference(unit.session, reference)
    if found is None:
        raise NotFound("sms.purchase_unknown", {"reference": reference})
    return found


def _heard(bought: Purchase, status: PaymentStatus, unit: Unit) -> Purchase:
    if status is PaymentStatus.PAID:
        if bought.state is not PurchaseState.ORDERED:
            return bought
        return replace(bought, state=PurchaseState.PAID, paid_at=unit.now)
    return replace(bought, state=PurchaseState.CLAWED_BACK, clawed_back_at=unit.now)
