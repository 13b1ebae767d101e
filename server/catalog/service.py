"""The menu: what the kitchen takes from it, and what the manager writes on it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Table

from common.domain import streams
from common.domain.arranging import rearranged
from common.domain.audit import Subject, Values
from common.domain.errors import Invalid, NotFound, Refused
from common.domain.ids import CategoryId, GoodsId, StationId
from common.domain.roles import Actor, Permission
from common.domain.rows import CategoryRow, GoodsRow
from common.wire.events import EventBody, EventKind, Rows
from server.catalog import audited, repository
from server.catalog.photos import Photo, path_of
from server.catalog.ports import Venue
from server.db import audit
from server.db.unit import Unit

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(slots=True)
class Catalog:
    """The menu of the actor's shop. Every change is published to its `menu` stream at once."""

    unit: Unit
    actor: Actor
    venue: Venue

    def dishes(self, goods_ids: Collection[GoodsId]) -> dict[GoodsId, GoodsRow]:
        session = self.unit.session
        return repository.dishes(
            session, self.actor.shop_id, goods_ids, self.unit.now, self.venue.zone
        )

    def cooked_at(self, station_id: StationId) -> list[str]:
        """Names of the dishes of a station, off the menu or on it."""
        return [dish.name for dish in self._menu()[1] if station_id in dish.station_ids]

    # ── what the kitchen takes ──────────────────────────────────────────────────────────────────

    def take(self, portions: Mapping[GoodsId, int]) -> None:
        """Count `remaining` down; raises Refused `goods.sold_out` naming which are short."""
        short = [
            goods_id
            for goods_id, count in sorted(portions.items())
            if not repository.take(self.unit.session, goods_id, count)
        ]
        if short:
            known = self.dishes(short)
            named = [
                {"goods_id": dish.id, "name": dish.name, "remaining": dish.remaining}
                for dish in known.values()
            ]
            raise Refused("goods.sold_out", {"goods": named})
        self._publish(portions)

    def give_back(self, portions: Mapping[GoodsId, int]) -> None:
        repository.give_back(self.unit.session, portions)
        self._publish(portions)

    def set_sold_out(self, goods_id: GoodsId, at: datetime | None) -> GoodsRow:
        dish = self._dish(goods_id)
        is_marked = dish.sold_out_until is not None
        if is_marked == (at is not None) and not (at is None and dish.remaining == 0):
            return dish
        repository.set_sold_out(self.unit.session, goods_id, at)
        if at is None and dish.remaining == 0:
            # Somebody says that there is more: how many is not known any longer.
            repository.set_remaining(self.unit.session, goods_id, None)
        return self._publish([goods_id])[0]

    def end_sold_out(self) -> None:
        """Tell the screens of dishes whose sold-out mark ended with its business day."""
        session, shop_id = self.unit.session, self.actor.shop_id
        over = repository.sold_out_ended(session, shop_id, self.unit.now, self.venue.zone)
        for goods_id in over:
            repository.set_sold_out(session, goods_id, None)
        if over:
            self._publish(over)

    # ── what the manager writes ─────────────────────────────────────────────────────────────────

    def put_category(self, row: CategoryRow) -> CategoryRow:
        """Add or replace it; `row.version` is ignored. Raises Invalid `id.invalid`, Refused `id.taken`."""
        self.actor.require(Permission.MANAGE)
        _check_id(row.id)
        session, shop_id = self.unit.session, self.actor.shop_id
        held = {x.id: x for x in self._menu()[0]}.get(row.id)
        if held is None and repository.is_known(session, repository.CATEGORIES, row.id):
            raise Refused("id.taken", {"ids": [row.id]})
        stored = replace(row, version=1 if held is None else held.version + 1)
        repository.put_category(session, shop_id, stored)
        before = None if held is None else audited.category(held)
        self._note(Subject.CATEGORY, stored, before, audited.category(stored))
        self._emit(Rows(categories=(stored,)))
        return stored

    def put_goods(self, row: GoodsRow) -> GoodsRow:
        """Add or replace a dish; `row.version` and its sold-out mark are ignored, and of a dish that
        is there its photo and what remains of it.

        Raises Invalid `category.unknown`, `station.unknown`, `option.invalid`, `id.invalid`, Refused
        `id.taken`.
        """
        self.actor.require(Permission.MANAGE)
        _check_id(row.id)
        _check_options(row)
        # A dish that is cooked at no screen's station would be seen by nobody.
        if set(row.station_ids) - self.venue.station_names(row.station_ids).keys():
            raise Invalid("station.unknown", "$.station_ids")
        session, shop_id = self.unit.session, self.actor.shop_id
        if not repository.category_exists(session, shop_id, CategoryId(row.category_id)):
            raise Invalid("category.unknown", "$.category_id")
        held = self.dishes([row.id]).get(row.id)
        if held is None and repository.is_known(session, repository.GOODS, row.id):
            raise Refused("id.taken", {"ids": [row.id]})
        stored = replace(row, version=1 if held is None else held.version + 1)
        before = None if held is None else self._kept(held)
        repository.put_goods(session, shop_id, stored)
        self._note(Subject.GOODS, stored, before, self._kept(stored))
        return self._publish([row.id])[0]

    def set_remaining(self, goods_id: GoodsId, count: int | None) -> GoodsRow:
        """How many portions are left; None: not counted."""
        self.actor.require(Permission.SOLD_OUT)
        self._dish(goods_id)
        repository.set_remaining(self.unit.session, goods_id, count)
        return self._publish([goods_id])[0]

    def drop_category(self, category_id: CategoryId) -> None:
        """Take away an empty one. Raises NotFound `category.unknown`, Refused `category.in_use`."""
        self.actor.require(Permission.MANAGE)
        held = self._category(category_id)
        if repository.is_used(self.unit.session, category_id):
            raise Refused("category.in_use", {"category_id": category_id})
        repository.drop_category(self.unit.session, category_id)
        self._note(Subject.CATEGORY, held, audited.category(held), None)
        self._emit(Rows(), drop={"categories": (category_id,)})

    def order_categories(self, ids: Sequence[str]) -> list[CategoryRow]:
        """Let them stand in this order. Raises NotFound `category.unknown`, Invalid `order.twice`."""
        self.actor.require(Permission.MANAGE)
        held = self._menu()[0]
        self._place(
            repository.CATEGORIES, "category.unknown", ids, {x.id: x.position for x in held}
        )
        rows = self._menu()[0]
        self._emit(Rows(categories=tuple(rows)))
        return rows

    def order_goods(self, ids: Sequence[str]) -> list[GoodsRow]:
        """The same for dishes, of one category or several."""
        self.actor.require(Permission.MANAGE)
        held: dict[str, int] = {x.id: x.position for x in self._menu()[1]}
        moved = self._place(repository.GOODS, "goods.unknown", ids, held)
        return self._publish(moved)

    def set_photo(self, goods_id: GoodsId, photo: Photo) -> GoodsRow:
        """Let the dish be shown by it. Raises NotFound `goods.unknown`."""
        self.actor.require(Permission.MANAGE)
        dish = self._dish(goods_id)
        repository.keep_photo(self.unit.session, photo, self.unit.now)
        repository.set_photo(self.unit.session, goods_id, path_of(photo.id))
        self._note(Subject.PHOTO, dish, {"photo": dish.photo}, {"photo": path_of(photo.id)})
        return self._publish([goods_id])[0]

    def drop_photo(self, goods_id: GoodsId) -> GoodsRow:
        """Back to its character on the colour of its category."""
        self.actor.require(Permission.MANAGE)
        dish = self._dish(goods_id)
        if dish.photo is None:
            return dish
        repository.set_photo(self.unit.session, goods_id, None)
        self._note(Subject.PHOTO, dish, {"photo": dish.photo}, {"photo": None})
        return self._publish([goods_id])[0]

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _dish(self, goods_id: GoodsId) -> GoodsRow:
        dish = self.dishes([goods_id]).get(goods_id)
        if dish is None:
            raise NotFound("goods.unknown", {"goods_id": goods_id})
        return dish

    def _category(self, category_id: CategoryId) -> CategoryRow:
        found = next((row for row in self._menu()[0] if row.id == category_id), None)
        if found is None:
            raise NotFound("category.unknown", {"category_id": category_id})
        return found

    def _place(
        self, table: Table, unknown: str, ids: Sequence[str], held: Mapping[str, int]
    ) -> list[GoodsId]:
        """Gives who moved."""
        moved = rearranged(ids, held, unknown)
        for row_id, place in moved.items():
            repository.set_position(self.unit.session, table, row_id, place)
        return [GoodsId(row_id) for row_id in moved]

    def _kept(self, dish: GoodsRow) -> Values:
        category = self._category(dish.category_id)
        return audited.dish(dish, category.name, self.venue.station_names(dish.station_ids))

    def _note(
        self,
        subject: Subject,
        row: CategoryRow | GoodsRow,
        before: Values | None,
        after: Values | None,
    ) -> None:
        audit.note(self.unit, self.actor, subject, row.id, row.name, before=before, after=after)

    def _menu(self) -> tuple[list[CategoryRow], list[GoodsRow]]:
        return repository.load_menu(
            self.unit.session, self.actor.shop_id, self.unit.now, self.venue.zone
        )

    def _publish(self, goods_ids: Collection[GoodsId]) -> list[GoodsRow]:
        """Tell every screen that shows the menu; gives the rows as they are now."""
        rows = sorted(self.dishes(goods_ids).values(), key=lambda dish: dish.id)
        self._emit(Rows(goods=tuple(rows)))
        return rows

    def _emit(self, rows: Rows, drop: Mapping[str, tuple[str, ...]] | None = None) -> None:
        by = self.actor.staff_id or self.actor.device_id or ""
        body = EventBody(put=rows, drop=dict(drop or {}), by=by)
        self.unit.emit(streams.menu(self.actor.shop_id), EventKind.MENU_CHANGED, body)


def _check_id(row_id: str) -> None:
    """Whoever adds a thing names it: a UUID, in small letters. Raises Invalid `id.invalid`."""
    if _ID.fullmatch(row_id) is None:
        raise Invalid("id.invalid", "id")


def _check_options(dish: GoodsRow) -> None:
    """Every group can be chosen from, and no option stands twice. Raises Invalid `option.invalid`."""
    ids = [option.id for group in dish.option_groups for option in group.options]
    if len(ids) != len(set(ids)):
        raise Invalid("option.invalid", "$.option_groups")
    for index, group in enumerate(dish.option_groups):
        if not group.at_least <= group.at_most <= len(group.options):
            raise Invalid("option.invalid", f"$.option_groups[{index}]")
