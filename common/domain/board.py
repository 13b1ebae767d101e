"""What a kitchen screen shows: tickets, the all-day count, what left, what waits for a cook's word.

A ticket is one order on one screen. It leaves when all its shown lines are settled, 10 s dimmed,
never with an unacknowledged mark; an add-on to an order that left brings back only the new batch.
Source: spec 10, "Board", "Promise".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from common.domain.ids import GoodsId, StationId
from common.domain.kitchen import UNCOOKED, LineState
from common.domain.marks import concerns_kitchen, is_settled, open_marks
from common.domain.promise import Ageing, ageing, latest_open
from common.domain.rows import BatchRow, LineRow, Mark, OrderRow

DIMMED_FOR: Final = timedelta(seconds=10)
"""How long a finished ticket stays, dimmed, before it leaves."""

NEW_FOR: Final = timedelta(seconds=60)
"""How long a batch is called new (新单)."""

RECALLABLE: Final = 20
"""找回 reopens at most this many tickets that left."""


@dataclass(frozen=True, slots=True)
class Block:
    """One batch on a ticket; `promised_at` is of its lines that the kitchen still owes."""

    batch: BatchRow
    lines: tuple[LineRow, ...]
    promised_at: datetime | None
    is_addon: bool


@dataclass(frozen=True, slots=True)
class Ticket:
    """An order on one screen. `clock_from` and `promised_at` are those of its earliest open batch."""

    order: OrderRow
    blocks: tuple[Block, ...]
    clock_from: datetime
    promised_at: datetime
    settled_at: datetime | None
    also_at: tuple[StationId, ...]

    @property
    def lines(self) -> tuple[LineRow, ...]:
        return tuple(line for block in self.blocks for line in block.lines)

    @property
    def is_dimmed(self) -> bool:
        return self.settled_at is not None

    def ageing(self, now: datetime) -> Ageing:
        """A dimmed ticket no longer ages."""
        return Ageing.NORMAL if self.is_dimmed else ageing(self.clock_from, self.promised_at, now)

    def is_new(self, now: datetime) -> bool:
        return now - self.clock_from < NEW_FOR and all(
            line.state is LineState.WAITING for line in self.lines
        )


@dataclass(frozen=True, slots=True)
class AllDay:
    """合计待做: how many of a dish are owed, and how many of those are on the stove."""

    goods_id: GoodsId
    name: str
    unit: str
    quantity: int
    cooking: int


@dataclass(frozen=True, slots=True)
class ToAcknowledge:
    """One entry of 待确认."""

    order: OrderRow
    line: LineRow
    mark: Mark


@dataclass(frozen=True, slots=True)
class Board:
    """Everything a kitchen screen shows at one instant; tickets by promise, oldest first."""

    tickets: tuple[Ticket, ...]
    left: tuple[Ticket, ...]  # newest first, at most RECALLABLE
    all_day: tuple[AllDay, ...]
    to_acknowledge: tuple[ToAcknowledge, ...]  # oldest first


def shown_at(line: LineRow, stations: Collection[StationId]) -> bool:
    """Whether a screen of `stations` shows the line; an empty collection is the expo view: all.

    A dish that is routed nowhere is shown everywhere: better cooked twice asked than never seen.
    """
    return not stations or not line.station_ids or any(s in stations for s in line.station_ids)


def settled_at(line: LineRow) -> datetime | None:
    """When the kitchen's duty for `line` ended; None while it lasts."""
    if not is_settled(line):
        return None
    ended = line.cancelled_at or line.picked_up_at or line.delivered_at or line.placed_at
    return max([ended, *(m.acknowledged_at for m in line.marks if m.acknowledged_at)])


def all_settled_at(lines: Iterable[LineRow]) -> datetime | None:
    """When the last of `lines` was settled; None if one is not (or there are none)."""
    latest: datetime | None = None
    for line in lines:
        at = settled_at(line)
        if at is None:
            return None
        latest = at if latest is None or at > latest else latest
    return latest


def _present_life(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks since the ticket last left: what left once does not come back with an add-on."""
    life: list[Block] = []
    for block in blocks:
        gone_at = all_settled_at([line for held in life for line in held.lines])
        if gone_at is not None and gone_at + DIMMED_FOR <= block.batch.placed_at:
            life = []
        life.append(block)
    return tuple(life)


def ticket(
    order: OrderRow,
    batches: Iterable[BatchRow],
    lines: Sequence[LineRow],
    stations: Collection[StationId],
) -> Ticket | None:
    """The ticket of `order` on a screen of `stations`; None when it concerns no kitchen any more,
    or has no line there."""
    if not concerns_kitchen(order, lines):
        return None
    blocks: list[Block] = []
    for batch in sorted(batches, key=lambda b: b.sequence):
        shown = tuple(
            sorted(
                (x for x in lines if x.batch_id == batch.id and shown_at(x, stations)),
                key=lambda x: (x.remake_of is None, x.sequence, x.id),
            )
        )
        if shown:
            blocks.append(Block(batch, shown, latest_open(shown), batch.sequence > 1))
    life = _present_life(blocks)
    if not life:
        return None
    shown_lines = [line for block in life for line in block.lines]
    earliest = min(
        (block for block in life if block.promised_at is not None),
        key=lambda block: block.promised_at or block.batch.promised_at,
        default=life[0],
    )
    elsewhere = {
        station for line in lines if not shown_at(line, stations) for station in line.station_ids
    }
    return Ticket(
        order=order,
        blocks=life,
        clock_from=earliest.batch.placed_at,
        promised_at=earliest.promised_at or earliest.batch.promised_at,
        settled_at=all_settled_at(shown_lines),
        also_at=tuple(sorted(elsewhere)),
    )


def board(
    orders: Mapping[str, OrderRow],
    batches: Iterable[BatchRow],
    lines: Iterable[LineRow],
    stations: Collection[StationId],
    now: datetime,
) -> Board:
    """The board of a screen of `stations` at `now` (UTC)."""
    batches_of: defaultdict[str, list[BatchRow]] = defaultdict(list)
    lines_of: defaultdict[str, list[LineRow]] = defaultdict(list)
    for batch in batches:
        batches_of[batch.order_id].append(batch)
    for line in lines:
        lines_of[line.order_id].append(line)
    made = (
        ticket(order, batches_of[order.id], lines_of[order.id], stations)
        for order in orders.values()
    )
    return assemble((each for each in made if each is not None), now)


def assemble(made: Iterable[Ticket], now: datetime) -> Board:
    """The board of tickets that were made already: which stand, which left, what they come to."""
    tickets: list[Ticket] = []
    left: list[Ticket] = []
    for each in made:
        gone = each.settled_at is not None and each.settled_at + DIMMED_FOR <= now
        (left if gone else tickets).append(each)
    tickets.sort(key=lambda t: (t.promised_at, t.order.placed_at, t.order.id))
    left.sort(key=lambda t: t.settled_at or t.clock_from, reverse=True)
    shown = [line for held in tickets for line in held.lines]
    return Board(
        tickets=tuple(tickets),
        left=tuple(left[:RECALLABLE]),
        all_day=all_day(shown),
        to_acknowledge=to_acknowledge(tickets),
    )


def all_day(lines: Iterable[LineRow]) -> tuple[AllDay, ...]:
    """Dishes waiting or cooking, largest quantity first, then by name."""
    owed: defaultdict[tuple[GoodsId, str, str], list[LineRow]] = defaultdict(list)
    for line in lines:
        if line.state in UNCOOKED:
            owed[line.goods_id, line.name, line.unit].append(line)
    counted = [
        AllDay(
            goods_id=goods_id,
            name=name,
            unit=unit,
            quantity=sum(line.quantity for line in dishes),
            cooking=sum(x.quantity for x in dishes if x.state is LineState.COOKING),
        )
        for (goods_id, name, unit), dishes in owed.items()
    ]
    return tuple(sorted(counted, key=lambda dish: (-dish.quantity, dish.name)))


def to_acknowledge(tickets: Iterable[Ticket]) -> tuple[ToAcknowledge, ...]:
    waiting = [
        ToAcknowledge(held.order, line, mark)
        for held in tickets
        for line in held.lines
        for mark in open_marks(line)
    ]
    return tuple(sorted(waiting, key=lambda entry: (entry.mark.at, entry.line.id)))
