"""A receipt printer on loopback: a real TCP server that understands what ours is sent.

It can be out of paper, refuse, hang, answer nothing, or be cut in the middle of a job, and remembers
every byte that would have come out on paper.
"""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import Self

from common.printing.reading import slips, texts

_OUTCRY = b"\x10\x04"  # DLE EOT n
_WHEN_DONE = b"\x1dr\x01"
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Mood(StrEnum):
    """How the printer behaves from the next byte on."""

    WELL = "well"
    OUT_OF_PAPER = "out_of_paper"
    COVER_OPEN = "cover_open"
    SILENT = "silent"  # prints, answers nothing: a cheap one
    HANGS = "hangs"  # takes the connection, reads nothing, says nothing
    REFUSES = "refuses"
    CUT = "cut"  # loses the line after `cut_after` bytes of a job
    RUNS_OUT = "runs_out"  # the paper ends after `cut_after` bytes of a job


class FakePrinter:
    def __init__(self) -> None:
        self.mood = Mood.WELL
        self.cut_after = 40
        self.connections = 0
        self._paper = bytearray()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lines: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._is_closed = threading.Event()
        self.port: int = self._listener.getsockname()[1]

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        printer = cls()
        thread = threading.Thread(target=printer._accept, name="fake printer")
        thread.start()
        try:
            yield printer
        finally:
            printer._close()
            thread.join()
            for each in printer._threads:
                each.join()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def paper(self) -> bytes:
        """All that came out so far."""
        with self._lock:
            return bytes(self._paper)

    @property
    def slips(self) -> list[list[str]]:
        """The words of each whole slip, line by line."""
        return [texts(slip) for slip in slips(self.paper) if slip[-1].__class__.__name__ == "Cut"]

    @property
    def headings(self) -> list[str]:
        """The first line of each slip."""
        return [slip[0] for slip in self.slips]

    def hold_up(self) -> threading.Event:
        """Take a job's bytes and print none of them until the event is set."""
        self._gate, self.is_holding = threading.Event(), False
        return self._gate

    _gate: threading.Event | None = None
    is_holding = False

    # ── the machine ─────────────────────────────────────────────────────────────────────────────

    def _accept(self) -> None:
        while not self._is_closed.is_set():
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            if self.mood is Mood.REFUSES:
                _reset(line)
                continue
            self._lines.append(line)
            thread = threading.Thread(target=self._serve, args=(line,), name="fake printer's line")
            self._threads.append(thread)
            thread.start()

    def _serve(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            if self.mood is Mood.HANGS:
                self._is_closed.wait()
                return
            got = 0
            while received := line.recv(4096):
                got += self._take(line, received, got)

    def _take(self, line: socket.socket, received: bytes, got: int) -> int:
        """Answer what asks, print the rest; gives how many bytes were printed."""
        job = bytearray()
        while received:
            if received.startswith(_OUTCRY):
                self._say(line, self._status(received[2]))
                received = received[3:]
            elif received.startswith(_WHEN_DONE):
                self._print(line, bytes(job), got)
                got, job = got + len(job), bytearray()
                self._say(line, b"\0")
                received = received[3:]
            else:
                job.append(received[0])
                received = received[1:]
        self._print(line, bytes(job), got)
        return len(job)

    def _print(self, line: socket.socket, data: bytes, got: int) -> None:
        if not data:
            return
        if self._gate is not None:
            self.is_holding = True
            self._gate.wait()
        left = max(self.cut_after - got, 0)
        stops = self.mood in (Mood.CUT, Mood.RUNS_OUT) and left < len(data)
        with self._lock:
            self._paper += data[:left] if stops else data
        if stops and self.mood is Mood.CUT:
            _reset(line)
            raise ConnectionError
        if stops:
            self.mood = Mood.OUT_OF_PAPER

    def _say(self, line: socket.socket, answer: bytes) -> None:
        is_done = answer == b"\0"
        if self.mood is Mood.SILENT or (is_done and self.mood is Mood.OUT_OF_PAPER):
            return
        line.sendall(answer)

    def _status(self, what: int) -> bytes:
        status = 0x12
        if what == 4 and self.mood is Mood.OUT_OF_PAPER:
            status |= 0x60
        if what == 2 and self.mood is Mood.COVER_OPEN:
            status |= 0x04
        return bytes([status])

    def _close(self) -> None:
        self._is_closed.set()
        if self._gate is not None:
            self._gate.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def _reset(line: socket.socket) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    line.close()
