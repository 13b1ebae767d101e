"""What stands ready to be collected, and what was ordered last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import words
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.client.facade import Core
from common.domain.commands import ActOnLines, RecallLines
from common.domain.ids import LineId, OrderId, StayId
from common.domain.kitchen import LineAction, LineState
from common.domain.orders import was_passed_over
from common.domain.rows import BatchRow, LineRow, OrderRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn

NEWEST: Final = 40
CALL_AGAIN_S: Final = 5.0
NEW: Final = timedelta(seconds=60)
_AT_THE_PASS: Final = (LineState.READY, LineState.NOTIFIED)
_ON_THE_WAY: Final = (*_AT_THE_PASS, LineState.PICKED_UP)


@dataclass(frozen=True, slots=True)
class CollectRow:
    """An order with dishes at the pass or on their way to the guest."""

    key: str
    place: str
    number: str
    dishes: str
    detail: str
    calls: int
    can_call: bool


@dataclass(frozen=True, slots=True)
class Undo:
    """The last 送达: `steps` to take back, the last first, each by its key."""

    order_id: str = ""
    steps: tuple[tuple[str, tuple[LineId, ...]], ...] = ()
    text: str = ""
    serial: int = 0


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A placement. `is_heard`: the kitchen has it on a screen."""

    key: str
    place: str
    number: str
    dishes: str
    at: str
    amount: str
    is_new: bool
    is_heard: bool


class CollectModel(QObject):
    """`chosen(stay id)`: whose order it is. `told(word)`: for a toast."""

    changed = Signal()
    chosen = Signal(str)
    told = Signal(str)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._rows = KeyedListModel(CollectRow, lambda row: row.key, self)
        self._feed = KeyedListModel(FeedRow, lambda row: row.key, self)
        self._sight = Sight({}, {}, core.now())
        self._undo = Undo()
        self._called_at: dict[str, float] = {}

    def show(self, sight: Sight) -> None:
        self._sight = sight
        held = ((order, _lines(sight, order, _ON_THE_WAY)) for order in sight.orders)
        ready = sorted((x for x in held if x[1]), key=lambda x: _since(x[1]))
        self._rows.replace(_collect(sight, order, lines) for order, lines in ready)
        shown = [(x, sight.order(x.order_id)) for x in sight.batches[:NEWEST]]
        self._feed.replace(_feed(sight, batch, order) for batch, order in shown if order)
        self.changed.emit()

    @Slot(str)
    def deliver(self, order_id: str) -> None:
        """One tap takes it from the pass and puts it before the guest."""
        spawn(self._deliver(OrderId(order_id)), self, "deliver")

    @Slot(str)
    def callAgain(self, order_id: str) -> None:
        """叫号; a second tap within 5 s is the same one."""
        at = self._core.monotonic()
        if at - self._called_at.get(order_id, -CALL_AGAIN_S) >= CALL_AGAIN_S:
            self._called_at[order_id] = at
            spawn(self._call(OrderId(order_id)), self, "call again")

    @Slot()
    def undo(self) -> None:
        """Take the last 送达 back, as far as it went."""
        last, self._undo = self._undo, Undo(serial=self._undo.serial + 1)
        self.changed.emit()
        spawn(self._take_back(last), self, "undo deliver")

    @Slot()
    def forgetUndo(self) -> None:
        self._undo = Undo(serial=self._undo.serial + 1)
        self.changed.emit()

    @Slot(str)
    def choose(self, order_id: str) -> None:
        order = self._sight.order(order_id)
        self.chosen.emit(order.stay_id if order else StayId(""))

    @Slot(str)
    def chooseBatch(self, batch_id: str) -> None:
        batch = next((x for x in self._sight.batches if x.id == batch_id), None)
        self.choose(batch.order_id if batch else "")

    async def _deliver(self, order_id: OrderId) -> None:
        order = self._sight.order(order_id)
        if order is None:
            return
        at_pass = _ids(_lines(self._sight, order, _AT_THE_PASS))
        on_way = _ids(_lines(self._sight, order, _ON_THE_WAY))
        done: list[tuple[str, tuple[LineId, ...]]] = []
        for lines, action in ((at_pass, LineAction.PICK_UP), (on_way, LineAction.DELIVER)):
            if lines:
                accepted = await self._core.do(ActOnLines(order_id, lines, action))
                done.append((accepted.key, lines))
        text = translate("Cashier", "{0} 已送达").format(_place(order))
        self._undo = Undo(order_id, tuple(reversed(done)), text, self._undo.serial + 1)
        self.changed.emit()

    async def _take_back(self, last: Undo) -> None:
        for key, lines in last.steps:
            await self._core.do(RecallLines(OrderId(last.order_id), lines, key))

    async def _call(self, order_id: OrderId) -> None:
        order = self._sight.order(order_id)
        lines = _ids(_lines(self._sight, order, _AT_THE_PASS)) if order else ()
        if order is not None and lines:
            await self._core.do(ActOnLines(order_id, lines, LineAction.NOTIFY))
            self.told.emit(translate("Cashier", "已叫 {0}").format(_place(order)))

    rows = Property(QObject, lambda self: self._rows, constant=True)
    undoText = Property(str, lambda self: self._undo.text, notify=changed)
    undoSerial = Property(int, lambda self: self._undo.serial, notify=changed)
    feed = Property(QObject, lambda self: self._feed, constant=True)


def _lines(sight: Sight, order: OrderRow, states: tuple[LineState, ...]) -> list[LineRow]:
    return [line for line in sight.lines_in(order) if line.state in states]


def _since(lines: list[LineRow]) -> datetime:
    return min(line.ready_at or line.placed_at for line in lines)


def _ids(lines: list[LineRow]) -> tuple[LineId, ...]:
    return tuple(line.id for line in lines)


def _place(order: OrderRow) -> str:
    if order.hand_tag:
        return translate("Cashier", "手牌 {0}").format(order.hand_tag)
    return order.room_name or ""


def _collect(sight: Sight, order: OrderRow, lines: list[LineRow]) -> CollectRow:
    called = max(line.notify_count for line in lines)
    ready = translate("Cashier", "已好 {0}").format(words.lasting(sight.now - _since(lines)))
    calls = translate("Cashier", "叫号 {0} 次").format(called) if called else ""
    is_passed = any(was_passed_over(line, sight.now) for line in lines)
    passed = translate("Cashier", "过号") if is_passed else ""
    return CollectRow(
        key=order.id,
        place=_place(order),
        number=words.number(order),
        dishes=words.dishes(lines),
        detail=" · ".join(part for part in (ready, calls, passed) if part),
        calls=called,
        can_call=any(line.state in _AT_THE_PASS for line in lines),
    )


def _feed(sight: Sight, batch: BatchRow, order: OrderRow) -> FeedRow:
    lines = [x for x in sight.lines_in(order) if x.batch_id == batch.id]
    live = [x for x in lines if x.state is not LineState.CANCELLED]
    add_on = translate("Cashier", "加单 {0}").format(batch.sequence - 1)
    return FeedRow(
        key=batch.id,
        place=_place(order),
        number=" ".join([words.number(order), *([add_on] if batch.sequence > 1 else [])]),
        dishes=words.dishes(live) or translate("Cashier", "已取消"),
        at=words.clock(batch.placed_at, sight.zone),
        amount=words.short(sum(x.price_fen * x.quantity for x in live)),
        is_new=sight.now - batch.placed_at < NEW,
        is_heard=batch.seen_at is not None or any(x.seen_at for x in lines),
    )
