"""Whatever guests eat and the desk does in whatever order, the money stays in order.

A cashier alone gives away no more than the shop's limit. After each command, on every bill:
Σ paid − Σ refunded = Σ what the items were paid for + what is owed back; nothing was refunded that
was not paid; no total is below 0; a desk that followed the events holds what a fresh snapshot gives.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.domain import billing
from common.domain.bill_rows import AdjustmentKind, BillRow, PaymentMethod
from common.domain.errors import DomainError
from common.domain.kitchen import LineAction
from common.domain.roles import Actor
from common.domain.rows import LineRow
from common.wire.cashier import (
    BillBody,
    NewAdjustment,
    NewCharge,
    NewPayment,
    NewRefund,
)
from common.wire.requests import CancelLine, Clean, LineCommand, MergeStays, Split
from server.cashier.service import Cashier
from server.db.migrate import migrate
from server.db.units import open_units
from server.entry.bill_ports import KitchenGuests
from server.kitchen.service import Kitchen
from tests.support.clock import FakeClock
from tests.support.databases import Databases
from tests.support.house import (
    APPROVED,
    CASHIER,
    CLERK,
    COOK,
    MANAGER,
    PAD,
    PAD_802,
    ROOM_801,
    ROOM_802,
    SHOP,
    WAITER,
    an_order_of,
    cola,
    dumplings,
    fish,
    furnish,
)
from tests.support.till import Till

STEPS = 60
ROOMS = (ROOM_801, ROOM_802)
STEP = (LineAction.START, LineAction.FINISH, LineAction.PICK_UP, LineAction.DELIVER)
OFF = (
    (AdjustmentKind.PERCENT, (7, 10, 33, 100)),
    (AdjustmentKind.DISCOUNT, (1, 333, 5000)),
    (AdjustmentKind.ROUND_OFF, (10, 100, 1000)),
)


class Night:
    """A venue in which anything may happen next."""

    def __init__(self, till: Till, chance: Random) -> None:
        self.till = till
        self.chance = chance
        self.stays: list[str] = []
        self.done = 0
        self.limit_fen = chance.choice((0, 800, 100_00))

    def step(self) -> None:
        with suppress(DomainError):  # a refusal is part of the night: it may leave nothing behind
            self._something()
            self.done += 1
        self.check()

    def _something(self) -> None:
        kitchen = (self._order, self._cook, self._cancel, self._split, self._merge, self._clean)
        desk = (self._charge, self._adjust, self._waive, self._pay, self._refund, self._void)
        self.chance.choices((*kitchen, *desk), (4, 5, 2, 2, 1, 1, 3, 3, 2, 6, 5, 2))[0]()

    # ── the guests and the kitchen ──────────────────────────────────────────────────────────────

    def _order(self) -> None:
        pad = self.chance.choice((PAD, PAD_802))
        lines = self.chance.choices([dumplings(3), fish(), cola(7)], k=self.chance.randint(1, 3))
        body = self.till.do(pad, lambda k: k.placing.place(an_order_of(*lines)))
        if body.stay_id not in self.stays:
            self.stays.append(body.stay_id)

    def _on_line(self, actor: Actor, act: Callable[[Kitchen, str], object]) -> None:
        dishes = [item.id for item in self._bill().items if not item.is_charge]
        if dishes:
            line_id = self.chance.choice(dishes)
            self.till.do(actor, lambda kitchen: act(kitchen, line_id))

    def _cook(self) -> None:
        step = self.chance.choice(STEP)
        self._on_line(COOK, lambda k, line_id: k.lines.act(line_id, step, LineCommand()))

    def _cancel(self) -> None:
        self._on_line(CASHIER, lambda k, line_id: k.lines.cancel(line_id, CancelLine()))

    def _split(self) -> None:
        self._on_line(COOK, lambda k, line_id: k.lines.split(line_id, Split(quantity=1)))

    def _merge(self) -> None:
        one, other = self.chance.choice(self._known()), self.chance.choice(self._known())
        into = MergeStays(into_stay_id=other)
        if self.chance.random() < 0.5:
            self.till.do(CASHIER, lambda kitchen: kitchen.moves.merge(one, into))
        else:
            self.till.do(CLERK, lambda kitchen: kitchen.moves.unmerge(one, "分开付"))

    def _clean(self) -> None:
        room_id, force = self.chance.choice(ROOMS), self.chance.random() < 0.4
        if self.chance.random() < 0.3:
            stay_id = self.chance.choice(self._known())
            self.till.do(MANAGER, lambda kitchen: kitchen.cleaning.reopen(stay_id, "还没走"))
        wanted = Clean(force=force, reason="走了")
        self.till.do(WAITER, lambda kitchen: kitchen.cleaning.clean(room_id, wanted))

    # ── the desk ────────────────────────────────────────────────────────────────────────────────

    def _desk(self, command: Callable[[Cashier], BillBody]) -> None:
        self.till.desk(command, CLERK, APPROVED)

    def _give(self, stay_id: str, command: Callable[[Cashier], BillBody]) -> None:
        """With a manager's yes; or alone, and then within the shop's limit for a whole bill."""
        approver = APPROVED if self.chance.random() < 0.6 else None
        self.till.desk(command, CLERK, approver)
        if approver is None:
            bill = self.till.bill(stay_id).bill
            off = billing.adjustment_fen(bill, self._lines_on(bill))
            given = sum(
                off.get(x.id, 0)
                for x in bill.adjustments
                if x.approved_by is None and x.kind is not AdjustmentKind.REFUND
            )
            refunds = [x for payment in bill.payments for x in payment.refunds]
            given += sum(x.amount_fen for x in refunds if x.approved_by is None)
            assert given <= self.limit_fen

    def _charge(self) -> None:
        stay_id, charge = self._stay(), NewCharge("房费", self.chance.randint(1, 30_000))
        self._desk(lambda desk: desk.adjusting.charge(stay_id, charge))

    def _adjust(self) -> None:
        kind, amounts = self.chance.choice(OFF)
        stay_id, amount = self._stay(), self.chance.choice(amounts)
        wanted = NewAdjustment(kind, "老客", amount)
        self._give(stay_id, lambda desk: desk.adjusting.adjust(stay_id, wanted))

    def _waive(self) -> None:
        body = self._bill()
        if body.items:
            wanted = NewAdjustment(
                AdjustmentKind.WAIVE, "不好吃", 0, [self.chance.choice(body.items).id]
            )
            self._give(body.stay_id, lambda desk: desk.adjusting.adjust(body.stay_id, wanted))

    def _void(self) -> None:
        bill = self._bill().bill
        charges, adjustments = [x.id for x in bill.charges], [x.id for x in bill.adjustments]
        if not charges and not adjustments:
            return
        chosen = self.chance.choice([*charges, *adjustments])
        if chosen in charges:
            self._desk(lambda desk: desk.adjusting.void_charge(chosen, "多了"))
        else:
            self._desk(lambda desk: desk.adjusting.void_adjustment(chosen, "多了"))

    def _pay(self) -> None:
        body = self._bill()
        amount = max(1, body.balance_fen)
        part = amount if self.chance.random() < 0.6 else self.chance.randint(1, amount + 100)
        wanted = NewPayment(self.chance.choice(list(PaymentMethod)), part)
        self._desk(lambda desk: desk.payments.pay(body.stay_id, wanted))

    def _refund(self) -> None:
        body = self._bill()
        if not body.bill.payments:
            return
        payment = self.chance.choice(body.bill.payments)
        lines = [x.id for x in body.items if self.chance.random() < 0.5]
        amount = self.chance.choice((1, payment.amount_fen, max(1, -body.balance_fen), 777))
        wanted = NewRefund(amount, "退", lines)
        self._give(body.stay_id, lambda desk: desk.payments.refund(payment.id, wanted))
        after = self.till.bill(body.stay_id)
        assert after.paid_fen == body.paid_fen - amount
        if lines:
            assert after.balance_fen == body.balance_fen, "what is given back is owed by nobody"

    def _known(self) -> list[str]:
        if not self.stays:
            self._order()
        return self.stays

    def _stay(self) -> str:
        return self.chance.choice(self._known()[-3:])

    def _bill(self) -> BillBody:
        return self.till.bill(self._stay())

    # ── what must hold ──────────────────────────────────────────────────────────────────────────

    def check(self) -> None:
        assert self.till.published() == self.till.in_snapshot()
        for stay_id in self.stays:
            body = self.till.bill(stay_id)
            assert body.total_fen >= 0
            assert body.total_fen == sum(item.net_fen for item in body.items)
            assert body.balance_fen == body.total_fen - body.paid_fen
            for payment in body.bill.payments:
                assert 0 <= billing.refundable(payment) <= payment.amount_fen
            paid_for = billing.paid_for(body.bill, self._lines_on(body.bill))
            assert body.paid_fen == sum(paid_for.by_item.values()) + paid_for.credit_fen
            assert paid_for.credit_fen == max(0, -body.balance_fen)

    def _lines_on(self, bill: BillRow) -> Sequence[LineRow]:
        return self.till.units.run_read(lambda s: KitchenGuests(s, SHOP).lines(bill.stay_ids))


def prepare(url: str) -> None:
    migrate(url)
    units = open_units(url, FakeClock().now)
    units.run_write(furnish)
    asyncio.run(units.close())


def live_through(databases: Databases, seed: int) -> int:
    clock, chance = FakeClock(), Random(seed)
    units = open_units(databases.prepared("furnished", prepare), clock.now)
    till = Till(units)
    night = Night(till, chance)
    try:
        till.open_shift()
        till.limit_giving(night.limit_fen)
        for _ in range(STEPS):
            night.step()
            clock.advance(timedelta(minutes=chance.choice((0, 1, 5))))
    finally:
        asyncio.run(units.close())
    return night.done


@settings(
    max_examples=10,
    deadline=None,
    # The factory of databases holds nothing of an example.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_any_sequence_keeps_the_money_in_order(sqlite_databases: Databases, seed: int) -> None:
    live_through(sqlite_databases, seed)


@pytest.mark.parametrize("seed", [5, 23])
def test_the_same_on_postgresql(postgres_databases: Databases, seed: int) -> None:
    assert live_through(postgres_databases, seed) > STEPS // 3
