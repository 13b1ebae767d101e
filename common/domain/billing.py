"""What a bill comes to. Source: spec 15, "Bill".

An *item* is a dish that was not cancelled, or a charge that was not voided. Adjustments take money
off items, oldest first (rounding last of all), each shared out over its items by largest remainder.
What an item bears is worked out anew until the bill is paid; then it is frozen (`BillRow.allocations`),
so that whatever is ordered, cancelled or refunded later, a paid dish keeps its price to the fen.

The server stores only what it worked out with these functions; screens use the same for what they show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from common.domain.bill_rows import (
    Adjustment,
    AdjustmentKind,
    Allocation,
    BillRow,
    CarriedLine,
    Payment,
)
from common.domain.ids import NO_FEN, AdjustmentId, Fen, StayId
from common.domain.kitchen import LineState
from common.domain.money import share_out
from common.domain.rows import LineRow, OrderRow

_Parts = dict[AdjustmentId, dict[str, Fen]]


@dataclass(frozen=True, slots=True)
class Totals:
    """`paid_fen` is what was paid less what was given back; the balance is still owed, negative: 应退.

    total = charges + lines − discount ≥ 0; balance = total − paid.
    """

    charges_fen: Fen
    lines_fen: Fen
    discount_fen: Fen
    total_fen: Fen
    paid_fen: Fen
    balance_fen: Fen


@dataclass(frozen=True, slots=True)
class Item:
    """A dish or a charge on the bill: `fen` before, `net_fen` after adjustments."""

    id: str
    name: str
    quantity: int
    is_charge: bool
    fen: Fen
    discount_fen: Fen

    @property
    def net_fen(self) -> Fen:
        return Fen(self.fen - self.discount_fen)


def empty_bill(stay_id: StayId) -> BillRow:
    return BillRow(stay_id, (stay_id,), (), (), (), (), (), 0)


def lines_on(bill: BillRow, orders: Iterable[OrderRow], lines: Iterable[LineRow]) -> list[LineRow]:
    """Of a screen's tables, the lines that belong on `bill`."""
    of_bill = {order.id for order in orders if order.stay_id in bill.stay_ids}
    return [line for line in lines if line.order_id in of_bill]


def totals(bill: BillRow, lines: Iterable[LineRow]) -> Totals:
    """`lines`: those of the bill's stays, in any state and order; see `lines_on`."""
    held = items(bill, lines)
    charges = sum(item.fen for item in held if item.is_charge)
    dishes = sum(item.fen for item in held if not item.is_charge)
    discount = sum(item.discount_fen for item in held)
    total = charges + dishes - discount
    paid = net_paid(bill)
    return Totals(Fen(charges), Fen(dishes), Fen(discount), Fen(total), paid, Fen(total - paid))


def items(bill: BillRow, lines: Iterable[LineRow]) -> list[Item]:
    """What is on the bill, dishes first, in the order of their ids."""
    bare = _bare_items(bill, lines)
    borne = _borne(_parts(bill, bare))
    return [replace(item, discount_fen=borne.get(item.id, NO_FEN)) for item in bare]


def adjustment_fen(bill: BillRow, lines: Iterable[LineRow]) -> dict[AdjustmentId, Fen]:
    """How much each adjustment that stands takes off."""
    parts = _parts(bill, _bare_items(bill, lines))
    return {key: Fen(sum(shares.values())) for key, shares in parts.items()}


def net_paid(bill: BillRow) -> Fen:
    """Paid less given back; never negative."""
    return Fen(sum(refundable(payment) for payment in bill.payments))


def refundable(payment: Payment) -> Fen:
    """What is left of a payment."""
    return Fen(payment.amount_fen - sum(refund.amount_fen for refund in payment.refunds))


def has_payment(bill: BillRow) -> bool:
    """Whether money was paid that was not given back whole."""
    return any(refundable(payment) > 0 for payment in bill.payments)


def frozen(bill: BillRow, lines: Iterable[LineRow]) -> tuple[Allocation, ...]:
    """The allocations of a bill that is paid: as they are now, for good."""
    bare = _bare_items(bill, lines)
    parts = _parts(bill, bare)
    known = {(x.adjustment_id, x.item_id): x for x in bill.allocations}
    for adjustment in _standing(bill):
        for item in bare:
            key = (adjustment.id, item.id)
            share = parts[adjustment.id].get(item.id, NO_FEN)
            known.setdefault(key, Allocation(*key, share))
    return tuple(known.values())


def thawed(bill: BillRow) -> tuple[Allocation, ...]:
    """The allocations of a bill on which nothing is paid any more: none, unless dishes were refunded
    (what was given back for a dish is what it cost then)."""
    standing = (x for x in bill.adjustments if x.voided_at is None)
    has_refund = any(x.kind is AdjustmentKind.REFUND for x in standing)
    return bill.allocations if has_refund else ()


@dataclass(frozen=True, slots=True)
class PaidFor:
    """What was paid, by item; `credit_fen` was paid for nothing on the bill (应退).

    Σ by_item + credit = Σ paid − Σ refunded, always.
    """

    by_item: Mapping[str, Fen]
    credit_fen: Fen


def paid_for(bill: BillRow, lines: Iterable[LineRow]) -> PaidFor:
    """Share what was paid out over the items; of a paid bill each item gets exactly its net price."""
    nets = {item.id: item.net_fen for item in items(bill, lines)}
    paid = net_paid(bill)
    covered = Fen(min(paid, sum(nets.values())))
    return PaidFor(share_out(covered, nets), Fen(paid - covered))


# ── inside ───────────────────────────────────────────────────────────────────────────────────────


def line_fen(line: LineRow) -> Fen:
    """What the line costs on a bill; a cancelled one nothing."""
    return NO_FEN if line.state is LineState.CANCELLED else Fen(line.price_fen * line.quantity)


def carried(stay_id: StayId, line: LineRow) -> CarriedLine:
    return CarriedLine(line.id, stay_id, line.name, line.quantity, line_fen(line))


def _bare_items(bill: BillRow, lines: Iterable[LineRow]) -> list[Item]:
    dishes = {x.id: Item(x.id, x.name, x.quantity, False, x.fen, NO_FEN) for x in bill.carried}
    for line in lines:
        if line.state is LineState.CANCELLED:
            dishes.pop(line.id, None)
        else:
            dishes[line.id] = Item(line.id, line.name, line.quantity, False, line_fen(line), NO_FEN)
    charges = [
        Item(charge.id, charge.name, 1, True, charge.amount_fen, NO_FEN)
        for charge in bill.charges
        if charge.voided_at is None
    ]
    # By id: everybody who works out the same bill has to hand the odd fen to the same dish.
    return [dishes[key] for key in sorted(dishes)] + charges


_LAST: Final = frozenset({AdjustmentKind.ROUND_OFF})


def _standing(bill: BillRow) -> list[Adjustment]:
    """Those that were not voided, in the order in which they count."""
    held = [x for x in bill.adjustments if x.voided_at is None]
    return sorted(held, key=lambda each: (each.kind in _LAST, each.at, each.id))


def _parts(bill: BillRow, bare: Sequence[Item]) -> _Parts:
    """What of each standing adjustment falls on each item; together never more than it costs."""
    standing = _standing(bill)
    left = {item.id: item.fen for item in bare}
    parts: _Parts = {adjustment.id: {} for adjustment in standing}
    was_given: dict[AdjustmentId, int] = {}
    for each in bill.allocations:
        if each.adjustment_id not in parts:
            continue
        was_given[each.adjustment_id] = was_given.get(each.adjustment_id, 0) + each.fen
        if each.item_id in left:
            # An item may cost less than it did (part of it was cancelled).
            share = Fen(min(each.fen, left[each.item_id]))
            parts[each.adjustment_id][each.item_id] = share
            left[each.item_id] = Fen(left[each.item_id] - share)
    for adjustment in standing:
        mine = parts[adjustment.id]
        is_open = {
            key: fen
            for key, fen in left.items()
            if key not in mine and (not adjustment.item_ids or key in adjustment.item_ids)
        }
        amount = _amount(adjustment, sum(is_open.values()), sum(left.values()), was_given)
        for key, share in share_out(amount, is_open).items():
            mine[key] = share
            left[key] = Fen(left[key] - share)
    return parts


def _amount(
    adjustment: Adjustment, fen_open: int, fen_left: int, was_given: Mapping[AdjustmentId, int]
) -> Fen:
    """What the adjustment takes off items that together cost `fen_open` (of `fen_left` in all)."""
    match adjustment.kind:
        case AdjustmentKind.WAIVE:
            wanted = fen_open
        case AdjustmentKind.PERCENT:
            wanted = fen_open * adjustment.amount // 100
        case AdjustmentKind.ROUND_OFF:
            wanted = fen_left % adjustment.amount
        case AdjustmentKind.DISCOUNT | AdjustmentKind.REFUND:
            wanted = adjustment.amount - was_given.get(adjustment.id, 0)
    return Fen(max(0, min(wanted, fen_open)))


def _borne(parts: _Parts) -> dict[str, Fen]:
    sums: dict[str, Fen] = {}
    for shares in parts.values():
        for key, share in shares.items():
            sums[key] = Fen(sums.get(key, 0) + share)
    return sums
