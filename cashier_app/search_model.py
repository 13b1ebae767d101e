"""F1: a room, a hand tag, an order number, or whatever a scanner types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import words
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.qt.keyed_list_model import KeyedListModel

MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Found:
    """`room_id` or `stay_id` says what to show."""

    key: str
    title: str
    detail: str
    room_id: str
    stay_id: str


class SearchModel(QObject):
    """`chosen(room id, stay id)`; `asked`, `begun`: the field takes the cursor, before or behind what
    it holds. `missed(text)`: Enter, and there is nothing of that name."""

    changed = Signal()
    chosen = Signal(str, str)
    asked = Signal()
    begun = Signal()
    missed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self._rows = KeyedListModel(Found, lambda row: row.key, self)

    def show(self, sight: Sight) -> None:
        wanted = self._text.strip().lower().lstrip("#")
        found = sorted(_found(sight, wanted), key=lambda x: x[0]) if wanted else []
        unique = {row.key: row for _, row in reversed(found)}
        order = dict.fromkeys(row.key for _, row in found)
        self._rows.replace([unique[key] for key in order][:MOST])

    @property
    def is_asking(self) -> bool:
        return bool(self._text)

    @Slot(str)
    def type(self, text: str) -> None:
        self._text = text
        self.changed.emit()

    def begin(self, character: str) -> None:
        """Somebody types, or a scanner does, without asking for the field."""
        self.type(self._text + character)
        self.begun.emit()

    @Slot()
    def chooseFirst(self) -> None:
        if self._rows.rows:
            self.choose(self._rows.rows[0].key)
        elif self._text.strip():
            self.missed.emit(self._text.strip())
            self.clear()

    @Slot(str)
    def choose(self, key: str) -> None:
        row = next((row for row in self._rows.rows if row.key == key), None)
        self.clear()
        if row is not None:
            self.chosen.emit(row.room_id, row.stay_id)

    @Slot()
    def clear(self) -> None:
        self._text = ""
        self.changed.emit()

    def focus(self) -> None:
        self.asked.emit()

    rows = Property(QObject, lambda self: self._rows, constant=True)
    text = Property(str, lambda self: self._text, notify=changed)


def _found(sight: Sight, wanted: str) -> Iterator[tuple[int, Found]]:
    """What matches, with how well: 0 exactly, 1 at its beginning."""
    for room in sight.rooms:
        rank = _rank(room.name, wanted)
        if rank is not None:
            stays = sight.stays_in(room.id)
            detail = translate("Cashier", "房间") if stays else translate("Cashier", "房间 · 空闲")
            yield rank, Found(room.id, room.name, detail, room.id, stays[0].id if stays else "")
    for stay in sight.stays.values():
        ranks = [_rank(tag, wanted) for tag in stay.hand_tags]
        best = min((x for x in ranks if x is not None), default=None)
        if best is not None:
            yield best, Found(stay.id, words.place(stay), translate("Cashier", "手牌"),
                              stay.room_id or "", stay.id)  # fmt: skip
    for order in sight.orders:
        rank = _rank(str(order.number), wanted.lstrip("0")) if order.number else None
        whose = sight.stays.get(order.stay_id)
        if rank is not None and whose is not None:
            title = f"{words.number(order)} · {words.place(whose)}"
            yield rank + 2, Found(order.id, title, translate("Cashier", "单号"),
                                  whose.room_id or "", whose.id)  # fmt: skip


def _rank(text: str, wanted: str) -> int | None:
    text = text.lower()
    return 0 if text == wanted else 1 if wanted and text.startswith(wanted) else None
