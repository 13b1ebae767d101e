"""沽清: hold a dish to take it off every pad; what waits of it is kept or cancelled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.domain.ids import GoodsId
from common.domain.kitchen import LineState
from common.domain.rows import CategoryRow, GoodsRow, LineRow
from common.qt.keyed_list_model import KeyedListModel
from kds_app import words
from kds_app.actions import Actions
from kds_app.moment import Moment
from kds_app.painted_object import PaintedObject, shown
from kds_app.words import Kds


@dataclass(frozen=True, slots=True)
class GoodsTile:
    key: str
    name: str
    is_sold_out: bool
    is_unsent: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Question:
    """小笼包 沽清: what becomes of the waiting lines? Empty: nothing is asked."""

    goods_id: str = ""
    text: str = ""


class SoldOutSheet(PaintedObject[Question]):
    changed = Signal()
    question = shown(str, "text", changed)

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(Question(), parent)
        self._actions = actions
        self._tiles = KeyedListModel(GoodsTile, lambda tile: tile.key, self)
        self._waiting: Mapping[str, int] = {}

    tiles = Property(QObject, lambda self: self._tiles, constant=True)

    def show(self, moment: Moment, stations: frozenset[str]) -> None:
        """Sold out first, then what is owed on the board, then the menu of these stations."""
        self._waiting = _waiting(moment)
        owed = {dish.goods_id: dish.quantity for dish in moment.board.all_day}
        goods = cast("Mapping[str, GoodsRow]", moment.tables["goods"]).values()
        shown_here = [each for each in goods if each.on_menu and _is_cooked_at(each, stations)]
        order = _category_order(moment)
        shown_here.sort(
            key=lambda g: (
                not g.sold_out,
                -owed.get(g.id, 0),
                order.get(g.category_id, len(order)),
                g.position,
                g.id,
            )
        )
        self._tiles.replace(self._tile(each, moment) for each in shown_here)

    @Slot(str)
    def mark(self, goods_id: str) -> None:
        """The hold was confirmed."""
        count = self._waiting.get(goods_id, 0)
        if not count:
            self._actions.sold_out(GoodsId(goods_id), cancel_waiting=False)
            return
        name = next((tile.name for tile in self._tiles.rows if tile.key == goods_id), "")
        text = Kds.tr("{0} 沽清：还有 %n 份没开始做，怎么办？", "", count)
        self.paint(Question(goods_id, text.format(name)))

    @Slot(bool)
    def answer(self, cancel_waiting: bool) -> None:
        """Keep the waiting ones, or cancel them with that reason."""
        asked = self.now_shown.goods_id
        self.paint(Question())
        if asked:
            self._actions.sold_out(GoodsId(asked), cancel_waiting=cancel_waiting)

    @Slot()
    def forget(self) -> None:
        """The question is not answered: nothing is sold out."""
        self.paint(Question())

    @Slot(str)
    def restore(self, goods_id: str) -> None:
        self._actions.available(GoodsId(goods_id))

    def _tile(self, goods: GoodsRow, moment: Moment) -> GoodsTile:
        waiting = self._waiting.get(goods.id, 0)
        detail = words.translate("Kds", "待做 {0}").format(waiting) if waiting else ""
        if goods.sold_out:
            detail = words.translate("Kds", "今日售罄")
            if goods.sold_out_until is not None:
                until = moment.local_time(goods.sold_out_until)
                detail = words.translate("Kds", "售罄到 {0}").format(until)
        elif goods.remaining is not None:
            detail = words.translate("Kds", "仅剩 {0}").format(goods.remaining)
        return GoodsTile(goods.id, goods.name, goods.sold_out, goods.id in moment.unsent, detail)


def _waiting(moment: Moment) -> Counter[str]:
    """Dishes waiting anywhere in the shop: sold out is for all stations."""
    lines = cast("Mapping[str, LineRow]", moment.tables["lines"]).values()
    counts: Counter[str] = Counter()
    for line in lines:
        if line.state is LineState.WAITING:
            counts[line.goods_id] += line.quantity
    return counts


def _category_order(moment: Moment) -> dict[str, int]:
    rows = cast("Mapping[str, CategoryRow]", moment.tables["categories"]).values()
    return {row.id: at for at, row in enumerate(sorted(rows, key=lambda row: row.position))}


def _is_cooked_at(goods: GoodsRow, stations: frozenset[str]) -> bool:
    return not stations or not goods.station_ids or not stations.isdisjoint(goods.station_ids)
