"""Orders, batches and lines: statements in Core, rows out as `common.domain.rows`.

An order is read and written whole, as a `Docket`; every statement is built once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Final

import msgspec
from sqlalchemy import (
    BindParameter,
    Date,
    Insert,
    RowMapping,
    Table,
    Update,
    bindparam,
    insert,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from common.domain.call_board import call_ticket
from common.domain.ids import BatchId, GoodsId, LineId, OrderId, ShopId, StayId
from common.domain.kitchen import LineState
from common.domain.rows import BatchRow, CallTicketRow, LineRow, Mark, OrderRow, OrderState
from server.db.base import Base
from server.kitchen.models import Batch, Line, Order


def table_of(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


ORDERS: Final = table_of(Order)
BATCHES: Final = table_of(Batch)
LINES: Final = table_of(Line)

_ORDER_FIELDS: Final = tuple(f.name for f in fields(OrderRow))
_BATCH_FIELDS: Final = tuple(f.name for f in fields(BatchRow))
_LINE_FIELDS: Final = tuple(f.name for f in fields(LineRow))
_GET_LINE: Final = attrgetter(*_LINE_FIELDS)
_order_tuple: Final = attrgetter(*_ORDER_FIELDS)
_batch_tuple: Final = attrgetter(*_BATCH_FIELDS)
_line_tuple: Final = attrgetter(*_LINE_FIELDS)
_ORDER_COLUMNS: Final = [ORDERS.c[name] for name in _ORDER_FIELDS]
_BATCH_COLUMNS: Final = [BATCHES.c[name] for name in _BATCH_FIELDS]
_LINE_COLUMNS: Final = [*(LINES.c[name] for name in _LINE_FIELDS), LINES.c.counted]


@dataclass(slots=True)
class Docket:
    """A working copy of one order: commands put changed rows in, `Changes.save` stores them.

    `counted` are the lines for which `goods.remaining` was counted down.
    """

    order: OrderRow
    batches: dict[BatchId, BatchRow] = field(default_factory=dict)
    lines: dict[LineId, LineRow] = field(default_factory=dict)
    counted: set[LineId] = field(default_factory=set)

    def copy(self) -> Docket:
        return Docket(self.order, dict(self.batches), dict(self.lines), set(self.counted))

    def put(self, *lines: LineRow) -> None:
        for line in lines:
            self.lines[line.id] = line

    def lines_of(self, batch_id: BatchId) -> list[LineRow]:
        return [line for line in self.lines.values() if line.batch_id == batch_id]

    def in_order(self) -> list[BatchRow]:
        return sorted(self.batches.values(), key=lambda batch: batch.sequence)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────

_ID: Final[BindParameter[Any]] = bindparam("ids", expanding=True)  # Any: ids of whatever
_SELECT_ORDERS: Final = (
    select(*_ORDER_COLUMNS)
    .where(ORDERS.c.shop_id == bindparam("shop_id"), ORDERS.c.id.in_(_ID))
    .order_by(ORDERS.c.id)
)
_SELECT_BATCHES: Final = (
    select(*_BATCH_COLUMNS).where(BATCHES.c.order_id.in_(_ID)).order_by(BATCHES.c.sequence)
)
_SELECT_LINES: Final = (
    select(*_LINE_COLUMNS).where(LINES.c.order_id.in_(_ID)).order_by(LINES.c.sequence, LINES.c.id)
)
_ORDER_OF_LINES: Final = (
    select(LINES.c.order_id)
    .distinct()
    .where(LINES.c.shop_id == bindparam("shop_id"), LINES.c.id.in_(_ID))
)
_ORDER_OF_BATCH: Final = select(BATCHES.c.order_id).where(
    BATCHES.c.shop_id == bindparam("shop_id"), BATCHES.c.id == bindparam("id")
)
# The state as text: a value that decides whether a partial index fits makes SQLite plan the
# statement anew at each call. Unsorted: it would set a sorter up for the one row there mostly is.
_OPEN_ORDER_OF_STAY: Final = select(*_ORDER_COLUMNS).where(
    ORDERS.c.stay_id == bindparam("stay_id"), text("catering_order.state = 'open'")
)
_ORDERS_OF_STAYS: Final = select(ORDERS.c.id).where(ORDERS.c.stay_id.in_(_ID)).order_by(ORDERS.c.id)
# Two partial indexes, so two halves: `OR` would make SQLite read the whole table.
_ON_BOARD: Final = union_all(
    select(ORDERS.c.id).where(
        ORDERS.c.shop_id == bindparam("shop_id"), text("catering_order.state = 'open'")
    ),
    select(ORDERS.c.id).where(
        ORDERS.c.shop_id == bindparam("shop_id"),
        text("catering_order.open_marks > 0"),
        ORDERS.c.state != OrderState.OPEN,
    ),
)
_WAITING_OF_GOODS: Final = (
    select(LINES.c.order_id)
    .distinct()
    .where(
        LINES.c.shop_id == bindparam("shop_id"),
        LINES.c.goods_id == bindparam("goods_id"),
        text("catering_order_goods.state = 'waiting'"),
    )
)
_ORDERS_OF_BATCHES: Final = (
    select(BATCHES.c.order_id)
    .distinct()
    .where(BATCHES.c.shop_id == bindparam("shop_id"), BATCHES.c.id.in_(_ID))
)
_UNSEEN: Final = (
    select(BATCHES.c.shop_id, BATCHES.c.id)
    .where(
        text("catering_order_batch.seen_at IS NULL"),
        BATCHES.c.placed_at > bindparam("after"),
        BATCHES.c.placed_at <= bindparam("until"),
    )
    .order_by(BATCHES.c.placed_at, BATCHES.c.id)
)
_TAKEN_IDS: Final = union_all(
    select(BATCHES.c.id).where(BATCHES.c.id.in_(_ID)),
    select(LINES.c.id).where(LINES.c.id.in_(_ID)),
)


def _order(row: Sequence[Any]) -> OrderRow:  # Any: columns of a database row
    return OrderRow(*row)


def _line(row: RowMapping) -> LineRow:
    held = {name: row[name] for name in _LINE_FIELDS}
    for name in ("options", "allergies", "station_ids"):
        held[name] = tuple(held[name])
    held["marks"] = msgspec.convert(held["marks"], tuple[Mark, ...]) if held["marks"] else ()
    return LineRow(**held)


def _filled(session: Session, orders: Iterable[OrderRow]) -> list[Docket]:
    dockets = {order.id: Docket(order) for order in orders}
    if not dockets:
        return []
    ids = {"ids": list(dockets)}
    for row in session.execute(_SELECT_BATCHES, ids):
        batch = BatchRow(*row)
        dockets[batch.order_id].batches[batch.id] = batch
    for mapping in session.execute(_SELECT_LINES, ids).mappings():
        line = _line(mapping)
        docket = dockets[line.order_id]
        docket.lines[line.id] = line
        if mapping["counted"]:
            docket.counted.add(line.id)
    return list(dockets.values())


def dockets(session: Session, shop_id: ShopId, order_ids: Collection[str]) -> list[Docket]:
    """The orders of the shop among `order_ids`, oldest first; a foreign or unknown id is left out."""
    if not order_ids:
        return []
    rows = session.execute(_SELECT_ORDERS, {"shop_id": shop_id, "ids": list(order_ids)})
    return _filled(session, [_order(row) for row in rows])


def docket_of_open_order(session: Session, stay_id: StayId) -> Docket | None:
    """The oldest, if there are several."""
    rows = session.execute(_OPEN_ORDER_OF_STAY, {"stay_id": stay_id})
    oldest = min((_order(row) for row in rows), key=attrgetter("id"), default=None)
    return None if oldest is None else _filled(session, [oldest])[0]


def orders_with_lines(
    session: Session, shop_id: ShopId, line_ids: Collection[str]
) -> list[OrderId]:
    return list(session.scalars(_ORDER_OF_LINES, {"shop_id": shop_id, "ids": list(line_ids)}).all())


def order_with_batch(session: Session, shop_id: ShopId, batch_id: str) -> OrderId | None:
    return session.scalar(_ORDER_OF_BATCH, {"shop_id": shop_id, "id": batch_id})


def orders_with_batches(
    session: Session, shop_id: ShopId, batch_ids: Collection[str]
) -> list[OrderId]:
    found = session.scalars(_ORDERS_OF_BATCHES, {"shop_id": shop_id, "ids": list(batch_ids)})
    return list(found.all())


def unseen_batches(
    session: Session, after: datetime, until: datetime
) -> list[tuple[ShopId, BatchId]]:
    """Of all shops, placed after `after` and up to `until`, with a dish that no screen showed."""
    rows = session.execute(_UNSEEN, {"after": after, "until": until})
    return [(ShopId(shop_id), BatchId(batch_id)) for shop_id, batch_id in rows]


def orders_of_stays(session: Session, stay_ids: Collection[StayId]) -> list[OrderId]:
    """Of whatever state."""
    if not stay_ids:
        return []
    return list(session.scalars(_ORDERS_OF_STAYS, {"ids": list(stay_ids)}).all())


def orders_waiting_for(session: Session, shop_id: ShopId, goods_id: GoodsId) -> list[OrderId]:
    """Orders with a waiting line of that dish."""
    found = session.scalars(_WAITING_OF_GOODS, {"shop_id": shop_id, "goods_id": goods_id})
    return sorted(found.all())


def taken_ids(session: Session, ids: Collection[str]) -> frozenset[str]:
    """Which of `ids` already name a batch or a line, of whomever."""
    return frozenset(session.scalars(_TAKEN_IDS, {"ids": list(ids)})) if ids else frozenset()


def load_on_board(session: Session, shop_id: ShopId) -> list[Docket]:
    """What the kitchen's, the desk's and the waiters' tables hold of orders."""
    ids = session.scalars(_ON_BOARD, {"shop_id": shop_id}).all()
    return dockets(session, shop_id, ids)


def load_kitchen_tables(
    session: Session, shop_id: ShopId
) -> tuple[list[OrderRow], list[BatchRow], list[LineRow]]:
    """Orders, batches and lines of a kitchen snapshot; the desk's and the waiters' are the same."""
    return as_tables(load_on_board(session, shop_id))


def load_call_tickets(session: Session, shop_id: ShopId) -> list[CallTicketRow]:
    found = (call_ticket(x.order, list(x.lines.values())) for x in load_on_board(session, shop_id))
    return [ticket for ticket in found if ticket is not None]


def as_tables(
    dockets: Iterable[Docket],
) -> tuple[list[OrderRow], list[BatchRow], list[LineRow]]:
    orders: list[OrderRow] = []
    batches: list[BatchRow] = []
    lines: list[LineRow] = []
    for docket in dockets:
        orders.append(docket.order)
        batches.extend(docket.batches.values())
        lines.extend(docket.lines.values())
    return orders, batches, lines


# ── writing ──────────────────────────────────────────────────────────────────────────────────────

_NEXT_NUMBER: Final = text(
    "INSERT INTO order_counter (shop_id, business_day, last_number) VALUES (:shop_id, :day, 1)"
    " ON CONFLICT (shop_id, business_day)"
    " DO UPDATE SET last_number = order_counter.last_number + 1 RETURNING last_number"
).bindparams(bindparam("day", type_=Date))

_NEVER_CHANGES: Final = frozenset({"id", "shop_id", "goods_id", "name", "unit", "placed_at"})

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Written:
    """How rows of one table are stored; `changing` are the columns that an update writes."""

    inserting: Insert
    updating: Update
    changing: tuple[str, ...]

    @classmethod
    def of(cls, table: Table, names: Iterable[str]) -> Written:
        changing = tuple(name for name in names if name not in _NEVER_CHANGES)
        values: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in changing}
        updating = update(table).where(table.c.id == bindparam("id_")).values(values)
        return cls(insert(table), updating, changing)

    def update_values(self, values: Values) -> Values:
        # Every key that is given becomes a column to write: no others than those that may change.
        return {name: values[name] for name in self.changing} | {"id_": values["id"]}


_WRITTEN: Final = (
    Written.of(ORDERS, (*_ORDER_FIELDS, "open_marks")),
    Written.of(BATCHES, _BATCH_FIELDS),
    Written.of(LINES, (*_LINE_FIELDS, "counted")),
)


def next_number(session: Session, shop_id: ShopId, day: date) -> int:
    """The day's next number, from 1 and without gaps: undone with the unit that drew it."""
    drawn: int = session.execute(_NEXT_NUMBER, {"shop_id": shop_id, "day": day}).scalar_one()
    return drawn


def order_values(order: OrderRow, open_marks: int) -> Values:
    return dict(zip(_ORDER_FIELDS, _order_tuple(order), strict=True)) | {"open_marks": open_marks}


def batch_values(shop_id: ShopId, batch: BatchRow) -> Values:
    return dict(zip(_BATCH_FIELDS, _batch_tuple(batch), strict=True)) | {"shop_id": shop_id}


def line_values(shop_id: ShopId, line: LineRow, *, is_counted: bool) -> Values:
    values = dict(zip(_LINE_FIELDS, _line_tuple(line), strict=True))
    return values | {"shop_id": shop_id, "counted": is_counted}


@dataclass(frozen=True, slots=True)
class Writes:
    """Rows to insert and to update: orders, batches, lines, in the order of their keys."""

    new: tuple[list[Values], list[Values], list[Values]]
    changed: tuple[list[Values], list[Values], list[Values]]


def write(session: Session, writes: Writes) -> None:
    for written, new, changed in zip(_WRITTEN, writes.new, writes.changed, strict=True):
        if new:
            session.execute(written.inserting, new)
        if changed:
            session.execute(written.updating, [written.update_values(x) for x in changed])


def waiting(lines: Iterable[LineRow]) -> list[LineRow]:
    return [line for line in lines if line.state is LineState.WAITING]


def portions(lines: Iterable[LineRow]) -> dict[GoodsId, int]:
    """How many of each dish."""
    sums: defaultdict[GoodsId, int] = defaultdict(int)
    for line in lines:
        sums[line.goods_id] += line.quantity
    return dict(sums)
