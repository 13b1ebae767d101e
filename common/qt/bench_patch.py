"""For `make bench` alone: an 8 × 8 px patch in the corner that shows the low bits of a number.

Off unless `ZAOTAI_BENCH_PATCH` names a file. An outside process reads the patch from the
framebuffer, so that it sees what a person sees; the file gets the frames as the app knows them:
a line for each, `monotonic seconds, number`.
"""

from __future__ import annotations

import os
import time
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickView

VARIABLE: Final = "ZAOTAI_BENCH_PATCH"
BITS: Final = 24
_QML: Final = b"import QtQuick\nRectangle { width: 8; height: 8; z: 1000 }"


def is_wanted() -> bool:
    return VARIABLE in os.environ


class BenchPatch(QObject):
    def __init__(self, view: QQuickView) -> None:
        super().__init__(view)
        self._number = 0
        self._log = os.open(os.environ[VARIABLE], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        component = QQmlComponent(view.engine(), self)
        component.setData(_QML, QUrl())
        item = component.create()
        assert isinstance(item, QQuickItem), component.errorString()
        item.setParent(self)
        item.setParentItem(view.contentItem())
        self._item = item
        view.frameSwapped.connect(self._note)

    def show(self, number: int) -> None:
        """Paint `number` with the next frame."""
        self._number = number & (1 << BITS) - 1
        self._item.setProperty("color", QColor.fromRgb(0xFF000000 | self._number))

    def _note(self) -> None:
        os.write(self._log, f"{time.monotonic():.6f} {self._number}\n".encode())
