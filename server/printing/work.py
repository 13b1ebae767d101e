"""What every part of printing stands on: one command of one actor in one unit, and who is told."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from common.domain import streams
from common.domain.errors import NotFound
from common.domain.ids import PrinterId, PrintJobId, StationId
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.printing import SETTLED, Attention, JobState
from common.domain.roles import Actor
from common.wire.events import EventBody, EventKind, Rows
from server.db.unit import Unit
from server.printing import repository
from server.printing.ports import Ports, Venue
from server.printing.repository import Job


class Work:
    def __init__(self, unit: Unit, actor: Actor, ports: Ports, key: str | None = None) -> None:
        self.unit = unit
        self.actor = actor
        self.ports = ports
        self.key = key

    @cached_property
    def venue(self) -> Venue:
        return self.ports.house.venue(self.unit.now)

    # ── printers ────────────────────────────────────────────────────────────────────────────────

    def printers(self) -> list[PrinterRow]:
        return repository.printers(self.unit.session, self.actor.shop_id)

    def printer(self, printer_id: str) -> PrinterRow:
        """Raises NotFound `printer.unknown`."""
        found = repository.printer(self.unit.session, self.actor.shop_id, printer_id)
        if found is None:
            raise NotFound("printer.unknown", {"printer_id": printer_id})
        return found

    def save_printer(self, row: PrinterRow) -> PrinterRow:
        row = replace(row, version=row.version + 1)
        repository.save_printer(self.unit.session, row)
        self.tell(EventKind.PRINTER_CHANGED, Rows(printers=(row,)))
        return row

    # ── jobs ────────────────────────────────────────────────────────────────────────────────────

    def job(self, job_id: str) -> Job:
        """Raises NotFound `print.unknown`."""
        found = repository.job(self.unit.session, self.actor.shop_id, job_id)
        if found is None:
            raise NotFound("print.unknown", {"job_id": job_id})
        return found

    def save_job(self, before: Job, row: PrintJobRow, *, is_asked: bool | None = None) -> Job:
        """Store a job as `row` says, and tell the desks: settled, it leaves their tables."""
        row = replace(row, version=before.row.version + 1)
        asked = before.is_asked if is_asked is None else is_asked
        after = replace(before, row=row, is_asked=asked)
        repository.save_job(self.unit.session, after)
        if row.state not in SETTLED:
            self.tell(EventKind.PRINT_CHANGED, Rows(print_jobs=(row,)))
        elif before.row.state not in SETTLED:
            self.tell(EventKind.PRINT_CHANGED, Rows(), {"print_jobs": (row.id,)})
        return after

    def add_job(self, new: Job, printer: PrinterRow | None) -> Job:
        """A paper for `printer`; without one it waits for a person from the beginning."""
        waits = printer is not None
        row = replace(
            new.row,
            id=PrintJobId(self.unit.new_id()),
            printer_id=printer.id if printer else None,
            state=JobState.QUEUED if waits else JobState.FAILED,
            why=None if waits else Attention.NO_PRINTER,
        )
        held = replace(new, row=row)
        repository.add_job(self.unit.session, self.actor.shop_id, held)
        self.tell(EventKind.PRINT_CHANGED, Rows(print_jobs=(row,)))
        return held

    # ── which printer ───────────────────────────────────────────────────────────────────────────

    def receipt_printer(self) -> PrinterRow | None:
        return next((x for x in self.printers() if x.has_receipts), None)

    def station_printers(self, station_ids: tuple[StationId, ...]) -> list[PrinterRow]:
        """Where a dish's ticket comes out: at each of its stations; one that is routed nowhere,
        at the kitchen's first."""
        kitchen = [x for x in self.printers() if x.station_ids]
        if not station_ids:
            return kitchen[:1]
        return [x for x in kitchen if set(x.station_ids) & set(station_ids)]

    def given_printer(self, printer_id: PrinterId | str | None) -> PrinterRow | None:
        return None if printer_id is None else self.printer(printer_id)

    def tell(
        self, kind: EventKind, put: Rows, drop: dict[str, tuple[str, ...]] | None = None
    ) -> None:
        by = self.actor.staff_id or self.actor.device_id or ""
        body = EventBody(put=put, drop=drop or {}, by=by, key=self.key or "")
        self.unit.emit(streams.cashier(self.actor.shop_id), kind, body)
