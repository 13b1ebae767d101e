"""What people do to single lines. The rules are in `common.domain.line_changes`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from common.domain import line_changes
from common.domain.errors import Invalid, NotFound, Refused
from common.domain.happenings import (
    Happening,
    LineRemade,
    LineRushed,
    LinesCancelled,
    LinesNotified,
    LinesPickedUp,
    LinesStarted,
    LineStopRequested,
    OrderClosed,
)
from common.domain.ids import LineId
from common.domain.kitchen import (
    PERMISSION,
    UNDOES,
    CancelReason,
    LineAction,
    LineState,
    Outcome,
    judge,
)
from common.domain.marks import acknowledged
from common.domain.roles import Permission, Role
from common.domain.rows import LineRow, OrderState
from common.wire.answers import LineBody
from common.wire.events import EventKind
from common.wire.requests import (
    Acknowledge,
    CancelLine,
    LineCommand,
    Recall,
    Remake,
    Split,
    Stop,
)
from server.kitchen import repository as orders
from server.kitchen.repository import Docket
from server.kitchen.work import Work

KINDS: Final = {
    LineAction.NOTIFY: EventKind.LINE_NOTIFIED,
    LineAction.CANCEL: EventKind.LINE_CANCELLED,
}


class LineActions:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._now = work.unit.now

    # ── the table's actions ─────────────────────────────────────────────────────────────────────

    def act(self, line_id: str, action: LineAction, command: LineCommand) -> LineBody:
        """Start, finish, notify, pick up or deliver."""
        self._work.actor.require(PERMISSION[action])
        docket, line = self.open(line_id, command.stay_id)
        return self._done(docket, line, self.move(docket, line, action, command.done_at), action)

    def cancel(self, line_id: str, command: CancelLine) -> LineBody:
        self._work.actor.require(Permission.CANCEL)
        docket, line = self.open(line_id, command.stay_id)
        outcome = self.take_off(docket, line, self.why(command.reason), command.done_at)
        return self._done(docket, line, outcome, LineAction.CANCEL)

    def recall(self, line_id: str, command: Recall) -> LineBody:
        docket, line = self.open(line_id, command.stay_id)
        self.require_recall(line.state)
        self.step_back(docket, line, command)
        return self._done(docket, line, Outcome.MOVED, LineAction.RECALL)

    def _done(
        self, docket: Docket, line: LineRow, outcome: Outcome, action: LineAction
    ) -> LineBody:
        if outcome is not Outcome.SAME:
            self._work.save(KINDS.get(action, EventKind.LINE_CHANGED))
            self.report(action, docket, [line.id])
        return LineBody(docket.lines[line.id], outcome)

    # ── parts that the actions on whole orders share ────────────────────────────────────────────

    def open(self, line_id: str, stay_id: str | None) -> tuple[Docket, LineRow]:
        """The line and its order, if the actor may know of them and they are what was meant."""
        docket, line = self._work.changes.order_of_line(line_id)
        self._work.reach(docket, stay_id, NotFound("line.unknown", {"line_id": line_id}))
        return docket, line

    def require_recall(self, state: LineState) -> None:
        """Who may do a step may take it back."""
        self._work.actor.require(PERMISSION[UNDOES.get(state, LineAction.PICK_UP)])

    def move(
        self, docket: Docket, line: LineRow, action: LineAction, done_at: datetime | None
    ) -> Outcome:
        """Raises Refused `order.closed`, `line.refused`."""
        check_open(docket)
        at = line_changes.clamped(line, done_at, self._now)
        after, outcome = line_changes.acted(line, action, at, self._work.key)
        self._put(docket, line, after, action, at)
        return outcome

    def why(self, reason: CancelReason | None) -> CancelReason:
        """Why something is cancelled. Raises Invalid `reason.missing` for a kitchen that does not say."""
        if reason is None and self._work.actor.role is Role.KITCHEN:
            raise Invalid("reason.missing", "reason")
        return reason or CancelReason.GUEST

    def take_off(
        self, docket: Docket, line: LineRow, reason: CancelReason, done_at: datetime | None
    ) -> Outcome:
        """Cancel one line and give its portions back. Raises Refused as `move` does."""
        if judge(line.state, LineAction.CANCEL).outcome is Outcome.SAME:
            return Outcome.SAME  # also when it was the order's last and closed it
        check_open(docket)
        by_kitchen = self._work.actor.role is Role.KITCHEN
        at = line_changes.clamped(line, done_at, self._now)
        after, outcome = line_changes.cancelled(
            line, reason, at, self._work.key, by_kitchen=by_kitchen
        )
        self._put(docket, line, after, LineAction.CANCEL, at, reason)
        self.give_back(docket, after)
        return outcome

    def give_back(self, docket: Docket, line: LineRow) -> None:
        if line.id in docket.counted:
            docket.counted.discard(line.id)
            self._work.ports.menu.give_back(orders.portions([line]))

    def step_back(self, docket: Docket, line: LineRow, command: Recall) -> None:
        check_open(docket)
        at = line_changes.clamped(line, command.done_at, self._now)
        after = line_changes.recalled(
            line, at, self._work.key, from_state=command.from_state, undoes=command.undoes
        )
        self._put(docket, line, after, LineAction.RECALL, at)

    def _put(
        self,
        docket: Docket,
        before: LineRow,
        after: LineRow,
        what: str,
        at: datetime,
        reason: str = "",
    ) -> None:
        if after == before:
            return
        docket.put(after)
        self._work.trail.add(
            "line",
            before.id,
            what,
            order_id=docket.order.id,
            before=before.state,
            after=after.state,
            reason=reason,
            done_at=at,
        )

    def report(self, action: LineAction, docket: Docket, line_ids: list[LineId]) -> None:
        """Tell the house of lines that moved (or were called again); they are stored by now."""
        lines = tuple(docket.lines[line_id] for line_id in line_ids)
        if not lines:
            return
        order = docket.order
        happening: Happening | None = None
        match action:
            case LineAction.START:
                happening = LinesStarted(order, lines)
            case LineAction.NOTIFY:
                happening = LinesNotified(order, lines, all(x.notify_count > 1 for x in lines))
            case LineAction.PICK_UP:
                happening = LinesPickedUp(order, lines)
            case LineAction.CANCEL:
                reason = lines[0].cancel_reason or CancelReason.OTHER
                happening = LinesCancelled(order, lines, reason, self._work.actor.role)
            case LineAction.FINISH | LineAction.DELIVER | LineAction.RECALL:
                pass
        if happening is not None:
            self._work.report(happening)
        if order.state is not OrderState.OPEN:
            self._work.report(OrderClosed(order))

    # ── beside the table ────────────────────────────────────────────────────────────────────────

    def rush(self, line_id: str, command: LineCommand) -> LineBody:
        self._work.actor.require(Permission.ORDER)
        docket, line = self.open(line_id, command.stay_id)
        check_open(docket)
        after = line_changes.rushed(line, self._now, by_guest=self._work.actor.is_guest)
        self._put(docket, line, after, "rush", self._now)
        self._work.save(EventKind.LINE_RUSHED)
        self._work.report(LineRushed(docket.order, docket.lines[line.id], self._work.actor.role))
        return LineBody(docket.lines[line.id], Outcome.MOVED)

    def stop(self, line_id: str, command: Stop) -> LineBody:
        self._work.actor.require(Permission.STAY)
        docket, line = self.open(line_id, command.stay_id)
        check_open(docket)
        after = line_changes.stopped(line, command.reason, self._now)
        if after == line:
            return LineBody(line, Outcome.SAME)
        self._put(docket, line, after, "stop", self._now, command.reason)
        self._work.save(EventKind.LINE_STOPPED)
        self._work.report(LineStopRequested(docket.order, docket.lines[line.id], command.reason))
        return LineBody(docket.lines[line.id], Outcome.MOVED)

    def split(self, line_id: str, command: Split) -> LineBody:
        self._work.actor.require(Permission.COOK)
        docket, line = self.open(line_id, command.stay_id)
        check_open(docket)
        kept, parted = line_changes.split(line, command.quantity, self._new_id(command.new_id))
        self._put(docket, line, kept, "split", self._now, parted.id)
        docket.put(parted)
        if line.id in docket.counted:
            docket.counted.add(parted.id)
        self._work.save(EventKind.LINE_CHANGED)
        stay = self._work.changes.stay(docket.order.stay_id)
        self._work.ports.bills.split(stay, line, kept, parted)
        return LineBody(docket.lines[line.id], Outcome.MOVED)

    def remake(self, line_id: str, command: Remake) -> LineBody:
        """Answers with the new line."""
        self._work.actor.require(Permission.SERVE)
        docket, line = self.open(line_id, command.stay_id)
        check_open(docket)
        new_id = self._new_id(command.new_id)
        after = line_changes.remade(line, command.quantity, new_id, self._now)
        docket.put(after)
        self._work.trail.add(
            "line",
            after.id,
            "remake",
            order_id=docket.order.id,
            after=after.state,
            reason=command.reason,
        )
        self._work.save(EventKind.LINE_REMADE)
        self._work.report(LineRemade(docket.order, docket.lines[after.id], command.reason))
        return LineBody(docket.lines[after.id], Outcome.MOVED)

    def acknowledge(self, line_id: str, command: Acknowledge) -> LineBody:
        """Also on an order that is closed: what a cook has to see stays until it was seen."""
        self._work.actor.require(Permission.COOK)
        docket, line = self._work.changes.order_of_line(line_id)
        at = line_changes.clamped(line, command.done_at, self._now)
        marks = acknowledged(line.marks, command.mark, at)
        if marks == line.marks:
            return LineBody(line, Outcome.SAME)
        docket.put(replace(line, marks=marks))
        self._work.trail.add(
            "line", line.id, "acknowledge", order_id=line.order_id, after=command.mark, done_at=at
        )
        self._work.save(EventKind.MARK_ACKNOWLEDGED)
        return LineBody(docket.lines[line.id], Outcome.MOVED)

    def _new_id(self, given: str | None) -> LineId:
        if given is not None and orders.taken_ids(self._work.unit.session, [given]):
            raise Refused("id.taken", {"ids": [given]})
        return LineId(given or self._work.unit.new_id())


def check_open(docket: Docket) -> None:
    """Raises Refused `order.closed`."""
    if docket.order.state is not OrderState.OPEN:
        raise Refused("order.closed", {"order_id": docket.order.id, "state": docket.order.state})
