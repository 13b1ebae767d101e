"""A batch, its dishes and its steps, as the order page shows them. Values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from common.domain.business_day import business_day
from common.domain.kitchen import LineState
from common.domain.rows import BatchRow, LineRow, OrderRow
from common.qt import phrases
from pad_app import progress
from pad_app.basket import delivery
from pad_app.progress import Progress, Reached, Step
from pad_app.shop_words import shown, shown_note
from pad_app.sight import Sight
from pad_app.wording import clock, minutes_until

UNSENT_PATIENCE: Final = timedelta(seconds=60)
"""After this long unsent the pad offers to cancel, or the desk's phone (design, "Offline")."""
_ON_ITS_WAY: Final = timedelta(seconds=2)  # no need to worry anybody while an answer is due
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
    """`stage`: a LineState, or `sending`, `unsent`, `placed` (the kitchen has not got it), `received`."""

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
    """One placement. `add_on`: 0 for the order itself, n for 加单 n. `late_by` in minutes.

    `is_late_to_send`: it missed its time unsent, and waits for the guest to say whether to send it.
    """

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
    is_sending: bool
    is_unsent: bool
    is_late_to_send: bool
    offers_help: bool
    note: str
    lines: tuple[DishLine, ...]


def has_food(sight: Sight, batch: BatchRow) -> bool:
    """A batch whose every dish was cancelled by the guest is gone; others say why they are."""
    lines = sight.lines_of(batch)
    return any(line.state is not LineState.CANCELLED or not _by_guest(line) for line in lines)


def _by_guest(line: LineRow) -> bool:
    return line.cancel_reason is None or line.cancel_reason == "guest"


def first_of(sight: Sight, batches: list[BatchRow]) -> BatchRow | None:
    """The earliest that is still owed; with none, the last that was."""
    owed = (each for each in batches if not progress.is_over(sight.lines_of(each)))
    return next(owed, batches[-1] if batches else None)


def _follow(sight: Sight, batch: BatchRow) -> Progress:
    lines = sight.lines_of(batch)
    is_sent = batch.id not in sight.unsent
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


def _is_sending(sight: Sight, batch: BatchRow) -> bool:
    """Just tapped, with a live link: the answer is a moment away."""
    tapped_at = sight.unsent.get(batch.id)
    is_fresh = tapped_at is not None and sight.now - tapped_at < _ON_ITS_WAY
    return is_fresh and sight.is_linked


def dots_of(sight: Sight, batch: BatchRow) -> tuple[StepDot, ...]:
    followed = _follow(sight, batch)
    return tuple(_dot(sight, each, followed) for each in followed.steps)


def order_number(order: OrderRow, sight: Sight) -> str:
    """`#07`, `昨#07`; `#--` until the server answered."""
    today = business_day(sight.now, sight.zone)
    return phrases.order_number(order.number, order.business_day, today)


def block_of(sight: Sight, batch: BatchRow) -> BatchBlock:
    followed = _follow(sight, batch)
    order = sight.order_of(batch)
    told_at = sight.unsent.get(batch.id)
    is_sending = _is_sending(sight, batch)
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
        is_sending=is_sending,
        is_unsent=told_at is not None and not is_sending,
        is_late_to_send=batch.id in sight.late,
        offers_help=told_at is not None and sight.now - told_at >= UNSENT_PATIENCE,
        note=shown_note(batch.note),
        lines=tuple(_line(sight, each, batch) for each in sight.lines_of(batch)),
    )


def _line(sight: Sight, line: LineRow, batch: BatchRow) -> DishLine:
    is_unsent = batch.id in sight.unsent
    is_seen = line.seen_at is not None or batch.seen_at is not None
    is_cancelled = line.state is LineState.CANCELLED
    return DishLine(
        line_id=line.id,
        name=line.name,
        unit=shown(line.unit),
        quantity=line.quantity,
        options=" · ".join(line.options),
        note=shown_note(line.note),
        allergies=tuple(map(shown, line.allergies)),
        are_allergies_told=is_seen,
        stage=_stage(sight, line, batch, is_seen=is_seen),
        reason="" if _by_guest(line) else str(line.cancel_reason),
        can_cancel=line.state is LineState.WAITING,
        is_cancelling=is_cancelled and line.id in sight.unsent and not is_unsent,
        is_remake=line.remake_of is not None,
    )


def _stage(sight: Sight, line: LineRow, batch: BatchRow, *, is_seen: bool) -> str:
    if line.state is not LineState.WAITING:
        return line.state.value
    if batch.id in sight.unsent:
        return "sending" if _is_sending(sight, batch) else "unsent"
    return "received" if is_seen else "placed"
