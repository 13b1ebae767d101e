"""A printer on the network: raw bytes to port 9100, and what it answers about itself.

`DLE EOT` is answered at once even while the printer is busy; `GS r` stands in line behind what was
sent, so its answer proves that everything before it was printed. A printer that answers nothing
(many a cheap one) is believed when it took the bytes.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from common.domain.printing import PrinterState
from common.printing.outcomes import MaybePrinted, NotBegun, NotPrinted, Outcome, Printed

ASK_OFFLINE: Final = b"\x10\x04\x02"
ASK_PAPER: Final = b"\x10\x04\x04"
ASK_WHEN_DONE: Final = b"\x1dr\x01"
_FIXED, _FIXED_IS = 0x93, 0x12  # bits of an answer to DLE EOT that always stand so
_DONE_FIXED = 0x90  # bits of an answer to GS r that are never set
_COVER, _PAPER_STOP, _ERROR = 0x04, 0x20, 0x40
_PAPER_END = 0x60


@dataclass(frozen=True, slots=True)
class NetworkDevice:
    host: str
    port: int
    connect_s: float
    status_s: float
    send_s: float
    finish_s: float

    def look(self) -> PrinterState:
        try:
            with self._open() as line:
                return self._ask(line) or PrinterState.READY
        except OSError:
            return PrinterState.UNREACHABLE

    def print(self, data: bytes, may_begin: Callable[[], bool]) -> Outcome:
        try:
            line = self._open()
        except OSError as error:
            return NotPrinted(PrinterState.UNREACHABLE, str(error))
        with line:
            try:
                state = self._ask(line)
            except OSError as error:
                return NotPrinted(PrinterState.UNREACHABLE, str(error))
            if state is not None and state is not PrinterState.READY:
                return NotPrinted(state)
            if not may_begin():
                return NotBegun()
            try:
                return self._send(line, data, answers=state is not None)
            except OSError as error:
                return MaybePrinted(PrinterState.UNREACHABLE, str(error))

    def _open(self) -> socket.socket:
        return socket.create_connection((self.host, self.port), self.connect_s)

    def _send(self, line: socket.socket, data: bytes, *, answers: bool) -> Outcome:
        line.settimeout(self.send_s)
        line.sendall(data + (ASK_WHEN_DONE if answers else b""))
        if not answers:
            _hang_up(line, self.status_s)
            return Printed(is_confirmed=False)
        done = _answer(line, self.finish_s, lambda byte: byte & _DONE_FIXED == 0)
        if done is not None:
            return Printed(is_confirmed=True)
        state = self._ask(line)
        if state is None or state is PrinterState.READY:
            return MaybePrinted(PrinterState.UNKNOWN, "not confirmed in time")
        return MaybePrinted(state, "stopped on the way")

    def _ask(self, line: socket.socket) -> PrinterState | None:
        """What the printer says of itself; None when it answers nothing. Raises OSError: hung up."""
        line.settimeout(self.send_s)
        line.sendall(ASK_PAPER)
        paper = _answer(line, self.status_s, _is_status)
        if paper is None:
            return None
        if paper & _PAPER_END:
            return PrinterState.PAPER_OUT
        line.sendall(ASK_OFFLINE)
        offline = _answer(line, self.status_s, _is_status) or 0
        if offline & _COVER:
            return PrinterState.COVER_OPEN
        if offline & _PAPER_STOP:
            return PrinterState.PAPER_OUT
        return PrinterState.BROKEN if offline & _ERROR else PrinterState.READY


def _is_status(byte: int) -> bool:
    return byte & _FIXED == _FIXED_IS


def _answer(line: socket.socket, within_s: float, fits: Callable[[int], bool]) -> int | None:
    """The first byte that `fits`; None when none comes in time. Raises OSError: the line was cut."""
    line.settimeout(within_s)
    with suppress(TimeoutError):
        while received := line.recv(1):
            if fits(received[0]):
                return received[0]
        raise ConnectionResetError("the printer hung up")
    return None


def _hang_up(line: socket.socket, within_s: float) -> None:
    """Close so that the printer gets everything: what it sends back is read first."""
    line.shutdown(socket.SHUT_WR)
    line.settimeout(within_s)
    with suppress(OSError):
        while line.recv(256):
            continue
