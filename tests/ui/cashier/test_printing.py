"""The printer chip, the papers behind it, and the receipt before it is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.printing import Attention, JobState, PaperKind, PrinterState
from common.wire.answers import Page
from common.wire.printing import (
    PaperBody,
    PrinterBody,
    PrinterInfo,
    PrintJobBody,
    PrintJobPaper,
    WantReceipt,
)
from tests.support.papers import PRE_SETTLEMENT, RECEIPT, a_job, a_printer
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import NOW, an_evening

_RECENT = "/v1/print-jobs?limit=30"


def has(desk: Desk, *printers: PrinterRow, jobs: tuple[PrintJobRow, ...] = ()) -> None:
    """What the server says of printers and papers; nothing was printed lately."""
    desk.core.server_says("printer.changed", printers=list(printers), print_jobs=list(jobs))
    desk.core.routes.setdefault(_RECENT, lambda body: Page([]))


def chip(desk: Desk) -> str:
    return desk.read("printerLight", "title") + " " + desk.read("printerLight", "value")


async def test_without_a_printer_the_chip_says_so(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    assert chip(desk) == "小票机 未设置"
    assert desk.read("printerLight", "level") == "warn"
    has(desk)
    await desk.tap("printerChip")
    await desk.wait_for("noPrinter")


async def test_the_chip_names_the_printer_that_cannot_print_and_how_much_waits(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk(an_evening())
    kitchen = a_printer("厨房")
    for version, (state, papers, said, level) in enumerate(
        (
            (PrinterState.READY, 0, "小票机 正常", "ok"),
            (PrinterState.UNKNOWN, 0, "小票机 检查中", "ok"),
            (PrinterState.UNREACHABLE, 0, "厨房 连不上", "warn"),
            (PrinterState.COVER_OPEN, 1, "厨房 盖子没盖好 1 张待打", "warn"),
            (PrinterState.PAPER_OUT, 2, "厨房 缺纸 3 张待打", "warn"),
            (PrinterState.READY, 0, "小票机 3 张在打", "ok"),
        ),
        start=2,
    ):
        kitchen = replace(kitchen, state=state, version=version)
        has(desk, a_printer(), kitchen, jobs=tuple(a_job(kitchen) for _ in range(papers)))
        await desk.breathe()
        assert (chip(desk), desk.read("printerLight", "level")) == (said, level)


async def test_without_the_server_nobody_knows_how_the_printer_is(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    has(desk, a_printer())
    desk.core.go_offline()
    await desk.pass_time(timedelta(seconds=30))
    assert chip(desk) == "小票机 不知道"


async def test_a_paper_that_may_have_come_out_asks_a_person(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    printer = a_printer()
    job = a_job(printer, state=JobState.UNSURE, why=Attention.MAYBE_PRINTED)
    has(desk, printer, jobs=(job,))
    await desk.breathe()
    assert chip(desk) == "小票机 1 张要看"
    await desk.key("Ctrl+Shift+P")
    assert "请看纸出来没有" in desk.read("paperDetail")
    path = f"/v1/print-jobs/{job.id}"
    desk.core.routes[f"{path}/confirm"] = lambda body: PrintJobBody(job)
    desk.core.routes[f"{path}/again"] = lambda body: PrintJobBody(job)
    await desk.tap(f"confirmPaper-{job.id}")
    await desk.tap(f"againPaper-{job.id}")
    await desk.until(lambda: len(desk.core.asked) == 2)
    assert [path for _, path, _ in desk.core.asked] == [f"{path}/confirm", f"{path}/again"]


async def test_what_came_out_lately_can_be_looked_at_and_printed_again(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    printer = a_printer()
    done = a_job(printer, state=JobState.PRINTED, ended_at=NOW)
    has(desk, printer)
    desk.core.routes[_RECENT] = lambda body: Page([done])
    path = f"/v1/print-jobs/{done.id}"
    desk.core.routes[path] = lambda body: PrintJobPaper(done, PaperBody.of(RECEIPT))
    desk.core.routes[f"{path}/again"] = lambda body: PrintJobBody(done)
    await desk.tap("printerChip")
    await desk.tap(f"paper-{done.id}")
    await desk.until(lambda: desk.read("receiptPicture", "implicitWidth") == "640.0")
    await desk.tap("printReceipt")
    await desk.until(lambda: ("POST", f"{path}/again") in [x[:2] for x in desk.core.asked])


async def test_the_pre_settlement_is_seen_before_it_is_printed(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    has(desk, a_printer())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    path = f"/v1/stays/{desk.evening.stay_id('801')}/receipt"
    desk.core.routes[f"{path}?kind=pre_settlement"] = lambda body: PaperBody.of(PRE_SETTLEMENT)
    desk.core.routes[path] = lambda body: PrintJobBody(a_job(None))
    await desk.tap("act-receipt")
    await desk.until(lambda: desk.read("receiptPicture", "implicitWidth") == "640.0")
    await desk.tap("printReceipt")
    await desk.until(lambda: not desk.sees("receiptPicture"))
    assert desk.core.asked == [("POST", path, WantReceipt(kind="pre_settlement"))]


async def test_one_shortcut_prints_without_looking(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    has(desk, a_printer())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    path = f"/v1/stays/{desk.evening.stay_id('801')}/receipt"
    desk.core.routes[path] = lambda body: PrintJobBody(a_job(None))
    await desk.key("Ctrl+P")
    await desk.until(lambda: bool(desk.core.asked))
    assert desk.core.asked == [("POST", path, WantReceipt(kind="pre_settlement"))]
    assert not desk.sees("receiptPicture")


async def test_a_receipt_that_cannot_be_printed_says_why(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    path = f"/v1/stays/{desk.evening.stay_id('801')}/receipt"
    desk.core.routes[f"{path}?kind=pre_settlement"] = lambda body: PaperBody.of(PRE_SETTLEMENT)
    await desk.tap("act-receipt")
    desk.core.refuse_call = ("print.no_printer", {})
    await desk.tap("printReceipt")
    await desk.until(lambda: "还没有设置小票打印机" in desk.read("receiptProblem"))
    assert desk.sees("receiptPicture")  # what would have been printed can still be read


async def test_a_kitchen_ticket_that_nothing_prints_is_told_until_somebody_goes(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk(an_evening())
    job = a_job(None, kind=PaperKind.TICKET, state=JobState.FAILED, why=Attention.NO_PRINTER)
    has(desk, jobs=(job,))
    desk.core.routes[f"/v1/print-jobs/{job.id}/cancel"] = lambda body: PrintJobBody(job)
    await desk.wait_for(f"notice-{job.id}")
    await desk.tap(f"accept-{job.id}")
    await desk.until(lambda: bool(desk.core.asked))
    assert desk.core.asked[0][1] == f"/v1/print-jobs/{job.id}/cancel"


# ── the manager's page ───────────────────────────────────────────────────────────────────────────


async def at_the_printers(open_desk: OpenDesk, *printers: PrinterRow) -> Desk:
    desk = open_desk(an_evening())
    has(desk, *printers)
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    await desk.key("Ctrl+,")
    await desk.bring("page-printers")
    await desk.tap("page-printers")
    return desk


async def test_a_manager_adds_a_printer_by_its_address(open_desk: OpenDesk) -> None:
    desk = await at_the_printers(open_desk)
    row = a_printer("厨房")
    desk.core.routes["/v1/printers"] = lambda body: PrinterBody(row)
    await desk.tap("add")
    await desk.tap("field-name")
    await desk.type("厨房")
    await desk.tap("field-address")
    await desk.type("http://x")
    assert not desk.can_tap("save")
    for _ in range(len("http://x")):
        await desk.key("Backspace")
    await desk.type("192.168.1.50")
    await desk.key("Ctrl+S")
    await desk.reads("toast", "厨房 已加上")
    (_, path, body) = desk.core.asked[-1]
    assert path == "/v1/printers"
    assert isinstance(body, PrinterInfo)
    assert (body.name, body.address, body.has_receipts) == ("厨房", "192.168.1.50", True)


async def test_a_manager_prints_a_test_page_and_takes_a_printer_away(open_desk: OpenDesk) -> None:
    printer = a_printer(state=PrinterState.UNREACHABLE)
    desk = await at_the_printers(open_desk, printer)
    path = f"/v1/printers/{printer.id}"
    desk.core.routes[f"{path}/test"] = lambda body: PrintJobBody(a_job(printer))
    await desk.tap(f"row-{printer.id}")
    await desk.bring("act-testPage")
    await desk.tap("act-testPage")
    await desk.reads("toast", "测试页已排队打印")
    assert desk.core.asked[-1][:2] == ("POST", f"{path}/test")
