"""Builders of what a menu is made of: a shop, its categories, dishes and their options."""

from __future__ import annotations

from typing import Any

from common.domain.ids import BrandId, CategoryId, Fen, GoodsId, OptionId, StationId
from common.domain.rows import CategoryRow, GoodsRow, Option, OptionGroup, ShopRow, StationRow
from tests.support.rows import EVENING, SHOP, an_id


def a_shop(**over: Any) -> ShopRow:  # Any: fields of the row
    """Open, without a closing time, four minutes from kitchen to room."""
    fields: dict[str, Any] = {
        "id": SHOP,
        "brand_id": BrandId(an_id()),
        "name": "云麓汤泉",
        "zone": "Asia/Shanghai",
        "phone": "021-5555 0188",
        "is_open": True,
        "closed_reason": "",
        "next_change_at": None,
        "judged_at": EVENING,
        "hours_text": "每天 10:00–次日 04:00",
        "default_target_minutes": 15,
        "delivery_minutes": 4,
        "collect_hint": "请到 2 楼取餐口",
        "pad_calls": ("呼叫服务员", "加餐具", "送热水", "要发票", "打扫房间", "结账"),
        "version": 1,
    }
    return ShopRow(**(fields | over))


def a_category(name: str, **over: Any) -> CategoryRow:
    fields: dict[str, Any] = {
        "id": CategoryId(an_id()),
        "name": name,
        "blurb": "",
        "tint": 1,
        "position": 0,
        "version": 1,
    }
    return CategoryRow(**(fields | over))


def a_dish(name: str, category: CategoryRow, **over: Any) -> GoodsRow:
    fields: dict[str, Any] = {
        "id": GoodsId(an_id()),
        "category_id": category.id,
        "name": name,
        "unit": "份",
        "price_fen": Fen(2800),
        "description": "",
        "glyph": name[-1],
        "photo": None,
        "is_signature": False,
        "target_minutes": None,
        "allergens": (),
        "option_groups": (),
        "station_ids": (),
        "remaining": None,
        "sold_out": False,
        "sold_out_until": None,
        "on_menu": True,
        "position": 0,
        "version": 1,
    }
    return GoodsRow(**(fields | over))


def a_group(
    name: str, *options: str | tuple[str, int], at_least: int = 0, at_most: int = 1
) -> OptionGroup:
    """Options by name, or by name and what they cost more (fen)."""
    pairs = [(each, 0) if isinstance(each, str) else each for each in options]
    made = tuple(Option(OptionId(an_id()), text, Fen(extra)) for text, extra in pairs)
    return OptionGroup(name, at_least, at_most, made)


def a_station(name: str, position: int = 0) -> StationRow:
    return StationRow(StationId(an_id()), name, position, 1)
