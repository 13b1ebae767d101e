"""Bodies of the message credits: packages, purchases, lots, holds. Units are billed parts of a message."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from common.domain.sms_rows import Bucket, HoldState, MovementKind, PurchaseState
from common.wire.answers import Positions
from common.wire.requests import Id, Name

Reference = Annotated[
    str, Meta(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_.:-]+$(?!\n)", examples=["pay-1"])
]
Units = Annotated[int, Meta(ge=1, le=1_000_000)]
Amount = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class _Body(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    pass


# ---- requests


class BuyPackage(_Body):
    """`reference` is the payment's; `brand_id` may be left out, another brand's is unknown here."""

    package_id: Id
    paid_fen: Amount
    reference: Reference
    brand_id: Id | None = None


class PaymentCallback(_Body):
    """What whoever took the payment says, any number of times. `reversed`: it was taken back."""

    reference: Reference
    amount_fen: Amount
    status: Literal["paid", "reversed"] = "paid"


class NewHold(_Body):
    """`client_ref` names the hold for the sender: the same again gives the first one."""

    client_ref: Reference
    units: Units


class PayHold(_Body):
    """`units` that are sent; None: all. The rest is released."""

    units: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None


class ReleaseHold(_Body):
    pass


# ---- answers


class PackageBody(msgspec.Struct):
    """A lot of it ends at 24:00 of `valid_days` after its payment."""

    id: str
    name: Name
    units: int
    price_fen: int
    valid_days: int


class BucketsBody(msgspec.Struct):
    """`granted` is the sum of the others."""

    granted: int
    available: int
    held: int
    consumed: int
    expired: int
    clawed_back: int


class AccountBody(msgspec.Struct):
    """`debt`: owed after a claw-back. `is_low`: fewer than `warn_below` are available."""

    brand_id: str
    buckets: BucketsBody
    debt: int
    warn_below: int
    is_low: bool


class PurchaseBody(msgspec.Struct):
    id: str
    package_id: str
    reference: str
    units: int
    paid_fen: int
    state: PurchaseState
    created_at: datetime
    paid_at: datetime | None
    positions: Positions = {}


class LotBody(msgspec.Struct):
    """`closed_at`: when its time was up; what was left is in `buckets.expired`."""

    id: str
    purchase_id: str
    purchased_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    buckets: BucketsBody


class MovementBody(msgspec.Struct):
    """`units` of a lot went from `source` (null: from outside) to `target`."""

    id: str
    lot_id: str
    hold_id: str | None
    kind: MovementKind
    source: Bucket | None
    target: Bucket
    units: int
    at: datetime


class AllocationBody(msgspec.Struct):
    lot_id: str
    units: int
    captured: int
    refunded: int


class HoldBody(msgspec.Struct):
    """`captured` units were paid, `refunded` of them came back. `deadline` null: none of its own."""

    hold_id: str
    client_ref: str
    state: HoldState
    units: int
    captured: int
    refunded: int
    created_at: datetime
    deadline: datetime | None
    ended_at: datetime | None
    allocations: list[AllocationBody]
    positions: Positions = {}


class PaymentHeard(msgspec.Struct):
    reference: str
    state: PurchaseState


class ProviderBody(msgspec.Struct):
    """Who carries the messages. `opt_out`: the words with which a marketing text must end."""

    name: str
    is_simulated: bool
    opt_out: str
