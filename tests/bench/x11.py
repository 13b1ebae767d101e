"""A display of its own for each app: Xvfb, a finger by XTest, an eye on the framebuffer.

The framebuffer is a file (`-fbdir`) that is looked into, so that looking asks nothing of the server.
"""

from __future__ import annotations

import ctypes
import mmap
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path
from typing import Final

_XWD_HEADER: Final = struct.Struct(">25I")
_READY_S: Final = 10.0


class Eye:
    """Reads pixels of a framebuffer in the form of `xwd`."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as held:
            self._memory = mmap.mmap(held.fileno(), 0, prot=mmap.PROT_READ)
        head = _XWD_HEADER.unpack_from(self._memory)
        header_size, colours = head[0], head[19]
        self._at = header_size + colours * 12 + 2 * head[12] + 2 * 4  # two px into the patch

    def number(self) -> int:
        """What the patch shows now."""
        return int.from_bytes(self._memory[self._at : self._at + 3], "little")


class Finger:
    """Presses on one display."""

    def __init__(self, display: str) -> None:
        self._x11 = ctypes.CDLL(find_library("X11") or "libX11.so.6")
        self._xtst = ctypes.CDLL(find_library("Xtst") or "libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        opened: int | None = self._x11.XOpenDisplay(display.encode())
        assert opened, f"no display {display}"
        self._display = ctypes.c_void_p(opened)

    def point(self, x: int, y: int) -> None:
        self._xtst.XTestFakeMotionEvent(self._display, -1, x, y, 0)
        self._x11.XSync(self._display, 0)

    def press(self) -> float:
        """Press and release; when (monotonic)."""
        at = time.monotonic()
        self._xtst.XTestFakeButtonEvent(self._display, 1, 1, 0)
        self._xtst.XTestFakeButtonEvent(self._display, 1, 0, 0)
        self._x11.XFlush(self._display)
        return at


@contextmanager
def display(folder: Path, width: int, height: int) -> Iterator[tuple[str, Path]]:
    """A display's name and the file of its framebuffer."""
    folder.mkdir(parents=True)
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24"),
            *("-fbdir", str(folder), "-nolisten", "tcp", "-nocursor"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None, "piped"
        yield f":{server.stdout.readline().strip()}", folder / "Xvfb_screen0"
    finally:
        server.terminate()
        server.wait()
