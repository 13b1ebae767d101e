"""The service buttons: what the shop lets its guests call for, and who has answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.client.facade import Core
from common.domain.commands import CallService, WithdrawCall
from common.domain.ids import CallId
from common.domain.rows import CallState, ServiceCallRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn
from pad_app.sight import Sight
from pad_app.wording import minutes_since

_SHORT_LIST = 3


@dataclass(frozen=True, slots=True)
class ServiceButton:
    """`stage`: idle, unsent, open (nobody has answered) or accepted. `minutes`: since the call."""

    text: str
    stage: str
    minutes: int
    call_id: str


class ServiceModel(QObject):
    changed = Signal()

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._buttons = KeyedListModel(ServiceButton, lambda row: row.text, self)
        self._few = KeyedListModel(ServiceButton, lambda row: row.text, self)
        self._sight: Sight | None = None
        self._calling: set[str] = set()
        self._counts = (0, 0)

    def show(self, sight: Sight) -> None:
        self._sight = sight
        words = sight.shop.pad_calls if sight.shop else ()
        latest = {call.text: call for call in sight.calls}
        rows = [_button(word, latest.get(word), sight) for word in words]
        self._buttons.replace(rows)
        # The first is the header's own button: 呼叫服务员.
        self._few.replace(rows[1 : 1 + _SHORT_LIST])
        counts = (_count(rows, "open", "unsent"), _count(rows, "accepted"))
        if counts != self._counts:
            self._counts = counts
            self.changed.emit()

    @Slot(str)
    def call(self, text: str) -> None:
        """Once: while a call waits for its answer, another tap on it changes nothing."""
        row = self._row(text)
        if row is not None and row.stage == "idle" and text not in self._calling:
            self._calling.add(text)
            spawn(self._call(text), self, "call")

    @Slot(str)
    def withdraw(self, text: str) -> None:
        """不用了, as long as nobody is on the way."""
        row = self._row(text)
        if row is not None and row.call_id and row.stage != "accepted":
            spawn(self._core.do(WithdrawCall(CallId(row.call_id))), self, "withdraw")

    async def _call(self, text: str) -> None:
        stay = self._sight.stay if self._sight else None
        try:
            await self._core.do(CallService(text, text, stay_id=stay.id if stay else None))
        finally:
            self._calling.discard(text)

    def _row(self, text: str) -> ServiceButton | None:
        return next((row for row in self._buttons.rows if row.text == text), None)

    buttons = Property(QObject, lambda self: self._buttons, constant=True)
    few = Property(QObject, lambda self: self._few, constant=True)
    waiting = Property(int, lambda self: self._counts[0], notify=changed)
    answered = Property(int, lambda self: self._counts[1], notify=changed)


def _count(rows: Sequence[ServiceButton], *stages: str) -> int:
    return sum(row.stage in stages for row in rows)


def _button(text: str, call: ServiceCallRow | None, sight: Sight) -> ServiceButton:
    if call is None:
        return ServiceButton(text, "idle", 0, "")
    is_accepted = call.state is CallState.ACCEPTED
    state = "accepted" if is_accepted else "unsent" if call.id in sight.unsent else "open"
    return ServiceButton(text, state, minutes_since(call.called_at, sight.now), call.id)
