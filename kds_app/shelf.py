"""Tickets remembered: an order whose rows did not change is neither judged nor measured again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from common.domain.board import Ticket, ticket
from common.domain.ids import StationId
from common.domain.projection import Tables
from common.domain.rows import BatchRow, LineRow, OrderRow
from kds_app.ticket_parts import Measure, Part, parts_of

OfOrder = TypeVar("OfOrder", BatchRow, LineRow)


@dataclass(frozen=True, slots=True)
class _Rows:
    order: OrderRow
    batches: tuple[BatchRow, ...]
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A ticket cut into parts, and for which width and station names."""

    ticket: Ticket
    width: int
    stations: Mapping[StationId, str]
    parts: tuple[Part, ...]


class Shelf:
    """The tickets of one set of stations (empty: all, the expo view)."""

    def __init__(self, stations: frozenset[StationId], measure: Measure) -> None:
        self.stations = stations
        self._measure = measure
        self._made: dict[str, tuple[_Rows, Ticket | None]] = {}
        self._cut: dict[str, _Cut] = {}

    def tickets(self, tables: Tables) -> list[Ticket]:
        """Every ticket that concerns these stations, also those that left."""
        batches = _by_order(cast("Iterable[BatchRow]", tables["batches"].values()))
        lines = _by_order(cast("Iterable[LineRow]", tables["lines"].values()))
        made: dict[str, tuple[_Rows, Ticket | None]] = {}
        for order in cast("Iterable[OrderRow]", tables["orders"].values()):
            rows = _Rows(order, tuple(batches[order.id]), tuple(lines[order.id]))
            held = self._made.get(order.id)
            # Comparing rows is cheap: unchanged ones are the same objects.
            if held is None or held[0] != rows:
                held = (rows, ticket(rows.order, rows.batches, rows.lines, self.stations))
            made[order.id] = held
        self._made = made
        return [held for _, held in made.values() if held is not None]

    def parts(
        self, tickets: Iterable[Ticket], width: int, stations: Mapping[StationId, str]
    ) -> dict[str, tuple[Part, ...]]:
        """Order id → its parts on a column `width` px wide; `stations` names where else it is cooked."""
        cut: dict[str, _Cut] = {}
        for each in tickets:
            held = self._cut.get(each.order.id)
            if held is None or (held.ticket, held.width, held.stations) != (each, width, stations):
                parts = parts_of(each, width, self._measure, stations)
                held = _Cut(each, width, stations, parts)
            cut[each.order.id] = held
        self._cut = cut
        return {order_id: held.parts for order_id, held in cut.items()}


def _by_order(rows: Iterable[OfOrder]) -> defaultdict[str, list[OfOrder]]:
    found: defaultdict[str, list[OfOrder]] = defaultdict(list)
    for row in rows:
        found[row.order_id].append(row)
    return found
