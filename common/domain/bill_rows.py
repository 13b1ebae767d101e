"""The bill of a stay (or of several that were merged) as the server stores and publishes it.

What was ordered is not in here: dishes are `LineRow`s of the bill's stays, so that placing an order
costs the bill nothing. `common.domain.billing.totals(bill, lines)` brings both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from common.domain.ids import (
    AdjustmentId,
    ChargeId,
    DeviceId,
    Fen,
    LineId,
    PaymentId,
    RefundId,
    ShiftId,
    StaffId,
    StayId,
)


class PaymentMethod(StrEnum):
    """How money changed hands. All but cash were taken by somebody else's machine and are recorded."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"


class AdjustmentKind(StrEnum):
    """What `Adjustment.amount` means."""

    WAIVE = "waive"  # 免单: all of its items; amount 0
    DISCOUNT = "discount"  # fen off
    PERCENT = "percent"  # 1–100 percent off (九折: 10)
    ROUND_OFF = "round_off"  # 抹零: down to whole multiples of so many fen (10, 100, 1000)
    REFUND = "refund"  # fen given back for its items; made by the refund itself


@dataclass(frozen=True, slots=True)
class Charge:
    """Something beside the dishes: 房费, 技师 …"""

    id: ChargeId
    stay_id: StayId
    name: str
    amount_fen: Fen
    by: StaffId | DeviceId | None
    at: datetime
    voided_at: datetime | None = None
    void_reason: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Money off. `item_ids` are lines or charges; none: the whole bill."""

    id: AdjustmentId
    stay_id: StayId
    kind: AdjustmentKind
    amount: int
    item_ids: tuple[str, ...]
    reason: str
    by: StaffId | DeviceId | None
    approved_by: StaffId | None
    at: datetime
    voided_at: datetime | None = None
    void_reason: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """How much of an adjustment fell on an item, frozen since the item was paid (0 counts too)."""

    adjustment_id: AdjustmentId
    item_id: str
    fen: Fen


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A dish of a stay that has ended while its bill stays open: it left the desk's tables."""

    id: LineId
    stay_id: StayId
    name: str
    quantity: int
    fen: Fen


@dataclass(frozen=True, slots=True)
class Refund:
    """`line_ids`: for which dishes it was given back; none: the money only (wrong method, 应退)."""

    id: RefundId
    amount_fen: Fen
    reason: str
    line_ids: tuple[str, ...]
    shift_id: ShiftId
    by: StaffId | DeviceId | None
    approved_by: StaffId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Payment:
    """`tendered_fen` and `change_fen` only of cash. `paid_at` lies before `recorded_at` when it was
    taken on paper (手工收款) and entered later, with a `reason`."""

    id: PaymentId
    stay_id: StayId
    method: PaymentMethod
    amount_fen: Fen
    tendered_fen: Fen
    change_fen: Fen
    reference: str
    reason: str
    shift_id: ShiftId
    by: StaffId | DeviceId | None
    paid_at: datetime
    recorded_at: datetime
    refunds: tuple[Refund, ...] = ()


@dataclass(frozen=True, slots=True)
class BillRow:
    """`id` is the stay whose bill it is; `stay_ids` are all that are on it, itself first.

    A stay without a row owes for its dishes alone: `billing.empty_bill(stay_id)`.
    """

    id: StayId
    stay_ids: tuple[StayId, ...]
    charges: tuple[Charge, ...]
    adjustments: tuple[Adjustment, ...]
    allocations: tuple[Allocation, ...]
    carried: tuple[CarriedLine, ...]
    payments: tuple[Payment, ...]
    version: int
