"""The side panel: what is owed in all, what waits for a cook's word, what is sold out, what left."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final, cast

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from common.domain.board import AllDay, ToAcknowledge
from common.domain.kitchen import MarkKind
from common.domain.rows import GoodsRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.phrases import counted
from kds_app import words
from kds_app.actions import Actions
from kds_app.board_view import BoardView
from kds_app.moment import Moment
from kds_app.painted_object import PaintedObject, shown
from kds_app.words import Kds

ROW: Final = 66
"""Height of a row of the list with the gap below it, px."""
PULSE_EVERY_S: Final = 60


@dataclass(frozen=True, slots=True)
class OwedRow:
    key: str
    name: str
    cooking: int
    quantity: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Side:
    """`pulse` grows once a minute while something waits to be acknowledged."""

    totals: str = ""
    as_of: str = ""
    more: str = ""
    acks: int = 0
    ack_title: str = ""
    ack_detail: str = ""
    pulse: int = 0
    sold_out: str = ""


class SidePanel(PaintedObject[Side]):
    """Signals: `reminded` when the pulse of 待确认 comes, for its sound."""

    changed = Signal()
    reminded = Signal()
    totals = shown(str, "totals", changed)
    asOf = shown(str, "as_of", changed)
    more = shown(str, "more", changed)
    acks = shown(int, "acks", changed)
    ackTitle = shown(str, "ack_title", changed)
    ackDetail = shown(str, "ack_detail", changed)
    pulse = shown(int, "pulse", changed)
    soldOut = shown(str, "sold_out", changed)

    def __init__(self, board: BoardView, actions: Actions, parent: QObject) -> None:
        super().__init__(Side(), parent)
        self._board = board
        self._actions = actions
        self._moment: Moment | None = None
        self._height = 0
        self._waited = 0
        self._rows = KeyedListModel(OwedRow, lambda row: row.key, self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_again)
        board.chosen.connect(self._show_again)

    rows = Property(QObject, lambda self: self._rows, constant=True)

    def show(self, moment: Moment) -> None:
        if self._moment is None:
            self._waited = _minutes_waited(moment)  # what waits from before is no news
        self._moment = moment
        owed = moment.board.all_day
        room = self._height // ROW
        fitting = len(owed) if len(owed) <= room else max(0, room - 1)
        self._rows.replace(self._row(dish) for dish in owed[:fitting])
        more = len(owed) - fitting
        waited = _minutes_waited(moment)
        is_due, self._waited = waited > self._waited, waited
        side = Side(
            totals=_totals(owed),
            as_of=_as_of(moment),
            more=Kds.tr("另 %n 种", "", more) if more else "",
            acks=len(moment.board.to_acknowledge),
            ack_title=words.translate("Kds", "待确认 {0}").format(len(moment.board.to_acknowledge)),
            ack_detail=_by_kind(moment.board.to_acknowledge),
            pulse=self.now_shown.pulse + is_due,
            sold_out=_sold_out(moment),
        )
        self.paint(side)
        if is_due:
            self.reminded.emit()

    @Slot(int)
    def resize(self, height: int) -> None:
        """Height of the list in px."""
        if height != self._height:
            self._height = height
            self._soon.start()  # not from within the binding that made the room

    @Slot()
    def toOldest(self) -> None:
        """Turn to the oldest thing that waits to be acknowledged."""
        oldest = self._oldest
        if oldest is not None:
            self._board.jump_to(oldest.order.id, oldest.line.id)

    def acknowledge_oldest(self) -> None:
        oldest = self._oldest
        if oldest is not None:
            self._board.jump_to(oldest.order.id, oldest.line.id)
            self._actions.acknowledge(oldest.line, oldest.mark.kind)

    @property
    def _oldest(self) -> ToAcknowledge | None:
        waiting = self._moment.board.to_acknowledge if self._moment else ()
        return waiting[0] if waiting else None

    def _row(self, dish: AllDay) -> OwedRow:
        line = self._board.line
        is_chosen = line is not None and line.goods_id == dish.goods_id
        key = f"{dish.goods_id}-{dish.name}"
        return OwedRow(key, dish.name, dish.cooking, dish.quantity, is_chosen)

    def _show_again(self) -> None:
        if self._moment is not None:
            self.show(self._moment)


def _totals(owed: tuple[AllDay, ...]) -> str:
    """`13 种 · 24 份`; the unit only where all dishes share it."""
    kinds = Kds.tr("%n 种", "", len(owed))
    units = {dish.unit for dish in owed}
    count = sum(dish.quantity for dish in owed)
    if len(units) == 1:
        return f"{kinds} · {counted(count, units.pop())}"
    return f"{kinds} · " + Kds.tr("%n 份", "", count)


def _as_of(moment: Moment) -> str:
    if not moment.is_blind or moment.link.as_of is None:
        return ""
    return words.translate("Kds", "截至 {0}").format(moment.local_time(moment.link.as_of))


def _by_kind(waiting: tuple[ToAcknowledge, ...]) -> str:
    """`取消 1 · 催 1`."""
    names = {
        MarkKind.CANCEL: words.translate("Kds", "取消 {0}"),
        MarkKind.RUSH: words.translate("Kds", "催 {0}"),
        MarkKind.STOP: words.translate("Kds", "停做 {0}"),
        MarkKind.MOVE: words.translate("Kds", "换房 {0}"),
        MarkKind.PRINTED: words.translate("Kds", "纸单 {0}"),
    }
    counts = Counter(entry.mark.kind for entry in waiting)
    return " · ".join(text.format(counts[kind]) for kind, text in names.items() if counts[kind])


def _minutes_waited(moment: Moment) -> int:
    waiting = moment.board.to_acknowledge
    if not waiting:
        return 0
    return int((moment.now - waiting[0].mark.at).total_seconds() // PULSE_EVERY_S)


def _sold_out(moment: Moment) -> str:
    rows = cast("dict[str, GoodsRow]", moment.tables["goods"]).values()
    count = sum(goods.sold_out for goods in rows)
    word = words.translate("Kds", "沽清")
    return f"{word} {count}" if count else word
