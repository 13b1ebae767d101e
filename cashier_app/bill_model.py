"""The selected guests: their bill line by line, what is owed, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal

from cashier_app import words
from cashier_app.shown import MAP, as_map
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.domain import billing
from common.domain.bill_rows import BillRow
from common.domain.billing import Totals
from common.domain.kitchen import LineState
from common.domain.rows import LineRow, RoomState, StayRow
from common.qt import phrases
from common.qt.keyed_list_model import KeyedListModel


@dataclass(frozen=True, slots=True)
class BillLine:
    """`progress`: how far a dish is; nothing once the guest has it."""

    key: str
    name: str
    progress: str
    detail: str
    quantity: str
    amount: str
    is_cancelled: bool
    is_charge: bool


@dataclass(frozen=True, slots=True)
class Guest:
    """One of the stays of the selected room."""

    stay_id: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Head:
    """`kind`: none, vacant, guests or clean. `open_dishes`: what the blue strip says."""

    kind: str = "none"
    title: str = ""
    subtitle: str = ""
    merged: str = ""
    open_dishes: str = ""
    is_unsent: bool = False
    has_room: bool = False
    is_left: bool = False
    is_walk_in: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """`word`: 应收, 应退 or 已结清."""

    word: str = ""
    balance: str = ""
    balance_fen: int = 0
    breakdown: str = ""
    discount: str = ""
    discount_words: str = ""
    paid: str = ""
    paid_words: str = ""
    is_owed: bool = False


class BillModel(QObject):
    """Follows the selection; everything it shows is what the server last said."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines = KeyedListModel(BillLine, lambda row: row.key, self)
        self._guests = KeyedListModel(Guest, lambda row: row.stay_id, self)
        self._head = Head()
        self._sums = Sums()

    @property
    def head(self) -> Head:
        return self._head

    @property
    def sums(self) -> Sums:
        return self._sums

    def show(self, sight: Sight, room_id: str, stay_id: str) -> None:
        stay = next((x for x in sight.stays.values() if x.id == stay_id), None)
        room = sight.room(room_id)
        here = sight.stays_in(room.id) if room else []
        self._guests.replace(
            Guest(
                x.id,
                words.place(x) if x.hand_tags else translate("Cashier", "房客"),
                x.id == stay_id,
            )
            for x in (here if len(here) > 1 else [])
        )
        if stay is None:
            kind = {RoomState.TO_CLEAN: "clean", RoomState.OUT_OF_USE: "out"}
            title = room.name if room else ""
            self._head = Head(kind.get(room.state, "vacant") if room else "none", title)
            if room:
                self._head = replace(
                    self._head,
                    subtitle=" · ".join(part for part in (room.floor, room.kind) if part),
                    is_unsent=room.id in sight.unsent,
                    has_room=True,
                )
            self._lines.replace([])
            self._sums = Sums()
        else:
            bill = sight.bill_of(stay.id)
            lines = sight.lines_on(bill)
            self._head = _head(sight, stay, bill)
            self._lines.replace(_lines(sight, bill, lines))
            self._sums = _sums(bill, sight.totals_of(stay.id))
        self.changed.emit()

    lines = Property(QObject, lambda self: self._lines, constant=True)
    guests = Property(QObject, lambda self: self._guests, constant=True)
    headFacts = Property(MAP, lambda self: as_map(self._head), notify=changed)
    sumFacts = Property(MAP, lambda self: as_map(self._sums), notify=changed)


def _head(sight: Sight, stay: StayRow, bill: BillRow) -> Head:
    room = sight.room(stay.room_id)
    others = [sight.stays[x] for x in bill.stay_ids if x != stay.id and x in sight.stays]
    merged = translate("Cashier", "与 {0} 合并结账").format(
        phrases.listed(words.place(x) for x in others)
    )
    came = translate("Cashier", "{0} 入住").format(words.clock(stay.opened_at, sight.zone))
    guests = translate("Cashier", "{0} 人").format(stay.guests)
    walk_in = translate("Cashier", "未登记") if stay.is_walk_in else ""
    parts = [came, guests, walk_in, *(_tags(stay))]
    return Head(
        kind="clean" if room is not None and room.state is RoomState.TO_CLEAN else "guests",
        title=stay.room_name or phrases.listed(stay.hand_tags),
        subtitle=" · ".join(part for part in parts if part),
        merged=merged if others else "",
        open_dishes=_open_dishes(sight, stay),
        is_unsent=(stay.room_id or stay.id) in sight.unsent,
        has_room=stay.room_id is not None,
        is_left=stay.left_at is not None,
        is_walk_in=stay.is_walk_in and stay.room_id is not None and stay.left_at is None,
    )


def _tags(stay: StayRow) -> list[str]:
    """The tags, where the title is the room."""
    if stay.room_id is None or not stay.hand_tags:
        return []
    return [translate("Cashier", "手牌 {0}").format(phrases.listed(stay.hand_tags))]


def _open_dishes(sight: Sight, stay: StayRow) -> str:
    """还有 3 道菜没出餐，#07 已超时."""
    waiting = sight.open_lines_of(stay.id)
    if not waiting:
        return ""
    text = translate("Cashier", "还有 {0} 道菜没送到").format(len(waiting))
    late = [x for x in waiting if x.promised_at <= sight.now and x.ready_at is None]
    order = sight.order(late[0].order_id) if late else None
    if order is None:
        return text
    return text + translate("Cashier", "，{0} 已超时").format(words.number(order))


def _lines(sight: Sight, bill: BillRow, lines: list[LineRow]) -> list[BillLine]:
    """Charges first, then the dishes as they were ordered, cancelled ones struck."""
    net = {item.id: item for item in billing.items(bill, lines)}
    charges = [
        BillLine(x.id, x.name, "", "", "×1", words.amount(x.amount_fen), False, True)
        for x in bill.charges
        if x.voided_at is None
    ]
    known = {line.id for line in lines}
    carried = [
        BillLine(x.id, x.name, "", translate("Cashier", "已离店"), f"×{x.quantity}",
                 words.amount(x.fen), False, False)
        for x in bill.carried
        if x.id not in known and x.id in net
    ]  # fmt: skip
    return [*charges, *(_line(line) for line in lines), *carried]


def _line(line: LineRow) -> BillLine:
    is_cancelled = line.state is LineState.CANCELLED
    notes = [" · ".join(line.options), line.note, *(_marks(line))]
    detail = " · ".join(part for part in notes if part)
    return BillLine(
        key=line.id,
        name=line.name,
        progress="" if is_cancelled else words.line_state(line),
        detail=translate("Cashier", "已取消") if is_cancelled else detail,
        quantity=f"×{line.quantity}",
        amount=words.amount(0 if is_cancelled else line.price_fen * line.quantity),
        is_cancelled=is_cancelled,
        is_charge=False,
    )


def _marks(line: LineRow) -> list[str]:
    remade = translate("Cashier", "重做") if line.remake_of else ""
    stopped = any(mark.kind == "stop" for mark in line.marks)
    return [remade, translate("Cashier", "停做") if stopped else ""]


def _sums(bill: BillRow, totals: Totals) -> Sums:
    balance = totals.balance_fen
    if balance < 0:
        word = translate("Cashier", "应退")
    elif balance == 0 and totals.paid_fen:
        word = translate("Cashier", "已结清")
    else:
        word = translate("Cashier", "应收")
    parts = [
        (translate("Cashier", "收费 {0}"), totals.charges_fen, ""),
        (translate("Cashier", "餐饮 {0}"), totals.lines_fen, " + "),
        (translate("Cashier", "优惠 {0}"), totals.discount_fen, " − "),
        (translate("Cashier", "已收 {0}"), totals.paid_fen, " − "),
    ]
    text = ""
    for sentence, fen, sign in parts:
        if fen:
            text += (sign if text else sign.strip().replace("+", "")) + sentence.format(
                words.amount(fen)
            )
    standing = [x for x in bill.adjustments if x.voided_at is None]
    named = [words.adjustment(x.kind, x.amount) for x in standing]
    paid = [x for x in bill.payments if billing.refundable(x)]
    takings = [f"{words.method(x.method)} {words.amount(billing.refundable(x))}" for x in paid]
    return Sums(
        word=word,
        balance=words.amount(abs(balance)),
        balance_fen=balance,
        breakdown=text,
        discount=words.amount(-totals.discount_fen) if standing else "",
        discount_words=" · ".join(dict.fromkeys(named)),
        paid=words.amount(totals.paid_fen) if bill.payments else "",
        paid_words=" · ".join(takings),
        is_owed=balance != 0,
    )
