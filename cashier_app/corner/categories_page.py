"""Categories of the menu: their names, colours and order."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from cashier_app.corner.arranging import Shelf
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Option, Send, Values
from cashier_app.words import translate
from common.client.ids import new_id
from common.domain.rows import CategoryRow
from common.wire.menu import (
    CategoriesBody,
    CategoryBody,
    CategoryDropped,
    PutCategory,
)

_K = FieldKind
_TINTS = range(1, 6)


class CategoriesPage(ListPage):
    def word_new(self) -> str:
        return translate("Cashier", "加分类")

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "还没有分类"), translate("Cashier", "先加一个，菜要放在里面")

    def shelf(self) -> Shelf:
        return Shelf("/v1/categories/order", CategoriesBody)

    def listed(self) -> Iterable[ListRow]:
        return [self._row(row) for row in self._around.sight().every_category]

    def _row(self, row: CategoryRow) -> ListRow:
        shown, off = self._dishes(row)
        count = translate("Cashier", "{0} 道菜").format(shown)
        if off:
            count += translate("Cashier", "，另有 {0} 道已下架").format(off)
        return ListRow(key=row.id, title=row.name, detail=row.blurb, note=count)

    def edit_new(self) -> Edit:
        every = self._around.sight().every_category
        tint = len(every) % len(_TINTS) + 1
        category_id = new_id(self._around.core.now())
        position = max((x.position for x in every), default=-1) + 1
        send = self._saver(category_id, position)
        title = translate("Cashier", "新分类")
        return Edit("", self._form(title, "", "", tint, send))

    def edit_of(self, key: str) -> Edit | None:
        row = next((x for x in self._around.sight().every_category if x.id == key), None)
        if row is None:
            return None
        shown, off = self._dishes(row)
        label = translate("Cashier", "里面的菜")
        dishes = translate("Cashier", "{0} 道在菜单上，{1} 道已下架").format(shown, off)
        return Edit(
            key=row.id,
            form=self._form(
                row.name, row.name, row.blurb, row.tint, self._saver(row.id, row.position)
            ),
            facts=(Fact("dishes", label, dishes),),
            acts=tuple(self._acts(row, is_empty=not shown + off)),
        )

    def _form(self, title: str, name: str, blurb: str, tint: int, send: Send) -> Form:
        colours = (
            translate("Cashier", "麦黄"),
            translate("Cashier", "松绿"),
            translate("Cashier", "陶红"),
            translate("Cashier", "石青"),
            translate("Cashier", "茶褐"),
        )
        fields = (
            Field("name", _K.TEXT, translate("Cashier", "名称"), name, longest=20),
            Field("blurb", _K.TEXT, translate("Cashier", "一句介绍（可不填）"), blurb,
                  optional=True, longest=60),
            Field("tint", _K.CHOICE, translate("Cashier", "没有照片时的底色"), str(tint),
                  options=tuple(
                      Option(str(x), colour) for x, colour in zip(_TINTS, colours, strict=True)
                  )),
        )  # fmt: skip
        return Form("category", title, fields, translate("Cashier", "保存"), send)

    def _acts(self, row: CategoryRow, *, is_empty: bool) -> Iterable[Act]:
        if is_empty:
            word = translate("Cashier", "删除")
            yield Act("drop", "cross", word, send=self._drop(row), is_held=True, is_danger=True)

    def _saver(self, category_id: str, position: int) -> Send:
        async def save(values: Values, key: str) -> str:
            every = self._around.sight().every_category
            now = next((x.position for x in every if x.id == category_id), position)
            body = PutCategory(
                values.text("name"), values.text("blurb"), values.number("tint"), now
            )
            path = f"/v1/categories/{quote(category_id)}"
            answer = await self._around.core.call("PUT", path, CategoryBody, body, key)
            self.choose_next(category_id)
            return translate("Cashier", "{0} 已保存").format(answer.category.name)

        return save

    def _drop(self, row: CategoryRow) -> Send:
        async def send(_: Values, key: str) -> str:
            path = f"/v1/categories/{quote(row.id)}"
            await self._around.core.call("DELETE", path, CategoryDropped, None, key)
            return translate("Cashier", "{0} 已删除").format(row.name)

        return send

    def _dishes(self, row: CategoryRow) -> tuple[int, int]:
        """On the menu, and taken off it."""
        held = [x.on_menu for x in self._around.sight().every_dish if x.category_id == row.id]
        return sum(held), len(held) - sum(held)
