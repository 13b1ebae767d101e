"""A brand's book on paper: the ledger's rules without a database, the model of the real one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import reduce
from itertools import count
from operator import add

from common.domain import sms_ledger as rules
from common.domain.errors import Refused
from common.domain.ids import BrandId, SmsDebtId, SmsHoldId, SmsLotId, SmsPurchaseId
from common.domain.sms_audit import Book
from common.domain.sms_rows import (
    EMPTY,
    Allocation,
    Debt,
    Hold,
    HoldAction,
    HoldState,
    Lot,
    Movement,
)

HOLD_LASTS = timedelta(hours=24)
BRAND = BrandId("brand")
_next = count(1)


def _an_id() -> str:
    return f"{next(_next):08}"


@dataclass
class PaperBook:
    """Purchases are named by their payment's reference, holds by the sender's."""

    brand_id: BrandId = BRAND
    lots: dict[str, Lot] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    debts: list[Debt] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    bought: dict[str, SmsLotId] = field(default_factory=dict)
    returned: set[str] = field(default_factory=set)

    def buy(self, reference: str, units: int, at: datetime, expires_at: datetime) -> None:
        self.expire(at)
        if reference in self.bought:
            return
        lot = Lot(SmsLotId(_an_id()), self.brand_id, SmsPurchaseId(_an_id()), at, expires_at)
        self.lots[lot.id] = lot
        self.bought[reference] = lot.id
        self._post([rules.grant(lot, units)])
        moves, settled = rules.settle(lot.id, units, self.debts)
        self._post(moves)
        by_id = {debt.id: debt for debt in settled}
        self.debts = [by_id.get(debt.id, debt) for debt in self.debts]

    def freeze(
        self, ref: str, units: int, at: datetime, lasts: timedelta | None = HOLD_LASTS
    ) -> Hold:
        self.expire(at)
        if ref in self.holds:
            held = self.holds[ref].units
            if held != units:
                raise Refused("sms.hold_conflict", {"held": held, "units": units})
            return self.holds[ref]
        parts = rules.allocate(self.lots.values(), units)
        deadline = None if lasts is None else at + lasts
        hold = Hold(SmsHoldId(_an_id()), self.brand_id, ref, units, at, deadline, parts)
        self._post(rules.freeze(hold))
        self.holds[ref] = hold
        return hold

    def pay(self, ref: str, units: int, at: datetime) -> Hold:
        self.expire(at)
        hold = self.holds[ref]
        if rules.decide(hold, HoldAction.PAY, at) is not hold.state:
            hold, moves = rules.capture(hold, units, self._lots(), at)
            self._keep(hold, moves)
        return hold

    def shares(self, paid: Hold, phones: list[int]) -> list[list[Allocation]]:
        return rules.shares(paid.allocations, phones)

    def release(self, ref: str, at: datetime) -> Hold:
        return self._end(ref, HoldAction.RELEASE, at)

    def time_out(self, at: datetime) -> None:
        self.expire(at)
        for ref in list(self.holds):
            self._end(ref, HoldAction.TIME_OUT, at)

    def refund(self, ref: str, parts: list[Allocation], key: str, at: datetime) -> Hold:
        self.expire(at)
        hold = self.holds[ref]
        if not any(each.key.startswith(f"refund:{key}:") for each in self.movements):
            hold, moves = rules.refund(hold, parts, self._lots(), key)
            self._keep(hold, moves)
        return hold

    def claw_back(self, reference: str, at: datetime) -> None:
        self.expire(at)
        if reference in self.returned or reference not in self.bought:
            return
        self.returned.add(reference)
        lot = self.lots[self.bought[reference]]
        moves, owed = rules.claw_back(lot, self.lots.values())
        self._post(moves)
        if owed:
            self.debts.append(Debt(SmsDebtId(_an_id()), self.brand_id, lot.purchase_id, owed))

    def expire(self, at: datetime) -> None:
        closing = rules.overdue(self.lots.values(), at)
        self._post(rules.expire(closing))
        for lot in closing:
            self.lots[lot.id] = replace(self.lots[lot.id], closed_at=at)

    def book(self) -> Book:
        return Book(
            account=reduce(add, (lot.buckets for lot in self.lots.values()), EMPTY),
            debt=sum(debt.open_units for debt in self.debts),
            lots=list(self.lots.values()),
            holds=list(self.holds.values()),
            debts=list(self.debts),
            movements=list(self.movements),
        )

    @property
    def available(self) -> int:
        return self.book().account.available

    def open_holds(self) -> list[Hold]:
        return [hold for hold in self.holds.values() if hold.state is HoldState.HELD]

    def _end(self, ref: str, action: HoldAction, at: datetime) -> Hold:
        self.expire(at)
        hold = self.holds[ref]
        state = rules.decide(hold, action, at)
        if state is not hold.state:
            hold, moves = rules.release(hold, state, self._lots(), at)
            self._keep(hold, moves)
        return hold

    def _keep(self, hold: Hold, moves: Iterable[Movement]) -> None:
        self._post(moves)
        self.holds[hold.client_ref] = hold

    def _lots(self) -> dict[SmsLotId, Lot]:
        return {lot.id: lot for lot in self.lots.values()}

    def _post(self, moves: Iterable[Movement]) -> None:
        for each in moves:
            lot = self.lots[each.lot_id]
            moved = lot.buckets.moved(each.source, each.target, each.units)
            self.lots[each.lot_id] = replace(lot, buckets=moved)
            self.movements.append(each)
