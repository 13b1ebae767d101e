"""The desk as it is, watched from inside: its first painted rooms, and a key until the bill is painted.

    python -m tests.bench.desk_probe DEVICE_FILE SERVER KEYS
Prints one JSON object and ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from cashier_app.compose import PROGRAM, make_core, run_desk
from cashier_app.desk_model import DeskModel
from common.qt.app import create_app, draw_offscreen
from common.qt.loop import run
from common.qt.program import parse
from tests.bench.kitchen_probe import Frames, age_s, resident_mib

BETWEEN_KEYS_S: Final = 0.2
_MOVES: Final = (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left)


async def watch(device_file: str, server: str, keys: int, stop: asyncio.Event) -> None:
    arguments = parse(
        PROGRAM, ["--device-file", device_file, "--server", server, "--speech", "silent"]
    )
    core, speaker = make_core(arguments, "bench")
    living = asyncio.create_task(run_desk(core, speaker, arguments, stop))
    window, desk = await _shown()
    frames = Frames(window)
    while _count(desk) == 0:
        await frames.swapped_after(frames.swapped)
    usable_s = age_s()
    await asyncio.sleep(2.0)
    pressed_ms = [await _press(window, desk, frames, number) for number in range(keys)]
    result = {
        "usable_s": usable_s,
        "rss_mib": resident_mib(),
        "rooms": _count(desk),
        "lines": len(core.tables()["lines"]),
        "bills": len(core.tables()["bills"]),
        "pressed_ms": pressed_ms,
    }
    print(json.dumps(result), flush=True)
    stop.set()
    await living


async def _press(window: QQuickWindow, desk: DeskModel, frames: Frames, number: int) -> float:
    """From the key to the frame that shows the next room's bill, in ms."""
    await asyncio.sleep(BETWEEN_KEYS_S)
    before = _title(desk)
    done: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def press() -> None:  # in no task: QTest turns Qt's loop itself
        began = time.perf_counter()
        key = _MOVES[number % len(_MOVES)]
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        done.set_result(began)

    asyncio.get_running_loop().call_soon(press)
    began = await done
    assert _title(desk) != before, "another room's bill is shown"
    painted = await frames.swapped_after(began)
    return (painted - began) * 1000


async def _shown() -> tuple[QQuickWindow, DeskModel]:
    while True:
        for window in QGuiApplication.topLevelWindows():
            if isinstance(window, QQuickWindow) and window.isVisible():
                for item in window.contentItem().childItems():
                    if isinstance(desk := item.property("desk"), DeskModel):
                        return window, desk
        await asyncio.sleep(0.005)


def _count(desk: DeskModel) -> int:
    return int(desk.property("rooms").property("count"))


def _title(desk: DeskModel) -> str:
    return str(desk.property("bill").property("headFacts")["title"])


def main() -> int:
    draw_offscreen()
    app = create_app("zaotai-cashier")
    device_file, server, keys = sys.argv[1:]
    return run(app, lambda stop: watch(device_file, server, int(keys), stop))


if __name__ == "__main__":
    sys.exit(main())
