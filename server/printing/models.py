"""Tables of printers and of what is to be printed. Rows are never deleted while anybody may ask."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from common.domain.printing import Attention, JobState, PaperKind, PrinterKind, PrinterState
from server.db.base import Base, Choice, Id, Json, UtcDateTime

UNSETTLED = text("state NOT IN ('printed', 'cancelled')")


class Printer(Base):
    """Columns mean what `common.domain.print_rows.PrinterRow` says; `removed_at`: taken away."""

    __tablename__ = "printer"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[PrinterKind] = mapped_column(Choice(PrinterKind))
    address: Mapped[str] = mapped_column(String(200))
    desk_id: Mapped[str | None] = mapped_column(ForeignKey("device.id"))
    columns: Mapped[int] = mapped_column(SmallInteger)
    has_receipts: Mapped[bool] = mapped_column(default=False)
    prints_paid: Mapped[bool] = mapped_column(default=False)
    opens_drawer: Mapped[bool] = mapped_column(default=False)
    station_ids: Mapped[list[str]] = mapped_column(Json)
    state: Mapped[PrinterState] = mapped_column(Choice(PrinterState))
    state_since: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class PrintJob(Base):
    """A paper to print; columns mean what `common.domain.print_rows.PrintJobRow` says.

    `subject_id`: the bill's stay or the batch; `once_key`: whatever asks for it, it exists once;
    `line_ids`: the dishes that a kitchen's ticket names; `is_asked`: by a person, so nothing skips it.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        Index(
            "ix_print_job_unsettled",
            "shop_id",
            sqlite_where=UNSETTLED,
            postgresql_where=UNSETTLED,
        ),
        Index("ix_print_job_shop_created", "shop_id", "created_at", "id"),
        Index("ix_print_job_subject", "subject_id"),
        Index("uq_print_job_once", "shop_id", "once_key", unique=True),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    kind: Mapped[PaperKind] = mapped_column(Choice(PaperKind))
    subject_id: Mapped[str | None] = mapped_column(Id)
    once_key: Mapped[str | None] = mapped_column(String(80))
    # Any: plain JSON of the kind's paper, converted in the repository
    paper: Mapped[dict[str, Any]] = mapped_column(Json)
    line_ids: Mapped[list[str]] = mapped_column(Json)
    is_asked: Mapped[bool] = mapped_column(default=False)
    room_name: Mapped[str | None] = mapped_column(String(20))
    hand_tag: Mapped[str | None] = mapped_column(String(12))
    numbers: Mapped[str] = mapped_column(String(200), default="")
    total_fen: Mapped[int | None] = mapped_column()
    printer_id: Mapped[str | None] = mapped_column(ForeignKey("printer.id"))
    state: Mapped[JobState] = mapped_column(Choice(JobState))
    why: Mapped[Attention | None] = mapped_column(Choice(Attention))
    copies: Mapped[int] = mapped_column(SmallInteger, default=0)
    attempt: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(Id)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
