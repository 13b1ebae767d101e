"""A desk's core in memory: the shared fake, and a server that keeps bills as the real one does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec

from common.client.api import ProblemAnswered, Unreachable
from common.client.facade import Staff, Topic, Update
from common.domain import billing
from common.domain.bill_rows import (
    Adjustment,
    BillRow,
    Charge,
    Payment,
    PaymentMethod,
    Refund,
)
from common.domain.ids import (
    AdjustmentId,
    ChargeId,
    Fen,
    PaymentId,
    RefundId,
    ShiftId,
    StaffId,
    StayId,
)
from common.domain.roles import Role
from common.domain.rows import LineRow, OrderRow
from common.wire.cashier import (
    BillBody,
    NewAdjustment,
    NewCharge,
    NewPayment,
    NewRefund,
)
from common.wire.problems import Problem
from common.wire.sms import AccountBody, BucketsBody
from tests.support.fake_core import FakeCore
from tests.support.rows import an_id

_SHIFT = ShiftId("01890000-0000-7000-8000-00000000f001")


class DeskCore(FakeCore):
    """`asked`: every request that went to the server. `routes`: what other routes answer, by path.

    `asking`: the method and path of the request that a route answers just now.
    `lose_next_answer`: the next write is carried out, and its answer never comes.
    """

    def __init__(self, rows: Any, **more: Any) -> None:  # Any: as FakeCore takes them
        super().__init__(Role.CASHIER, rows, **more)
        self.asked: list[tuple[str, str, object]] = []
        self.routes: dict[str, Callable[[object], object]] = {}
        self.refuse_call: tuple[str, dict[str, object]] | None = None
        self.lose_next_answer = False
        self.asking = ("", "")
        self.is_manager = False
        self.code_by_text = ""
        self._answered: dict[str, object] = {}
        self._person: Staff | None = Staff(
            StaffId(an_id()), "李静", Role.CASHIER, self.at + timedelta(hours=12)
        )
        self.routes["/v1/sms/account"] = lambda body: a_balance(186)
        self._keys = 0

    @property
    def staff(self) -> Staff | None:
        return self._person

    async def sign_in(self, login: str, pin: str, code: str | None = None) -> Staff:
        if pin == "0000":
            raise ProblemAnswered(_problem("auth.pin", {}))
        if self.code_by_text and not code:
            raise ProblemAnswered(_problem("staff.code_needed", {"phone": "138****5678"}))
        if self.code_by_text and code != self.code_by_text:
            raise ProblemAnswered(_problem("staff.code_wrong", {"tries_left": 4}))
        role = Role.MANAGER if self.is_manager else Role.CASHIER
        until = self.at + timedelta(hours=12)
        self._person = Staff(StaffId(an_id()), "李静", role, until)
        self._tell(Update(topics=frozenset({Topic.IDENTITY})))
        return self._person

    async def sign_out(self) -> None:
        self._person = None
        self._tell(Update(topics=frozenset({Topic.IDENTITY})))

    def new_key(self) -> str:
        self._keys += 1
        return f"01890000-0000-7000-b000-{self._keys:012x}"

    async def call(
        self,
        method: str,
        path: str,
        kind: Any,  # Any: the type that the caller wants back
        body: msgspec.Struct | None = None,
        key: str | None = None,
    ) -> Any:  # Any: as asked
        if key is not None and key in self._answered:
            return self._answered[key]
        if method != "GET":
            self.asked.append((method, path, body))
        if self.refuse_call is not None and method != "GET":
            (code, facts), self.refuse_call = self.refuse_call, None
            raise ProblemAnswered(_problem(code, facts))
        self.asking = (method, path)
        answer = self._carry_out(path, body)
        if key is not None:
            self._answered[key] = answer
        if self.lose_next_answer and method != "GET":
            self.lose_next_answer = False
            raise Unreachable("server.unreachable")
        return answer

    def bill(self, stay_id: str) -> BillRow:
        row = self.tables()["bills"].get(stay_id)
        return row if isinstance(row, BillRow) else billing.empty_bill(StayId(stay_id))

    def totals(self, stay_id: str) -> billing.Totals:
        bill = self.bill(stay_id)
        return billing.totals(bill, self._lines_on(bill))

    # ---- the server inside

    def _carry_out(self, path: str, body: object) -> object:
        if path == "/v1/shifts/current" and path not in self.routes:
            raise ProblemAnswered(_problem("shift.not_open", {}))
        named = path if path in self.routes else path.partition("?")[0]
        if named in self.routes:
            return self.routes[named](body)
        part = path.split("/")
        if path.endswith("/bill"):
            return self._answer_bill(self.bill(part[3]))
        match body:
            case NewPayment():
                return self._pay(self.bill(part[3]), body)
            case NewCharge():
                bill = self.bill(part[3])
                charge = Charge(
                    ChargeId(an_id()), bill.id, body.name, Fen(body.amount_fen), None, self.at
                )
                return self._put(replace(bill, charges=(*bill.charges, charge)))
            case NewAdjustment():
                bill = self.bill(part[3])
                off = Adjustment(
                    AdjustmentId(an_id()), bill.id, body.kind, body.amount, tuple(body.item_ids),
                    body.reason, None, None, self.at,
                )  # fmt: skip
                return self._put(replace(bill, adjustments=(*bill.adjustments, off)))
            case NewRefund():
                return self._refund(part[3], body)
            case _:
                return None

    def _pay(self, bill: BillRow, body: NewPayment) -> BillBody:
        if body.amount_fen > billing.totals(bill, self._lines_on(bill)).balance_fen:
            raise ProblemAnswered(_problem("payment.exceeds_balance", {}))
        tendered = body.tendered_fen or body.amount_fen
        is_cash = body.method is PaymentMethod.CASH
        change = tendered - body.amount_fen if is_cash else 0
        payment = Payment(
            PaymentId(body.id or an_id()), bill.id, body.method, Fen(body.amount_fen), Fen(tendered),
            Fen(change), body.reference, body.reason, _SHIFT, None,
            body.paid_at or self.at, self.at,
        )  # fmt: skip
        return self._put(replace(bill, payments=(*bill.payments, payment)), change)

    def _refund(self, payment_id: str, body: NewRefund) -> BillBody:
        bills = [x for x in self.tables()["bills"].values() if isinstance(x, BillRow)]
        bill = next(x for x in bills if any(p.id == payment_id for p in x.payments))
        refund = Refund(
            RefundId(body.id or an_id()), Fen(body.amount_fen), body.reason, tuple(body.line_ids), _SHIFT,
            None, None, self.at,
        )  # fmt: skip
        payments = tuple(
            replace(p, refunds=(*p.refunds, refund)) if p.id == payment_id else p
            for p in bill.payments
        )
        return self._put(replace(bill, payments=payments))

    def _put(self, bill: BillRow, change: int = 0) -> BillBody:
        bill = replace(bill, version=bill.version + 1)
        self.server_says("bill.changed", bills=[bill])
        return self._answer_bill(bill, change)

    def _answer_bill(self, bill: BillRow, change: int = 0) -> BillBody:
        totals = billing.totals(bill, self._lines_on(bill))
        return BillBody(
            bill.id, totals.charges_fen, totals.lines_fen, totals.discount_fen, totals.total_fen,
            totals.paid_fen, totals.balance_fen, [], bill, None, change,
        )  # fmt: skip

    def _lines_on(self, bill: BillRow) -> list[LineRow]:
        tables = self.tables()
        orders = (x for x in tables["orders"].values() if isinstance(x, OrderRow))
        lines = (x for x in tables["lines"].values() if isinstance(x, LineRow))
        return billing.lines_on(bill, orders, lines)


def a_balance(left: int, warn_below: int = 200) -> AccountBody:
    buckets = BucketsBody(1000, left, 0, 1000 - left, 0, 0)
    return AccountBody(an_id(), buckets, 0, warn_below, left < warn_below)


def _problem(code: str, facts: dict[str, object]) -> Problem:
    return Problem(code=code, title=code, status=409, facts=facts)
