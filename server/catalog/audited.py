"""What the trail keeps of the menu: values as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from common.domain.audit import Values
from common.domain.money import yuan_text
from common.domain.rows import CategoryRow, GoodsRow, OptionGroup


def category(row: CategoryRow) -> Values:
    return {"name": row.name, "blurb": row.blurb, "tint": row.tint, "position": row.position}


def dish(row: GoodsRow, category_name: str, stations: Mapping[str, str]) -> Values:
    """`stations`: their names by id."""
    return {
        "name": row.name,
        "category": category_name,
        "price_fen": row.price_fen,
        "unit": row.unit,
        "stations": [stations[x] for x in row.station_ids if x in stations],
        "target_minutes": row.target_minutes,
        "allergens": list(row.allergens),
        "options": [_group(group) for group in row.option_groups],
        "description": row.description,
        "is_signature": row.is_signature,
        "on_menu": row.on_menu,
        "position": row.position,
    }


def _group(group: OptionGroup) -> str:
    """`辣度 1–1: 不辣, 加蛋 +3.00`."""
    options = (
        option.name + (f" +{yuan_text(option.extra_fen)}" if option.extra_fen else "")
        for option in group.options
    )
    return f"{group.name} {group.at_least}–{group.at_most}: {', '.join(options)}"
