"""A view-model that paints one frozen value: its fields are QML's properties, told once a change."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtCore import Property, QObject, Signal

ShownT = TypeVar("ShownT")


class PaintedObject(QObject, Generic[ShownT]):
    """Subclasses define `changed = Signal()` and their properties by `shown(type, field, changed)`.

    The signal stands in the subclass because Qt knows a property's signal only from its own class.
    """

    changed: Any  # Any: a Signal of the subclass; PySide's stubs have no type for a bound one

    def __init__(self, first: ShownT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = first

    @property
    def now_shown(self) -> ShownT:
        """What QML sees."""
        return self._shown

    def paint(self, value: ShownT) -> None:
        """Show `value`; nothing is told when it looks like what is shown already."""
        if value != self._shown:
            self._shown = value
            self.changed.emit()


def shown(kind: type, field: str, changed: Signal) -> Any:  # Any: PySide's Property, as it types it
    """The property of `field` of the painted value."""
    return Property(kind, lambda self: getattr(self.now_shown, field), notify=changed)
