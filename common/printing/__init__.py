"""Receipts and kitchen tickets: a slip as a value, as ESC/POS, as a picture, and printers. No Qt."""

from common.printing.device import Device, MayBegin, Patience, device_at
from common.printing.escpos_bytes import encoded
from common.printing.layout import slip
from common.printing.outcomes import MaybePrinted, NotBegun, NotPrinted, Outcome, Printed
from common.printing.picture import png
from common.printing.reading import NotOurs

__all__ = [
    "Device",
    "MayBegin",
    "MaybePrinted",
    "NotBegun",
    "NotOurs",
    "NotPrinted",
    "Outcome",
    "Patience",
    "Printed",
    "device_at",
    "encoded",
    "png",
    "slip",
]
