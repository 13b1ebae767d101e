"""Who works at the desk, and the drawer: signing in, opening a shift, counting at its end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from cashier_app import words
from cashier_app.form import CODE, Field, FieldKind, Form, Values
from cashier_app.words import translate
from common.client.facade import Core
from common.domain.bill_rows import PaymentMethod
from common.wire.cashier import CloseShift, Counted, OpenShift, ShiftBody

_K = FieldKind
Learn = Callable[[ShiftBody | None], None]


class ShiftForms:
    """`learn` is told the shift that an answer carried."""

    def __init__(self, core: Core, learn: Learn) -> None:
        self._core = core
        self._learn = learn

    def sign_in(self, signed_in: Callable[[], None]) -> Form:
        async def send(values: Values, _key: str) -> str:
            code = values.text(CODE) or None
            staff = await self._core.sign_in(values.text("login"), values.text("pin"), code)
            signed_in()
            return translate("Cashier", "{0} 已登录").format(staff.name)

        return Form(
            "signIn",
            translate("Cashier", "员工登录"),
            (
                Field("login", _K.TEXT, translate("Cashier", "账号")),
                Field("pin", _K.SECRET, translate("Cashier", "PIN")),
            ),
            translate("Cashier", "登录"),
            send,
        )

    def open(self) -> Form:
        async def send(values: Values, key: str) -> str:
            body = OpenShift(values.fen("float"))
            self._learn(await self._core.call("POST", "/v1/shifts", ShiftBody, body, key))
            return translate("Cashier", "已开班")

        return Form(
            "openShift",
            translate("Cashier", "开班"),
            (Field("float", _K.AMOUNT, translate("Cashier", "钱箱里的备用金"), "500.00"),),
            translate("Cashier", "开班"),
            send,
        )

    def close(self, shift: ShiftBody, left: Callable[[], Awaitable[None]]) -> Form:
        """Cash is counted; what other machines took is compared with their slips."""
        expected = {x.method: x.expected_fen for x in shift.methods}

        async def send(values: Values, key: str) -> str:
            counted = Counted(**{x.value: values.fen(x.value) for x in PaymentMethod})
            body = CloseShift(counted, values.text("note"))
            path = f"/v1/shifts/{shift.id}/close"
            closed = await self._core.call("POST", path, ShiftBody, body, key)
            self._learn(None)
            await left()
            gap = sum(x.difference_fen or 0 for x in closed.methods)
            if gap == 0:
                return translate("Cashier", "已交班，账实相符")
            return translate("Cashier", "已交班，相差 ¥{0}").format(words.amount(gap))

        recorded = [
            Field(x.value, _K.AMOUNT, words.method(x), words.amount(expected.get(x, 0)))
            for x in PaymentMethod
            if x is not PaymentMethod.CASH
        ]
        return Form(
            "closeShift",
            translate("Cashier", "交班"),
            (
                Field(PaymentMethod.CASH.value, _K.AMOUNT, translate("Cashier", "数出来的现金")),
                *recorded,
                Field("note", _K.TEXT, translate("Cashier", "备注（可不填）"), optional=True),
            ),
            translate("Cashier", "按住交班"),
            send,
            is_held=True,
        )


def code_field() -> Field:
    """What came by text. Sent empty it asks for another one."""
    label = translate("Cashier", "短信验证码")
    return Field(CODE, _K.NUMBER, label, optional=True, at_least=0, at_most=999_999)
