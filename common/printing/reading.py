"""What comes out of a printer that gets our bytes: the preview and the tests read slips with it.

It knows the commands that `escpos_bytes` sends and refuses every other, as a printer of another make
would print those as characters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from common.printing.slip import Align, Cut, Drawer, Feed, Line
from common.printing.text import ENCODING

Out = Line | Feed | Cut | Drawer

_ESC, _FS, _GS, _LF = 0x1B, 0x1C, 0x1D, 0x0A
_ARGUMENTS: Final = {
    (_ESC, ord("@")): 0,
    (_ESC, ord("t")): 1,
    (_ESC, ord("R")): 1,
    (_ESC, ord("a")): 1,
    (_ESC, ord("E")): 1,
    (_ESC, ord("!")): 1,
    (_ESC, ord("d")): 1,
    (_ESC, ord("p")): 3,
    (_FS, ord("&")): 0,
    (_FS, ord("!")): 1,
    (_GS, ord("!")): 1,
    (_GS, ord("V")): 2,
}


class NotOurs(ValueError):
    """Bytes that `escpos_bytes` does not send."""


@dataclass(slots=True)
class _Mode:
    align: Align = Align.LEFT
    bold: bool = False
    size: int = 1
    han_size: int = 1
    has_han: bool = False


@dataclass(slots=True)
class _Reader:
    mode: _Mode = field(default_factory=_Mode)
    out: list[Out] = field(default_factory=list)
    text: bytearray = field(default_factory=bytearray)

    def line(self) -> None:
        mode = self.mode
        has_han = any(byte > 0x7F for byte in self.text)
        if has_han and not mode.has_han:
            raise NotOurs("Chinese characters before they were selected")
        if has_han and mode.han_size != mode.size:
            raise NotOurs("Chinese and other characters of different sizes")
        text = self.text.decode(ENCODING)
        self.out.append(Line(text, mode.align, mode.bold, mode.size))
        self.text.clear()

    def command(self, lead: int, name: int, arguments: bytes) -> None:
        mode = self.mode
        match (lead, chr(name), *arguments):
            case (0x1B, "@"):
                self.mode = _Mode()
            case (0x1C, "&"):
                mode.has_han = True
            case (0x1C, "!", bits):
                mode.han_size = 2 if bits & 0x0C == 0x0C else 1
            case (0x1D, "!", bits):
                mode.size = (bits & 0x0F) + 1
            case (0x1B, "a", where):
                mode.align = Align.CENTRE if where == 1 else Align.LEFT
            case (0x1B, "E", is_on):
                mode.bold = bool(is_on)
            case (0x1B, "d", lines):
                self.out.append(Feed(lines))
            case (0x1B, "p", *_):
                self.out.append(Drawer())
            case (0x1D, "V", *_):
                self.out.append(Cut())
            case _:  # the code pages: nothing but ASCII is read in them
                return


def read(data: bytes) -> list[Out]:
    """The lines, feeds, cuts and drawer pulses of `data`. Raises NotOurs."""
    reader = _Reader()
    at = 0
    while at < len(data):
        byte = data[at]
        if byte in (_ESC, _FS, _GS):
            key = (byte, data[at + 1] if at + 1 < len(data) else -1)
            if key not in _ARGUMENTS:
                raise NotOurs(f"unknown command {key!r} at byte {at}")
            length = _ARGUMENTS[key]
            reader.command(*key, data[at + 2 : at + 2 + length])
            at += 2 + length
        elif byte == _LF:
            reader.line()
            at += 1
        else:
            reader.text.append(byte)
            at += 1
    return reader.out


def slips(data: bytes) -> list[list[Out]]:
    """`data` cut where the knife cuts; what follows the last cut is a slip that was torn off."""
    found: list[list[Out]] = [[]]
    for each in read(data):
        found[-1].append(each)
        if isinstance(each, Cut):
            found.append([])
    return [slip for slip in found if slip]


def texts(slip: list[Out]) -> list[str]:
    """The words of a slip, line by line, without what only sets them apart."""
    return [line.text.strip() for line in slip if isinstance(line, Line)]
