"""A business day in figures, and as files that no spreadsheet runs."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

from common.domain.bill_rows import AdjustmentKind as Kind
from common.domain.bill_rows import PaymentMethod
from common.domain.kitchen import LineAction
from common.wire.cashier import DayReport
from common.wire.requests import CancelLine, Clean
from server.cashier import exports
from server.lib import spreadsheets
from tests.support.house import COOK, PAD, PAD_802, ROOM_801, WAITER, cola, dumplings, fish
from tests.support.till import Till

TO_THE_GUEST = (LineAction.START, LineAction.FINISH, LineAction.PICK_UP, LineAction.DELIVER)


def a_day(till: Till) -> DayReport:
    return till.books(lambda books: books.reports.business_day(None))


def live(till: Till) -> None:
    """801: two dishes and a room at 90 %, paid by two methods. 802: a bottle, left unpaid."""
    order = till.place(PAD, dumplings(2), fish())
    till.do(PAD, lambda k: k.lines.cancel(order.batches[0].lines[1].id, CancelLine()))
    till.act(COOK, order.batches[0].lines[0].id, *TO_THE_GUEST)
    till.charge(order.stay_id, 100_00, '=HYPERLINK("http://evil")')
    till.adjust(order.stay_id, Kind.PERCENT, 10)
    till.pay(order.stay_id, 40_40, PaymentMethod.WECHAT)
    payment = till.pay(order.stay_id, 100_00).bill.payments[-1].id
    till.refund(payment, 10_00, order.batches[0].lines[0].id)
    till.do(WAITER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean()))
    till.place(PAD_802, cola())


def test_everything_adds_up_to_the_turnover(till: Till) -> None:
    live(till)
    report = a_day(till)
    assert report.turnover_fen == 140_40 - 10_00 + 8_00
    for bars in ([*report.dishes, *report.charges], report.hours, report.rooms):
        assert sum(bar.fen for bar in bars) == report.turnover_fen
    assert (report.taken_fen, report.refunded_fen, report.orders) == (140_40, 10_00, 2)
    assert [(x.name, x.count, x.fen) for x in report.dishes] == [
        ("水饺", 2, 40_40),
        ("可乐", 1, 8_00),
    ]
    assert [(x.name, x.fen) for x in report.rooms] == [("801", 130_40), ("802", 8_00)]
    sums = {x.method: (x.taken_fen, x.refunded_fen) for x in report.methods}
    assert sums[PaymentMethod.CASH] == (100_00, 10_00)
    assert sum(x.fen for x in report.staff) == 130_40
    assert len(report.shifts) == 1


def test_a_day_before_anything_is_empty(till: Till) -> None:
    report = a_day(till)
    assert (report.turnover_fen, report.dishes, report.orders) == (0, [], 0)


def test_a_file_says_the_same_and_runs_nothing(till: Till) -> None:
    live(till)
    report = a_day(till)
    text = spreadsheets.as_csv(exports.of_day(report)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
    assert "138.40" in cells
    assert '\'=HYPERLINK("http://evil")' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    with ZipFile(BytesIO(spreadsheets.as_xlsx(exports.of_day(report)))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 9
        assert not [name for name in sheets if b"<f>" in book.read(name)]
        assert b"&apos;=HYPERLINK" in (words := book.read("xl/sharedStrings.xml")) or (
            b"'=HYPERLINK" in words
        )
