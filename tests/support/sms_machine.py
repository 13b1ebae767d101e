"""Anything may happen to two brands' credits, also exactly at a boundary of time.

`Machine` plays it on paper; with a `till` it plays the same on a real ledger and compares the two.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, Protocol

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from common.domain.errors import DomainError
from common.domain.ids import BrandId
from common.domain.sms_audit import Book, findings
from common.domain.sms_rows import Allocation, Hold, HoldState
from tests.support.rows import EVENING
from tests.support.sms_book import PaperBook

BRANDS = (BrandId("one"), BrandId("two"))
EDGES = (timedelta(microseconds=-1), timedelta(), timedelta(microseconds=1))
brands = st.sampled_from(BRANDS)
units = st.integers(1, 12)
picks = st.integers(0, 10_000)


class Till(Protocol):
    """A real ledger under the machine; `at` is the time of the unit."""

    def buy(self, brand: BrandId, reference: str, units: int, at: datetime, days: int) -> None: ...

    def freeze(self, brand: BrandId, ref: str, units: int, at: datetime) -> None: ...

    def pay(self, brand: BrandId, ref: str, units: int, at: datetime) -> None: ...

    def release(self, brand: BrandId, ref: str, at: datetime) -> None: ...

    def refund(
        self, brand: BrandId, ref: str, parts: list[Allocation], key: str, at: datetime
    ) -> None:
        """The parts name lots by their purchase's reference."""
        ...

    def claw_back(self, brand: BrandId, reference: str, at: datetime) -> None: ...

    def look(self, brand: BrandId, at: datetime) -> None:
        """The daily job: closes lots, times out holds."""
        ...

    def book(self, brand: BrandId) -> Book: ...


class Machine(RuleBasedStateMachine):
    till: Till | None = None

    @initialize()
    def open(self) -> None:
        self.at = EVENING
        self.books = {brand: PaperBook(brand) for brand in BRANDS}
        self.ended: dict[str, HoldState] = {}
        self.refunds = 0

    # ── what happens ────────────────────────────────────────────────────────────────────────────

    @rule(brand=brands, amount=units, days=st.integers(0, 3))
    def buy(self, brand: BrandId, amount: int, days: int) -> None:
        self._buy(brand, f"{brand}-p{len(self.books[brand].bought)}", amount, days)

    @precondition(lambda self: self._bought())
    @rule(pick=picks, amount=units)
    def hear_of_a_payment_again(self, pick: int, amount: int) -> None:
        brand, reference = self._one(self._bought(), pick)
        self._buy(brand, reference, amount, 3)

    @rule(brand=brands, amount=units)
    def freeze(self, brand: BrandId, amount: int) -> None:
        self._freeze(brand, f"{brand}-m{len(self.books[brand].holds)}", amount)

    @precondition(lambda self: self._holds())
    @rule(pick=picks, more=st.integers(0, 1))
    def freeze_again(self, pick: int, more: int) -> None:
        brand, hold = self._one(self._holds(), pick)
        self._freeze(brand, hold.client_ref, hold.units + more)

    @precondition(lambda self: self._holds())
    @rule(pick=picks, fewer=st.integers(-1, 3))
    def pay(self, pick: int, fewer: int) -> None:
        brand, hold = self._one(self._holds(), pick)
        paid = max(0, hold.units - fewer)
        self._both(
            brand,
            lambda book: book.pay(hold.client_ref, paid, self.at),
            lambda till: till.pay(brand, hold.client_ref, paid, self.at),
        )

    @precondition(lambda self: self._holds())
    @rule(pick=picks)
    def release(self, pick: int) -> None:
        brand, hold = self._one(self._holds(), pick)
        self._both(
            brand,
            lambda book: book.release(hold.client_ref, self.at),
            lambda till: till.release(brand, hold.client_ref, self.at),
        )

    @precondition(lambda self: self._refundable())
    @rule(pick=picks, again=st.booleans())
    def refund(self, pick: int, again: bool) -> None:
        brand, hold = self._one(self._refundable(), pick)
        self.refunds += not again
        key = f"phone-{self.refunds}-{hold.client_ref}"
        part = next(each for each in hold.allocations if each.captured > each.refunded)
        names = {lot_id: reference for reference, lot_id in self.books[brand].bought.items()}
        named: Any = names[part.lot_id]  # a reference stands for the lot until the till knows it
        self._both(
            brand,
            lambda book: book.refund(hold.client_ref, [Allocation(part.lot_id, 1)], key, self.at),
            lambda till: till.refund(brand, hold.client_ref, [Allocation(named, 1)], key, self.at),
        )

    @precondition(lambda self: self._bought())
    @rule(pick=picks)
    def claw_back(self, pick: int) -> None:
        brand, reference = self._one(self._bought(), pick)
        self._both(
            brand,
            lambda book: book.claw_back(reference, self.at),
            lambda till: till.claw_back(brand, reference, self.at),
        )

    @rule(brand=brands)
    def look(self, brand: BrandId) -> None:
        self._both(
            brand, lambda book: book.time_out(self.at), lambda till: till.look(brand, self.at)
        )

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @precondition(lambda self: self._boundaries())
    @rule(pick=picks, edge=st.sampled_from(EDGES))
    def wait_for_a_boundary(self, pick: int, edge: timedelta) -> None:
        self.at = max(self.at, self._one(self._boundaries(), pick) + edge)

    # ── what holds after every step ─────────────────────────────────────────────────────────────

    @invariant()
    def the_books_are_sound(self) -> None:
        for brand, book in self.books.items():
            assert findings(book.book()) == []
            if self.till is not None:
                assert findings(self.till.book(brand)) == []

    @invariant()
    def what_has_ended_stays_ended(self) -> None:
        for _, hold in self._holds():
            if hold.state is not HoldState.HELD:
                assert self.ended.setdefault(hold.id, hold.state) is hold.state

    # ── how it is played ────────────────────────────────────────────────────────────────────────

    def _buy(self, brand: BrandId, reference: str, amount: int, days: int) -> None:
        midnight = expiry(self.at, days)
        self._both(
            brand,
            lambda book: book.buy(reference, amount, self.at, midnight),
            lambda till: till.buy(brand, reference, amount, self.at, days),
        )

    def _freeze(self, brand: BrandId, ref: str, amount: int) -> None:
        book = self.books[brand]
        before = {lot.id: lot for lot in book.lots.values()}
        is_new = ref not in book.holds
        self._both(
            brand,
            lambda book: book.freeze(ref, amount, self.at),
            lambda till: till.freeze(brand, ref, amount, self.at),
        )
        if is_new and ref in book.holds:
            used = {part.lot_id for part in book.holds[ref].allocations}
            last = max(before[lot_id].turn for lot_id in used)
            for lot in book.lots.values():
                if lot.id not in used and lot.turn < last and not lot.is_closed:
                    assert lot.buckets.available == 0, "an earlier lot was passed over"

    def _both(
        self,
        brand: BrandId,
        on_paper: Callable[[PaperBook], object],
        for_real: Callable[[Till], object],
    ) -> None:
        others = {each: book.book() for each, book in self.books.items() if each != brand}
        kept = deepcopy(self.books[brand])
        refused = _refusal(lambda: on_paper(self.books[brand]))
        if refused is not None:
            self.books[brand] = kept  # a refusal writes nothing
        assert all(self.books[each].book() == book for each, book in others.items())
        if self.till is None:
            return
        till = self.till
        assert _refusal(lambda: for_real(till)) == refused
        for each, book in self.books.items():
            assert shown(till.book(each)) == shown(book.book())

    def _bought(self) -> list[tuple[BrandId, str]]:
        return [(brand, ref) for brand, book in self.books.items() for ref in book.bought]

    def _holds(self) -> list[tuple[BrandId, Hold]]:
        return [(brand, hold) for brand, book in self.books.items() for hold in book.holds.values()]

    def _refundable(self) -> list[tuple[BrandId, Hold]]:
        return [(brand, hold) for brand, hold in self._holds() if hold.captured > hold.refunded]

    def _boundaries(self) -> list[datetime]:
        """Times to come at which something is over."""
        ends = [lot.expires_at for book in self.books.values() for lot in book.lots.values()]
        ends += [hold.deadline for _, hold in self._holds() if hold.deadline is not None]
        return sorted(end for end in ends if end > self.at)

    def _one(self, there: list[Any], pick: int) -> Any:  # Any: an item of `there`
        return there[pick % len(there)]


def expiry(at: datetime, days: int) -> datetime:
    """24:00 in Shanghai of the day `days` later, reckoned without the ledger."""
    shanghai = timedelta(hours=8)
    today = (at + shanghai).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days + 1) - shanghai


def shown(book: Book) -> object:
    """A book without its ids, to lay two beside each other."""
    turn = {lot.id: place for place, lot in enumerate(sorted(book.lots, key=lambda x: x.turn))}
    return (
        book.account,
        book.debt,
        [
            (lot.purchased_at, lot.expires_at, lot.buckets)
            for lot in sorted(book.lots, key=lambda x: x.turn)
        ],
        sorted(
            (
                hold.client_ref,
                hold.units,
                hold.state,
                hold.created_at,
                sorted(
                    (turn[part.lot_id], part.units, part.captured, part.refunded)
                    for part in hold.allocations
                ),
            )
            for hold in book.holds
        ),
        sorted(
            (turn[each.lot_id], each.kind, str(each.source), each.target, each.units)
            for each in book.movements
        ),
    )


def _refusal(act: Callable[[], object]) -> object:
    try:
        act()
    except DomainError as error:
        return error.code, error.facts
    return None
