"""The cashier's desk by hand: bills, payments and shifts. Online only; amounts are typed in yuan."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from common.client import cli_names as names
from common.client.facade import Core
from common.domain.bill_rows import AdjustmentKind, BillRow, PaymentMethod
from common.domain.money import yuan_text
from common.domain.rows import StayRow
from common.wire.cashier import (
    BillBody,
    CloseShift,
    Counted,
    NewAdjustment,
    NewCharge,
    NewPayment,
    NewRefund,
    OpenShift,
    ShiftBody,
)
from common.wire.requests import Approval

Parsers = Any  # Any: what argparse's add_subparsers gives has no public name
Said = Callable[[Core, argparse.Namespace], Awaitable[str]]

_METHODS: Final = [method.value for method in PaymentMethod]
_NAMES: Final = {
    PaymentMethod.CASH: "现金",
    PaymentMethod.WECHAT: "微信",
    PaymentMethod.ALIPAY: "支付宝",
    PaymentMethod.CARD: "银行卡",
}


def add_parsers(commands: Parsers, common: argparse.ArgumentParser) -> None:
    def add(name: str, described: str, *positional: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, parents=[common], help=described)
        for each in positional:
            made.add_argument(each)
        return made

    add("bill", "账单: 房间或手牌", "guest")
    add("charge", "加收: 房间或手牌, 名称, 元", "guest", "name", "yuan")
    pay = add("pay", "收款: 房间或手牌, 元 (不写: 全部应收)", "guest")
    pay.add_argument("yuan", nargs="?")
    pay.add_argument("--method", choices=_METHODS, default=PaymentMethod.CASH.value)
    pay.add_argument("--tendered", help="收到的现金, 元")
    pay.add_argument("--reference", default="", help="流水号")
    discount = add("discount", "优惠: 房间或手牌, 元或百分比 (10%%)", "guest", "off", "why")
    refund = add("refund", "退款: 收款尾号, 元, 原因", "payment", "yuan", "why")
    refund.add_argument("--line", action="append", default=[], help="为哪道菜 (行尾号)")
    for each in (discount, refund):
        each.add_argument("--login", help="店长")
        each.add_argument("--pin")
    shift = add("shift", "班次: show, open [元], close 现金 [微信 支付宝 银行卡]")
    shift.add_argument("what", choices=("show", "open", "close"))
    shift.add_argument("amounts", nargs="*")


async def _bill(core: Core, args: argparse.Namespace) -> str:
    return bill_text(await _ask_bill(core, args))


async def _charge(core: Core, args: argparse.Namespace) -> str:
    stay = _stay(core, args.guest)
    charge = NewCharge(args.name, fen(args.yuan), core.new_key())
    return bill_text(await core.call("POST", f"/v1/stays/{stay.id}/charges", BillBody, charge))


async def _pay(core: Core, args: argparse.Namespace) -> str:
    stay = _stay(core, args.guest)
    amount = fen(args.yuan) if args.yuan else (await _ask_bill(core, args)).balance_fen
    if amount <= 0:
        return f"应退 ¥{yuan_text(-amount)}" if amount < 0 else "没有应收"
    payment = NewPayment(
        PaymentMethod(args.method),
        amount,
        fen(args.tendered) if args.tendered else None,
        args.reference,
        id=core.new_key(),
    )
    body = await core.call("POST", f"/v1/stays/{stay.id}/payments", BillBody, payment)
    return f"{bill_text(body)}\n找零 ¥{yuan_text(body.change_fen)}"


async def _discount(core: Core, args: argparse.Namespace) -> str:
    stay = _stay(core, args.guest)
    kind, amount = AdjustmentKind.DISCOUNT, args.off
    if amount.endswith("%"):
        kind = AdjustmentKind.PERCENT
    worth = int(amount.removesuffix("%")) if kind is AdjustmentKind.PERCENT else fen(amount)
    wanted = NewAdjustment(kind, args.why, worth, [], _approval(args), core.new_key())
    path = f"/v1/stays/{stay.id}/adjustments"
    return bill_text(await core.call("POST", path, BillBody, wanted))


async def _refund(core: Core, args: argparse.Namespace) -> str:
    payment_id = _payment_id(core, args.payment)
    lines: list[str] = [x.id for x in names.lines(core, args.line)] if args.line else []
    wanted = NewRefund(fen(args.yuan), args.why, lines, _approval(args), core.new_key())
    path = f"/v1/payments/{payment_id}/refunds"
    return bill_text(await core.call("POST", path, BillBody, wanted))


async def _shift(core: Core, args: argparse.Namespace) -> str:
    amounts = [fen(each) for each in args.amounts]
    if args.what == "open":
        wanted = OpenShift(amounts[0] if amounts else 0)
        return shift_text(await core.call("POST", "/v1/shifts", ShiftBody, wanted))
    shift = await core.call("GET", "/v1/shifts/current", ShiftBody)
    if args.what == "show":
        return shift_text(shift)
    counted = Counted(*amounts)
    path = f"/v1/shifts/{shift.id}/close"
    return shift_text(await core.call("POST", path, ShiftBody, CloseShift(counted)))


OPERATIONS: Final[dict[str, Said]] = {
    "bill": _bill,
    "charge": _charge,
    "pay": _pay,
    "discount": _discount,
    "refund": _refund,
    "shift": _shift,
}


# ── what is read and written ─────────────────────────────────────────────────────────────────────


def fen(yuan: str) -> int:
    """`12`, `12.3`, `12.30` in fen. Raises NotFoundHere for anything else."""
    try:
        amount = Decimal(yuan) * 100
        if amount.is_finite() and amount == int(amount):
            return int(amount)
    except InvalidOperation as error:
        raise names.NotFoundHere(f"不是金额: {yuan}") from error
    raise names.NotFoundHere(f"不是金额: {yuan}")


def bill_text(body: BillBody) -> str:
    lines = [
        f"{item.name}{'' if item.is_charge else f' ×{item.quantity}'}  ¥{yuan_text(item.net_fen)}"
        + (f" (原价 ¥{yuan_text(item.fen)})" if item.discount_fen else "")
        for item in body.items
    ]
    lines += [
        f"{_NAMES[payment.method]} ¥{yuan_text(payment.amount_fen)}"
        + "".join(f" 退 ¥{yuan_text(each.amount_fen)}" for each in payment.refunds)
        + f"  [{payment.id[-6:]}]"
        for payment in body.bill.payments
    ]
    owed = "应退" if body.balance_fen < 0 else "应收"
    lines.append(
        f"合计 ¥{yuan_text(body.total_fen)}  已收 ¥{yuan_text(body.paid_fen)}"
        f"  {owed} ¥{yuan_text(abs(body.balance_fen))}"
    )
    return "\n".join(lines)


def shift_text(shift: ShiftBody) -> str:
    lines = [f"班次 {shift.id[-6:]}  备用金 ¥{yuan_text(shift.float_fen)}"]
    for each in shift.methods:
        text = f"{_NAMES[each.method]}: 应有 ¥{yuan_text(each.expected_fen)}"
        if each.counted_fen is not None and each.difference_fen is not None:
            text += f"  实点 ¥{yuan_text(each.counted_fen)}  差 ¥{yuan_text(each.difference_fen)}"
        lines.append(text)
    lines += [f"未结 {x.place} ¥{yuan_text(x.balance_fen)}: {x.reason}" for x in shift.unsettled]
    return "\n".join(lines)


async def _ask_bill(core: Core, args: argparse.Namespace) -> BillBody:
    return await core.call("GET", f"/v1/stays/{_stay(core, args.guest).id}/bill", BillBody)


def _stay(core: Core, name: str) -> StayRow:
    """The stay of a room, or of a hand tag that is no room's name."""
    for stay in names.rows(core, "stays", StayRow):
        if name in stay.hand_tags:
            return stay
    return names.stay_of_room(core, name)


def _payment_id(core: Core, ending: str) -> str:
    bills = names.rows(core, "bills", BillRow)
    found = [x.id for bill in bills for x in bill.payments if x.id.endswith(ending)]
    if len(found) != 1:
        raise names.NotFoundHere(f"{'没有' if not found else '不止一个'}: 收款 {ending}")
    return found[0]


def _approval(args: argparse.Namespace) -> Approval | None:
    return Approval(args.login, args.pin) if args.login and args.pin else None
