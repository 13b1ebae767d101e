"""Tables of the cashier's desk: bills, what is on them, payments, shifts. Rows are never deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from common.domain.bill_rows import AdjustmentKind, PaymentMethod
from server.db.base import Base, Choice, Id, Json, UtcDateTime

_NOT_CLOSED = text("closed_at IS NULL")


class Bill(Base):
    """The bill of a stay, from the first thing on it that is no dish. Its dishes are the kitchen's.

    `is_open` while one of its stays is open: then the desks' tables hold it.
    """

    __tablename__ = "bill"
    __table_args__ = (
        Index(
            "ix_bill_open",
            "shop_id",
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
    )
    id: Mapped[str] = mapped_column(ForeignKey("stay.id"), primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    stay_ids: Mapped[list[str]] = mapped_column(Json)
    is_open: Mapped[bool] = mapped_column(default=True)
    # Any: plain JSON of Allocation and CarriedLine, converted in the repository
    allocations: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    carried: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    version: Mapped[int] = mapped_column(default=1)


class BillCharge(Base):
    __tablename__ = "bill_charge"
    __table_args__ = (
        Index("ix_bill_charge_shop_at", "shop_id", "at"),
        CheckConstraint("amount_fen > 0", name="amount_positive"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    bill_id: Mapped[str] = mapped_column(ForeignKey("bill.id"), index=True)
    stay_id: Mapped[str] = mapped_column(ForeignKey("stay.id"))
    name: Mapped[str] = mapped_column(String(60))
    amount_fen: Mapped[int] = mapped_column()
    by: Mapped[str | None] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by: Mapped[str | None] = mapped_column(Id)
    void_reason: Mapped[str] = mapped_column(String(200), default="")


class BillAdjustment(Base):
    """Money off; columns mean what `common.domain.bill_rows.Adjustment` says."""

    __tablename__ = "bill_adjustment"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    bill_id: Mapped[str] = mapped_column(ForeignKey("bill.id"), index=True)
    stay_id: Mapped[str] = mapped_column(ForeignKey("stay.id"))
    kind: Mapped[AdjustmentKind] = mapped_column(Choice(AdjustmentKind))
    amount: Mapped[int] = mapped_column()
    item_ids: Mapped[list[str]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(String(200))
    by: Mapped[str | None] = mapped_column(Id)
    approved_by: Mapped[str | None] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by: Mapped[str | None] = mapped_column(Id)
    void_reason: Mapped[str] = mapped_column(String(200), default="")


class PaymentRecord(Base):
    __tablename__ = "payment"
    __table_args__ = (
        Index("ix_payment_shop_paid", "shop_id", "paid_at"),
        CheckConstraint("amount_fen > 0", name="amount_positive"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    bill_id: Mapped[str] = mapped_column(ForeignKey("bill.id"), index=True)
    stay_id: Mapped[str] = mapped_column(ForeignKey("stay.id"))
    method: Mapped[PaymentMethod] = mapped_column(Choice(PaymentMethod))
    amount_fen: Mapped[int] = mapped_column()
    tendered_fen: Mapped[int] = mapped_column()
    change_fen: Mapped[int] = mapped_column()
    reference: Mapped[str] = mapped_column(String(64), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    shift_id: Mapped[str] = mapped_column(ForeignKey("shift.id"), index=True)
    by: Mapped[str | None] = mapped_column(Id)
    paid_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RefundRecord(Base):
    __tablename__ = "refund"
    __table_args__ = (
        Index("ix_refund_shop_at", "shop_id", "at"),
        CheckConstraint("amount_fen > 0", name="amount_positive"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    payment_id: Mapped[str] = mapped_column(ForeignKey("payment.id"), index=True)
    amount_fen: Mapped[int] = mapped_column()
    reason: Mapped[str] = mapped_column(String(200))
    line_ids: Mapped[list[str]] = mapped_column(Json)
    shift_id: Mapped[str] = mapped_column(ForeignKey("shift.id"), index=True)
    by: Mapped[str | None] = mapped_column(Id)
    approved_by: Mapped[str | None] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Shift(Base):
    """交班. `counted` is what was in the drawer and on the slips at the close: method → fen."""

    __tablename__ = "shift"
    __table_args__ = (
        Index(
            "uq_shift_open",
            "shop_id",
            unique=True,
            sqlite_where=_NOT_CLOSED,
            postgresql_where=_NOT_CLOSED,
        ),
        Index("ix_shift_shop_opened", "shop_id", "opened_at"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    float_fen: Mapped[int] = mapped_column()
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by: Mapped[str | None] = mapped_column(Id)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(Id)
    counted: Mapped[dict[str, int]] = mapped_column(Json)
    note: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(SmallInteger, default=1)
