"""The order page: the batch that the guest waits for first, its steps and lines, and the other batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.client.facade import Core
from common.domain.commands import ActOnLine, CancelBatch, RushLine
from common.domain.ids import BatchId, LineId, StayId
from common.domain.kitchen import LineAction
from common.domain.rows import BatchRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn
from pad_app import progress
from pad_app.order_blocks import (
    BatchBlock,
    DishLine,
    StepDot,
    block_of,
    dots_of,
    first_of,
    has_food,
)
from pad_app.progress import Rush
from pad_app.shown import MAP, as_map
from pad_app.sight import Sight
from pad_app.wording import clock, minutes_since


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

    def show(self, sight: Sight) -> None:
        self._sight = sight
        batches = [batch for batch in sight.batches if has_food(sight, batch)]
        first = first_of(sight, batches)
        before = (self._first, self._facts)
        self._steps.replace(() if first is None else dots_of(sight, first))
        self._first = None if first is None else block_of(sight, first)
        self._lines.replace(self._first.lines if self._first else ())
        self._others.replace(_blocks_beside(sight, batches, first))
        sent = [batch for batch in batches if batch.id not in sight.unsent]
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


def _blocks_beside(
    sight: Sight, batches: Sequence[BatchRow], first: BatchRow | None
) -> Iterator[BatchBlock]:
    """What is still to come first, then what is eaten."""
    blocks = [block_of(sight, each) for each in batches if each is not first]
    yield from (block for block in blocks if not block.is_over)
    yield from (block for block in blocks if block.is_over)
