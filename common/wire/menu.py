"""Bodies of the routes with which a manager writes the menu."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from common.domain.rows import CategoryRow, GoodsRow
from common.wire.answers import Positions
from common.wire.requests import Allergy, Id

Fen = Annotated[int, Meta(ge=0, le=10_000_000)]
Portions = Annotated[int, Meta(ge=0, le=9_999)]


class _Body(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    pass


class PutCategory(_Body):
    name: Annotated[str, Meta(min_length=1, max_length=20)]
    blurb: Annotated[str, Meta(max_length=60)] = ""
    tint: Annotated[int, Meta(ge=1, le=5)] = 1
    position: Annotated[int, Meta(ge=0, le=9_999)] = 0


class PutOption(_Body):
    """`id`: given so that orders and menus of other days mean the same choice."""

    id: Id
    name: Annotated[str, Meta(min_length=1, max_length=20)]
    extra_fen: Fen = 0


class PutOptionGroup(_Body):
    """Choose `at_least`–`at_most` of these."""

    name: Annotated[str, Meta(min_length=1, max_length=20)]
    options: Annotated[list[PutOption], Meta(min_length=1, max_length=20)]
    at_least: Annotated[int, Meta(ge=0, le=20)] = 0
    at_most: Annotated[int, Meta(ge=1, le=20)] = 1


class PutGoods(_Body):
    """A dish as it stands on the menu. `target_minutes` null: the shop's default. `remaining` (null:
    not counted) is what a new dish begins with; of one that is there it is left as it is, as orders
    count it down while somebody edits. Its photo has a route of its own."""

    category_id: Id
    name: Annotated[str, Meta(min_length=1, max_length=40)]
    price_fen: Fen
    unit: Annotated[str, Meta(min_length=1, max_length=8)] = "份"
    description: Annotated[str, Meta(max_length=120)] = ""
    glyph: Annotated[str, Meta(max_length=1)] = ""
    is_signature: bool = False
    target_minutes: Annotated[int, Meta(ge=1, le=240)] | None = None
    allergens: Annotated[list[Allergy], Meta(max_length=20)] = []
    option_groups: Annotated[list[PutOptionGroup], Meta(max_length=10)] = []
    station_ids: Annotated[list[Id], Meta(max_length=20)] = []
    remaining: Portions | None = None
    on_menu: bool = True
    position: Annotated[int, Meta(ge=0, le=9_999)] = 0


class SetRemaining(_Body):
    remaining: Portions | None


class PutPhoto(_Body):
    """`image`: a JPEG, PNG or WebP, in Base64."""

    image: Annotated[bytes, Meta(min_length=1, max_length=750_000)]


class CategoryBody(msgspec.Struct):
    category: CategoryRow
    positions: Positions = {}


class CategoriesBody(msgspec.Struct):
    categories: list[CategoryRow]
    positions: Positions = {}


class DishesBody(msgspec.Struct):
    goods: list[GoodsRow]
    positions: Positions = {}


class CategoryDropped(msgspec.Struct):
    id: str
    positions: Positions = {}
