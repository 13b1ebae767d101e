"""The sheet in which a picture of this machine is chosen for a field of the editor."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot

from cashier_app.corner import pictures
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn


@dataclass(frozen=True, slots=True)
class PictureRow:
    """`url`: of the file; `name`: without its folder; `folder`: the last part of where it lies."""

    url: str
    name: str
    folder: str


class PicturesModel(QObject):
    """`chosen(url)`: this one."""

    changed = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QObject, places: list[Path] | None = None) -> None:
        """`places`: where to look; None: the person's folders and what is plugged in."""
        super().__init__(parent)
        self._places = places
        self._rows = KeyedListModel(PictureRow, lambda row: row.url, self)
        self._is_open = self._is_looking = self._is_wrong = False

    @Slot(str)
    def open(self, _: str = "") -> None:
        self._is_open, self._is_wrong = True, False
        self.changed.emit()
        self.look()

    @Slot()
    def look(self) -> None:
        """Look again: a stick may have been plugged in."""
        if not self._is_looking:
            self._is_looking = True
            self.changed.emit()
            spawn(self._look(), self, "look for pictures")

    @Slot(str)
    def choose(self, url: str) -> None:
        """One of the list, or a file that was dropped on the sheet."""
        self._is_wrong = not pictures.is_picture(Path(QUrl(url).toLocalFile()))
        if self._is_wrong:
            self.changed.emit()
        else:
            self.close()
            self.chosen.emit(url)

    @Slot()
    def close(self) -> None:
        self._is_open = False
        self.changed.emit()

    def back(self) -> bool:
        """Esc: whether it was open."""
        was_open = self._is_open
        self.close()
        return was_open

    async def _look(self) -> None:
        try:
            places = self._places if self._places is not None else pictures.folders()
            paths = await asyncio.to_thread(pictures.found, places)
        finally:
            self._is_looking = False
        self._rows.replace(
            PictureRow(QUrl.fromLocalFile(str(path)).toString(), path.name, path.parent.name)
            for path in paths
        )
        self.changed.emit()

    rows = Property(QObject, lambda self: self._rows, constant=True)
    isOpen = Property(bool, lambda self: self._is_open, notify=changed)
    isWrong = Property(bool, lambda self: self._is_wrong, notify=changed)
    """What was dropped here is no picture."""
    isLooking = Property(bool, lambda self: self._is_looking, notify=changed)
