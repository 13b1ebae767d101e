"""Tables of the prepaid messages: lots, holds and what was booked; messages and their phones."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from common.domain.sms_limits import BlockReason
from common.domain.sms_messages import ReceiptRemark, SmsState
from common.domain.sms_rows import Bucket, HoldState, MovementKind, PurchaseState
from common.domain.sms_text import LONGEST, MessageKind
from server.db.base import Base, Choice, Id, Json, UtcDateTime

_SUM: Final = "granted = available + held + consumed + expired + clawed_back"
_NONE_BELOW_ZERO: Final = (
    "available >= 0 AND held >= 0 AND consumed >= 0 AND expired >= 0 AND clawed_back >= 0"
)
OPEN_LOTS: Final = text("closed_at IS NULL")
OPEN_HOLDS: Final = text("state = 'held'")
OPEN_DEBTS: Final = text("settled < units")
IN_LANE: Final = text("state IN ('queued', 'paid', 'submitting')")
LOOKED_AT: Final = text("look_at IS NOT NULL")
AT_PROVIDER: Final = text("provider_msg_id IS NOT NULL")
COUNTED: Final = text("counted_at IS NOT NULL")
REMARKED: Final = text("remark IS NOT NULL OR reported_units <> units")


class SmsPackage(Base):
    """套餐包 on offer. `valid_days`: a lot ends at 24:00 of that many days after its payment."""

    __tablename__ = "sms_package"
    __table_args__ = (CheckConstraint("units > 0 AND price_fen >= 0", "sane"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    units: Mapped[int] = mapped_column()
    price_fen: Mapped[int] = mapped_column()
    valid_days: Mapped[int] = mapped_column()
    is_offered: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class SmsAccount(Base):
    """短信账户余额: the cached sum of a brand's lots.

    Its row is the lock that every unit of work writing in the brand's book takes first.
    """

    __tablename__ = "sms_account"
    __table_args__ = (
        CheckConstraint(_SUM, "sum"),
        CheckConstraint(_NONE_BELOW_ZERO, "none_below_zero"),
        CheckConstraint("debt >= 0", "debt"),
    )
    brand_id: Mapped[str] = mapped_column(ForeignKey("brand.id"), primary_key=True)
    granted: Mapped[int] = mapped_column(default=0)
    available: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)
    consumed: Mapped[int] = mapped_column(default=0)
    expired: Mapped[int] = mapped_column(default=0)
    clawed_back: Mapped[int] = mapped_column(default=0)
    debt: Mapped[int] = mapped_column(default=0)
    warn_below: Mapped[int] = mapped_column(default=100)
    """Available units under which the shops' desks are warned, once until there are more again."""
    is_low: Mapped[bool] = mapped_column(default=False)


class SmsPurchase(Base):
    """下单: a package that is to be paid; its payment, heard of any number of times, makes a lot."""

    __tablename__ = "sms_purchase"
    __table_args__ = (
        UniqueConstraint("reference"),
        Index("ix_sms_purchase_brand", "brand_id", "created_at"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    brand_id: Mapped[str] = mapped_column(ForeignKey("brand.id"))
    package_id: Mapped[str] = mapped_column(ForeignKey("sms_package.id"))
    reference: Mapped[str] = mapped_column(String(64))
    """Of the payment, at whoever takes it."""
    units: Mapped[int] = mapped_column()
    paid_fen: Mapped[int] = mapped_column()
    valid_days: Mapped[int] = mapped_column()
    zone: Mapped[str] = mapped_column(String(64))  # IANA: whose midnight ends the lot
    state: Mapped[PurchaseState] = mapped_column(Choice(PurchaseState))
    provider: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    paid_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    clawed_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SmsLot(Base):
    """套餐包队列: what a payment bought. Used and locked by (expires_at, purchased_at, id)."""

    __tablename__ = "sms_lot"
    __table_args__ = (
        CheckConstraint(_SUM, "sum"),
        CheckConstraint(_NONE_BELOW_ZERO, "none_below_zero"),
        CheckConstraint("closed_at IS NULL OR available = 0", "closed_is_empty"),
        UniqueConstraint("purchase_id"),
        Index(
            "ix_sms_lot_open",
            "brand_id",
            "expires_at",
            "purchased_at",
            "id",
            sqlite_where=OPEN_LOTS,
            postgresql_where=OPEN_LOTS,
        ),
        Index("ix_sms_lot_brand", "brand_id", "id"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    brand_id: Mapped[str] = mapped_column(ForeignKey("sms_account.brand_id"))
    purchase_id: Mapped[str] = mapped_column(ForeignKey("sms_purchase.id"))
    purchased_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    granted: Mapped[int] = mapped_column(default=0)
    available: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)
    consumed: Mapped[int] = mapped_column(default=0)
    expired: Mapped[int] = mapped_column(default=0)
    clawed_back: Mapped[int] = mapped_column(default=0)


class SmsHold(Base):
    """冻结单. `deadline` NULL: it lives as long as its message."""

    __tablename__ = "sms_hold"
    __table_args__ = (
        CheckConstraint("units > 0", "units"),
        CheckConstraint("(state = 'held') = (ended_at IS NULL)", "ended"),
        UniqueConstraint("brand_id", "client_ref"),
        Index(
            "ix_sms_hold_open",
            "brand_id",
            "deadline",
            sqlite_where=OPEN_HOLDS,
            postgresql_where=OPEN_HOLDS,
        ),
        Index("ix_sms_hold_brand", "brand_id", "id"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    brand_id: Mapped[str] = mapped_column(ForeignKey("sms_account.brand_id"))
    client_ref: Mapped[str] = mapped_column(String(64))
    units: Mapped[int] = mapped_column()
    state: Mapped[HoldState] = mapped_column(Choice(HoldState))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SmsAllocation(Base):
    """What a hold has of one lot; `place` is the order in which its lots are used."""

    __tablename__ = "sms_allocation"
    __table_args__ = (
        CheckConstraint("units > 0", "units"),
        CheckConstraint("0 <= refunded AND refunded <= captured AND captured <= units", "fits"),
        Index("ix_sms_allocation_lot", "lot_id"),
    )
    hold_id: Mapped[str] = mapped_column(ForeignKey("sms_hold.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[str] = mapped_column(ForeignKey("sms_lot.id"))
    units: Mapped[int] = mapped_column()
    captured: Mapped[int] = mapped_column(default=0)
    refunded: Mapped[int] = mapped_column(default=0)


class SmsPayment(Base):
    """短信支付记录: a hold was paid, once."""

    __tablename__ = "sms_payment"
    __table_args__ = (CheckConstraint("units >= 0 AND released >= 0", "units"),)
    hold_id: Mapped[str] = mapped_column(ForeignKey("sms_hold.id"), primary_key=True)
    brand_id: Mapped[str] = mapped_column(ForeignKey("sms_account.brand_id"))
    units: Mapped[int] = mapped_column()
    released: Mapped[int] = mapped_column()
    paid_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SmsMovement(Base):
    """What was booked; append only. `source` NULL: from outside."""

    __tablename__ = "sms_movement"
    __table_args__ = (
        CheckConstraint("units > 0", "units"),
        UniqueConstraint("key"),
        Index("ix_sms_movement_brand", "brand_id", "id"),
        Index("ix_sms_movement_lot", "lot_id", "id"),
        Index("ix_sms_movement_hold", "hold_id", "id"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    brand_id: Mapped[str] = mapped_column(ForeignKey("sms_account.brand_id"))
    lot_id: Mapped[str] = mapped_column(ForeignKey("sms_lot.id"))
    hold_id: Mapped[str | None] = mapped_column(ForeignKey("sms_hold.id"))
    kind: Mapped[MovementKind] = mapped_column(Choice(MovementKind))
    source: Mapped[Bucket | None] = mapped_column(Choice(Bucket))
    target: Mapped[Bucket] = mapped_column(Choice(Bucket))
    units: Mapped[int] = mapped_column()
    key: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SmsDebt(Base):
    """What a claw-back could not take; the next purchases pay it, oldest first."""

    __tablename__ = "sms_debt"
    __table_args__ = (
        CheckConstraint("units > 0 AND 0 <= settled AND settled <= units", "fits"),
        UniqueConstraint("purchase_id"),
        Index(
            "ix_sms_debt_open",
            "brand_id",
            "id",
            sqlite_where=OPEN_DEBTS,
            postgresql_where=OPEN_DEBTS,
        ),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    brand_id: Mapped[str] = mapped_column(ForeignKey("sms_account.brand_id"))
    purchase_id: Mapped[str] = mapped_column(ForeignKey("sms_purchase.id"))
    units: Mapped[int] = mapped_column()
    settled: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SmsMessage(Base):
    """短信: one request to the provider, with its own hold (NULL before the hours of marketing).

    `due_at`: when its lane may take it up. `look_at`: when time alone changes it next.
    """

    __tablename__ = "sms_message"
    __table_args__ = (
        CheckConstraint("phones > 0 AND units_each > 0", "counts"),
        CheckConstraint(
            "left_out >= 0 AND delivered >= 0 AND undelivered >= 0"
            " AND left_out + delivered + undelivered <= phones",
            "tally",
        ),
        UniqueConstraint("brand_id", "client_ref"),
        Index("ix_sms_message_brand", "brand_id", "id"),
        Index(
            "ix_sms_message_lane",
            "lane",
            "due_at",
            "id",
            sqlite_where=IN_LANE,
            postgresql_where=IN_LANE,
        ),
        Index(
            "ix_sms_message_look",
            "brand_id",
            "look_at",
            sqlite_where=LOOKED_AT,
            postgresql_where=LOOKED_AT,
        ),
        Index(
            "ix_sms_message_provider",
            "provider_msg_id",
            sqlite_where=AT_PROVIDER,
            postgresql_where=AT_PROVIDER,
        ),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    brand_id: Mapped[str] = mapped_column(ForeignKey("sms_account.brand_id"))
    client_ref: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Of what was asked for: the same `client_ref` for something else is refused."""
    kind: Mapped[MessageKind] = mapped_column(Choice(MessageKind))
    lane: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(String(LONGEST))
    units_each: Mapped[int] = mapped_column()
    phones: Mapped[int] = mapped_column()
    left_out: Mapped[int] = mapped_column(default=0)
    delivered: Mapped[int] = mapped_column(default=0)
    undelivered: Mapped[int] = mapped_column(default=0)
    refused: Mapped[list[list[str]]] = mapped_column(Json)  # [phone as it came, code], at accept
    state: Mapped[SmsState] = mapped_column(Choice(SmsState))
    why: Mapped[str] = mapped_column(String(200), default="")  # code, then the provider's words
    hold_id: Mapped[str | None] = mapped_column(ForeignKey("sms_hold.id"))
    attempts: Mapped[int] = mapped_column(default=0)  # the lane's, of its head
    tries: Mapped[int] = mapped_column(default=0)  # how often the provider was asked
    accepted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    look_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the last attempt's
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    provider: Mapped[str] = mapped_column(String(32), default="")
    provider_msg_id: Mapped[str | None] = mapped_column(String(64))


class SmsPhone(Base):
    """One phone of a message. `parts`: the units of each lot that paid for it, [[lot, units], …]."""

    __tablename__ = "sms_phone"
    __table_args__ = (
        CheckConstraint("units > 0 AND (charged = 0 OR charged = units)", "units"),
        UniqueConstraint("phone", "message_id"),
        Index(
            "ix_sms_phone_counted",
            "phone",
            "counted_at",
            sqlite_where=COUNTED,
            postgresql_where=COUNTED,
        ),
        Index(
            "ix_sms_phone_remarked",
            "reported_at",
            sqlite_where=REMARKED,
            postgresql_where=REMARKED,
        ),
    )
    message_id: Mapped[str] = mapped_column(ForeignKey("sms_message.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(String(20))
    units: Mapped[int] = mapped_column()
    state: Mapped[SmsState] = mapped_column(Choice(SmsState))
    why: Mapped[str] = mapped_column(String(64), default="")  # a code, or the receipt's raw status
    charged: Mapped[int] = mapped_column(default=0)  # units that are paid and kept
    parts: Mapped[list[list[Any]] | None] = mapped_column(Json)
    counted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # codes, for the caps
    reported_units: Mapped[int | None] = mapped_column()
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remark: Mapped[ReceiptRemark | None] = mapped_column(Choice(ReceiptRemark))


class SmsBlocked(Base):
    """黑名单, 退订: who is not written to."""

    __tablename__ = "sms_blocked"
    brand_id: Mapped[str] = mapped_column(ForeignKey("brand.id"), primary_key=True)
    phone: Mapped[str] = mapped_column(String(20), primary_key=True)
    reason: Mapped[BlockReason] = mapped_column(Choice(BlockReason))
    note: Mapped[str] = mapped_column(String(100), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SmsTemplate(Base):
    """短信模板: a text with {placeholders} of given types."""

    __tablename__ = "sms_template"
    __table_args__ = (UniqueConstraint("brand_id", "name"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    brand_id: Mapped[str] = mapped_column(ForeignKey("brand.id"))
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[MessageKind] = mapped_column(Choice(MessageKind))
    text: Mapped[str] = mapped_column(String(LONGEST))
    params: Mapped[dict[str, str]] = mapped_column(Json)  # name → type
    at: Mapped[datetime] = mapped_column(UtcDateTime)
