"""The furnished venue with its cashier's desk: guests eat, the desk charges, takes and gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import update
from sqlalchemy.orm import Session

from common.domain.bill_rows import AdjustmentKind, BillRow, PaymentMethod
from common.domain.errors import DomainError
from common.domain.ids import DeviceId, ShopId
from common.domain.presence import Approver
from common.domain.projection import Tables
from common.domain.roles import Actor
from common.domain.streams import cashier as cashier_stream
from common.wire.cashier import (
    BillBody,
    NewAdjustment,
    NewCharge,
    NewPayment,
    NewRefund,
    OpenShift,
)
from common.wire.requests import CheckIn, OpenStay
from server.cashier import repository
from server.cashier.ports import Ports
from server.cashier.service import CashBooks, Cashier
from server.catalog.service import Catalog
from server.db.unit import Unit
from server.entry.bill_ports import KitchenGuests, ShopHouse
from server.kitchen.ports import Ports as KitchenPorts
from server.kitchen.service import Kitchen
from server.shop.for_kitchen import ShopDesk
from server.shop.models import Shop
from tests.support.clock import FakeClock
from tests.support.house import APPROVED, CASHIER, CLERK, SHOP, House, fixed_id

T = TypeVar("T")

OTHER_DESK = replace(CASHIER, device_id=DeviceId(fixed_id(33)))


@dataclass
class Till(House):
    """A `House` whose kitchen asks the real desk for balances."""

    def kitchen(
        self,
        unit: Unit,
        actor: Actor,
        key: str | None = None,
        approver: Approver | None = None,
    ) -> Kitchen:
        desk = ShopDesk(unit.session, actor.shop_id)
        menu = Catalog(unit, actor, desk)
        bills = Cashier(unit, actor, ports(unit.session, actor.shop_id), key).settling
        held = KitchenPorts(desk, desk, menu, bills, self.happenings.append)
        return Kitchen(unit, actor, held, key, approver)

    def desk(
        self,
        command: Callable[[Cashier], T],
        actor: Actor = CLERK,
        approver: Approver | None = None,
    ) -> T:
        """Run one command of the desk; from any thread."""

        def work(unit: Unit) -> T:
            with unit.savepoint():
                unit.lock_shop(actor.shop_id)
                held = ports(unit.session, actor.shop_id)
                done = command(Cashier(unit, actor, held, None, approver))
                unit.seal()
                return done

        return self.units.run_write(work)

    def desk_refuses(
        self, command: Callable[[Cashier], object], actor: Actor = CLERK
    ) -> DomainError:
        """The refusal of `command`, which must leave nothing stored and nothing pushed."""
        before = self.everything()
        try:
            self.desk(command, actor)
        except DomainError as refusal:
            assert self.everything() == before
            return refusal
        raise AssertionError("it was not refused")

    # ── what a desk does ────────────────────────────────────────────────────────────────────────

    def open_shift(self, float_fen: int = 0) -> str:
        return self.desk(lambda desk: desk.shifts.open(OpenShift(float_fen))).id

    def limit_giving(self, fen: int) -> None:
        """Set what a cashier may give away on one bill without a manager."""
        change = update(Shop).where(Shop.id == SHOP).values(give_away_limit_fen=fen)

        def work(unit: Unit) -> None:
            unit.session.execute(change)

        self.units.run_write(work)

    def check_in(self, room_id: str, tag: str | None = None) -> str:
        body = self.do(CASHIER, lambda k: k.stays.check_in(room_id, CheckIn(hand_tag=tag)))
        return body.stay.id

    def open_tag(self, tag: str) -> str:
        """A guest without a room; the stay's id."""
        wanted = OpenStay(hand_tags=[tag])
        return self.do(CASHIER, lambda k: k.stays.open(wanted)).stay.id

    def charge(self, stay_id: str, fen: int, name: str = "房费") -> BillBody:
        return self.desk(lambda desk: desk.adjusting.charge(stay_id, NewCharge(name, fen)))

    def adjust(
        self, stay_id: str, kind: AdjustmentKind, amount: int = 0, *item_ids: str
    ) -> BillBody:
        wanted = NewAdjustment(kind, "老客", amount, list(item_ids))
        return self.desk(lambda desk: desk.adjusting.adjust(stay_id, wanted), approver=APPROVED)

    def pay(
        self, stay_id: str, fen: int, method: PaymentMethod = PaymentMethod.CASH, **over: Any
    ) -> BillBody:  # Any: fields of the body
        wanted = NewPayment(method, fen, **over)
        return self.desk(lambda desk: desk.payments.pay(stay_id, wanted))

    def refund(self, payment_id: str, fen: int, *line_ids: str) -> BillBody:
        wanted = NewRefund(fen, "退款", list(line_ids))
        return self.desk(lambda desk: desk.payments.refund(payment_id, wanted), approver=APPROVED)

    # ── looking ─────────────────────────────────────────────────────────────────────────────────

    def bill(self, stay_id: str) -> BillBody:
        return self.books(lambda books: books.bills.bill(stay_id))

    def books(self, read: Callable[[CashBooks], T], actor: Actor = CLERK) -> T:
        def work(session: Session) -> T:
            held = ports(session, actor.shop_id)
            return read(CashBooks(session, actor, held, FakeClock().now()))

        return self.units.run_read(work)

    def published(self) -> dict[str, BillRow]:
        """The bills as a desk that followed the stream from its beginning holds them."""
        tables: Tables = {}
        held = self.projected(tables, cashier_stream(SHOP), 0).get("bills", {})
        return {key: row for key, row in held.items() if isinstance(row, BillRow)}

    def in_snapshot(self) -> dict[str, BillRow]:
        found = self.units.run_read(lambda s: repository.open_bills(s, SHOP))
        return {row.id: row for row in found}


def ports(session: Session, shop_id: ShopId) -> Ports:
    return Ports(KitchenGuests(session, shop_id), ShopHouse(session, shop_id))
