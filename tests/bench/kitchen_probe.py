"""The kitchen app as it is, watched from inside: when its first tickets are painted, what a frame costs.

    python -m tests.bench.kitchen_probe DEVICE_FILE SERVER TURNS
Prints one JSON object and ends.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickWindow

from common.qt.app import create_app, draw_offscreen
from common.qt.loop import run
from common.qt.program import parse
from kds_app.compose import PROGRAM, make_core, run_screens
from kds_app.kitchen import Kitchen

BETWEEN_TURNS_S: Final = 0.3


class Frames:
    """Times of the window's frames: from the start of its polish to the swap."""

    def __init__(self, window: QQuickWindow) -> None:
        self.began = self.swapped = 0.0
        self.took_ms: list[float] = []
        self._came = asyncio.Event()
        direct = Qt.ConnectionType.DirectConnection
        window.afterAnimating.connect(self._begin, direct)
        window.frameSwapped.connect(self._swap, direct)

    def _begin(self) -> None:
        self.began = time.perf_counter()

    def _swap(self) -> None:
        self.swapped = time.perf_counter()
        self.took_ms.append((self.swapped - self.began) * 1000)
        self._came.set()

    async def swapped_after(self, moment: float) -> float:
        """When the first frame after `moment` was swapped."""
        while self.swapped <= moment:
            self._came.clear()
            await self._came.wait()
        return self.swapped


async def watch(device_file: str, server: str, turns: int, stop: asyncio.Event) -> None:
    arguments = parse(
        PROGRAM, ["--device-file", device_file, "--server", server, "--speech", "silent"]
    )
    core, speaker = make_core(arguments, "bench")
    living = asyncio.create_task(run_screens(core, speaker, arguments, stop))
    window, kitchen = await _shown()
    frames = Frames(window)
    while _paging(kitchen, "count") == 0:
        await frames.swapped_after(frames.swapped)
    usable_s = age_s()
    await asyncio.sleep(1.0)
    frames.took_ms.clear()
    turned_ms = [await _turn(window, frames, turn) for turn in range(turns)]
    result = {
        "usable_s": usable_s,
        "rss_mib": resident_mib(),
        "lines": len(core.tables()["lines"]),
        "pages": _paging(kitchen, "pages"),
        "frames_ms": frames.took_ms,
        "turned_ms": turned_ms,
    }
    print(json.dumps(result), flush=True)
    stop.set()
    await living


def age_s() -> float:
    """Since the process was started, before Python was."""
    started_ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started_ticks / os.sysconf("SC_CLK_TCK")


def resident_mib() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


async def _shown() -> tuple[QQuickWindow, Kitchen]:
    while True:
        for window in QGuiApplication.topLevelWindows():
            if isinstance(window, QQuickWindow) and window.isVisible():
                for model in _models(window):
                    return window, model
        await asyncio.sleep(0.005)


def _models(window: QQuickWindow) -> list[Kitchen]:
    return [
        each
        for item in window.contentItem().childItems()
        if isinstance(each := item.property("kitchen"), Kitchen)
    ]


def _paging(kitchen: Kitchen, name: str) -> int:
    board: QObject = kitchen.property("board")
    return int(board.property(name))


async def _turn(window: QQuickWindow, frames: Frames, turn: int) -> float:
    """From the key to the frame that shows the other page, in ms; there and back again."""
    key = Qt.Key.Key_PageDown if turn % 4 < 2 else Qt.Key.Key_PageUp
    await asyncio.sleep(BETWEEN_TURNS_S)
    done: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def press() -> None:
        began = time.perf_counter()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            plain = Qt.KeyboardModifier.NoModifier
            QCoreApplication.sendEvent(window, QKeyEvent(kind, key, plain))
        done.set_result(began)

    asyncio.get_running_loop().call_soon(press)
    began = await done
    return (await frames.swapped_after(began) - began) * 1000


def main() -> int:
    draw_offscreen()
    app = create_app("zaotai-kds")
    device_file, server, turns = sys.argv[1:]
    return run(app, lambda stop: watch(device_file, server, int(turns), stop))


if __name__ == "__main__":
    sys.exit(main())
