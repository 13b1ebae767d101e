"""Money comes in and goes back. Source: spec 15, "Payments"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from common.domain import billing
from common.domain.bill_rows import (
    Adjustment,
    AdjustmentKind,
    Allocation,
    Payment,
    PaymentMethod,
    Refund,
)
from common.domain.errors import Invalid, NotFound, Refused
from common.domain.ids import NO_FEN, AdjustmentId, Fen, PaymentId, RefundId
from common.domain.money import share_out
from common.domain.roles import Permission
from common.domain.rows import StayState
from common.wire.cashier import BillBody, NewPayment, NewRefund
from server.cashier import repository
from server.cashier.adjusting import check_items, check_room, given_away
from server.cashier.shifts import Shifts
from server.cashier.work import Draft, Work


class Paying:
    def __init__(self, work: Work, shifts: Shifts) -> None:
        self._work = work
        self._shifts = shifts

    # ── in ──────────────────────────────────────────────────────────────────────────────────────

    def pay(self, stay_id: str, wanted: NewPayment) -> BillBody:
        """Raises Refused `payment.exceeds_balance`, `shift.not_open`, `stay.closed`."""
        self._work.actor.require(Permission.PAY)
        now = self._work.now
        check_payment(wanted, now)
        shift_id = self._shifts.current_id()
        draft = self._work.open_draft(stay_id)
        check_room(len(draft.bill.payments))
        balance = draft.totals.balance_fen
        if wanted.amount_fen > balance:
            facts = {"amount_fen": wanted.amount_fen, "balance_fen": balance}
            raise Refused("payment.exceeds_balance", facts)
        tendered = wanted.tendered_fen or wanted.amount_fen
        payment = Payment(
            id=PaymentId(self._work.check_free(wanted.id)),
            stay_id=draft.stay.id,
            method=wanted.method,
            amount_fen=Fen(wanted.amount_fen),
            tendered_fen=Fen(tendered),
            change_fen=Fen(tendered - wanted.amount_fen),
            reference=wanted.reference,
            reason=wanted.reason,
            shift_id=shift_id,
            by=self._work.by,
            paid_at=wanted.paid_at or now,
            recorded_at=now,
        )
        draft.bill = replace(draft.bill, payments=(*draft.bill.payments, payment))
        self._work.save(draft)
        if draft.totals.balance_fen <= 0:
            self._work.ports.paid(draft.stay.id)
        return self._work.body(draft, payment.id, payment.change_fen)

    # ── back ────────────────────────────────────────────────────────────────────────────────────

    def refund(self, payment_id: str, wanted: NewRefund) -> BillBody:
        """For dishes (`line_ids`) the bill falls by as much; without, the money is owed again unless
        it was paid too much.

        Raises Refused `refund.exceeds_paid`, `shift.not_open`, `stay.closed`; NotFound `item.unknown`.
        """
        self._work.require_person()
        shift_id = self._shifts.current_id()
        draft, payment = self._payment(payment_id)
        check_items(draft, wanted.line_ids)
        if wanted.amount_fen > billing.refundable(payment):
            facts = {"amount_fen": wanted.amount_fen, "paid_fen": billing.refundable(payment)}
            raise Refused("refund.exceeds_paid", facts)
        check_room(sum(len(each.refunds) for each in draft.bill.payments))
        self._work.require_within_limit(given_away(draft) + wanted.amount_fen)
        refund = Refund(
            id=RefundId(self._work.check_free(wanted.id)),
            amount_fen=Fen(wanted.amount_fen),
            reason=wanted.reason,
            line_ids=tuple(wanted.line_ids),
            shift_id=shift_id,
            by=self._work.by,
            approved_by=self._work.approved_by,
            at=self._work.now,
        )
        if wanted.line_ids:
            self._take_off(draft, refund)
        elif draft.stay.state is not StayState.OPEN:
            self._check_credit(draft, refund)
        paid = replace(payment, refunds=(*payment.refunds, refund))
        payments = tuple(paid if x.id == paid.id else x for x in draft.bill.payments)
        draft.bill = replace(draft.bill, payments=payments)
        self._work.save(draft)
        return self._work.body(draft, refund.id)

    def _payment(self, payment_id: str) -> tuple[Draft, Payment]:
        session, shop_id = self._work.session, self._work.actor.shop_id
        bill = repository.bill_with(session, shop_id, repository.PAYMENTS, payment_id)
        found = [x for x in bill.payments if x.id == payment_id] if bill else []
        if bill is None or not found:
            raise NotFound("payment.unknown", {"payment_id": payment_id})
        return self._work.draft_of(bill, found[0].stay_id), found[0]

    def _take_off(self, draft: Draft, refund: Refund) -> None:
        """The dishes cost so much less now, for good: everything else keeps its price."""
        nets = {item.id: item.net_fen for item in billing.items(draft.bill, draft.lines)}
        of_refund = {key: nets[key] for key in dict.fromkeys(refund.line_ids)}
        if refund.amount_fen > sum(of_refund.values()):
            facts = {"amount_fen": refund.amount_fen, "items_fen": sum(of_refund.values())}
            raise Refused("refund.exceeds_paid", facts)
        check_room(len(draft.bill.adjustments))
        adjustment = Adjustment(
            id=AdjustmentId(self._work.unit.new_id()),
            stay_id=draft.stay.id,
            kind=AdjustmentKind.REFUND,
            amount=refund.amount_fen,
            item_ids=refund.line_ids,
            reason=refund.reason,
            by=refund.by,
            approved_by=refund.approved_by,
            at=refund.at,
        )
        shares = share_out(refund.amount_fen, of_refund)
        # Every item, also those that got nothing: the refund is spent.
        parts = [Allocation(adjustment.id, key, shares.get(key, NO_FEN)) for key in nets]
        draft.bill = replace(
            draft.bill,
            allocations=(*billing.frozen(draft.bill, draft.lines), *parts),
            adjustments=(*draft.bill.adjustments, adjustment),
        )

    def _check_credit(self, draft: Draft, refund: Refund) -> None:
        """A guest who has gone can be owed money, but cannot be made to owe."""
        credit = -draft.totals.balance_fen
        if refund.amount_fen > credit:
            raise Refused("stay.closed", {"stay_id": draft.stay.id, "credit_fen": max(credit, 0)})


def check_payment(wanted: NewPayment, now: datetime) -> None:
    """Raises Invalid naming the field."""
    tendered = wanted.tendered_fen
    if tendered is not None:
        if wanted.method is not PaymentMethod.CASH:
            raise Invalid("payment.tendered", "$.tendered_fen", {"method": wanted.method})
        if tendered < wanted.amount_fen:
            raise Invalid("payment.tendered", "$.tendered_fen", {"amount_fen": wanted.amount_fen})
    if wanted.paid_at is not None:
        if wanted.paid_at > now:
            raise Invalid("payment.paid_later", "$.paid_at")
        if not wanted.reason.strip():
            raise Invalid("reason.missing", "$.reason")
