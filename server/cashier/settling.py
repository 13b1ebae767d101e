"""What stays and kitchen ask of bills: the balance before a clean, and to follow what becomes of stays.

Fulfils the kitchen's port `Bills`. A bill that several stays share is in the way of the last of them
alone: until then it goes on with the others, and the dishes of a stay that ended are carried on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from common.domain import billing
from common.domain.bill_rows import Adjustment, Allocation, BillRow
from common.domain.errors import Refused
from common.domain.ids import AdjustmentId, Fen, LineId, StayId
from common.domain.rows import LineRow, StayRow, StayState
from server.cashier import repository
from server.cashier.work import Work


class Settling:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session
        self._shop_id = work.actor.shop_id

    # ── ending and opening again ────────────────────────────────────────────────────────────────

    def balances(self, ending: Sequence[StayRow]) -> dict[StayId, Fen]:
        """What is owed (positive) or owing on each bill that ends with these stays, by one of them."""
        bills = self._bills_of(ending)
        owed: dict[StayId, Fen] = {}
        for bill_id, mine in _by_bill(ending).items():
            bill = bills.get(bill_id) or billing.empty_bill(bill_id)
            if not self._others_open(bill, mine):
                lines = self._work.ports.guests.lines(bill.stay_ids)
                owed[mine[0].id] = billing.totals(bill, lines).balance_fen
        return owed

    def end(self, ended: Sequence[StayRow]) -> None:
        """These stays are over: their bills close, or carry on what they ate."""
        for bill in self._bills_of(ended).values():
            self._follow_stays(bill)

    def reopen(self, opened: Sequence[StayRow]) -> None:
        """These stays go on: their dishes are on the desks' tables again."""
        for bill in self._bills_of(opened).values():
            self._follow_stays(bill)

    def _follow_stays(self, bill: BillRow) -> None:
        guests = self._work.ports.guests
        stays = guests.stays(bill.stay_ids)
        if not any(stay.state is StayState.OPEN for stay in stays):
            self._work.store(bill, bill, is_open=False)
            return
        carried = tuple(
            billing.carried(stay.id, line)
            for stay in stays
            if stay.state is not StayState.OPEN
            for line in guests.lines([stay.id])
            if billing.line_fen(line)
        )
        self._work.store(bill, replace(bill, carried=carried), is_open=True)

    def _others_open(self, bill: BillRow, ending: Sequence[StayRow]) -> bool:
        ids = {stay.id for stay in ending}
        others = [stay_id for stay_id in bill.stay_ids if stay_id not in ids]
        return any(x.state is StayState.OPEN for x in self._work.ports.guests.stays(others))

    def _bills_of(self, stays: Iterable[StayRow]) -> dict[StayId, BillRow]:
        ids = {stay.bill_stay_id or stay.id for stay in stays}
        return {bill.id: bill for bill in repository.bills(self._session, self._shop_id, ids)}

    # ── one bill for two ────────────────────────────────────────────────────────────────────────

    def merge(self, stay: StayRow, into: StayRow) -> None:
        """Everything on the bill of `stay` goes onto that of `into`, payments too."""
        held = self._bills_of([replace(stay, bill_stay_id=None), into])
        mine, theirs = held.get(stay.id), held.get(into.id)
        base = theirs or billing.empty_bill(into.id)
        stay_ids = tuple(dict.fromkeys((*base.stay_ids, stay.id)))
        if mine is None:
            self._work.store(theirs, replace(base, stay_ids=stay_ids), is_open=True)
            return
        if theirs is None:  # a row for things to stand on
            self._work.store(None, base, is_open=True)
            theirs = replace(base, version=1)
        repository.move_things(self._session, mine.id, into.id, [stay.id])
        self._work.store(mine, _emptied(mine), is_open=False)
        merged = self._reread(into.id, theirs)
        joined = replace(
            merged,
            stay_ids=stay_ids,
            allocations=(*theirs.allocations, *mine.allocations),
            carried=(*theirs.carried, *mine.carried),
        )
        self._work.store(merged, joined, is_open=True)

    def part(self, stay: StayRow, from_id: StayId) -> None:
        """The stay has its own bill again. Raises Refused `stay.paid` after a payment."""
        held = repository.bills(self._session, self._shop_id, [from_id, stay.id])
        bills = {bill.id: bill for bill in held}
        shared = bills.get(from_id)
        if shared is None:
            return
        if billing.has_payment(shared):
            raise Refused("stay.paid", {"stay_id": stay.id, "bill_stay_id": from_id})
        own = bills.get(stay.id)
        if own is None:
            self._work.store(None, billing.empty_bill(stay.id), is_open=True)
            own = replace(billing.empty_bill(stay.id), version=1)
        repository.move_things(self._session, from_id, stay.id, [stay.id])
        left, parted = self._reread(from_id, shared), self._reread(stay.id, own)
        ids = tuple(x for x in shared.stay_ids if x != stay.id)
        mine = {x.id for x in parted.adjustments}
        self._work.store(
            left,
            replace(left, stay_ids=ids, allocations=_of(shared.allocations, mine, are_in=False)),
            is_open=True,
        )
        self._work.store(
            parted,
            replace(parted, allocations=_of(shared.allocations, mine, are_in=True)),
            is_open=True,
        )

    def _reread(self, bill_id: StayId, known: BillRow) -> BillRow:
        found = repository.bills(self._session, self._shop_id, [bill_id])
        return found[0] if found else known

    # ── a line in two ───────────────────────────────────────────────────────────────────────────

    def split(self, stay: StayRow, line: LineRow, kept: LineRow, parted: LineRow) -> None:
        """What was taken off the line is taken off its two parts."""
        for bill in self._bills_of([stay]).values():
            if not _concerns(bill, line.id):
                continue
            adjustments = tuple(_also(x, line.id, parted.id) for x in bill.adjustments)
            allocations = _divided(bill.allocations, kept, parted)
            after = replace(bill, adjustments=adjustments, allocations=allocations)
            self._work.store(bill, after, is_open=True)


def _by_bill(stays: Iterable[StayRow]) -> dict[StayId, list[StayRow]]:
    groups: dict[StayId, list[StayRow]] = {}
    for stay in stays:
        groups.setdefault(stay.bill_stay_id or stay.id, []).append(stay)
    return groups


def _emptied(bill: BillRow) -> BillRow:
    return replace(bill, charges=(), adjustments=(), payments=(), allocations=(), carried=())


def _of(
    allocations: Iterable[Allocation], adjustments: set[AdjustmentId], *, are_in: bool
) -> tuple[Allocation, ...]:
    return tuple(x for x in allocations if (x.adjustment_id in adjustments) is are_in)


def _concerns(bill: BillRow, line_id: LineId) -> bool:
    return any(line_id in x.item_ids for x in bill.adjustments) or any(
        x.item_id == line_id for x in bill.allocations
    )


def _also(adjustment: Adjustment, line_id: LineId, parted_id: LineId) -> Adjustment:
    if line_id not in adjustment.item_ids or adjustment.voided_at is not None:
        return adjustment
    return replace(adjustment, item_ids=(*adjustment.item_ids, parted_id))


def _divided(
    allocations: Iterable[Allocation], kept: LineRow, parted: LineRow
) -> tuple[Allocation, ...]:
    """By their prices, and so that neither part bears more than it costs."""
    left_kept, left_parted = billing.line_fen(kept), billing.line_fen(parted)
    whole = left_kept + left_parted
    divided: list[Allocation] = []
    for each in allocations:
        if each.item_id != kept.id:
            divided.append(each)
            continue
        fair = each.fen * billing.line_fen(kept) // whole if whole else 0
        mine = min(max(fair, each.fen - left_parted), left_kept, each.fen)
        theirs = each.fen - mine
        left_kept, left_parted = Fen(left_kept - mine), Fen(left_parted - theirs)
        divided.append(replace(each, fen=Fen(mine)))
        divided.append(replace(each, item_id=parted.id, fen=Fen(theirs)))
    return tuple(divided)
