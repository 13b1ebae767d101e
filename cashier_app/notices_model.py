"""What did not take effect, until somebody says 知道了."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app.refusals import why
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.client.facade import Core, LateOrder, Rejected
from common.domain.commands import (
    CheckIn,
    CleanRoom,
    Command,
    LeaveRoom,
    PlaceOrder,
)
from common.domain.ids import RoomId
from common.domain.print_rows import PrintJobRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn


@dataclass(frozen=True, slots=True)
class Notice:
    """`accept`, `again`: words of its buttons, none where there is nothing to press."""

    key: str
    title: str
    detail: str
    is_good: bool = False
    accept: str = ""
    again: str = ""


class NoticesModel(QObject):
    """`dismissed(job_id)`: somebody will see to a kitchen ticket that nothing prints.
    `accepted(key)`, `repeated(key)`: a button of a notice that another model brought."""

    dismissed = Signal(str)
    accepted = Signal(str)
    repeated = Signal(str)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._rows = KeyedListModel(Notice, lambda row: row.key, self)
        self._unprinted: frozenset[str] = frozenset()
        self._late: frozenset[str] = frozenset()
        self._others: frozenset[str] = frozenset()

    def show(
        self,
        sight: Sight,
        rejected: Sequence[Rejected],
        late: Sequence[LateOrder],
        unprinted: Sequence[PrintJobRow] = (),
        others: Iterable[Notice] = (),
    ) -> None:
        brought = tuple(others)
        self._unprinted = frozenset(row.id for row in unprinted)
        self._late = frozenset(x.key for x in late)
        self._others = frozenset(x.key for x in brought)
        self._rows.replace(
            [
                *brought,
                *(_late(sight, x) for x in late),
                *(_unseen(row) for row in unprinted),
                *(
                    Notice(x.key, _what(sight, x.command), why(x.code, x.facts), False, _seen())
                    for x in rejected
                ),
            ]
        )

    @Slot(str)
    def accept(self, key: str) -> None:
        """知道了; of a late order 不送了."""
        if key in self._unprinted:
            self.dismissed.emit(key)
        elif key in self._others:
            self.accepted.emit(key)
        elif key in self._late:
            spawn(self._core.drop(key), self, "drop late order")
        else:
            spawn(self._core.settle(key), self, "settle")

    @Slot(str)
    def repeat(self, key: str) -> None:
        if key in self._others:
            self.repeated.emit(key)
        else:
            spawn(self._core.send_again(key), self, "send again")

    rows = Property(QObject, lambda self: self._rows, constant=True)


def _unseen(row: PrintJobRow) -> Notice:
    place = row.room_name or translate("Cashier", "手牌 {0}").format(row.hand_tag or "")
    title = translate("Cashier", "厨房没看到 {0} 的菜 {1}").format(place, row.numbers)
    told = translate("Cashier", "没有屏幕确认，也没有厨房打印机：请去告诉厨房")
    return Notice(row.id, title, told, accept=_seen())


def _seen() -> str:
    return translate("Cashier", "知道了")


def _late(sight: Sight, order: LateOrder) -> Notice:
    return Notice(
        order.key,
        _what(sight, order.command),
        translate("Cashier", "没能及时送到厨房，还要送吗？"),
        accept=translate("Cashier", "不送了"),
        again=translate("Cashier", "还要送"),
    )


def _what(sight: Sight, command: Command) -> str:
    match command:
        case CheckIn():
            return translate("Cashier", "{0} 入住没有生效").format(_room(sight, command.room_id))
        case LeaveRoom():
            return translate("Cashier", "{0} 离店没有生效").format(_room(sight, command.room_id))
        case CleanRoom():
            return translate("Cashier", "{0} 清洁没有生效").format(_room(sight, command.room_id))
        case PlaceOrder():
            return translate("Cashier", "点单没有生效")
        case _:
            return translate("Cashier", "1 条操作没有生效")


def _room(sight: Sight, room_id: RoomId) -> str:
    room = sight.room(room_id)
    return room.name if room else ""
