"""Lanes: rows of one key are done one after the other, by one drain at a time, in any process.

A lane's rows lie in their subject's own table; the lane itself is only who drains it now and
whether it may be drained. The lane waits with its head: a row that fails holds up those behind it,
a row of a later time holds up none. A drain is claimed by compare-and-set and known by its `turn`:
one that lost its lease finds another turn there and may write nothing more under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias, assert_never

from sqlalchemy import Row, Table, TextClause, delete, or_, select, update
from sqlalchemy.orm import Session

from server.db.base import add_new
from server.db.due import back_off
from server.db.errors import LaneLost
from server.db.lane_statements import (
    BEGIN,
    END,
    HOLD,
    LANES,
    LONGEST_WHY,
    Statements,
    statements_of,
)
from server.db.unit import Unit

LEASE: Final = timedelta(seconds=30)
_WAKE: Final = "lane:"
_FORGOTTEN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LaneTable:
    """A table with the columns id, lane, due_at and attempts, as its lanes' worker sees it.

    `waiting`: the row still has to be done; the predicate of a partial index on (lane, due_at, id),
    word for word, and one object for good: statements are built of it once. `dead`: values of a row
    given up after `attempts` tries (None: tried for ever); `ended_at`, where there is one, is set too.
    """

    table: Table
    waiting: TextClause
    dead: Mapping[str, Any] = field(default_factory=dict)  # Any: the table's own column types
    attempts: int | None = None
    lease: timedelta = LEASE
    rows_a_drain: int = 50

    @property
    def asked(self) -> Statements:
        return statements_of(self.table, self.waiting)

    @property
    def wake(self) -> str:
        """What the names of this table's wake-ups begin with; the lane's key follows."""
        return f"{_WAKE}{self.table.name}:"


@dataclass(frozen=True, slots=True)
class Turn:
    """A drain of `key` that is ours until `lease_until`; `attempt` counts the tries of its head."""

    key: str
    number: int
    head: str
    attempt: int
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """The rows taken are out of waiting or moved to a later time. A head left as it was has failed."""


@dataclass(frozen=True, slots=True)
class BackOff:
    """The head could not be done: it is tried again after 1, 2, 4 … seconds, and the lane waits with it."""

    why: str


@dataclass(frozen=True, slots=True)
class Rest:
    """Not the head's fault (throttled, closed hours): the lane goes on at `until`, no try is counted."""

    until: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """The lane stands still until a person or a job resumes it; its rows stay as they are."""

    why: str


Verdict: TypeAlias = Done | BackOff | Rest | Pause


@dataclass(frozen=True, slots=True)
class Released:
    """What a drain leaves behind: whether more is due at once, and the row it gave up."""

    more: bool
    dead: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a lane stands. `due_at`: of its first waiting row; `at`: when it may next be drained."""

    key: str
    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Halted:
    """A paused lane."""

    key: str
    at: datetime
    why: str


# ── for those who write rows ─────────────────────────────────────────────────────────────────────


def put(unit: Unit, lanes: LaneTable, key: str) -> None:
    """Wake the lane of a row that this unit writes. A lane exists as soon as a row names it."""
    unit.wake(lanes.wake + key)


def pause(unit: Unit, key: str, why: str) -> None:
    """No drain begins from now on; one that is running ends what it took. Repeated: the first why stays."""
    _ensure(unit, key)
    unit.session.execute(
        update(LANES)
        .where(LANES.c.key == key, LANES.c.paused_at.is_(None))
        .values(paused_at=unit.now, paused_why=why[:LONGEST_WHY])
    )


def resume(unit: Unit, lanes: LaneTable, key: str) -> bool:
    """Go on at once, with what waits and in its order; False when the lane was not paused."""
    resumed = unit.session.scalar(
        update(LANES)
        .where(LANES.c.key == key, LANES.c.paused_at.is_not(None))
        .values(paused_at=None, paused_why="", not_before=None, rests_why="")
        .returning(LANES.c.key)
    )
    put(unit, lanes, key)
    return resumed is not None


# ── for those who drain ──────────────────────────────────────────────────────────────────────────


def standing(session: Session, lanes: LaneTable) -> list[Standing]:
    """Every lane that has waiting rows and is not paused: one look of the sweeper.

    Its price is in lanes with waiting rows, not in rows and not in lanes that ever were.
    """
    return [_standing(*row) for row in session.execute(lanes.asked.sweep)]


def claim(unit: Unit, lanes: LaneTable, key: str, holder: str) -> Turn | None:
    """Begin a drain; None when nothing is due, or the lane is drained, rests or is paused."""
    head = _head(unit.session, lanes, key, unit.now)
    if head is None:
        return None
    until = unit.now + lanes.lease
    number = unit.session.scalar(
        BEGIN, {"lane_key": key, "at_now": unit.now, "until": until, "by": holder}
    )
    if number is None:
        number = 1
        if not _ensure(unit, key, turn=number, lease_until=until, holder=holder):
            return None
    _count_try(unit.session, lanes, head.id, head.attempts + 1)
    return Turn(key, number, head.id, head.attempts + 1, until)


def hold(unit: Unit, turn: Turn) -> None:
    """Lock the lane until the commit; raises LaneLost when another drain has begun meanwhile.

    After the shop's and the account's lock (spec 90), before the rows.
    """
    held = unit.session.execute(HOLD, {"lane_key": turn.key, "number": turn.number})
    if held.one_or_none() is None:
        raise LaneLost(turn.key)


def take(unit: Unit, lanes: LaneTable, turn: Turn, limit: int | None = None) -> list[str]:
    """Ids of the lane's first rows that are due, in their order; raises LaneLost.

    At most `limit`, and never more than a drain may take.
    """
    hold(unit, turn)
    most = min(limit or lanes.rows_a_drain, lanes.rows_a_drain)
    return [row.id for row in _due(unit.session, lanes, turn.key, unit.now, most)]


def extend(unit: Unit, lanes: LaneTable, holder: str, turns: Iterable[Turn]) -> frozenset[Turn]:
    """Heartbeat: keep all these drains of `holder` for another lease; gives those that were lost."""
    mine = {turn.key: turn for turn in turns}
    kept = unit.session.execute(
        update(LANES)
        .where(LANES.c.holder == holder, LANES.c.key.in_(list(mine)))
        .where(LANES.c.lease_until.is_not(None))
        .values(lease_until=unit.now + lanes.lease)
        .returning(LANES.c.key, LANES.c.turn)
    )
    numbers = {row.key: row.turn for row in kept}
    return frozenset(turn for key, turn in mine.items() if numbers.get(key) != turn.number)


def release(unit: Unit, lanes: LaneTable, turn: Turn, verdict: Verdict) -> Released:
    """End a drain, and look once more while the lane is locked; raises LaneLost."""
    hold(unit, turn)
    head = _head(unit.session, lanes, turn.key, unit.now)
    if isinstance(verdict, Done) and head is not None and head.id == turn.head:
        verdict = BackOff("the head was left as it was")  # or it would spin
    released, why = Released(more=head is not None), ""
    until: datetime | None = None
    match verdict:
        case Done():
            pass
        case BackOff(why):
            if head is not None:
                released, until = _failed(unit, lanes, turn, head)
        case Rest(until, why):
            _count_try(unit.session, lanes, turn.head, turn.attempt - 1)
            released = Released(more=False)
        case Pause(why):
            _count_try(unit.session, lanes, turn.head, turn.attempt - 1)
            pause(unit, turn.key, why)
            released = Released(more=False)
        case _ as never:
            assert_never(never)
    rest = {"rests_until": until, "why": why[:LONGEST_WHY] if until else ""}
    unit.session.execute(END, {"lane_key": turn.key, "number": turn.number, **rest})
    return released


# ── for those who look after it ──────────────────────────────────────────────────────────────────


def paused(session: Session, beginning: str = "") -> list[Halted]:
    """The paused lanes whose key begins so, longest paused first."""
    rows = session.execute(
        select(LANES.c.key, LANES.c.paused_at, LANES.c.paused_why)
        .where(LANES.c.paused_at.is_not(None))
        .where(LANES.c.key.startswith(beginning, autoescape=True))
        .order_by(LANES.c.paused_at, LANES.c.key)
    )
    return [Halted(*row) for row in rows]


def prune(session: Session, now: datetime) -> None:
    """Forget lanes that say nothing: not drained, resting or paused. The next drain makes them anew."""
    long_ago = now - _FORGOTTEN_AFTER
    session.execute(
        delete(LANES).where(
            or_(LANES.c.lease_until.is_(None), LANES.c.lease_until < long_ago),
            or_(LANES.c.not_before.is_(None), LANES.c.not_before < long_ago),
            LANES.c.paused_at.is_(None),
        )
    )


# ── its rows ─────────────────────────────────────────────────────────────────────────────────────


def _due(session: Session, lanes: LaneTable, key: str, now: datetime, most: int) -> list[Row[Any]]:
    # Any: the subject's columns.
    asked = {"lane_key": key, "at_now": now, "most": most}
    return list(session.execute(lanes.asked.due, asked))


def _head(session: Session, lanes: LaneTable, key: str, now: datetime) -> Row[Any] | None:
    return next(iter(_due(session, lanes, key, now, 1)), None)


def _count_try(session: Session, lanes: LaneTable, row_id: str, attempts: int) -> None:
    session.execute(lanes.asked.count_try, {"row_": row_id, "tries_": attempts})


def _failed(
    unit: Unit, lanes: LaneTable, turn: Turn, head: Row[Any]
) -> tuple[Released, datetime | None]:
    """Back off with the head, or give it up and go on with the next; gives until when the lane rests."""
    attempt = head.attempts
    if head.id != turn.head:  # those before it were done, it was the first that could not be
        attempt += 1
        _count_try(unit.session, lanes, head.id, attempt)
    if lanes.attempts is None or attempt < lanes.attempts:
        return Released(more=False), unit.now + back_off(attempt)
    columns = lanes.table.c
    ended = {"ended_at": unit.now} if "ended_at" in columns else {}
    unit.session.execute(
        update(lanes.table)
        .where(columns.id == head.id, lanes.waiting)
        .values(**{**lanes.dead, **ended})
    )
    more = _head(unit.session, lanes, turn.key, unit.now) is not None
    return Released(more, head.id), None


# ── the lane itself ──────────────────────────────────────────────────────────────────────────────


def _standing(
    key: str, due_at: datetime, not_before: datetime | None, lease_until: datetime | None
) -> Standing:
    return Standing(key, due_at, max(due_at, not_before or due_at, lease_until or due_at))


def _ensure(unit: Unit, key: str, **values: Any) -> bool:
    # Any: columns of several types.
    row = {"key": key, "turn": 0, "rests_why": "", "paused_why": "", **values}
    return add_new(unit.session, LANES, row)
