"""A slip as ESC/POS, by python-escpos. Seen with 3.1, and the reason for each raw byte here:

- `text("水饺")` sends GB bytes, but neither selects the Chinese characters nor a code page: a printer
  that was left in another mode prints garbage. So each slip begins with reset, code page 0, `FS &`.
- `set(double_width=True)` is `ESC !`, which leaves Chinese characters small: they have `FS !`.
"""

from __future__ import annotations

from typing import Any, Final

from common.printing.slip import Cut, Drawer, Feed, Line, Slip, lines_of
from common.printing.text import ENCODING

RESET: Final = b"\x1b@"
CODE_PAGE: Final = b"\x1bt\x00"  # PC437: below 0x80 it is ASCII, and nothing above is sent in it
USA: Final = b"\x1bR\x00"  # the Chinese set has a yen where ASCII has a dollar
HAN_ON: Final = b"\x1c&"
HAN_SIZE: Final = {1: b"\x1c!\x00", 2: b"\x1c!\x0c"}
DRAWER_PULSE: Final = [27, 112, 0, 25, 250]  # pin 2, 50 ms


def encoded(slip: Slip) -> bytes:
    """The bytes that print `slip`, whatever the printer was told before."""
    # Here, because the library takes 0.3 s to load, which a desk would take longer to start.
    from escpos.printer import Dummy

    device: Any = Dummy()  # Any: python-escpos publishes no types
    device._raw(RESET + CODE_PAGE + USA + HAN_ON)
    for each in lines_of(slip):
        match each:
            case Line():
                _line(device, each)
            case Feed():
                device.print_and_feed(each.lines)
            case Cut():
                device.cut(feed=False)  # GS V B 0: feeds to the knife itself
            case Drawer():
                device.cashdraw(DRAWER_PULSE)
    output: bytes = device.output
    return output


def _line(device: Any, line: Line) -> None:
    device.set(
        align=line.align.value,
        bold=line.bold,
        custom_size=True,
        width=line.size,
        height=line.size,
    )
    device._raw(HAN_SIZE[line.size] + line.text.encode(ENCODING) + b"\n")
