"""From what a person types (`801`, `水饺*2`, `#07`, the end of an id) to ids of the live tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from common.client.facade import Core
from common.domain.commands import WantedLine
from common.domain.ids import RoomId
from common.domain.rows import (
    GoodsRow,
    LineRow,
    OrderRow,
    OrderState,
    RoomRow,
    Row,
    ServiceCallRow,
    StayRow,
    StayState,
)

R = TypeVar("R", bound=Row)


class NotFoundHere(Exception):
    """Nothing, or more than one thing, of that name in the tables of this device."""


def room_id(core: Core, name: str) -> RoomId:
    rooms = [room for room in rows(core, "rooms", RoomRow) if name in (room.name, room.id)]
    return _only(rooms, f"房间 {name}").id


def stay_of_room(core: Core, name: str) -> StayRow:
    room = room_id(core, name)
    stays = [
        stay
        for stay in rows(core, "stays", StayRow)
        if stay.room_id == room and stay.state is StayState.OPEN
    ]
    return _only([s for s in stays if not s.hand_tags] or stays, f"{name} 的客人")


def goods(core: Core, name: str) -> GoodsRow:
    return _only([x for x in rows(core, "goods", GoodsRow) if name in (x.name, x.id)], name)


def call(core: Core, name: str) -> ServiceCallRow:
    """The room that called, what for, or the end of an id."""
    calls = rows(core, "service_calls", ServiceCallRow)
    found = [x for x in calls if name in (x.room_name, x.text) or _ends_so(x.id, name)]
    return _only(found, f"呼叫 {name}")


def wanted(core: Core, text: str) -> WantedLine:
    """`dish[*quantity][:option,option…][=note]`."""
    text, _, note = text.partition("=")
    text, _, chosen = text.partition(":")
    name, _, quantity = text.partition("*")
    dish = goods(core, name)
    offered = [option for group in dish.option_groups for option in group.options]
    options = [_only([o for o in offered if o.name == each], each) for each in _split(chosen)]
    # A group that must be chosen from and was not named gets its first.
    for group in dish.option_groups:
        if group.at_least and not any(option in group.options for option in options):
            options += group.options[: group.at_least]
    return WantedLine(
        goods_id=dish.id,
        quantity=int(quantity or 1),
        option_ids=tuple(option.id for option in options),
        note=note,
    )


def order(core: Core, name: str) -> OrderRow:
    """`#07`, `07`, a room or the end of an id."""
    number = name.removeprefix("#")
    orders = [x for x in rows(core, "orders", OrderRow) if x.state is OrderState.OPEN]
    found = [
        x
        for x in orders
        if name == x.room_name
        or (number.isdecimal() and len(number) < 4 and x.number == int(number))
        or _ends_so(x.id, name)
    ]
    return _only(found, f"订单 {name}")


def lines(core: Core, names: Sequence[str]) -> list[LineRow]:
    """Lines by the end of their ids, or all lines of an order."""
    held = list(rows(core, "lines", LineRow))
    found: list[LineRow] = []
    for name in names:
        by_id = [line for line in held if _ends_so(line.id, name)]
        found += by_id or _lines_of(held, order(core, name))
    return sorted(found, key=lambda line: (line.placed_at, line.sequence, line.id))


def _lines_of(held: Sequence[LineRow], of: OrderRow) -> list[LineRow]:
    return [line for line in held if line.order_id == of.id]


def by_order(core: Core, named: Sequence[LineRow]) -> list[tuple[OrderRow, list[LineRow]]]:
    """`named` under their orders."""
    orders = {row.id: row for row in rows(core, "orders", OrderRow)}
    return [
        (orders[id_], _lines_of(named, orders[id_]))
        for id_ in dict.fromkeys(x.order_id for x in named)
    ]


def rows(core: Core, table: str, kind: type[R]) -> list[R]:
    return [row for row in core.tables()[table].values() if isinstance(row, kind)]


Named = TypeVar("Named")


def _ends_so(id_: str, name: str) -> bool:
    return len(name) >= 6 and id_.endswith(name)


def _only(found: Sequence[Named], name: str) -> Named:
    if len(found) != 1:
        raise NotFoundHere(f"{'没有' if not found else '不止一个'}: {name}")
    return found[0]


def _split(text: str) -> list[str]:
    return [part for part in text.split(",") if part]
