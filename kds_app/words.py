"""What the kitchen and calling screens say, where the words depend on values. Numbers are ASCII.

Everything goes through `translate` with one context, so that `make translations` finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from common.domain.kitchen import CancelReason, LineAction, LineState, MarkKind
from common.domain.line_changes import ROOM_CLEANED
from common.domain.promise import Ageing
from common.domain.rows import LineRow, Mark, OrderRow
from common.qt.i18n import Plurals

translate = QCoreApplication.translate
Kds: Final = Plurals("Kds")


def ago(span: timedelta) -> str:
    """`20 秒前`, `3 分前`: how long ago."""
    return translate("Kds", "{0}前").format(lasting(span))


def strip_age(span: timedelta) -> str:
    """As `ago`, where little room is left for it."""
    return translate("Kds", "{0}前", "on a strip").format(lasting(span))


def lasting(span: timedelta) -> str:
    """`20 秒`, `3 分`, `2 小时`."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 60:
        return translate("Kds", "{0} 秒").format(seconds)
    if seconds < 3 * 3600:
        return translate("Kds", "{0} 分").format(seconds // 60)
    return translate("Kds", "{0} 小时").format(seconds // 3600)


def exactly(seconds: int) -> str:
    """`47 秒`, `2 分 47 秒`, `1 小时 2 分`: for what is counted while one looks at it."""
    if seconds < 60:
        return translate("Kds", "{0} 秒").format(seconds)
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return translate("Kds", "{0} 分 {1} 秒").format(minutes, rest)
    return translate("Kds", "{0} 小时 {1} 分").format(minutes // 60, minutes % 60)


def clock(span: timedelta) -> str:
    """`17:24`; from 100 minutes on hours too: `1:40:05`."""
    seconds = max(0, int(span.total_seconds()))
    minutes, second = divmod(seconds, 60)
    if minutes < 100:
        return f"{minutes:02d}:{second:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{second:02d}"


def rest(promised_at: datetime, ageing: Ageing, now: datetime) -> str:
    """余 5 分, 快到时 余 2 分, 超时 2 分; minutes to go are rounded (never to 0), minutes over cut."""
    left = (promised_at - now).total_seconds()
    if ageing is Ageing.LATE:
        over = int(-left // 60)
        return translate("Kds", "超时 {0} 分").format(over) if over else translate("Kds", "刚超时")
    minutes = max(1, int(left / 60 + 0.5))
    if ageing is Ageing.DUE:
        return translate("Kds", "快到时 余 {0} 分").format(minutes)
    return translate("Kds", "余 {0} 分").format(minutes)


def place(order: OrderRow) -> str:
    """`801 房间`, `手牌 208`."""
    if order.hand_tag is not None:
        return translate("Kds", "手牌 {0}").format(order.hand_tag)
    return translate("Kds", "{0} 房间").format(order.room_name or "")


def mark(standing: Mark) -> str:
    """客人取消, 房间已清,停做, 换房 801→805 …: what a cook has to know, before its age."""
    match standing.kind:
        case MarkKind.CANCEL:
            return cancelled_by(standing.text)
        case MarkKind.STOP:
            return _stopped(standing.text)
        case MarkKind.MOVE:
            return translate("Kds", "换房 {0}").format(standing.text)
        case MarkKind.PRINTED:
            return translate("Kds", "已打印纸单")
        case MarkKind.RUSH:
            return translate("Kds", "催菜")


def _stopped(why: str) -> str:
    if why == ROOM_CLEANED:
        return translate("Kds", "房间已清,停做")
    return why or translate("Kds", "停做")


def cancelled_by(reason: str) -> str:
    """A reason of a newer server reads as a plain cancel."""
    known: Mapping[str, str] = {
        CancelReason.GUEST: translate("Kds", "客人取消"),
        CancelReason.SOLD_OUT: translate("Kds", "沽清取消"),
        CancelReason.MISTAKE: translate("Kds", "下错取消"),
        CancelReason.ROOM_CLEANED: translate("Kds", "房间已清"),
    }
    return known.get(reason, translate("Kds", "已取消"))


def state(of: LineState) -> str:
    match of:
        case LineState.WAITING:
            return translate("Kds", "待制作")
        case LineState.COOKING:
            return translate("Kds", "制作中")
        case LineState.READY:
            return translate("Kds", "制作完成")
        case LineState.NOTIFIED:
            return translate("Kds", "已通知")
        case LineState.PICKED_UP:
            return translate("Kds", "已取走")
        case LineState.DELIVERED:
            return translate("Kds", "已送达")
        case LineState.CANCELLED:
            return translate("Kds", "已取消")


NEXT_STEP: Final[Mapping[LineState, LineAction]] = {
    LineState.WAITING: LineAction.START,
    LineState.COOKING: LineAction.FINISH,
    LineState.READY: LineAction.NOTIFY,
    LineState.NOTIFIED: LineAction.PICK_UP,
}
"""One tap forward. What was picked up is no longer the kitchen's."""


def step(action: LineAction | None) -> str:
    """此行 → 制作: the next step as its button names it."""
    match action:
        case LineAction.START:
            return translate("Kds", "此行 → 制作")
        case LineAction.FINISH:
            return translate("Kds", "此行 → 完成")
        case LineAction.NOTIFY:
            return translate("Kds", "此行 → 通知")
        case LineAction.PICK_UP:
            return translate("Kds", "此行 → 取走")
        case _:
            return translate("Kds", "此行已完")


def allergy(line: LineRow) -> str:
    """过敏 花生 / 虾: what the guest told us; never folded, never elided."""
    return translate("Kds", "过敏 {0}").format(" / ".join(line.allergies)) if line.allergies else ""


def options(line: LineRow) -> str:
    return " · ".join(line.options)
