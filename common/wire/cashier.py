"""Bodies of the cashier's desk: bills, payments, shifts and the report of a business day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from common.domain.bill_rows import AdjustmentKind, BillRow, PaymentMethod
from common.domain.money import LARGEST_FEN
from common.wire.answers import Positions
from common.wire.requests import Approval, Id, Moment, Name, Reason

Amount = Annotated[int, Meta(ge=1, le=LARGEST_FEN)]
"""Fen."""
Sum = Annotated[int, Meta(ge=0, le=LARGEST_FEN)]


class _Body(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    pass


class NewCharge(_Body):
    """房费, 技师 … `id`: the device names what it creates."""

    name: Name
    amount_fen: Amount
    id: Id | None = None


class VoidCharge(_Body):
    reason: Reason
    approval: Approval | None = None


class NewAdjustment(_Body):
    """`amount`: fen (discount), percent off 1–100 (percent), 10, 100 or 1000 (round_off); a waive
    takes none. `item_ids`: lines or charges; none: the whole bill (a waive names at least one)."""

    kind: AdjustmentKind
    reason: Reason
    amount: Sum = 0
    item_ids: Annotated[list[Id], Meta(max_length=200)] = []
    approval: Approval | None = None
    id: Id | None = None


class VoidAdjustment(_Body):
    reason: Reason


class NewPayment(_Body):
    """`tendered_fen` (cash only): what the guest handed over; none: exactly the amount. `paid_at` and
    `reason`: taken on paper and entered now."""

    method: PaymentMethod
    amount_fen: Amount
    tendered_fen: Amount | None = None
    reference: Annotated[str, Meta(max_length=64)] = ""
    paid_at: Moment | None = None
    reason: Annotated[str, Meta(max_length=200)] = ""
    id: Id | None = None


class NewRefund(_Body):
    """`line_ids`: dishes or charges that it is given back for: they cost that much less then. None:
    the money alone, which is owed again unless it was too much (应退)."""

    amount_fen: Amount
    reason: Reason
    line_ids: Annotated[list[Id], Meta(max_length=200)] = []
    approval: Approval | None = None
    id: Id | None = None


class OpenShift(_Body):
    """`float_fen`: the change in the drawer."""

    float_fen: Sum = 0


class Counted(_Body):
    """Fen by method; one that is left out was counted as 0."""

    cash: Sum = 0
    wechat: Sum = 0
    alipay: Sum = 0
    card: Sum = 0

    def by_method(self) -> dict[str, int]:
        return {method.value: getattr(self, method.value) for method in PaymentMethod}


class CloseShift(_Body):
    """What was in the drawer and on the slips."""

    counted: Counted = msgspec.field(default_factory=Counted)
    note: Annotated[str, Meta(max_length=200)] = ""


# ── answers ──────────────────────────────────────────────────────────────────────────────────────


class BillItem(msgspec.Struct):
    """A dish (line id) or a charge, before and after adjustments."""

    id: str
    name: str
    quantity: int
    is_charge: bool
    fen: int
    discount_fen: int
    net_fen: int


class BillBody(msgspec.Struct):
    """The bill that a stay is on, worked out; every write of the desk answers it after the change.

    `created_id`: of the charge, adjustment, payment or refund that the command made.
    """

    stay_id: str
    charges_fen: int
    lines_fen: int
    discount_fen: int
    total_fen: int
    paid_fen: int
    balance_fen: int
    items: list[BillItem]
    bill: BillRow
    created_id: str | None = None
    change_fen: int = 0
    positions: Positions = {}


class MethodSum(msgspec.Struct):
    """`expected_fen` = taken − refunded (cash: and the float); `difference_fen` = counted − expected."""

    method: PaymentMethod
    payments: int
    taken_fen: int
    refunds: int
    refunded_fen: int
    expected_fen: int
    counted_fen: int | None = None
    difference_fen: int | None = None


class UnsettledBody(msgspec.Struct):
    """A stay that was ended by force with something open."""

    stay_id: str
    place: str
    balance_fen: int
    reason: str
    by: str
    at: datetime


class ShiftBody(msgspec.Struct):
    id: str
    float_fen: int
    opened_at: datetime
    opened_by: str | None
    closed_at: datetime | None
    closed_by: str | None
    note: str
    methods: list[MethodSum]
    unsettled: list[UnsettledBody]
    version: int
    positions: Positions = {}


class Bar(msgspec.Struct):
    """One row of a report."""

    key: str
    name: str
    count: int
    fen: int


class DayReport(msgspec.Struct):
    """A business day (03:00 to 03:00 local). `turnover_fen` is what the dishes of the orders
    numbered that day and the charges added that day come to after adjustments; methods count by
    when the money moved."""

    day: date
    turnover_fen: int
    discount_fen: int
    taken_fen: int
    refunded_fen: int
    orders: int
    guests: int
    methods: list[MethodSum]
    dishes: list[Bar]
    charges: list[Bar]
    hours: list[Bar]
    rooms: list[Bar]
    staff: list[Bar]
    shifts: list[ShiftBody]
    unsettled: list[UnsettledBody]
