"""Printers and print jobs: statements in Core, rows out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, cast

import msgspec
from sqlalchemy import Table, and_, delete, insert, or_, select, text, update
from sqlalchemy.orm import Session

from common.domain.ids import PrinterId, ShopId
from common.domain.print_rows import (
    KitchenTicket,
    Paper,
    PrinterCheck,
    PrinterRow,
    PrintJobRow,
    Receipt,
)
from common.domain.printing import SETTLED, PaperKind
from server.printing.models import Printer, PrintJob

PRINTERS: Final = cast(Table, Printer.__table__)
JOBS: Final = cast(Table, PrintJob.__table__)

_PAPERS: Final[dict[PaperKind, type[Receipt | KitchenTicket | PrinterCheck]]] = {
    PaperKind.PRE_SETTLEMENT: Receipt,
    PaperKind.RECEIPT: Receipt,
    PaperKind.TICKET: KitchenTicket,
    PaperKind.TEST: PrinterCheck,
}
_PRINTER_FIELDS: Final = tuple(f.name for f in fields(PrinterRow))
_JOB_FIELDS: Final = tuple(f.name for f in fields(PrintJobRow))
_PRINTER: Final = select(*(PRINTERS.c[name] for name in _PRINTER_FIELDS))
_JOB: Final = select(
    *(JOBS.c[name] for name in _JOB_FIELDS),
    JOBS.c.subject_id,
    JOBS.c.once_key,
    JOBS.c.paper,
    JOBS.c.line_ids,
    JOBS.c.is_asked,
)
_UNSETTLED: Final = text("print_job.state NOT IN ('printed', 'cancelled')")


@dataclass(frozen=True, slots=True)
class Job:
    """A print job with what no screen's table needs; see the model."""

    row: PrintJobRow
    paper: Paper
    subject_id: str | None = None
    once_key: str | None = None
    line_ids: tuple[str, ...] = ()
    is_asked: bool = False


# ── printers ─────────────────────────────────────────────────────────────────────────────────────


def printers(session: Session, shop_id: ShopId) -> list[PrinterRow]:
    """Those that are there, by name."""
    found = session.execute(
        _PRINTER.where(PRINTERS.c.shop_id == shop_id, PRINTERS.c.removed_at.is_(None)).order_by(
            PRINTERS.c.name, PRINTERS.c.id
        )
    )
    return [_printer(row) for row in found.mappings()]


def printer(session: Session, shop_id: ShopId, printer_id: str) -> PrinterRow | None:
    row = session.execute(
        _PRINTER.where(
            PRINTERS.c.shop_id == shop_id,
            PRINTERS.c.id == printer_id,
            PRINTERS.c.removed_at.is_(None),
        )
    )
    found = row.mappings().one_or_none()
    return None if found is None else _printer(found)


def add_printer(session: Session, shop_id: ShopId, row: PrinterRow) -> None:
    session.execute(insert(PRINTERS), {"shop_id": shop_id, **_values(row, _PRINTER_FIELDS)})


def save_printer(session: Session, row: PrinterRow, removed_at: datetime | None = None) -> None:
    values = _values(row, _PRINTER_FIELDS) | {"removed_at": removed_at}
    session.execute(update(PRINTERS).where(PRINTERS.c.id == row.id).values(values))


def _printer(row: Any) -> PrinterRow:  # Any: a row of _PRINTER
    return PrinterRow(**(dict(row) | {"station_ids": tuple(row["station_ids"])}))


# ── jobs ─────────────────────────────────────────────────────────────────────────────────────────


def unsettled(session: Session, shop_id: ShopId) -> list[PrintJobRow]:
    """What the desks' tables hold."""
    return [job.row for job in _jobs(session, JOBS.c.shop_id == shop_id, _UNSETTLED)]


def unsettled_of(session: Session, shop_id: ShopId, printer_id: PrinterId) -> list[Job]:
    """A printer's, in the order in which they come out."""
    return _jobs(session, JOBS.c.shop_id == shop_id, JOBS.c.printer_id == printer_id, _UNSETTLED)


def job(session: Session, shop_id: ShopId, job_id: str) -> Job | None:
    return next(iter(_jobs(session, JOBS.c.shop_id == shop_id, JOBS.c.id == job_id)), None)


def jobs_about(session: Session, shop_id: ShopId, subject_id: str) -> list[Job]:
    return _jobs(session, JOBS.c.shop_id == shop_id, JOBS.c.subject_id == subject_id)


def page(
    session: Session, shop_id: ShopId, before: tuple[datetime, str] | None, limit: int
) -> list[PrintJobRow]:
    """The newest `limit`, or those before a cursor."""
    older = (
        []
        if before is None
        else [
            or_(
                JOBS.c.created_at < before[0],
                and_(JOBS.c.created_at == before[0], JOBS.c.id < before[1]),
            )
        ]
    )
    found = session.execute(
        _JOB.where(JOBS.c.shop_id == shop_id, *older)
        .order_by(JOBS.c.created_at.desc(), JOBS.c.id.desc())
        .limit(limit)
    )
    return [_job(row).row for row in found.mappings()]


def printed_batches(
    session: Session, shop_id: ShopId, batch_ids: Collection[str]
) -> frozenset[str]:
    """Which batches have a ticket already, in whatever state."""
    found = session.scalars(
        select(JOBS.c.subject_id)
        .distinct()
        .where(
            JOBS.c.shop_id == shop_id,
            JOBS.c.kind == PaperKind.TICKET,
            JOBS.c.subject_id.in_(batch_ids),
        )
    )
    return frozenset(found.all())


def add_job(session: Session, shop_id: ShopId, new: Job) -> None:
    session.execute(insert(JOBS), {"shop_id": shop_id, **_job_values(new)})


def save_job(session: Session, held: Job) -> None:
    session.execute(update(JOBS).where(JOBS.c.id == held.row.id).values(_job_values(held)))


def forget(session: Session, shop_id: str, before: datetime, limit: int) -> int:
    """Delete settled jobs older than `before`; gives how many."""
    old = (
        select(JOBS.c.id)
        .where(
            JOBS.c.shop_id == shop_id,
            JOBS.c.created_at < before,
            JOBS.c.state.in_(sorted(SETTLED)),
        )
        .order_by(JOBS.c.created_at)
        .limit(limit)
    )
    ids = session.scalars(old).all()
    session.execute(delete(JOBS).where(JOBS.c.id.in_(ids)))
    return len(ids)


def _jobs(session: Session, *where: Any) -> list[Job]:  # Any: SQLAlchemy's conditions
    found = session.execute(_JOB.where(*where).order_by(JOBS.c.queued_at, JOBS.c.id))
    return [_job(row) for row in found.mappings()]


def _job(row: Any) -> Job:  # Any: a row of _JOB
    held = PrintJobRow(**{name: row[name] for name in _JOB_FIELDS})
    paper: Paper = msgspec.convert(row["paper"], _PAPERS[held.kind])
    return Job(
        held, paper, row["subject_id"], row["once_key"], tuple(row["line_ids"]), row["is_asked"]
    )


def _job_values(held: Job) -> dict[str, Any]:  # Any: columns
    return {
        **_values(held.row, _JOB_FIELDS),
        "paper": msgspec.to_builtins(held.paper),
        "subject_id": held.subject_id,
        "once_key": held.once_key,
        "line_ids": list(held.line_ids),
        "is_asked": held.is_asked,
    }


def _values(row: object, names: Sequence[str]) -> dict[str, Any]:  # Any: columns
    values = {name: getattr(row, name) for name in names}
    return {name: list(x) if isinstance(x, tuple) else x for name, x in values.items()}
