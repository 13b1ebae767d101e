"""The order page: the batch that the guest waits for first, its steps and lines, and the other batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.client.facade import Core
from common.domain.business_day import business_day, number_text
from common.domain.commands import ActOnLine, CancelBatch, RushLine
from common.domain.ids import BatchId, LineId, StayId
from common.domain.kitchen import LineAction, LineState
from common.domain.rows import BatchRow, LineRow, OrderRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn
from pad_app import progress
from pad_app.basket import delivery
from pad_app.progress import Progress, Reached, Rush, Step
from pad_app.shown import MAP, as_map
from pad_app.sight import Sight
from pad_app.wording import clock, minutes_since, minutes_until

UNSENT_PATIENCE: Final = timedelta(seconds=60)
"""After this long unsent the pad offers to cancel, or the desk's phone (design, "Offline")."""
_JUST_NOW: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class StepDot:
    """`done`, `dishes`: how many left the kitchen, for the cooking step alone."""

    step: str
    is_reached: bool
    is_current: bool
    is_expected: bool
    at: str
    done: int
    dishes: int


@dataclass(frozen=True, slots=True)
class DishLine:
    """`stage`: a LineState, or `unsent`, `placed` (the kitchen has not got it), `received`."""

    line_id: str
    name: str
    unit: str
    quantity: int
    options: str
    note: str
    allergies: tuple[str, ...]
    are_allergies_told: bool
    stage: str
    reason: str
    can_cancel: bool
    is_cancelling: bool
    is_remake: bool


@dataclass(frozen=True, slots=True)
class BatchBlock:
    """One placement. `add_on`: 0 for the order itself, n for 加单 n. `late_by` in minutes."""

    key: str
    number: str
    add_on: int
    placed_at: str
    is_just_placed: bool
    expected: str
    promised: str
    late_by: int
    minutes_left: int
    is_over: bool
    is_unsent: bool
    offers_help: bool
    note: str
    lines: tuple[DishLine, ...]


@dataclass(frozen=True, slots=True)
class RushFacts:
    """`minutes_ago`: since the last rush; `answered`: when the kitchen took note of it."""

    state: str
    is_allowed: bool
    next_at: str
    minutes_ago: int
    answered: str


class OrderModel(QObject):
    """`first` is the batch on top, with its `steps`; `lines` are its dishes, `others` the rest."""

    changed = Signal()
    count_changed = Signal()

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._lines = KeyedListModel(DishLine, lambda row: row.line_id, self)
        self._others = KeyedListModel(BatchBlock, lambda row: row.key, self)
        self._first: BatchBlock | None = None
        self._steps = KeyedListModel(StepDot, lambda row: row.step, self)
        self._rush: Rush | None = None
        self._is_rushing = False
        self._facts: RushFacts | None = None
        self._count = 0
        self._sight: Sight | None = None

    def show(self, sight: Sight, unsent: Mapping[str, datetime]) -> None:
        self._sight = sight
        batches = [batch for batch in sight.batches if _has_food(sight, batch)]
        first = _first_of(sight, batches)
        before = (self._first, self._facts)
        self._steps.replace(() if first is None else self._dots(sight, first, unsent))
        self._first = None if first is None else _block(sight, first, unsent)
        self._lines.replace(self._first.lines if self._first else ())
        self._others.replace(self._blocks_beside(sight, batches, first, unsent))
        sent = [batch for batch in batches if batch.id not in unsent]
        owed = [line for batch in sent for line in sight.lines_of(batch)]
        self._rush = progress.judge_rush(owed, sight.now) if owed else None
        self._facts = self._rush_facts(sight)
        if before != (self._first, self._facts):
            self.changed.emit()
        if self._count != (count := self._open_count()):
            self._count = count
            self.count_changed.emit()

    @Slot(str)
    def cancel(self, line_id: str) -> None:
        """取消这道; the server refuses it once the kitchen began."""
        command = ActOnLine(LineId(line_id), LineAction.CANCEL, stay_id=self._stay_id())
        spawn(self._core.do(command), self, "cancel")

    @Slot(str, name="cancelBatch")
    def cancel_batch(self, batch_id: str) -> None:
        """Of an order that is not sent yet nothing leaves this device."""
        command = CancelBatch(BatchId(batch_id), stay_id=self._stay_id())
        spawn(self._core.do(command), self, "cancel batch")

    cancelBatch = cancel_batch

    @Slot()
    def rush(self) -> None:
        """催菜: every dish that is late now. A tap while that is being written changes nothing."""
        if self._rush is not None and not self._is_rushing:
            self._is_rushing = True
            spawn(self._rush_all(self._rush.line_ids), self, "rush")

    async def _rush_all(self, line_ids: tuple[str, ...]) -> None:
        try:
            for line_id in line_ids:
                await self._core.do(RushLine(LineId(line_id), self._stay_id()))
        finally:
            self._is_rushing = False

    def _stay_id(self) -> StayId | None:
        stay = self._sight.stay if self._sight else None
        return stay.id if stay else None

    def _dots(
        self, sight: Sight, batch: BatchRow, unsent: Mapping[str, datetime]
    ) -> tuple[StepDot, ...]:
        followed = _follow(sight, batch, unsent)
        return tuple(_dot(sight, each, followed) for each in followed.steps)

    def _blocks_beside(
        self,
        sight: Sight,
        batches: list[BatchRow],
        first: BatchRow | None,
        unsent: Mapping[str, datetime],
    ) -> Iterator[BatchBlock]:
        """What is still to come first, then what is eaten."""
        blocks = [_block(sight, each, unsent) for each in batches if each is not first]
        yield from (block for block in blocks if not block.is_over)
        yield from (block for block in blocks if block.is_over)

    def _rush_facts(self, sight: Sight) -> RushFacts | None:
        rush = self._rush
        if rush is None:
            return None
        return RushFacts(
            state=rush.state,
            is_allowed=rush.is_allowed,
            next_at=clock(rush.next_at, sight.zone),
            minutes_ago=0 if rush.asked_at is None else minutes_since(rush.asked_at, sight.now),
            answered=clock(rush.answered_at, sight.zone),
        )

    def _open_count(self) -> int:
        """Orders that somebody still works on."""
        waits = [self._first] if self._first and not self._first.is_over else []
        waits += [block for block in self._others.rows if not block.is_over]
        return len({block.number for block in waits})

    first = Property(MAP, lambda self: as_map(self._first), notify=changed)
    steps = Property(QObject, lambda self: self._steps, constant=True)
    lines = Property(QObject, lambda self: self._lines, constant=True)
    others = Property(QObject, lambda self: self._others, constant=True)
    rushing = Property(MAP, lambda self: as_map(self._facts), notify=changed)
    openCount = Property(int, lambda self: self._count, notify=count_changed)


def _has_food(sight: Sight, batch: BatchRow) -> bool:
    """A batch whose every dish was cancelled by the guest is gone; others say why they are."""
    lines = sight.lines_of(batch)
    return any(line.state is not LineState.CANCELLED or not _by_guest(line) for line in lines)


def _by_guest(line: LineRow) -> bool:
    return line.cancel_reason is None or line.cancel_reason == "guest"


def _first_of(sight: Sight, batches: list[BatchRow]) -> BatchRow | None:
    """The earliest that is still owed; with none, the last that was."""
    owed = (each for each in batches if not progress.is_over(sight.lines_of(each)))
    return next(owed, batches[-1] if batches else None)


def _follow(sight: Sight, batch: BatchRow, unsent: Mapping[str, datetime]) -> Progress:
    lines = sight.lines_of(batch)
    is_sent = batch.id not in unsent
    return progress.follow(batch, lines, delivery(sight.shop), sight.now, is_sent=is_sent)


def _dot(sight: Sight, reached: Reached, followed: Progress) -> StepDot:
    is_cooking = reached.step is Step.COOKING
    return StepDot(
        step=reached.step,
        is_reached=reached.is_reached,
        is_current=reached.is_current,
        is_expected=reached.is_expected,
        at=clock(reached.at, sight.zone),
        done=followed.done if is_cooking else 0,
        dishes=followed.dishes if is_cooking and reached.is_current else 0,
    )


def order_number(order: OrderRow, sight: Sight) -> str:
    """`#07`, `昨#07`; `#--` until the server answered."""
    today = business_day(sight.now, sight.zone)
    return number_text(order.number, order.business_day, today)


def _block(sight: Sight, batch: BatchRow, unsent: Mapping[str, datetime]) -> BatchBlock:
    followed = _follow(sight, batch, unsent)
    order = sight.order_of(batch)
    told_at = unsent.get(batch.id)
    return BatchBlock(
        key=batch.id,
        number=order_number(order, sight),
        add_on=batch.sequence - 1,
        placed_at=clock(batch.placed_at, sight.zone),
        is_just_placed=sight.now - batch.placed_at < _JUST_NOW,
        expected=clock(followed.expected, sight.zone),
        promised=clock(followed.promised, sight.zone),
        late_by=minutes_until(followed.promised + followed.late_by, followed.promised),
        minutes_left=minutes_until(followed.expected, sight.now),
        is_over=followed.is_over,
        is_unsent=told_at is not None,
        offers_help=told_at is not None and sight.now - told_at >= UNSENT_PATIENCE,
        note=batch.note,
        lines=tuple(_line(each, batch, unsent) for each in sight.lines_of(batch)),
    )


def _line(line: LineRow, batch: BatchRow, unsent: Mapping[str, datetime]) -> DishLine:
    is_unsent = batch.id in unsent
    is_seen = line.seen_at is not None or batch.seen_at is not None
    is_cancelled = line.state is LineState.CANCELLED
    return DishLine(
        line_id=line.id,
        name=line.name,
        unit=line.unit,
        quantity=line.quantity,
        options=" · ".join(line.options),
        note=line.note,
        allergies=line.allergies,
        are_allergies_told=is_seen,
        stage=_stage(line, is_unsent=is_unsent, is_seen=is_seen),
        reason="" if _by_guest(line) else str(line.cancel_reason),
        can_cancel=line.state is LineState.WAITING,
        is_cancelling=is_cancelled and line.id in unsent and not is_unsent,
        is_remake=line.remake_of is not None,
    )


def _stage(line: LineRow, *, is_unsent: bool, is_seen: bool) -> str:
    if line.state is not LineState.WAITING:
        return line.state.value
    if is_unsent:
        return "unsent"
    return "received" if is_seen else "placed"
