"""The day in figures: what was sent, what it cost, and receipts that moved no credit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from common.domain.ids import BrandId
from common.domain.sms_messages import ReceiptRemark, SmsState
from common.domain.sms_rows import MovementKind
from common.domain.sms_text import MessageKind
from common.wire.sms_messages import DailyReport, KindSum, ReceiptRemarkBody
from server.sms.message_listing import within
from server.sms.message_repository import MESSAGES, PHONES
from server.sms.repository import MOVEMENTS

_SHOWN: Final = 500
_S = SmsState
_COLUMN: Final[Mapping[SmsState, str]] = MappingProxyType(
    {
        _S.SCHEDULED: "waiting",
        _S.QUEUED: "waiting",
        _S.PAID: "waiting",
        _S.SUBMITTING: "waiting",
        _S.SUBMITTED: "submitted",
        _S.SUBMIT_UNKNOWN: "unknown",
        _S.CLOSED_UNKNOWN: "unknown",
        _S.DELIVERED: "delivered",
        _S.UNDELIVERED: "undelivered",
        _S.FAILED: "failed",
        _S.EXPIRED: "not_sent",
        _S.NOT_SENT: "not_sent",
    }
)


def report(
    session: Session, brand_id: BrandId, day: date, start: datetime, end: datetime
) -> DailyReport:
    """Of `day`, which lasts from `start` until before `end` (UTC)."""
    moved = _movements(session, brand_id, start, end)
    remarks, difference = _receipts(session, brand_id, start, end)
    return DailyReport(
        day=day,
        kinds=[_kind(session, brand_id, kind, start, end) for kind in MessageKind],
        granted=moved.get(MovementKind.GRANT, 0),
        captured=moved.get(MovementKind.CAPTURE, 0),
        refunded=moved.get(MovementKind.REFUND, 0),
        expired=moved.get(MovementKind.EXPIRY, 0),
        late=sum(each.remark is ReceiptRemark.LATE for each in remarks),
        unpaid_deliveries=sum(each.remark is ReceiptRemark.UNPAID_DELIVERY for each in remarks),
        length_difference=difference,
        remarks=remarks[:_SHOWN],
    )


def _kind(
    session: Session, brand_id: BrandId, kind: MessageKind, start: datetime, end: datetime
) -> KindSum:
    of_day = and_(
        MESSAGES.c.brand_id == brand_id,
        within(MESSAGES.c.id, MESSAGES.c.accepted_at, start, end),
        MESSAGES.c.kind == kind,
    )
    messages = session.scalar(select(func.count()).select_from(MESSAGES).where(of_day)) or 0
    sums = dict.fromkeys(
        ("waiting", "submitted", "delivered", "undelivered", "unknown", "failed", "not_sent"), 0
    )
    phones = units = 0
    query = (
        select(PHONES.c.state, func.count(), func.sum(PHONES.c.charged))
        .join(MESSAGES, MESSAGES.c.id == PHONES.c.message_id)
        .where(of_day)
        .group_by(PHONES.c.state)
    )
    for state, count, charged in session.execute(query):
        sums[_COLUMN[state]] += count
        phones, units = phones + count, units + int(charged)
    return KindSum(kind=kind, messages=messages, phones=phones, units=units, **sums)


def _movements(
    session: Session, brand_id: BrandId, start: datetime, end: datetime
) -> dict[MovementKind, int]:
    columns = MOVEMENTS.c
    query = (
        select(columns.kind, func.sum(columns.units))
        .where(columns.brand_id == brand_id, within(columns.id, columns.at, start, end))
        .group_by(columns.kind)
    )
    return {kind: int(units) for kind, units in session.execute(query)}


def _receipts(
    session: Session, brand_id: BrandId, start: datetime, end: datetime
) -> tuple[list[ReceiptRemarkBody], int]:
    """Receipts of that day with a remark, and how many parts more than ours were billed."""
    columns = PHONES.c
    query = (
        select(
            columns.message_id,
            columns.phone,
            columns.remark,
            columns.why,
            columns.reported_at,
            columns.reported_units,
            columns.units,
        )
        .join(MESSAGES, MESSAGES.c.id == columns.message_id)
        .where(
            # word for word the predicate of the index
            or_(columns.remark.is_not(None), columns.reported_units != columns.units),
            columns.reported_at >= start,
            columns.reported_at < end,
            MESSAGES.c.brand_id == brand_id,
        )
        .order_by(columns.reported_at, columns.message_id, columns.place)
    )
    found = session.execute(query).all()
    difference = sum(x.reported_units - x.units for x in found if x.reported_units is not None)
    remarks = [
        ReceiptRemarkBody(x.message_id, x.phone, x.remark, x.why, x.reported_at)
        for x in found
        if x.remark is not None
    ]
    return remarks, difference
