"""What the desk says, where the words depend on values. Numbers are ASCII, money in yuan.

Everything goes through `translate` with one context, so that `make translations` finds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication

from common.domain.bill_rows import AdjustmentKind, PaymentMethod
from common.domain.kitchen import LineState
from common.domain.money import yuan_text
from common.domain.rows import LineRow, OrderRow, StayRow
from common.qt import phrases

translate = QCoreApplication.translate
_HOUSE_ZONE: Final = "Asia/Shanghai"


def zone_named(name: str) -> tzinfo:
    """The shop's IANA zone; a name that this device does not know reads as the house's own."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(_HOUSE_ZONE)


def clock(at: datetime | None, zone: tzinfo) -> str:
    """`19:48`; nothing for None."""
    return "" if at is None else at.astimezone(zone).strftime("%H:%M")


def day_and_clock(at: datetime, zone: tzinfo) -> str:
    """`11-22 19:48`."""
    return at.astimezone(zone).strftime("%m-%d %H:%M")


def amount(fen: int) -> str:
    """`198.00`, `−15.80`: on bills, with two decimals and a true minus."""
    return yuan_text(fen).replace("-", "−")


def short(fen: int) -> str:
    """`¥132`, `¥132.50`: whole yuan without decimals."""
    text = amount(fen)
    sign, digits = ("−", text[1:]) if fen < 0 else ("", text)
    return f"{sign}¥{digits.removesuffix('.00')}"


def lasting(span: timedelta) -> str:
    """`22 秒`, `1 分 30 秒`, `2 小时 5 分`."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 60:
        return translate("Cashier", "{0} 秒").format(seconds)
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return translate("Cashier", "{0} 分 {1} 秒").format(minutes, rest)
    return translate("Cashier", "{0} 小时 {1} 分").format(minutes // 60, minutes % 60)


def minutes(span: timedelta) -> int:
    """Full minutes, never negative."""
    return max(0, span // timedelta(minutes=1))


def hours(span: timedelta) -> str:
    """`2:46`: hours and minutes of a stay."""
    whole = minutes(span)
    return f"{whole // 60}:{whole % 60:02d}"


def number(order: OrderRow) -> str:
    """`#07`, `#100`; `#--` until the server answered."""
    return "#--" if order.number is None else f"#{order.number:02d}"


def place(stay: StayRow) -> str:
    """Who it is: `801`, `手牌 131`, `801 · 手牌 131`."""
    tags = (
        translate("Cashier", "手牌 {0}").format(phrases.listed(stay.hand_tags))
        if stay.hand_tags
        else ""
    )
    return " · ".join(part for part in (stay.room_name or "", tags) if part)


def method(which: PaymentMethod) -> str:
    match which:
        case PaymentMethod.CASH:
            return translate("Cashier", "现金")
        case PaymentMethod.WECHAT:
            return translate("Cashier", "微信")
        case PaymentMethod.ALIPAY:
            return translate("Cashier", "支付宝")
        case PaymentMethod.CARD:
            return translate("Cashier", "银行卡")


def adjustment(kind: AdjustmentKind, value: int) -> str:
    match kind:
        case AdjustmentKind.WAIVE:
            return translate("Cashier", "免单")
        case AdjustmentKind.DISCOUNT:
            return translate("Cashier", "减免")
        case AdjustmentKind.PERCENT:
            tenths = f"{(100 - value) / 10:g}"
            return translate("Cashier", "{0} 折").format(tenths, value)
        case AdjustmentKind.ROUND_OFF:
            return translate("Cashier", "抹零")
        case AdjustmentKind.REFUND:
            return translate("Cashier", "退菜款")


def line_state(line: LineRow) -> str:
    """The word of a line that the guest does not have yet; nothing once it was delivered."""
    match line.state:
        case LineState.WAITING:
            if line.seen_at is None:
                return translate("Cashier", "等厨房收到")
            return translate("Cashier", "待制作")
        case LineState.COOKING:
            return translate("Cashier", "制作中")
        case LineState.READY:
            return translate("Cashier", "制作完成")
        case LineState.NOTIFIED:
            return translate("Cashier", "请取餐")
        case LineState.PICKED_UP:
            return translate("Cashier", "送餐中")
        case LineState.DELIVERED:
            return ""
        case LineState.CANCELLED:
            return translate("Cashier", "已取消")


def dishes(lines: Iterable[LineRow]) -> str:
    """`手工水饺×2、可乐`: what is meant, in one line."""
    return phrases.listed(x.name if x.quantity == 1 else f"{x.name}×{x.quantity}" for x in lines)
