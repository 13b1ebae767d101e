"""What the desk asks before money moves: paying, giving back, charges, discounts, waiving."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from cashier_app import words
from cashier_app.form import Field, FieldKind, Form, Option, Values
from cashier_app.sight import Sight
from cashier_app.stay_forms import reason
from cashier_app.words import translate
from common.client.facade import Core
from common.domain import billing
from common.domain.bill_rows import AdjustmentKind, PaymentMethod
from common.domain.commands import ActOnLine, StopLine
from common.domain.ids import LineId
from common.domain.kitchen import CancelReason, LineAction, LineState
from common.domain.rows import LineRow, StayRow
from common.wire import cashier as wire
from common.wire.cashier import BillBody

_K = FieldKind
_Body = (
    wire.NewPayment
    | wire.NewRefund
    | wire.NewCharge
    | wire.NewAdjustment
    | wire.VoidCharge
    | wire.VoidAdjustment
)
_NOTES: Final = (10000, 5000, 2000, 1000)
"""Banknotes (fen) that guests hand over."""


class BillForms:
    def __init__(self, core: Core) -> None:
        self._core = core

    def pay(self, sight: Sight, stay: StayRow, method: PaymentMethod) -> Form:
        """The whole balance, unless another amount is typed: the rest stays to be paid."""
        balance = max(0, sight.totals_of(stay.id).balance_fen)
        is_cash = method is PaymentMethod.CASH

        async def send(values: Values, key: str) -> str:
            tendered = values.fen("tendered") if values.text("tendered") else None
            body = wire.NewPayment(method, values.fen("amount"), tendered, values.text("reference"))
            answer = await self._post(f"/v1/stays/{stay.id}/payments", body, key)
            taken = translate("Cashier", "{0} 已收 ¥{1}").format(
                words.method(method), words.amount(values.fen("amount"))
            )
            change = translate("Cashier", "，找零 ¥{0}").format(words.amount(answer.change_fen))
            return taken + (change if answer.change_fen else "")

        def summary(values: Values) -> str:
            left = balance - values.fen("amount")
            rest = translate("Cashier", "还差 ¥{0}").format(words.amount(left)) if left > 0 else ""
            if is_cash and values.text("tendered"):
                change = values.fen("tendered") - values.fen("amount")
                short = translate("Cashier", "钱不够，还差 ¥{0}").format(words.amount(-change))
                given = translate("Cashier", "找零 ¥{0}").format(words.amount(change))
                return " · ".join(x for x in (given if change >= 0 else short, rest) if x)
            return rest

        def is_right(values: Values) -> bool:
            paid, tendered = values.fen("amount"), values.text("tendered")
            return 0 < paid <= balance and (not tendered or values.fen("tendered") >= paid)

        tendered = Field("tendered", _K.AMOUNT, translate("Cashier", "客人给的（可不填，即刚好）"),
                         options=_handed(balance), optional=True)  # fmt: skip
        reference = Field(
            "reference", _K.TEXT, translate("Cashier", "流水号（可不填）"), optional=True
        )
        return Form(
            f"pay-{method.value}",
            translate("Cashier", "{0} · {1}").format(words.place(stay), words.method(method)),
            (
                Field("amount", _K.AMOUNT, translate("Cashier", "收多少"),
                      words.amount(balance), options=_halves(balance)),
                tendered if is_cash else reference,
            ),
            translate("Cashier", "确认收款"),
            send,
            summary=summary,
            is_right=is_right,
        )  # fmt: skip

    def on_paper(self, sight: Sight, stay: StayRow) -> Form:
        """手工收款: money that was taken while the server was away, entered now."""
        balance = max(0, sight.totals_of(stay.id).balance_fen)

        async def send(values: Values, key: str) -> str:
            body = wire.NewPayment(
                PaymentMethod(values.text("method")),
                values.fen("amount"),
                paid_at=self._core.now() - timedelta(minutes=int(values.text("minutes"))),
                reason=values.text("reason"),
            )
            await self._post(f"/v1/stays/{stay.id}/payments", body, key)
            return translate("Cashier", "手工收款已补录")

        methods = tuple(Option(x.value, words.method(x)) for x in PaymentMethod)
        return Form(
            "onPaper",
            translate("Cashier", "{0} · 补录手工收款").format(words.place(stay)),
            (
                Field("method", _K.CHOICE, translate("Cashier", "怎么收的"), options=methods),
                Field("amount", _K.AMOUNT, translate("Cashier", "收了多少"), words.amount(balance)),
                Field("minutes", _K.COUNT, translate("Cashier", "几分钟前收的"), "10"),
                reason(translate("Cashier", "断网时手工收款")),
            ),
            translate("Cashier", "补录"),
            send,
            is_right=lambda values: 0 < values.fen("amount") <= balance,
        )

    def refund(self, sight: Sight, stay: StayRow) -> Form:
        bill = sight.bill_of(stay.id)
        left: dict[str, int] = {x.id: billing.refundable(x) for x in bill.payments}
        owed = -sight.totals_of(stay.id).balance_fen

        async def send(values: Values, key: str) -> str:
            body = wire.NewRefund(
                values.fen("amount"), values.text("reason"), values.chosen("items"),
                values.approval(),
            )  # fmt: skip
            await self._post(f"/v1/payments/{values.text('payment')}/refunds", body, key)
            return translate("Cashier", "已退 ¥{0}").format(words.amount(values.fen("amount")))

        payments = tuple(
            Option(
                x.id,
                f"{words.method(x.method)} {words.amount(left[x.id])}",
                words.clock(x.paid_at, sight.zone),
            )
            for x in bill.payments
            if left[x.id]
        )
        amount = words.amount(owed) if owed > 0 else ""
        return Form(
            "refund",
            translate("Cashier", "{0} · 退款").format(words.place(stay)),
            (
                Field("payment", _K.CHOICE, translate("Cashier", "从哪一笔退"),
                      payments[0].key if len(payments) == 1 else "", options=payments),
                Field("amount", _K.AMOUNT, translate("Cashier", "退多少"), amount),
                Field("items", _K.CHOICE, translate("Cashier", "为哪些菜退（不选则只退钱）"),
                      options=_items(sight, stay), many=True, optional=True),
                reason(translate("Cashier", "客人退菜"), translate("Cashier", "多收了"),
                       translate("Cashier", "付错方式")),
            ),
            translate("Cashier", "按住退款"),
            send,
            is_held=True,
            is_right=lambda values: 0 < values.fen("amount") <= left.get(_key(values), 0),
        )  # fmt: skip

    def charge(self, stay: StayRow) -> Form:
        async def send(values: Values, key: str) -> str:
            body = wire.NewCharge(values.text("name"), values.fen("amount"))
            await self._post(f"/v1/stays/{stay.id}/charges", body, key)
            return translate("Cashier", "已加 {0}").format(values.text("name"))

        usual = (translate("Cashier", "房费"), translate("Cashier", "加钟"),
                 translate("Cashier", "技师"), translate("Cashier", "商品"))  # fmt: skip
        return Form(
            "charge",
            translate("Cashier", "{0} · 加收费").format(words.place(stay)),
            (
                Field("name", _K.TEXT, translate("Cashier", "收什么"),
                      options=tuple(Option(x, x) for x in usual)),
                Field("amount", _K.AMOUNT, translate("Cashier", "多少")),
            ),
            translate("Cashier", "加上"),
            send,
            is_right=lambda values: values.fen("amount") > 0,
        )  # fmt: skip

    def discount(self, stay: StayRow) -> Form:
        """折 of the whole bill, or an amount off it."""

        async def send(values: Values, key: str) -> str:
            off = values.text("off")
            kind = AdjustmentKind.PERCENT if off else AdjustmentKind.DISCOUNT
            amount = int(off) if off else values.fen("amount")
            await self._adjust(stay, kind, amount, (), values, key)
            return translate("Cashier", "优惠已记")

        tenths = tuple(
            Option(str(x), words.adjustment(AdjustmentKind.PERCENT, x)) for x in (5, 10, 12, 15, 20)
        )
        return Form(
            "discount",
            translate("Cashier", "{0} · 整单折扣").format(words.place(stay)),
            (
                Field("off", _K.CHOICE, translate("Cashier", "打折"), options=tenths, optional=True),
                Field("amount", _K.AMOUNT, translate("Cashier", "或减多少"), optional=True),
                reason(translate("Cashier", "老客"), translate("Cashier", "等太久"),
                       translate("Cashier", "活动")),
            ),
            translate("Cashier", "记优惠"),
            send,
            is_right=lambda values: bool(values.text("off")) != (values.fen("amount") > 0),
        )  # fmt: skip

    def round_off(self, stay: StayRow) -> Form:
        async def send(values: Values, key: str) -> str:
            kind = AdjustmentKind.ROUND_OFF
            await self._adjust(stay, kind, int(values.text("to")), (), values, key)
            return translate("Cashier", "已抹零")

        to = (Option("10", translate("Cashier", "抹到角")), Option("100", translate("Cashier", "抹到元")),
              Option("1000", translate("Cashier", "抹到十元")))  # fmt: skip
        why = reason(translate("Cashier", "抹零"))
        return Form(
            "roundOff",
            translate("Cashier", "{0} · 抹零").format(words.place(stay)),
            (
                Field("to", _K.CHOICE, translate("Cashier", "抹到"), "100", options=to),
                Field(
                    "reason", _K.TEXT, why.label, translate("Cashier", "抹零"), options=why.options
                ),
            ),
            translate("Cashier", "抹零"),
            send,
        )

    def waive(self, sight: Sight, stay: StayRow) -> Form:
        async def send(values: Values, key: str) -> str:
            items = values.chosen("items")
            await self._adjust(stay, AdjustmentKind.WAIVE, 0, items, values, key)
            return translate("Cashier", "已免单")

        return Form(
            "waive",
            translate("Cashier", "{0} · 免单").format(words.place(stay)),
            (
                Field("items", _K.CHOICE, translate("Cashier", "免哪些"),
                      options=_items(sight, stay), many=True),
                reason(translate("Cashier", "菜有问题"), translate("Cashier", "等太久"),
                       translate("Cashier", "客人没要")),
            ),
            translate("Cashier", "按住免单"),
            send,
            is_held=True,
        )  # fmt: skip

    def void(self, sight: Sight, stay: StayRow) -> Form:
        """Take back an adjustment or a charge."""
        bill = sight.bill_of(stay.id)

        async def send(values: Values, key: str) -> str:
            kind, _, which = values.text("what").partition(":")
            why, approval = values.text("reason"), values.approval()
            if kind == "charges":
                await self._post(f"/v1/charges/{which}/void", wire.VoidCharge(why, approval), key)
            else:
                await self._post(f"/v1/adjustments/{which}/void", wire.VoidAdjustment(why), key)
            return translate("Cashier", "已撤销")

        off = billing.adjustment_fen(bill, sight.lines_on(bill))
        adjustments = [
            Option(f"adjustments:{x.id}", words.adjustment(x.kind, x.amount),
                   f"{words.amount(-off.get(x.id, 0))} {x.reason}")
            for x in bill.adjustments
            if x.voided_at is None and x.kind is not AdjustmentKind.REFUND
        ]  # fmt: skip
        charges = [
            Option(f"charges:{x.id}", x.name, words.amount(x.amount_fen))
            for x in bill.charges
            if x.voided_at is None
        ]
        return Form(
            "void",
            translate("Cashier", "{0} · 撤销优惠或收费").format(words.place(stay)),
            (
                Field("what", _K.CHOICE, translate("Cashier", "撤销"),
                      options=(*adjustments, *charges)),
                reason(translate("Cashier", "记错了")),
            ),
            translate("Cashier", "撤销"),
            send,
        )  # fmt: skip

    def cancel(self, sight: Sight, stay: StayRow) -> Form:
        """Dishes that the kitchen has not started."""

        async def send(values: Values, _key: str) -> str:
            why = CancelReason(values.text("why"))
            for key in values.chosen("items"):
                await self._core.do(ActOnLine(LineId(key), LineAction.CANCEL, why))
            return translate("Cashier", "已取消")

        waiting = [x for x in sight.open_lines_of(stay.id) if x.state is LineState.WAITING]
        reasons = (
            Option(CancelReason.GUEST.value, translate("Cashier", "客人不要了")),
            Option(CancelReason.MISTAKE.value, translate("Cashier", "点错了")),
            Option(CancelReason.SOLD_OUT.value, translate("Cashier", "没有了")),
        )
        return Form(
            "cancel",
            translate("Cashier", "{0} · 取消没开始做的菜").format(words.place(stay)),
            (
                Field(
                    "items",
                    _K.CHOICE,
                    translate("Cashier", "哪些菜"),
                    options=_lines(waiting),
                    many=True,
                ),
                Field("why", _K.CHOICE, translate("Cashier", "原因"), options=reasons),
            ),
            translate("Cashier", "取消这些菜"),
            send,
            needs_link=False,
        )

    def stop(self, sight: Sight, stay: StayRow) -> Form:
        """A started dish that nobody wants: the kitchen is told, the price stays until waived."""

        async def send(values: Values, _key: str) -> str:
            for key in values.chosen("items"):
                line = sight.line(key)
                if line is not None:
                    await self._core.do(StopLine(line.id, values.text("reason")))
            return translate("Cashier", "已请厨房停做")

        started = [x for x in sight.open_lines_of(stay.id) if x.state is LineState.COOKING]
        return Form(
            "stop",
            translate("Cashier", "{0} · 停做").format(words.place(stay)),
            (
                Field("items", _K.CHOICE, translate("Cashier", "哪些菜"),
                      options=_lines(started), many=True),
                reason(translate("Cashier", "客人不要了"), translate("Cashier", "点错了")),
            ),
            translate("Cashier", "请厨房停做"),
            send,
            note=translate("Cashier", "已开始做的菜不能取消：厨房停做后，钱由你免单或照收。"),
            needs_link=False,
        )  # fmt: skip

    async def _adjust(
        self,
        stay: StayRow,
        kind: AdjustmentKind,
        amount: int,
        items: Sequence[str],
        values: Values,
        key: str,
    ) -> None:
        body = wire.NewAdjustment(
            kind, values.text("reason"), amount, list(items), values.approval()
        )
        await self._post(f"/v1/stays/{stay.id}/adjustments", body, key)

    async def _post(self, path: str, body: _Body, key: str) -> BillBody:
        return await self._core.call("POST", path, BillBody, body, key)


def _key(values: Values) -> str:
    return values.text("payment")


def _lines(lines: Sequence[LineRow]) -> tuple[Option, ...]:
    return tuple(
        Option(x.id, f"{x.name} ×{x.quantity}", words.amount(x.price_fen * x.quantity))
        for x in lines
    )


def _items(sight: Sight, stay: StayRow) -> tuple[Option, ...]:
    """What still costs something, with what it costs after adjustments."""
    bill = sight.bill_of(stay.id)
    held = billing.items(bill, sight.lines_on(bill))
    return tuple(
        Option(
            x.id, x.name if x.quantity == 1 else f"{x.name} ×{x.quantity}", words.amount(x.net_fen)
        )
        for x in held
        if x.net_fen > 0
    )


def _handed(balance: int) -> tuple[Option, ...]:
    """What a guest is likely to hand over: the next whole note of each kind."""
    sums = dict.fromkeys(-(-balance // note) * note for note in reversed(_NOTES))
    return tuple(Option(words.amount(x), words.short(x)) for x in sums if x > balance)


def _halves(balance: int) -> tuple[Option, ...]:
    """The whole, or an even share of two."""
    half = Option(words.amount(balance // 2), translate("Cashier", "一半"))
    whole = Option(words.amount(balance), translate("Cashier", "全部"))
    return (whole, half) if balance > 1 else ()
