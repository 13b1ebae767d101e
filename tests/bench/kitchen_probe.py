"""The kitchen app as it is, watched from inside: when its first tickets are painted, what a frame costs.

    python -m tests.bench.kitchen_probe DEVICE_FILE SERVER TURNS
Prints one JSON object and ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Final

import psutil
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from common.qt.app import create_app, draw_offscreen
from common.qt.loop import run
from kds_app.arguments import parse
from kds_app.compose import make_core, run_screens
from kds_app.kitchen import Kitchen

BETWEEN_TURNS_S: Final = 0.3


class Frames:
    """Times of the window's frames: from the start of its polish to the swap."""

    def __init__(self, window: QQuickWindow) -> None:
        self.began = self.swapped = 0.0
        self.took_ms: list[float] = []
        direct = Qt.ConnectionType.DirectConnection
        window.afterAnimating.connect(self._begin, direct)
        window.frameSwapped.connect(self._swap, direct)

    def _begin(self) -> None:
        self.began = time.perf_counter()

    def _swap(self) -> None:
        self.swapped = time.perf_counter()
        self.took_ms.append((self.swapped - self.began) * 1000)


async def watch(device_file: str, server: str, turns: int, stop: asyncio.Event) -> None:
    arguments = parse(["--device-file", device_file, "--server", server, "--speech", "silent"])
    core, speaker = make_core(arguments, "bench")
    living = asyncio.create_task(run_screens(core, speaker, arguments, stop))
    window, kitchen = await _shown()
    frames = Frames(window)
    while not frames.swapped or kitchen.board.property("count") == 0:
        await asyncio.sleep(0.005)
    usable_s = time.time() - psutil.Process().create_time()
    await asyncio.sleep(1.0)
    frames.took_ms.clear()
    turned_ms = [await _turn(window, frames, turn) for turn in range(turns)]
    resident: int = psutil.Process().memory_info().rss
    result = {
        "usable_s": usable_s,
        "rss_mib": resident / 1024 / 1024,
        "lines": len(core.tables()["lines"]),
        "pages": kitchen.board.property("pages"),
        "frames_ms": frames.took_ms,
        "turned_ms": turned_ms,
    }
    print(json.dumps(result), flush=True)
    stop.set()
    await living


async def _shown() -> tuple[QQuickWindow, Kitchen]:
    while True:
        for window in QGuiApplication.topLevelWindows():
            if isinstance(window, QQuickWindow) and window.isVisible():
                models = [each for each in _objects(window)]
                if models:
                    return window, models[0]
        await asyncio.sleep(0.005)


def _objects(window: QQuickWindow) -> list[Kitchen]:
    return [
        each
        for item in window.contentItem().childItems()
        if isinstance(each := item.property("kitchen"), Kitchen)
    ]


async def _turn(window: QQuickWindow, frames: Frames, turn: int) -> float:
    """From the key to the frame that shows the other page, in ms; there and back again."""
    key = Qt.Key.Key_PageDown if turn % 4 < 2 else Qt.Key.Key_PageUp
    await asyncio.sleep(BETWEEN_TURNS_S)
    done = asyncio.get_running_loop().create_future()

    def press() -> None:
        began = time.perf_counter()
        QTest.keyClick(window, key)
        done.set_result(began)

    asyncio.get_running_loop().call_soon(press)
    began = await done
    while frames.swapped < began:
        await asyncio.sleep(0)
    return (frames.swapped - began) * 1000


def main() -> int:
    draw_offscreen()
    app = create_app("zaotai-kds")
    device_file, server, turns = sys.argv[1:]
    return run(app, lambda stop: watch(device_file, server, int(turns), stop))


if __name__ == "__main__":
    sys.exit(main())
