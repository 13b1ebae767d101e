"""A paper on the screen, drawn from the very bytes that the printer gets, and the button that prints it."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import print_words
from cashier_app.refusals import why
from cashier_app.shown import MAP, as_map
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core
from common.domain.errors import DomainError
from common.domain.print_rows import Paper
from common.domain.printing import COLUMNS, PaperKind
from common.printing import encoded, png, slip
from common.qt.tasks import spawn
from common.wire.printing import PaperBody, PrintAgain, PrintJobBody, PrintJobPaper, WantReceipt

_AS_ADDRESS: Final = "data:image/png;base64,"


@dataclass(frozen=True, slots=True)
class Preview:
    """`picture`: an address that an image loads. `can_print`: the button does something."""

    title: str = ""
    picture: str = ""
    problem: str = ""
    confirm: str = ""
    can_print: bool = False
    is_busy: bool = False


class ReceiptModel(QObject):
    """`printed(word)`: it is on its way."""

    changed = Signal()
    printed = Signal(str)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._preview = Preview()
        self._stay_id = self._job_id = ""
        self._kind = PaperKind.PRE_SETTLEMENT

    @property
    def has_problem(self) -> bool:
        return bool(self._preview.problem)

    def show_bill(self, stay_id: str, *, is_paid: bool) -> None:
        """What these guests would get now: the pre-settlement, or the receipt of a paid bill."""
        self._stay_id, self._job_id = stay_id, ""
        self._kind = PaperKind.RECEIPT if is_paid else PaperKind.PRE_SETTLEMENT
        name = print_words.kind(self._kind)
        confirm = translate("Cashier", "打印{0}").format(name)
        self._set(Preview(name, confirm=confirm, is_busy=True))
        spawn(self._load_bill(stay_id, self._kind), self, "show receipt")

    def print_bill(self, stay_id: str, *, is_paid: bool) -> None:
        """Print it without looking."""
        self._stay_id, self._job_id = stay_id, ""
        self._kind = PaperKind.RECEIPT if is_paid else PaperKind.PRE_SETTLEMENT
        spawn(self._print(), self, "print receipt")

    @Slot(str)
    def showJob(self, job_id: str) -> None:
        """A paper that was printed, or is to be."""
        self._stay_id, self._job_id = "", job_id
        self._set(Preview(is_busy=True))
        spawn(self._load_job(job_id), self, "show print job")

    @Slot()
    def print(self) -> None:
        if self._preview.can_print and not self._preview.is_busy:
            self._set(replace(self._preview, is_busy=True))
            spawn(self._print(), self, "print receipt")

    async def _load_bill(self, stay_id: str, kind: PaperKind) -> None:
        path = f"/v1/stays/{stay_id}/receipt?kind={kind.value}"
        try:
            found = await self._core.call("GET", path, PaperBody)
            picture = await asyncio.to_thread(_drawn, found.paper, 0)
        except (ApiError, DomainError) as error:
            self._fail(_sentence(error))
        else:
            if stay_id == self._stay_id:
                shown = replace(self._preview, picture=picture, can_print=True, is_busy=False)
                self._set(shown)

    async def _load_job(self, job_id: str) -> None:
        try:
            found = await self._core.call("GET", f"/v1/print-jobs/{job_id}", PrintJobPaper)
            picture = await asyncio.to_thread(_drawn, found.paper.paper, found.job.copies)
        except (ApiError, DomainError) as error:
            self._fail(_sentence(error))
        else:
            if job_id == self._job_id:
                again = translate("Cashier", "补打")
                self._set(Preview(print_words.title(found.job), picture, "", again, True))

    async def _print(self) -> None:
        key, word = self._core.new_key(), translate("Cashier", "已排队打印")
        try:
            if self._job_id:
                path = f"/v1/print-jobs/{self._job_id}/again"
                await self._core.call("POST", path, PrintJobBody, PrintAgain(), key)
            else:
                path = f"/v1/stays/{self._stay_id}/receipt"
                is_paid = self._kind is PaperKind.RECEIPT
                wanted = WantReceipt(kind="receipt" if is_paid else "pre_settlement")
                await self._core.call("POST", path, PrintJobBody, wanted, key)
        except (ApiError, DomainError) as error:
            self._fail(_sentence(error))
            self.printed.emit(_sentence(error))
        else:
            self._set(Preview())
            self.printed.emit(word)

    def _fail(self, problem: str) -> None:
        self._set(replace(self._preview, problem=problem, is_busy=False))

    def _set(self, preview: Preview) -> None:
        self._preview = preview
        self.changed.emit()

    preview = Property(MAP, lambda self: as_map(self._preview), notify=changed)


def _drawn(paper: Paper, copies: int) -> str:
    """The picture of 80 mm paper; drawing takes some tens of milliseconds, so not on the window's thread."""
    picture = png(encoded(slip(paper, COLUMNS[0], copies)), COLUMNS[0])
    return _AS_ADDRESS + b64encode(picture).decode()


def _sentence(error: Exception) -> str:
    if isinstance(error, ProblemAnswered):
        return why(error.code, error.problem.facts)
    return translate("Cashier", "没有连上服务器")
