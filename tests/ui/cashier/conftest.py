"""A desk on the fake core, tapped and typed as a cashier does; every QML warning fails the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest_asyncio
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from cashier_app.compose import desk_screen
from cashier_app.desk_model import DeskModel
from cashier_app.type_ahead import TypeAhead
from common.qt.app import QmlWindow
from common.qt.theme import use_fonts
from tests.support.waiting import until
from tests.support.windows import put_away
from tests.ui.cashier.evening import Evening

_GUARD_S = 0.5
"""A second tap on the same button within 250 ms is an echo."""


class Desk:
    """What a cashier sees and does. Qt and asyncio go on while it waits."""

    def __init__(self, evening: Evening, window: QmlWindow, model: DeskModel) -> None:
        self.evening = evening
        self.core = evening.core
        self.window = window
        self.model = model
        self._tapped_at: dict[tuple[int, int], float] = {}
        self._place: tuple[str, QPoint | None] = ("", None)

    def items(self, name: str) -> list[QQuickItem]:
        """The visible items with this name, in tree order."""
        waiting, found = [self.window.root], []
        while waiting:
            item = waiting.pop(0)
            if item.isVisible():
                found += [item] if item.objectName() == name else []
                waiting = [*item.childItems(), *waiting]
        return found

    def row(self, title: str) -> str:
        """The name of the corner's row that bears this title; "" while there is none."""
        waiting = [self.window.root]
        while waiting:
            item = waiting.pop(0)
            name = item.objectName()
            if name.startswith("row-") and item.isVisible() and item.property("title") == title:
                return name
            waiting = [*item.childItems(), *waiting]
        return ""

    def sees(self, name: str) -> bool:
        return bool(self.items(name))

    def can_tap(self, name: str) -> bool:
        return any(item.isEnabled() for item in self.items(name))

    def read(self, name: str, what: str = "text") -> str:
        found = self.items(name)
        return str(found[0].property(what)) if found else ""

    async def tap(self, name: str) -> None:
        """Wait until it can be tapped there, then press and release."""
        await self.until(lambda: self._is_ready(name), f"{name} can be tapped")
        item = self.items(name)[0]
        loop = asyncio.get_running_loop()
        place = _middle(item)
        allowed_at = self._tapped_at.get((place.x(), place.y()), -1.0) + _GUARD_S
        await self.until(lambda: loop.time() >= allowed_at)
        QTest.mouseClick(self.window.view, Qt.MouseButton.LeftButton, pos=place)
        self._tapped_at[place.x(), place.y()] = loop.time()
        await self.breathe()

    async def bring(self, name: str) -> None:
        """Scroll what holds it until it can be seen whole."""
        await self.wait_for(name)
        item = self.items(name)[0]
        pane = item.parentItem()
        while not (pane.property("contentHeight") or 0) > pane.height():
            pane = pane.parentItem()
        content = pane.property("contentItem")
        bottom = item.mapToItem(content, QPointF(0, item.height())).y()
        pane.setProperty("contentY", max(0.0, min(bottom, content.height()) - pane.height()))
        await self.breathe()

    async def hold(self, name: str, done: Callable[[], object]) -> None:
        """Press until `done`, then let go."""
        await self.until(lambda: self._is_ready(name), f"{name} can be held")
        place = _middle(self.items(name)[0])
        QTest.mousePress(self.window.view, Qt.MouseButton.LeftButton, pos=place)
        await self.until(done, f"holding {name} works")
        QTest.mouseRelease(self.window.view, Qt.MouseButton.LeftButton, pos=place)

    async def key(self, name: str) -> None:
        """A key or a shortcut, `F7`, `Ctrl+Right`."""
        QTest.keySequence(self.window.view, QKeySequence(name))
        await self.breathe()

    async def type(self, text: str) -> None:
        """Type over what is marked in the field that has the cursor."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(QGuiApplication.focusObject(), event)
        await self.breathe()

    async def wait_for(self, name: str) -> None:
        await self.until(lambda: self.sees(name), f"{name} is shown")

    async def wait_gone(self, name: str) -> None:
        await self.until(lambda: not self.sees(name), f"{name} is gone")

    async def reads(self, name: str, words: str, what: str = "text") -> None:
        """Wait until `name` shows `words` (a part of its text)."""
        await self.until(
            lambda: words in self.read(name, what), f"{name} reads {words}, not {self.read(name)}"
        )

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        def look() -> object:
            QGuiApplication.processEvents()
            return condition()

        await until(look, timeout_s=6, what=what)

    async def breathe(self) -> None:
        """Let what a tap began go on: tasks, bindings."""
        for _ in range(5):
            QGuiApplication.processEvents()
            await asyncio.sleep(0)

    async def pass_time(self, span: timedelta) -> None:
        self.core.pass_time(span)
        self.model.look()
        await self.breathe()

    def _is_ready(self, name: str) -> bool:
        """Shown, enabled, inside the window, and at the place where it was a moment ago."""
        found = self.items(name)
        place = _middle(found[0]) if found and found[0].isEnabled() else None
        was, self._place = self._place, (name, place)
        bounds = self.window.view.contentItem().boundingRect()
        return place is not None and was == (name, place) and bounds.contains(QPointF(place))


def _middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


OpenDesk = Callable[[Evening], Desk]


@pytest_asyncio.fixture
async def open_desk(qapp: QGuiApplication, tmp_path: Path) -> AsyncIterator[OpenDesk]:
    """`open_desk(evening)`: the desk's window on that evening, closed after the test."""
    use_fonts(qapp)
    windows: list[QmlWindow] = []
    models: list[DeskModel] = []

    def opened(evening: Evening) -> Desk:
        model = DeskModel(
            evening.core, server_url="http://127.0.0.1:8000", name="收银台1", files=tmp_path
        )
        window = QmlWindow(desk_screen(model, reduce_motion=True))
        TypeAhead(window.view, model).typed.connect(model.typeAhead)
        models.append(model)
        windows.append(window)
        window.show()
        window.view.requestActivate()
        QGuiApplication.processEvents()
        return Desk(evening, window, model)

    yield opened
    await asyncio.sleep(0)  # what a closing tap began
    put_away(windows, models)
