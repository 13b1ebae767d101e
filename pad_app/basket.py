"""What the guest has chosen and not ordered yet: values in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from common.domain.ids import Fen, GoodsId, OptionId
from common.domain.promise import promise
from common.domain.rows import GoodsRow, Option, ShopRow

MOST: Final = 99
"""Of one dish in one line; the server refuses more."""
MOST_LINES: Final = 50
_DEFAULT_MINUTES: Final = 15
_DEFAULT_DELIVERY: Final = 5

Goods = Mapping[str, GoodsRow]


@dataclass(frozen=True, slots=True)
class Pick:
    """One line of the basket. `key` stays the same while its options change."""

    key: str
    goods_id: GoodsId
    quantity: int = 1
    option_ids: tuple[OptionId, ...] = ()
    note: str = ""
    allergies: tuple[str, ...] = ()

    def is_same_dish(self, other: Pick) -> bool:
        """Same dish, prepared the same way: one line on the ticket."""
        mine = (self.goods_id, frozenset(self.option_ids), self.note, frozenset(self.allergies))
        theirs = (
            other.goods_id,
            frozenset(other.option_ids),
            other.note,
            frozenset(other.allergies),
        )
        return mine == theirs


Picks = tuple[Pick, ...]


def add(picks: Picks, new: Pick) -> Picks:
    """Put `new` in; onto the line that is prepared the same way, if there is one."""
    for at, held in enumerate(picks):
        if held.key != new.key and held.is_same_dish(new):
            more = replace(held, quantity=min(MOST, held.quantity + new.quantity))
            return (*picks[:at], more, *picks[at + 1 :])
    return (*picks, new) if len(picks) < MOST_LINES else picks


def change(picks: Picks, changed: Pick) -> Picks:
    """Put `changed` in place of the line with its key; two lines that became alike become one."""
    twin = next((x for x in picks if x.key != changed.key and x.is_same_dish(changed)), None)
    if twin is None:
        return tuple(changed if held.key == changed.key else held for held in picks)
    left = tuple(held for held in picks if held.key != changed.key)
    return add(left, changed)


def with_quantity(picks: Picks, key: str, quantity: int) -> Picks:
    """0 takes the line out."""
    kept = (held for held in picks if held.key != key or quantity > 0)
    return tuple(
        replace(held, quantity=min(MOST, quantity)) if held.key == key else held for held in kept
    )


def still_on_menu(picks: Picks, goods: Goods) -> Picks:
    """Without the dishes that the menu no longer lists, and without options that a dish lost."""
    kept = []
    for pick in picks:
        dish = goods.get(pick.goods_id)
        if dish is not None:
            offered = {option.id for group in dish.option_groups for option in group.options}
            chosen = tuple(each for each in pick.option_ids if each in offered)
            kept.append(replace(pick, option_ids=chosen))
    return tuple(kept)


def count_of(picks: Picks, goods_id: str) -> int:
    return sum(pick.quantity for pick in picks if pick.goods_id == goods_id)


def is_sold_out(dish: GoodsRow) -> bool:
    return dish.sold_out or dish.remaining == 0


def can_take_more(picks: Picks, dish: GoodsRow) -> bool:
    most = MOST if dish.remaining is None else min(MOST, dish.remaining)
    return not is_sold_out(dish) and count_of(picks, dish.id) < most


def is_short(picks: Picks, dish: GoodsRow) -> bool:
    """More is chosen than there is."""
    most = MOST if dish.remaining is None else dish.remaining
    return dish.sold_out or count_of(picks, dish.id) > most


def needs_choice(dish: GoodsRow) -> bool:
    """A group without which the dish cannot be cooked: the sheet opens by itself."""
    return any(group.at_least > 0 for group in dish.option_groups)


def options_of(dish: GoodsRow, option_ids: tuple[OptionId, ...]) -> tuple[Option, ...]:
    """In the menu's order."""
    return tuple(
        option
        for group in dish.option_groups
        for option in group.options
        if option.id in option_ids
    )


def unit_price(dish: GoodsRow, option_ids: tuple[OptionId, ...]) -> Fen:
    """Of one, with its options: what the server compares."""
    return Fen(dish.price_fen + sum(x.extra_fen for x in options_of(dish, option_ids)))


def total(picks: Picks, goods: Goods) -> Fen:
    priced = (
        (unit_price(dish, pick.option_ids), pick.quantity)
        for pick in picks
        if (dish := goods.get(pick.goods_id)) is not None
    )
    return Fen(sum(price * quantity for price, quantity in priced))


def arrives_at(picks: Picks, goods: Goods, shop: ShopRow | None, now: datetime) -> datetime:
    """When an order placed now would be at the door: its slowest dish and the way."""
    default = shop.default_target_minutes if shop else _DEFAULT_MINUTES
    targets = [
        dish.target_minutes
        for pick in picks
        if (dish := goods.get(pick.goods_id)) is not None
    ]  # fmt: skip
    ready = max(
        (promise(now, each, default) for each in targets), default=promise(now, None, default)
    )
    return ready + delivery(shop)


def delivery(shop: ShopRow | None) -> timedelta:
    """The way from the kitchen to the room."""
    return timedelta(minutes=shop.delivery_minutes if shop else _DEFAULT_DELIVERY)


def dishes_with(
    picks: Picks, goods: Goods, allergies: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """(what, dish) of each chosen dish that by the menu holds what the guest must not eat."""
    found = {
        (what, dish.name): None
        for pick in picks
        if (dish := goods.get(pick.goods_id)) is not None
        for what in dish.allergens
        if what in allergies | set(pick.allergies)
    }
    return tuple(found)
