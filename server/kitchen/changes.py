"""The working set of one command: what it read, what it changes, stored and told together.

A command opens orders and stays here, puts changed rows back, and calls `save` once. `save` draws
what follows (totals, promises, versions), writes only what differs, and publishes the difference:
so no command can store what it does not tell, or tell what it does not store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy.orm import Session

from common.domain.errors import NotFound
from common.domain.ids import BatchId, LineId, OrderId, RoomId, ShopId, StayId
from common.domain.orders import count_open_marks, following_lines, promised
from common.domain.rows import BatchRow, LineRow, OrderRow, OrderState, RoomRow, StayRow
from server.kitchen import repository as orders
from server.kitchen import stay_repository as stays
from server.kitchen.publishing import Sides, Told, publish
from server.kitchen.repository import Docket, Values, Writes
from server.kitchen.trail import Trail


class Changes:
    def __init__(self, session: Session, shop_id: ShopId, trail: Trail) -> None:
        self._session = session
        self._shop_id = shop_id
        self._before: dict[OrderId, Docket] = {}
        self._stays_before: dict[StayId, StayRow] = {}
        self.dockets: dict[OrderId, Docket] = {}
        self.stays: dict[StayId, StayRow] = {}
        self.rooms: dict[RoomId, RoomRow] = {}  # those that this command changed, as they are now
        self.trail = trail

    # ── opening ─────────────────────────────────────────────────────────────────────────────────

    def hold(self, docket: Docket) -> Docket:
        """Take an order that was read elsewhere into the working set."""
        order_id = docket.order.id
        if order_id not in self.dockets:
            self._before[order_id] = docket.copy()
            self.dockets[order_id] = docket
        return self.dockets[order_id]

    def orders(self, order_ids: Collection[OrderId]) -> list[Docket]:
        """The shop's orders among `order_ids`, oldest first."""
        missing = [order_id for order_id in order_ids if order_id not in self.dockets]
        for docket in orders.dockets(self._session, self._shop_id, missing):
            self.hold(docket)
        return [self.dockets[key] for key in sorted(order_ids) if key in self.dockets]

    def order(self, order_id: str) -> Docket:
        """Raises NotFound `order.unknown`."""
        found = self.orders([OrderId(order_id)])
        if not found:
            raise NotFound("order.unknown", {"order_id": order_id})
        return found[0]

    def order_of_line(self, line_id: str) -> tuple[Docket, LineRow]:
        """Raises NotFound `line.unknown`."""
        found = self.orders(orders.orders_with_lines(self._session, self._shop_id, [line_id]))
        if not found:
            raise NotFound("line.unknown", {"line_id": line_id})
        return found[0], found[0].lines[LineId(line_id)]

    def order_of_batch(self, batch_id: str) -> Docket:
        """Raises NotFound `batch.unknown`."""
        order_id = orders.order_with_batch(self._session, self._shop_id, batch_id)
        if order_id is None:
            raise NotFound("batch.unknown", {"batch_id": batch_id})
        return self.order(order_id)

    def orders_of_stays(self, stay_ids: Collection[StayId]) -> list[Docket]:
        """All orders of those stays, of whatever state."""
        return self.orders(orders.orders_of_stays(self._session, stay_ids))

    def open_order_of(self, stay_id: StayId) -> Docket | None:
        """The order that a placement for the stay joins."""
        for docket in self.dockets.values():
            if docket.order.stay_id == stay_id and docket.order.state is OrderState.OPEN:
                return docket
        found = orders.docket_of_open_order(self._session, stay_id)
        return None if found is None else self.hold(found)

    def hold_stays(self, found: Iterable[StayRow]) -> list[StayRow]:
        """Take stays that were read elsewhere into the working set; gives them as they are now."""
        held = []
        for stay in found:
            self._stays_before.setdefault(stay.id, stay)
            held.append(self.stays.setdefault(stay.id, stay))
        return held

    def stay(self, stay_id: str) -> StayRow:
        """Raises NotFound `stay.unknown`."""
        if StayId(stay_id) in self.stays:
            return self.stays[StayId(stay_id)]
        found = stays.stay(self._session, self._shop_id, stay_id)
        if found is None:
            raise NotFound("stay.unknown", {"stay_id": stay_id})
        return self.hold_stays([found])[0]

    # ── changing ────────────────────────────────────────────────────────────────────────────────

    def begin_order(self, order: OrderRow) -> Docket:
        docket = Docket(order)
        self.dockets[order.id] = docket
        return docket

    def put_stay(self, stay: StayRow) -> StayRow:
        self.stays[stay.id] = stay
        return stay

    # ── closing ─────────────────────────────────────────────────────────────────────────────────

    def save(self, told: Told) -> None:
        """Store and publish what differs; the rows held here then are those that were stored."""
        before = Flat.of(self._before.values())
        for docket in self.dockets.values():
            self._bring_up_to_date(docket, before)
        stay_changes = self._changed_stays()
        # Stays first: an order refers to its stay.
        if stay_changes:
            stays.write_stays(self._session, self._shop_id, stay_changes, told.at)
        self._write_orders(before, Flat.of(self.dockets.values()))
        self.trail.write(self._session)
        publish(
            told,
            Sides(self._before, self._stays_before),
            Sides(self.dockets, self.stays),
            tuple(self.rooms.values()),
            lambda ids: stays.which_are_open(self._session, ids),
        )

    def _bring_up_to_date(self, docket: Docket, before: Flat) -> None:
        """Totals, promises and versions of an order as its lines make them."""
        for batch in docket.batches.values():
            after = promised(batch, docket.lines_of(batch.id))
            docket.batches[batch.id] = _next_version(before.batches.get(batch.id), after)
        for line in docket.lines.values():
            docket.lines[line.id] = _next_version(before.lines.get(line.id), line)
        docket.order = following_lines(docket.order, list(docket.lines.values()))
        was = self._before.get(docket.order.id)
        if was is not None and was != docket:
            docket.order = replace(docket.order, version=was.order.version + 1)

    def _changed_stays(self) -> list[tuple[StayRow | None, StayRow]]:
        changed: list[tuple[StayRow | None, StayRow]] = []
        for stay_id, stay in self.stays.items():
            was = self._stays_before.get(stay_id)
            if was != stay:
                self.stays[stay_id] = _next_version(was, stay)
                changed.append((was, self.stays[stay_id]))
        return changed

    def _write_orders(self, before: Flat, after: Flat) -> None:
        new: tuple[list[Values], list[Values], list[Values]] = ([], [], [])
        changed: tuple[list[Values], list[Values], list[Values]] = ([], [], [])
        for order_id, order in after.orders.items():
            if order != (was := before.orders.get(order_id)):
                marks = count_open_marks(self.dockets[order_id].lines.values())
                (new if was is None else changed)[0].append(orders.order_values(order, marks))
        for batch_id, batch in after.batches.items():
            if batch != (had := before.batches.get(batch_id)):
                values = orders.batch_values(self._shop_id, batch)
                (new if had is None else changed)[1].append(values)
        for line_id, line in after.lines.items():
            if line != (held := before.lines.get(line_id)):
                is_counted = line_id in self.dockets[line.order_id].counted
                values = orders.line_values(self._shop_id, line, is_counted=is_counted)
                (new if held is None else changed)[2].append(values)
        orders.write(self._session, Writes(new, changed))


@dataclass(frozen=True, slots=True)
class Flat:
    """The rows of several orders, by id: a batch may move from one order to another."""

    orders: dict[OrderId, OrderRow]
    batches: dict[BatchId, BatchRow]
    lines: dict[LineId, LineRow]

    @classmethod
    def of(cls, dockets: Iterable[Docket]) -> Flat:
        held = cls({}, {}, {})
        for docket in dockets:
            held.orders[docket.order.id] = docket.order
            held.batches.update(docket.batches)
            held.lines.update(docket.lines)
        return held


V = TypeVar("V", BatchRow, LineRow, StayRow)


def _next_version(was: V | None, now: V) -> V:
    if was is None:
        return now if now.version == 1 else replace(now, version=1)
    return now if was == now else replace(now, version=was.version + 1)
