"""The menu page: categories with what is chosen in them, and the dishes of one category."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final, TypeAlias

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot

from common.domain.business_day import CUT
from common.domain.rows import CategoryRow, GoodsRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.phrases import counted
from pad_app import basket
from pad_app.basket import Picks
from pad_app.shop_words import shown
from pad_app.shown import MAP, as_map
from pad_app.sight import Sight
from pad_app.wording import menu_price

FEW: Final = 5
"""From this many on the card says how many are left."""
_FAVOURITES: Final = 3
_ROUND: Final = (1, 3, 5, 2, 4)
PhotoOf: TypeAlias = Callable[[str | None], Path | None]
"""Where the photo that a dish names lies on this device, if it is here."""


@dataclass(frozen=True, slots=True)
class CategoryTab:
    category_id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Back:
    """When a dish that is sold out can be had again. `hour` -1: only the day is known."""

    is_tomorrow: bool
    day: str
    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class DishCard:
    """`few`: how many there are when they are few, else nothing. `tint`: 1–5, of the category."""

    goods_id: str
    name: str
    price: str
    unit: str
    description: str
    glyph: str
    tint: int
    photo: str
    is_signature: bool
    few: str
    is_sold_out: bool
    back: Back | None
    quantity: int
    can_take_more: bool
    needs_choice: bool


class MenuModel(QObject):
    """Signals: `changed` when the page's own words change, `turned` when another category is shown."""

    changed = Signal()
    turned = Signal()

    def __init__(self, photo_of: PhotoOf, parent: QObject) -> None:
        super().__init__(parent)
        self._photo_of = photo_of
        self._categories = KeyedListModel(CategoryTab, lambda row: row.category_id, self)
        self._dishes = KeyedListModel(DishCard, lambda row: row.goods_id, self)
        self._favourites = KeyedListModel(DishCard, lambda row: row.goods_id, self)
        self._category: CategoryRow | None = None
        self._asked = ""
        self._sight: Sight | None = None
        self._picks: Picks = ()

    def show(self, sight: Sight, picks: Picks) -> None:
        self._sight, self._picks = sight, picks
        before, self._category = self._category, self._chosen(sight)
        self._categories.replace(self._tabs(sight))
        self._dishes.replace(self._cards(sight))
        signature = [
            self._card(sight, dish)
            for dish in sight.goods.values()
            if dish.is_signature and not basket.is_sold_out(dish)
        ]
        self._favourites.replace(signature[:_FAVOURITES])
        if before != self._category:
            self.changed.emit()

    @Slot(str)
    def choose(self, category_id: str) -> None:
        self._asked = category_id
        if self._sight is not None:
            self.show(self._sight, self._picks)
            self.turned.emit()

    def to_first(self) -> None:
        """For the next guest: the menu opens where it begins."""
        self.choose("")

    def _chosen(self, sight: Sight) -> CategoryRow | None:
        first = next(iter(sight.categories), None)
        return next((each for each in sight.categories if each.id == self._asked), first)

    def _tabs(self, sight: Sight) -> Iterator[CategoryTab]:
        for each in sight.categories:
            dishes = (dish.id for dish in sight.goods.values() if dish.category_id == each.id)
            count = sum(basket.count_of(self._picks, goods_id) for goods_id in dishes)
            yield CategoryTab(each.id, each.name, count)

    def _cards(self, sight: Sight) -> Iterator[DishCard]:
        for dish in sight.goods.values():
            if self._category is not None and dish.category_id == self._category.id:
                yield self._card(sight, dish)

    def _card(self, sight: Sight, dish: GoodsRow) -> DishCard:
        is_sold_out = basket.is_sold_out(dish)
        is_few = dish.remaining is not None and dish.remaining <= FEW and not is_sold_out
        tints = {each.id: each.tint for each in sight.categories}
        return DishCard(
            goods_id=dish.id,
            name=dish.name,
            price=menu_price(dish.price_fen),
            unit=shown(dish.unit),
            description=dish.description,
            glyph=dish.glyph or dish.name[:1],
            tint=_tint(tints.get(dish.category_id, 1), dish.position),
            photo=self._photo(dish),
            is_signature=dish.is_signature,
            few=counted(dish.remaining, dish.unit) if is_few and dish.remaining is not None else "",
            is_sold_out=is_sold_out,
            back=_back(dish, sight) if is_sold_out else None,
            quantity=basket.count_of(self._picks, dish.id),
            can_take_more=basket.can_take_more(self._picks, dish),
            needs_choice=basket.needs_choice(dish),
        )

    def _photo(self, dish: GoodsRow) -> str:
        path = self._photo_of(dish.photo)
        return "" if path is None else QUrl.fromLocalFile(str(path)).toString()

    def _heading(self) -> dict[str, object]:
        return as_map(self._category) if self._category is not None else {}

    categories = Property(QObject, lambda self: self._categories, constant=True)
    dishes = Property(QObject, lambda self: self._dishes, constant=True)
    favourites = Property(QObject, lambda self: self._favourites, constant=True)
    category = Property(
        str, lambda self: self._category.id if self._category else "", notify=changed
    )
    heading = Property(MAP, _heading, notify=changed)


def _tint(first: int, position: int) -> int:
    """Neighbours differ, beside and below: a category goes round from its own colour."""
    return _ROUND[(_ROUND.index(first) + position) % len(_ROUND)]


def _back(dish: GoodsRow, sight: Sight) -> Back | None:
    """The end of the business day is no time to eat: then only the day is named."""
    if dish.sold_out_until is None:
        return None
    until = dish.sold_out_until.astimezone(sight.zone)
    opens_at = _opening_after(sight, dish.sold_out_until)
    if until.time() == CUT:
        until = until if opens_at is None else opens_at.astimezone(sight.zone)
    is_known = until.time() != CUT
    today = sight.now.astimezone(sight.zone).date()
    is_tomorrow = until.date() == today + timedelta(days=1)
    day = "" if until.date() == today or is_tomorrow else f"{until.month}-{until.day}"
    clock = until.time() if is_known else time(0)
    return Back(is_tomorrow, day, clock.hour if is_known else -1, clock.minute)


def _opening_after(sight: Sight, at: datetime) -> datetime | None:
    """The shop's next opening, where the server said so."""
    shop = sight.shop
    if shop is None or sight.is_open or shop.next_change_at is None:
        return None
    return shop.next_change_at if shop.next_change_at > at else None
