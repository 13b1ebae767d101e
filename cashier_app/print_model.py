"""The shop's printers at a glance, and the papers that wait, went wrong or came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import print_words, words
from cashier_app.refusals import why
from cashier_app.shown import MAP, as_map
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core
from common.domain.errors import DomainError
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.printing import (
    NEEDS_A_PERSON,
    SETTLED,
    Attention,
    JobState,
    PaperKind,
    PrinterState,
)
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn
from common.wire.answers import Page
from common.wire.printing import PrintAgain, PrintJobBody

RECENT: Final = 30
_WAITING: Final = frozenset({JobState.QUEUED, JobState.CLAIMED, JobState.PRINTING})


@dataclass(frozen=True, slots=True)
class Chip:
    """`level`: ok, warn."""

    title: str = ""
    value: str = ""
    level: str = "ok"


@dataclass(frozen=True, slots=True)
class PrinterLine:
    key: str
    name: str
    detail: str
    status: str
    is_well: bool


@dataclass(frozen=True, slots=True)
class JobLine:
    """`again`: the word of the button that prints it once more; nothing where that cannot be.

    `tone`: wait, bad, done or off.
    """

    key: str
    title: str
    detail: str
    status: str
    tone: str
    again: str
    can_cancel: bool
    can_confirm: bool


class PrintModel(QObject):
    """`told(word)`: for a toast. `shown(job_id)`: somebody wants to see the paper."""

    changed = Signal()
    told = Signal(str)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._printers = KeyedListModel(PrinterLine, lambda row: row.key, self)
        self._jobs = KeyedListModel(JobLine, lambda row: row.key, self)
        self._rows: dict[str, PrinterRow] = {}
        self._unsettled: list[PrintJobRow] = []
        self._settled: list[PrintJobRow] = []
        self._chip = Chip()
        self._zone: tzinfo | None = None
        self._is_open = False

    @property
    def unprinted_tickets(self) -> list[PrintJobRow]:
        """Kitchen tickets that nobody prints: the desk has to tell the kitchen."""
        return [
            row
            for row in self._unsettled
            if row.kind is PaperKind.TICKET and row.why is Attention.NO_PRINTER
        ]

    @property
    def receipt_printer(self) -> str:
        """Where receipts come out; nothing while there is none."""
        return next((x.name for x in self._rows.values() if x.has_receipts), "")

    def show(self, sight: Sight, *, is_blind: bool) -> None:
        printers, jobs = sight.printers, sight.print_jobs
        left = {row.id for row in self._unsettled} - {row.id for row in jobs}
        self._rows = {row.id: row for row in printers}
        self._unsettled, self._zone = list(jobs), sight.zone
        stations = {str(row.id): row.name for row in sight.stations}
        self._chip = _chip(printers, jobs, is_blind=is_blind)
        self._printers.replace(
            PrinterLine(
                row.id,
                row.name,
                print_words.purposes(row, stations),
                print_words.printer(row.state),
                row.state is PrinterState.READY,
            )
            for row in printers
        )
        self._show_jobs()
        if left and self._is_open:
            spawn(self._load(), self, "printed lately")
        self.changed.emit()

    def _show_jobs(self) -> None:
        known = {row.id for row in self._unsettled}
        settled = [row for row in self._settled if row.id not in known and row.state in SETTLED]
        self._jobs.replace(self._line(row) for row in [*self._unsettled, *settled])

    def _line(self, row: PrintJobRow) -> JobLine:
        at = row.ended_at or row.queued_at
        name = self._rows[row.printer_id].name if row.printer_id in self._rows else ""
        copies = translate("Cashier", "补打 {0}").format(row.copies) if row.copies else ""
        clock = words.clock(at, self._zone) if self._zone else ""
        parts = (row.numbers, print_words.why(row) or name, copies, clock)
        is_copy = row.state in (JobState.PRINTED, JobState.UNSURE)
        again = translate("Cashier", "补打") if is_copy else translate("Cashier", "打印")
        return JobLine(
            key=row.id,
            title=print_words.title(row),
            detail=" · ".join(part for part in parts if part),
            status=print_words.job(row),
            tone=_tone(row),
            again="" if row.state in _WAITING else again,
            can_cancel=row.state is JobState.QUEUED or row.state in NEEDS_A_PERSON,
            can_confirm=row.state is JobState.UNSURE,
        )

    # ── what a person does ──────────────────────────────────────────────────────────────────────

    @Slot(bool)
    def open(self, is_open: bool) -> None:
        """What was printed lately stands at the server alone."""
        self._is_open = is_open
        if is_open:
            spawn(self._load(), self, "printed lately")

    @Slot(str)
    def again(self, job_id: str) -> None:
        self._ask(job_id, "again", translate("Cashier", "已排队打印"))

    @Slot(str)
    def cancel(self, job_id: str) -> None:
        self._ask(job_id, "cancel", translate("Cashier", "不打了"))

    @Slot(str)
    def confirm(self, job_id: str) -> None:
        self._ask(job_id, "confirm", translate("Cashier", "记为已打印"))

    def _ask(self, job_id: str, what: str, word: str) -> None:
        spawn(self._carry_out(job_id, what, word), self, f"{what} print job")

    async def _carry_out(self, job_id: str, what: str, word: str) -> None:
        path = f"/v1/print-jobs/{job_id}/{what}"
        body = PrintAgain() if what == "again" else None
        try:
            await self._core.call("POST", path, PrintJobBody, body, self._core.new_key())
        except ProblemAnswered as error:
            self.told.emit(why(error.code, error.problem.facts))
        except (ApiError, DomainError):
            self.told.emit(translate("Cashier", "没有连上服务器"))
        else:
            self.told.emit(word)
        await self._load()

    async def _load(self) -> None:
        path = f"/v1/print-jobs?limit={RECENT}"
        try:
            found = await self._core.call("GET", path, Page[PrintJobRow])
        except (ApiError, DomainError):
            return  # the last known ones stay
        self._settled = found.items
        self._show_jobs()

    printers = Property(QObject, lambda self: self._printers, constant=True)
    jobs = Property(QObject, lambda self: self._jobs, constant=True)
    chip = Property(MAP, lambda self: as_map(self._chip), notify=changed)


def _tone(row: PrintJobRow) -> str:
    if row.state in NEEDS_A_PERSON:
        return "bad"
    if row.state in _WAITING:
        return "wait"
    return "done" if row.state is JobState.PRINTED else "off"


def _chip(printers: list[PrinterRow], jobs: list[PrintJobRow], *, is_blind: bool) -> Chip:
    """What is most wrong: a printer that cannot print, a paper that needs a person, a line."""
    title = translate("Cashier", "小票机")
    if not printers and not jobs:
        return Chip(title, translate("Cashier", "未设置"), "warn")
    if is_blind:
        return Chip(title, translate("Cashier", "不知道"), "warn")
    waiting = [job for job in jobs if job.state in _WAITING]
    for row in printers:
        if row.state not in (PrinterState.READY, PrinterState.UNKNOWN):
            here = sum(job.printer_id == row.id for job in waiting)
            many = translate("Cashier", " {0} 张待打").format(here) if here else ""
            return Chip(row.name, print_words.printer(row.state) + many, "warn")
    asked = sum(job.state in NEEDS_A_PERSON for job in jobs)
    if asked:
        return Chip(title, translate("Cashier", "{0} 张要看").format(asked), "warn")
    if waiting:
        return Chip(title, translate("Cashier", "{0} 张在打").format(len(waiting)))
    if any(row.state is PrinterState.UNKNOWN for row in printers):
        return Chip(title, print_words.printer(PrinterState.UNKNOWN))
    return Chip(title, print_words.printer(PrinterState.READY))
