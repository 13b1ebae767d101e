"""The shop's own data: what it is called, its promises, what its pads offer, what a cashier may give away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, QObject, Signal

from cashier_app import words
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Edit, Fact
from cashier_app.corner.page import CornerPage
from cashier_app.form import Field, FieldKind, Form, Option, Values
from cashier_app.words import translate
from common.qt import phrases
from common.wire.answers import ShopBody
from common.wire.shop import ShopInfo, ShopInfoBody, SignInCodesBody, SignInCodesWanted

_K = FieldKind
_PATH: Final = "/v1/shop/info"
_CODES: Final = "/v1/staff/sign-in-codes"


class ShopPage(CornerPage):
    changed = Signal()

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._info: ShopInfoBody | None = None
        self._asks_codes = False

    async def load(self) -> None:
        call = self._around.core.call
        self._asks_codes = (await call("GET", _CODES, SignInCodesBody)).is_on
        self._info = await call("GET", _PATH, ShopInfoBody)

    def show(self) -> None:
        if self._info is None:
            return
        edit = self._edit_of(self._info)
        if self._editor.is_open:
            self._editor.refresh(edit)
        else:
            self._editor.edit(edit)

    def _edit_of(self, info: ShopInfoBody) -> Edit:
        async def save(values: Values, key: str) -> str:
            call = self._around.core.call
            # The buttons have a page of their own: they go out as they are, not as they were here.
            calls = (await call("GET", _PATH, ShopInfoBody)).pad_calls
            await call("PUT", _PATH, ShopBody, _body(values, calls), key)
            wanted = SignInCodesWanted(values.is_on("codes"))
            if wanted.is_on is not self._asks_codes:
                told = await call("PUT", _CODES, SignInCodesBody, wanted, f"{key}-codes")
                self._asks_codes = told.is_on
            self._info = await call("GET", _PATH, ShopInfoBody)
            return translate("Cashier", "门店资料已保存，各屏马上更新")

        title, word = translate("Cashier", "门店资料"), translate("Cashier", "保存")
        return Edit(
            key=info.code,
            form=Form("shop", title, _fields(info, asks_codes=self._asks_codes), word, save),
            detail=translate("Cashier", "门店代号 {0}").format(info.code),
            facts=(
                Fact("calls", translate("Cashier", "平板呼叫按钮"), phrases.listed(info.pad_calls)),
            ),
        )

    editor = Property(QObject, lambda self: self._editor, constant=True)
    problem = Property(str, lambda self: self._problem, notify=changed)


def _fields(info: ShopInfoBody, *, asks_codes: bool) -> tuple[Field, ...]:
    minutes = translate("Cashier", "分钟")
    zones = tuple(Option(x, x) for x in ("Asia/Shanghai", "Asia/Urumqi"))
    return (
        Field("name", _K.TEXT, translate("Cashier", "店名"), info.name, longest=60),
        Field("phone", _K.TEXT, translate("Cashier", "电话（可不填）"), info.phone, optional=True,
              longest=32),
        Field("address", _K.TEXT, translate("Cashier", "地址（可不填）"), info.address, optional=True),
        Field("target", _K.NUMBER, translate("Cashier", "出餐承诺（没有单独设的菜）"),
              str(info.default_target_minutes), at_most=240, longest=3, unit=minutes,
              wire="default_target_minutes"),
        Field("delivery", _K.NUMBER, translate("Cashier", "送到房间另加"), str(info.delivery_minutes),
              at_least=0, at_most=120, longest=3, unit=minutes, wire="delivery_minutes"),
        Field("hint", _K.TEXT, translate("Cashier", "取餐提示（叫号屏和平板）"), info.collect_hint,
              hint=translate("Cashier", "例如：请到二楼吧台取餐"), optional=True, longest=60,
              wire="collect_hint"),
        Field("limit", _K.AMOUNT, translate("Cashier", "收银员一张账单最多可让利（超过要店长同意）"),
              words.amount(info.give_away_limit_fen), longest=12, wire="give_away_limit_fen"),
        Field("texts", _K.SWITCH, translate("Cashier", "客人可在平板上留手机号，餐好收短信（每单一条）"),
              "1" if info.offers_texts else "", wire="offers_texts"),
        Field("codes", _K.SWITCH, translate("Cashier", "员工在新设备登录要短信验证码"),
              "1" if asks_codes else "", wire="is_on"),
        Field("zone", _K.TEXT, translate("Cashier", "时区"), info.zone, options=zones, longest=64),
    )  # fmt: skip


def _body(values: Values, pad_calls: list[str]) -> ShopInfo:
    return ShopInfo(
        name=values.text("name"),
        zone=values.text("zone"),
        phone=values.text("phone"),
        address=values.text("address"),
        default_target_minutes=values.number("target"),
        delivery_minutes=values.number("delivery"),
        collect_hint=values.text("hint"),
        pad_calls=pad_calls,
        give_away_limit_fen=values.fen("limit"),
        offers_texts=values.is_on("texts"),
    )
