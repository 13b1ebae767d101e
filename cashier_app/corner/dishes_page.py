"""Dishes: what they cost, where they are cooked, what can be chosen, and how they look on the pads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from urllib.parse import quote, urljoin

from PySide6.QtCore import Property, QObject

from cashier_app import words
from cashier_app.corner import dish_form, pictures
from cashier_app.corner.around import Around
from cashier_app.corner.arranging import Shelf
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import Filter, ListPage, ListRow
from cashier_app.corner.pictures_model import PicturesModel
from cashier_app.form import Field, FieldKind, Form, Option, Send, Values
from cashier_app.words import translate
from common.client.ids import new_id
from common.domain.rows import GoodsRow
from common.qt import phrases
from common.wire.answers import GoodsBody
from common.wire.menu import DishesBody, PutPhoto, SetRemaining
from common.wire.requests import SoldOut

_LAST = 9999


class DishesPage(ListPage):
    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._pictures = PicturesModel(self)
        self._editor.browsed.connect(self._pictures.open)
        self._pictures.chosen.connect(lambda url: self._editor.fill(dish_form.PHOTO, url))

    def back(self) -> bool:
        return self._pictures.back() or super().back()

    def word_new(self) -> str:
        return translate("Cashier", "加一道菜")

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "没有这样的菜"), translate("Cashier", "换个词搜索，或加一道")

    def filters(self) -> tuple[Filter, ...]:
        return (
            Filter("", translate("Cashier", "全部")),
            Filter("on", translate("Cashier", "在菜单上")),
            Filter("sold", translate("Cashier", "沽清")),
            Filter("off", translate("Cashier", "已下架")),
        )

    def shelf(self) -> Shelf:
        return Shelf("/v1/goods/order", DishesBody)

    # ── the list ────────────────────────────────────────────────────────────────────────────────

    def listed(self) -> Iterable[ListRow]:
        sight = self._around.sight()
        for category in sight.every_category:
            for dish in sight.every_dish:
                if dish.category_id == category.id:
                    yield self._row(dish, category.name)

    def _row(self, dish: GoodsRow, section: str) -> ListRow:
        status, icon, tone = _look(dish)
        stations = {x.id: x.name for x in self._around.sight().stations}
        where = phrases.listed(stations[x] for x in dish.station_ids if x in stations)
        price = f"{words.short(dish.price_fen)} / {dish.unit}"
        return ListRow(
            key=dish.id,
            title=dish.name,
            detail=" · ".join(x for x in (price, where) if x),
            status=status,
            icon=icon,
            tone=tone,
            section=section,
            filters=_passes(dish),
        )

    # ── the editor ──────────────────────────────────────────────────────────────────────────────

    def edit_new(self) -> Edit:
        title = translate("Cashier", "新菜")
        return Edit("", self._form(title, None, self._saver(None)))

    def edit_of(self, key: str) -> Edit | None:
        dish = self._dish(key)
        if dish is None:
            return None
        status, icon, tone = _look(dish)
        return Edit(
            key=dish.id,
            form=self._form(dish.name, dish, self._saver(dish)),
            facts=(Fact("state", translate("Cashier", "现在"), status, icon, tone),),
            acts=tuple(self._acts(dish)),
        )

    def _form(self, title: str, dish: GoodsRow | None, send: Send) -> Form:
        sight = self._around.sight()
        photo = self._address(dish.photo) if dish and dish.photo else ""
        fields = dish_form.fields_of(
            dish, sight.every_dish, sight.every_category, sight.stations, photo
        )
        word = translate("Cashier", "保存")
        return Form("dish", title, fields, word, send, check=dish_form.problems)

    def _acts(self, dish: GoodsRow) -> Iterable[Act]:
        if dish.sold_out:
            word = translate("Cashier", "恢复供应")
            yield Act("available", "check", word, send=self._available(dish))
        else:
            word = translate("Cashier", "沽清…")
            yield Act("soldOut", "forbid", word, opens=lambda: self._ask_sold_out(dish))
        word = translate("Cashier", "还剩几份…")
        yield Act("remaining", "sliders", word, opens=lambda: self._ask_remaining(dish))
        if dish.photo:
            word = translate("Cashier", "去掉照片")
            yield Act("dropPhoto", "cross", word, send=self._drop_photo(dish), is_held=True)

    # ── saving ──────────────────────────────────────────────────────────────────────────────────

    def _saver(self, dish: GoodsRow | None) -> Send:
        """One for each thing shown: what is asked again after no answer is the same dish."""
        core = self._around.core
        goods_id = dish.id if dish else new_id(core.now())
        ids: dict[str, str] = {}

        async def save(values: Values, key: str) -> str:
            made = iter(range(_LAST))

            def option_id() -> str:
                """The same for the same attempt: its body must not change with a repetition."""
                return ids.setdefault(f"{key}/{next(made)}", new_id(core.now()))

            known = dish.option_groups if dish else ()
            now = self._dish(goods_id)  # dragged since it was opened?
            position = now.position if now else self._next_position()
            body = dish_form.dish_of(values, known, position, option_id)
            path = f"/v1/goods/{quote(goods_id)}"
            saved = (await core.call("PUT", path, GoodsBody, body, key)).goods
            await self._save_photo(path, values.text(dish_form.PHOTO), key)
            if dish is None:
                self.choose_next(goods_id)
            return translate("Cashier", "{0} 已保存").format(saved.name)

        return save

    async def _save_photo(self, path: str, photo: str, key: str) -> None:
        """Only one that was chosen here: what came from the server is there already."""
        if photo.startswith("file:"):
            image = await asyncio.to_thread(pictures.shrunk, photo)
            body = PutPhoto(image)
            await self._around.core.call("PUT", f"{path}/photo", GoodsBody, body, f"{key}-photo")

    def _available(self, dish: GoodsRow) -> Send:
        async def send(_: Values, key: str) -> str:
            path = f"/v1/goods/{quote(dish.id)}/available"
            await self._around.core.call("POST", path, GoodsBody, None, key)
            return translate("Cashier", "{0} 恢复供应").format(dish.name)

        return send

    def _drop_photo(self, dish: GoodsRow) -> Send:
        async def send(_: Values, key: str) -> str:
            path = f"/v1/goods/{quote(dish.id)}/photo"
            await self._around.core.call("DELETE", path, GoodsBody, None, key)
            return translate("Cashier", "{0} 没有照片了").format(dish.name)

        return send

    def _ask_sold_out(self, dish: GoodsRow) -> None:
        async def send(values: Values, key: str) -> str:
            body = SoldOut("cancel" if values.text("waiting") == "cancel" else "keep")
            path = f"/v1/goods/{quote(dish.id)}/sold-out"
            await self._around.core.call("POST", path, GoodsBody, body, key)
            return translate("Cashier", "{0} 今日售罄").format(dish.name)

        keep = Option("keep", translate("Cashier", "照样做"))
        cancel = Option("cancel", translate("Cashier", "取消，并告诉客人"))
        label = translate("Cashier", "已经点了、还没开始做的")
        field = Field("waiting", FieldKind.CHOICE, label, "keep", options=(keep, cancel))
        title = translate("Cashier", "{0} 沽清").format(dish.name)
        self._around.ask(Form("soldOut", title, (field,), translate("Cashier", "沽清"), send))

    def _ask_remaining(self, dish: GoodsRow) -> None:
        async def send(values: Values, key: str) -> str:
            left = values.number("remaining") if values.text("remaining") else None
            path = f"/v1/goods/{quote(dish.id)}/remaining"
            await self._around.core.call("POST", path, GoodsBody, SetRemaining(left), key)
            if left is None:
                return translate("Cashier", "{0} 不再数份数").format(dish.name)
            return translate("Cashier", "{0} 还剩 {1}{2}").format(dish.name, left, dish.unit)

        held = "" if dish.remaining is None else str(dish.remaining)
        label = translate("Cashier", "还剩几份（空着就不数）")
        field = Field("remaining", FieldKind.NUMBER, label, held, optional=True, at_least=0,
                      at_most=_LAST, longest=4, unit=dish.unit)  # fmt: skip
        word = translate("Cashier", "保存")
        self._around.ask(Form("remaining", dish.name, (field,), word, send))

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _dish(self, key: str) -> GoodsRow | None:
        return next((x for x in self._around.sight().every_dish if x.id == key), None)

    def _next_position(self) -> int:
        return min(
            _LAST, max((x.position for x in self._around.sight().every_dish), default=-1) + 1
        )

    def _address(self, path: str) -> str:
        identity = self._around.core.identity
        return urljoin(identity.server_url, path) if identity is not None else ""

    pictures = Property(QObject, lambda self: self._pictures, constant=True)


def _look(dish: GoodsRow) -> tuple[str, str, str]:
    if not dish.on_menu:
        return translate("Cashier", "已下架"), "forbid", "off"
    if dish.sold_out:
        return translate("Cashier", "今日售罄"), "stripe", "bad"
    if dish.remaining is not None:
        left = translate("Cashier", "仅剩 {0}{1}").format(dish.remaining, dish.unit)
        return left, "hourglass", "warn"
    if dish.is_signature:
        return translate("Cashier", "招牌"), "star", "info"
    return translate("Cashier", "供应中"), "check", "ok"


def _passes(dish: GoodsRow) -> tuple[str, ...]:
    if not dish.on_menu:
        return ("off",)
    return ("on", "sold") if dish.sold_out else ("on",)
