"""A day's or a shift's report as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Final

from common.domain.bill_rows import PaymentMethod
from common.domain.money import yuan_text
from common.wire.cashier import Bar, DayReport, MethodSum, ShiftBody, UnsettledBody
from server.lib.spreadsheets import Cell, Table

_METHODS: Final = {
    PaymentMethod.CASH: "现金",
    PaymentMethod.WECHAT: "微信",
    PaymentMethod.ALIPAY: "支付宝",
    PaymentMethod.CARD: "银行卡",
}


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
