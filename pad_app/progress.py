"""How far a batch is, as its guest sees it: expected time, five steps, when a rush may be asked for.

The promise is the kitchen's (spec 10, "Promise") and the way to the room is added. It stands until
it has passed. Then the pad says what is likely, and by how much that is later than promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from common.domain.kitchen import LIVE, RUSHABLE, UNCOOKED, LineState, MarkKind
from common.domain.promise import next_rush
from common.domain.rows import BatchRow, LineRow, Mark

AT_LEAST: Final = timedelta(minutes=2)
"""A dish that is late and on the stove is never said to be nearer than this."""
_NOW: Final = timedelta(minutes=1)  # food at the door is a minute away, not zero

S = LineState


class Step(StrEnum):
    PLACED = "placed"  # 已下单
    RECEIVED = "received"  # 厨房已收到
    COOKING = "cooking"  # 制作中
    SERVED = "served"  # 已出餐
    DELIVERED = "delivered"  # 已送达


@dataclass(frozen=True, slots=True)
class Reached:
    """One step of the timeline. `at`: when it was reached, or (`is_expected`) likely will be."""

    step: Step
    is_reached: bool
    is_current: bool
    at: datetime | None
    is_expected: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """`promised`: at the door by the kitchen's first word; `expected`: what is likely now."""

    promised: datetime
    served: datetime
    expected: datetime
    steps: tuple[Reached, ...]
    done: int  # dishes that left the kitchen, of `dishes`
    dishes: int
    is_over: bool

    @property
    def late_by(self) -> timedelta:
        return max(timedelta(0), self.expected - self.promised)


def live(lines: Sequence[LineRow]) -> list[LineRow]:
    """Those that somebody still eats."""
    return [line for line in lines if line.state is not S.CANCELLED]


def is_over(lines: Sequence[LineRow]) -> bool:
    """Everything delivered or cancelled."""
    return all(line.state not in LIVE for line in lines)


def follow(
    batch: BatchRow, lines: Sequence[LineRow], way: timedelta, now: datetime, *, is_sent: bool
) -> Progress:
    """How far `batch` with its `lines` is at `now`; `way`: from kitchen to room."""
    eaten = live(lines)
    promised = _promised(batch, eaten)
    served = _served(eaten, promised, now)
    delivered = _delivered(eaten, served, way, now)
    return Progress(
        promised=promised + way,
        served=served,
        expected=delivered,
        steps=_steps(batch, eaten, served, delivered, is_sent=is_sent),
        done=sum(line.state not in UNCOOKED for line in eaten),
        dishes=len(eaten),
        is_over=is_over(lines),
    )


def _promised(batch: BatchRow, eaten: Sequence[LineRow]) -> datetime:
    """What the kitchen said first: a dish that is made again does not move it."""
    first = [line.promised_at for line in eaten if line.remake_of is None]
    return max(first, default=batch.promised_at)


def _served(eaten: Sequence[LineRow], promised: datetime, now: datetime) -> datetime:
    """When the last dish leaves the kitchen, or left it."""
    owed = [line for line in eaten if line.state in UNCOOKED]
    if not owed:
        return max((x.ready_at or x.placed_at for x in eaten), default=promised)
    promised = max(promised, *(line.promised_at for line in owed))
    if now < promised:
        return promised
    longest = max(line.promised_at - line.placed_at for line in owed)
    begun = [line.started_at for line in eaten if line.started_at is not None]
    # Not begun: half its time is the least that it still takes.
    likely = min(begun) + longest if begun else now + longest / 2
    return max(likely, now + AT_LEAST)


def _delivered(
    eaten: Sequence[LineRow], served: datetime, way: timedelta, now: datetime
) -> datetime:
    brought = [line.delivered_at for line in eaten if line.state is S.DELIVERED]
    if eaten and len(brought) == len(eaten):
        return max(at for at in brought if at is not None)
    return max(served + way, now + _NOW)


def _steps(
    batch: BatchRow,
    eaten: Sequence[LineRow],
    served: datetime,
    delivered: datetime,
    *,
    is_sent: bool,
) -> tuple[Reached, ...]:
    started = [line.started_at for line in eaten if line.started_at is not None]
    is_cooked = bool(eaten) and all(line.state not in UNCOOKED for line in eaten)
    is_there = bool(eaten) and all(line.state is S.DELIVERED for line in eaten)
    seen_at = batch.seen_at or min(started, default=None)
    facts = (
        (Step.PLACED, is_sent, batch.placed_at),
        (Step.RECEIVED, seen_at is not None, seen_at),
        (Step.COOKING, bool(started), min(started, default=None)),
        (Step.SERVED, is_cooked, served),
        (Step.DELIVERED, is_there, delivered),
    )
    current = max((at for at, fact in enumerate(facts) if fact[1]), default=-1)
    return tuple(
        Reached(
            step=step,
            is_reached=is_reached or at < current,
            is_current=at == current,
            at=when,
            is_expected=not is_reached and when is not None and step is not Step.PLACED,
        )
        for at, (step, is_reached, when) in enumerate(facts)
    )


class RushState(StrEnum):
    TOO_EARLY = "too_early"  # enabled at `next_at`
    READY = "ready"
    ASKED = "asked"  # the kitchen has not answered
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Rush:
    """`line_ids`: what a rush now would ask for. `asked_at`, `answered_at`: of the last one."""

    state: RushState
    next_at: datetime
    line_ids: tuple[str, ...] = ()
    asked_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def is_allowed(self) -> bool:
        return bool(self.line_ids)


def judge_rush(lines: Sequence[LineRow], now: datetime) -> Rush | None:
    """Whether a guest may rush (spec 10): after the promise, then every 5 min. None: nothing is owed.

    What is not cooked is rushed first; when all is cooked, what nobody has fetched.
    """
    owed = [line for line in lines if line.state in RUSHABLE]
    if not owed:
        return None
    uncooked = [line for line in owed if line.state in UNCOOKED] or owed
    times = {line.id: next_rush(line.promised_at, line.rushed_at) for line in uncooked}
    due = tuple(line_id for line_id, at in times.items() if at <= now)
    next_at = min(times.values())
    asked = [m for line in owed for m in line.marks if m.kind is MarkKind.RUSH]
    if not asked:
        return Rush(RushState.READY if due else RushState.TOO_EARLY, next_at, due)
    last = max(asked, key=lambda mark: mark.at)
    return Rush(_rush_state(asked, last), next_at, due, last.at, last.acknowledged_at)


def _rush_state(asked: Sequence[Mark], last: Mark) -> RushState:
    same_tap = [mark for mark in asked if last.at - mark.at < _NOW]
    is_answered = any(mark.acknowledged_at is not None for mark in same_tap)
    return RushState.ANSWERED if is_answered else RushState.ASKED
