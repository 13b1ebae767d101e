"""The real ledger on a real database, driven as the machine of `tests.support.sms_machine` asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from common.domain.ids import BrandId, SmsLotId
from common.domain.sms_audit import Book
from common.domain.sms_rows import EMPTY, Allocation, Debt, Hold, Movement
from server.db.unit import Unit
from server.db.units import Units
from server.shop.models import Brand
from server.sms import purchases, repository
from server.sms.ledger import HOLD_LASTS, Ledger
from server.sms.purchases import Order, PaymentNotice, PaymentStatus
from server.sms.repository import DEBTS, HOLD, HOLDS, LOT, LOTS, MOVEMENTS, PACKAGES, PURCHASES
from tests.support.clock import FakeClock

ZONE = "Asia/Shanghai"


class Counter:
    """A till: each deed is one unit of work. `warned` lists the brands told of a low balance."""

    def __init__(self, units: Units, clock: FakeClock, *brands: BrandId) -> None:
        self.units = units
        self.clock = clock
        self.warned: list[BrandId] = []
        units.run_write(lambda unit: _open(unit, brands))

    # ── purchases ───────────────────────────────────────────────────────────────────────────────

    def buy(self, brand: BrandId, reference: str, units: int, at: datetime, days: int) -> None:
        self.clock.set(at)
        self.order(brand, reference, units, days)
        self.hear(reference, PaymentStatus.PAID)

    def order(self, brand: BrandId, reference: str, units: int, days: int = 30) -> None:
        """A package just for this purchase, at 1 fen a unit; nothing if it was ordered before."""

        def work(unit: Unit) -> None:
            if repository.purchase_by_reference(unit.session, reference) is None:
                package_id = unit.new_id()
                package = {"id": package_id, "name": reference, "units": units}
                unit.session.execute(
                    insert(PACKAGES).values(price_fen=units, valid_days=days, **package)
                )
                purchases.place(unit, Order(brand, ZONE, package_id, units, reference))

        self.units.run_write(work)

    def hear(self, reference: str, status: PaymentStatus, amount_fen: int | None = None) -> None:
        """The callback; its amount is the right one unless another is named."""

        def work(unit: Unit) -> None:
            known = repository.purchase_by_reference(unit.session, reference)
            amount = amount_fen or (0 if known is None else known.paid_fen)
            notice = PaymentNotice("bank", reference, amount, status)
            purchases.hear(unit, notice, self.warned.append)

        self.units.run_write(work)

    def claw_back(self, brand: BrandId, reference: str, at: datetime) -> None:
        self.clock.set(at)
        self.hear(reference, PaymentStatus.REVERSED)

    # ── holds ───────────────────────────────────────────────────────────────────────────────────

    def freeze(self, brand: BrandId, ref: str, units: int, at: datetime) -> None:
        self.do(brand, at, lambda ledger: ledger.freeze(ref, units, HOLD_LASTS))

    def pay(self, brand: BrandId, ref: str, units: int, at: datetime) -> None:
        self.do(brand, at, lambda ledger: ledger.pay(self.hold(brand, ref).id, units))

    def release(self, brand: BrandId, ref: str, at: datetime) -> None:
        self.do(brand, at, lambda ledger: ledger.release(self.hold(brand, ref).id))

    def refund(
        self, brand: BrandId, ref: str, parts: list[Allocation], key: str, at: datetime
    ) -> None:
        lots = self.lots(brand)
        named = [replace(part, lot_id=lots[part.lot_id]) for part in parts]
        self.do(brand, at, lambda ledger: ledger.refund(self.hold(brand, ref).id, named, key))

    def look(self, brand: BrandId, at: datetime) -> None:
        self.do(brand, at, lambda ledger: ledger.look())

    def do(self, brand: BrandId, at: datetime, deed: Callable[[Ledger], object]) -> None:
        self.clock.set(at)
        self.units.run_write(lambda unit: deed(Ledger(unit, brand, self.warned.append)))

    # ── what is in the book ─────────────────────────────────────────────────────────────────────

    def hold(self, brand: BrandId, ref: str) -> Hold:
        found = self.units.run_read(lambda session: repository.hold_by_ref(session, brand, ref))
        assert found is not None, ref
        return found

    def lots(self, brand: BrandId) -> dict[str, SmsLotId]:
        """By the reference of the payment that bought them."""
        query = (
            select(PURCHASES.c.reference, LOTS.c.id)
            .join(LOTS, LOTS.c.purchase_id == PURCHASES.c.id)
            .where(LOTS.c.brand_id == brand)
        )
        rows = self.units.run_read(lambda session: session.execute(query).all())
        return {reference: SmsLotId(lot_id) for reference, lot_id in rows}

    def book(self, brand: BrandId) -> Book:
        return self.units.run_read(lambda session: read_book(session, brand))

    def available(self, brand: BrandId) -> int:
        return self.book(brand).account.available


def read_book(session: Session, brand: BrandId) -> Book:
    """All of a brand's book."""
    account = repository.account(session, brand)
    holds = session.execute(HOLD.where(HOLDS.c.brand_id == brand).order_by(HOLDS.c.id)).all()
    lots = session.execute(LOT.where(LOTS.c.brand_id == brand).order_by(LOTS.c.id))
    debts = session.execute(select(DEBTS).where(DEBTS.c.brand_id == brand).order_by(DEBTS.c.id))
    booked = session.execute(
        select(MOVEMENTS).where(MOVEMENTS.c.brand_id == brand).order_by(MOVEMENTS.c.id)
    )
    return Book(
        account=EMPTY if account is None else account.buckets,
        debt=0 if account is None else account.debt,
        lots=[repository.lot_of(row) for row in lots],
        holds=repository.holds_of(session, holds),
        debts=[Debt(x.id, x.brand_id, x.purchase_id, x.units, x.settled) for x in debts],
        movements=[
            Movement(x.key, x.kind, x.lot_id, x.source, x.target, x.units, x.hold_id)
            for x in booked
        ],
    )


def _open(unit: Unit, brands: Sequence[BrandId]) -> None:
    for brand in brands:
        unit.session.execute(insert(Brand).values(id=brand, code=brand, name=brand))
