"""What stands on a paper, from the rows of the house. Pure: rows in, values out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from common.domain import billing
from common.domain.business_day import number_text
from common.domain.ids import Fen, StationId
from common.domain.kitchen import LineState
from common.domain.print_rows import (
    KitchenTicket,
    Receipt,
    ReceiptDiscount,
    ReceiptItem,
    ReceiptPayment,
    TicketLine,
)
from common.domain.rows import LineRow, OrderRow
from server.printing.ports import BillFacts, Placed, Venue


def receipt(facts: BillFacts, venue: Venue, at: datetime, by: str, *, is_paid: bool) -> Receipt:
    bill, lines = facts.bill, facts.lines
    totals = billing.totals(bill, lines)
    taken = billing.adjustment_fen(bill, lines)
    return Receipt(
        is_paid=is_paid,
        shop=venue.name,
        phone=venue.phone,
        zone=venue.zone,
        room_name=facts.stay.room_name,
        hand_tags=facts.stay.hand_tags,
        guests=facts.stay.guests,
        numbers=_numbers(facts.orders, lines, venue.day),
        arrived_at=facts.stay.opened_at,
        at=at,
        by=by,
        items=tuple(_items(facts)),
        charges_fen=totals.charges_fen,
        lines_fen=totals.lines_fen,
        discounts=tuple(
            ReceiptDiscount(each.kind, each.amount, taken[each.id])
            for each in bill.adjustments
            if taken.get(each.id)
        ),
        total_fen=totals.total_fen,
        payments=tuple(
            ReceiptPayment(
                each.method,
                each.amount_fen,
                each.tendered_fen,
                each.change_fen,
                Fen(each.amount_fen - billing.refundable(each)),
            )
            for each in bill.payments
        ),
        paid_fen=totals.paid_fen,
        balance_fen=totals.balance_fen,
    )


def says_the_same(one: Receipt, other: object) -> bool:
    """Whether `other` would be a copy of `one`: all but who printed it, and when."""
    return isinstance(other, Receipt) and replace(other, at=one.at, by=one.by) == one


def _numbers(orders: Iterable[OrderRow], lines: Iterable[LineRow], today: date) -> tuple[str, ...]:
    """Of the orders of which something is on the bill."""
    live = {line.order_id for line in lines if line.state is not LineState.CANCELLED}
    return tuple(
        number_text(order.number, order.business_day, today) for order in orders if order.id in live
    )


def _items(facts: BillFacts) -> Iterable[ReceiptItem]:
    """Charges first, as on the screen; dishes as they were ordered."""
    held = billing.items(facts.bill, facts.lines)
    lines = {line.id: line for line in facts.lines}
    for item in sorted(held, key=lambda item: not item.is_charge):
        line = lines.get(item.id)  # type: ignore[call-overload]  # a charge's id is no line's
        detail = " · ".join([*line.options, *([line.note] if line.note else [])]) if line else ""
        yield ReceiptItem(item.name, detail, item.quantity, item.fen, item.is_charge)


# ── the kitchen's ────────────────────────────────────────────────────────────────────────────────


def unseen(placed: Placed) -> list[LineRow]:
    """The dishes that a cook has to learn of from paper: waiting, and shown by no screen."""
    return [x for x in placed.lines if x.seen_at is None and x.state is LineState.WAITING]


def ticket(
    placed: Placed,
    lines: Sequence[LineRow],
    stations: Mapping[StationId, str],
    of_printer: Collection[StationId],
    venue: Venue,
) -> KitchenTicket:
    order, batch = placed.order, placed.batch
    named = {
        station for line in lines for station in line.station_ids if station in of_printer
    } or {station for line in lines for station in line.station_ids}
    return KitchenTicket(
        stations=tuple(name for key, name in stations.items() if key in named),
        zone=venue.zone,
        room_name=order.room_name,
        hand_tag=order.hand_tag,
        number=number_text(order.number, order.business_day, venue.day),
        addition=batch.sequence - 1,
        placed_at=batch.placed_at,
        promised_at=min(line.promised_at for line in lines),
        lines=tuple(
            TicketLine(
                name=line.name,
                unit=line.unit,
                quantity=line.quantity,
                options=line.options,
                note=line.note,
                allergies=line.allergies,
                is_remake=line.remake_of is not None,
            )
            for line in sorted(lines, key=lambda line: (line.sequence, line.id))
        ),
        note=batch.note,
    )
