"""`check`, the messages' part: what every phone paid is what its message's hold paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from common.domain.sms_messages import PHONE_ENDS, SmsState
from common.domain.sms_rows import HoldState
from server.sms.message_repository import MESSAGES, PHONES
from server.sms.repository import ALLOCATIONS, HOLDS

_S, _H = SmsState, HoldState
_ENDED_EITHER_WAY: Final = frozenset({None, _H.RELEASED, _H.CAPTURED})
_HOLD_OF: Final[Mapping[SmsState, frozenset[HoldState | None]]] = MappingProxyType(
    {
        _S.SCHEDULED: frozenset({None}),
        _S.QUEUED: frozenset({_H.HELD}),
        _S.PAID: frozenset({_H.CAPTURED}),
        _S.SUBMITTING: frozenset({_H.CAPTURED}),
        _S.SUBMITTED: frozenset({_H.CAPTURED}),
        _S.SUBMIT_UNKNOWN: frozenset({_H.CAPTURED}),
        _S.SETTLED: frozenset({_H.CAPTURED}),
        _S.CLOSED_UNKNOWN: frozenset({_H.CAPTURED}),
        _S.FAILED: frozenset({_H.CAPTURED}),
        _S.EXPIRED: _ENDED_EITHER_WAY,
        _S.NOT_SENT: _ENDED_EITHER_WAY,
    }
)
"""How the hold of a message in each state may stand; None: it has none."""


def findings(session: Session) -> Iterator[str]:
    """What is wrong, in sentences for an operator."""
    yield from _holds(session)
    yield from _phones(session)


def _holds(session: Session) -> Iterator[str]:
    """A hold lives as long as its message and changes state with it."""
    found = select(MESSAGES.c.id, MESSAGES.c.state, HOLDS.c.state.label("hold")).outerjoin(
        HOLDS, HOLDS.c.id == MESSAGES.c.hold_id
    )
    for message_id, state, hold in session.execute(found):
        if hold not in _HOLD_OF[state]:
            yield f"message {message_id}: {state}, its hold is {hold or 'missing'}"


def _phones(session: Session) -> Iterator[str]:
    """Consumed = captured − refunded = the units of its phones; its tally is that of its phones."""
    columns = PHONES.c
    ends = columns.state.in_(list(PHONE_ENDS))
    counted = (
        select(
            columns.message_id.label("id"),
            func.count().label("phones"),
            func.sum(columns.charged).label("charged"),
            func.sum(case((columns.state == _S.DELIVERED, 1), else_=0)).label("delivered"),
            func.sum(case((columns.state == _S.UNDELIVERED, 1), else_=0)).label("undelivered"),
            func.sum(case((ends, 0), else_=1)).label("open"),
            func.min(case((ends, None), else_=columns.state)).label("first"),
            func.max(case((ends, None), else_=columns.state)).label("last"),
        )
        .group_by(columns.message_id)
        .subquery()
    )
    paid = (
        select(
            ALLOCATIONS.c.hold_id.label("id"),
            func.sum(ALLOCATIONS.c.captured - ALLOCATIONS.c.refunded).label("kept"),
        )
        .group_by(ALLOCATIONS.c.hold_id)
        .subquery()
    )
    query = (
        select(
            MESSAGES.c.id,
            MESSAGES.c.state,
            MESSAGES.c.phones,
            MESSAGES.c.delivered,
            MESSAGES.c.undelivered,
            counted.c.phones.label("rows"),
            counted.c.charged,
            counted.c.delivered.label("arrived"),
            counted.c.undelivered.label("missed"),
            counted.c.open,
            counted.c.first,
            counted.c.last,
            func.coalesce(paid.c.kept, 0).label("kept"),
        )
        .outerjoin(counted, counted.c.id == MESSAGES.c.id)
        .outerjoin(paid, paid.c.id == MESSAGES.c.hold_id)
    )
    for row in session.execute(query):
        if row.rows != row.phones:
            yield f"message {row.id}: {row.rows} phones, it says {row.phones}"
        elif int(row.charged) != int(row.kept):
            yield f"message {row.id}: its phones cost {row.charged}, its hold paid {row.kept}"
        elif (row.delivered, row.undelivered) != (int(row.arrived), int(row.missed)):
            yield f"message {row.id}: its tally is not that of its phones"
        elif row.open and {row.first, row.last} != {row.state}:
            yield f"message {row.id}: {row.state}, its phones wait as {row.first}, {row.last}"
