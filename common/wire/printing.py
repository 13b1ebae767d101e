"""Bodies of printers and print jobs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from common.domain.print_rows import (
    KitchenTicket,
    Paper,
    PrinterCheck,
    PrinterRow,
    PrintJobRow,
    Receipt,
)
from common.domain.printing import PrinterKind, PrinterState
from common.wire.answers import Positions
from common.wire.requests import Id, Name

Address = Annotated[str, Meta(min_length=1, max_length=200)]
Columns = Literal[48, 42, 32]


class _Body(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    pass


class PrinterInfo(_Body):
    """`address`: host or host:port (network), a path on the machine of the desk `desk_id` (file; none:
    the desk that says it). A printer with
    `has_receipts` prints what guests get, with `station_ids` what these stations' screens missed."""

    name: Name
    kind: PrinterKind
    address: Address
    desk_id: Id | None = None
    columns: Columns = 48
    has_receipts: bool = False
    prints_paid: bool = False
    opens_drawer: bool = False
    station_ids: Annotated[list[Id], Meta(max_length=50)] = []


class SeenState(_Body):
    """What a desk found when it looked at the printer."""

    state: PrinterState


class WantReceipt(_Body):
    """`pre_settlement`: what it comes to so far, no proof; `receipt`: what was paid."""

    kind: Literal["pre_settlement", "receipt"]
    printer_id: Id | None = None


class PrintAgain(_Body):
    """`printer_id`: on another one; none: where it belongs."""

    printer_id: Id | None = None


class Reported(StrEnum):
    """What a desk tells of a paper that it claimed."""

    BEGUN = "begun"  # the printer is ready: the next thing is the first byte
    PRINTED = "printed"
    NOT_PRINTED = "not_printed"  # no byte went out
    MAYBE_PRINTED = "maybe_printed"


class ReportPrint(_Body):
    """`attempt` is the claim's: another desk may have it by now (409 `print.lost`)."""

    attempt: Annotated[int, Meta(ge=1)]
    what: Reported
    state: PrinterState | None = None


# ── answers ──────────────────────────────────────────────────────────────────────────────────────


class PrinterBody(msgspec.Struct):
    printer: PrinterRow
    positions: Positions = {}


class PaperBody(msgspec.Struct, omit_defaults=True):
    """Exactly one is there."""

    receipt: Receipt | None = None
    ticket: KitchenTicket | None = None
    check: PrinterCheck | None = None

    @property
    def paper(self) -> Paper:
        found = self.receipt or self.ticket or self.check
        assert found is not None, "a job has a paper"
        return found

    @classmethod
    def of(cls, paper: Paper) -> PaperBody:
        match paper:
            case Receipt():
                return cls(receipt=paper)
            case KitchenTicket():
                return cls(ticket=paper)
            case PrinterCheck():
                return cls(check=paper)


class PrintJobBody(msgspec.Struct):
    job: PrintJobRow
    positions: Positions = {}


class PrintJobPaper(msgspec.Struct):
    """A job with what stands on it, for the preview."""

    job: PrintJobRow
    paper: PaperBody


class ClaimBody(msgspec.Struct):
    """The next paper of a printer; `job` is null when none waits, or another desk is printing."""

    job: PrintJobRow | None
    paper: PaperBody | None
    positions: Positions = {}
