"""Papers in their line: one desk prints each, and whoever dies leaves nothing lost and nothing doubled."""

from datetime import timedelta
from functools import partial

from common.domain.bill_rows import PaymentMethod
from common.domain.errors import Forbidden, Invalid, NotFound, Refused
from common.domain.print_rows import PrintJobRow, Receipt
from common.domain.printing import LEASE, Attention, JobState, PaperKind, PrinterKind, PrinterState
from common.domain.streams import cashier as cashier_stream
from common.wire.printing import PrinterInfo, Reported, ReportPrint
from server.printing.service import Printing
from tests.support.clock import FakeClock
from tests.support.house import (
    CASHIER,
    CLERK,
    COOK,
    HOT,
    MANAGER,
    PAD,
    ROOM_801,
    ROOM_802,
    SHOP,
    STRANGER,
    WAITER,
    dumplings,
    fish,
)
from tests.support.press import DESK, PRE_SETTLEMENT, RECEIPT, SECOND_DESK, Press


def a_bill(press: Press) -> str:
    """801 had 水饺 and 蒸鱼; nothing is paid."""
    stay = press.check_in(ROOM_801)
    press.place(PAD, dumplings(), fish())
    return stay


def a_job(press: Press) -> PrintJobRow:
    stay = a_bill(press)
    return press.print(lambda house: house.receipts.print(stay, PRE_SETTLEMENT))


# ── what stands on it ────────────────────────────────────────────────────────────────────────────


async def test_a_pre_settlement_holds_the_bill_as_it_was_when_it_was_asked_for(
    press: Press,
) -> None:
    printer, job = press.printer(), a_job(press)
    assert (job.state, job.printer_id, job.total_fen) == (JobState.QUEUED, printer.id, 144_00)
    assert (job.room_name, job.numbers) == ("801", "#01")
    press.place(PAD, fish())
    paper = press.job(job.id).paper
    assert isinstance(paper, Receipt)
    assert [(x.name, x.detail, x.quantity, x.fen) for x in paper.items] == [
        ("水饺", "", 2, 56_00),
        ("蒸鱼", "不辣", 1, 88_00),
    ]
    assert (paper.total_fen, paper.balance_fen, paper.is_paid) == (144_00, 144_00, False)


async def test_a_receipt_names_charges_discounts_payments_and_change(press: Press) -> None:
    press.printer()
    stay = a_bill(press)
    press.charge(stay, 200_00)
    press.pay(stay, 300_00, PaymentMethod.WECHAT)
    press.pay(stay, 44_00, tendered_fen=50_00)
    job = press.print(lambda house: house.receipts.print(stay, RECEIPT), CLERK)
    paper = press.job(job.id).paper
    assert isinstance(paper, Receipt)
    assert [x.name for x in paper.items] == ["房费", "水饺", "蒸鱼"]
    assert [(x.method, x.amount_fen, x.tendered_fen, x.change_fen) for x in paper.payments] == [
        (PaymentMethod.WECHAT, 300_00, 300_00, 0),
        (PaymentMethod.CASH, 44_00, 50_00, 6_00),
    ]
    assert (paper.paid_fen, paper.balance_fen) == (344_00, 0)


async def test_nothing_to_say_is_no_receipt(press: Press) -> None:
    press.printer()
    stay = press.check_in(ROOM_801)
    empty = press.print_refuses(lambda house: house.receipts.print(stay, PRE_SETTLEMENT))
    assert empty.code == "receipt.empty"
    press.charge(stay, 1_00)
    unpaid = press.print_refuses(lambda house: house.receipts.print(stay, RECEIPT))
    assert unpaid.code == "receipt.unpaid"


async def test_without_a_printer_the_desk_is_told_and_nothing_waits(press: Press) -> None:
    stay = a_bill(press)
    refused = press.print_refuses(lambda house: house.receipts.print(stay, PRE_SETTLEMENT))
    assert refused.code == "print.no_printer"


# ── by itself ────────────────────────────────────────────────────────────────────────────────────


async def test_a_paid_bill_prints_its_receipt_where_the_shop_wants_it_so(press: Press) -> None:
    press.printer(prints_paid=True)
    stay = a_bill(press)
    press.pay(stay, 100_00)
    assert press.jobs() == []  # not paid yet
    press.pay(stay, 44_00)
    assert [(x.kind, x.total_fen) for x in press.jobs()] == [(PaperKind.RECEIPT, 144_00)]


async def test_a_payment_needs_no_printer(press: Press) -> None:
    stay = a_bill(press)
    assert press.pay(stay, 144_00).balance_fen == 0
    assert press.jobs() == []
    press.printer(prints_paid=False)
    other = press.check_in(ROOM_802)
    press.charge(other, 1_00)
    press.pay(other, 1_00)
    assert press.jobs() == []


# ── copies ───────────────────────────────────────────────────────────────────────────────────────


async def test_a_receipt_that_says_the_same_is_a_copy_and_one_after_a_refund_is_not(
    press: Press,
) -> None:
    printer, stay = press.printer(), a_bill(press)
    paid = press.pay(stay, 144_00)

    def again() -> int:
        job = press.print(lambda house: house.receipts.print(stay, RECEIPT))
        press.comes_out(printer)
        return job.copies

    assert [again(), again(), again()] == [0, 1, 2]
    assert paid.created_id is not None
    press.refund(paid.created_id, 56_00, paid.items[0].id)
    assert again() == 0


async def test_printing_again_says_so_and_keeps_what_it_said(
    press: Press, clock: FakeClock
) -> None:
    printer, job = press.printer(), a_job(press)
    press.comes_out(printer)
    clock.advance(timedelta(minutes=5))
    again = press.print(lambda house: house.queue.again(job.id))
    assert (again.state, again.copies) == (JobState.QUEUED, 1)
    assert press.print(lambda house: house.queue.again(job.id)) == again  # a second tap
    assert press.comes_out(printer).copies == 1


# ── claims ───────────────────────────────────────────────────────────────────────────────────────


async def test_two_desks_print_one_paper_once(press: Press) -> None:
    printer, job = press.printer(), a_job(press)
    mine = press.take(printer)
    assert (mine.id, mine.attempt, mine.claimed_by) == (job.id, 1, DESK.device_id)
    assert press.claim(printer, SECOND_DESK) is None
    press.report(mine, Reported.BEGUN)
    assert press.claim(printer, SECOND_DESK) is None
    press.report(mine, Reported.PRINTED)
    assert press.claim(printer, SECOND_DESK) is None
    assert press.job(job.id).row.state is JobState.PRINTED


async def test_papers_come_out_in_the_order_they_were_asked_for(press: Press) -> None:
    printer, stay = press.printer(), a_bill(press)
    jobs = [press.print(lambda h: h.receipts.print(stay, PRE_SETTLEMENT)) for _ in range(3)]
    for job in jobs[:2]:
        assert press.comes_out(printer, SECOND_DESK).id == job.id
    held = press.take(printer)
    press.report(held, Reported.NOT_PRINTED, state=PrinterState.PAPER_OUT)
    later = press.print(lambda house: house.receipts.print(stay, PRE_SETTLEMENT))
    assert [press.comes_out(printer).id for _ in range(2)] == [jobs[2].id, later.id]


async def test_each_printer_has_a_line_of_its_own(press: Press) -> None:
    front, bar = press.printer(), press.printer("吧台")
    stay = a_bill(press)
    press.print(lambda house: house.receipts.print(stay, PRE_SETTLEMENT))
    mine = press.take(front)
    wanted = type(PRE_SETTLEMENT)("pre_settlement", bar.id)
    press.print(lambda house: house.receipts.print(stay, wanted))
    assert press.take(bar, SECOND_DESK).id != mine.id


async def test_a_desk_that_dies_before_the_first_byte_leaves_it_to_the_next(
    press: Press, clock: FakeClock
) -> None:
    printer, job = press.printer(), a_job(press)
    dead = press.take(printer)
    clock.advance(LEASE)
    next_one = press.take(printer, SECOND_DESK)
    assert (next_one.id, next_one.attempt, next_one.copies) == (job.id, 2, 0)
    late = press.print_refuses(
        lambda house: house.queue.report(dead.id, ReportPrint(dead.attempt, Reported.BEGUN))
    )
    assert late.code == "print.lost"  # the dead desk was only slow: it may not begin


async def test_a_receipt_whose_desk_died_in_the_middle_waits_for_a_person(
    press: Press, clock: FakeClock
) -> None:
    printer, job = press.printer(), a_job(press)
    press.report(press.take(printer), Reported.BEGUN)
    clock.advance(LEASE)
    assert press.claim(printer, SECOND_DESK) is None
    row = press.job(job.id).row
    assert (row.state, row.why) == (JobState.UNSURE, Attention.MAYBE_PRINTED)
    # the cashier looks: no paper came out
    assert press.print(lambda house: house.queue.again(job.id)).copies == 1
    assert press.comes_out(printer, SECOND_DESK).id == job.id


async def test_a_receipt_that_did_come_out_is_confirmed_and_gone(
    press: Press, clock: FakeClock
) -> None:
    printer, job = press.printer(), a_job(press)
    press.report(press.take(printer), Reported.BEGUN)
    press.report(press.job(job.id).row, Reported.MAYBE_PRINTED, state=PrinterState.PAPER_OUT)
    assert press.job(job.id).row.state is JobState.UNSURE
    assert press.print(lambda house: house.queue.confirm(job.id)).state is JobState.PRINTED
    assert press.print(lambda house: house.queue.confirm(job.id)).state is JobState.PRINTED


async def test_a_desk_that_was_only_slow_may_still_say_that_it_printed(
    press: Press, clock: FakeClock
) -> None:
    printer, job = press.printer(), a_job(press)
    slow = press.take(printer)
    press.report(slow, Reported.BEGUN)
    clock.advance(LEASE)
    press.claim(printer, SECOND_DESK)  # finds it unsure
    assert press.report(slow, Reported.PRINTED).state is JobState.PRINTED
    assert press.job(job.id).row.state is JobState.PRINTED


async def test_what_is_cancelled_does_not_come_out(press: Press) -> None:
    printer, job = press.printer(), a_job(press)
    press.print(lambda house: house.queue.cancel(job.id))
    assert press.claim(printer) is None
    again = press.print(lambda house: house.queue.again(job.id))
    assert (again.state, again.copies) == (JobState.QUEUED, 0)
    press.report(press.take(printer), Reported.BEGUN)
    refused = press.print_refuses(lambda house: house.queue.cancel(job.id))
    assert refused.code == "print.refused"  # it is on its way


# ── printers ─────────────────────────────────────────────────────────────────────────────────────


def info(**over: object) -> PrinterInfo:
    values = {"name": "前台", "kind": PrinterKind.NETWORK, "address": "192.168.1.50"}
    return PrinterInfo(**(values | over))  # type: ignore[arg-type]  # fields of the body


async def test_a_printer_that_cannot_be_is_refused_by_the_field(press: Press) -> None:
    path = PrinterKind.FILE
    for wanted, code, field in (
        (info(address="http://printer"), "printer.address", "address"),
        (info(address="  "), "printer.address", "address"),
        (info(kind=path, address="  "), "printer.address", "address"),
        (info(kind=path, address="/dev/lp0", desk_id="x"), "printer.desk", "desk_id"),
        (info(station_ids=[HOT, "nowhere"]), "station.unknown", "station_ids[1]"),
    ):
        refused = press.print_refuses(partial(_add, wanted), MANAGER)
        assert isinstance(refused, Invalid)
        assert (refused.code, refused.facts["field"]) == (code, field)


def _add(wanted: PrinterInfo, house: Printing) -> None:
    house.printers.add(wanted)


async def test_only_a_manager_sets_printers_and_only_a_desk_prints(press: Press) -> None:
    printer = press.printer()
    for actor in (CASHIER, COOK, PAD, WAITER):
        denied = press.print_refuses(lambda house: house.printers.add(info()), actor)
        assert isinstance(denied, Forbidden)
    for actor in (COOK, PAD, WAITER):
        assert isinstance(
            press.print_refuses(lambda house: house.queue.claim(printer.id), actor), Forbidden
        )
    strange = press.print_refuses(lambda house: house.queue.claim(printer.id), STRANGER)
    assert isinstance(strange, NotFound)


async def test_a_printer_that_is_taken_away_leaves_its_papers_to_a_person(press: Press) -> None:
    printer, job = press.printer(), a_job(press)
    held = press.take(printer)
    busy = press.print_refuses(lambda house: house.printers.remove(printer.id), MANAGER)
    assert isinstance(busy, Refused)
    press.report(held, Reported.NOT_PRINTED)
    press.print(lambda house: house.printers.remove(printer.id), MANAGER)
    row = press.job(job.id).row
    assert (row.state, row.why) == (JobState.FAILED, Attention.PRINTER_REMOVED)
    assert press.print_refuses(lambda house: house.queue.again(job.id)).code == "print.no_printer"
    other = press.printer("吧台")
    assert press.print(lambda house: house.queue.again(job.id)).printer_id == other.id


async def test_a_printers_state_is_told_when_it_changes_and_not_every_time(press: Press) -> None:
    printer = press.printer()
    saw = PrinterState.PAPER_OUT
    out = press.print(lambda house: house.printers.saw(printer.id, saw))
    assert out.state is saw
    before = press.tops()[cashier_stream(SHOP)]
    assert press.print(lambda house: house.printers.saw(printer.id, saw)) == out
    assert press.tops()[cashier_stream(SHOP)] == before
    moved = press.print(
        lambda house: house.printers.change(printer.id, info(address="10.0.0.9")), MANAGER
    )
    assert (moved.state, moved.address) == (PrinterState.UNKNOWN, "10.0.0.9")


async def test_a_test_page_goes_to_the_printer_it_is_for(press: Press) -> None:
    press.printer()
    bar = press.printer("吧台", has_receipts=False)
    job = press.print(lambda house: house.printers.check(bar.id), MANAGER)
    assert (job.kind, job.printer_id) == (PaperKind.TEST, bar.id)
    assert press.comes_out(bar).state is JobState.PRINTED


async def test_old_papers_are_put_away_and_settled_ones_forgotten(
    press: Press, clock: FakeClock
) -> None:
    printer, job = press.printer(), a_job(press)
    clock.advance(timedelta(days=4))
    assert press.print(lambda house: house.queue.put_away(clock.now() - timedelta(days=3))) == 1
    assert press.job(job.id).row.state is JobState.CANCELLED
    assert press.claim(printer) is None
