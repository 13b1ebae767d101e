"""Guests with a hand tag and no room: how far their food is, and whether they paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import words
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.domain.kitchen import OFF_THE_STOVE, LineState
from common.domain.orders import was_passed_over
from common.domain.rows import LineRow, StayRow
from common.qt import phrases
from common.qt.keyed_list_model import KeyedListModel


@dataclass(frozen=True, slots=True)
class TagRow:
    """`tone`: done, cooking, late or quiet. `is_owed`: something is to be paid or given back."""

    key: str
    tag: str
    number: str
    icon: str
    word: str
    detail: str
    tone: str
    amount: str
    is_owed: bool
    is_selected: bool


class TagsModel(QObject):
    """`chosen(stay id)`."""

    changed = Signal()
    chosen = Signal(str)
    refiltered = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = KeyedListModel(TagRow, lambda row: row.key, self)
        self._unpaid_only = False
        self._count = self._unpaid = 0

    def show(self, sight: Sight, selected: str) -> None:
        stays = [stay for stay in sight.stays.values() if stay.room_id is None]
        rows = [_row(sight, stay, stay.id == selected) for stay in stays]
        self._count, self._unpaid = len(rows), sum(row.is_owed for row in rows)
        rows.sort(key=lambda row: _URGENCY.get(row.icon, 9))
        self._rows.replace(row for row in rows if row.is_owed or not self._unpaid_only)
        self.changed.emit()

    def select(self, selected: str) -> None:
        """Other guests are looked at; nothing else has changed."""
        self._rows.replace(
            row if row.is_selected == (row.key == selected)
            else replace(row, is_selected=row.key == selected)
            for row in self._rows.rows
        )  # fmt: skip

    @Slot(str)
    def choose(self, stay_id: str) -> None:
        self.chosen.emit(stay_id)

    @Slot(bool)
    def showUnpaid(self, only: bool) -> None:
        self._unpaid_only = only
        self.refiltered.emit()

    rows = Property(QObject, lambda self: self._rows, constant=True)
    count = Property(int, lambda self: self._count, notify=changed)
    unpaid = Property(int, lambda self: self._unpaid, notify=changed)
    unpaidOnly = Property(bool, lambda self: self._unpaid_only, notify=changed)


_URGENCY = {"bell": 0, "triangle": 1, "half": 2, "ring": 3, "tick-disc": 4, "tag": 5}


def _row(sight: Sight, stay: StayRow, is_selected: bool) -> TagRow:
    orders = sight.orders_of(stay.id)
    lines = [x for x in sight.lines_of(stay.id) if x.state is not LineState.CANCELLED]
    icon, word, detail, tone = _progress(sight, lines)
    totals = sight.totals_of(stay.id)
    owed = totals.balance_fen
    paid = translate("Cashier", "已付") if totals.total_fen else ""
    return TagRow(
        key=stay.id,
        tag=phrases.listed(stay.hand_tags),
        number=words.number(orders[-1]) if orders else "",
        icon=icon,
        word=word,
        detail=detail,
        tone=tone,
        amount=words.short(owed) if owed else paid,
        is_owed=owed != 0,
        is_selected=is_selected,
    )


def _progress(sight: Sight, lines: Sequence[LineRow]) -> tuple[str, str, str, str]:
    """Icon, word, detail and tone of what the guest waits for most."""
    if not lines:
        return "tag", translate("Cashier", "还没有点单"), "", "quiet"
    called = [x for x in lines if x.state is LineState.NOTIFIED]
    if called:
        times = max(x.notify_count for x in called)
        detail = translate("Cashier", "叫号 {0} 次").format(times)
        if any(was_passed_over(x, sight.now) for x in called):
            detail = translate("Cashier", "{0} · 过号").format(detail)
        return "bell", translate("Cashier", "请取餐"), detail, "done"
    owed = [x for x in lines if x.state not in OFF_THE_STOVE]
    if not owed:
        last = max(x.picked_up_at or x.ready_at or x.placed_at for x in lines)
        return "tick-disc", translate("Cashier", "已取餐"), words.clock(last, sight.zone), "quiet"
    left = max(x.promised_at for x in owed) - sight.now
    if left.total_seconds() <= 0:
        detail, is_late = translate("Cashier", "超时 {0} 分").format(words.minutes(-left)), True
    else:
        detail = translate("Cashier", "余 {0} 分").format(words.minutes(left) + 1)
        is_late = False
    done = sum(x.ready_at is not None for x in lines)
    if done == len(lines):
        return "tick-disc", translate("Cashier", "制作完成"), translate("Cashier", "等叫号"), "done"
    is_cooking = done or any(x.state is LineState.COOKING for x in owed)
    if not is_cooking and not is_late:
        return "ring", translate("Cashier", "待制作"), detail, "quiet"
    word = translate("Cashier", "制作中 {0}/{1}").format(done, len(lines))
    return ("triangle", word, detail, "late") if is_late else ("half", word, detail, "cooking")
