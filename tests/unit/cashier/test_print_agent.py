"""The desk as print agent, on real printers (of the test's) and a server that a test plays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from cashier_app.print_agent import PrintAgent
from common.client.api import ProblemAnswered
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.printing import JobState, PrinterKind, PrinterState
from common.printing import Device, Patience, device_at
from common.wire.printing import (
    ClaimBody,
    PaperBody,
    PrinterBody,
    PrintJobBody,
    Reported,
    ReportPrint,
    SeenState,
)
from common.wire.problems import Problem
from tests.support.fake_printer import FakePrinter, Mood
from tests.support.papers import RECEIPT, a_job, a_printer
from tests.support.waiting import until
from tests.ui.cashier.fake_desk import DeskCore

# A printer that takes longer than `status_s` is taken for one that answers nothing.
QUICK = Patience(connect_s=1.0, status_s=0.5, send_s=0.5, finish_s=0.3)


class House:
    """The server of one printer and its papers: claims in order, hears what came of each."""

    def __init__(self, printer: FakePrinter, **over: Any) -> None:  # Any: fields of the row
        self.row = a_printer(address=printer.address, state=PrinterState.UNKNOWN, **over)
        self.core = DeskCore({"printers": [self.row]})
        self.told: list[Reported] = []
        self.seen: list[PrinterState] = []
        self.refuses_to_begin = False
        self._queue: list[PrintJobRow] = []
        self.core.routes[f"/v1/printers/{self.row.id}/claim"] = self._claim
        self.core.routes[f"/v1/printers/{self.row.id}/state"] = self._saw

    def asks_for(self, papers: int = 1) -> list[PrintJobRow]:
        jobs = [a_job(self.row) for _ in range(papers)]
        for job in jobs:
            self.core.routes[f"/v1/print-jobs/{job.id}/report"] = self._hear(job)
        self._queue += jobs
        self.core.server_says("print.changed", print_jobs=jobs)
        return jobs

    @property
    def claims(self) -> int:
        return sum(path.endswith("/claim") for _, path, _ in self.core.asked)

    def _claim(self, body: object) -> ClaimBody:
        if not self._queue:
            return ClaimBody(None, None)
        job = self._queue[0]
        return ClaimBody(replace(job, attempt=job.attempt + 1), PaperBody.of(RECEIPT))

    def _hear(self, job: PrintJobRow) -> Callable[[object], PrintJobBody]:
        def hear(body: object) -> PrintJobBody:
            assert isinstance(body, ReportPrint)
            if body.what is Reported.BEGUN and self.refuses_to_begin:
                problem = Problem(code="print.lost", title="", status=409, facts={})
                raise ProblemAnswered(problem)
            self.told.append(body.what)
            if body.what is Reported.PRINTED and job in self._queue:
                self._queue.remove(job)
                self.core.server_drops(print_jobs=[job.id])
            if body.state is not None:
                self._put(body.state)
            return PrintJobBody(replace(job, state=JobState.PRINTING))

        return hear

    def _saw(self, body: object) -> PrinterBody:
        assert isinstance(body, SeenState)
        self.seen.append(body.state)
        self._put(body.state)
        return PrinterBody(self.row)

    def _put(self, state: PrinterState) -> None:
        if state is not self.row.state:
            self.row = replace(self.row, state=state, version=self.row.version + 1)
            self.core.server_says("printer.changed", printers=[self.row])


def quick_device(row: PrinterRow) -> Device:
    return device_at(row.kind, row.address, QUICK)


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    with FakePrinter.running() as printer:
        yield printer


@asynccontextmanager
async def at_work(printer: FakePrinter) -> AsyncIterator[House]:
    house = House(printer)
    agent = PrintAgent(house.core, quick_device, retry_s=0.05)
    agent.start()
    try:
        yield house
    finally:
        await agent.aclose()


@pytest.fixture
async def house(printer: FakePrinter) -> AsyncIterator[House]:
    async with at_work(printer) as house:
        yield house


async def test_it_looks_first_begins_then_prints_then_tells(
    house: House, printer: FakePrinter
) -> None:
    house.asks_for(2)
    await until(lambda: len(printer.slips) == 2, what="two slips")
    await until(lambda: len(house.told) == 4, what="all told")
    assert house.told == [Reported.BEGUN, Reported.PRINTED] * 2
    assert house.seen == [PrinterState.READY]


async def test_without_paper_nothing_is_claimed_until_there_is_some(printer: FakePrinter) -> None:
    printer.mood = Mood.OUT_OF_PAPER  # before anybody looks, or it would be believed to be well
    async with at_work(printer) as house:
        house.asks_for(3)
        await until(lambda: printer.connections >= 4, what="it looks again and again")
        assert (house.claims, house.told, printer.paper) == (0, [], b"")
        await until(lambda: house.seen == [PrinterState.PAPER_OUT], what="told what is missing")
        printer.mood = Mood.WELL
        await until(lambda: len(printer.slips) == 3, what="all three come out")
        await until(lambda: house.told.count(Reported.PRINTED) == 3, what="all told")


async def test_who_may_not_begin_sends_no_byte(house: House, printer: FakePrinter) -> None:
    house.refuses_to_begin = True
    house.asks_for()
    await until(lambda: Reported.NOT_PRINTED in house.told, what="told that it was not printed")
    assert printer.paper == b""


async def test_a_line_that_is_cut_is_told_as_maybe(house: House, printer: FakePrinter) -> None:
    await until(lambda: house.row.state is PrinterState.READY, what="it was looked at")
    printer.mood = Mood.CUT
    house.asks_for()
    await until(lambda: Reported.MAYBE_PRINTED in house.told, what="told that nobody knows")
    assert house.told[:2] == [Reported.BEGUN, Reported.MAYBE_PRINTED]


async def test_what_was_printed_is_told_until_the_server_has_heard(
    house: House, printer: FakePrinter
) -> None:
    await until(lambda: house.row.state is PrinterState.READY, what="it was looked at")
    gate = printer.hold_up()
    house.asks_for()
    await until(lambda: printer.is_holding, what="bytes are on their way")
    house.core.lose_next_answer = True
    gate.set()
    await until(lambda: house.told == [Reported.BEGUN, Reported.PRINTED], what="told once")
    await until(lambda: not house.core.lose_next_answer)
    await asyncio.sleep(0)
    assert len(printer.slips) == 1


async def test_a_printer_at_another_desks_machine_is_not_ours(printer: FakePrinter) -> None:
    house = House(printer, kind=PrinterKind.FILE, desk_id="somebody-else")
    agent = PrintAgent(house.core, quick_device, retry_s=0.05)
    agent.start()
    house.asks_for()
    await asyncio.sleep(0)
    await agent.aclose()
    assert (house.core.asked, printer.connections) == ([], 0)
