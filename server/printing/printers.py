"""A shop's printers: set by the manager, looked at by the desks."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from common.domain.audit import Subject, Values
from common.domain.errors import Invalid, Refused
from common.domain.ids import DeviceId, PrinterId, StationId
from common.domain.print_rows import PrinterCheck, PrinterRow, PrintJobRow
from common.domain.printing import (
    HELD,
    JobState,
    PaperKind,
    PrinterKind,
    PrinterState,
    network_address,
)
from common.domain.roles import Permission
from common.wire.events import EventKind, Rows
from common.wire.printing import PrinterInfo
from server.db import audit
from server.printing import repository
from server.printing.queue import Queue, new_row
from server.printing.repository import Job
from server.printing.work import Work

AT_MOST: Final = 20


class Printers:
    def __init__(self, work: Work, queue: Queue) -> None:
        self._work = work
        self._queue = queue

    def add(self, wanted: PrinterInfo) -> PrinterRow:
        """Raises Invalid `printer.address`, `station.unknown`; Refused `printer.too_many`."""
        self._work.actor.require(Permission.MANAGE)
        if len(self._work.printers()) >= AT_MOST:
            raise Refused("printer.too_many", {"at_most": AT_MOST})
        row = PrinterRow(
            id=PrinterId(self._work.unit.new_id()),
            name=wanted.name,
            kind=wanted.kind,
            address=self._address(wanted),
            desk_id=self._desk(wanted, None),
            columns=wanted.columns,
            has_receipts=wanted.has_receipts,
            prints_paid=wanted.prints_paid,
            opens_drawer=wanted.opens_drawer,
            station_ids=self._stations(wanted),
            state=PrinterState.UNKNOWN,
            state_since=self._work.unit.now,
            version=1,
        )
        repository.add_printer(self._work.unit.session, self._work.actor.shop_id, row)
        self._work.tell(EventKind.PRINTER_CHANGED, Rows(printers=(row,)))
        self._note(None, row)
        return row

    def change(self, printer_id: str, wanted: PrinterInfo) -> PrinterRow:
        """Raises as `add` does, and NotFound `printer.unknown`. What waits prints by the new ways."""
        self._work.actor.require(Permission.MANAGE)
        held = self._work.printer(printer_id)
        changed = replace(
            held,
            name=wanted.name,
            kind=wanted.kind,
            address=self._address(wanted),
            desk_id=self._desk(wanted, held),
            columns=wanted.columns,
            has_receipts=wanted.has_receipts,
            prints_paid=wanted.prints_paid,
            opens_drawer=wanted.opens_drawer,
            station_ids=self._stations(wanted),
        )
        if _where(changed) != _where(held):
            changed = replace(changed, state=PrinterState.UNKNOWN, state_since=self._work.unit.now)
        if changed == held:
            return held
        self._note(held, changed)
        return self._work.save_printer(changed)

    def remove(self, printer_id: str) -> PrinterRow:
        """What waits for it waits for a person then. Raises Refused `printer.busy`: it prints now."""
        self._work.actor.require(Permission.MANAGE)
        held = self._work.printer(printer_id)
        waiting = self._queue.waiting_of(held)
        if any(job.row.state in HELD for job in waiting):
            raise Refused("printer.busy", {"printer_id": printer_id})
        gone = replace(held, version=held.version + 1)
        repository.save_printer(self._work.unit.session, gone, removed_at=self._work.unit.now)
        self._work.tell(EventKind.PRINTER_CHANGED, Rows(), {"printers": (held.id,)})
        self._note(held, None)
        for job in waiting:
            if job.row.state is JobState.QUEUED:
                self._queue.homeless(job)
        return gone

    def saw(self, printer_id: str, state: PrinterState) -> PrinterRow:
        """A desk looked. The same again changes nothing and is told to nobody."""
        self._work.actor.require(Permission.PAY)
        held = self._work.printer(printer_id)
        if held.state is state:
            return held
        return self._work.save_printer(replace(held, state=state, state_since=self._work.unit.now))

    def check(self, printer_id: str) -> PrintJobRow:
        """Print a page that shows whether everything lines up."""
        self._work.actor.require(Permission.MANAGE)
        held = self._work.printer(printer_id)
        venue = self._work.venue
        paper = PrinterCheck(venue.name, held.name, venue.zone, self._work.unit.now, held.columns)
        row = new_row(self._work.unit.now, PaperKind.TEST)
        return self._work.add_job(Job(row, paper, is_asked=True), held).row

    def _note(self, before: PrinterRow | None, after: PrinterRow | None) -> None:
        row = after or before
        assert row is not None
        audit.note(
            self._work.unit,
            self._work.actor,
            Subject.PRINTER,
            row.id,
            row.name,
            before=self._audited(before),
            after=self._audited(after),
        )

    def _audited(self, row: PrinterRow | None) -> Values | None:
        if row is None:
            return None
        stations = self._work.ports.house.stations()
        return {
            "name": row.name,
            "kind": row.kind.value,
            "address": row.address,
            "columns": row.columns,
            "has_receipts": row.has_receipts,
            "prints_paid": row.prints_paid,
            "opens_drawer": row.opens_drawer,
            "stations": [stations[x] for x in row.station_ids if x in stations],
        }

    def _address(self, wanted: PrinterInfo) -> str:
        address = wanted.address.strip()
        if wanted.kind is PrinterKind.NETWORK:
            network_address(address)
        elif not address or "\0" in address:
            raise Invalid("printer.address", "address")
        return address

    def _desk(self, wanted: PrinterInfo, held: PrinterRow | None) -> DeviceId | None:
        """A path means a machine: the desk that was named, or that had it, or that says so."""
        if wanted.kind is PrinterKind.NETWORK:
            return None
        had = held.desk_id if held is not None else None
        desk_id = wanted.desk_id or had or self._work.actor.device_id
        if desk_id is None or not self._work.ports.house.is_desk(desk_id):
            raise Invalid("printer.desk", "desk_id")
        return DeviceId(desk_id)

    def _stations(self, wanted: PrinterInfo) -> tuple[StationId, ...]:
        known = self._work.ports.house.stations()
        chosen = tuple(dict.fromkeys(StationId(each) for each in wanted.station_ids))
        for index, station_id in enumerate(chosen):
            if station_id not in known:
                raise Invalid("station.unknown", f"station_ids[{index}]")
        return chosen


def _where(row: PrinterRow) -> tuple[PrinterKind, str, DeviceId | None]:
    return row.kind, row.address, row.desk_id
