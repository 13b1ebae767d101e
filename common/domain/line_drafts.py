"""What a command on lines shows before the server answered it. Source: spec 20, "Device side".

Judged and carried out by the same rules as on the server. What they refuse shows nothing: the
server will say so. A line whose `last_key` is the command's own already has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from common.domain import orders
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
from common.domain.errors import DomainError
from common.domain.ids import LineId, OrderId
from common.domain.kitchen import CancelReason, LineAction, LineState
from common.domain.line_changes import (
    acted,
    cancelled,
    recalled,
    remade,
    rushed,
    split,
    stopped,
)
from common.domain.marks import acknowledged
from common.domain.rows import LineRow, OrderRow


def act_on_line(draft: Draft, pending: Pending, command: ActOnLine) -> None:
    _act(draft, pending, command.line_id, command.action, command.reason)


def act_on_lines(draft: Draft, pending: Pending, command: ActOnLines) -> None:
    if command.action is LineAction.CANCEL:
        _cancel_all(draft, pending, _named(draft, command.line_ids), command.reason)
        return
    for line_id in command.line_ids:
        _act(draft, pending, line_id, command.action, command.reason)


def cancel_order(draft: Draft, pending: Pending, command: CancelOrder) -> None:
    _cancel_all(draft, pending, _lines_of(draft, command.order_id), command.reason)


def cancel_batch(draft: Draft, pending: Pending, command: CancelBatch) -> None:
    lines = [x for x in draft.all("lines", LineRow) if x.batch_id == command.batch_id]
    _cancel_all(draft, pending, lines, command.reason)


def recall_line(draft: Draft, pending: Pending, command: RecallLine) -> None:
    _change(
        draft,
        pending,
        command.line_id,
        lambda line: recalled(
            line,
            pending.at,
            pending.key,
            from_state=command.from_state if command.undoes is None else None,
            undoes=command.undoes,
        ),
    )


def recall_lines(draft: Draft, pending: Pending, command: RecallLines) -> None:
    for line_id in command.line_ids:
        _change(
            draft,
            pending,
            line_id,
            lambda line: recalled(line, pending.at, pending.key, undoes=command.undoes),
        )


def rush(draft: Draft, pending: Pending, command: RushLine) -> None:
    def change(line: LineRow) -> LineRow:
        if line.rushed_at is not None and line.rushed_at >= pending.at:
            return line  # the journal has it
        return rushed(line, pending.at, by_guest=False)

    _change(draft, pending, command.line_id, change)


def acknowledge(draft: Draft, pending: Pending, command: AcknowledgeMark) -> None:
    """Only a mark that stood at the tap: a rush that came later stays."""

    def change(line: LineRow) -> LineRow:
        if not any(m.kind is command.mark and m.at <= pending.at for m in line.marks):
            return line
        return replace(line, marks=acknowledged(line.marks, command.mark, pending.at))

    _change(draft, pending, command.line_id, change)


def stop(draft: Draft, pending: Pending, command: StopLine) -> None:
    _change(draft, pending, command.line_id, lambda line: stopped(line, command.reason, pending.at))


def split_line(draft: Draft, pending: Pending, command: SplitLine) -> None:
    new_id = command.new_id
    line = draft.get("lines", command.line_id, LineRow)
    if line is None or new_id is None or draft.get("lines", new_id, LineRow):
        return
    try:
        kept, parted = split(line, command.quantity, new_id)
    except DomainError:
        return
    draft.put("lines", kept)
    draft.put("lines", parted)
    draft.mark(pending, line.id, new_id)


def remake(draft: Draft, pending: Pending, command: RemakeLine) -> None:
    new_id = command.new_id
    line = draft.get("lines", command.line_id, LineRow)
    if line is None or new_id is None or draft.get("lines", new_id, LineRow):
        return
    try:
        anew = remade(line, command.quantity, new_id, pending.at)
    except DomainError:
        return
    draft.put("lines", anew)
    draft.mark(pending, line.id, new_id)


def _act(
    draft: Draft,
    pending: Pending,
    line_id: LineId,
    action: LineAction,
    reason: CancelReason,
) -> None:
    def change(line: LineRow) -> LineRow:
        if action is LineAction.CANCEL:
            return cancelled(line, reason, pending.at, pending.key)[0]
        return acted(line, action, pending.at, pending.key)[0]

    _change(draft, pending, line_id, change)


def _cancel_all(
    draft: Draft, pending: Pending, lines: Iterable[LineRow], reason: CancelReason
) -> None:
    """All or none: one line on the stove refuses the whole."""
    live = [line for line in lines if line.state is not LineState.CANCELLED]
    if all(line.state is LineState.WAITING for line in live):
        for line in live:
            _act(draft, pending, line.id, LineAction.CANCEL, reason)


def _change(
    draft: Draft, pending: Pending, line_id: LineId, change: Callable[[LineRow], LineRow]
) -> None:
    line = draft.get("lines", line_id, LineRow)
    if line is None or line.last_key == pending.key:
        return
    try:
        after = change(line)
    except DomainError:
        return
    draft.mark(pending, line.id)
    if after != line:
        draft.put("lines", after)
    if after.state is LineState.CANCELLED:
        _total_again(draft, line.order_id)


def _total_again(draft: Draft, order_id: OrderId) -> None:
    order = draft.get("orders", order_id, OrderRow)
    if order is not None:
        total = orders.total(_lines_of(draft, order_id))
        draft.put("orders", replace(order, total_fen=total))


def _lines_of(draft: Draft, order_id: OrderId) -> list[LineRow]:
    return [line for line in draft.all("lines", LineRow) if line.order_id == order_id]


def _named(draft: Draft, line_ids: Iterable[LineId]) -> list[LineRow]:
    found = (draft.get("lines", line_id, LineRow) for line_id in line_ids)
    return [line for line in found if line is not None]
