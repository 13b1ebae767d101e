"""All dishes that are owed, with whose they are and how long they take: the item view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject

from common.domain.board import AllDay, Ticket
from common.domain.kitchen import UNCOOKED
from common.qt.keyed_list_model import KeyedListModel
from kds_app import words
from kds_app.cooking_times import CookingTimes
from kds_app.moment import Moment
from kds_app.words import Kds


@dataclass(frozen=True, slots=True)
class DishRow:
    key: str
    name: str
    quantity: int
    cooking: int
    places: str
    times: str


class DishesSheet(QObject):
    def __init__(self, times: CookingTimes, parent: QObject) -> None:
        super().__init__(parent)
        self._times = times
        self._rows = KeyedListModel(DishRow, lambda row: row.key, self)

    rows = Property(QObject, lambda self: self._rows, constant=True)

    @property
    def now_listed(self) -> Sequence[DishRow]:
        return self._rows.rows

    def show(self, moment: Moment) -> None:
        places = _places(moment.board.tickets)
        self._rows.replace(self._row(dish, places) for dish in moment.board.all_day)

    def _row(self, dish: AllDay, places: dict[tuple[str, str], list[str]]) -> DishRow:
        times = self._times.of(dish.goods_id)
        said = ""
        if times is not None:
            said = Kds.tr("一半在 {0} 内，九成在 {1} 内（%n 次）", "", times.count).format(
                words.exactly(times.p50_s), words.exactly(times.p90_s)
            )
        key = (dish.goods_id, dish.name)
        return DishRow(
            key=f"{dish.goods_id}-{dish.name}",
            name=dish.name,
            quantity=dish.quantity,
            cooking=dish.cooking,
            places="  ·  ".join(places[key]),
            times=said,
        )


def _places(tickets: tuple[Ticket, ...]) -> dict[tuple[str, str], list[str]]:
    """Dish → `801 ×2`, in the order in which they are promised."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for ticket in tickets:
        counts: defaultdict[tuple[str, str], int] = defaultdict(int)
        for line in ticket.lines:
            if line.state in UNCOOKED:
                counts[line.goods_id, line.name] += line.quantity
        for key, count in counts.items():
            found[key].append(f"{words.place(ticket.order)} ×{count}")
    return found
