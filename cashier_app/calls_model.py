"""Guests who call: the oldest first, loud once nobody came for three minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import words
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.client.facade import Core
from common.domain.commands import AcceptCall, FinishCall
from common.domain.ids import CallId
from common.domain.rows import CallState, ServiceCallRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn

LONG: Final = timedelta(minutes=3)
"""Unanswered for longer a call reads 久未处理."""


@dataclass(frozen=True, slots=True)
class CallRow:
    key: str
    place: str
    text: str
    waited: str
    is_long: bool
    is_accepted: bool


class CallsModel(QObject):
    """`chosen(stay id)`: whose call it is."""

    changed = Signal()
    chosen = Signal(str)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._rows = KeyedListModel(CallRow, lambda row: row.key, self)
        self._stays: dict[str, str] = {}

    def show(self, sight: Sight) -> None:
        self._stays = {call.id: call.stay_id for call in sight.calls}
        self._rows.replace(_row(sight, call) for call in sight.calls)
        self.changed.emit()

    @Slot(str)
    def answer(self, call_id: str) -> None:
        """处理, and once somebody goes 完成."""
        row = next((row for row in self._rows.rows if row.key == call_id), None)
        if row is not None:
            done = FinishCall(CallId(call_id)) if row.is_accepted else AcceptCall(CallId(call_id))
            spawn(self._core.do(done), self, "answer call")

    @Slot(str)
    def choose(self, call_id: str) -> None:
        self.chosen.emit(self._stays.get(call_id, ""))

    def answer_oldest(self) -> None:
        row = next((row for row in self._rows.rows if not row.is_accepted), None)
        if row is not None:
            self.answer(row.key)

    rows = Property(QObject, lambda self: self._rows, constant=True)


def _row(sight: Sight, call: ServiceCallRow) -> CallRow:
    stay = sight.stays.get(call.stay_id)
    tag = call.hand_tag or (stay.hand_tags[0] if stay and stay.hand_tags else "")
    is_accepted = call.state is CallState.ACCEPTED
    is_long = not is_accepted and sight.now - call.called_at >= LONG
    return CallRow(
        key=call.id,
        place=call.room_name or translate("Cashier", "手牌 {0}").format(tag),
        text=call.text,
        waited=_waited(call, words.lasting(sight.now - call.called_at), is_long),
        is_long=is_long,
        is_accepted=is_accepted,
    )


def _waited(call: ServiceCallRow, waited: str, is_long: bool) -> str:
    if call.state is not CallState.ACCEPTED:
        text = (
            translate("Cashier", "久未处理 · {0}") if is_long else translate("Cashier", "已等 {0}")
        )
        return text.format(waited)
    if call.accepted_name:
        return translate("Cashier", "{0} 去了 · 已等 {1}").format(call.accepted_name, waited)
    return translate("Cashier", "已响应 · 已等 {0}").format(waited)
