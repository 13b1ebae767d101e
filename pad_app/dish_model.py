"""The sheet of one dish: its options within their limits, notes, allergies, how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.domain.ids import GoodsId, OptionId
from common.domain.rows import GoodsRow, OptionGroup
from common.qt.keyed_list_model import KeyedListModel
from pad_app import basket
from pad_app.basket import MOST, Goods, Pick
from pad_app.shop_words import SEPARATOR, shown
from pad_app.shown import LIST, MAP, as_map
from pad_app.wording import menu_price

_NOTE_LONGEST = 100  # of one dish; the server takes 200, the kitchen's ticket reads better short


@dataclass(frozen=True, slots=True)
class OptionChip:
    id: str
    name: str
    extra: str


@dataclass(frozen=True, slots=True)
class GroupBox:
    """Choose `at_least`–`at_most` of `options`."""

    name: str
    at_least: int
    at_most: int
    options: tuple[OptionChip, ...]


@dataclass(frozen=True, slots=True)
class DishFacts:
    id: str
    name: str
    description: str
    unit: str
    price: str
    allergens: tuple[str, ...]
    is_signature: bool


class DishModel(QObject):
    """`confirmed(pick)` when the guest is done; the pick's key is that of the line it changes."""

    changed = Signal()
    opened = Signal()
    confirmed = Signal(object)

    def __init__(self, new_key: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._new_key = new_key
        self._dish: GoodsRow | None = None
        self._pick = Pick("", GoodsId(""))
        self._words: tuple[str, ...] = ()
        self._is_edit = False
        self._can_take = MOST
        self._groups = KeyedListModel(GroupBox, lambda row: row.name, self)

    def open_new(self, dish: GoodsRow, can_take: int) -> None:
        """`can_take`: how many more of it there are."""
        self._words = ()
        self._open(dish, Pick(self._new_key(), dish.id), can_take, is_edit=False)

    def open_edit(self, dish: GoodsRow, pick: Pick, can_take: int) -> None:
        """`can_take`: how many this line may hold in all."""
        self._words = tuple(word for word in pick.note.split(SEPARATOR) if word)
        self._open(dish, pick, can_take, is_edit=True)

    @property
    def is_open(self) -> bool:
        return self._dish is not None

    def follow(self, goods: Goods) -> None:
        """The menu changed under the open sheet."""
        if self._dish is None:
            return
        dish = goods.get(self._dish.id)
        if dish is None or basket.is_sold_out(dish):
            self.close()
            return
        if dish is not self._dish:
            self._dish = dish
            (self._pick,) = basket.still_on_menu((self._pick,), {dish.id: dish})
            self._groups.replace(map(_box, dish.option_groups))
            self.changed.emit()

    @Slot()
    def close(self) -> None:
        self._dish = None
        self.changed.emit()

    @Slot(str)
    def toggle(self, option_id: str) -> None:
        """Choose or unchoose; in a group that is full, the newest choice takes the oldest's place."""
        group = self._group_of(option_id)
        if group is None:
            return
        mine = [each.id for each in group.options]
        held = [each for each in self._pick.option_ids if each in mine]
        others = [each for each in self._pick.option_ids if each not in mine]
        chosen = OptionId(option_id)
        if chosen in held:
            held.remove(chosen)
        else:
            held = [*held, chosen][-group.at_most :]
        self._put(replace(self._pick, option_ids=(*others, *held)))

    @Slot(str, name="toggleWord")
    def toggle_word(self, word: str) -> None:
        """A note that is tapped instead of written."""
        has = word in self._words
        self._words = tuple(x for x in self._words if x != word) if has else (*self._words, word)
        self._put(self._pick)

    toggleWord = toggle_word

    @Slot(str, name="toggleAllergy")
    def toggle_allergy(self, what: str) -> None:
        held = self._pick.allergies
        now = tuple(x for x in held if x != what) if what in held else (*held, what)
        self._put(replace(self._pick, allergies=now))

    toggleAllergy = toggle_allergy

    @Slot()
    def more(self) -> None:
        self._put(replace(self._pick, quantity=min(self._can_take, self._pick.quantity + 1)))

    @Slot()
    def fewer(self) -> None:
        self._put(replace(self._pick, quantity=max(1, self._pick.quantity - 1)))

    @Slot()
    def confirm(self) -> None:
        """Into the basket, if nothing that must be chosen is missing."""
        if self._dish is None or self._missing():
            return
        note = SEPARATOR.join(self._words)[:_NOTE_LONGEST]
        self.confirmed.emit(replace(self._pick, note=note))
        self.close()

    def _open(self, dish: GoodsRow, pick: Pick, can_take: int, *, is_edit: bool) -> None:
        self._dish, self._pick, self._is_edit = dish, pick, is_edit
        self._can_take = max(1, min(MOST, can_take))
        self._groups.replace(map(_box, dish.option_groups))
        self.opened.emit()
        self.changed.emit()

    def _put(self, pick: Pick) -> None:
        self._pick = pick
        self.changed.emit()

    def _group_of(self, option_id: str) -> OptionGroup | None:
        groups = self._dish.option_groups if self._dish else ()
        return next((g for g in groups if option_id in [x.id for x in g.options]), None)

    def _missing(self) -> list[str]:
        """Names of the groups that still need a choice."""
        groups = self._dish.option_groups if self._dish else ()
        return [each.name for each in groups if self._held(each) < each.at_least]

    def _held(self, group: OptionGroup) -> int:
        return sum(option.id in self._pick.option_ids for option in group.options)

    def _facts(self) -> dict[str, object]:
        dish = self._dish
        if dish is None:
            return {}
        return as_map(
            DishFacts(
                id=dish.id,
                name=dish.name,
                description=dish.description,
                unit=shown(dish.unit),
                price=menu_price(dish.price_fen),
                allergens=tuple(map(shown, dish.allergens)),
                is_signature=dish.is_signature,
            )
        )

    def _option_names(self) -> list[str]:
        """A note that is an option as well would ask for the same twice."""
        groups = self._dish.option_groups if self._dish else ()
        return [option.name for group in groups for option in group.options]

    def _sum(self) -> str:
        if self._dish is None:
            return ""
        return menu_price(
            basket.unit_price(self._dish, self._pick.option_ids) * self._pick.quantity
        )

    def _warned(self) -> list[str]:
        """What the guest must not eat and the dish holds by the menu."""
        held = self._dish.allergens if self._dish else ()
        return [shown(each) for each in self._pick.allergies if each in held]

    isOpen = Property(bool, lambda self: self.is_open, notify=changed)
    isEdit = Property(bool, lambda self: self._is_edit, notify=changed)
    dish = Property(MAP, _facts, notify=changed)
    groups = Property(QObject, lambda self: self._groups, constant=True)
    chosen = Property(LIST, lambda self: list(self._pick.option_ids), notify=changed)
    optionNames = Property(LIST, _option_names, notify=opened)
    words = Property(LIST, lambda self: list(self._words), notify=changed)
    allergies = Property(LIST, lambda self: list(self._pick.allergies), notify=changed)
    warned = Property(LIST, _warned, notify=changed)
    quantity = Property(int, lambda self: self._pick.quantity, notify=changed)
    canMore = Property(bool, lambda self: self._pick.quantity < self._can_take, notify=changed)
    missing = Property(LIST, _missing, notify=changed)
    sum = Property(str, _sum, notify=changed)


def _box(group: OptionGroup) -> GroupBox:
    chips = tuple(
        OptionChip(each.id, each.name, menu_price(each.extra_fen) if each.extra_fen else "")
        for each in group.options
    )
    return GroupBox(group.name, group.at_least, group.at_most, chips)
