"""Tables of the message centre: sentences due for accounts, who spoke them, guests' calls."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from common.domain.announcing import MessageStatus
from common.domain.rows import CallState
from server.db.base import Base, Choice, Id, Json, UtcDateTime

UNFINISHED: Final = text("status IN ('pending', 'sent', 'delivered')")
PLACEMENT: Final = text("repeat = 1 AND event IN ('order.placed', 'order.added')")


class ImMessage(Base):
    """One sentence for one account and one repeat.

    `announcement_id` joins the accounts of one speech zone and the repeats of one call; a claim is
    on (announcement_id, repeat). `account` is the stream the row is sent to. `due_at` is when the
    row has something to do next: to be sent, then (claimed) to have been spoken, then to expire.
    Order, lines, call … are what the checks look at. `lease_until` is the worker's claim.
    """

    __tablename__ = "im_message"
    __table_args__ = (
        UniqueConstraint("announcement_id", "repeat", "account"),
        Index(
            "ix_im_message_due",
            "due_at",
            sqlite_where=UNFINISHED,
            postgresql_where=UNFINISHED,
        ),
        Index(
            "ix_im_message_account", "account", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED
        ),
        Index("ix_im_message_shop", "shop_id", "created_at"),
        Index(
            "ix_im_message_placement",
            "stay_id",
            "created_at",
            sqlite_where=PLACEMENT,
            postgresql_where=PLACEMENT,
        ),
        Index(
            "ix_im_message_order", "order_id", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED
        ),
        Index(
            "ix_im_message_call", "call_id", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED
        ),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    announcement_id: Mapped[str] = mapped_column(Id)
    repeat: Mapped[int] = mapped_column(SmallInteger)
    account: Mapped[str] = mapped_column(String(60))
    channel: Mapped[str] = mapped_column(String(16))
    speech_zone: Mapped[str] = mapped_column(String(40), default="")
    event: Mapped[str] = mapped_column(String(32))
    msg_type: Mapped[int] = mapped_column(SmallInteger)
    shown: Mapped[str] = mapped_column(Text, default="")
    spoken: Mapped[str] = mapped_column(Text, default="")
    template: Mapped[str] = mapped_column(String(200), default="")
    chime: Mapped[str] = mapped_column(String(16), default="")
    priority: Mapped[int] = mapped_column(SmallInteger, default=5)
    voice_rate: Mapped[int] = mapped_column(SmallInteger, default=160)
    order_id: Mapped[str | None] = mapped_column(Id)
    stay_id: Mapped[str | None] = mapped_column(Id)
    call_id: Mapped[str | None] = mapped_column(Id)
    line_ids: Mapped[list[str]] = mapped_column(Json)
    room_id: Mapped[str | None] = mapped_column(Id)
    therapist_id: Mapped[str | None] = mapped_column(Id)
    status: Mapped[MessageStatus] = mapped_column(
        Choice(MessageStatus), default=MessageStatus.PENDING
    )
    why: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(String(20), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class SpeechClaim(Base):
    """Who may speak (announcement_id, repeat): granted once, never twice."""

    __tablename__ = "speech_claim"
    announcement_id: Mapped[str] = mapped_column(Id, primary_key=True)
    repeat: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    device_id: Mapped[str] = mapped_column(Id)
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    """No `spoken` until then: a new repeat is raised for the others, reason `unheard`."""
    result: Mapped[str] = mapped_column(String(12), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ServiceCall(Base):
    """A guest's call from the pad (呼叫服务员, 加水 …), answered by one waiter or desk."""

    __tablename__ = "service_call"
    __table_args__ = (
        Index(
            "ix_service_call_open",
            "shop_id",
            sqlite_where=text("state IN ('open', 'accepted')"),
            postgresql_where=text("state IN ('open', 'accepted')"),
        ),
        Index("ix_service_call_stay", "stay_id"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    stay_id: Mapped[str] = mapped_column(Id)
    room_id: Mapped[str | None] = mapped_column(Id)
    room_name: Mapped[str | None] = mapped_column(String(20))
    hand_tag: Mapped[str | None] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(60))
    state: Mapped[CallState] = mapped_column(Choice(CallState), default=CallState.OPEN)
    called_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_by: Mapped[str | None] = mapped_column(Id)
    accepted_name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class AnnouncementSetting(Base):
    """How a brand or a shop (`scope_id`) has one event told on one channel; no row: as above it."""

    __tablename__ = "announcement_setting"
    scope_id: Mapped[str] = mapped_column(Id, primary_key=True)
    event: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    is_enabled: Mapped[bool] = mapped_column()
    is_spoken: Mapped[bool] = mapped_column()
    room_template: Mapped[str] = mapped_column(String(200))
    tag_template: Mapped[str] = mapped_column(String(200), default="")
    sources: Mapped[list[str]] = mapped_column(Json)
    delay_s: Mapped[int] = mapped_column(SmallInteger)
    repeats: Mapped[int] = mapped_column(SmallInteger)
    interval_s: Mapped[int] = mapped_column(SmallInteger)
    priority: Mapped[int] = mapped_column(SmallInteger)
    chime: Mapped[str] = mapped_column(String(16), default="")
    voice_rate: Mapped[int] = mapped_column(SmallInteger)
    expires_after_s: Mapped[int] = mapped_column(SmallInteger)
    confirm_within_s: Mapped[int] = mapped_column(SmallInteger)
    quiet_starts: Mapped[str] = mapped_column(String(5), default="")
    """Local `HH:MM`; empty, like `quiet_ends`: no quiet hours."""
    quiet_ends: Mapped[str] = mapped_column(String(5), default="")


class MannerSetting(Base):
    """How a brand or a shop (`scope_id`) speaks in general; `offline_after_s` by kind of terminal."""

    __tablename__ = "manner_setting"
    scope_id: Mapped[str] = mapped_column(Id, primary_key=True)
    burst_s: Mapped[int] = mapped_column(SmallInteger)
    offline_after_s: Mapped[dict[str, int]] = mapped_column(Json)


class PadCallTemplate(Base):
    """A call that a shop words itself, by the seed's msgTemplateId; others are the house's."""

    __tablename__ = "pad_call_template"
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    template_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    label: Mapped[str] = mapped_column(String(20))
    call_name: Mapped[str] = mapped_column(String(20))


class TerminalWatch(Base):
    """Since when a shop's terminals are watched without a pause; no row: the shop is closed."""

    __tablename__ = "terminal_watch"
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MissedTerminal(Base):
    """A terminal that the desk was told of, until it is back."""

    __tablename__ = "missed_terminal"
    device_id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"), index=True)
    missed_at: Mapped[datetime] = mapped_column(UtcDateTime)
