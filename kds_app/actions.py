"""What taps and keys do: commands to the core, one step back, and the echoes that are swallowed."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot

from common.client.facade import Accepted, Core
from common.domain.board import Ticket
from common.domain.business_day import number_text
from common.domain.commands import (
    AcknowledgeMark,
    ActOnLine,
    ActOnLines,
    Command,
    MarkAvailable,
    MarkSoldOut,
    RecallLine,
    RecallLines,
)
from common.domain.errors import DomainError
from common.domain.ids import GoodsId, LineId
from common.domain.kitchen import LineAction, LineState, MarkKind, judge
from common.domain.marks import open_marks
from common.domain.rows import LineRow
from common.qt.tasks import spawn
from kds_app import words
from kds_app.painted_object import PaintedObject, shown

NOTIFY_AGAIN_AFTER_S: Final = 5.0
"""A second tap on 通知 within this is an echo."""
UNDO_FOR_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Undo:
    """What was done and what takes it back, `at` the core's monotonic seconds. `serial` grows."""

    serial: int = 0
    text: str = ""
    commands: tuple[Command, ...] = ()
    at: float = 0.0


class Actions(PaintedObject[Undo]):
    """Signals: `refused(code)` when this device itself knows that a command cannot be accepted."""

    changed = Signal()
    refused = Signal(str)
    text = shown(str, "text", changed)
    serial = shown(int, "serial", changed)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(Undo(), parent)
        self._core = core
        self._notified: dict[str, float] = {}  # order id → monotonic seconds

    # ── on lines ─────────────────────────────────────────────────────────────────────────────────
    def advance(self, line: LineRow) -> None:
        """One step forward: start, finish, notify, pick up."""
        action = words.NEXT_STEP.get(line.state)
        if action is LineAction.NOTIFY:
            self._notified[line.order_id] = self._core.monotonic()
        if action is not None:
            self._spawn(self._act_on_line(line, action), "advance")

    def cook_all(self, ticket: Ticket) -> None:
        """整单完成: start and finish exactly the lines that this screen shows."""
        if any(line.state in (LineState.WAITING, LineState.COOKING) for line in ticket.lines):
            self._spawn(self._cook_all(ticket), "cook_all")

    def notify(self, ticket: Ticket) -> None:
        """Ready lines only; with none ready, those notified are called again, after 5 s."""
        ready = _ids(ticket, LineState.READY)
        again = _ids(ticket, LineState.NOTIFIED)
        at, order_id = self._core.monotonic(), ticket.order.id
        is_echo = at - self._notified.get(order_id, -NOTIFY_AGAIN_AFTER_S) < NOTIFY_AGAIN_AFTER_S
        if ready or (again and not is_echo):
            self._notified[order_id] = at
            step = self._act_on_lines(ticket, ready or again, LineAction.NOTIFY)
            self._spawn(step, "notify")

    def pick_up(self, ticket: Ticket) -> None:
        """取走: what was notified and what is ready (picking up needs no notify first)."""
        done = _ids(ticket, LineState.NOTIFIED, LineState.READY)
        if done:
            self._spawn(self._act_on_lines(ticket, done, LineAction.PICK_UP), "pick_up")

    def acknowledge(self, line: LineRow, kind: MarkKind) -> None:
        self._spawn(self._core.do(AcknowledgeMark(line.id, kind)), "acknowledge")

    def acknowledge_ticket(self, ticket: Ticket, kind: MarkKind) -> None:
        """收到 on a strip: the mark on every line that bears it."""
        for line in ticket.lines:
            if any(mark.kind is kind for mark in open_marks(line)):
                self.acknowledge(line, kind)

    def give(self, *commands: Command) -> None:
        """Commands that have no undo of their own, in their order."""
        self._spawn(self._give(commands), "give")

    def recall(self, lines: Iterable[LineRow]) -> None:
        """找回: what left comes back as ready; what was delivered, through picked up."""
        steps: list[Command] = []
        for line in lines:
            if line.state is LineState.DELIVERED:
                steps.append(RecallLine(line.id, from_state=LineState.DELIVERED))
            if line.state in (LineState.DELIVERED, LineState.PICKED_UP):
                steps.append(RecallLine(line.id, from_state=LineState.PICKED_UP))
        if steps:
            self.give(*steps)

    # ── on dishes ────────────────────────────────────────────────────────────────────────────────
    def sold_out(self, goods_id: GoodsId, *, cancel_waiting: bool) -> None:
        self.give(MarkSoldOut(goods_id, cancel_waiting))

    def available(self, goods_id: GoodsId) -> None:
        self.give(MarkAvailable(goods_id))

    # ── one step back ────────────────────────────────────────────────────────────────────────────
    @Slot()
    def undo(self) -> None:
        """Take the last step back, while its slot stands."""
        last = self.now_shown
        if last.commands and self._core.monotonic() - last.at <= UNDO_FOR_S:
            self.give(*last.commands)
        self.paint(Undo(last.serial))

    @Slot(int)
    def expire(self, serial: int) -> None:
        """The line of the slot ran out."""
        if serial == self.now_shown.serial:
            self.paint(Undo(serial))

    # ── inside ───────────────────────────────────────────────────────────────────────────────────
    async def _act_on_line(self, line: LineRow, action: LineAction) -> None:
        done = await self._core.do(ActOnLine(line.id, action))
        to = words.state(judge(line.state, action).state)
        self._offer(f"{line.name} → {to}", RecallLine(line.id, undoes=done.key))

    async def _act_on_lines(
        self, ticket: Ticket, line_ids: tuple[LineId, ...], action: LineAction
    ) -> None:
        done = await self._core.do(ActOnLines(ticket.order.id, line_ids, action))
        to = LineState.NOTIFIED if action is LineAction.NOTIFY else LineState.PICKED_UP
        self._offer(f"{_number(ticket)} → {words.state(to)}", _back(done, line_ids, ticket))

    async def _cook_all(self, ticket: Ticket) -> None:
        order_id = ticket.order.id
        waiting = _ids(ticket, LineState.WAITING)
        owed = _ids(ticket, LineState.WAITING, LineState.COOKING)
        if waiting:
            await self._core.do(ActOnLines(order_id, waiting, LineAction.START))
        done = await self._core.do(ActOnLines(order_id, owed, LineAction.FINISH))
        # The finish is taken back by its key; a line stands then as cooking, and one that had been
        # waiting goes back another step.
        twice = (RecallLine(each, from_state=LineState.COOKING) for each in waiting)
        text = words.translate("Kds", "{0} 整单 → {1}").format(
            _number(ticket), words.state(LineState.READY)
        )
        self._offer(text, _back(done, owed, ticket), *twice)

    async def _give(self, commands: Sequence[Command]) -> None:
        for command in commands:
            await self._core.do(command)

    def _offer(self, text: str, *commands: Command) -> None:
        serial = self.now_shown.serial + 1
        self.paint(Undo(serial, text, commands, self._core.monotonic()))

    def _spawn(self, work: Coroutine[Any, Any, object], name: str) -> None:
        # Any: a coroutine's send and yield types, which nobody uses
        spawn(self._told(work), self, name)

    async def _told(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except DomainError as error:
            self.refused.emit(error.code)


def _ids(ticket: Ticket, *states: LineState) -> tuple[LineId, ...]:
    return tuple(line.id for line in ticket.lines if line.state in states)


def _back(done: Accepted, line_ids: tuple[LineId, ...], ticket: Ticket) -> RecallLines:
    return RecallLines(ticket.order.id, line_ids, undoes=done.key)


def _number(ticket: Ticket) -> str:
    """Without 昨: the words stand for 5 s beside the ticket itself."""
    return number_text(ticket.order.number, None, date.min)
