"""What staff see of messages: a page at a time, one whole, the lanes, and rows for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import Session

from common.domain.ids import BrandId
from common.domain.sms_messages import SmsState
from common.domain.sms_rows import HoldState
from common.domain.sms_text import MessageKind
from server.db.base import batched
from server.db.lane_statements import LANES as LANE_ROWS
from server.db.prepared import LONGEST_LIST
from server.lib.ids import earliest
from server.sms import lane_table
from server.sms import message_repository as rows
from server.sms.message_repository import MESSAGE, MESSAGES, PHONES, Message
from server.sms.repository import ALLOCATIONS, HOLDS

MOST_ROWS: Final = 100_000
"""Of a file."""
_ROUGHLY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Which:
    """`state`: DELIVERED and UNDELIVERED ask whether a phone ended so. `phone`: E.164."""

    kind: MessageKind | None = None
    state: SmsState | None = None
    phone: str | None = None
    after: str | None = None


def page(session: Session, brand_id: BrandId, which: Which, limit: int) -> list[Message]:
    """Newest first."""
    query = MESSAGE.where(MESSAGES.c.brand_id == brand_id)
    if which.kind is not None:
        query = query.where(MESSAGES.c.kind == which.kind)
    if which.state is not None:
        query = query.where(_has_ended(which.state))
    if which.phone is not None:
        mine = select(PHONES.c.message_id).where(PHONES.c.phone == which.phone)
        query = query.where(MESSAGES.c.id.in_(mine))
    if which.after is not None:
        query = query.where(MESSAGES.c.id < which.after)
    found = session.execute(query.order_by(MESSAGES.c.id.desc()).limit(limit))
    return [rows.message_of(row) for row in found]


def one(session: Session, brand_id: BrandId, message_id: str) -> Message | None:
    found = rows.by_ids(session, [message_id]).get(message_id)
    return found if found is not None and found.brand_id == brand_id else None


def units_of(session: Session, messages: Sequence[Message]) -> dict[str, int]:
    """By hold, what is frozen or paid now."""
    kept = func.sum(ALLOCATIONS.c.captured - ALLOCATIONS.c.refunded)
    units: dict[str, int] = {}
    for some in batched([x.hold_id for x in messages if x.hold_id is not None], LONGEST_LIST):
        query = (
            select(HOLDS.c.id, HOLDS.c.state, HOLDS.c.units, kept)
            .join(ALLOCATIONS, ALLOCATIONS.c.hold_id == HOLDS.c.id)
            .where(HOLDS.c.id.in_(some))
            .group_by(HOLDS.c.id, HOLDS.c.state, HOLDS.c.units)
        )
        for hold_id, state, held, paid in session.execute(query):
            units[hold_id] = held if state is HoldState.HELD else int(paid)
    return units


def phones(session: Session, message_id: str) -> list[Row[Any]]:
    # Any: the columns of `sms_phone`.
    query = select(PHONES).where(PHONES.c.message_id == message_id).order_by(PHONES.c.place)
    return list(session.execute(query))


# ── lanes ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Lane:
    key: str
    waiting: int = 0
    oldest_at: datetime | None = None
    paused_at: datetime | None = None
    paused_why: str = ""
    rests_until: datetime | None = None
    rests_why: str = ""


def lanes(session: Session, brand_id: BrandId) -> list[Lane]:
    """All that a brand can have, whether or not anything waits there."""
    keys = lane_table.keys_of(brand_id)
    waiting = {
        key: (count, oldest)
        for key, count, oldest in session.execute(
            select(MESSAGES.c.lane, func.count(), func.min(MESSAGES.c.accepted_at))
            .where(MESSAGES.c.lane.in_(keys), lane_table.LANES.waiting)
            .group_by(MESSAGES.c.lane)
        )
    }
    columns = LANE_ROWS.c
    standing = {
        row.key: row for row in session.execute(select(LANE_ROWS).where(columns.key.in_(keys)))
    }

    def lane(key: str) -> Lane:
        count, oldest = waiting.get(key, (0, None))
        row = standing.get(key)
        if row is None:
            return Lane(key, count, oldest)
        return Lane(
            key, count, oldest, row.paused_at, row.paused_why, row.not_before, row.rests_why
        )

    return [lane(key) for key in keys]


def paused_why(session: Session, messages: Iterable[Message]) -> dict[str, str]:
    """By lane, why it stands still or rests; lanes that go on are not in it."""
    keys = {message.lane for message in messages}
    columns = LANE_ROWS.c
    query = select(columns.key, columns.paused_at, columns.paused_why, columns.rests_why)
    return {
        row.key: row.paused_why if row.paused_at is not None else row.rests_why
        for row in session.execute(query.where(columns.key.in_(keys)))
        if row.paused_at is not None or row.rests_why
    }


# ── for a file ───────────────────────────────────────────────────────────────────────────────────


def accepted_between(
    session: Session, brand_id: BrandId, start: datetime, end: datetime, limit: int
) -> Iterator[Row[Any]]:
    """Every phone of the messages accepted from `start` until before `end`, oldest first."""
    # Any: the columns below.
    query = (
        select(
            MESSAGES.c.accepted_at,
            MESSAGES.c.kind,
            MESSAGES.c.client_ref,
            MESSAGES.c.text,
            MESSAGES.c.why.label("message_why"),
            MESSAGES.c.submitted_at,
            PHONES.c.phone,
            PHONES.c.state,
            PHONES.c.why,
            PHONES.c.units,
            PHONES.c.charged,
            PHONES.c.reported_units,
            PHONES.c.reported_at,
        )
        .join(PHONES, PHONES.c.message_id == MESSAGES.c.id)
        .where(
            MESSAGES.c.brand_id == brand_id,
            within(MESSAGES.c.id, MESSAGES.c.accepted_at, start, end),
        )
        .order_by(MESSAGES.c.id, PHONES.c.place)
        .limit(limit)
    )
    return iter(session.execute(query))


def within(
    id_: ColumnElement[str], at: ColumnElement[datetime], start: datetime, end: datetime
) -> ColumnElement[bool]:
    """Rows of `at` from `start` until before `end`.

    Ids are made of the time: the index on (brand, id) finds a day among years. Clocks of several
    processes differ a little, so the ids say it roughly and the time itself exactly.
    """
    return and_(
        id_ >= earliest(start - _ROUGHLY), id_ < earliest(end + _ROUGHLY), at >= start, at < end
    )


def _has_ended(state: SmsState) -> ColumnElement[bool]:
    if state is SmsState.DELIVERED:
        return MESSAGES.c.delivered > 0
    if state is SmsState.UNDELIVERED:
        return MESSAGES.c.undelivered > 0
    return MESSAGES.c.state == state
