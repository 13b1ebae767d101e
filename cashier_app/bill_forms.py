"""What the desk asks before money moves: paying, giving back, charges, discounts, waiving."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from cashier_app import words
from cashier_app.form import Field, FieldKind, Form, Option, Values, time_of
from cashier_app.sight import Sight
from cashier_app.stay_forms import reason
from cashier_app.words import translate
from common.client.facade import Core, Tender
from common.domain import billing
from common.domain.bill_rows import AdjustmentKind, PaymentMethod
from common.domain.rows import StayRow
from common.wire import cashier as wire
from common.wire.cashier import BillBody

_K = FieldKind
_Body = wire.NewCharge | wire.NewAdjustment | wire.VoidCharge | wire.VoidAdjustment
_NOTES: Final = (10000, 5000, 2000, 1000)
"""Banknotes (fen) that guests hand over."""
SHOWN_WITHIN_S: Final = 2.0
"""The journal brings what was answered within milliseconds; without it nobody waits longer."""


class BillForms:
    def __init__(self, core: Core) -> None:
        self._core = core

    def pay(self, sight: Sight, stay: StayRow, method: PaymentMethod) -> Form:
        """The whole balance, unless another amount is typed: the rest stays to be paid."""
        balance = max(0, sight.totals_of(stay.id).balance_fen)
        is_cash = method is PaymentMethod.CASH

        async def send(values: Values, key: str) -> str:
            tendered = values.fen("tendered") if values.text("tendered") else None
            body = wire.NewPayment(
                method, values.fen("amount"), tendered, values.text("reference"), id=key
            )
            answer = await self._pay(stay, body, key)
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
        ago = self._core.now() - timedelta(minutes=10)

        async def send(values: Values, key: str) -> str:
            body = wire.NewPayment(
                PaymentMethod(values.text("method")),
                values.fen("amount"),
                paid_at=self._paid_at(values, sight.zone),
                reason=values.text("reason"),
                id=key,
            )
            await self._pay(stay, body, key)
            return translate("Cashier", "手工收款已补录")

        methods = tuple(Option(x.value, words.method(x)) for x in PaymentMethod)
        return Form(
            "onPaper",
            translate("Cashier", "{0} · 补录手工收款").format(words.place(stay)),
            (
                Field("method", _K.CHOICE, translate("Cashier", "怎么收的"), options=methods),
                Field("amount", _K.AMOUNT, translate("Cashier", "收了多少"), words.amount(balance)),
                Field("at", _K.TIME, translate("Cashier", "几点收的"), words.clock(ago, sight.zone),
                      wire="paid_at"),
                reason(translate("Cashier", "断网时手工收款")),
            ),
            translate("Cashier", "补录"),
            send,
            is_right=lambda values: 0 < values.fen("amount") <= balance,
        )  # fmt: skip

    def refund(self, sight: Sight, stay: StayRow) -> Form:
        bill = sight.bill_of(stay.id)
        left: dict[str, int] = {x.id: billing.refundable(x) for x in bill.payments}
        owed = -sight.totals_of(stay.id).balance_fen

        async def send(values: Values, key: str) -> str:
            body = wire.NewRefund(
                values.fen("amount"), values.text("reason"), values.chosen("items"),
                values.approval(), id=key,
            )  # fmt: skip
            about = translate("Cashier", "{0} · 退款 ¥{1}").format(
                words.place(stay), words.amount(body.amount_fen)
            )
            path = f"/v1/payments/{values.text('payment')}/refunds"
            tender = Tender(key, key, stay.id, path, about, self._core.now())
            await self._shown(await self._core.tender(tender, body))
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

    async def _pay(self, stay: StayRow, body: wire.NewPayment, key: str) -> BillBody:
        """Noted here before it is asked for; the payment's id is the key, the same at every try."""
        about = translate("Cashier", "{0} · {1} ¥{2}").format(
            words.place(stay), words.method(body.method), words.amount(body.amount_fen)
        )
        path = f"/v1/stays/{stay.id}/payments"
        tender = Tender(key, key, stay.id, path, about, self._core.now(), body)
        return await self._shown(await self._core.tender(tender, body))

    async def _shown(self, answer: BillBody) -> BillBody:
        """Done once the desk's tables say so too: the next sheet asks for what is left by then."""
        arrived = asyncio.Event()

        def look(_: object = None) -> None:
            row = self._core.tables().get("bills", {}).get(answer.bill.id)
            if row is not None and row.version >= answer.bill.version:
                arrived.set()

        unsubscribe = self._core.subscribe(look)
        try:
            look()
            async with asyncio.timeout(SHOWN_WITHIN_S):
                await arrived.wait()
        except TimeoutError:
            return answer
        finally:
            unsubscribe()
        return answer

    def _paid_at(self, values: Values, zone: tzinfo) -> datetime:
        """The last time that the clock on the wall showed it."""
        now = self._core.now().astimezone(zone)
        at = datetime.combine(now.date(), time_of(values.text("at")) or now.time(), zone)
        return (at if at <= now else at - timedelta(days=1)).astimezone(UTC)

    async def _post(self, path: str, body: _Body, key: str) -> BillBody:
        return await self._shown(await self._core.call("POST", path, BillBody, body, key))


def _key(values: Values) -> str:
    return values.text("payment")


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
