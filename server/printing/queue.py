"""What waits to be printed: claimed by one desk at a time, in order, reported, printed again.

Every change goes by the table of `common.domain.printing`; the shop is locked, so a claim is compared
and set by one desk at a time, and the attempt that it gives fences off whoever held the job before.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from common.domain.errors import Refused
from common.domain.ids import BatchId, PrintJobId
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.printing import (
    HELD,
    LEASE,
    MAY_HAVE_COME_OUT,
    Attention,
    JobAction,
    JobState,
    PaperKind,
    decide,
    is_stale,
    prints_itself_again,
)
from common.domain.roles import Permission
from common.wire.printing import Reported, ReportPrint
from server.printing import repository
from server.printing.papers import unseen
from server.printing.repository import Job
from server.printing.work import Work


class Queue:
    def __init__(self, work: Work) -> None:
        self._work = work

    # ── a desk that prints ──────────────────────────────────────────────────────────────────────

    def claim(self, printer_id: str) -> Job | None:
        """The printer's next paper, for the actor's desk; None: none waits, or a desk has one.

        Whatever a dead desk left is put in its place first, and what need not be printed any more
        is put away.
        """
        self._work.actor.require(Permission.PAY)
        printer = self._work.printer(printer_id)
        if printer.desk_id not in (None, self._work.actor.device_id):
            return None  # it hangs on another machine
        waiting = self.waiting_of(printer)
        if any(job.row.state in HELD for job in waiting):
            return None
        for job in waiting:
            if job.row.state is JobState.QUEUED and self._is_wanted(job):
                return self._give(job)
        return None

    def waiting_of(self, printer: PrinterRow) -> list[Job]:
        """The printer's unsettled jobs in order; those whose lease ran out are nobody's any more."""
        found = repository.unsettled_of(
            self._work.unit.session, self._work.actor.shop_id, printer.id
        )
        now = self._work.unit.now
        freed = [
            self._left_behind(job)
            if job.row.state in HELD and (job.row.lease_until or now) <= now
            else job
            for job in found
        ]
        return sorted(freed, key=lambda job: (job.row.queued_at, job.row.id))

    def report(self, job_id: str, told: ReportPrint) -> PrintJobRow:
        """What came of a claimed paper. Raises Refused `print.lost`: it is another attempt's now."""
        self._work.actor.require(Permission.PAY)
        job = self._work.job(job_id)
        row = job.row
        if row.attempt != told.attempt or row.claimed_by != self._work.actor.device_id:
            raise Refused("print.lost", {"job_id": job_id, "attempt": row.attempt})
        match told.what:
            case Reported.BEGUN:
                return self._begun(job)
            case Reported.PRINTED:
                return self._printed(job)
            case Reported.NOT_PRINTED:
                return self._given_back(job)
            case Reported.MAYBE_PRINTED:
                return self._lost(job).row
        assert_never(told.what)

    def _give(self, job: Job) -> Job:
        now = self._work.unit.now
        return self._work.save_job(
            job,
            replace(
                job.row,
                state=decide(job.row.state, JobAction.CLAIM),
                attempt=job.row.attempt + 1,
                lease_until=now + LEASE,
                claimed_by=self._work.actor.device_id,
            ),
        )

    def _begun(self, job: Job) -> PrintJobRow:
        """Committed before the first byte: from here on it may have come out."""
        after = decide(job.row.state, JobAction.BEGIN)
        until = self._work.unit.now + LEASE
        return self._work.save_job(job, replace(job.row, state=after, lease_until=until)).row

    def _printed(self, job: Job) -> PrintJobRow:
        after = decide(job.row.state, JobAction.FINISH)
        if after is job.row.state:
            return job.row
        return self._come_out(job, after)

    def _come_out(self, job: Job, state: JobState) -> PrintJobRow:
        now = self._work.unit.now
        row = replace(job.row, state=state, why=None, lease_until=None, ended_at=now)
        after = self._work.save_job(job, row)
        if row.kind is PaperKind.TICKET:
            self._work.ports.kitchen.mark_printed(job.line_ids)
        return after.row

    def _given_back(self, job: Job) -> PrintJobRow:
        after = decide(job.row.state, JobAction.GIVE_BACK)
        row = replace(job.row, state=after, lease_until=None, claimed_by=None)
        return self._work.save_job(job, row).row

    def _left_behind(self, job: Job) -> Job:
        """Its desk is gone: before `begin` nothing was printed, after it something may have been."""
        if job.row.state is JobState.PRINTING:
            return self._lost(job)
        after = decide(job.row.state, JobAction.GIVE_BACK)
        row = replace(job.row, state=after, lease_until=None, claimed_by=None)
        return self._work.save_job(job, row)

    def _lost(self, job: Job) -> Job:
        row = replace(
            job.row,
            state=decide(job.row.state, JobAction.LOSE),
            why=Attention.MAYBE_PRINTED,
            lease_until=None,
        )
        if prints_itself_again(row.kind, row.copies):
            # The same place in the line, headed 补打.
            row = replace(
                row,
                state=decide(row.state, JobAction.AGAIN),
                copies=row.copies + 1,
                why=None,
                claimed_by=None,
            )
        return self._work.save_job(job, row)

    def _is_wanted(self, job: Job) -> bool:
        """Whether it is still to be printed; what is not is put away."""
        row, now = job.row, self._work.unit.now
        if job.is_asked:
            return True
        if is_stale(row.kind, row.queued_at, now):
            skipped = decide(row.state, JobAction.SKIP)
            self._work.save_job(job, replace(row, state=skipped, why=Attention.TOO_OLD))
            return False
        if row.kind is PaperKind.TICKET and row.copies == 0 and not self._is_unseen(job):
            gone = decide(row.state, JobAction.CANCEL)
            why = Attention.SEEN_MEANWHILE
            self._work.save_job(job, replace(row, state=gone, why=why, ended_at=now))
            return False
        return True

    def _is_unseen(self, job: Job) -> bool:
        placed = self._work.ports.kitchen.placed([BatchId(job.subject_id or "")])
        return any(line.id in job.line_ids for each in placed for line in unseen(each))

    # ── a person ────────────────────────────────────────────────────────────────────────────────

    def again(self, job_id: str, printer_id: str | None = None) -> PrintJobRow:
        """补打 or 重试, on `printer_id` or where it belongs. Raises Refused `print.no_printer`."""
        self._work.actor.require(Permission.PAY)
        job = self._work.job(job_id)
        after = decide(job.row.state, JobAction.AGAIN)
        if after is job.row.state:
            return job.row
        printer = self._work.given_printer(printer_id) or self._printer_for(job)
        if printer is None:
            raise Refused("print.no_printer", {"job_id": job_id})
        row = replace(
            job.row,
            state=after,
            why=None,
            printer_id=printer.id,
            copies=job.row.copies + (job.row.state in MAY_HAVE_COME_OUT),
            queued_at=self._work.unit.now,
            lease_until=None,
            claimed_by=None,
            ended_at=None,
        )
        return self._work.save_job(job, row, is_asked=True).row

    def cancel(self, job_id: str) -> PrintJobRow:
        self._work.actor.require(Permission.PAY)
        return self._end(job_id, JobAction.CANCEL)

    def confirm(self, job_id: str) -> PrintJobRow:
        """A person saw the paper."""
        self._work.actor.require(Permission.PAY)
        job = self._work.job(job_id)
        after = decide(job.row.state, JobAction.CONFIRM)
        return job.row if after is job.row.state else self._come_out(job, after)

    def homeless(self, job: Job) -> None:
        """Its printer was taken away."""
        failed = decide(job.row.state, JobAction.FAIL)
        row = replace(job.row, state=failed, why=Attention.PRINTER_REMOVED, printer_id=None)
        self._work.save_job(job, row)

    def put_away(self, before: datetime) -> int:
        """The worker: nobody looked after these for days. Gives how many."""
        old = [
            row
            for row in repository.unsettled(self._work.unit.session, self._work.actor.shop_id)
            if row.created_at < before and row.state not in HELD
        ]
        for row in old:
            self._end(row.id, JobAction.CANCEL)
        return len(old)

    def _end(self, job_id: str, action: JobAction) -> PrintJobRow:
        job = self._work.job(job_id)
        after = decide(job.row.state, action)
        if after is job.row.state:
            return job.row
        return self._work.save_job(
            job, replace(job.row, state=after, ended_at=self._work.unit.now)
        ).row

    def _printer_for(self, job: Job) -> PrinterRow | None:
        """The printer that it was for, else one that prints such papers, else the desk's."""
        there = {printer.id: printer for printer in self._work.printers()}
        held = there.get(job.row.printer_id) if job.row.printer_id else None
        if held is not None:
            return held
        if job.row.kind is PaperKind.TICKET and job.subject_id is not None:
            placed = self._work.ports.kitchen.placed([BatchId(job.subject_id)])
            for line in (line for each in placed for line in each.lines):
                if line.id in job.line_ids and (
                    found := self._work.station_printers(line.station_ids)
                ):
                    return found[0]
        return self._work.receipt_printer()


def new_row(now: datetime, kind: PaperKind) -> PrintJobRow:
    """A job of nobody yet: `Work.add_job` gives it its id and printer."""
    return PrintJobRow(
        id=PrintJobId(""),
        kind=kind,
        room_name=None,
        hand_tag=None,
        numbers="",
        total_fen=None,
        printer_id=None,
        state=JobState.QUEUED,
        why=None,
        copies=0,
        attempt=0,
        created_at=now,
        queued_at=now,
        lease_until=None,
        claimed_by=None,
        ended_at=None,
        version=1,
    )
