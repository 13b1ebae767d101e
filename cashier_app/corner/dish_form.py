"""A dish as fields to fill in, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from cashier_app.corner import options_text
from cashier_app.corner.options_text import Unreadable
from cashier_app.form import Field, FieldKind, Option, Values
from cashier_app.words import translate
from common.domain.money import yuan_text
from common.domain.rows import CategoryRow, GoodsRow, OptionGroup, StationRow
from common.wire.menu import PutGoods

_K = FieldKind
# GB 7718 names these eight; a menu's own words come first.
_USUAL_ALLERGENS: Final = ("麸质", "甲壳类", "鱼", "鸡蛋", "花生", "大豆", "奶", "坚果")
_USUAL_UNITS: Final = ("份", "碗", "笼", "盘", "例", "只", "杯", "瓶", "壶")
_MOST_MINUTES: Final = 240
PHOTO: Final = "photo"


def fields_of(
    dish: GoodsRow | None,
    menu: Sequence[GoodsRow],
    categories: Sequence[CategoryRow],
    stations: Sequence[StationRow],
    photo: str,
) -> tuple[Field, ...]:
    """`dish` None: a new one. `photo`: where its picture is read from, or nothing."""
    first = categories[0].id if categories else ""
    return (
        Field("name", _K.TEXT, translate("Cashier", "菜名"), dish.name if dish else "", longest=40),
        Field("price", _K.AMOUNT, translate("Cashier", "价格"), _price(dish), wire="price_fen"),
        Field("unit", _K.TEXT, translate("Cashier", "单位"), dish.unit if dish else "份",
              longest=8, options=_plain(_used((x.unit for x in menu), _USUAL_UNITS))),
        Field("category", _K.CHOICE, translate("Cashier", "分类"),
              dish.category_id if dish else first, wire="category_id",
              options=tuple(Option(x.id, x.name) for x in categories)),
        Field("stations", _K.CHOICE, translate("Cashier", "在哪个档口做（可选几个）"),
              ",".join(dish.station_ids) if dish else "", wire="station_ids", many=True,
              optional=True, options=tuple(Option(x.id, x.name) for x in stations),
              hint=translate("Cashier", "还没有档口，先在 档口 页加一个")),
        Field("minutes", _K.NUMBER, translate("Cashier", "承诺多久做好（空着按门店的）"),
              str(dish.target_minutes) if dish and dish.target_minutes else "",
              wire="target_minutes", optional=True, at_most=_MOST_MINUTES, longest=3,
              unit=translate("Cashier", "分")),
        Field("allergens", _K.CHOICE, translate("Cashier", "过敏原"),
              ",".join(dish.allergens) if dish else "", many=True, optional=True,
              options=_plain(_used((y for x in menu for y in x.allergens), _USUAL_ALLERGENS))),
        Field("options", _K.LONG, translate("Cashier", "口味与加料（一行一组）"),
              options_text.text_of(dish.option_groups) if dish else "", wire="option_groups",
              optional=True, longest=2000,
              hint=translate("Cashier", "辣度 选1：不辣、微辣、特辣")),
        Field("description", _K.LONG, translate("Cashier", "介绍（可不填）"),
              dish.description if dish else "", optional=True, longest=120),
        Field(PHOTO, _K.IMAGE, translate("Cashier", "照片"), photo, wire="image", optional=True),
        Field("glyph", _K.TEXT, translate("Cashier", "没有照片时显示的字"),
              dish.glyph if dish else "", optional=True, longest=1),
        Field("signature", _K.SWITCH, translate("Cashier", "招牌菜"),
              "1" if dish and dish.is_signature else "", wire="is_signature"),
        Field("on_menu", _K.SWITCH, translate("Cashier", "在菜单上"),
              "1" if dish is None or dish.on_menu else ""),
    )  # fmt: skip


def dish_of(
    values: Values, known: Sequence[OptionGroup], position: int, new_id: Callable[[], str]
) -> PutGoods:
    """What is saved. Raises Unreadable of the options (`problems` has said so before)."""
    return PutGoods(
        category_id=values.text("category"),
        name=values.text("name"),
        price_fen=values.fen("price"),
        unit=values.text("unit"),
        description=values.text("description"),
        glyph=values.text("glyph"),
        is_signature=values.is_on("signature"),
        target_minutes=values.number("minutes") or None,
        allergens=values.chosen("allergens"),
        option_groups=options_text.read(values.text("options"), known, new_id),
        station_ids=values.chosen("stations"),
        on_menu=values.is_on("on_menu"),
        position=position,
    )


def problems(values: Values) -> Mapping[str, str]:
    """What is wrong with which field, as far as it can be seen here."""
    try:
        options_text.read(values.text("options"), (), lambda: "")
    except Unreadable as error:
        return {"options": _explained(error)}
    return {}


def _explained(error: Unreadable) -> str:
    what = {
        "no_colon": translate("Cashier", "名称后面要有冒号"),
        "no_name": translate("Cashier", "少了一个名称"),
        "long_name": translate("Cashier", "“{0}” 太长，最多 20 个字"),
        "no_price": translate("Cashier", "“{0}” 的加价不是金额"),
        "twice": translate("Cashier", "“{0}” 写了两次"),
        "too_many": translate("Cashier", "太多了，最多到 {0}"),
        "cannot_choose": translate("Cashier", "“{0}” 没有那么多可选"),
    }[error.problem]
    return translate("Cashier", "第 {0} 行：{1}").format(error.line, what.format(error.about))


def _price(dish: GoodsRow | None) -> str:
    return yuan_text(dish.price_fen).removesuffix(".00") if dish else ""


def _used(own: Iterable[str], usual: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys([*own, *usual])


def _plain(words: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(x, x) for x in words)
