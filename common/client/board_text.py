"""The live board as plain text: what a screen of this kind would show, for a terminal window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, TypeVar

from common.client.facade import Core, LinkStatus, Phase
from common.domain.board import Ticket, board
from common.domain.freshness import Freshness, judge
from common.domain.kitchen import LineState
from common.domain.marks import open_marks
from common.domain.promise import Ageing
from common.domain.roles import Role
from common.domain.rows import (
    BatchRow,
    CallTicketRow,
    GoodsRow,
    LineRow,
    OrderRow,
    RoomRow,
    RoomState,
    Row,
    ServiceCallRow,
)

R = TypeVar("R", bound=Row)

STATE: Final = {
    LineState.WAITING: "○ 待制作",
    LineState.COOKING: "◐ 制作中",
    LineState.READY: "● 制作完成",
    LineState.NOTIFIED: "◎ 已通知",
    LineState.PICKED_UP: "→ 已取餐",
    LineState.DELIVERED: "✓ 已送达",
    LineState.CANCELLED: "✕ 已取消",
}
_ROOM: Final = {
    RoomState.VACANT: "空闲",
    RoomState.OCCUPIED: "使用中",
    RoomState.TO_CLEAN: "待清洁",
    RoomState.OUT_OF_USE: "停用",
}
_AGEING: Final = {Ageing.NORMAL: "", Ageing.DUE: " ⧗ 快到时", Ageing.LATE: " ▲ 超时"}
_FRESHNESS: Final = {
    Freshness.CONNECTING: "正在连接",
    Freshness.FRESH: "实时",
    Freshness.SLOW: "变慢",
    Freshness.BLIND: "已断开",
}
_PHASE: Final = {
    Phase.UNPAIRED: "未配对",
    Phase.NEEDS_PAIRING: "需要重新配对",
    Phase.REPLACED: "另一个程序正在使用这台设备",
    Phase.FETCHING: "正在同步",
}


def board_text(core: Core) -> str:
    """Everything, several lines, ending in a newline."""
    identity = core.identity
    lines = [_header(core)]
    match identity.kind if identity else None:
        case Role.CALL_BOARD:
            lines += _calling(core)
        case Role.CASHIER | Role.WAITER:
            lines += [*_rooms(core), *_tickets(core), *_calls(core)]
        case None:
            pass
        case _:
            lines += [*_tickets(core), *_calls(core), *_sold_out(core)]
    lines += _trouble(core)
    return "\n".join(lines) + "\n"


def order_name(order: OrderRow) -> str:
    """`#07 801`; without a number yet `#--`."""
    number = "#--" if order.number is None else f"#{order.number:02d}"
    where = order.room_name or (f"手牌{order.hand_tag}" if order.hand_tag else "")
    return f"{number} {where}".strip()


def link_text(link: LinkStatus, monotonic: float) -> str:
    judged = judge(link.times, monotonic)
    said = _PHASE.get(link.phase) or _FRESHNESS[judged.freshness]
    parts = [f"{said} {judged.age_s:.0f}秒前"]
    if link.as_of is not None and judged.freshness is not Freshness.FRESH:
        parts.append(f"截至 {_time(link.as_of)}")
    if link.unsent:
        parts.append(f"未发送 {link.unsent} 条")
    if link.problem:
        parts.append(link.problem)
    return " · ".join(parts)


def _header(core: Core) -> str:
    identity = core.identity
    who = f"{identity.name} ({identity.kind})" if identity else "没有配对"
    return f"── {who} · {_time(core.now())} · {link_text(core.link, core.monotonic())}"


def _tickets(core: Core) -> Iterator[str]:
    identity = core.identity
    stations = frozenset(identity.station_ids) if identity else frozenset()
    orders = {order.id: order for order in _rows(core, "orders", OrderRow)}
    made = board(
        {str(key): order for key, order in orders.items()},
        _rows(core, "batches", BatchRow),
        _rows(core, "lines", LineRow),
        stations,
        core.now(),
    )
    if not made.tickets:
        yield "现在没有要做的单"
    for ticket in made.tickets:
        yield from _ticket(ticket, core)
    for dish in made.all_day:
        yield f"合计 {dish.name} ×{dish.quantity} (制作中 {dish.cooking})"


def _ticket(ticket: Ticket, core: Core) -> Iterator[str]:
    now = core.now()
    left_min = (ticket.promised_at - now) // timedelta(minutes=1)
    left = f"余 {left_min} 分" if left_min >= 0 else f"超 {-left_min} 分"
    yield f"{order_name(ticket.order)} · {left}{_AGEING[ticket.ageing(now)]}"
    for block in ticket.blocks:
        if block.is_addon:
            yield f"  + 加单 {block.batch.sequence - 1}"
        for line in block.lines:
            yield f"  {_line(line, core)}"


def _line(line: LineRow, core: Core) -> str:
    parts = [f"{STATE[line.state]}  {line.quantity}{line.unit} {line.name}", *line.options]
    if line.note:
        parts.append(f"“{line.note}”")
    parts += [f"过敏 {each}" for each in line.allergies]
    parts += [f"!{mark.kind}{' ' + mark.text if mark.text else ''}" for mark in open_marks(line)]
    if line.id in core.unsent():
        parts.append("↑未发送")
    return f"{' · '.join(parts)}  [{line.id[-6:]}]"


def _calling(core: Core) -> Iterator[str]:
    tickets = sorted(_rows(core, "call_tickets", CallTicketRow), key=lambda each: each.since)
    making = [f"#{each.number:02d}" for each in tickets if not each.collect]
    collect = [f"#{each.number:02d}" for each in tickets if each.collect]
    yield f"正在制作 {' '.join(making) or '-'}"
    yield f"请取餐 {' '.join(collect) or '-'}"


def _rooms(core: Core) -> Iterator[str]:
    unsent = core.unsent()
    for room in sorted(_rows(core, "rooms", RoomRow), key=lambda each: each.position):
        if room.state is not RoomState.VACANT or room.id in unsent:
            mark = " ↑待确认" if room.id in unsent else ""
            yield f"房间 {room.name} {_ROOM[room.state]}{mark}"


def _calls(core: Core) -> Iterator[str]:
    for call in sorted(_rows(core, "service_calls", ServiceCallRow), key=lambda x: x.called_at):
        where = call.room_name or call.hand_tag or ""
        yield f"呼叫 {where} {call.text} ({call.state})  [{call.id[-6:]}]"


def _sold_out(core: Core) -> Iterator[str]:
    gone = [goods.name for goods in _rows(core, "goods", GoodsRow) if goods.sold_out]
    if gone:
        yield f"沽清 {' '.join(gone)}"


def _trouble(core: Core) -> Iterator[str]:
    link, said = core.link, core.announcements
    for rejected in link.rejected:
        yield f"没有生效 {type(rejected.command).__name__} {rejected.code} {dict(rejected.facts)}"
    for late in link.late_orders:
        yield f"还要送吗 {_time(late.at)} 的订单没有送到厨房"
    if said.failure is not None:
        yield f"没有播报: {said.failure.shown} ({said.failure.reason})"
    if link.update_needed:
        yield "需要更新这个程序"


def _rows(core: Core, table: str, kind: type[R]) -> Iterator[R]:
    return (row for row in core.tables()[table].values() if isinstance(row, kind))


def _time(at: datetime) -> str:
    """In the zone of this machine."""
    return at.astimezone().strftime("%H:%M:%S")
