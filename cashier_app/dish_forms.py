"""What the desk asks of the kitchen: cancelling, stopping, rushing, cooking again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cashier_app import words
from cashier_app.form import Field, FieldKind, Form, Option, Values
from cashier_app.sight import Sight
from cashier_app.stay_forms import reason
from cashier_app.words import translate
from common.client.facade import Core
from common.domain.commands import ActOnLine, RemakeLine, RushLine, StopLine
from common.domain.ids import LineId
from common.domain.kitchen import STOPPABLE, CancelReason, LineAction, LineState
from common.domain.rows import LineRow, StayRow

_K = FieldKind
RUSHABLE: Final = frozenset(
    {LineState.WAITING, LineState.COOKING, LineState.READY, LineState.NOTIFIED}
)
REMAKABLE: Final = frozenset(
    {LineState.READY, LineState.NOTIFIED, LineState.PICKED_UP, LineState.DELIVERED}
)


class DishForms:
    def __init__(self, core: Core) -> None:
        self._core = core

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

        started = [x for x in sight.open_lines_of(stay.id) if x.state in STOPPABLE]
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

    def rush(self, sight: Sight, stay: StayRow) -> Form:
        """What these guests wait for; the late ones are marked already."""

        async def send(values: Values, _key: str) -> str:
            for key in values.chosen("items"):
                await self._core.do(RushLine(LineId(key)))
            return translate("Cashier", "已催厨房")

        open_lines = [x for x in sight.open_lines_of(stay.id) if x.state in RUSHABLE]
        late = [x.id for x in open_lines if x.promised_at <= sight.now and x.ready_at is None]
        return Form(
            "rush",
            translate("Cashier", "{0} · 还没送到的菜").format(words.place(stay)),
            (
                Field("items", _K.CHOICE, translate("Cashier", "催哪些"), ",".join(late),
                      options=tuple(_waiting(sight, x) for x in open_lines), many=True),
            ),
            translate("Cashier", "催菜"),
            send,
            needs_link=False,
        )  # fmt: skip

    def remake(self, sight: Sight, stay: StayRow) -> Form:
        """A dish that was not right: cooked again, first in the queue, for nothing."""
        done = {x.id: x for x in sight.lines_of(stay.id) if x.state in REMAKABLE}

        async def send(values: Values, _key: str) -> str:
            line = done[LineId(values.text("item"))]
            quantity = values.number("quantity")
            await self._core.do(RemakeLine(line.id, quantity, values.text("reason")))
            return translate("Cashier", "厨房会重做 {0}").format(line.name)

        def check(values: Values) -> dict[str, str]:
            line = done.get(LineId(values.text("item")))
            if line is None or values.number("quantity") <= line.quantity:
                return {}
            return {"quantity": translate("Cashier", "只点了 {0} 份").format(line.quantity)}

        return Form(
            "remake",
            translate("Cashier", "{0} · 重做").format(words.place(stay)),
            (
                Field("item", _K.CHOICE, translate("Cashier", "哪道菜"),
                      options=_lines(list(done.values()))),
                Field("quantity", _K.COUNT, translate("Cashier", "几份"), "1"),
                reason(translate("Cashier", "味道不对"), translate("Cashier", "上错了"),
                       translate("Cashier", "有异物")),
            ),
            translate("Cashier", "请厨房重做"),
            send,
            note=translate("Cashier", "重做不另收钱，排在最前面。"),
            needs_link=False,
            check=check,
        )  # fmt: skip


def _lines(lines: Sequence[LineRow]) -> tuple[Option, ...]:
    return tuple(
        Option(x.id, f"{x.name} ×{x.quantity}", words.amount(x.price_fen * x.quantity))
        for x in lines
    )


def _waiting(sight: Sight, line: LineRow) -> Option:
    """`手工水饺 ×2  制作中 · 超时 2 分`."""
    over = sight.now - line.promised_at
    late = translate("Cashier", "超时 {0} 分").format(words.minutes(over))
    is_late = line.ready_at is None and line.promised_at <= sight.now
    detail = " · ".join([words.line_state(line), *([late] if is_late else [])])
    return Option(line.id, f"{line.name} ×{line.quantity}", detail)
