"""What is on the room so far: every batch with its price. Paying is done at the desk."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal

from common.domain import orders
from common.domain.kitchen import LineState
from common.domain.rows import BatchRow, LineRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.phrases import counted
from pad_app import progress
from pad_app.order_blocks import order_number
from pad_app.sight import Sight
from pad_app.wording import bill_price, clock, menu_price


@dataclass(frozen=True, slots=True)
class BillLine:
    name: str
    options: str
    count: str
    price: str
    amount: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class BillBatch:
    """`dishes`: how many kinds; `short`: the amount without decimals where it is whole."""

    key: str
    number: str
    add_on: int
    placed_at: str
    first_dish: str
    second_dish: str
    dishes: int
    is_delivered: bool
    short: str
    amount: str
    lines: tuple[BillLine, ...]


class BillModel(QObject):
    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._batches = KeyedListModel(BillBatch, lambda row: row.key, self)
        self._newest = KeyedListModel(BillBatch, lambda row: row.key, self)
        self._fen = 0

    def show(self, sight: Sight) -> None:
        held = [_batch(sight, each) for each in sight.batches if _eaten(sight, each)]
        self._batches.replace(held)
        self._newest.replace(sorted(held, key=lambda each: each.is_delivered))
        fen = sum(orders.total(sight.lines_of(each)) for each in sight.batches)
        if fen != self._fen:
            self._fen = fen
            self.changed.emit()

    batches = Property(QObject, lambda self: self._batches, constant=True)
    newest = Property(QObject, lambda self: self._newest, constant=True)
    total = Property(str, lambda self: bill_price(self._fen), notify=changed)
    short = Property(str, lambda self: menu_price(self._fen), notify=changed)


def _eaten(sight: Sight, batch: BatchRow) -> list[LineRow]:
    return progress.live(sight.lines_of(batch))


def _batch(sight: Sight, batch: BatchRow) -> BillBatch:
    lines = sight.lines_of(batch)
    eaten = progress.live(lines)
    names = list(dict.fromkeys(line.name for line in eaten))
    amount = orders.total(lines)
    return BillBatch(
        key=batch.id,
        number=order_number(sight.order_of(batch), sight),
        add_on=batch.sequence - 1,
        placed_at=clock(batch.placed_at, sight.zone),
        first_dish=names[0],
        second_dish=names[1] if len(names) == 2 else "",
        dishes=len(names),
        is_delivered=progress.is_over(lines),
        short=menu_price(amount),
        amount=bill_price(amount),
        lines=tuple(_line(each) for each in lines),
    )


def _line(line: LineRow) -> BillLine:
    is_cancelled = line.state is LineState.CANCELLED
    return BillLine(
        name=line.name,
        options=" · ".join(line.options),
        count=counted(line.quantity, line.unit),
        price=bill_price(line.price_fen),
        amount=bill_price(0 if is_cancelled else line.price_fen * line.quantity),
        is_cancelled=is_cancelled,
    )
