"""What follows for an order and its batches from the state of their lines. Source: spec 10, "Orders"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from common.domain.ids import Fen
from common.domain.kitchen import LIVE, LineState
from common.domain.marks import open_marks
from common.domain.promise import latest_open
from common.domain.rows import BatchRow, LineRow, OrderRow, OrderState

CALLED_OFTEN: Final = 3
CALLED_LONG_AGO: Final = timedelta(minutes=10)
"""The calling screen says so too."""


def total(lines: Iterable[LineRow]) -> Fen:
    """What the lines cost together; a cancelled one costs nothing."""
    return Fen(sum(x.price_fen * x.quantity for x in lines if x.state is not LineState.CANCELLED))


def unfinished(lines: Iterable[LineRow]) -> tuple[LineRow, ...]:
    """Neither delivered nor cancelled."""
    return tuple(line for line in lines if line.state in LIVE)


def was_passed_over(line: LineRow, at: datetime) -> bool:
    """过号: called three times, or ten minutes ago, and nobody came."""
    if line.state is not LineState.NOTIFIED or line.notified_at is None:
        return False
    return line.notify_count >= CALLED_OFTEN or at - line.notified_at >= CALLED_LONG_AGO


def count_open_marks(lines: Iterable[LineRow]) -> int:
    return sum(len(open_marks(line)) for line in lines)


def following_lines(order: OrderRow, lines: Sequence[LineRow]) -> OrderRow:
    """The order as its lines make it: its total, and cancelled with its last line."""
    is_over = all(line.state is LineState.CANCELLED for line in lines)
    state = OrderState.CANCELLED if is_over and order.state is OrderState.OPEN else order.state
    return replace(order, total_fen=total(lines), state=state)


def promised(batch: BatchRow, lines: Iterable[LineRow]) -> BatchRow:
    """A batch is promised for its latest open line; once none is open it keeps what it last said."""
    latest = latest_open(lines)
    return batch if latest is None else replace(batch, promised_at=latest)
