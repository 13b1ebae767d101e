"""From the book's values to what HTTP answers."""

from __future__ import annotations

from common.domain.ids import BrandId
from common.domain.sms_rows import EMPTY, Account, Buckets, Hold, Lot, Package, Purchase
from common.wire.sms import (
    AccountBody,
    AllocationBody,
    BucketsBody,
    HoldBody,
    LotBody,
    MovementBody,
    PackageBody,
    PurchaseBody,
)
from server.sms.listing import Booked


def package_body(package: Package) -> PackageBody:
    return PackageBody(
        package.id, package.name, package.units, package.price_fen, package.valid_days
    )


def account_body(brand_id: BrandId, account: Account | None) -> AccountBody:
    """A brand that never bought has nothing."""
    if account is None:
        return AccountBody(brand_id, buckets_body(EMPTY), 0, 0, False)
    buckets = buckets_body(account.buckets)
    return AccountBody(brand_id, buckets, account.debt, account.warn_below, account.is_low)


def buckets_body(held: Buckets) -> BucketsBody:
    return BucketsBody(
        held.granted, held.available, held.held, held.consumed, held.expired, held.clawed_back
    )


def purchase_body(bought: Purchase) -> PurchaseBody:
    return PurchaseBody(
        id=bought.id,
        package_id=bought.package_id,
        reference=bought.reference,
        units=bought.units,
        paid_fen=bought.paid_fen,
        state=bought.state,
        created_at=bought.created_at,
        paid_at=bought.paid_at,
    )


def lot_body(lot: Lot) -> LotBody:
    return LotBody(
        id=lot.id,
        purchase_id=lot.purchase_id,
        purchased_at=lot.purchased_at,
        expires_at=lot.expires_at,
        closed_at=lot.closed_at,
        buckets=buckets_body(lot.buckets),
    )


def movement_body(booked: Booked) -> MovementBody:
    return MovementBody(
        id=booked.id,
        lot_id=booked.lot_id,
        hold_id=booked.hold_id,
        kind=booked.kind,
        source=booked.source,
        target=booked.target,
        units=booked.units,
        at=booked.at,
    )


def hold_body(hold: Hold) -> HoldBody:
    return HoldBody(
        hold_id=hold.id,
        client_ref=hold.client_ref,
        state=hold.state,
        units=hold.units,
        captured=hold.captured,
        refunded=hold.refunded,
        created_at=hold.created_at,
        deadline=hold.deadline,
        ended_at=hold.ended_at,
        allocations=[
            AllocationBody(part.lot_id, part.units, part.captured, part.refunded)
            for part in hold.allocations
        ],
    )
