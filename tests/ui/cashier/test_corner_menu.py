"""店长页: the menu is written, arranged and illustrated."""

import io
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from common.domain.ids import CategoryId, Fen, GoodsId
from common.domain.rows import CategoryRow, GoodsRow
from common.wire.answers import GoodsBody
from common.wire.menu import (
    CategoryBody,
    CategoryDropped,
    PutCategory,
    PutGoods,
    PutPhoto,
    SetRemaining,
)
from common.wire.requests import SoldOut
from tests.support.menu_rows import a_category, a_dish
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import an_evening


def a_dish_of(desk: Desk, name: str) -> GoodsRow:
    held = (x for x in desk.core.tables()["goods"].values() if isinstance(x, GoodsRow))
    return next(x for x in held if x.name == name)


def tell(desk: Desk, **over: object) -> GoodsBody:
    """The server stores a dish and tells every desk."""
    held = desk.core.tables()["goods"].get(str(over["id"]))
    version = held.version + 1 if isinstance(held, GoodsRow) else 1
    base = held if isinstance(held, GoodsRow) else a_dish("新菜", a_category("新"))
    fields = {name: getattr(base, name) for name in GoodsRow.__dataclass_fields__}
    row = GoodsRow(**{**fields, **over, "version": version})
    desk.core.server_says("menu.changed", goods=[row])
    return GoodsBody(row, [])


def put(desk: Desk, goods_id: str, body: object) -> GoodsBody:
    assert isinstance(body, PutGoods)
    return tell(desk, id=GoodsId(goods_id), name=body.name, unit=body.unit,
                price_fen=Fen(body.price_fen), category_id=CategoryId(body.category_id),
                on_menu=body.on_menu)  # fmt: skip


class Menu(dict[str, Callable[[object], object]]):
    """Routes of the menu: whatever dish is named, a new one too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.core.routes)
        self._desk = desk

    def __contains__(self, path: object) -> bool:
        return super().__contains__(path) or str(path).startswith("/v1/goods/")

    def __missing__(self, path: str) -> Callable[[object], object]:
        _, _, _, goods_id, *rest = path.split("/")
        routes: dict[tuple[str, ...], Callable[[object], object]] = {
            (): partial(put, self._desk, goods_id),
            ("photo",): lambda _: tell(self._desk, id=goods_id),
            ("sold-out",): lambda _: tell(self._desk, id=goods_id, sold_out=True),
            ("available",): lambda _: tell(self._desk, id=goods_id, sold_out=False),
            ("remaining",): lambda body: tell(self._desk, id=goods_id, remaining=_left(body)),
        }
        return routes[tuple(rest)]


def _left(body: object) -> int | None:
    assert isinstance(body, SetRemaining)
    return body.remaining


async def on_the_menus_page(open_desk: OpenDesk, page: str = "dishes") -> Desk:
    desk = open_desk(an_evening())
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    desk.core.routes = Menu(desk)
    await desk.key("Ctrl+,")
    await desk.tap(f"page-{page}")
    return desk


async def test_a_price_is_changed_with_the_keyboard_alone(open_desk: OpenDesk) -> None:
    desk = await on_the_menus_page(open_desk)
    await desk.key("F1")
    await desk.type("水饺")
    await desk.key("Return")
    await desk.reads("editorTitle", "手工水饺")
    await desk.key("Tab")
    await desk.type("32")
    await desk.key("Ctrl+S")
    await desk.reads("toast", "手工水饺 已保存")
    ((method, path, body),) = desk.core.asked
    assert (method, path) == ("PUT", f"/v1/goods/{a_dish_of(desk, '手工水饺').id}")
    assert isinstance(body, PutGoods)
    assert (body.name, body.price_fen, body.on_menu) == ("手工水饺", 3200, True)


async def test_a_new_dish_is_shown_once_it_is_there(open_desk: OpenDesk) -> None:
    desk = await on_the_menus_page(open_desk)
    await desk.key("Ctrl+N")
    await desk.type("葱油面")
    await desk.tap("field-price")
    await desk.type("18")
    await desk.tap("save")
    await desk.reads("editorTitle", "葱油面")
    assert a_dish_of(desk, "葱油面").price_fen == 1800


async def test_options_are_typed_a_line_a_group_and_a_wrong_line_is_named(
    open_desk: OpenDesk,
) -> None:
    desk = await on_the_menus_page(open_desk)
    await desk.tap(f"row-{a_dish_of(desk, '手工水饺').id}")
    await desk.bring("field-options")
    await desk.tap("field-options")
    await desk.key("Ctrl+A")
    await desk.type("馅 选1：猪肉白菜、三鲜+2\n加料：加蛋+三")
    await desk.reads("wrong-options", "第 2 行：“加蛋+三” 的加价不是金额")
    assert not desk.can_tap("save")
    await desk.key("Ctrl+A")
    await desk.type("馅 选1：猪肉白菜、三鲜+2")
    await desk.tap("save")
    await desk.reads("toast", "已保存")
    body = desk.core.asked[-1][2]
    assert isinstance(body, PutGoods)
    (group,) = body.option_groups
    assert [(x.name, x.extra_fen) for x in group.options] == [("猪肉白菜", 0), ("三鲜", 200)]


async def test_a_photo_is_chosen_from_this_machine_and_sent_small(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "Pictures" / "菜").mkdir(parents=True)
    Image.new("RGB", (3000, 2000), "tomato").save(tmp_path / "Pictures" / "菜" / "水饺.jpg")
    monkeypatch.setenv("HOME", str(tmp_path))
    desk = await on_the_menus_page(open_desk)
    await desk.tap(f"row-{a_dish_of(desk, '手工水饺').id}")
    await desk.bring("field-photoImage")
    await desk.tap("field-photoImage")
    await desk.tap("picture-水饺.jpg")
    await desk.wait_gone("pictureGrid")
    await desk.tap("save")
    await desk.reads("toast", "已保存")
    (_, first, _), (_, second, body) = desk.core.asked
    assert second == f"{first}/photo"
    assert isinstance(body, PutPhoto)
    sent = Image.open(io.BytesIO(body.image))
    assert (sent.format, sent.size) == ("JPEG", (960, 640))


async def test_a_file_that_is_no_photo_is_not_offered_and_not_taken(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words = tmp_path / "Pictures" / "words.jpg"
    words.parent.mkdir()
    words.write_text("no picture", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    desk = await on_the_menus_page(open_desk)
    await desk.tap(f"row-{a_dish_of(desk, '手工水饺').id}")
    await desk.bring("field-photoImage")
    await desk.tap("field-photoImage")
    await desk.reads("picturesLook", "重新找")
    assert not desk.sees("picture-words.jpg")
    pictures = desk.items("pictures")[0].property("pictures")
    pictures.choose(words.as_uri())  # what dropping it does
    await desk.reads("pictureWrong", "不是照片")
    await desk.key("Esc")
    await desk.wait_gone("pictureGrid")
    assert desk.core.asked == []


async def test_sold_out_asks_what_becomes_of_what_is_ordered(open_desk: OpenDesk) -> None:
    desk = await on_the_menus_page(open_desk)
    await desk.tap(f"row-{a_dish_of(desk, '手工水饺').id}")
    await desk.bring("act-soldOut")
    await desk.tap("act-soldOut")
    await desk.tap("option-cancel")
    await desk.tap("formConfirm")
    await desk.reads("toast", "手工水饺 今日售罄")
    assert desk.core.asked[-1][2] == SoldOut("cancel")
    await desk.bring("act-available")
    await desk.tap("act-available")
    await desk.reads("toast", "手工水饺 恢复供应")


async def test_only_an_empty_category_can_be_taken_away(open_desk: OpenDesk) -> None:
    desk = await on_the_menus_page(open_desk, "categories")
    empty = a_category("时令", position=99)
    desk.core.server_says("menu.changed", categories=[empty])
    used = a_dish_of(desk, "手工水饺").category_id
    await desk.tap(f"row-{used}")
    assert not desk.sees("hold-drop")
    await desk.tap(f"row-{empty.id}")

    def dropped(_: object) -> CategoryDropped:
        desk.core.server_drops(categories=[empty.id])
        return CategoryDropped(empty.id)

    desk.core.routes[f"/v1/categories/{empty.id}"] = dropped
    await desk.hold("hold-drop", lambda: "已删除" in desk.read("toast"))
    await desk.wait_gone(f"row-{empty.id}")


async def test_a_category_is_renamed(open_desk: OpenDesk) -> None:
    desk = await on_the_menus_page(open_desk, "categories")
    row = next(x for x in desk.core.tables()["categories"].values() if isinstance(x, CategoryRow))

    def renamed(body: object) -> CategoryBody:
        assert isinstance(body, PutCategory)
        stored = CategoryRow(row.id, body.name, body.blurb, body.tint, body.position, 2)
        desk.core.server_says("menu.changed", categories=[stored])
        return CategoryBody(stored)

    desk.core.routes[f"/v1/categories/{row.id}"] = renamed
    await desk.tap(f"row-{row.id}")
    await desk.type("面点与主食")
    await desk.tap("option-3")
    await desk.tap("save")
    await desk.reads("editorTitle", "面点与主食")
    assert desk.core.asked[-1][2] == PutCategory("面点与主食", row.blurb, 3, row.position)


async def test_without_the_server_the_menu_is_read_and_not_written(open_desk: OpenDesk) -> None:
    desk = await on_the_menus_page(open_desk)
    desk.core.go_offline()
    await desk.pass_time(timedelta(seconds=30))
    await desk.tap(f"row-{a_dish_of(desk, '手工水饺').id}")
    await desk.type("水饺")
    await desk.reads("editorProblem", "只能看，不能改")
    assert not desk.can_tap("save")
