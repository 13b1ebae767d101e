"""F2: the desk orders for a room or a hand tag, at the menu's prices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import words
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.client.facade import Core
from common.domain.commands import PlaceOrder, WantedLine
from common.domain.errors import DomainError
from common.domain.ids import Fen, OptionId
from common.domain.rows import GoodsRow, OptionGroup, RoomRow, StayRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn

MOST_LINES: Final = 50
MOST: Final = 99
_ALLERGY: Final = "allergy:"


@dataclass(frozen=True, slots=True)
class Pick:
    """A dish that is going to be ordered; `allergies`: what the guest said."""

    key: str
    dish: GoodsRow
    quantity: int = 1
    option_ids: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    goods_of: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Dish:
    """`stock`: 售罄, 仅剩 N, or nothing."""

    key: str
    name: str
    price: str
    stock: str
    is_sold_out: bool
    chosen: int


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """`is_missing`: nothing is chosen where something must be."""

    name: str
    is_missing: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PickRow:
    key: str
    name: str
    quantity: int
    amount: str
    note: str
    groups: tuple[Group, ...]


class OrderModel(QObject):
    """`placed(word)`: safe on this device."""

    changed = Signal()
    placed = Signal(str)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._categories = KeyedListModel(Category, lambda row: row.goods_of, self)
        self._dishes = KeyedListModel(Dish, lambda row: row.key, self)
        self._picked = KeyedListModel(PickRow, lambda row: row.key, self)
        self._sight = Sight({}, {}, core.now())
        self._picks: tuple[Pick, ...] = ()
        self._room: RoomRow | None = None
        self._stay: StayRow | None = None
        self._category = ""
        self._text = ""
        self._serial = 0
        self._is_busy = False

    def begin(self, sight: Sight, room: RoomRow | None, stay: StayRow | None) -> None:
        """Somebody else's order begins anew; the same guests' goes on."""
        whose = stay.id if stay else room.id if room else ""
        was = self._stay.id if self._stay else self._room.id if self._room else ""
        if whose != was:
            self._picks = ()
        self._room, self._stay, self._text = room, stay, ""
        self.show(sight)

    def show(self, sight: Sight) -> None:
        self._sight = sight
        menu = {x.id: x for x in sight.goods}
        self._picks = tuple(
            replace(x, dish=menu[x.dish.id]) for x in self._picks if x.dish.id in menu
        )
        everything = Category("", translate("Cashier", "全部"), self._category == "")
        self._categories.replace(
            [
                everything,
                *(Category(x.id, x.name, x.id == self._category) for x in sight.categories),
            ]
        )
        self._dishes.replace(_dish(x, self._picks) for x in self._shown())
        self._picked.replace(_row(x) for x in self._picks)
        self.changed.emit()

    @Slot(str)
    def showCategory(self, key: str) -> None:
        self._category = key
        self.show(self._sight)

    @Slot(str)
    def search(self, text: str) -> None:
        self._text = text.strip()
        self.show(self._sight)

    @Slot()
    def addFirst(self) -> None:
        """Enter in the search: the first dish that matches."""
        first = next((x for x in self._dishes.rows if not x.is_sold_out), None)
        if first is not None and self._text:
            self.add(first.key)

    @Slot(str)
    def add(self, goods_id: str) -> None:
        dish = next((x for x in self._sight.goods if x.id == goods_id), None)
        if dish is None or _is_gone(dish) or len(self._picks) >= MOST_LINES:
            return
        plain = next((x for x in self._picks if x.dish.id == goods_id and not x.option_ids), None)
        if plain is not None and not dish.option_groups:
            self.step(plain.key, 1)
            return
        self._serial += 1
        self._picks = (*self._picks, Pick(str(self._serial), dish))
        self.show(self._sight)

    @Slot(str, int)
    def step(self, key: str, by: int) -> None:
        """Down to nothing takes the line out."""
        changed = [
            replace(x, quantity=min(MOST, x.quantity + by)) if x.key == key else x
            for x in self._picks
        ]
        self._picks = tuple(x for x in changed if x.quantity > 0)
        self.show(self._sight)

    @Slot(str, str)
    def choose(self, key: str, choice: str) -> None:
        """An option, or an allergy that the guest names."""
        self._picks = tuple(_chosen(x, choice) if x.key == key else x for x in self._picks)
        self.show(self._sight)

    @Slot(str, str)
    def writeNote(self, key: str, text: str) -> None:
        self._picks = tuple(replace(x, note=text) if x.key == key else x for x in self._picks)

    @Slot()
    def place(self) -> None:
        if self._can_place():
            self._is_busy = True
            self.changed.emit()
            spawn(self._place(), self, "place order")

    async def _place(self) -> None:
        lines = tuple(_wanted(x) for x in self._picks)
        stay, room = self._stay, self._room
        order = PlaceOrder(
            lines,
            room_id=room.id if room is not None and stay is None else None,
            stay_id=stay.id if stay is not None else None,
        )
        try:
            await self._core.do(order)
            self._picks = ()
            self.placed.emit(translate("Cashier", "{0} 已下单").format(self._whose()))
        except DomainError as error:
            self.placed.emit(error.code)
        finally:
            self._is_busy = False
            self.show(self._sight)

    def _shown(self) -> list[GoodsRow]:
        if self._text:
            return [x for x in self._sight.goods if self._text.lower() in x.name.lower()]
        wanted = self._category
        return [x for x in self._sight.goods if wanted in ("", x.category_id)]

    def _whose(self) -> str:
        if self._stay is not None:
            return words.place(self._stay)
        return self._room.name if self._room is not None else ""

    def _can_place(self) -> bool:
        is_missing = any(group.is_missing for x in self._picks for group in _groups(x))
        is_gone = any(_is_gone(x.dish) for x in self._picks)
        return bool(self._picks) and not (is_missing or is_gone or self._is_busy)

    categories = Property(QObject, lambda self: self._categories, constant=True)
    dishes = Property(QObject, lambda self: self._dishes, constant=True)
    picks = Property(QObject, lambda self: self._picked, constant=True)
    whose = Property(str, _whose, notify=changed)
    text = Property(str, lambda self: self._text, notify=changed)
    total = Property(
        str,
        lambda self: words.amount(sum(_unit(x) * x.quantity for x in self._picks)),
        notify=changed,
    )
    canPlace = Property(bool, _can_place, notify=changed)


def _is_gone(dish: GoodsRow) -> bool:
    return dish.sold_out or dish.remaining == 0


def _dish(dish: GoodsRow, picks: tuple[Pick, ...]) -> Dish:
    few = translate("Cashier", "仅剩 {0}").format(dish.remaining)
    left = few if dish.remaining is not None else ""
    return Dish(
        key=dish.id,
        name=dish.name,
        price=words.short(dish.price_fen),
        stock=translate("Cashier", "售罄") if _is_gone(dish) else left,
        is_sold_out=_is_gone(dish),
        chosen=sum(x.quantity for x in picks if x.dish.id == dish.id),
    )


def _row(pick: Pick) -> PickRow:
    amount = words.amount(_unit(pick) * pick.quantity)
    return PickRow(pick.key, pick.dish.name, pick.quantity, amount, pick.note, tuple(_groups(pick)))


def _groups(pick: Pick) -> Iterator[Group]:
    for group in pick.dish.option_groups:
        held = [x for x in group.options if x.id in pick.option_ids]
        choices = tuple(
            Choice(
                x.id,
                f"{x.name} +{words.short(x.extra_fen)}" if x.extra_fen else x.name,
                x.id in pick.option_ids,
            )
            for x in group.options
        )
        yield Group(group.name, len(held) < group.at_least, choices)
    if pick.dish.allergens:
        said = tuple(Choice(_ALLERGY + x, x, x in pick.allergies) for x in pick.dish.allergens)
        yield Group(translate("Cashier", "客人过敏"), False, said)


def _chosen(pick: Pick, choice: str) -> Pick:
    if choice.startswith(_ALLERGY):
        said = choice.removeprefix(_ALLERGY)
        left = tuple(x for x in pick.allergies if x != said)
        return replace(pick, allergies=left if said in pick.allergies else (*left, said))
    group = next(x for x in pick.dish.option_groups if any(o.id == choice for o in x.options))
    return replace(pick, option_ids=_options(pick.option_ids, group, choice))


def _options(held: tuple[str, ...], group: OptionGroup, choice: str) -> tuple[str, ...]:
    """Of a group that takes one another choice takes its place."""
    if choice in held:
        return tuple(x for x in held if x != choice)
    mine = [x for x in held if any(o.id == x for o in group.options)]
    dropped = mine[: max(0, len(mine) + 1 - group.at_most)]
    return (*(x for x in held if x not in dropped), choice)


def _unit(pick: Pick) -> Fen:
    extras = sum(
        x.extra_fen
        for group in pick.dish.option_groups
        for x in group.options
        if x.id in pick.option_ids
    )
    return Fen(pick.dish.price_fen + extras)


def _wanted(pick: Pick) -> WantedLine:
    return WantedLine(
        pick.dish.id,
        pick.quantity,
        tuple(OptionId(x) for x in pick.option_ids),
        pick.note.strip(),
        pick.allergies,
        _unit(pick),
    )
