"""The bottom bar: what is selected, what comes next, one step back, the pages."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.board import Ticket
from common.domain.kitchen import LineAction, LineState
from common.domain.rows import LineRow
from common.qt.phrases import order_number
from kds_app import words
from kds_app.actions import Actions
from kds_app.board_view import BoardView
from kds_app.moment import Moment
from kds_app.painted_object import PaintedObject, shown


@dataclass(frozen=True, slots=True)
class Bottom:
    """`step_kind` is the button's kind in the kit, in the colour of the state it leads to."""

    selected: str = ""
    step: str = ""
    step_kind: str = "neutral"
    step_icon: str = ""
    can_step: bool = False
    can_cook: bool = False
    can_notify: bool = False
    notifies_again: bool = False
    can_pick_up: bool = False
    can_replay: bool = False


_LOOKS = {
    LineAction.START: ("cooking", "half"),
    LineAction.FINISH: ("done", "check"),
    LineAction.NOTIFY: ("neutral", "bell"),
    LineAction.PICK_UP: ("neutral", "arrow-right"),
}


class BottomBar(PaintedObject[Bottom]):
    changed = Signal()
    selected = shown(str, "selected", changed)
    step = shown(str, "step", changed)
    stepKind = shown(str, "step_kind", changed)
    stepIcon = shown(str, "step_icon", changed)
    canStep = shown(bool, "can_step", changed)
    canCook = shown(bool, "can_cook", changed)
    canNotify = shown(bool, "can_notify", changed)
    notifiesAgain = shown(bool, "notifies_again", changed)
    canPickUp = shown(bool, "can_pick_up", changed)
    canReplay = shown(bool, "can_replay", changed)

    def __init__(self, board: BoardView, actions: Actions, parent: QObject) -> None:
        super().__init__(Bottom(), parent)
        self._board = board
        self._actions = actions
        self._moment: Moment | None = None
        board.chosen.connect(self._show_choice)

    def show(self, moment: Moment) -> None:
        self._moment = moment
        self._show_choice()

    @Slot()
    def nextStep(self) -> None:
        if self._board.line is not None:
            self._actions.advance(self._board.line)

    @Slot()
    def wholeOrder(self) -> None:
        if self._board.ticket is not None:
            self._actions.cook_all(self._board.ticket)

    @Slot()
    def notify(self) -> None:
        if self._board.ticket is not None:
            self._actions.notify(self._board.ticket)

    @Slot()
    def pickUp(self) -> None:
        if self._board.ticket is not None:
            self._actions.pick_up(self._board.ticket)

    def _show_choice(self) -> None:
        if self._moment is not None:
            self.paint(_bottom(self._moment, self._board.ticket, self._board.line))


def _bottom(moment: Moment, ticket: Ticket | None, line: LineRow | None) -> Bottom:
    can_replay = bool(moment.said.recent)
    if ticket is None:
        nothing = words.translate("Kds", "没有选中的单")
        step = words.translate("Kds", "下一步")
        return Bottom(nothing, step, can_replay=can_replay)
    states = {each.state for each in ticket.lines}
    action = words.NEXT_STEP.get(line.state) if line else None
    kind, icon = _LOOKS[action] if action else ("neutral", "check")
    number = order_number(ticket.order.number, ticket.order.business_day, moment.today)
    return Bottom(
        selected=f"{number} · {words.place(ticket.order)}",
        step=words.step(action),
        step_kind=kind,
        step_icon=icon,
        can_step=action is not None,
        can_cook=not states.isdisjoint({LineState.WAITING, LineState.COOKING}),
        can_notify=not states.isdisjoint({LineState.READY, LineState.NOTIFIED}),
        notifies_again=LineState.READY not in states and LineState.NOTIFIED in states,
        can_pick_up=not states.isdisjoint({LineState.READY, LineState.NOTIFIED}),
        can_replay=can_replay,
    )
