"""HTTP of printers and print jobs: translates, decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from litestar import Controller, Response, delete, get, post, put
from litestar.params import Parameter

from common.domain.errors import NotFound
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.printing import PaperKind
from common.domain.roles import Actor, Permission
from common.wire.answers import Page
from common.wire.printing import (
    ClaimBody,
    PaperBody,
    PrintAgain,
    PrinterBody,
    PrinterInfo,
    PrintJobBody,
    PrintJobPaper,
    ReportPrint,
    SeenState,
    WantReceipt,
)
from server.db.unit import Unit
from server.db.units import Units
from server.gateways.clock import Clock
from server.lib.commands import AnyRequest, Commands, command_key
from server.lib.paging import LIMIT, LONGEST, decode_cursor, page
from server.printing import repository
from server.printing.service import PapersFactory, Printing, PrintingFactory

Limit = Annotated[int, Parameter(ge=1, le=LONGEST)]


class PrinterController(Controller):
    path = "/v1/printers"
    tags = ("printing",)

    @get(summary="The shop's printers")
    async def read(self, units: Units, actor: Actor) -> Page[PrinterRow]:
        actor.require(Permission.PAY)
        return Page(await units.read(lambda session: repository.printers(session, actor.shop_id)))

    @post(summary="Add a printer")
    async def add(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        data: PrinterInfo,
    ) -> Response[PrinterBody]:
        work = _printer(request, printing, actor, lambda house: house.printers.add(data))
        return await commands.run(request, actor, work, 201)

    @put("/{printer_id:str}", summary="Change a printer")
    async def change(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        printer_id: str,
        data: PrinterInfo,
    ) -> Response[PrinterBody]:
        work = _printer(
            request, printing, actor, lambda house: house.printers.change(printer_id, data)
        )
        return await commands.run(request, actor, work)

    @delete("/{printer_id:str}", status_code=200, summary="Take a printer away")
    async def remove(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        printer_id: str,
    ) -> Response[PrinterBody]:
        """What waits for it waits for a person then; 409 `printer.busy` while it prints."""
        work = _printer(request, printing, actor, lambda house: house.printers.remove(printer_id))
        return await commands.run(request, actor, work)

    @post("/{printer_id:str}/state", status_code=200, summary="Say how a printer was found")
    async def saw(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        printer_id: str,
        data: SeenState,
    ) -> Response[PrinterBody]:
        work = _printer(
            request, printing, actor, lambda house: house.printers.saw(printer_id, data.state)
        )
        return await commands.run(request, actor, work)

    @post("/{printer_id:str}/test", summary="Print a test page")
    async def test(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        printer_id: str,
    ) -> Response[PrintJobBody]:
        work = _job(request, printing, actor, lambda house: house.printers.check(printer_id))
        return await commands.run(request, actor, work, 201)

    @post("/{printer_id:str}/claim", status_code=200, summary="Take the next paper to print it")
    async def claim(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        printer_id: str,
    ) -> Response[ClaimBody]:
        """`job` is null when none waits, or another desk has one of this printer."""
        key = command_key(request)

        def work(unit: Unit) -> ClaimBody:
            claimed = printing(unit, actor, key).queue.claim(printer_id)
            if claimed is None:
                return ClaimBody(None, None)
            return ClaimBody(claimed.row, PaperBody.of(claimed.paper))

        return await commands.run(request, actor, work)


class PrintJobController(Controller):
    path = "/v1/print-jobs"
    tags = ("printing",)

    @get(summary="What was printed or waits for it, newest first")
    async def read(
        self, units: Units, actor: Actor, limit: Limit = LIMIT, cursor: str | None = None
    ) -> Page[PrintJobRow]:
        actor.require(Permission.PAY)
        before = None if cursor is None else decode_cursor(cursor, tuple[datetime, str])
        rows = await units.read(
            lambda session: repository.page(session, actor.shop_id, before, limit + 1)
        )
        return page(rows, limit, lambda row: (row.created_at, row.id))

    @get("/{job_id:str}", summary="A job and what stands on its paper")
    async def read_one(self, units: Units, actor: Actor, job_id: str) -> PrintJobPaper:
        actor.require(Permission.PAY)
        held = await units.read(lambda session: repository.job(session, actor.shop_id, job_id))
        if held is None:
            raise NotFound("print.unknown", {"job_id": job_id})
        return PrintJobPaper(held.row, PaperBody.of(held.paper))

    @post("/{job_id:str}/report", status_code=200, summary="Say what came of a claimed paper")
    async def report(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        job_id: str,
        data: ReportPrint,
    ) -> Response[PrintJobBody]:
        """409 `print.lost`: the lease ran out and the paper is somebody else's."""

        def told(house: Printing) -> PrintJobRow:
            row = house.queue.report(job_id, data)
            if data.state is not None and row.printer_id is not None:
                house.printers.saw(row.printer_id, data.state)
            return row

        return await commands.run(request, actor, _job(request, printing, actor, told))

    @post("/{job_id:str}/again", status_code=200, summary="Print it again, or at last")
    async def again(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        job_id: str,
        data: PrintAgain,
    ) -> Response[PrintJobBody]:
        """What may have come out before says 补打."""
        work = _job(
            request, printing, actor, lambda house: house.queue.again(job_id, data.printer_id)
        )
        return await commands.run(request, actor, work)

    @post("/{job_id:str}/cancel", status_code=200, summary="Do not print it")
    async def cancel(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        job_id: str,
    ) -> Response[PrintJobBody]:
        work = _job(request, printing, actor, lambda house: house.queue.cancel(job_id))
        return await commands.run(request, actor, work)

    @post("/{job_id:str}/confirm", status_code=200, summary="Say that it came out")
    async def confirm(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        job_id: str,
    ) -> Response[PrintJobBody]:
        """For a job that nobody is sure of."""
        work = _job(request, printing, actor, lambda house: house.queue.confirm(job_id))
        return await commands.run(request, actor, work)


class ReceiptController(Controller):
    path = "/v1/stays/{stay_id:str}/receipt"
    tags = ("printing",)

    @get(summary="What a receipt would say now")
    async def read(
        self,
        units: Units,
        papers: PapersFactory,
        clock: Clock,
        actor: Actor,
        stay_id: str,
        kind: Literal["pre_settlement", "receipt"] = "pre_settlement",
    ) -> PaperBody:
        """409 `receipt.empty`, `receipt.unpaid`: there is nothing to show."""
        now, wanted = clock.now(), PaperKind(kind)
        return await units.read(
            lambda session: PaperBody.of(papers(session, actor, now).receipt(stay_id, wanted))
        )

    @post(summary="Print 预结单 or 结账小票")
    async def print(
        self,
        request: AnyRequest,
        commands: Commands,
        printing: PrintingFactory,
        actor: Actor,
        stay_id: str,
        data: WantReceipt,
    ) -> Response[PrintJobBody]:
        """409 `print.no_printer`: none of the shop's printers has receipts."""
        work = _job(request, printing, actor, lambda house: house.receipts.print(stay_id, data))
        return await commands.run(request, actor, work, 201)


def _printer(
    request: AnyRequest,
    printing: PrintingFactory,
    actor: Actor,
    command: Callable[[Printing], PrinterRow],
) -> Callable[[Unit], PrinterBody]:
    key = command_key(request)
    return lambda unit: PrinterBody(command(printing(unit, actor, key)))


def _job(
    request: AnyRequest,
    printing: PrintingFactory,
    actor: Actor,
    command: Callable[[Printing], PrintJobRow],
) -> Callable[[Unit], PrintJobBody]:
    key = command_key(request)
    return lambda unit: PrintJobBody(command(printing(unit, actor, key)))
