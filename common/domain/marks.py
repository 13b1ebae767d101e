"""Marks on a line: set by others, taken off only by a cook's acknowledgement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from common.domain.kitchen import OFF_THE_STOVE, MarkKind
from common.domain.rows import LineRow, Mark, OrderRow, OrderState


def with_mark(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """Put `mark` in place of an older one of its kind (a new rush reopens an acknowledged one)."""
    return (*(held for held in marks if held.kind is not mark.kind), mark)


def acknowledged(marks: tuple[Mark, ...], kind: MarkKind, at: datetime) -> tuple[Mark, ...]:
    """Acknowledge the open mark of `kind`, if it stands; else the same marks (idempotent)."""
    return tuple(
        replace(mark, acknowledged_at=at)
        if mark.kind is kind and mark.acknowledged_at is None
        else mark
        for mark in marks
    )


def open_marks(line: LineRow) -> tuple[Mark, ...]:
    return tuple(mark for mark in line.marks if mark.acknowledged_at is None)


def is_settled(line: LineRow) -> bool:
    """Whether the kitchen owes nothing more for this line: off the stove and no open mark."""
    return line.state in OFF_THE_STOVE and not open_marks(line)


def concerns_kitchen(order: OrderRow, lines: Iterable[LineRow]) -> bool:
    """Whether the kitchen's tables hold this order: it is open, or a line still bears an open mark.

    Completed and cancelled orders leave the tables only when the last mark was acknowledged.
    """
    return order.state is OrderState.OPEN or any(open_marks(line) for line in lines)
