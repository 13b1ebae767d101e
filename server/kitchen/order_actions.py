"""What people do to whole orders and batches, to many lines at once, and to a dish that ran out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from common.domain import line_changes
from common.domain.board import shown_at
from common.domain.errors import Invalid, NotFound, Refused
from common.domain.ids import BatchId, GoodsId, LineId
from common.domain.kitchen import (
    PERMISSION,
    CancelReason,
    LineAction,
    LineState,
    Outcome,
)
from common.domain.roles import Permission
from common.domain.rows import LineRow, OrderState
from common.wire.answers import GoodsBody, LineResult, LinesBody, OrderBody
from common.wire.events import EventKind
from common.wire.requests import CancelLine, OrderLinesCommand, Recall, SoldOut
from server.kitchen import repository as orders
from server.kitchen.bodies import order_body
from server.kitchen.line_actions import KINDS, LineActions, check_open
from server.kitchen.repository import Docket
from server.kitchen.work import Work


class OrderActions:
    def __init__(self, work: Work, lines: LineActions) -> None:
        self._work = work
        self._lines = lines
        self._now = work.unit.now

    # ── many lines at once ──────────────────────────────────────────────────────────────────────

    def act(self, order_id: str, action: LineAction, command: OrderLinesCommand) -> LinesBody:
        """Do `action` to exactly the lines that the screen shows; a line's refusal is its own."""
        if action is not LineAction.RECALL:
            self._work.actor.require(PERMISSION[action])
        docket = self._open(order_id, command.stay_id)
        chosen = self._chosen(docket, command.line_ids)
        results = [self._result(docket, line, action, command) for line in chosen]
        moved = [LineId(x.line_id) for x in results if x.outcome in (Outcome.MOVED, Outcome.AGAIN)]
        if moved:
            self._work.save(KINDS.get(action, EventKind.LINE_CHANGED))
            self._lines.report(action, docket, moved)
        return LinesBody(action, results, order_body(docket))

    def _chosen(self, docket: Docket, line_ids: Iterable[str]) -> list[LineRow]:
        """Raises NotFound `line.unknown` when one is not of this order."""
        chosen = []
        for line_id in dict.fromkeys(line_ids):
            line = docket.lines.get(LineId(line_id))
            if line is None:
                raise NotFound("line.unknown", {"line_id": line_id})
            chosen.append(line)
        return chosen

    def _result(
        self, docket: Docket, line: LineRow, action: LineAction, command: OrderLinesCommand
    ) -> LineResult:
        try:
            outcome = self._do(docket, line, action, command)
        except Refused as refused:
            return LineResult(line.id, Outcome.REFUSED, refused.code, line.state)
        return LineResult(line.id, outcome, state=docket.lines[line.id].state)

    def _do(
        self, docket: Docket, line: LineRow, action: LineAction, command: OrderLinesCommand
    ) -> Outcome:
        match action:
            case LineAction.CANCEL:
                reason = self._lines.why(command.reason)
                return self._lines.take_off(docket, line, reason, command.done_at)
            case LineAction.RECALL:
                self._lines.require_recall(line.state)
                if command.undoes is None:
                    raise Invalid("recall.which", "undoes")
                back = Recall(done_at=command.done_at, undoes=command.undoes)
                self._lines.step_back(docket, line, back)
                return Outcome.MOVED
            case _:
                return self._lines.move(docket, line, action, command.done_at)

    # ── cancelling ──────────────────────────────────────────────────────────────────────────────

    def cancel_order(self, order_id: str, command: CancelLine) -> OrderBody:
        """Every live line must be waiting, else Refused `order.started` and nothing changes."""
        self._work.actor.require(Permission.CANCEL)
        docket = self._open(order_id, command.stay_id)
        return self._cancel_all(docket, list(docket.lines.values()), command)

    def cancel_batch(self, batch_id: str, command: CancelLine) -> OrderBody:
        self._work.actor.require(Permission.CANCEL)
        docket = self._work.changes.order_of_batch(batch_id)
        unknown = NotFound("batch.unknown", {"batch_id": batch_id})
        self._work.reach(docket, command.stay_id, unknown)
        return self._cancel_all(docket, docket.lines_of(BatchId(batch_id)), command)

    def _cancel_all(
        self, docket: Docket, lines: Sequence[LineRow], command: CancelLine
    ) -> OrderBody:
        if docket.order.state is OrderState.CANCELLED:
            return order_body(docket)  # a second tap
        check_open(docket)
        live = [line for line in lines if line.state is not LineState.CANCELLED]
        check_none_started(live)
        self._take_off(docket, live, self._lines.why(command.reason))
        return order_body(docket)

    def _take_off(self, docket: Docket, lines: Sequence[LineRow], reason: CancelReason) -> None:
        for line in lines:
            self._lines.take_off(docket, line, reason, None)
        if lines:
            is_over = all(x.state is LineState.CANCELLED for x in docket.lines.values())
            self._work.save(EventKind.ORDER_CANCELLED if is_over else EventKind.LINE_CANCELLED)
            self._lines.report(LineAction.CANCEL, docket, [line.id for line in lines])

    # ── a dish that ran out ─────────────────────────────────────────────────────────────────────

    def sold_out(self, goods_id: str, command: SoldOut) -> GoodsBody:
        """Until the business day ends. Its waiting lines are kept, or cancelled with that reason."""
        self._work.actor.require(Permission.SOLD_OUT)
        goods = self._work.ports.menu.set_sold_out(GoodsId(goods_id), self._now)
        self._work.trail.add("goods", goods_id, "sold_out", after=command.waiting)
        cancelled: list[tuple[Docket, list[LineId]]] = []
        if command.waiting == "cancel":
            cancelled = self._cancel_waiting(GoodsId(goods_id))
        self._work.save(EventKind.LINE_CANCELLED)
        for docket, line_ids in cancelled:
            self._lines.report(LineAction.CANCEL, docket, line_ids)
        return GoodsBody(goods, [x for _, line_ids in cancelled for x in line_ids])

    def _cancel_waiting(self, goods_id: GoodsId) -> list[tuple[Docket, list[LineId]]]:
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        affected = self._work.changes.orders(orders.orders_waiting_for(session, shop_id, goods_id))
        cancelled = []
        for docket in affected:
            if docket.order.state is not OrderState.OPEN:
                continue
            lines = [x for x in orders.waiting(docket.lines.values()) if x.goods_id == goods_id]
            for line in lines:
                self._lines.take_off(docket, line, CancelReason.SOLD_OUT, None)
            cancelled.append((docket, [line.id for line in lines]))
        return cancelled

    def available(self, goods_id: str) -> GoodsBody:
        self._work.actor.require(Permission.SOLD_OUT)
        goods = self._work.ports.menu.set_sold_out(GoodsId(goods_id), None)
        self._work.trail.add("goods", goods_id, "available")
        self._work.save(EventKind.ORDER_CHANGED)
        return GoodsBody(goods, [])

    # ── what the kitchen has seen ───────────────────────────────────────────────────────────────

    def lines_seen(self, line_ids: Sequence[LineId]) -> None:
        """A live kitchen screen acknowledged these lines: those of its stations are seen now."""
        session, actor = self._work.unit.session, self._work.actor
        found = orders.orders_with_lines(session, actor.shop_id, line_ids)
        wanted = set(line_ids)
        for docket in self._work.changes.orders(found):
            for line in list(docket.lines.values()):
                if line.id in wanted and line.seen_at is None and self._is_shown(line):
                    docket.put(replace(line, seen_at=self._now))
            for batch in list(docket.batches.values()):
                lines = docket.lines_of(batch.id)
                if batch.seen_at is None and lines and all(x.seen_at for x in lines):
                    docket.batches[batch.id] = replace(batch, seen_at=self._now)
        self._work.save(EventKind.LINE_SEEN)

    def lines_printed(self, line_ids: Collection[str]) -> None:
        """A ticket with these came out: what of them the kitchen still owes says so."""
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        wanted = set(line_ids)
        found = orders.orders_with_lines(session, shop_id, wanted)
        for docket in self._work.changes.orders(found):
            for line in [x for x in docket.lines.values() if x.id in wanted]:
                after = line_changes.printed(line, self._now)
                if after != line:
                    docket.put(after)
                    self._work.trail.add("line", line.id, "print", order_id=docket.order.id)
        self._work.save(EventKind.LINE_CHANGED)

    def _is_shown(self, line: LineRow) -> bool:
        return shown_at(line, self._work.actor.station_ids)

    def _open(self, order_id: str, stay_id: str | None) -> Docket:
        docket = self._work.changes.order(order_id)
        self._work.reach(docket, stay_id, NotFound("order.unknown", {"order_id": order_id}))
        return docket


def check_none_started(live: Iterable[LineRow]) -> None:
    """Raises Refused `order.started` naming the lines that are past waiting."""
    started = [
        {"line_id": line.id, "name": line.name, "quantity": line.quantity, "state": line.state}
        for line in live
        if line.state is not LineState.WAITING
    ]
    if started:
        raise Refused("order.started", {"lines": started})
