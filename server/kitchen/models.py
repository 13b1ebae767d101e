"""Tables of stays and orders. `catering_order` and `catering_order_goods` keep the seed's names."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from common.domain.kitchen import CancelReason, LineAction, LineState
from common.domain.roles import Role
from common.domain.rows import OrderSource, OrderState, StayState
from server.db.base import Base, Choice, Id, Json, UtcDateTime

OPEN_STAY = text("state = 'open'")


class Stay(Base):
    """One visit, from check-in to clean. At most one open room stay (no tags) per room."""

    __tablename__ = "stay"
    __table_args__ = (
        Index(
            "uq_stay_open_room",
            "room_id",
            unique=True,
            sqlite_where=text("state = 'open' AND has_tags = 0 AND room_id IS NOT NULL"),
            postgresql_where=text("state = 'open' AND NOT has_tags AND room_id IS NOT NULL"),
        ),
        Index("ix_stay_shop_open", "shop_id", sqlite_where=OPEN_STAY, postgresql_where=OPEN_STAY),
        Index("ix_stay_room_ended", "room_id", "ended_at"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    room_id: Mapped[str | None] = mapped_column(ForeignKey("room.id"))
    room_name: Mapped[str | None] = mapped_column(String(20))
    has_tags: Mapped[bool] = mapped_column(default=False)
    guests: Mapped[int] = mapped_column(default=1)
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    state: Mapped[StayState] = mapped_column(Choice(StayState), default=StayState.OPEN)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bill_stay_id: Mapped[str | None] = mapped_column(ForeignKey("stay.id"))
    texts_to: Mapped[str] = mapped_column(String(20), default="")  # masked, as screens show it
    version: Mapped[int] = mapped_column(default=1)


class StayPhone(Base):
    """Where a guest wants to be told by text; gone with the end of the stay."""

    __tablename__ = "stay_phone"
    stay_id: Mapped[str] = mapped_column(ForeignKey("stay.id"), primary_key=True)
    phone: Mapped[str] = mapped_column(String(20))  # E.164
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StayTag(Base):
    """A tag worn in a stay. A tag is in at most one open stay."""

    __tablename__ = "stay_tag"
    __table_args__ = (
        Index(
            "uq_stay_tag_open",
            "shop_id",
            "tag",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    stay_id: Mapped[str] = mapped_column(ForeignKey("stay.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(12), primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    position: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OrderCounter(Base):
    """The last number drawn in a shop's business day; the row is the lock."""

    __tablename__ = "order_counter"
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    business_day: Mapped[date] = mapped_column(Date, primary_key=True)
    last_number: Mapped[int] = mapped_column()


class Order(Base):
    __tablename__ = "catering_order"
    __table_args__ = (
        UniqueConstraint("shop_id", "business_day", "number"),
        Index(
            "ix_catering_order_open",
            "shop_id",
            "id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_catering_order_stay", "stay_id"),
        Index(
            "ix_catering_order_marked",
            "shop_id",
            sqlite_where=text("open_marks > 0"),
            postgresql_where=text("open_marks > 0"),
        ),
        CheckConstraint("total_fen >= 0", name="total_not_negative"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    stay_id: Mapped[str] = mapped_column(ForeignKey("stay.id"))
    number: Mapped[int] = mapped_column()
    business_day: Mapped[date] = mapped_column(Date)
    room_id: Mapped[str | None] = mapped_column(ForeignKey("room.id"))
    room_name: Mapped[str | None] = mapped_column(String(20))
    hand_tag: Mapped[str | None] = mapped_column(String(12))
    source: Mapped[OrderSource] = mapped_column(Choice(OrderSource))
    state: Mapped[OrderState] = mapped_column(Choice(OrderState), default=OrderState.OPEN)
    note: Mapped[str] = mapped_column(String(200), default="")
    total_fen: Mapped[int] = mapped_column(default=0)
    open_marks: Mapped[int] = mapped_column(default=0)
    """How many marks of its lines wait for a cook: keeps a closed order on the board."""
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class Batch(Base):
    __tablename__ = "catering_order_batch"
    __table_args__ = (
        UniqueConstraint("order_id", "sequence"),
        Index(
            "ix_catering_order_batch_unseen",
            "placed_at",
            sqlite_where=text("seen_at IS NULL"),
            postgresql_where=text("seen_at IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    order_id: Mapped[str] = mapped_column(ForeignKey("catering_order.id"))
    sequence: Mapped[int] = mapped_column()
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    placed_by: Mapped[Role] = mapped_column(Choice(Role))
    promised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)


class Line(Base):
    """One dish of an order; columns mean what `common.domain.rows.LineRow` says."""

    __tablename__ = "catering_order_goods"
    __table_args__ = (
        Index("ix_catering_order_goods_order", "order_id"),
        Index(
            "ix_catering_order_goods_waiting",
            "shop_id",
            "goods_id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        CheckConstraint("quantity BETWEEN 1 AND 99", name="quantity_range"),
        CheckConstraint("price_fen >= 0", name="price_not_negative"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    order_id: Mapped[str] = mapped_column(ForeignKey("catering_order.id"))
    batch_id: Mapped[str] = mapped_column(ForeignKey("catering_order_batch.id"))
    sequence: Mapped[int] = mapped_column()
    goods_id: Mapped[str] = mapped_column(ForeignKey("goods.id"))
    name: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(8))
    quantity: Mapped[int] = mapped_column()
    options: Mapped[list[str]] = mapped_column(Json)
    note: Mapped[str] = mapped_column(String(200), default="")
    allergies: Mapped[list[str]] = mapped_column(Json)
    price_fen: Mapped[int] = mapped_column()
    counted: Mapped[bool] = mapped_column(default=False)
    """Whether `goods.remaining` was counted down for it: a cancel gives back."""
    state: Mapped[LineState] = mapped_column(Choice(LineState), default=LineState.WAITING)
    # Any: plain JSON of Mark, converted in the repository
    marks: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    station_ids: Mapped[list[str]] = mapped_column(Json)
    notify_count: Mapped[int] = mapped_column(default=0)
    rush_count: Mapped[int] = mapped_column(default=0)
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    promised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    notified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    picked_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_reason: Mapped[CancelReason | None] = mapped_column(Choice(CancelReason))
    rushed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remake_of: Mapped[str | None] = mapped_column(ForeignKey("catering_order_goods.id"))
    last_action: Mapped[LineAction | None] = mapped_column(Choice(LineAction))
    last_key: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)


class Trail(Base):
    """What was done, by whom, when: append-only, enough to replay a stay.

    `subject` is the kind of thing (line, order, stay, room …), `what` the action; `done_at` is the
    device's corrected clock, clamped between the thing's last change and `recorded_at`.
    """

    __tablename__ = "trail"
    __table_args__ = (
        Index("ix_trail_subject", "subject_id", "recorded_at"),
        Index("ix_trail_shop", "shop_id", "recorded_at"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    subject: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(Id)
    order_id: Mapped[str | None] = mapped_column(Id)
    what: Mapped[str] = mapped_column(String(32))
    before: Mapped[str] = mapped_column(String(32), default="")
    after: Mapped[str] = mapped_column(String(32), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[Role] = mapped_column(Choice(Role))
    device_id: Mapped[str | None] = mapped_column(Id)
    staff_id: Mapped[str | None] = mapped_column(Id)
    key: Mapped[str | None] = mapped_column(String(64))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Unsettled(Base):
    """A forced clean or close: what was left open, who did it and why (stands in the shift report)."""

    __tablename__ = "unsettled"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"), index=True)
    stay_id: Mapped[str] = mapped_column(ForeignKey("stay.id"))
    balance_fen: Mapped[int] = mapped_column()
    line_ids: Mapped[list[str]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(String(200))
    device_id: Mapped[str | None] = mapped_column(Id)
    staff_id: Mapped[str | None] = mapped_column(Id)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a manager opened the stay again: nothing is left unsettled then."""
