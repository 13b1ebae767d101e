"""What guests get on paper: 预结单 and 结账小票."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from common.domain import billing
from common.domain.errors import Refused
from common.domain.ids import StayId
from common.domain.print_rows import PrinterRow, PrintJobRow, Receipt
from common.domain.printing import MAY_HAVE_COME_OUT, PaperKind
from common.domain.roles import Actor, Permission
from common.wire.printing import WantReceipt
from server.printing import repository
from server.printing.papers import receipt, says_the_same
from server.printing.ports import BillFacts, Ports
from server.printing.queue import new_row
from server.printing.repository import Job
from server.printing.work import Work


class Papers:
    """What would be printed at `now`: reads only."""

    def __init__(self, actor: Actor, ports: Ports, now: datetime) -> None:
        self._actor = actor
        self._ports = ports
        self._now = now

    def receipt(self, stay_id: str, kind: PaperKind) -> Receipt:
        self._actor.require(Permission.PAY)
        return self.of(self._ports.bills.facts(stay_id), kind)

    def of(self, facts: BillFacts, kind: PaperKind) -> Receipt:
        """Raises Refused `receipt.empty`, `receipt.unpaid`."""
        venue = self._ports.house.venue(self._now)
        is_paid = kind is PaperKind.RECEIPT
        paper = receipt(facts, venue, self._now, self._by(), is_paid=is_paid)
        if not paper.items and not paper.payments:
            raise Refused("receipt.empty", {"stay_id": facts.stay.id})
        if is_paid and paper.total_fen and not billing.has_payment(facts.bill):
            raise Refused("receipt.unpaid", {"stay_id": facts.stay.id})
        return paper

    def _by(self) -> str:
        ids = [x for x in (self._actor.staff_id, self._actor.device_id) if x is not None]
        names = self._ports.house.names(ids)
        return next((names[x] for x in ids if x in names), "")


class Receipts:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._papers = Papers(work.actor, work.ports, work.unit.now)

    def print(self, stay_id: str, wanted: WantReceipt) -> PrintJobRow:
        """Raises Refused `print.no_printer`, `receipt.empty`, `receipt.unpaid`."""
        self._work.actor.require(Permission.PAY)
        facts = self._work.ports.bills.facts(stay_id)
        kind = PaperKind(wanted.kind)
        paper = self._papers.of(facts, kind)
        printer = self._work.given_printer(wanted.printer_id) or self._work.receipt_printer()
        if printer is None:
            raise Refused("print.no_printer", {"stay_id": stay_id})
        return self._add(facts, kind, paper, printer, is_asked=True)

    def paid(self, stay_id: StayId) -> None:
        """A bill was paid: its receipt comes out by itself where the shop wants it so."""
        printer = self._work.receipt_printer()
        if printer is None or not printer.prints_paid:
            return
        facts = self._work.ports.bills.facts(stay_id)
        paper = self._papers.of(facts, PaperKind.RECEIPT)
        self._add(facts, PaperKind.RECEIPT, paper, printer, is_asked=False)

    def _add(
        self,
        facts: BillFacts,
        kind: PaperKind,
        paper: Receipt,
        printer: PrinterRow,
        *,
        is_asked: bool,
    ) -> PrintJobRow:
        row = replace(
            new_row(self._work.unit.now, kind),
            room_name=facts.stay.room_name,
            hand_tag=next(iter(facts.stay.hand_tags), None),
            numbers=" ".join(paper.numbers)[:200],
            total_fen=paper.total_fen,
            copies=self._came_out(facts, kind, paper),
        )
        job = Job(row, paper, subject_id=facts.bill.id, is_asked=is_asked)
        return self._work.add_job(job, printer).row

    def _came_out(self, facts: BillFacts, kind: PaperKind, paper: Receipt) -> int:
        """How often a receipt that says the same may have come out: then this one is a copy."""
        if kind is not PaperKind.RECEIPT:
            return 0
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        printed = [
            1 + job.row.copies
            for job in repository.jobs_about(session, shop_id, facts.bill.id)
            if job.row.kind is kind
            and job.row.state in MAY_HAVE_COME_OUT
            and says_the_same(paper, job.paper)
        ]
        return max(printed, default=0)
