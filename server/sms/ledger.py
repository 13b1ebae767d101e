"""One brand's book in one unit of work: every credit that moves, moves here.

To open it locks the brand's account and closes the lots whose time is up; only then are sums
compared. Safe to repeat: a purchase, a payment, a release and a refund are booked once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from common.domain import sms_ledger as rules
from common.domain.errors import NotFound, Refused
from common.domain.ids import BrandId, SmsDebtId, SmsHoldId, SmsLotId
from common.domain.sms_rows import (
    Account,
    Allocation,
    Debt,
    Hold,
    HoldAction,
    HoldState,
    LedgerBroken,
    Lot,
    Movement,
    Purchase,
)
from server.db.unit import Unit
from server.sms import repository

HOLD_LASTS: Final = timedelta(hours=24)
"""Of a hold made over the route alone."""
AT_ONCE: Final = 200
"""Holds timed out in one unit."""

Warn = Callable[[BrandId], None]
"""The balance has gone below the account's limit."""


class Ledger:
    """Open: the account stays locked until the unit ends."""

    def __init__(
        self, unit: Unit, brand_id: BrandId, warn: Warn, locked: Account | None = None
    ) -> None:
        """`locked`: the account, when this unit has locked it already and not opened its book."""
        self._unit = unit
        self._session = unit.session
        self._warn = warn
        self._booked: list[Movement] = []
        self._touched: set[SmsLotId] = set()
        self.account: Account = locked or repository.lock_account(unit, brand_id)
        self._saved = self.account
        self._lots = {lot.id: lot for lot in repository.lock_open_lots(self._session, brand_id)}
        self._close_overdue()

    @property
    def brand_id(self) -> BrandId:
        return self.account.brand_id

    # ── holds ───────────────────────────────────────────────────────────────────────────────────

    def freeze(self, client_ref: str, units: int, lasts: timedelta | None) -> tuple[Hold, bool]:
        """Set `units` aside, over lots; gives the hold and whether it is new.

        The same `client_ref` gives the first hold again. Raises NotEnoughCredit
        `sms.insufficient`; Refused `sms.hold_conflict` when that one is of other units.
        """
        known = repository.hold_by_ref(self._session, self.brand_id, client_ref)
        if known is not None:
            if known.units != units:
                raise Refused("sms.hold_conflict", {"held": known.units, "units": units})
            return known, False
        return self.freeze_new(client_ref, units, lasts), True

    def freeze_new(self, client_ref: str, units: int, lasts: timedelta | None = None) -> Hold:
        """`freeze` for a name that nobody else can give; taken all the same, it breaks a key."""
        hold = Hold(
            id=SmsHoldId(self._unit.new_id()),
            brand_id=self.brand_id,
            client_ref=client_ref,
            units=units,
            created_at=self._unit.now,
            deadline=None if lasts is None else self._unit.now + lasts,
            allocations=rules.allocate(self._lots.values(), units),
        )
        repository.add_hold(self._session, hold)
        self._write(rules.freeze(hold))
        return hold

    def pay(self, hold_id: str, units: int | None = None) -> Hold:
        """Consume `units` of the hold (None: all) and release the rest; repeated: the first answer.

        Raises NotFound `sms.hold_not_found`, Refused `sms.hold_closed` (the sender must not send)
        or `sms.hold_short`.
        """
        hold = self._hold(hold_id)
        if rules.decide(hold, HoldAction.PAY, self._unit.now) is hold.state:
            return hold
        wanted = hold.units if units is None else units
        paid, moves = rules.capture(hold, wanted, self._lots_of(hold), self._unit.now)
        repository.save_holds(self._session, [paid])
        repository.add_payments(self._session, [paid])
        self._write(moves)
        return paid

    def release(self, hold_id: str) -> Hold:
        """Give back what was not paid. Raises NotFound, or Refused `sms.hold_closed` when it was."""
        return self._end(self._hold(hold_id), HoldAction.RELEASE)

    def refund(self, hold_id: str, parts: Iterable[Allocation], key: str) -> Hold:
        """A definite failure: `parts` of what the hold paid go back, once per `key`."""
        hold, back = self._hold(hold_id), list(parts)
        changed, moves = rules.refund(hold, back, self._lots_of(hold), key)
        if repository.is_booked(self._session, [move.key for move in moves]):
            return hold
        repository.save_holds(self._session, [changed])
        self._write(moves)
        return changed

    # ── holds of messages, many at once ─────────────────────────────────────────────────────────
    #
    # Their states follow the messages' (spec 40): whoever calls has looked, under the account's
    # lock, that the message is in a state from which this may happen.

    def pay_all(self, wanted: Mapping[str, int]) -> dict[str, Hold]:
        """Consume so many units of each hold and release the rest; gives the holds as paid."""
        paid: dict[str, Hold] = {}
        moves: list[Movement] = []
        for hold in self._open_holds(list(wanted)):
            paid[hold.id], booked = rules.capture(
                hold, wanted[hold.id], self._lots_of(hold), self._unit.now
            )
            moves += booked
        repository.save_holds(self._session, list(paid.values()))
        repository.add_payments(self._session, list(paid.values()))
        self._write(moves)
        return paid

    def release_all(self, hold_ids: Sequence[str]) -> None:
        ended: list[Hold] = []
        moves: list[Movement] = []
        for hold in self._open_holds(hold_ids):
            state = HoldState.RELEASED
            released, booked = rules.release(hold, state, self._lots_of(hold), self._unit.now)
            ended.append(released)
            moves += booked
        repository.save_holds(self._session, ended)
        self._write(moves)

    def refund_all(self, wanted: Mapping[str, Mapping[str, Sequence[Allocation]]]) -> None:
        """Give back, by hold and by key (a phone's), what these had paid.

        A key that was refunded before breaks the movements' own key: nothing of the unit is kept.
        """
        changed: list[Hold] = []
        moves: list[Movement] = []
        for hold in repository.holds_by_id(self._session, self.brand_id, list(wanted)):
            lots, left = self._lots_of(hold), hold
            for key, parts in wanted[hold.id].items():
                left, booked = rules.refund(left, parts, lots, key)
                moves += booked
            changed.append(left)
        if len(changed) != len(wanted):
            raise LedgerBroken("a refund of a hold that is not the brand's")
        repository.save_holds(self._session, changed)
        self._write(moves)

    # ── purchases ───────────────────────────────────────────────────────────────────────────────

    def grant(self, bought: Purchase) -> None:
        """The payment has come: a lot, out of which the brand's debts are settled first."""
        now = self._unit.now
        ends = rules.expiry_of(now, bought.valid_days, ZoneInfo(bought.zone))
        lot = Lot(SmsLotId(self._unit.new_id()), self.brand_id, bought.id, now, ends)
        repository.add_lot(self._session, lot)
        self._lots[lot.id] = lot
        debts = repository.open_debts(self._session, self.brand_id)
        settling, settled = rules.settle(lot.id, bought.units, debts)
        for debt in settled:
            repository.save_debt(self._session, debt)
        paid_off = sum(move.units for move in settling)
        self.account = replace(self.account, debt=self.account.debt - paid_off)
        self._write([rules.grant(lot, bought.units), *settling])

    def claw_back(self, bought: Purchase) -> None:
        """The payment was taken back; the caller sees to it that this happens once a purchase."""
        lot_id = repository.lot_of_purchase(self._session, bought.id)
        if lot_id is None:
            return
        lot = self._loaded([lot_id])[lot_id]
        moves, owed = rules.claw_back(lot, self._lots.values())
        if owed:
            debt = Debt(SmsDebtId(self._unit.new_id()), self.brand_id, bought.id, owed)
            repository.add_debt(self._session, debt, self._unit.now)
            self.account = replace(self.account, debt=self.account.debt + owed)
        self._write(moves)

    # ── time ────────────────────────────────────────────────────────────────────────────────────

    def look(self) -> datetime:
        """Close what is over; gives when to look again, a day at the latest."""
        due = repository.holds_due(self._session, self.brand_id, self._unit.now, AT_ONCE)
        for hold in due:
            self._end(hold, HoldAction.TIME_OUT)
        if len(due) == AT_ONCE:
            return self._unit.now + timedelta(seconds=1)
        ends = repository.next_boundary(self._session, self.brand_id)
        tomorrow = self._unit.now + timedelta(days=1)
        return tomorrow if ends is None else min(ends, tomorrow)

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _close_overdue(self) -> None:
        closing = rules.overdue(self._lots.values(), self._unit.now)
        self._book(rules.expire(closing))
        for lot in closing:
            self._lots[lot.id] = replace(self._lots[lot.id], closed_at=self._unit.now)
            self._touched.add(lot.id)
        self._write([])

    def _end(self, hold: Hold, action: HoldAction) -> Hold:
        state: HoldState = rules.decide(hold, action, self._unit.now)
        if state is hold.state:
            return hold
        ended, moves = rules.release(hold, state, self._lots_of(hold), self._unit.now)
        repository.save_holds(self._session, [ended])
        self._write(moves)
        return ended

    def _hold(self, hold_id: str) -> Hold:
        found = repository.hold(self._session, self.brand_id, hold_id)
        if found is None:
            raise NotFound("sms.hold_not_found", {"hold_id": hold_id})
        return found

    def _open_holds(self, hold_ids: Sequence[str]) -> list[Hold]:
        found = repository.holds_by_id(self._session, self.brand_id, hold_ids)
        if len(found) != len(hold_ids) or any(x.state is not HoldState.HELD for x in found):
            raise LedgerBroken(f"of {len(hold_ids)} holds of messages not all are open")
        return found

    def _lots_of(self, hold: Hold) -> dict[SmsLotId, Lot]:
        return self._loaded([part.lot_id for part in hold.allocations])

    def _loaded(self, lot_ids: Iterable[SmsLotId]) -> dict[SmsLotId, Lot]:
        """These lots among those known: closed ones are read when somebody asks for them."""
        missing = [lot_id for lot_id in lot_ids if lot_id not in self._lots]
        if missing:
            self._lots |= {lot.id: lot for lot in repository.lots(self._session, missing)}
        return self._lots

    def _book(self, moves: Iterable[Movement]) -> None:
        for move in moves:
            lot = self._lots[move.lot_id]
            buckets = lot.buckets.moved(move.source, move.target, move.units)
            self._lots[lot.id] = replace(lot, buckets=buckets)
            total = self.account.buckets.moved(move.source, move.target, move.units)
            self.account = replace(self.account, buckets=total)
            self._touched.add(lot.id)
            self._booked.append(move)

    def _write(self, moves: Iterable[Movement]) -> None:
        self._book(moves)
        changed = sorted((self._lots[lot_id] for lot_id in self._touched), key=lambda x: x.turn)
        repository.save_lots(self._session, changed)
        repository.add_movements(self._unit, self.brand_id, self._booked)
        if not self.account.buckets.granted:
            return  # never bought: nothing to run low of
        is_low = self.account.buckets.available < self.account.warn_below
        if is_low and not self.account.is_low:
            self._warn(self.brand_id)
        self.account = replace(self.account, is_low=is_low)
        if self.account != self._saved:
            repository.save_account(self._session, self.account)
            self._saved = self.account
        self._booked, self._touched = [], set()
