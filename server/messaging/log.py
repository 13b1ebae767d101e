"""The message log: every sentence with what became of it and why, for people and for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from common.domain import streams
from common.domain.announcing import Channel, Event, MessageStatus
from common.domain.business_day import day_ends_at
from common.domain.ids import ShopId
from common.wire.answers import MessageBody
from server.lib import spreadsheets
from server.lib.spreadsheets import Cell
from server.messaging.repository import CLAIMS, MESSAGES, SELECT, Message, message_of

LONGEST_EXPORT: Final = 10_000
Names = Mapping[str, str]
"""What the shop's terminals are called, by device id; also those that are revoked."""


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """Newest first, from behind `after` (created_at, id). `text`: a part of what was shown."""

    status: MessageStatus | None = None
    event: Event | None = None
    channel: Channel | None = None
    order_id: str | None = None
    call_id: str | None = None
    announcement_id: str | None = None
    account: str | None = None
    day: date | None = None
    text: str | None = None
    after: tuple[datetime, str] | None = None


def page(
    session: Session, shop_id: ShopId, which: MessageFilter, limit: int, zone: tzinfo
) -> list[Message]:
    """`zone`: the shop's, whose business day is meant."""
    where = [MESSAGES.c.shop_id == shop_id, *_equal(which)]
    if which.day is not None:
        begins = day_ends_at(which.day - timedelta(days=1), zone)
        where += [
            MESSAGES.c.created_at >= begins,
            MESSAGES.c.created_at < day_ends_at(which.day, zone),
        ]
    if which.text:
        where.append(MESSAGES.c.shown.icontains(which.text, autoescape=True))
    if which.after is not None:
        at, last = which.after
        earlier = and_(MESSAGES.c.created_at == at, MESSAGES.c.id < last)
        where += [MESSAGES.c.created_at <= at, or_(MESSAGES.c.created_at < at, earlier)]
    newest = SELECT.where(*where).order_by(MESSAGES.c.created_at.desc(), MESSAGES.c.id.desc())
    return [message_of(row) for row in session.execute(newest.limit(limit)).mappings()]


def _equal(which: MessageFilter) -> list[Any]:  # Any: SQLAlchemy's conditions
    wanted = {
        MESSAGES.c.status: which.status,
        MESSAGES.c.event: which.event,
        MESSAGES.c.channel: which.channel,
        MESSAGES.c.order_id: which.order_id,
        MESSAGES.c.call_id: which.call_id,
        MESSAGES.c.announcement_id: which.announcement_id,
        MESSAGES.c.account: which.account,
    }
    return [column == value for column, value in wanted.items() if value is not None]


def speakers(session: Session, messages: Sequence[Message]) -> Mapping[tuple[str, int], str]:
    """Who was granted each sentence: (announcement, repeat) → device id."""
    ids = sorted({message.announcement_id for message in messages})
    if not ids:
        return {}
    rows = session.execute(
        select(CLAIMS.c.announcement_id, CLAIMS.c.repeat, CLAIMS.c.device_id).where(
            CLAIMS.c.announcement_id.in_(ids)
        )
    )
    return {(row.announcement_id, row.repeat): row.device_id for row in rows}


# ── as bodies ────────────────────────────────────────────────────────────────────────────────────


def body_of(message: Message, names: Names | None = None, speaker: str = "") -> MessageBody:
    """`names` also says what the account and the speaker are called."""
    known = names or {}
    device_id = message.account.removeprefix(streams.OF_DEVICE)
    return MessageBody(
        id=message.id,
        announcement_id=message.announcement_id,
        repeat=message.repeat,
        event=message.event,
        channel=message.channel,
        account=message.account,
        msg_type=message.msg_type,
        shown=message.shown,
        spoken=message.spoken,
        status=message.status,
        why=message.why,
        reason=message.reason,
        order_id=message.order_id,
        call_id=message.call_id,
        line_ids=list(message.line_ids),
        created_at=message.created_at,
        due_at=message.due_at,
        expires_at=message.expires_at,
        sent_at=message.sent_at,
        delivered_at=message.delivered_at,
        ended_at=message.ended_at,
        account_name=known.get(device_id, ""),
        speaker=known.get(speaker, speaker),
    )


def bodies(session: Session, messages: Sequence[Message], names: Names) -> list[MessageBody]:
    granted = speakers(session, messages)
    return [
        body_of(x, names, _speaker(x, granted.get((x.announcement_id, x.repeat), "")))
        for x in messages
    ]


def _speaker(message: Message, device_id: str) -> str:
    """Of the accounts of one zone only the speaker's own row names it."""
    is_other = (
        streams.is_of_device(message.account) and message.account != streams.OF_DEVICE + device_id
    )
    return "" if is_other else device_id


_HEAD: Final[list[Cell]] = [
    "时间",
    "事件",
    "渠道",
    "账号",
    "终端",
    "第几次",
    "再次原因",
    "显示",
    "播报",
    "状态",
    "原因",
    "播报终端",
    "送出",
    "送达",
    "结束",
]


def as_csv(rows: Sequence[MessageBody], zone: tzinfo) -> bytes:
    """Times are the shop's."""
    table = [_HEAD, *(_cells(row, zone) for row in rows)]
    return spreadsheets.as_csv([("播报记录", table)])


def _cells(row: MessageBody, zone: tzinfo) -> list[Cell]:
    return [
        _local(row.created_at, zone),
        row.event,
        row.channel,
        row.account,
        row.account_name,
        row.repeat,
        row.reason,
        row.shown,
        row.spoken,
        row.status.value,
        row.why,
        row.speaker,
        _local(row.sent_at, zone),
        _local(row.delivered_at, zone),
        _local(row.ended_at, zone),
    ]


def _local(at: datetime | None, zone: tzinfo) -> str:
    return "" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
