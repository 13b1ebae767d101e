"""Keys that no field takes: a hand that just types, or a scanner, begins a search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickView

_WITH_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class TypeAhead(QObject):
    """`typed(character)`: a letter or digit, while nothing in the window has a cursor."""

    typed = Signal(str)

    def __init__(self, window: QQuickView, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        text = event.text()
        if not text.isalnum() or event.modifiers() & _WITH_COMMAND or self._has_cursor():
            return False
        self.typed.emit(text)
        return True

    def _has_cursor(self) -> bool:
        item: QQuickItem | None = self._window.activeFocusItem()
        wanted = QQuickItem.Flag.ItemAcceptsInputMethod
        return item is not None and wanted in item.flags()
