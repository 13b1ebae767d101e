"""`python -m tests.ui.kds.pictures DIR`: the design pictures, drawn by the real screens on a fake core."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from qasync import QEventLoop

from common.client.facade import Sending
from common.domain.commands import ActOnLine
from common.domain.freshness import LinkTimes
from common.domain.kitchen import LineAction
from common.domain.roles import Role
from common.domain.rows import LineRow, Row
from common.qt.app import QmlWindow, create_app, draw_offscreen
from kds_app.calling import Calling
from kds_app.compose import PROGRAM
from kds_app.kitchen import Kitchen
from kds_app.pairing import Pairing
from kds_app.windows import (
    Look,
    calling_screen,
    font_measure,
    kitchen_screen,
    pairing_screen,
)
from tests.support.fake_core import FakeCore
from tests.support.language import speak_as_told
from tests.ui.kds.evening import NOW, a_shop, calls, evening, long_evening

_SETTLE_S: Final = 0.7  # longer than every movement


@dataclass(frozen=True, slots=True)
class Stage:
    """A kitchen screen on a fake core."""

    core: FakeCore
    kitchen: Kitchen

    async def act(self, dish: str, action: LineAction) -> None:
        lines = (row for row in self.core.tables()["lines"].values() if isinstance(row, LineRow))
        line = next(line for line in lines if line.name == dish)
        await self.core.do(ActOnLine(line.id, action))


Story = Callable[[Stage], Awaitable[None]]


async def draw_kitchen(path: Path, core: FakeCore, story: Story) -> None:
    owner = QObject()
    kitchen = Kitchen(core, font_measure(), owner)
    kitchen.begin()
    window = QmlWindow(kitchen_screen(kitchen, Look()))
    window.show()
    await asyncio.sleep(_SETTLE_S)
    await story(Stage(core, kitchen))
    kitchen.refresh()
    await asyncio.sleep(_SETTLE_S)
    _finish(window, path)
    kitchen.end()


async def draw_calling(path: Path, core: FakeCore) -> None:
    calling = Calling(core)
    calling.begin()
    window = QmlWindow(calling_screen(calling, Look()))
    window.show()
    await asyncio.sleep(_SETTLE_S)
    _finish(window, path)
    calling.end()


async def draw_pairing(path: Path) -> None:
    owner = QObject()
    pairing = Pairing(FakeCore(), "http://192.168.1.10:8000", "主灶屏", owner)
    pairing.type("4")
    pairing.type("2")
    window = QmlWindow(pairing_screen(pairing, Look()))
    window.show()
    await asyncio.sleep(_SETTLE_S)
    _finish(window, path)


def _finish(window: QmlWindow, path: Path) -> None:
    window.grab_to(path)
    for warning in window.warnings:
        sys.stderr.write(f"{path.stem}: {warning}\n")
    sys.stdout.write(f"{path}\n")
    window.close()


async def nothing(stage: Stage) -> None:
    return None


async def just_undone(stage: Stage) -> None:
    """kitchen_board.png: 拍黄瓜 was finished a moment ago."""
    await stage.act("拍黄瓜", LineAction.RECALL)
    lines = (row for row in stage.core.tables()["lines"].values() if isinstance(row, LineRow))
    line = next(line for line in lines if line.name == "拍黄瓜")
    stage.kitchen.panels.actions.advance(line)
    await asyncio.sleep(1)


async def cut_off(stage: Stage) -> None:
    """kitchen_board_offline.png: no server for 2 min 47 s, taps wait on this screen."""
    stage.core.go_offline()
    stage.core.pass_time(timedelta(minutes=2, seconds=47))
    await stage.act("拍黄瓜", LineAction.NOTIFY)
    await stage.act("红烧牛肉面", LineAction.FINISH)
    await stage.act("宫保鸡丁", LineAction.START)


async def recovering(stage: Stage) -> None:
    stage.core.set_link(sending=Sending(4, 6), unsent=2, as_of=NOW)
    stage.core.voice_fails("801 房间下单了水饺 2 份")
    stage.core.refuse_next = ("line.refused", {"state": "cancelled"})
    await stage.act("拍黄瓜", LineAction.NOTIFY)


def sheet(name: str) -> Story:
    async def opened(stage: Stage) -> None:
        stage.kitchen.open_sheet(name)

    return opened


async def slow_and_muted(stage: Stage) -> None:
    stage.core.set_link(times=LinkTimes(900.0, stage.core.monotonic() - 8))
    stage.core.mute(timedelta(minutes=8))


def calling_core() -> FakeCore:
    rows: dict[str, list[Row]] = {"shops": [a_shop()], "call_tickets": [*calls()]}
    return FakeCore(Role.CALL_BOARD, rows, at=NOW)


def kitchen_core() -> FakeCore:
    return FakeCore(rows=evening().rows(), at=NOW)


async def draw_all(folder: Path) -> None:
    await draw_kitchen(folder / "kitchen_board.png", kitchen_core(), just_undone)
    await draw_kitchen(folder / "kitchen_board_offline.png", kitchen_core(), cut_off)
    await draw_kitchen(folder / "kitchen_recovering.png", kitchen_core(), recovering)
    await draw_kitchen(folder / "kitchen_slow.png", kitchen_core(), slow_and_muted)
    long = FakeCore(rows=long_evening().rows(), at=NOW)
    await draw_kitchen(folder / "kitchen_long.png", long, nothing)
    empty = FakeCore(rows={"shops": [a_shop()], "stations": evening().rows()["stations"]}, at=NOW)
    await draw_kitchen(folder / "kitchen_empty.png", empty, nothing)
    first = FakeCore(at=NOW)
    first.set_link(as_of=None)
    first.fall_silent()
    first.pass_time(timedelta(seconds=6))
    await draw_kitchen(folder / "kitchen_loading.png", first, nothing)
    for name in ("dishes", "soldOut", "recall", "line", "voice", "server"):
        await draw_kitchen(folder / f"sheet_{name}.png", kitchen_core(), sheet(name))
    await draw_calling(folder / "calling_screen.png", calling_core())
    late = calling_core()
    late.go_offline()
    late.pass_time(timedelta(seconds=42))
    await draw_calling(folder / "calling_screen_stale.png", late)
    await draw_calling(
        folder / "calling_screen_empty.png",
        FakeCore(Role.CALL_BOARD, {"shops": [a_shop()]}, at=NOW),
    )
    await draw_pairing(folder / "pairing.png")


def main() -> int:
    draw_offscreen()
    app = create_app("zaotai-pictures")
    speak_as_told(app, PROGRAM)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app.setQuitOnLastWindowClosed(False)  # each picture has a window of its own
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(draw_all(folder))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
