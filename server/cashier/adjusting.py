"""What is on a bill besides dishes, and what is taken off it. Source: spec 15, "Bill"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlalchemy import Table

from common.domain import billing
from common.domain.bill_rows import Adjustment, AdjustmentKind, BillRow, Charge
from common.domain.errors import Invalid, NotFound, Refused
from common.domain.ids import AdjustmentId, ChargeId, Fen
from common.domain.roles import Permission
from common.wire.cashier import BillBody, NewAdjustment, NewCharge
from server.cashier import repository
from server.cashier.work import Draft, Work

_ROUND_TO: Final = frozenset({10, 100, 1000})
MOST_THINGS: Final = 200
"""Charges, or adjustments, on one bill: a row that every desk holds has to stay small."""


class Adjusting:
    def __init__(self, work: Work) -> None:
        self._work = work

    # ── charges ─────────────────────────────────────────────────────────────────────────────────

    def charge(self, stay_id: str, wanted: NewCharge) -> BillBody:
        """房费, 技师 …: whatever the guest pays for beside dishes."""
        self._work.actor.require(Permission.PAY)
        draft = self._work.open_draft(stay_id)
        check_room(len(draft.bill.charges))
        charge = Charge(
            id=ChargeId(self._work.check_free(wanted.id)),
            stay_id=draft.stay.id,
            name=wanted.name,
            amount_fen=Fen(wanted.amount_fen),
            by=self._work.by,
            at=self._work.now,
        )
        draft.bill = replace(draft.bill, charges=(*draft.bill.charges, charge))
        self._work.save(draft)
        return self._work.body(draft, charge.id)

    def void_charge(self, charge_id: str, reason: str) -> BillBody:
        """Once something is paid, taking a charge off gives its money away: the limit counts.

        Raises Refused `charge.voided`, `stay.closed`.
        """
        self._work.require_person()
        draft, charge = self._charge(charge_id)
        if charge.voided_at is not None:
            raise Refused("charge.voided", {"charge_id": charge_id})
        if billing.has_payment(draft.bill):
            self._work.require_within_limit(given_away(draft) + charge.amount_fen)
        voided = replace(charge, voided_at=self._work.now, void_reason=reason)
        charges = tuple(voided if x.id == charge.id else x for x in draft.bill.charges)
        draft.bill = replace(draft.bill, charges=charges)
        self._work.save(draft)
        return self._work.body(draft, charge.id)

    def _charge(self, charge_id: str) -> tuple[Draft, Charge]:
        bill = self._bill_with(repository.CHARGES, charge_id)
        held = [x for x in bill.charges if x.id == charge_id] if bill else []
        if not held:
            raise NotFound("charge.unknown", {"charge_id": charge_id})
        return self._work.open_draft(held[0].stay_id), held[0]

    def _bill_with(self, table: Table, thing_id: str) -> BillRow | None:
        work = self._work
        return repository.bill_with(work.session, work.actor.shop_id, table, thing_id)

    # ── adjustments ─────────────────────────────────────────────────────────────────────────────

    def adjust(self, stay_id: str, wanted: NewAdjustment) -> BillBody:
        """Waive, discount or round off.

        Raises NotFound `item.unknown`, Invalid `adjustment.amount`, `adjustment.items`,
        Forbidden `adjustment.needs_manager`.
        """
        self._work.require_person()
        check_adjustment(wanted)
        draft = self._work.open_draft(stay_id)
        check_room(len(draft.bill.adjustments))
        check_items(draft, wanted.item_ids)
        before = given_away(draft)
        adjustment = Adjustment(
            id=AdjustmentId(self._work.check_free(wanted.id)),
            stay_id=draft.stay.id,
            kind=wanted.kind,
            amount=wanted.amount,
            item_ids=tuple(wanted.item_ids),
            reason=wanted.reason,
            by=self._work.by,
            approved_by=self._work.approved_by,
            at=self._work.now,
        )
        draft.bill = replace(draft.bill, adjustments=(*draft.bill.adjustments, adjustment))
        taken_off = billing.adjustment_fen(draft.bill, draft.lines)[adjustment.id]
        self._work.require_within_limit(before + taken_off)
        self._work.save(draft)
        return self._work.body(draft, adjustment.id)

    def void_adjustment(self, adjustment_id: str, reason: str) -> BillBody:
        """It counts no more. Raises Refused `adjustment.voided`, and `adjustment.paid` once a guest
        has paid what it left."""
        self._work.require_person()
        bill = self._bill_with(repository.ADJUSTMENTS, adjustment_id)
        held = [x for x in bill.adjustments if x.id == adjustment_id] if bill else []
        if bill is None or not held:
            raise NotFound("adjustment.unknown", {"adjustment_id": adjustment_id})
        draft, adjustment = self._work.open_draft(held[0].stay_id), held[0]
        if adjustment.voided_at is not None:
            raise Refused("adjustment.voided", {"adjustment_id": adjustment_id})
        if any(x.adjustment_id == adjustment.id for x in bill.allocations):
            raise Refused("adjustment.paid", {"adjustment_id": adjustment_id})
        voided = replace(adjustment, voided_at=self._work.now, void_reason=reason)
        adjustments = tuple(voided if x.id == voided.id else x for x in draft.bill.adjustments)
        draft.bill = replace(draft.bill, adjustments=adjustments)
        self._work.save(draft)
        return self._work.body(draft, adjustment.id)


def check_room(count: int) -> None:
    if count >= MOST_THINGS:
        raise Refused("bill.too_long", {"limit": MOST_THINGS})


def check_items(draft: Draft, item_ids: list[str]) -> None:
    """Raises NotFound `item.unknown` naming those that are not on the bill."""
    known = {item.id for item in billing.items(draft.bill, draft.lines)}
    unknown = sorted(set(item_ids) - known)
    if unknown:
        raise NotFound("item.unknown", {"item_ids": unknown})


def check_adjustment(wanted: NewAdjustment) -> None:
    """Raises Invalid when the amount means nothing for the kind."""
    match wanted.kind:
        case AdjustmentKind.WAIVE:
            is_sound = wanted.amount == 0
            if not wanted.item_ids:
                raise Invalid("adjustment.items", "$.item_ids")
        case AdjustmentKind.PERCENT:
            is_sound = 1 <= wanted.amount <= 100
        case AdjustmentKind.ROUND_OFF:
            is_sound = wanted.amount in _ROUND_TO
            if wanted.item_ids:
                raise Invalid("adjustment.items", "$.item_ids")
        case AdjustmentKind.DISCOUNT:
            is_sound = wanted.amount > 0
        case AdjustmentKind.REFUND:
            raise Invalid("adjustment.kind", "$.kind")
    if not is_sound:
        raise Invalid("adjustment.amount", "$.amount", {"amount": wanted.amount})


def given_away(draft: Draft) -> int:
    """What was taken off or given back on the bill without a manager."""
    taken_off = billing.adjustment_fen(draft.bill, draft.lines)
    off = sum(
        taken_off.get(x.id, 0)
        for x in draft.bill.adjustments
        if x.approved_by is None and x.kind is not AdjustmentKind.REFUND
    )
    back = sum(
        refund.amount_fen
        for payment in draft.bill.payments
        for refund in payment.refunds
        if refund.approved_by is None
    )
    return off + back
