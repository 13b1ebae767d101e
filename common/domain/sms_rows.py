"""Values of a brand's prepaid messages: lots, holds, debts, and what is booked. Source: spec 40.

Everything is counted in *units* (条: billed parts of a message).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from common.domain.ids import (
    BrandId,
    Fen,
    SmsDebtId,
    SmsHoldId,
    SmsLotId,
    SmsPackageId,
    SmsPurchaseId,
)


class Bucket(StrEnum):
    """Where a granted unit is. Stored by value."""

    AVAILABLE = "available"
    HELD = "held"
    CONSUMED = "consumed"
    EXPIRED = "expired"
    CLAWED_BACK = "clawed_back"


class MovementKind(StrEnum):
    """Why units moved. Stored by value."""

    GRANT = "grant"
    FREEZE = "freeze"
    CAPTURE = "capture"
    RELEASE = "release"
    TIMEOUT = "timeout"
    REFUND = "refund"
    EXPIRY = "expiry"
    CLAW_BACK = "claw_back"  # the payment of this lot, or of another one, was taken back
    SETTLE = "settle"  # a debt of an earlier claw-back


class HoldState(StrEnum):
    """Stored by value. HELD is the only state that can still change."""

    HELD = "held"
    CAPTURED = "captured"
    RELEASED = "released"
    TIMED_OUT = "timed_out"


class PurchaseState(StrEnum):
    """Stored by value."""

    ORDERED = "ordered"  # not paid: nothing was granted
    PAID = "paid"
    CLAWED_BACK = "clawed_back"  # the payment was taken back


class HoldAction(StrEnum):
    PAY = "pay"
    RELEASE = "release"
    TIME_OUT = "time_out"


class LedgerBroken(Exception):  # no refusal: the book itself would be wrong
    """A movement would leave a bucket below zero: a bug, never a state of the world."""


@dataclass(frozen=True, slots=True)
class Buckets:
    """`granted` = the sum of the others, each ≥ 0."""

    granted: int = 0
    available: int = 0
    held: int = 0
    consumed: int = 0
    expired: int = 0
    clawed_back: int = 0

    def moved(self, source: Bucket | None, target: Bucket, units: int) -> Buckets:
        """Raises LedgerBroken when `source` holds fewer."""
        changed = self.counted(source, target, units)
        if units < 1 or min(changed.parts) < 0:
            raise LedgerBroken(f"{units} units from {source} of {self}")
        return changed

    def counted(self, source: Bucket | None, target: Bucket, units: int) -> Buckets:
        """`moved` without the check: for a replay, where the order may be another."""
        values = {target.value: getattr(self, target) + units}
        if source is None:
            values["granted"] = self.granted + units
        else:
            values[source.value] = getattr(self, source) - units
        return replace(self, **values)

    @property
    def parts(self) -> tuple[int, int, int, int, int]:
        return (self.available, self.held, self.consumed, self.expired, self.clawed_back)

    @property
    def is_sound(self) -> bool:
        return self.granted == sum(self.parts) and min(self.parts) >= 0

    def __add__(self, other: Buckets) -> Buckets:
        return Buckets(
            self.granted + other.granted,
            self.available + other.available,
            self.held + other.held,
            self.consumed + other.consumed,
            self.expired + other.expired,
            self.clawed_back + other.clawed_back,
        )


EMPTY: Final = Buckets()


@dataclass(frozen=True, slots=True)
class Package:
    """套餐包 on offer. A lot of it ends at 24:00 of `valid_days` after its payment."""

    id: SmsPackageId
    name: str
    units: int
    price_fen: Fen
    valid_days: int


@dataclass(frozen=True, slots=True)
class Purchase:
    """`reference` is the payment's, at whoever takes it. `zone` (IANA): whose midnight ends the lot."""

    id: SmsPurchaseId
    brand_id: BrandId
    package_id: SmsPackageId
    reference: str
    units: int
    paid_fen: Fen
    valid_days: int
    zone: str
    state: PurchaseState
    created_at: datetime
    paid_at: datetime | None = None
    clawed_back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A brand's balance: the sum of its lots. `is_low`: the desks were warned."""

    brand_id: BrandId
    buckets: Buckets
    debt: int
    warn_below: int
    is_low: bool


@dataclass(frozen=True, slots=True)
class Lot:
    """A purchased package. `closed_at`: when its time was up and the rest was moved to expired."""

    id: SmsLotId
    brand_id: BrandId
    purchase_id: SmsPurchaseId
    purchased_at: datetime
    expires_at: datetime
    buckets: Buckets = EMPTY
    closed_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def turn(self) -> tuple[datetime, datetime, str]:
        """Lots are used, and locked, in this order."""
        return (self.expires_at, self.purchased_at, self.id)


@dataclass(frozen=True, slots=True)
class Movement:
    """`units` of one lot go from `source` (None: from outside) to `target`.

    `key` is unique for ever: the same thing cannot be booked twice.
    """

    key: str
    kind: MovementKind
    lot_id: SmsLotId
    source: Bucket | None
    target: Bucket
    units: int
    hold_id: SmsHoldId | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """What a hold has of one lot. `refunded` ≤ `captured` ≤ `units`."""

    lot_id: SmsLotId
    units: int
    captured: int = 0
    refunded: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """Frozen units. `client_ref` names it for the sender, once per brand.

    `deadline` is of holds made over the route alone; without one the hold lives with its message.
    """

    id: SmsHoldId
    brand_id: BrandId
    client_ref: str
    units: int
    created_at: datetime
    deadline: datetime | None
    allocations: tuple[Allocation, ...]
    state: HoldState = HoldState.HELD
    ended_at: datetime | None = None

    @property
    def captured(self) -> int:
        return sum(each.captured for each in self.allocations)

    @property
    def refunded(self) -> int:
        return sum(each.refunded for each in self.allocations)

    def is_due(self, at: datetime) -> bool:
        """Whether it is over for want of a decision, booked already or not."""
        return self.state is HoldState.HELD and self.deadline is not None and self.deadline <= at


@dataclass(frozen=True, slots=True)
class Debt:
    """What a claw-back could not take; settled from the next purchases."""

    id: SmsDebtId
    brand_id: BrandId
    purchase_id: SmsPurchaseId
    units: int
    settled: int = 0

    @property
    def open_units(self) -> int:
        return self.units - self.settled
