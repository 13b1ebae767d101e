"""`python -m tests.ui.kds.pictures DIR`: the design pictures, drawn by the real screens on a fake core."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtTest import QTest

from common.domain.roles import Role
from common.domain.rows import Row
from common.qt.app import QmlWindow, create_app, draw_offscreen
from kds_app.calling import Calling
from kds_app.kitchen import Kitchen
from kds_app.windows import Look, calling_screen, font_measure, kitchen_screen
from tests.support.fake_core import FakeCore
from tests.ui.kds.evening import NOW, House, a_shop, calls, evening

_SETTLE_MS = 700  # longer than every movement


def settle() -> None:
    QTest.qWait(_SETTLE_MS)


def core_of(house: House) -> FakeCore:
    return FakeCore(rows=house.rows(), at=NOW)


def draw(
    name: str,
    folder: Path,
    core: FakeCore,
    then: Callable[[Kitchen, QmlWindow], None] | None = None,
) -> Path:
    owner = QObject()
    kitchen = Kitchen(core, font_measure(), owner)
    kitchen.begin()
    window = QmlWindow(kitchen_screen(kitchen, Look()))
    window.show()
    settle()
    if then is not None:
        then(kitchen, window)
        settle()
    path = window.grab_to(folder / f"{name}.png")
    for warning in window.warnings:
        sys.stderr.write(f"{name}: {warning}\n")
    window.close()
    kitchen.end()
    del window  # before the view-models that it looks at
    return path


def draw_calling(name: str, folder: Path, core: FakeCore) -> Path:
    calling = Calling(core)
    calling.begin()
    window = QmlWindow(calling_screen(calling, Look()))
    window.show()
    settle()
    path = window.grab_to(folder / f"{name}.png")
    for warning in window.warnings:
        sys.stderr.write(f"{name}: {warning}\n")
    window.close()
    calling.end()
    del window
    return path


def calling_core() -> FakeCore:
    rows: dict[str, list[Row]] = {"shops": [a_shop()], "call_tickets": [*calls()]}
    return FakeCore(Role.CALL_BOARD, rows, at=NOW)


def stale() -> FakeCore:
    core = calling_core()
    core.go_offline()
    core.pass_time(timedelta(seconds=42))
    return core


def draw_all(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    nothing = FakeCore(Role.CALL_BOARD, {"shops": [a_shop()]}, at=NOW)
    return [
        draw("kitchen_board", folder, core_of(evening())),
        draw_calling("calling_screen", folder, calling_core()),
        draw_calling("calling_screen_stale", folder, stale()),
        draw_calling("calling_screen_empty", folder, nothing),
    ]


def main() -> int:
    draw_offscreen()
    app = create_app("zaotai-pictures")
    for path in draw_all(Path(sys.argv[1])):
        sys.stdout.write(f"{path}\n")
    del app
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
