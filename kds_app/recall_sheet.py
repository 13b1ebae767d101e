"""找回: the last twenty tickets that left this screen, each with its lines in their order."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Slot

from common.domain.board import Ticket
from common.domain.kitchen import LineState
from common.domain.rows import LineRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.phrases import order_number
from kds_app import words
from kds_app.actions import Actions
from kds_app.moment import Moment


@dataclass(frozen=True, slots=True)
class LeftLine:
    key: str
    text: str
    state: str
    can_recall: bool


@dataclass(frozen=True, slots=True)
class LeftTicket:
    key: str
    title: str
    left_at: str
    can_recall: bool
    lines: tuple[LeftLine, ...]


class RecallSheet(QObject):
    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._left: dict[str, Ticket] = {}
        self._rows = KeyedListModel(LeftTicket, lambda row: row.key, self)

    rows = Property(QObject, lambda self: self._rows, constant=True)

    def show(self, moment: Moment) -> None:
        self._left = {ticket.order.id: ticket for ticket in moment.board.left}
        self._rows.replace(_row(ticket, moment) for ticket in moment.board.left)

    @Slot(str)
    def recallTicket(self, order_id: str) -> None:
        """The whole ticket comes back as ready."""
        if order_id in self._left:
            self._actions.recall(self._left[order_id].lines)

    @Slot(str, str)
    def recallLine(self, order_id: str, line_id: str) -> None:
        if order_id in self._left:
            lines = self._left[order_id].lines
            self._actions.recall(line for line in lines if line.id == line_id)


def _row(ticket: Ticket, moment: Moment) -> LeftTicket:
    order = ticket.order
    number = order_number(order.number, order.business_day, moment.today)
    ended = ticket.settled_at or ticket.clock_from
    left = words.translate("Kds", "{0} 离开 · {1}").format(
        moment.local_time(ended), words.ago(moment.now - ended)
    )
    lines = tuple(_line(line) for line in ticket.lines)
    can_recall = any(line.can_recall for line in lines)
    return LeftTicket(order.id, f"{number} · {words.place(order)}", left, can_recall, lines)


def _line(line: LineRow) -> LeftLine:
    can_recall = line.state in (LineState.PICKED_UP, LineState.DELIVERED)
    text = " ".join(part for part in (line.name, f"×{line.quantity}", words.options(line)) if part)
    return LeftLine(line.id, text, words.state(line.state), can_recall)
