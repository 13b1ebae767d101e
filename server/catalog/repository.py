"""The menu: statements in Core, rows out. Whether a dish is sold out is judged when it is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any, Final

import msgspec
from sqlalchemy import (
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from common.domain.business_day import business_day, day_ends_at
from common.domain.ids import CategoryId, GoodsId, ShopId
from common.domain.rows import CategoryRow, GoodsRow, OptionGroup
from server.catalog.models import Category, Goods, Photo
from server.catalog.photos import Photo as NewPhoto
from server.catalog.photos import path_of
from server.db.base import Base, add_new

Zone = Callable[[], tzinfo]
"""The shop's zone; only asked for when a dish was sold out."""


def _table_of(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


CATEGORIES: Final = _table_of(Category)
GOODS: Final = _table_of(Goods)
PHOTOS: Final = _table_of(Photo)
_JUDGED: Final = frozenset({"sold_out", "sold_out_until"})
_SET_APART: Final = frozenset({"remaining", "photo"})
_CATEGORY_FIELDS: Final = tuple(f.name for f in fields(CategoryRow))
_STORED: Final = tuple(f.name for f in fields(GoodsRow) if f.name not in _JUDGED)
_LISTS: Final[Mapping[str, msgspec.json.Decoder[Any]]] = {
    "allergens": msgspec.json.Decoder(tuple[str, ...]),
    "station_ids": msgspec.json.Decoder(tuple[str, ...]),
    "option_groups": msgspec.json.Decoder(tuple[OptionGroup, ...]),
}
"""Columns of JSON, read as the text that they are stored as. Any: each its own tuple."""
_GOODS_COLUMNS: Final = [
    *(type_coerce(GOODS.c[name], Text) if name in _LISTS else GOODS.c[name] for name in _STORED),
    GOODS.c.sold_out_at,
]

_ALL_CATEGORIES: Final = (
    select(*(CATEGORIES.c[name] for name in _CATEGORY_FIELDS))
    .where(CATEGORIES.c.shop_id == bindparam("shop_id"))
    .order_by(CATEGORIES.c.position, CATEGORIES.c.id)
)
_ALL_GOODS: Final = (
    select(*_GOODS_COLUMNS)
    .where(GOODS.c.shop_id == bindparam("shop_id"))
    .order_by(GOODS.c.position, GOODS.c.id)
)
# By their keys alone: asked for the shop too, SQLite would go through the shop's whole menu.
_SOME_GOODS: Final = select(GOODS.c.shop_id, *_GOODS_COLUMNS).where(
    GOODS.c.id.in_(bindparam("ids", expanding=True))
)

_MARKED: Final = select(GOODS.c.id, GOODS.c.sold_out_at).where(
    GOODS.c.shop_id == bindparam("shop_id"), GOODS.c.sold_out_at.is_not(None)
)


def load_menu(
    session: Session, shop_id: ShopId, at: datetime, zone: Zone
) -> tuple[list[CategoryRow], list[GoodsRow]]:
    """Everything that the menu stream's tables hold of the menu, as of `at` (UTC)."""
    categories = [
        CategoryRow(**row)
        for row in session.execute(_ALL_CATEGORIES, {"shop_id": shop_id}).mappings()
    ]
    found = session.execute(_ALL_GOODS, {"shop_id": shop_id})
    return categories, [_judged(row, at, zone) for row in found]


def dishes(
    session: Session, shop_id: ShopId, ids: Collection[GoodsId], at: datetime, zone: Zone
) -> dict[GoodsId, GoodsRow]:
    """The shop's dishes among `ids`."""
    if not ids:
        return {}
    found = session.execute(_SOME_GOODS, {"ids": sorted(ids)})
    own = (_judged(dish, at, zone) for of_shop, *dish in found if of_shop == shop_id)
    return {dish.id: dish for dish in own}


def sold_out_ended(
    session: Session, shop_id: ShopId, at: datetime, zone: Zone
) -> frozenset[GoodsId]:
    """Dishes that still bear the mark of a business day that is over."""
    marked = session.execute(_MARKED, {"shop_id": shop_id}).all()
    return frozenset(row.id for row in marked if _sold_out_until(row.sold_out_at, zone()) <= at)


def _sold_out_until(sold_out_at: datetime, zone: tzinfo) -> datetime:
    return day_ends_at(business_day(sold_out_at, zone), zone).astimezone(UTC)


def _judged(row: Sequence[Any], at: datetime, zone: Zone) -> GoodsRow:  # Any: the columns above
    *stored, sold_out_at = row
    dish = _unjudged(*stored)
    until = None
    if sold_out_at is not None:
        until = _sold_out_until(sold_out_at, zone())
        if until <= at:
            until = None  # available again since the business day ended, though nothing was written
    if until is None and dish.remaining != 0:
        return dish
    return replace(dish, sold_out=True, sold_out_until=until)


@lru_cache(maxsize=4096)
def _unjudged(*stored: Any) -> GoodsRow:
    """The row as a value, not sold out. Every order reads dishes, and they are mostly the same."""
    held: dict[str, Any] = dict(zip(_STORED, stored, strict=True))
    held |= {name: _LISTS[name].decode(held[name]) for name in _LISTS}
    return GoodsRow(**held, sold_out=False, sold_out_until=None)


# ── writing ──────────────────────────────────────────────────────────────────────────────────────

_TAKE: Final = (
    update(GOODS)
    .where(GOODS.c.id == bindparam("id_"), GOODS.c.remaining >= bindparam("count"))
    .values(remaining=GOODS.c.remaining - bindparam("count"), version=GOODS.c.version + 1)
)
_GIVE_BACK: Final = (
    update(GOODS)
    .where(GOODS.c.id == bindparam("id_"), GOODS.c.remaining.is_not(None))
    .values(remaining=GOODS.c.remaining + bindparam("count"), version=GOODS.c.version + 1)
)
_SET_SOLD_OUT: Final = (
    update(GOODS)
    .where(GOODS.c.id == bindparam("id_"))
    .values(sold_out_at=bindparam("at"), version=GOODS.c.version + 1)
)
_SET_REMAINING: Final = (
    update(GOODS)
    .where(GOODS.c.id == bindparam("id_"))
    .values(remaining=bindparam("count"), version=GOODS.c.version + 1)
)


def take(session: Session, goods_id: GoodsId, count: int) -> bool:
    """Count `remaining` down; False: fewer are left, or it is not counted."""
    return _rows(session, _TAKE, id_=goods_id, count=count) == 1


def give_back(session: Session, portions: Mapping[GoodsId, int]) -> None:
    """Dishes that are not counted (any more) stay so."""
    for goods_id, count in sorted(portions.items()):
        _rows(session, _GIVE_BACK, id_=goods_id, count=count)


def set_sold_out(session: Session, goods_id: GoodsId, at: datetime | None) -> None:
    _rows(session, _SET_SOLD_OUT, id_=goods_id, at=at)


def set_remaining(session: Session, goods_id: GoodsId, count: int | None) -> None:
    _rows(session, _SET_REMAINING, id_=goods_id, count=count)


def put_category(session: Session, shop_id: ShopId, row: CategoryRow) -> None:
    """`version` 1 is a new one."""
    values = {name: getattr(row, name) for name in _CATEGORY_FIELDS} | {"shop_id": shop_id}
    _put(session, CATEGORIES, row.id, row.version, values)


def put_goods(session: Session, shop_id: ShopId, row: GoodsRow) -> None:
    """`version` 1 is a new one. What orders, the kitchen and the photo's route set is left as it is."""
    left = frozenset() if row.version == 1 else _SET_APART
    values = {name: getattr(row, name) for name in _STORED if name not in left}
    values["shop_id"] = shop_id
    _put(session, GOODS, row.id, row.version, values)


def _put(
    session: Session, table: Table, row_id: str, version: int, values: dict[str, object]
) -> None:
    if version == 1:
        session.execute(insert(table).values(values))
    else:
        session.execute(update(table).where(table.c.id == row_id).values(values))


def category_exists(session: Session, shop_id: ShopId, category_id: CategoryId) -> bool:
    found = session.scalar(
        select(func.count())
        .select_from(CATEGORIES)
        .where(CATEGORIES.c.shop_id == shop_id, CATEGORIES.c.id == category_id)
    )
    return bool(found)


_SET_POSITION: Final = {
    table: update(table)
    .where(table.c.id == bindparam("id_"))
    .values(position=bindparam("place"), version=table.c.version + 1)
    for table in (CATEGORIES, GOODS)
}
_SET_PHOTO: Final = (
    update(GOODS)
    .where(GOODS.c.id == bindparam("id_"))
    .values(photo=bindparam("path"), version=GOODS.c.version + 1)
)


def set_position(session: Session, table: Table, row_id: str, place: int) -> None:
    _rows(session, _SET_POSITION[table], id_=row_id, place=place)


def set_photo(session: Session, goods_id: GoodsId, path: str | None) -> None:
    _rows(session, _SET_PHOTO, id_=goods_id, path=path)


def drop_category(session: Session, category_id: CategoryId) -> None:
    session.execute(delete(CATEGORIES).where(CATEGORIES.c.id == category_id))


def is_used(session: Session, category_id: CategoryId) -> bool:
    """Whether a dish stands in it, on the menu or not."""
    found = session.scalar(select(GOODS.c.id).where(GOODS.c.category_id == category_id).limit(1))
    return found is not None


# ── photos ───────────────────────────────────────────────────────────────────────────────────────

_TOUCH_PHOTO: Final = (
    update(PHOTOS).where(PHOTOS.c.id == bindparam("id_")).values(put_at=bindparam("at"))
)
_PHOTO: Final = select(PHOTOS.c.body).where(PHOTOS.c.id == bindparam("id_"))


def keep_photo(session: Session, photo: NewPhoto, at: datetime) -> None:
    """Store it, or note that it was put again: it is not cleared away for a day from then."""
    row = {"id": photo.id, "body": photo.body, "width": photo.width, "height": photo.height}
    if not add_new(session, PHOTOS, {**row, "put_at": at}):
        _rows(session, _TOUCH_PHOTO, id_=photo.id, at=at)


def photo(session: Session, photo_id: str) -> bytes | None:
    found: bytes | None = session.scalar(_PHOTO, {"id_": photo_id})
    return found


def drop_unshown_photos(session: Session, before: datetime) -> int:
    """Remove what was put before that time and no dish shows; gives how many."""
    shown = select(GOODS.c.id).where(GOODS.c.photo == path_of(PHOTOS.c.id)).exists()
    return _rows(session, delete(PHOTOS).where(PHOTOS.c.put_at < before, ~shown))


def is_known(session: Session, table: Table, row_id: str) -> bool:
    """Whether anybody's row has that id."""
    return session.scalar(select(table.c.id).where(table.c.id == row_id)) is not None


def _rows(session: Session, statement: Any, **params: object) -> int:
    # Any: updates of several tables
    count: int = session.execute(statement, params).rowcount  # type: ignore[attr-defined]  # a CursorResult
    return count
