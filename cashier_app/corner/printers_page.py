"""打印机: where they are, what comes out of which, a test page, and one taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, cast
from urllib.parse import quote

from cashier_app import print_words
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Option, Send, Values
from cashier_app.words import translate
from common.domain.errors import DomainError
from common.domain.print_rows import PrinterRow
from common.domain.printing import COLUMNS, PrinterKind, PrinterState, network_address
from common.wire.printing import Columns, PrinterBody, PrinterInfo, PrintJobBody

_PRINTERS: Final = "/v1/printers"
_K = FieldKind
_ON: Final = "1"


class PrintersPage(ListPage):
    def word_new(self) -> str:
        return translate("Cashier", "加打印机")

    def words_empty(self) -> tuple[str, str]:
        return (
            translate("Cashier", "还没有打印机"),
            translate("Cashier", "插上网线，看打印机自检页上的 IP，再加一台"),
        )

    def listed(self) -> Iterable[ListRow]:
        stations = self._stations()
        for row in self._around.sight().printers:
            icon, tone = _look(row.state)
            yield ListRow(
                key=row.id,
                title=row.name,
                detail=print_words.purposes(row, stations),
                note=row.address,
                status=print_words.printer(row.state),
                icon=icon,
                tone=tone,
            )

    def edit_new(self) -> Edit:
        is_first = not self._around.sight().printers
        fields = self._fields(
            PrinterInfo(
                name="",
                kind=PrinterKind.NETWORK,
                address="",
                has_receipts=is_first,
                prints_paid=is_first,
            )
        )
        return Edit("", self._form(translate("Cashier", "新打印机"), fields, self._add_printer))

    def edit_of(self, key: str) -> Edit | None:
        row = next((x for x in self._around.sight().printers if x.id == key), None)
        if row is None:
            return None
        path = f"{_PRINTERS}/{quote(row.id)}"
        core = self._around.core

        async def save(values: Values, key: str) -> str:
            answer = await core.call("PUT", path, PrinterBody, _info(values), key)
            return translate("Cashier", "{0} 已保存").format(answer.printer.name)

        async def check(values: Values, key: str) -> str:
            await core.call("POST", f"{path}/test", PrintJobBody, None, key)
            return translate("Cashier", "测试页已排队打印")

        async def remove(values: Values, key: str) -> str:
            await core.call("DELETE", path, PrinterBody, None, key)
            return translate("Cashier", "{0} 已撤掉").format(row.name)

        icon, tone = _look(row.state)
        state = print_words.printer(row.state)
        return Edit(
            key=row.id,
            form=self._form(row.name, self._fields(_as_info(row)), save),
            facts=(Fact("state", translate("Cashier", "现在"), state, icon, tone),),
            acts=(
                Act("testPage", "printer", translate("Cashier", "打测试页"), send=check),
                Act("removePrinter", "cross", translate("Cashier", "撤掉这台"), send=remove,
                    is_held=True, is_danger=True),
            ),
        )  # fmt: skip

    async def _add_printer(self, values: Values, key: str) -> str:
        answer = await self._around.core.call("POST", _PRINTERS, PrinterBody, _info(values), key)
        self.choose_next(answer.printer.id)
        return translate("Cashier", "{0} 已加上").format(answer.printer.name)

    def _form(self, title: str, fields: tuple[Field, ...], send: Send) -> Form:
        return Form(
            "printer", title, fields, translate("Cashier", "保存"), send, check=_wrong_address
        )

    def _fields(self, info: PrinterInfo) -> tuple[Field, ...]:
        kinds = (
            Option(PrinterKind.NETWORK.value, translate("Cashier", "网络")),
            Option(PrinterKind.FILE.value, translate("Cashier", "接在这台收银台上")),
        )
        widths = tuple(
            Option(str(columns), word) for columns, word in zip(COLUMNS, _widths(), strict=True)
        )
        stations = tuple(Option(key, name) for key, name in self._stations().items())
        return (
            Field("name", _K.TEXT, translate("Cashier", "名称，如 前台小票机"), info.name, longest=60),
            Field("kind", _K.CHOICE, translate("Cashier", "怎么接"), info.kind.value, options=kinds),
            Field("address", _K.TEXT, translate("Cashier", "IP 地址；接在收银台上的填设备路径"),
                  info.address, hint="192.168.1.50", longest=200),
            Field("columns", _K.CHOICE, translate("Cashier", "纸宽"), str(info.columns),
                  options=widths),
            Field("receipts", _K.SWITCH, translate("Cashier", "打预结单和小票"),
                  _ON if info.has_receipts else "", wire="has_receipts"),
            Field("paid", _K.SWITCH, translate("Cashier", "收清后自动打小票"),
                  _ON if info.prints_paid else "", wire="prints_paid"),
            Field("drawer", _K.SWITCH, translate("Cashier", "收现金时弹开钱箱"),
                  _ON if info.opens_drawer else "", wire="opens_drawer"),
            Field("stations", _K.CHOICE, translate("Cashier", "屏幕没显示时，替这些档口打单"),
                  ",".join(info.station_ids), options=stations, many=True, optional=True,
                  wire="station_ids"),
        )  # fmt: skip

    def _stations(self) -> dict[str, str]:
        return {str(row.id): row.name for row in self._around.sight().stations}


def _widths() -> tuple[str, ...]:
    return (
        translate("Cashier", "80 毫米"),
        translate("Cashier", "80 毫米（42 列）"),
        translate("Cashier", "58 毫米"),
    )


def _wrong_address(values: Values) -> Mapping[str, str]:
    address = values.text("address")
    if values.text("kind") != PrinterKind.NETWORK.value or not address:
        return {}
    try:
        network_address(address)
    except DomainError:
        return {"address": translate("Cashier", "这不是地址，如 192.168.1.50")}
    return {}


def _info(values: Values) -> PrinterInfo:
    columns = values.number("columns")
    return PrinterInfo(
        name=values.text("name"),
        kind=PrinterKind(values.text("kind")),
        address=values.text("address"),
        columns=cast("Columns", columns) if columns in COLUMNS else 48,
        has_receipts=values.is_on("receipts"),
        prints_paid=values.is_on("paid"),
        opens_drawer=values.is_on("drawer"),
        station_ids=values.chosen("stations"),
    )


def _as_info(row: PrinterRow) -> PrinterInfo:
    return PrinterInfo(
        name=row.name,
        kind=row.kind,
        address=row.address,
        columns=cast("Columns", row.columns),
        has_receipts=row.has_receipts,
        prints_paid=row.prints_paid,
        opens_drawer=row.opens_drawer,
        station_ids=list(row.station_ids),
    )


def _look(state: PrinterState) -> tuple[str, str]:
    """Icon and tone of the pill."""
    if state is PrinterState.READY:
        return "tick-disc", "ok"
    return ("hourglass", "off") if state is PrinterState.UNKNOWN else ("triangle", "warn")
