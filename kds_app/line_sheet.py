"""What can be done to the line under the cursor beyond one step forward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.domain.commands import ActOnLine, RecallLine, RemakeLine, SplitLine
from common.domain.kitchen import LIVE, REMAKABLE, UNDOES, CancelReason, LineAction, LineState
from common.domain.rows import LineRow, OrderRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.phrases import listed
from kds_app import words
from kds_app.actions import Actions
from kds_app.board_view import BoardView
from kds_app.moment import Moment
from kds_app.painted_object import PaintedObject, shown


@dataclass(frozen=True, slots=True)
class Fact:
    """What (`name`, also its key) and how it is."""

    name: str
    value: str


def unlike(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts with each name once: two lines of one dish get a 2."""
    counts: Counter[str] = Counter()
    for fact in facts:
        counts[fact.name] += 1
        again = counts[fact.name]
        yield fact if again == 1 else replace(fact, name=f"{fact.name} ({again})")


@dataclass(frozen=True, slots=True)
class LineDetail:
    """`quantity` 0: there is no line. `part`: how many the stepper says."""

    title: str = ""
    back: str = ""
    quantity: int = 0
    part: int = 1
    can_split: bool = False
    can_remake: bool = False
    can_cancel: bool = False


class LineSheet(PaintedObject[LineDetail]):
    changed = Signal()
    title = shown(str, "title", changed)
    back = shown(str, "back", changed)
    quantity = shown(int, "quantity", changed)
    part = shown(int, "part", changed)
    canSplit = shown(bool, "can_split", changed)
    canRemake = shown(bool, "can_remake", changed)
    canCancel = shown(bool, "can_cancel", changed)

    def __init__(self, board: BoardView, actions: Actions, parent: QObject) -> None:
        super().__init__(LineDetail(), parent)
        self._board = board
        self._actions = actions
        self._moment: Moment | None = None
        self._part = 1
        self._facts = KeyedListModel(Fact, lambda fact: fact.name, self)

    facts = Property(QObject, lambda self: self._facts, constant=True)

    def show(self, moment: Moment) -> None:
        self._moment = moment
        ticket, line = self._board.ticket, self._board.line
        if ticket is None or line is None:
            self.paint(LineDetail())
            return
        self._part = min(self._part, line.quantity)
        self._facts.replace(_facts(line, ticket.order, moment))
        undone = UNDOES.get(line.state)
        self.paint(
            LineDetail(
                title=f"{words.place(ticket.order)} · {line.name} ×{line.quantity}",
                back=_back(line) if undone else "",
                quantity=line.quantity,
                part=self._part,
                can_split=line.state in LIVE and self._part < line.quantity,
                can_remake=line.state in REMAKABLE,
                can_cancel=line.state is LineState.WAITING,
            )
        )

    @Slot(int)
    def changePart(self, by: int) -> None:
        """One more or one less for split and remake; between 1 and all."""
        self._part = min(max(1, self._part + by), max(1, self.now_shown.quantity))
        if self._moment is not None:
            self.show(self._moment)

    @Slot()
    def stepBack(self) -> None:
        line = self._board.line
        if line is not None and line.state in UNDOES:
            self._actions.give(RecallLine(line.id, from_state=line.state))

    @Slot()
    def split(self) -> None:
        line = self._board.line
        if line is not None and self.now_shown.can_split:
            self._actions.give(SplitLine(line.id, self._part))

    @Slot(str)
    def remake(self, reason: str) -> None:
        line = self._board.line
        if line is not None and self.now_shown.can_remake:
            self._actions.give(RemakeLine(line.id, self._part, reason))

    @Slot(str)
    def cancel(self, reason: str) -> None:
        """`reason` is a CancelReason; the kitchen's own cancel needs no acknowledgement."""
        line = self._board.line
        if line is not None and self.now_shown.can_cancel:
            self._actions.give(ActOnLine(line.id, LineAction.CANCEL, CancelReason(reason)))


def _back(line: LineRow) -> str:
    """退回 制作中: where one step back leads."""
    to = {
        LineState.COOKING: LineState.WAITING,
        LineState.READY: LineState.COOKING,
        LineState.NOTIFIED: LineState.READY,
        LineState.PICKED_UP: LineState.READY,
        LineState.DELIVERED: LineState.PICKED_UP,
    }[line.state]
    return words.translate("Kds", "退回“{0}”").format(words.state(to))


def _facts(line: LineRow, order: OrderRow, moment: Moment) -> Iterator[Fact]:
    yield Fact(words.translate("Kds", "状态"), words.state(line.state))
    if line.options:
        yield Fact(words.translate("Kds", "做法"), words.options(line))
    if line.note:
        yield Fact(words.translate("Kds", "备注"), line.note)
    if line.allergies:
        yield Fact(words.translate("Kds", "过敏"), " / ".join(line.allergies))
    if order.note:
        yield Fact(words.translate("Kds", "整单备注"), order.note)
    names = moment.station_names
    where = listed(names[each] for each in line.station_ids if each in names)
    if where:
        yield Fact(words.translate("Kds", "在哪里做"), where)
    times = (
        (words.translate("Kds", "下单"), line.placed_at),
        (words.translate("Kds", "要在此前做好"), line.promised_at),
        (words.translate("Kds", "开始制作"), line.started_at),
        (words.translate("Kds", "做好"), line.ready_at),
        (words.translate("Kds", "通知"), line.notified_at),
        (words.translate("Kds", "取走"), line.picked_up_at),
    )
    for name, at in times:
        if at is not None:
            yield Fact(name, moment.local_time(at, "%H:%M:%S"))
