"""The basket beside the menu: what is chosen, for whom to be careful, and the one order button."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.client.facade import Accepted, Core
from common.domain.commands import PlaceOrder, WantedLine
from common.domain.errors import Refused
from common.domain.ids import GoodsId
from common.domain.rows import GoodsRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn
from pad_app import basket
from pad_app.basket import Pick, Picks
from pad_app.shop_words import SEPARATOR, shown, shown_note
from pad_app.shown import LIST
from pad_app.sight import Guests, Sight
from pad_app.wording import clock, menu_price

VALID_FOR: Final = timedelta(minutes=10)
"""An order that waits longer than this for the server is not sent by itself (spec 20)."""
_ALLERGIES_OFFERED: Final = 10
_MOST_ALLERGIES: Final = 10  # of one line, as the server takes them


@dataclass(frozen=True, slots=True)
class BasketLine:
    """`is_short`: there are fewer than chosen, or none. `can_choose`: it has options and none is taken."""

    key: str
    goods_id: str
    name: str
    options: str
    note: str
    allergies: tuple[str, ...]
    price: str
    quantity: int
    can_choose: bool
    can_take_more: bool
    is_short: bool


class BasketModel(QObject):
    """Signals: `changed`; `placed(accepted)` once the order is safe on this device; `refused(code)`
    when this device already knows that it cannot be."""

    changed = Signal()
    menu_changed = Signal()
    tags_changed = Signal()
    placed = Signal(object)
    refused = Signal(str)

    def __init__(self, core: Core, new_key: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._new_key = new_key
        self._lines = KeyedListModel(BasketLine, lambda row: row.key, self)
        self._picks: Picks = ()
        self._sight: Sight | None = None
        self._words: tuple[str, ...] = ()
        self._allergies: tuple[str, ...] = ()
        self._placing = False
        self._asks_tag = False
        self._tags: tuple[str, ...] = ()
        self._offers: list[str] = []
        self._facts: tuple[object, ...] = ()

    # ── what the pad tells ──────────────────────────────────────────────────────────────────────

    @property
    def picks(self) -> Picks:
        return self._picks

    def show(self, sight: Sight) -> None:
        self._sight = sight
        self._picks = basket.still_on_menu(self._picks, sight.goods)
        self._lines.replace(self._rows(sight))
        offered = self._offered()
        if offered != self._offers:
            self._offers = offered
            self.menu_changed.emit()
        facts = (self._count(), self._total(), self._arrives(), self._can_place(), self._is_short())
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    def put(self, pick: Pick) -> None:
        """A dish from its sheet: a new line, or the line that was changed."""
        held = any(each.key == pick.key for each in self._picks)
        self._set(basket.change(self._picks, pick) if held else basket.add(self._picks, pick))

    def put_back(self, command: PlaceOrder, without: Iterable[str] = ()) -> None:
        """The lines of an order that came to nothing, at the menu's prices of now."""
        gone = frozenset(without)
        picks = self._picks
        for line in command.lines:
            if line.goods_id not in gone:
                pick = Pick(
                    self._new_key(), line.goods_id, line.quantity, line.option_ids, line.note,
                    line.allergies,
                )  # fmt: skip
                picks = basket.add(picks, pick)
        self._words = tuple(word for word in command.note.split(SEPARATOR) if word) or self._words
        self._set(picks)

    def ask_tag(self, tags: Iterable[str]) -> None:
        """Several guests with wristbands share the room: whose order is it?"""
        self._tags, self._asks_tag = tuple(tags), True
        self.tags_changed.emit()
        self.changed.emit()

    def pick_of(self, key: str) -> Pick | None:
        return next((each for each in self._picks if each.key == key), None)

    def left_of(self, dish: GoodsRow) -> int:
        """How many more of it can be chosen."""
        most = basket.MOST if dish.remaining is None else dish.remaining
        return most - basket.count_of(self._picks, dish.id)

    # ── what the guest does ─────────────────────────────────────────────────────────────────────

    @Slot(str)
    def add(self, goods_id: str) -> None:
        """One more: of the line of this dish that was chosen last, or a plain new one."""
        dish = self._sight.goods.get(goods_id) if self._sight else None
        if dish is None or not basket.can_take_more(self._picks, dish):
            return
        last = self._last_of(goods_id)
        if last is not None:
            self.more(last.key)
        else:
            self._set(basket.add(self._picks, Pick(self._new_key(), GoodsId(goods_id))))

    @Slot(str, name="takeOff")
    def take_off(self, goods_id: str) -> None:
        last = self._last_of(goods_id)
        if last is not None:
            self.fewer(last.key)

    takeOff = take_off

    @Slot(str)
    def more(self, key: str) -> None:
        self._step(key, 1)

    @Slot(str)
    def fewer(self, key: str) -> None:
        self._step(key, -1)

    @Slot()
    def clear(self) -> None:
        self._words, self._allergies, self._asks_tag = (), (), False
        self._set(())

    @Slot(str, name="toggleWord")
    def toggle_word(self, word: str) -> None:
        self._words = _toggled(self._words, word)
        self.changed.emit()

    toggleWord = toggle_word

    @Slot(str, name="toggleAllergy")
    def toggle_allergy(self, what: str) -> None:
        self._allergies = _toggled(self._allergies, what)
        self.changed.emit()

    toggleAllergy = toggle_allergy

    @Slot()
    def place(self) -> None:
        """下单: once per tap, and never twice for one basket."""
        if not self._can_place() or self._sight is None:
            return
        if self._sight.guests is Guests.SEVERAL_TAGS and self._sight.stays:
            self.ask_tag(tag for stay in self._sight.stays for tag in stay.hand_tags)
            return
        self._begin(self._command(self._sight))

    @Slot(str, name="placeFor")
    def place_for(self, tag: str) -> None:
        """The same for the guest with this wristband."""
        if not self._can_place() or self._sight is None:
            return
        self.forget_tag()
        self._begin(replace(self._command(self._sight), stay_id=None, room_id=None, hand_tag=tag))

    placeFor = place_for

    @Slot(name="forgetTag")
    def forget_tag(self) -> None:
        self._asks_tag = False
        self.changed.emit()

    forgetTag = forget_tag

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _begin(self, command: PlaceOrder) -> None:
        self._placing = True
        self.changed.emit()
        spawn(self._place(command), self, "place")

    async def _place(self, command: PlaceOrder) -> None:
        """Emptied first: an answer may come before this returns, and may put the dishes back."""
        held = (self._picks, self._words, self._allergies)
        self.clear()
        try:
            accepted: Accepted = await self._core.do(command)
        except Refused as refusal:
            self._picks, self._words, self._allergies = held
            self.refused.emit(refusal.code)
        else:
            self.placed.emit(accepted)
        finally:
            self._placing = False
            self.changed.emit()

    def _command(self, sight: Sight) -> PlaceOrder:
        goods = sight.goods
        lines = tuple(
            WantedLine(
                goods_id=pick.goods_id,
                quantity=pick.quantity,
                option_ids=pick.option_ids,
                note=pick.note,
                # The guest's allergy is the guest's: it goes with every dish of the order.
                allergies=tuple(dict.fromkeys((*pick.allergies, *self._allergies)))[
                    :_MOST_ALLERGIES
                ],
                price_fen=basket.unit_price(goods[pick.goods_id], pick.option_ids),
            )
            for pick in self._picks
        )
        return PlaceOrder(
            lines=lines,
            room_id=None if sight.stay else sight.room_id,
            stay_id=sight.stay.id if sight.stay else None,
            note=SEPARATOR.join(self._words),
            valid_until=self._core.now() + VALID_FOR,
        )

    def _step(self, key: str, by: int) -> None:
        pick = self.pick_of(key)
        dish = self._sight.goods.get(pick.goods_id) if pick and self._sight else None
        if pick is None or dish is None:
            return
        if by < 0 or basket.can_take_more(self._picks, dish):
            self._set(basket.with_quantity(self._picks, key, pick.quantity + by))

    def _last_of(self, goods_id: str) -> Pick | None:
        return next((x for x in reversed(self._picks) if x.goods_id == goods_id), None)

    def _set(self, picks: Picks) -> None:
        self._picks = picks
        if self._sight is not None:
            self._lines.replace(self._rows(self._sight))
        self.changed.emit()

    def _rows(self, sight: Sight) -> Iterator[BasketLine]:
        for pick in self._picks:
            dish = sight.goods.get(pick.goods_id)
            if dish is not None:
                chosen = basket.options_of(dish, pick.option_ids)
                price = basket.unit_price(dish, pick.option_ids) * pick.quantity
                yield BasketLine(
                    key=pick.key,
                    goods_id=dish.id,
                    name=dish.name,
                    options=" · ".join(option.name for option in chosen),
                    note=shown_note(pick.note),
                    allergies=tuple(map(shown, pick.allergies)),
                    price=menu_price(price),
                    quantity=pick.quantity,
                    can_choose=bool(dish.option_groups) and not chosen,
                    can_take_more=basket.can_take_more(self._picks, dish),
                    is_short=basket.is_short(self._picks, dish),
                )

    def _count(self) -> int:
        return sum(pick.quantity for pick in self._picks)

    def _total(self) -> str:
        return menu_price(basket.total(self._picks, self._sight.goods)) if self._sight else "0"

    def _arrives(self) -> str:
        if self._sight is None:
            return ""
        sight = self._sight
        at = basket.arrives_at(self._picks, sight.goods, sight.shop, self._core.now())
        return clock(at, sight.zone)

    def _can_place(self) -> bool:
        is_sound = self._sight is not None and self._sight.is_open and bool(self._picks)
        return is_sound and not self._placing and not self._is_short()

    def _is_short(self) -> bool:
        goods = self._sight.goods if self._sight else {}
        return any(basket.is_short(self._picks, goods[x.goods_id]) for x in self._picks)

    def _warnings(self) -> list[dict[str, str]]:
        goods = self._sight.goods if self._sight else {}
        found = basket.dishes_with(self._picks, goods, frozenset(self._allergies))
        return [{"what": shown(what), "dish": dish} for what, dish in found]

    def _offered(self) -> list[str]:
        """Allergens of the menu, the commonest first: one tap each."""
        goods = self._sight.goods.values() if self._sight else ()
        counts: dict[str, int] = {}
        for dish in goods:
            for what in dish.allergens:
                counts[what] = counts.get(what, 0) + 1
        return sorted(counts, key=lambda what: -counts[what])[:_ALLERGIES_OFFERED]

    lines = Property(QObject, lambda self: self._lines, constant=True)
    count = Property(int, _count, notify=changed)
    total = Property(str, _total, notify=changed)
    arrives = Property(str, _arrives, notify=changed)
    isShort = Property(bool, _is_short, notify=changed)
    canPlace = Property(bool, _can_place, notify=changed)
    placing = Property(bool, lambda self: self._placing, notify=changed)
    words = Property(LIST, lambda self: list(self._words), notify=changed)
    allergies = Property(LIST, lambda self: list(self._allergies), notify=changed)
    offered = Property(LIST, lambda self: self._offers, notify=menu_changed)
    warnings = Property(LIST, _warnings, notify=changed)
    asksTag = Property(bool, lambda self: self._asks_tag, notify=changed)
    tags = Property(LIST, lambda self: list(self._tags), notify=tags_changed)


def _toggled(held: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(x for x in held if x != word) if word in held else (*held, word)
