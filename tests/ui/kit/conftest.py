"""A window around any snippet of QML, closed and checked for warnings after each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from common.qt.app import QmlWindow, Screen
from common.qt.theme import ThemeName

OpenQml = Callable[..., QmlWindow]


@pytest.fixture
def open_qml(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenQml]:
    """`open_qml(body, theme=…, size=…, **properties)`: show `body` in a root Item named `root`."""
    windows: list[QmlWindow] = []

    def opened(
        body: str,
        theme: ThemeName = ThemeName.KITCHEN,
        size: tuple[int, int] = (640, 480),
        reduce_motion: bool = False,
    ) -> QmlWindow:
        folder = tmp_path / "Probe"
        folder.mkdir(exist_ok=True)
        (folder / "qmldir").write_text("module Probe\nProbe 1.0 Probe.qml\n")
        (folder / "Probe.qml").write_text(
            f'import QtQuick\nimport Zaotai.Ui\nRectangle {{ objectName: "root"; color: Theme.bg\n'
            f"property int taps: 0\nproperty int seen: 0\n{body}\n}}\n"
        )
        window = QmlWindow(
            Screen(
                module="Probe",
                component="Probe",
                theme=theme,
                title="probe",
                size=size,
                import_paths=[tmp_path],
                reduce_motion=reduce_motion,
            )
        )
        windows.append(window)
        window.show()
        qtbot.waitUntil(lambda: window.view.isExposed())
        return window

    yield opened
    for window in windows:
        window.close()
        assert window.warnings == []


def middle_of(item: QQuickItem) -> QPoint:
    """The centre of `item` in its window."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def tap(window: QmlWindow, name: str) -> None:
    """Press and release the left button in the middle of the item `name`."""
    QTest.mouseClick(window.view, Qt.MouseButton.LeftButton, pos=middle_of(window.find(name)))
