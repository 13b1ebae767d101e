"""Tells each stream the difference that a command makes to that stream's tables. Source: spec 20.

What a stream holds is said once, in the functions named `_on_…`; rows that enter or change are put,
rows that leave are dropped. A snapshot loads the same sets, so *snapshot before + events = snapshot
after* needs no care in any command.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from common.domain import streams
from common.domain.call_board import call_ticket
from common.domain.ids import OrderId, ShopId, StayId
from common.domain.marks import concerns_kitchen
from common.domain.rows import (
    BatchRow,
    CallTicketRow,
    LineRow,
    OrderRow,
    OrderState,
    RoomRow,
    StayRow,
    StayState,
)
from common.wire.events import EventBody, EventKind, Rows
from server.db.unit import Unit
from server.kitchen.repository import Docket, as_tables

AreOpen = Callable[[Collection[StayId]], frozenset[StayId]]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told besides the rows: what happened, who did it, by which request."""

    unit: Unit
    shop_id: ShopId
    kind: EventKind
    by: str
    key: str

    @property
    def at(self) -> datetime:
        return self.unit.now


@dataclass(frozen=True, slots=True)
class Sides:
    """The orders and stays of a command, on one side of it. Stays that it did not touch are left out."""

    dockets: Mapping[OrderId, Docket]
    stays: Mapping[StayId, StayRow]


@dataclass(slots=True)
class Diff:
    """Rows to put and ids to drop, for one stream."""

    put: Rows = field(default_factory=Rows)
    drop: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def body(self, told: Told) -> EventBody | None:
        if not self.drop and not self.put.by_table():
            return None
        return EventBody(put=self.put, drop=self.drop, by=told.by, key=told.key)


R = TypeVar("R", OrderRow, BatchRow, LineRow, StayRow, CallTicketRow)


def publish(
    told: Told, before: Sides, after: Sides, rooms: tuple[RoomRow, ...], are_open: AreOpen
) -> None:
    """Emit the events of one command: one for each stream whose tables it changed."""
    shop_id = told.shop_id
    kitchen = Diff()
    _orders(kitchen, _on_board(before), _on_board(after))
    desk = Diff(kitchen.put, dict(kitchen.drop))
    if after.stays or rooms:
        put_stays, gone = _difference(_open_stays(before), _open_stays(after))
        desk.put = Rows(
            orders=kitchen.put.orders,
            batches=kitchen.put.batches,
            lines=kitchen.put.lines,
            stays=put_stays,
            rooms=rooms,
        )
        _drop(desk, "stays", gone)
    calls = Diff()
    calls.put.call_tickets, gone = _difference(_call_tickets(before), _call_tickets(after))
    _drop(calls, "call_tickets", gone)

    in_kitchen = kitchen.body(told)
    at_desk = desk.body(told) if after.stays or rooms else in_kitchen
    # Equal bodies stand beside each other: the unit encodes them once.
    _emit(told, streams.kitchen(shop_id), in_kitchen)
    _emit(told, streams.cashier(shop_id), at_desk)
    _emit(told, streams.waiter(shop_id), at_desk)
    for stay_id, diff in _stay_diffs(before, after, are_open).items():
        body = diff.body(told)
        _emit(told, streams.stay(stay_id), in_kitchen if body == in_kitchen else body)
    _emit(told, streams.call_board(shop_id), calls.body(told))


def _emit(told: Told, stream: str, body: EventBody | None) -> None:
    if body is not None:
        told.unit.emit(stream, told.kind, body)


# ── what a stream's tables hold ──────────────────────────────────────────────────────────────────


def _on_board(side: Sides) -> list[Docket]:
    """Kitchen, desk and waiters: what is open, or bears a mark that no cook has seen."""
    return [x for x in side.dockets.values() if concerns_kitchen(x.order, x.lines.values())]


def _open_stays(side: Sides) -> dict[str, StayRow]:
    return {x.id: x for x in side.stays.values() if x.state is StayState.OPEN}


def _call_tickets(side: Sides) -> dict[str, CallTicketRow]:
    tickets = (call_ticket(x.order, list(x.lines.values())) for x in side.dockets.values())
    return {ticket.id: ticket for ticket in tickets if ticket is not None}


def _on_pad(side: Sides, stay_id: StayId, open_stays: Collection[StayId]) -> list[Docket]:
    """A pad: everything of its stay, until the stay ends."""
    if stay_id not in open_stays:
        return []
    return [x for x in side.dockets.values() if x.order.stay_id == stay_id]


# ── differences ──────────────────────────────────────────────────────────────────────────────────


def _difference(
    before: Mapping[str, R], after: Mapping[str, R]
) -> tuple[tuple[R, ...], tuple[str, ...]]:
    put = tuple(row for key, row in after.items() if before.get(key) != row)
    return put, tuple(key for key in before if key not in after)


def _drop(diff: Diff, table: str, ids: tuple[str, ...]) -> None:
    if ids:
        diff.drop[table] = ids


def _orders(diff: Diff, before: list[Docket], after: list[Docket]) -> None:
    was, now = as_tables(before), as_tables(after)
    diff.put.orders, gone_orders = _difference(_by_id(was[0]), _by_id(now[0]))
    diff.put.batches, gone_batches = _difference(_by_id(was[1]), _by_id(now[1]))
    diff.put.lines, gone_lines = _difference(_by_id(was[2]), _by_id(now[2]))
    _drop(diff, "orders", gone_orders)
    _drop(diff, "batches", gone_batches)
    _drop(diff, "lines", gone_lines)


def _by_id(rows: Iterable[R]) -> dict[str, R]:
    return {row.id: row for row in rows}


def _stay_diffs(before: Sides, after: Sides, are_open: AreOpen) -> dict[StayId, Diff]:
    touched = {x.order.stay_id: None for x in (*before.dockets.values(), *after.dockets.values())}
    touched |= dict.fromkeys(after.stays)
    unchanged = _open_unchanged(touched, before, after, are_open)
    was_open = unchanged | {StayId(key) for key in _open_stays(before)}
    is_open = unchanged | {StayId(key) for key in _open_stays(after)}
    diffs: dict[StayId, Diff] = {}
    for stay_id in touched:
        diff = diffs[stay_id] = Diff()
        _orders(diff, _on_pad(before, stay_id, was_open), _on_pad(after, stay_id, is_open))
        diff.put.stays, gone = _difference(
            _one(_open_stays(before), stay_id), _one(_open_stays(after), stay_id)
        )
        _drop(diff, "stays", gone)
    return diffs


def _open_unchanged(
    touched: Collection[StayId], before: Sides, after: Sides, are_open: AreOpen
) -> frozenset[StayId]:
    """The open ones among the stays that the command left alone: those with an open order are."""
    alone = [stay_id for stay_id in touched if stay_id not in after.stays]
    with_order = {
        x.order.stay_id for x in before.dockets.values() if x.order.state is OrderState.OPEN
    }
    unsure = [stay_id for stay_id in alone if stay_id not in with_order]
    return frozenset(x for x in alone if x in with_order) | (
        are_open(unsure) if unsure else frozenset()
    )


def _one(held: Mapping[str, R], key: str) -> dict[str, R]:
    return {key: held[key]} if key in held else {}
