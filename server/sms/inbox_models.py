"""Tables of what providers tell us: receipts, replies, what could not be read, and when to ask."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.db.base import Base, Choice, Id, UtcDateTime

WAITING: Final = text("state = 'waiting'")


class InboxState(StrEnum):
    """Stored by value."""

    WAITING = "waiting"  # no phone is known by it yet, or nobody looked yet
    APPLIED = "applied"


class SmsReceiptInbox(Base):
    """What was said of one phone, once for each status. Its `lane` keeps a message's in order.

    `status` is as it came: what it means is looked up when it is applied, by the table of then.
    """

    __tablename__ = "sms_receipt_inbox"
    __table_args__ = (
        UniqueConstraint("provider", "msgid", "phone", "status"),
        Index(
            "ix_sms_receipt_inbox_lane",
            "lane",
            "due_at",
            "id",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index(
            "ix_sms_receipt_inbox_waiting",
            "received_at",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index("ix_sms_receipt_inbox_ref", "ref"),
        Index("ix_sms_receipt_inbox_received", "received_at"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    provider: Mapped[str] = mapped_column(String(20))
    msgid: Mapped[str] = mapped_column(String(64))
    phone: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(32))
    told: Mapped[str] = mapped_column(String(200))  # the provider's own words for it
    units: Mapped[int | None] = mapped_column()
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ref: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[InboxState] = mapped_column(Choice(InboxState))
    effect: Mapped[str] = mapped_column(String(32), default="")
    """What applying it did (`common.domain.sms_receipts.Effect`); empty while it waits."""
    lane: Mapped[str] = mapped_column(String(120))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SmsMoInbox(Base):
    """上行: what somebody wrote back. `stops`: it asks for no further messages."""

    __tablename__ = "sms_mo_inbox"
    __table_args__ = (
        UniqueConstraint("digest"),
        Index("ix_sms_mo_inbox_phone", "phone", "id"),
        Index("ix_sms_mo_inbox_received", "received_at"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    provider: Mapped[str] = mapped_column(String(20))
    phone: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(String(500))
    code: Mapped[str] = mapped_column(String(32))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    digest: Mapped[str] = mapped_column(String(64))
    """Of all the above: the same reply comes any number of times."""
    stops: Mapped[bool] = mapped_column()
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SmsUnread(Base):
    """A push, or an entry of one, that nobody could read: for look-up, it moves nothing."""

    __tablename__ = "sms_unread"
    __table_args__ = (UniqueConstraint("digest"), Index("ix_sms_unread_received", "received_at"))
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    provider: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(10))  # report, mo
    why: Mapped[str] = mapped_column(String(200))
    raw: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SmsPull(Base):
    """When a provider is asked next for what it did not push; a due row that never ends."""

    __tablename__ = "sms_pull"
    id: Mapped[str] = mapped_column(Id, primary_key=True)  # the provider's name
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
