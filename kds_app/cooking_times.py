"""How long dishes take, from start to finish, as this screen saw them since it began. Pure."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final

from common.domain.ids import GoodsId, LineId
from common.domain.rows import LineRow

KEPT: Final = 2000
"""Lines remembered: an evening of a busy kitchen. Older ones go first."""


@dataclass(frozen=True, slots=True)
class Times:
    """Half of the dishes took `p50_s` or less, nine of ten `p90_s` or less, of `count` cooked."""

    p50_s: int
    p90_s: int
    count: int


class CookingTimes:
    """Remembers what it saw: the tables drop an order once it is complete."""

    def __init__(self) -> None:
        self._seconds: OrderedDict[LineId, tuple[GoodsId, int]] = OrderedDict()

    def note(self, lines: Iterable[LineRow]) -> None:
        """Call with every set of rows; a line that was recalled and finished again counts anew."""
        for line in lines:
            if line.started_at is None or line.ready_at is None:
                continue
            took = int((line.ready_at - line.started_at).total_seconds())
            self._seconds[line.id] = (line.goods_id, took)
        while len(self._seconds) > KEPT:
            self._seconds.popitem(last=False)

    def of(self, goods_id: GoodsId) -> Times | None:
        """None: none was cooked yet."""
        took = sorted(seconds for goods, seconds in self._seconds.values() if goods == goods_id)
        if not took:
            return None
        return Times(_percentile(took, 50), _percentile(took, 90), len(took))


def _percentile(rising: list[int], percent: int) -> int:
    """Nearest rank."""
    return rising[max(0, ceil(len(rising) * percent / 100) - 1)]
