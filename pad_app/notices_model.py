"""What the guest has to be told: an order that came to nothing, or one that waited too long.

Nothing leaves by itself: each stands until it is answered. What was meant for a stay that is over
is put away unseen: the next guest does not read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.client.facade import Core, LateOrder, Rejected
from common.domain.commands import (
    ActOnLine,
    CancelBatch,
    CancelOrder,
    Command,
    PlaceOrder,
    RushLine,
)
from common.domain.ids import StayId
from common.domain.kitchen import LineAction
from common.domain.rows import LineRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn
from pad_app.basket import options_of, unit_price
from pad_app.sight import Sight
from pad_app.wording import clock, menu_price

_NOT_THEIRS: Final = frozenset({"stay.changed", "room.to_clean", "device.changed"})
_TAG_NEEDED: Final = "stay.tag_needed"
_SOLD_OUT: Final = "goods.sold_out"
_PRICE_CHANGED: Final = "order.price_changed"


@dataclass(frozen=True, slots=True)
class Named:
    """A dish that the notice is about. `was`, `now`: prices; `left`: how many there are."""

    name: str
    was: str = ""
    now: str = ""
    left: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """`kind`: late (还要送吗), order, cancel, rush or other. `code`: the problem's, for its words.

    `at`: when the guest tapped. `until`: the shop's next opening, or when a rush is allowed.
    """

    key: str
    kind: str
    code: str
    at: str
    dishes: tuple[Named, ...]
    until: str
    can_restore: bool


class NoticesModel(QObject):
    """`restored(command, goods ids to leave out)`: the lines go back into the basket.

    `tag_asked(key, command, tags)`: the server needs to know whose order it is.
    """

    restored = Signal(object, object)
    tag_asked = Signal(object, object)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._notices = KeyedListModel(Notice, lambda row: row.key, self)
        self._rejected: Mapping[str, Rejected] = {}
        self._answered: set[str] = set()

    def show(self, sight: Sight, rejected: Sequence[Rejected], late: Sequence[LateOrder]) -> None:
        here = [each for each in rejected if each.key not in self._answered]
        own = [each for each in here if _is_for(sight, each.command) and not _is_over(each)]
        for each in here:
            if each not in own:
                self._put_away(each.key)
            elif each.code == _TAG_NEEDED:
                self._put_away(each.key)
                self.tag_asked.emit(each.command, each.facts.get("hand_tags", ()))
        shown = [each for each in own if each.key not in self._answered]
        self._rejected = {each.key: each for each in shown}
        asked = [x for x in late if x.key not in self._answered and _is_for(sight, x.command)]
        self._notices.replace(
            [*(_late(sight, each) for each in asked), *(_refused(sight, x) for x in shown)]
        )

    @Slot(str)
    def accept(self, key: str) -> None:
        """知道了."""
        self._put_away(key)

    @Slot(str)
    def restore(self, key: str) -> None:
        """放回已选: what can still be had goes back into the basket."""
        rejected = self._rejected.get(key)
        if rejected is None or key in self._answered:
            return
        self._put_away(key)
        self.restored.emit(rejected.command, _gone(rejected))

    @Slot(str, name="sendAgain")
    def send_again(self, key: str) -> None:
        """还要送."""
        if key not in self._answered:
            self._answer(key)
            spawn(self._core.send_again(key), self, "send again")

    sendAgain = send_again

    @Slot(str)
    def drop(self, key: str) -> None:
        """不要了."""
        if key not in self._answered:
            self._answer(key)
            spawn(self._core.drop(key), self, "drop")

    def _put_away(self, key: str) -> None:
        if key not in self._answered:
            self._answer(key)
            spawn(self._core.settle(key), self, "settle")

    def _answer(self, key: str) -> None:
        """A second tap before the disk has it changes nothing."""
        self._answered.add(key)
        self._notices.replace([row for row in self._notices.rows if row.key != key])

    notices = Property(QObject, lambda self: self._notices, constant=True)


def _is_for(sight: Sight, command: Command) -> bool:
    """Whether it was given by the guests who are here now, or by nobody that is known."""
    meant: StayId | None = getattr(command, "stay_id", None)
    if meant is not None:
        return any(stay.id == meant for stay in sight.stays)
    if isinstance(command, PlaceOrder) and command.hand_tag is not None:
        return any(command.hand_tag in stay.hand_tags for stay in sight.stays) or not sight.stays
    return True


def _is_over(rejected: Rejected) -> bool:
    return rejected.code in _NOT_THEIRS


def _late(sight: Sight, late: LateOrder) -> Notice:
    return Notice(
        key=late.key,
        kind="late",
        code="order.too_late",
        at=clock(late.at, sight.zone),
        dishes=tuple(_ordered(sight, late.command)),
        until="",
        can_restore=False,
    )


def _refused(sight: Sight, rejected: Rejected) -> Notice:
    is_order = isinstance(rejected.command, PlaceOrder)
    return Notice(
        key=rejected.key,
        kind=_kind(rejected.command),
        code=rejected.code,
        at=clock(rejected.at, sight.zone),
        dishes=tuple(_named(sight, rejected)),
        until=_until(sight, rejected.facts),
        can_restore=is_order and bool(_left(rejected)),
    )


def _kind(command: Command) -> str:
    match command:
        case PlaceOrder():
            return "order"
        case CancelBatch() | CancelOrder() | ActOnLine(action=LineAction.CANCEL):
            return "cancel"
        case RushLine():
            return "rush"
        case _:
            return "other"


def _named(sight: Sight, rejected: Rejected) -> Iterator[Named]:
    """The dishes that the refusal is about."""
    command = rejected.command
    if isinstance(command, PlaceOrder) and rejected.code == _PRICE_CHANGED:
        yield from _prices(sight, command, rejected.facts)
    elif isinstance(command, PlaceOrder) and rejected.code == _SOLD_OUT:
        for each in _list(rejected.facts, "goods"):
            yield Named(str(each.get("name", "")), left=int(each.get("remaining") or 0))
    elif isinstance(command, PlaceOrder):
        yield from _ordered(sight, command)
    elif isinstance(command, ActOnLine | RushLine):
        line = sight.tables.get("lines", {}).get(command.line_id)
        if isinstance(line, LineRow):
            yield Named(line.name)


def _prices(sight: Sight, command: PlaceOrder, facts: Mapping[str, object]) -> Iterator[Named]:
    """What each dish cost on the guest's menu, and what it costs."""
    fresh = {str(each.get("id")): each for each in _list(facts, "goods")}
    for line in command.lines:
        dish = sight.goods.get(line.goods_id)
        told = fresh.get(line.goods_id)
        if dish is None or told is None or line.price_fen is None:
            continue
        extra = sum(option.extra_fen for option in options_of(dish, line.option_ids))
        now = unit_price(dish, line.option_ids)
        if now == line.price_fen:  # the new menu is still on its way
            now = type(now)(int(told.get("price_fen") or 0) + extra)
        if now != line.price_fen:
            yield Named(dish.name, menu_price(line.price_fen), menu_price(now))


def _ordered(sight: Sight, command: Command) -> Iterator[Named]:
    if isinstance(command, PlaceOrder):
        for line in command.lines:
            dish = sight.goods.get(line.goods_id)
            if dish is not None:
                yield Named(dish.name, left=line.quantity)


def _gone(rejected: Rejected) -> frozenset[str]:
    """Dishes that cannot be had at all; of those that are short the guest chooses fewer."""
    if rejected.code != _SOLD_OUT:
        return frozenset()
    facts = _list(rejected.facts, "goods")
    return frozenset(str(x.get("goods_id")) for x in facts if not x.get("remaining"))


def _left(rejected: Rejected) -> list[str]:
    gone = _gone(rejected)
    command = rejected.command
    lines = command.lines if isinstance(command, PlaceOrder) else ()
    return [line.goods_id for line in lines if line.goods_id not in gone]


def _until(sight: Sight, facts: Mapping[str, object]) -> str:
    told = facts.get("opens_at") or facts.get("next_at")
    if isinstance(told, str):
        told = datetime.fromisoformat(told)
    return clock(told, sight.zone) if isinstance(told, datetime) else ""


def _list(facts: Mapping[str, object], name: str) -> list[Mapping[str, Any]]:
    """A list of JSON objects among the facts of a problem (Any: JSON of the server)."""
    held = facts.get(name)
    return (
        [each for each in held if isinstance(each, Mapping)]
        if isinstance(held, list | tuple)
        else []
    )
