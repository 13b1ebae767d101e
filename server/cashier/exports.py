"""A day's or a shift's report as a file for a spreadsheet. No cell of ours is ever taken for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from io import BytesIO, StringIO
from typing import Final

from xlsxwriter import Workbook

from common.domain.bill_rows import PaymentMethod
from common.domain.money import yuan_text
from common.wire.cashier import Bar, DayReport, MethodSum, ShiftBody, UnsettledBody

Cell = str | int
Table = tuple[str, list[list[Cell]]]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_AMOUNT: Final = re.compile(r"-?[0-9]+\.[0-9]{2}")
_METHODS: Final = {
    PaymentMethod.CASH: "现金",
    PaymentMethod.WECHAT: "微信",
    PaymentMethod.ALIPAY: "支付宝",
    PaymentMethod.CARD: "银行卡",
}


def as_csv(tables: Iterable[Table]) -> bytes:
    """UTF-8 with a mark at its beginning: without, a spreadsheet reads Chinese as something else."""
    out = StringIO()
    writer = csv.writer(out)
    for title, rows in tables:
        writer.writerow([title])
        writer.writerows([_harmless(cell) for cell in row] for row in rows)
        writer.writerow([])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(tables: Iterable[Table]) -> bytes:
    """One sheet a table."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        for title, rows in tables:
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    value = _harmless(cell)
                    if isinstance(value, str):
                        sheet.write_string(at, column, value, bold if at == 0 else None)
                    else:
                        sheet.write_number(at, column, value)
            sheet.set_column(0, 0, 24)
            sheet.freeze_panes(1, 0)
    return out.getvalue()


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would work out gets an apostrophe; amounts are ours and stay."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _is_amount(cell):
        return f"'{cell}"
    return cell


def _is_amount(cell: str) -> bool:
    return _AMOUNT.fullmatch(cell) is not None


def of_day(report: DayReport) -> Iterator[Table]:
    yield (
        "营业日",
        [
            ["营业日", report.day.isoformat()],
            ["营业额", yuan_text(report.turnover_fen)],
            ["优惠", yuan_text(report.discount_fen)],
            ["实收", yuan_text(report.taken_fen)],
            ["退款", yuan_text(report.refunded_fen)],
            ["单数", report.orders],
            ["客人", report.guests],
        ],
    )
    yield "收款方式", _methods(report.methods)
    yield "菜品", _bars("菜品", report.dishes)
    yield "其他收费", _bars("项目", report.charges)
    yield "时段", _bars("时段", report.hours)
    yield "房间", _bars("房间", report.rooms)
    yield "收银员", _bars("收银员", report.staff)
    yield "班次", [row for shift in report.shifts for row in _shift(shift)]
    yield "未结", _unsettled(report.unsettled)


def of_shift(shift: ShiftBody, zone: tzinfo) -> Iterator[Table]:
    """Times as the shop's clock on the wall said."""
    yield (
        "班次",
        [
            ["开班", _local(shift.opened_at, zone), shift.opened_by or ""],
            ["交班", _local(shift.closed_at, zone), shift.closed_by or ""],
            ["备用金", yuan_text(shift.float_fen)],
            ["备注", shift.note],
        ],
    )
    yield "收款方式", _methods(shift.methods)
    yield "未结", _unsettled(shift.unsettled)


def _local(at: datetime | None, zone: tzinfo) -> str:
    return "" if at is None else at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _unsettled(held: list[UnsettledBody]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [["房间", "未结", "原因", "谁"]]
    return rows + [[x.place, yuan_text(x.balance_fen), x.reason, x.by] for x in held]


def _bars(name: str, bars: list[Bar]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[name, "数量", "金额"]]
    return rows + [[bar.name, bar.count, yuan_text(bar.fen)] for bar in bars]


def _methods(sums: list[MethodSum]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [["方式", "笔数", "收款", "退款笔数", "退款", "应有", "实点", "差"]]
    for each in sums:
        rows.append(
            [
                _METHODS[each.method],
                each.payments,
                yuan_text(each.taken_fen),
                each.refunds,
                yuan_text(each.refunded_fen),
                yuan_text(each.expected_fen),
                "" if each.counted_fen is None else yuan_text(each.counted_fen),
                "" if each.difference_fen is None else yuan_text(each.difference_fen),
            ]
        )
    return rows


def _shift(shift: ShiftBody) -> list[list[Cell]]:
    head: list[Cell] = [
        "班次",
        shift.opened_at.isoformat(),
        shift.opened_by or "",
        "" if shift.closed_at is None else shift.closed_at.isoformat(),
        shift.closed_by or "",
        yuan_text(shift.float_fen),
        shift.note,
    ]
    return [head, *_methods(shift.methods), []]
