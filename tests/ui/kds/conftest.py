"""A kitchen screen on the fake core, tapped as a cook taps it; every QML warning fails the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Protocol

import pytest_asyncio
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from common.domain.commands import Command
from common.domain.rows import LineRow
from common.qt.app import QmlWindow
from common.qt.theme import use_fonts
from kds_app.calling import Calling
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
from tests.support.waiting import until
from tests.ui.kds.evening import NOW, House, evening

STILL = Look(reduce_motion=True)
_GUARD_S = 0.5
"""A second tap on the same control within 250 ms is a wet finger's echo."""


class Hand:
    """Eyes and a finger at a window. Qt and asyncio go on while it waits."""

    def __init__(self, core: FakeCore, window: QmlWindow) -> None:
        self.core = core
        self.window = window
        self._tapped_at: dict[str, float] = {}
        self._was: tuple[str, QPoint | None] = ("", None)

    # ── looking ──────────────────────────────────────────────────────────────────────────────────
    def items(self, name: str) -> list[QQuickItem]:
        """The visible items with this name, in tree order."""
        waiting, found = [self.window.root], []
        while waiting:
            item = waiting.pop(0)
            if item.isVisible():
                found += [item] if item.objectName() == name else []
                waiting = [*item.childItems(), *waiting]
        return found

    def sees(self, name: str) -> bool:
        return bool(self.items(name))

    def shown(self, name: str, what: str) -> object:
        """A property of the first visible item with this name; None when there is none."""
        found = self.items(name)
        return found[0].property(what) if found else None

    def place_of(self, name: str) -> QPoint:
        return self.items(name)[0].mapToScene(QPointF(0, 0)).toPoint()

    # ── touching ─────────────────────────────────────────────────────────────────────────────────
    async def tap(self, name: str) -> None:
        """Wait until it can be tapped there, then press and release."""
        self.tap_at(await self._rested(name))
        self._tapped_at[name] = asyncio.get_running_loop().time()
        await self.breathe()

    async def tap_twice(self, name: str) -> None:
        """Two taps as fast as wet fingers go."""
        place = await self._rested(name)
        self.tap_at(place)
        self.tap_at(place)
        await self.breathe()

    async def press(self, name: str) -> QPoint:
        """A finger goes down and stays."""
        place = await self._rested(name)
        QTest.mousePress(self.window.view, Qt.MouseButton.LeftButton, pos=place)
        await self.breathe()
        return place

    async def let_go(self, place: QPoint) -> None:
        QTest.mouseRelease(self.window.view, Qt.MouseButton.LeftButton, pos=place)
        await self.breathe()

    async def hold(self, name: str, done: Callable[[], object]) -> None:
        """Press until `done`, then let go."""
        place = await self.press(name)
        await self.until(done, f"holding {name} works")
        await self.let_go(place)

    def tap_at(self, place: QPoint) -> None:
        QTest.mouseClick(self.window.view, Qt.MouseButton.LeftButton, pos=place)

    async def key(self, key: Qt.Key) -> None:
        """A key of the bump bar, as slowly as a hand presses: no echo."""
        self.core.tick(0.3)
        QTest.keyClick(self.window.view, key)
        await self.breathe()

    def press_key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.view, key)

    # ── waiting ──────────────────────────────────────────────────────────────────────────────────
    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        def look() -> object:
            QGuiApplication.processEvents()
            return condition()

        await until(look, timeout_s=8, what=what)

    async def reads(self, name: str, what: str, value: object) -> None:
        """Wait until property `what` of `name` is `value`."""
        await self.until(lambda: self.shown(name, what) == value, f"{name}.{what} is {value}")

    async def breathe(self) -> None:
        """Let what a tap began go on: tasks, zero timers, bindings."""
        for _ in range(6):
            QGuiApplication.processEvents()
            await asyncio.sleep(0)

    async def _rested(self, name: str) -> QPoint:
        """Where `name` is, once it is shown, enabled, at rest, and an echo is over."""
        loop = asyncio.get_running_loop()
        allowed_at = self._tapped_at.get(name, -1.0) + _GUARD_S
        await self.until(lambda: loop.time() >= allowed_at and self._rests(name), f"{name} rests")
        return _middle(self.items(name)[0])

    def _rests(self, name: str) -> bool:
        found = self.items(name)
        place = _middle(found[0]) if found and found[0].isEnabled() else None
        was, self._was = self._was, (name, place)
        return place is not None and was == (name, place)


class Cook(Hand):
    """A cook before the kitchen screen."""

    def __init__(self, core: FakeCore, window: QmlWindow, kitchen: Kitchen, house: House) -> None:
        super().__init__(core, window)
        self.kitchen = kitchen
        self.house = house

    def line(self, dish: str) -> LineRow:
        """The dish as the screen's tables have it now (the first of that name)."""
        lines = (row for row in self.core.tables()["lines"].values() if isinstance(row, LineRow))
        return next(line for line in lines if line.name == dish)

    def at(self, dish: str) -> str:
        """The object name of the dish's line."""
        return f"line-{self.line(dish).id}"

    def ticket(self, dish: str) -> str:
        return f"ticket-{self.line(dish).order_id}"

    @property
    def given(self) -> list[Command]:
        return [accepted.command for accepted in self.core.given]

    async def pass_time(self, span: timedelta) -> None:
        """The clocks move; the screen looks at them as its timer would."""
        self.core.pass_time(span)
        self.kitchen.refresh()
        await self.breathe()

    async def refresh(self) -> None:
        self.kitchen.refresh()
        await self.breathe()


def _middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


class Opened:
    """Windows to be closed and checked after a test."""

    def __init__(self) -> None:
        self.owner = QObject()
        self.windows: list[QmlWindow] = []
        self.endings: list[Callable[[], None]] = []

    def window(self, window: QmlWindow) -> QmlWindow:
        self.windows.append(window)
        window.show()
        QGuiApplication.processEvents()
        return window


class OpenKitchen(Protocol):
    async def __call__(self, house: House | None = None, core: FakeCore | None = None) -> Cook: ...


OpenCalling = Callable[[FakeCore], tuple[Hand, Calling]]
OpenPairing = Callable[[FakeCore], Hand]


@pytest_asyncio.fixture
async def opened(qapp: QGuiApplication) -> AsyncIterator[Opened]:
    use_fonts(qapp)
    all_opened = Opened()
    yield all_opened
    for window in all_opened.windows:
        window.close()
    for end in all_opened.endings:
        end()
    for window in all_opened.windows:
        assert window.warnings == []
    await asyncio.sleep(0)


@pytest_asyncio.fixture
async def open_kitchen(opened: Opened) -> OpenKitchen:
    """`await open_kitchen(house)`: a kitchen screen on those rows, at 19:42."""

    async def kitchen_on(house: House | None = None, core: FakeCore | None = None) -> Cook:
        house = house or evening()
        core = core or FakeCore(rows=house.rows(), at=NOW)
        kitchen = Kitchen(core, font_measure(), opened.owner)
        kitchen.begin()
        opened.endings.append(kitchen.end)
        cook = Cook(core, opened.window(QmlWindow(kitchen_screen(kitchen, STILL))), kitchen, house)
        await cook.breathe()
        return cook

    return kitchen_on


@pytest_asyncio.fixture
async def open_calling(opened: Opened) -> OpenCalling:
    def calling_on(core: FakeCore) -> tuple[Hand, Calling]:
        calling = Calling(core, opened.owner)
        calling.begin()
        opened.endings.append(calling.end)
        return Hand(core, opened.window(QmlWindow(calling_screen(calling, STILL)))), calling

    return calling_on


@pytest_asyncio.fixture
async def open_pairing(opened: Opened) -> OpenPairing:
    def pairing_on(core: FakeCore) -> Hand:
        pairing = Pairing(core, "http://192.168.1.10:8000", "主灶屏", opened.owner)
        return Hand(core, opened.window(QmlWindow(pairing_screen(pairing, STILL))))

    return pairing_on
