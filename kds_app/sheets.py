"""The panel that lies over the board: one at a time, painted only while it is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.client.facade import Core
from kds_app.actions import Actions
from kds_app.board_view import BoardView
from kds_app.cooking_times import CookingTimes
from kds_app.dishes_sheet import DishesSheet, DishRow
from kds_app.line_sheet import LineSheet
from kds_app.moment import Moment
from kds_app.painted_object import PaintedObject, shown
from kds_app.recall_sheet import RecallSheet
from kds_app.sold_out_sheet import SoldOutSheet
from kds_app.status_sheet import StatusSheet


@dataclass(frozen=True, slots=True)
class Open:
    """`name`: "", dishes, soldOut, recall, line, or the light asked about: last, server, voice, unsent."""

    name: str = ""


class Sheets(PaintedObject[Open]):
    changed = Signal()
    open = shown(str, "name", changed)

    def __init__(self, core: Core, board: BoardView, actions: Actions, parent: QObject) -> None:
        super().__init__(Open(), parent)
        self.times = CookingTimes()
        self._dishes = DishesSheet(self.times, self)
        self._sold_out = SoldOutSheet(actions, self)
        self._recall = RecallSheet(actions, self)
        self._line = LineSheet(board, actions, self)
        self._status = StatusSheet(core, self)
        self._moment: Moment | None = None
        self._stations: frozenset[str] = frozenset()

    dishes = Property(QObject, lambda self: self._dishes, constant=True)
    soldOut = Property(QObject, lambda self: self._sold_out, constant=True)
    recall = Property(QObject, lambda self: self._recall, constant=True)
    line = Property(QObject, lambda self: self._line, constant=True)
    status = Property(QObject, lambda self: self._status, constant=True)

    @property
    def dish_rows(self) -> Sequence[DishRow]:
        return self._dishes.now_listed

    def show(self, moment: Moment, stations: frozenset[str]) -> None:
        self._moment, self._stations = moment, stations
        self._paint_open()

    @Slot(str)
    def ask(self, name: str) -> None:
        """Open a sheet; the one that is open closes when asked for again."""
        self.paint(Open("" if name == self.now_shown.name else name))
        self._paint_open()

    @Slot()
    def close(self) -> None:
        self._sold_out.forget()
        self._status.leave()
        self.paint(Open())

    def _paint_open(self) -> None:
        moment, name = self._moment, self.now_shown.name
        if moment is None or not name:
            return
        match name:
            case "dishes":
                self._dishes.show(moment)
            case "soldOut":
                self._sold_out.show(moment, self._stations)
            case "recall":
                self._recall.show(moment)
            case "line":
                self._line.show(moment)
            case _:
                self._status.show(moment, name)
