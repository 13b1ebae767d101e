"""A pad on the fake core, tapped as a guest taps it; every QML warning fails the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest_asyncio
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from common.qt.app import QmlWindow
from common.qt.i18n import Languages
from common.qt.theme import use_fonts
from pad_app.compose import pad_screen
from pad_app.menu_model import PhotoOf
from pad_app.pad_model import PadModel
from tests.support.waiting import until
from tests.support.windows import put_away
from tests.ui.pad.evening import Evening

_GUARD_S = 0.5
"""A second tap on the same button within 250 ms is a wet finger's echo."""


class Pad:
    """What a guest sees and does. Qt and asyncio go on while it waits."""

    def __init__(self, evening: Evening, window: QmlWindow, model: PadModel) -> None:
        self.evening = evening
        self.core = evening.core
        self.window = window
        self.model = model
        self._tapped_at: dict[str, float] = {}
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

    def sees(self, name: str) -> bool:
        return bool(self.items(name))

    def text(self, name: str) -> str:
        """The words of the first visible item with this name, or nothing."""
        found = self.items(name)
        return str(found[0].property("text")) if found else ""

    async def tap(self, name: str) -> None:
        """Wait until it can be tapped there, then press and release."""
        await self.until(lambda: self._can_tap(name), f"{name} can be tapped")
        item = self.items(name)[0]
        await self._let_guard_pass(item)
        self.tap_at(_middle(item))
        self._tapped_at[name] = asyncio.get_running_loop().time()
        await self.breathe()

    async def tap_twice(self, name: str) -> None:
        """Two taps as fast as fingers go."""
        await self.until(lambda: self._can_tap(name), f"{name} can be tapped")
        place = _middle(self.items(name)[0])
        self.tap_at(place)
        self.tap_at(place)
        await self.breathe()

    def tap_at(self, place: QPoint) -> None:
        QTest.mouseClick(self.window.view, Qt.MouseButton.LeftButton, pos=place)

    async def hold(self, name: str, done: Callable[[], object]) -> None:
        """Press until `done`, then let go."""
        await self.until(lambda: self._can_tap(name), f"{name} can be held")
        place = _middle(self.items(name)[0])
        QTest.mousePress(self.window.view, Qt.MouseButton.LeftButton, pos=place)
        await self.until(done, f"holding {name} works")
        QTest.mouseRelease(self.window.view, Qt.MouseButton.LeftButton, pos=place)

    async def wait_for(self, name: str) -> None:
        await self.until(lambda: self.sees(name), f"{name} is shown")

    async def wait_gone(self, name: str) -> None:
        await self.until(lambda: not self.sees(name), f"{name} is gone")

    async def reads(self, name: str, words: str) -> None:
        """Wait until `name` shows `words` (a part of its text)."""
        await self.until(lambda: words in self.text(name), f"{name} reads {words}")

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
        """The clocks move; the pad looks at them as its timer would."""
        self.core.pass_time(span)
        self.model.look()
        await self.breathe()

    def _can_tap(self, name: str) -> bool:
        """Shown, enabled, inside the window, and at the place where it was a moment ago."""
        found = self.items(name)
        place = _middle(found[0]) if found and found[0].isEnabled() else None
        was, self._place = self._place, (name, place)
        return place is not None and was == (name, place) and self._is_inside(place)

    def _is_inside(self, place: QPoint) -> bool:
        return self.window.view.contentItem().boundingRect().contains(QPointF(place))

    async def _let_guard_pass(self, item: QQuickItem) -> None:
        """A guest who taps again on purpose waits longer than the echo."""
        loop, name = asyncio.get_running_loop(), item.objectName()
        allowed_at = self._tapped_at.get(name, -1.0) + _GUARD_S
        await self.until(lambda: loop.time() >= allowed_at)


def _middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


class OpenPad(Protocol):
    def __call__(
        self,
        evening: Evening,
        photo_of: PhotoOf = ...,
        languages: Languages | None = ...,
        memory: Path | None = ...,
    ) -> Pad: ...


@pytest_asyncio.fixture
async def open_pad(qapp: QGuiApplication) -> AsyncIterator[OpenPad]:
    """`open_pad(evening, photo_of)`: the pad's window on that evening, closed after the test."""
    use_fonts(qapp)
    windows: list[QmlWindow] = []
    models: list[PadModel] = []

    def opened(
        evening: Evening,
        photo_of: PhotoOf = lambda _: None,
        languages: Languages | None = None,
        memory: Path | None = None,
    ) -> Pad:
        keys = count(1)
        model = PadModel(
            evening.core,
            server_url="http://127.0.0.1:8000",
            name="801平板",
            make_key=lambda: f"pick-{next(keys)}",
            photo_of=photo_of,
            languages=languages,
            memory=memory,
        )
        window = QmlWindow(pad_screen(model, reduce_motion=True))
        if languages is not None:
            languages.changed.connect(window.view.engine().retranslate)
        models.append(model)
        windows.append(window)
        window.show()
        QGuiApplication.processEvents()
        return Pad(evening, window, model)

    yield opened
    await asyncio.sleep(0)  # what a closing tap began
    put_away(windows, models)
