"""What came of a print, as far as anybody can know."""

from __future__ import annotations

from dataclasses import dataclass

from common.domain.printing import PrinterState


@dataclass(frozen=True, slots=True)
class Printed:
    """`is_confirmed`: the printer itself said so after the last line; else it only took the bytes."""

    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """No byte went out; `why` is for the log."""

    state: PrinterState
    why: str = ""


@dataclass(frozen=True, slots=True)
class MaybePrinted:
    """Bytes went out, and the printer did not say that it printed them."""

    state: PrinterState
    why: str = ""


@dataclass(frozen=True, slots=True)
class NotBegun:
    """`may_begin` said no."""


Outcome = Printed | NotPrinted | MaybePrinted | NotBegun
