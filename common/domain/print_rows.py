"""Printers and print jobs as the desks see them, and what can stand on paper.

A paper is frozen when its job is made: a copy says the same as the first print, whatever happened
to the bill since. Times are UTC; `zone` is the shop's, for whoever lays the paper out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from common.domain.bill_rows import AdjustmentKind, PaymentMethod
from common.domain.ids import DeviceId, Fen, PrinterId, PrintJobId, StationId
from common.domain.printing import Attention, JobState, PaperKind, PrinterKind, PrinterState


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """`address`: host:port (network) or a path on the machine of `desk_id` (file); `columns`: characters
    of a line. `has_receipts`: 预结单 and 小票 come out here; `prints_paid`: by itself once a bill is
    paid; `opens_drawer`: cash opens the drawer behind it. `state` is what a desk saw last."""

    id: PrinterId
    name: str
    kind: PrinterKind
    address: str
    desk_id: DeviceId | None
    columns: int
    has_receipts: bool
    prints_paid: bool
    opens_drawer: bool
    station_ids: tuple[StationId, ...]
    state: PrinterState
    state_since: datetime
    version: int


@dataclass(frozen=True, slots=True)
class PrintJobRow:
    """A paper that is to be printed; `numbers` are those of its orders.

    `attempt` counts claims: who reports with an older one has lost the job to somebody else.
    `copies`: how often it may have come out before (补打). `lease_until` holds while a desk has it.
    """

    id: PrintJobId
    kind: PaperKind
    room_name: str | None
    hand_tag: str | None
    numbers: str
    total_fen: Fen | None
    printer_id: PrinterId | None
    state: JobState
    why: Attention | None
    copies: int
    attempt: int
    created_at: datetime
    queued_at: datetime
    lease_until: datetime | None
    claimed_by: DeviceId | None
    ended_at: datetime | None
    version: int


# ── what stands on paper ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ReceiptItem:
    name: str
    detail: str
    quantity: int
    fen: Fen
    is_charge: bool


@dataclass(frozen=True, slots=True)
class ReceiptDiscount:
    """`amount` means what `AdjustmentKind` says; `fen` is what it took off."""

    kind: AdjustmentKind
    amount: int
    fen: Fen


@dataclass(frozen=True, slots=True)
class ReceiptPayment:
    method: PaymentMethod
    amount_fen: Fen
    tendered_fen: Fen
    change_fen: Fen
    refunded_fen: Fen


@dataclass(frozen=True, slots=True)
class Receipt:
    """预结单 (`is_paid` False: nothing to show anybody as proof) or 结账小票."""

    is_paid: bool
    shop: str
    phone: str
    zone: str
    room_name: str | None
    hand_tags: tuple[str, ...]
    guests: int
    numbers: tuple[str, ...]
    arrived_at: datetime
    at: datetime
    by: str
    items: tuple[ReceiptItem, ...]
    charges_fen: Fen
    lines_fen: Fen
    discounts: tuple[ReceiptDiscount, ...]
    total_fen: Fen
    payments: tuple[ReceiptPayment, ...]
    paid_fen: Fen
    balance_fen: Fen


@dataclass(frozen=True, slots=True)
class TicketLine:
    name: str
    unit: str
    quantity: int
    options: tuple[str, ...]
    note: str
    allergies: tuple[str, ...]
    is_remake: bool


@dataclass(frozen=True, slots=True)
class KitchenTicket:
    """Dishes that no screen confirmed. `addition` counts 加单, 0 for the order itself."""

    stations: tuple[str, ...]
    zone: str
    room_name: str | None
    hand_tag: str | None
    number: str
    addition: int
    placed_at: datetime
    promised_at: datetime
    lines: tuple[TicketLine, ...]
    note: str


@dataclass(frozen=True, slots=True)
class PrinterCheck:
    shop: str
    printer: str
    zone: str
    at: datetime
    columns: int


Paper = Receipt | KitchenTicket | PrinterCheck
