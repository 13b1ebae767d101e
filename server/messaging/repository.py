"""Message rows, claims and calls: statements in Core, frozen values out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

import msgspec
from sqlalchemy import (
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from common.domain.announcing import MessageStatus
from common.domain.ids import (
    CallId,
    DeviceId,
    MessageId,
    OrderId,
    RoomId,
    ShopId,
    StayId,
    TherapistId,
)
from common.domain.rows import AnnouncementRow
from server.db.base import add_new
from server.db.due import DueTable
from server.messaging.models import PLACEMENT, ImMessage, SpeechClaim

MESSAGES: Final = cast(Table, ImMessage.__table__)
CLAIMS: Final = cast(Table, SpeechClaim.__table__)

IS_UNFINISHED: Final = text("im_message.status IN ('pending', 'sent', 'delivered')")
"""Text, word for word the partial indexes' own: a typed literal becomes `(…) = 1` on SQLite."""
DUE_MESSAGES: Final = DueTable(table=MESSAGES, waiting=IS_UNFINISHED)

ON_SCREEN: Final = frozenset({MessageStatus.SENT, MessageStatus.DELIVERED})
"""A row in one of these is in its account's tables."""


class Message(msgspec.Struct, frozen=True):
    """A row of `im_message`; see the model for what its times mean.

    A Struct, because an order makes a dozen of these thirty fields: a frozen dataclass takes ten
    times as long to make and to `structs.replace`.
    """

    id: MessageId
    shop_id: ShopId
    announcement_id: str
    repeat: int
    account: str
    channel: str
    speech_zone: str
    event: str
    msg_type: int
    shown: str
    spoken: str
    template: str
    chime: str
    priority: int
    voice_rate: int
    order_id: OrderId | None
    stay_id: StayId | None
    call_id: CallId | None
    line_ids: tuple[str, ...]
    room_id: RoomId | None
    therapist_id: TherapistId | None
    status: MessageStatus
    why: str
    reason: str
    created_at: datetime
    due_at: datetime
    expires_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    ended_at: datetime | None
    version: int = 1

    @property
    def is_on_screen(self) -> bool:
        return self.status in ON_SCREEN

    @property
    def is_pending(self) -> bool:
        return self.status is MessageStatus.PENDING

    def announcement(self) -> AnnouncementRow:
        """As the account's screens hold it; only of a row that was sent."""
        assert self.sent_at is not None, "a pending row is on no screen"
        return AnnouncementRow(
            id=self.id,
            announcement_id=self.announcement_id,
            repeat=self.repeat,
            event=self.event,
            shown=self.shown,
            spoken=self.spoken,
            chime=self.chime,
            priority=self.priority,
            voice_rate=self.voice_rate,
            due_at=self.sent_at,
            expires_at=self.expires_at,
            order_id=self.order_id,
            call_id=self.call_id,
            reason=self.reason,
            version=self.version,
        )


@dataclass(frozen=True, slots=True)
class SpeechTurn:
    """A row of `speech_claim`: who may speak one repeat."""

    announcement_id: str
    repeat: int
    device_id: DeviceId
    until: datetime
    result: str

    def is_open(self, now: datetime) -> bool:
        """Somebody is speaking it right now."""
        return not self.result and now < self.until


_FIELDS: Final = Message.__struct_fields__
SELECT: Final = select(*(MESSAGES.c[name] for name in _FIELDS))
_SELECT_CLAIM: Final = select(
    CLAIMS.c.announcement_id,
    CLAIMS.c.repeat,
    CLAIMS.c.device_id,
    CLAIMS.c.until,
    CLAIMS.c.result,
)
_INSERT: Final = insert(MESSAGES)
_CHANGING: Final = (
    "shown",
    "spoken",
    "line_ids",
    "status",
    "why",
    "due_at",
    "expires_at",
    "sent_at",
    "delivered_at",
    "ended_at",
)
_UPDATE: Final = (
    update(MESSAGES)
    .where(MESSAGES.c.id == bindparam("id_"))
    .values({name: bindparam(name) for name in _CHANGING})
)

_PLACEMENTS: Final = select(
    MESSAGES.c.channel, MESSAGES.c.created_at, MESSAGES.c.due_at, MESSAGES.c.sent_at
).where(
    MESSAGES.c.shop_id == bindparam("shop_id"),
    MESSAGES.c.created_at > bindparam("since"),
    MESSAGES.c.stay_id == bindparam("stay_id"),
    PLACEMENT,
)
_RUSHES: Final = select(
    MESSAGES.c.channel, MESSAGES.c.created_at, MESSAGES.c.due_at, MESSAGES.c.sent_at
).where(
    MESSAGES.c.shop_id == bindparam("shop_id"),
    MESSAGES.c.created_at > bindparam("since"),
    MESSAGES.c.stay_id == bindparam("stay_id"),
    text("im_message.repeat = 1 AND im_message.event = 'line.rushed'"),
)
_OF_ORDER: Final = (
    SELECT.where(MESSAGES.c.order_id == bindparam("order_id"), IS_UNFINISHED)
).order_by(MESSAGES.c.id)
# Asked for each row that is due: built once.
_BY_ID: Final = SELECT.where(MESSAGES.c.id == bindparam("id_"))
_OF_ANNOUNCEMENT: Final = SELECT.where(
    MESSAGES.c.announcement_id == bindparam("announcement")
).order_by(MESSAGES.c.id)
_OF_REPEAT: Final = _OF_ANNOUNCEMENT.where(MESSAGES.c.repeat == bindparam("number"))
_UNFINISHED: Final = _OF_ANNOUNCEMENT.where(IS_UNFINISHED)


# ── messages ─────────────────────────────────────────────────────────────────────────────────────


def message(session: Session, message_id: str) -> Message | None:
    return next(iter(_read(session, _BY_ID, id_=message_id)), None)


def of_repeat(session: Session, announcement_id: str, repeat: int) -> list[Message]:
    """The same sentence at all its accounts."""
    return _read(session, _OF_REPEAT, announcement=announcement_id, number=repeat)


def of_announcement(session: Session, announcement_id: str) -> list[Message]:
    """All repeats at all accounts, also those that ended."""
    return _read(session, _OF_ANNOUNCEMENT, announcement=announcement_id)


def unfinished_of_announcement(session: Session, announcement_id: str) -> list[Message]:
    return _read(session, _UNFINISHED, announcement=announcement_id)


def unfinished_of_order(session: Session, order_id: OrderId) -> list[Message]:
    rows = session.execute(_OF_ORDER, {"order_id": order_id})
    return [message_of(row) for row in rows.mappings()]


def unfinished_of_call(session: Session, call_id: CallId) -> list[Message]:
    return _messages(session, MESSAGES.c.call_id == call_id, IS_UNFINISHED)


@dataclass(frozen=True, slots=True)
class Placement:
    """When a stay's placement was told on `channel`: `sent_at`, or `due_at` while it waits."""

    channel: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None


def placements_since(
    session: Session, shop_id: ShopId, stay_id: StayId, since: datetime
) -> list[Placement]:
    """Of the stay's placements that were announced since then, the first repeats."""
    found = session.execute(_PLACEMENTS, {"shop_id": shop_id, "stay_id": stay_id, "since": since})
    return [Placement(*row) for row in found]


def rushes_since(
    session: Session, shop_id: ShopId, stay_id: StayId, since: datetime
) -> list[Placement]:
    """The same of dishes that somebody asked to hurry."""
    found = session.execute(_RUSHES, {"shop_id": shop_id, "stay_id": stay_id, "since": since})
    return [Placement(*row) for row in found]


def on_screen(session: Session, accounts: Collection[str]) -> list[Message]:
    """What a snapshot holds of announcements: sent and not finished."""
    if not accounts:
        return []
    rows = _messages(session, MESSAGES.c.account.in_(sorted(accounts)), IS_UNFINISHED)
    return [row for row in rows if row.is_on_screen]


def last_repeat(session: Session, announcement_id: str) -> int:
    found: int | None = session.scalar(
        select(func.max(MESSAGES.c.repeat)).where(MESSAGES.c.announcement_id == announcement_id)
    )
    return found or 0


def add(session: Session, messages: Sequence[Message]) -> None:
    if messages:
        session.execute(_INSERT, [_values(message) for message in messages])


def save(session: Session, messages: Iterable[Message]) -> None:
    changed = [
        {name: value for name, value in _values(message).items() if name in _CHANGING}
        | {"id_": message.id}
        for message in messages
    ]
    if changed:
        session.execute(_UPDATE, changed)


def mark_delivered(session: Session, ids: Collection[str], at: datetime) -> None:
    """Those that were sent and nothing more; a repeated ack changes nothing."""
    session.execute(
        update(MESSAGES)
        .where(MESSAGES.c.id.in_(sorted(ids)), MESSAGES.c.status == MessageStatus.SENT)
        .values(status=MessageStatus.DELIVERED, delivered_at=at)
    )


def prune(session: Session, shop_id: str, before: datetime, limit: int) -> int:
    """Forget ended rows of the shop created before then, and their turns; gives how many."""
    old = [
        (row.id, row.announcement_id)
        for row in session.execute(
            select(MESSAGES.c.id, MESSAGES.c.announcement_id)
            .where(
                MESSAGES.c.shop_id == shop_id,
                MESSAGES.c.created_at < before,
                MESSAGES.c.ended_at.is_not(None),
            )
            .order_by(MESSAGES.c.created_at)
            .limit(limit)
        )
    ]
    if old:
        announcements = sorted({announcement_id for _, announcement_id in old})
        session.execute(delete(MESSAGES).where(MESSAGES.c.id.in_([id_ for id_, _ in old])))
        session.execute(delete(CLAIMS).where(CLAIMS.c.announcement_id.in_(announcements)))
    return len(old)


def undelivered(session: Session, accounts: Sequence[str]) -> dict[str, tuple[MessageId, ...]]:
    """Per account: sent, and not yet acknowledged."""
    found: dict[str, list[MessageId]] = {}
    for row in on_screen(session, accounts):
        if row.status is MessageStatus.SENT:
            found.setdefault(row.account, []).append(row.id)
    return {account: tuple(ids) for account, ids in found.items()}


# ── who speaks ───────────────────────────────────────────────────────────────────────────────────


def turn(session: Session, announcement_id: str, repeat: int) -> SpeechTurn | None:
    row = session.execute(
        _SELECT_CLAIM.where(CLAIMS.c.announcement_id == announcement_id, CLAIMS.c.repeat == repeat)
    ).one_or_none()
    return None if row is None else SpeechTurn(*row)


def turns(session: Session, announcement_ids: Collection[str]) -> list[SpeechTurn]:
    if not announcement_ids:
        return []
    rows = session.execute(
        _SELECT_CLAIM.where(CLAIMS.c.announcement_id.in_(sorted(announcement_ids)))
    )
    return [SpeechTurn(*row) for row in rows]


def take_turn(
    session: Session,
    announcement_id: str,
    repeat: int,
    device_id: str,
    at: datetime,
    until: datetime,
) -> bool:
    """Compare-and-set: True only for the first, whoever else asks at the same time."""
    return add_new(
        session,
        CLAIMS,
        {
            "announcement_id": announcement_id,
            "repeat": repeat,
            "device_id": device_id,
            "granted_at": at,
            "until": until,
            "result": "",
        },
    )


def end_turn(
    session: Session, announcement_id: str, repeat: int, result: str, at: datetime
) -> None:
    session.execute(
        update(CLAIMS)
        .where(
            CLAIMS.c.announcement_id == announcement_id,
            CLAIMS.c.repeat == repeat,
            CLAIMS.c.result == "",
        )
        .values(result=result, ended_at=at)
    )


# ── inside ───────────────────────────────────────────────────────────────────────────────────────


def _read(session: Session, statement: Select[Any], **params: object) -> list[Message]:
    # Any: the columns above.
    return [message_of(row) for row in session.execute(statement, params).mappings()]


def _messages(session: Session, *where: Any) -> list[Message]:  # Any: SQLAlchemy's conditions
    rows = session.execute(SELECT.where(*where).order_by(MESSAGES.c.id))
    return [message_of(row) for row in rows.mappings()]


def message_of(row: Any) -> Message:  # Any: a mapping of the columns above
    held = {name: row[name] for name in _FIELDS}
    held["line_ids"] = tuple(held["line_ids"])
    return Message(**held)


def _values(message: Message) -> dict[str, object]:
    return msgspec.structs.asdict(message)
