"""What a command on lines shows before the server answered it. Source: spec 20, "Device side".

Judged by the same table as on the server. What the table refuses shows nothing: the server will
say so. A line whose `last_key` is the command's own already has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from common.domain.commands import (
    AcknowledgeMark,
    ActOnLine,
    ActOnLines,
    CancelBatch,
    CancelOrder,
    Pending,
    RecallLine,
    RecallLines,
    RemakeLine,
    RushLine,
    SplitLine,
    StopLine,
)
from common.domain.draft import Draft
from common.domain.ids import NO_FEN, Fen, LineId
from common.domain.kitchen import (
    REMAKABLE,
    RUSHABLE,
    CancelReason,
    LineAction,
    LineState,
    MarkKind,
    Outcome,
    judge,
)
from common.domain.marks import acknowledged, with_mark
from common.domain.rows import LineRow, Mark, OrderRow, OrderState


def act_on_line(draft: Draft, pending: Pending, command: ActOnLine) -> None:
    _act(draft, pending, command.line_id, command.action, command.reason)


def act_on_lines(draft: Draft, pending: Pending, command: ActOnLines) -> None:
    if command.action is LineAction.CANCEL:
        _cancel_all(draft, pending, _named(draft, command.line_ids), command.reason)
        return
    for line_id in command.line_ids:
        _act(draft, pending, line_id, command.action, command.reason)


def cancel_order(draft: Draft, pending: Pending, command: CancelOrder) -> None:
    lines = [x for x in draft.all("lines", LineRow) if x.order_id == command.order_id]
    _cancel_all(draft, pending, lines, command.reason)


def cancel_batch(draft: Draft, pending: Pending, command: CancelBatch) -> None:
    lines = [x for x in draft.all("lines", LineRow) if x.batch_id == command.batch_id]
    _cancel_all(draft, pending, lines, command.reason)


def recall_line(draft: Draft, pending: Pending, command: RecallLine) -> None:
    line = draft.get("lines", command.line_id, LineRow)
    if line is None or line.last_key == pending.key:
        return
    if command.undoes is None and line.state is not command.from_state:
        return
    _recall(draft, pending, line, command.undoes)


def recall_lines(draft: Draft, pending: Pending, command: RecallLines) -> None:
    for line in _named(draft, command.line_ids):
        if line.last_key != pending.key:
            _recall(draft, pending, line, command.undoes)


def rush(draft: Draft, pending: Pending, command: RushLine) -> None:
    line = draft.get("lines", command.line_id, LineRow)
    if line is None or line.state not in RUSHABLE:
        return
    draft.mark(pending, line.id)
    if line.rushed_at is not None and line.rushed_at >= pending.at:
        return  # the journal has it
    rushed = replace(
        line,
        rush_count=line.rush_count + 1,
        rushed_at=pending.at,
        marks=with_mark(line.marks, Mark(MarkKind.RUSH, pending.at)),
    )
    draft.put("lines", rushed)


def acknowledge(draft: Draft, pending: Pending, command: AcknowledgeMark) -> None:
    """Only a mark that stood at the tap: a rush that came later stays."""
    line = draft.get("lines", command.line_id, LineRow)
    if line is None:
        return
    standing = any(m.kind is command.mark and m.at <= pending.at for m in line.marks)
    if standing:
        marks = acknowledged(line.marks, command.mark, pending.at)
        draft.put("lines", replace(line, marks=marks))
        draft.mark(pending, line.id)


def stop(draft: Draft, pending: Pending, command: StopLine) -> None:
    line = draft.get("lines", command.line_id, LineRow)
    if line is None:
        return
    draft.mark(pending, line.id)
    if any(m.kind is MarkKind.STOP for m in line.marks):
        return
    mark = Mark(MarkKind.STOP, pending.at, command.reason)
    draft.put("lines", replace(line, marks=with_mark(line.marks, mark)))


def split(draft: Draft, pending: Pending, command: SplitLine) -> None:
    line = draft.get("lines", command.line_id, LineRow)
    new_id = command.new_id
    if line is None or new_id is None or draft.get("lines", new_id, LineRow):
        return
    if not 0 < command.quantity < line.quantity:
        return
    draft.put("lines", replace(line, quantity=line.quantity - command.quantity))
    draft.put("lines", replace(line, id=new_id, quantity=command.quantity, version=0))
    draft.mark(pending, line.id, new_id)


def remake(draft: Draft, pending: Pending, command: RemakeLine) -> None:
    line = draft.get("lines", command.line_id, LineRow)
    new_id = command.new_id
    if line is None or new_id is None or draft.get("lines", new_id, LineRow):
        return
    if line.state in REMAKABLE:
        draft.put("lines", _anew(line, new_id, command.quantity, pending.at))
        draft.mark(pending, line.id, new_id)


def _act(
    draft: Draft,
    pending: Pending,
    line_id: LineId,
    action: LineAction,
    reason: CancelReason,
) -> None:
    line = draft.get("lines", line_id, LineRow)
    if line is None or line.last_key == pending.key:
        return
    verdict = judge(line.state, action)
    if verdict.outcome is Outcome.REFUSED:
        return
    draft.mark(pending, line.id)
    if verdict.outcome is Outcome.MOVED:
        moved = _stamped(line, verdict.state, pending.at)
        moved = replace(moved, last_action=action, last_key=pending.key)
        if action is LineAction.CANCEL:
            moved = replace(moved, cancel_reason=reason)
            _take_off_total(draft, line)
        draft.put("lines", moved)
    elif verdict.outcome is Outcome.AGAIN:
        again = replace(line, notify_count=line.notify_count + 1, notified_at=pending.at)
        draft.put("lines", replace(again, last_action=action, last_key=pending.key))


def _cancel_all(
    draft: Draft, pending: Pending, lines: Iterable[LineRow], reason: CancelReason
) -> None:
    """All or none: one line on the stove refuses the whole."""
    live = [line for line in lines if line.state is not LineState.CANCELLED]
    if all(line.state is LineState.WAITING for line in live):
        for line in live:
            _act(draft, pending, line.id, LineAction.CANCEL, reason)


def _recall(draft: Draft, pending: Pending, line: LineRow, undoes: str | None) -> None:
    if undoes is not None and line.last_key != undoes:
        return
    verdict = judge(line.state, LineAction.RECALL)
    if verdict.outcome is not Outcome.MOVED:
        return
    back = _unstamped(line, line.state)
    back = replace(back, state=verdict.state, last_action=LineAction.RECALL, last_key=pending.key)
    draft.put("lines", back)
    draft.mark(pending, line.id)


def _stamped(line: LineRow, state: LineState, at: datetime) -> LineRow:
    moved = replace(line, state=state)
    match state:
        case LineState.COOKING:
            return replace(moved, started_at=at)
        case LineState.READY:
            return replace(moved, ready_at=at)
        case LineState.NOTIFIED:
            return replace(moved, notified_at=at, notify_count=line.notify_count + 1)
        case LineState.PICKED_UP:
            return replace(moved, picked_up_at=at)
        case LineState.DELIVERED:
            return replace(moved, delivered_at=at)
        case LineState.CANCELLED:
            return replace(moved, cancelled_at=at)
        case LineState.WAITING:
            return moved


def _unstamped(line: LineRow, left: LineState) -> LineRow:
    match left:
        case LineState.COOKING:
            return replace(line, started_at=None)
        case LineState.READY:
            return replace(line, ready_at=None)
        case LineState.NOTIFIED:
            return replace(line, notified_at=None)
        case LineState.PICKED_UP:
            return replace(line, picked_up_at=None)
        case LineState.DELIVERED:
            return replace(line, delivered_at=None)
        case LineState.WAITING | LineState.CANCELLED:
            return line


def _anew(line: LineRow, new_id: LineId, quantity: int, at: datetime) -> LineRow:
    """A waiting line of the same dish, free of charge and without a past."""
    return replace(
        line,
        id=new_id,
        quantity=quantity,
        price_fen=NO_FEN,
        state=LineState.WAITING,
        marks=(),
        notify_count=0,
        rush_count=0,
        placed_at=at,
        promised_at=at + (line.promised_at - line.placed_at),
        seen_at=None,
        started_at=None,
        ready_at=None,
        notified_at=None,
        picked_up_at=None,
        delivered_at=None,
        rushed_at=None,
        remake_of=line.id,
        last_action=None,
        last_key=None,
        version=0,
    )


def _take_off_total(draft: Draft, line: LineRow) -> None:
    order = draft.get("orders", line.order_id, OrderRow)
    if order is not None and order.state is OrderState.OPEN:
        left = Fen(order.total_fen - line.price_fen * line.quantity)
        draft.put("orders", replace(order, total_fen=left))


def _named(draft: Draft, line_ids: Iterable[LineId]) -> list[LineRow]:
    found = (draft.get("lines", line_id, LineRow) for line_id in line_ids)
    return [line for line in found if line is not None]
