"""What must hold of a brand's book after every step and every recovery. Source: spec 40, invariants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from common.domain.sms_rows import EMPTY, Buckets, Debt, Hold, HoldState, Lot, Movement


@dataclass(frozen=True, slots=True)
class Book:
    """Everything of one brand. `account` and `debt` are the cached sums."""

    account: Buckets
    debt: int
    lots: Sequence[Lot]
    holds: Sequence[Hold]
    debts: Sequence[Debt]
    movements: Sequence[Movement]


def findings(book: Book) -> list[str]:
    """What is wrong with `book`, in sentences for an operator; empty when it is sound."""
    return [*_of_lots(book), *_of_sums(book), *_of_holds(book.holds), *_of_movements(book)]


def replay(movements: Iterable[Movement]) -> dict[str, Buckets]:
    """The buckets of each lot as its movements alone tell, in whatever order they come."""
    buckets: dict[str, Buckets] = {}
    for each in movements:
        before = buckets.get(each.lot_id, EMPTY)
        buckets[each.lot_id] = before.counted(each.source, each.target, each.units)
    return buckets


def _of_lots(book: Book) -> Iterator[str]:
    held: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for hold in book.holds:
        for part in hold.allocations:
            held[part.lot_id] += part.units if hold.state is HoldState.HELD else 0
            used[part.lot_id] += part.captured - part.refunded
    told = replay(book.movements)
    for lot in book.lots:
        if not lot.buckets.is_sound:
            yield f"lot {lot.id}: its units do not add up to what was granted"
        if lot.buckets != told.get(lot.id, EMPTY):
            yield f"lot {lot.id}: not what its movements tell"
        if lot.buckets.held != held[lot.id]:
            yield f"lot {lot.id}: {lot.buckets.held} held, open holds have {held[lot.id]}"
        if lot.buckets.consumed != used[lot.id]:
            yield f"lot {lot.id}: {lot.buckets.consumed} consumed, {used[lot.id]} paid and kept"
        if lot.is_closed and lot.buckets.available:
            yield f"lot {lot.id}: closed, yet {lot.buckets.available} are available"


def _of_sums(book: Book) -> Iterator[str]:
    if book.account != reduce(add, (lot.buckets for lot in book.lots), EMPTY):
        yield "the account is not the sum of its lots"
    if book.debt != sum(debt.open_units for debt in book.debts):
        yield "the account's debt is not the sum of its open debts"
    if any(not 0 <= debt.settled <= debt.units for debt in book.debts):
        yield "a debt is settled beyond its units"


def _of_holds(holds: Iterable[Hold]) -> Iterator[str]:
    for hold in holds:
        parts = hold.allocations
        if sum(part.units for part in parts) != hold.units:
            yield f"hold {hold.id}: its allocations are not its units"
        if any(not 0 <= part.refunded <= part.captured <= part.units for part in parts):
            yield f"hold {hold.id}: refunded, paid and frozen do not fit"
        if hold.captured and hold.state is not HoldState.CAPTURED:
            yield f"hold {hold.id}: {hold.state}, yet paid"
        if (hold.state is HoldState.HELD) is not (hold.ended_at is None):
            yield f"hold {hold.id}: {hold.state} with an end that does not fit"


def _of_movements(book: Book) -> Iterator[str]:
    keys = Counter(each.key for each in book.movements)
    for key, times in keys.items():
        if times > 1:
            yield f"{key}: booked {times} times"
    own = {lot.id for lot in book.lots}
    for each in book.movements:
        if each.lot_id not in own:
            yield f"{each.key}: of a lot that is not the brand's"
