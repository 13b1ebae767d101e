"""Where bytes become paper: what a device is to its callers, and what may have come of a print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from common.domain.printing import PrinterKind, PrinterState, network_address
from common.printing.network import NetworkDevice
from common.printing.outcomes import Outcome
from common.printing.path import PathDevice

MayBegin = Callable[[], bool]
"""Asked right before the first byte; False: nothing is sent."""


class Device(Protocol):
    """Blocks for seconds: call it from a thread. It raises nothing for what a printer can do."""

    def look(self) -> PrinterState:
        """How the printer is, without printing."""
        ...

    def print(self, data: bytes, may_begin: MayBegin) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. Together they stay below `common.domain.printing.LEASE`."""

    connect_s: float = 3.0
    status_s: float = 1.0
    send_s: float = 8.0
    finish_s: float = 12.0


def device_at(kind: PrinterKind, address: str, patience: Patience | None = None) -> Device:
    """Raises Invalid `printer.address`."""
    held = patience or Patience()
    if kind is PrinterKind.NETWORK:
        host, port = network_address(address)
        return NetworkDevice(host, port, held.connect_s, held.status_s, held.send_s, held.finish_s)
    return PathDevice(address, held.send_s)
