"""What each paper looks like: the words of spec 15 in parts of a slip. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from common.domain.bill_rows import PaymentMethod
from common.domain.print_rows import (
    KitchenTicket,
    Paper,
    PrinterCheck,
    Receipt,
    ReceiptItem,
    ReceiptPayment,
    TicketLine,
)
from common.printing import words
from common.printing.slip import Align, Cut, Drawer, Feed, Pair, Part, Rule, Slip, Words
from common.printing.text import between, to_the_right

_AMOUNT: Final = 10
_QUANTITY: Final = 5
_NARROW: Final = 40
"""Below so many columns date and person stand on lines of their own."""


def slip(paper: Paper, columns: int, copies: int = 0, *, opens_drawer: bool = False) -> Slip:
    """The paper for a printer of `columns`. `copies`: how often it may have come out before."""
    match paper:
        case Receipt():
            parts = _receipt(paper, columns, copies)
        case KitchenTicket():
            parts = _ticket(paper, copies)
        case PrinterCheck():
            parts = _test(paper)
    took_cash = isinstance(paper, Receipt) and any(
        payment.method is PaymentMethod.CASH for payment in paper.payments
    )
    drawer = [Drawer()] if opens_drawer and took_cash and not copies else []
    return Slip(columns, (*drawer, *parts, Feed(), Cut()))


# ── receipts ─────────────────────────────────────────────────────────────────────────────────────


def _receipt(paper: Receipt, columns: int, copies: int) -> list[Part]:
    title = words.RECEIPT if paper.is_paid else words.PRE_SETTLEMENT
    return [
        Words(paper.shop, Align.CENTRE, bold=True, size=2 if _fits(paper.shop, columns) else 1),
        Words(title, Align.CENTRE, bold=True),
        *([] if paper.is_paid else [Words(words.NO_PROOF, Align.CENTRE)]),
        *_copy(copies),
        Rule(),
        *_guests(paper, columns),
        Rule(),
        Pair("品名", _figures("数量", "金额"), bold=True),
        *(part for item in paper.items for part in _item(item)),
        Rule(),
        *_sums(paper),
        Rule(),
        Words("谢谢惠顾,欢迎再来", Align.CENTRE),
        *([Words(f"电话 {paper.phone}", Align.CENTRE)] if paper.phone else []),
    ]


def _fits(text: str, columns: int) -> bool:
    return 2 * sum(1 if x.isascii() else 2 for x in text) <= columns


def _copy(copies: int) -> list[Part]:
    return [Words(words.copy(copies), Align.CENTRE, bold=True, size=2)] if copies else []


def _guests(paper: Receipt, columns: int) -> list[Part]:
    zone = ZoneInfo(paper.zone)
    numbers = f"单号 {' '.join(paper.numbers)}" if paper.numbers else ""
    came = f"入住 {_day_and_clock(paper.arrived_at, zone)}"
    guests = f"{paper.guests} 人"
    printed = f"打印 {_moment(paper.at, zone)}"
    parts: list[Part] = [Words(words.place(paper.room_name, paper.hand_tags), bold=True, size=2)]
    if numbers:
        parts.append(Words(numbers))
    parts.append(Pair(came, guests))
    if columns < _NARROW:
        return [*parts, Words(printed), *([Words(f"收银 {paper.by}")] if paper.by else [])]
    return [*parts, Pair(printed, f"收银 {paper.by}" if paper.by else "")]


def _item(item: ReceiptItem) -> list[Part]:
    line = Pair(item.name, _figures(str(item.quantity), words.yuan(item.fen)))
    return [line, *([Words(item.detail, indent=2)] if item.detail else [])]


def _figures(quantity: str, amount: str) -> str:
    return to_the_right(quantity, _QUANTITY) + to_the_right(amount, _AMOUNT)


def _sums(paper: Receipt) -> list[Part]:
    parts: list[Part] = []
    subtotals = [("收费", paper.charges_fen), ("餐饮", paper.lines_fen)]
    shown = [Pair(name, words.yuan(fen)) for name, fen in subtotals if fen]
    if len(shown) > 1 or paper.discounts:
        parts += shown
    parts += [Pair(words.discount(each), words.yuan(-each.fen)) for each in paper.discounts]
    parts.append(Pair("合计", f"￥{words.yuan(paper.total_fen)}", bold=True, size=2))
    for payment in paper.payments:
        parts += _payment(payment)
    parts += _balance(paper)
    return parts


def _payment(payment: ReceiptPayment) -> Iterable[Part]:
    yield Pair(words.METHODS[payment.method], words.yuan(payment.amount_fen))
    if payment.change_fen or payment.tendered_fen > payment.amount_fen:
        given = f"实收 {words.yuan(payment.tendered_fen)}"
        yield Words(f"{given}  找零 {words.yuan(payment.change_fen)}", indent=2)
    if payment.refunded_fen:
        yield Words(f"已退 {words.yuan(payment.refunded_fen)}", indent=2)


def _balance(paper: Receipt) -> list[Part]:
    if paper.balance_fen == 0:
        return [Pair("已结清", "", bold=True)] if paper.payments else []
    if paper.balance_fen < 0:
        return [Pair("应退", f"￥{words.yuan(-paper.balance_fen)}", bold=True, size=2)]
    if not paper.payments:
        return []
    return [
        Pair("已收", words.yuan(paper.paid_fen)),
        Pair("应收", f"￥{words.yuan(paper.balance_fen)}", bold=True, size=2),
    ]


# ── the kitchen's ────────────────────────────────────────────────────────────────────────────────


def _ticket(paper: KitchenTicket, copies: int) -> list[Part]:
    zone = ZoneInfo(paper.zone)
    return [
        Words(words.UNSEEN, Align.CENTRE, bold=True, size=2),
        Words(words.COOK_BY_THIS, Align.CENTRE),
        *_copy(copies),
        *([Words("可能已打印过,先看有没有在做", Align.CENTRE)] if copies else []),
        Rule(),
        Pair(_where(paper), paper.number, bold=True, size=2),
        *([Words(words.addition(paper.addition), bold=True, size=2)] if paper.addition else []),
        Pair(
            f"下单 {_clock(paper.placed_at, zone)}  最晚 {_clock(paper.promised_at, zone)}",
            " ".join(paper.stations),
        ),
        Rule(),
        *(part for line in paper.lines for part in _dish(line)),
        *_note(paper.note),
    ]


def _where(paper: KitchenTicket) -> str:
    return words.place(paper.room_name, [paper.hand_tag] if paper.hand_tag else [])


def _note(note: str) -> list[Part]:
    return [Rule(), Words(f"整单备注: {note}", bold=True)] if note else []


def _dish(line: TicketLine) -> list[Part]:
    name = f"重做 {line.name}" if line.is_remake else line.name
    parts: list[Part] = [Pair(name, f"{line.quantity}{line.unit}", bold=True, size=2)]
    if line.options:
        parts.append(Words(" · ".join(line.options), indent=2))
    if line.note:
        parts.append(Words(f"备注: {line.note}", indent=2))
    if line.allergies:
        parts.append(Words(f"过敏: {'、'.join(line.allergies)}", bold=True, size=2))
    return parts


# ── a test ───────────────────────────────────────────────────────────────────────────────────────


def _test(paper: PrinterCheck) -> list[Part]:
    zone = ZoneInfo(paper.zone)
    ruler = "".join(str(column % 10) for column in range(1, paper.columns + 1))
    return [
        Words(words.TEST, Align.CENTRE, bold=True, size=2),
        Words(paper.shop, Align.CENTRE),
        Rule(),
        Pair(paper.printer, _moment(paper.at, zone)),
        Words(ruler),
        Words(between("左", "右", paper.columns)),
        Words(words.TEST_TEXT),
        Words("加粗", bold=True),
        Pair("大字", "￥88.00", bold=True, size=2),
    ]


def _clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _day_and_clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%m-%d %H:%M}"


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
