"""A printer that is a path on the desk's machine: `/dev/usb/lp0`, or a file that collects the bytes."""

from __future__ import annotations

import errno
import os
import select
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from common.domain.printing import PrinterState
from common.printing.outcomes import MaybePrinted, NotBegun, NotPrinted, Outcome, Printed

_DEVICES: Final = "/dev/"
_UNBLOCKED: Final = getattr(os, "O_NONBLOCK", 0)
_BINARY: Final = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class PathDevice:
    path: str
    send_s: float

    def look(self) -> PrinterState:
        """Opened and closed again: a device that is unplugged or somebody else's does not open."""
        try:
            os.close(self._open(create=False))
        except FileNotFoundError:
            folder = os.path.dirname(self.path) or "."
            is_file_to_be = not self._is_device and os.access(folder, os.W_OK)
            return PrinterState.READY if is_file_to_be else PrinterState.UNREACHABLE
        except OSError as error:
            return _state_of(error)
        return PrinterState.READY

    def print(self, data: bytes, may_begin: Callable[[], bool]) -> Outcome:
        try:
            held = self._open(create=not self._is_device)
        except OSError as error:
            return NotPrinted(_state_of(error), str(error))
        try:
            if not may_begin():
                return NotBegun()
            return self._write(held, data)
        finally:
            os.close(held)

    @property
    def _is_device(self) -> bool:
        # An unplugged printer must not leave a plain file in its place.
        return self.path.startswith(_DEVICES)

    def _open(self, *, create: bool) -> int:
        flags = os.O_WRONLY | os.O_APPEND | _UNBLOCKED | _BINARY | (os.O_CREAT if create else 0)
        return os.open(self.path, flags, 0o600)

    def _write(self, held: int, data: bytes) -> Outcome:
        rest = memoryview(data)
        try:
            while rest:
                if not _is_ready(held, self.send_s):
                    return self._stopped(rest, data, PrinterState.BROKEN, "takes no more bytes")
                try:
                    rest = rest[os.write(held, rest) :]
                except BlockingIOError:
                    continue
        except OSError as error:
            return self._stopped(rest, data, _state_of(error), str(error))
        with suppress(OSError):  # a device has nothing to flush
            os.fsync(held)
        return Printed(is_confirmed=False)

    def _stopped(self, rest: memoryview, data: bytes, state: PrinterState, why: str) -> Outcome:
        return NotPrinted(state, why) if len(rest) == len(data) else MaybePrinted(state, why)


def _is_ready(held: int, within_s: float) -> bool:
    if not _UNBLOCKED:
        return True  # Windows writes in place
    return bool(select.select([], [held], [], within_s)[1])


def _state_of(error: OSError) -> PrinterState:
    # The kernel's printer driver says "no space" when the paper is out.
    return PrinterState.PAPER_OUT if error.errno == errno.ENOSPC else PrinterState.UNREACHABLE
