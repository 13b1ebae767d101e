"""The book of a brand's prepaid messages: what moves between lots and holds. Source: spec 40.

A purchase is one *lot*. A hold reserves units of named lots, so that a lot that runs out of time
between freeze and pay cannot make the pay fail. Each function here says what has to move;
`Movement`s are what is written, append only, and the buckets of a lot are nothing but their replay.

Lots are handed over as they are after `overdue` was booked: closed ones give nothing, and what
comes back to them is expired.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from common.domain.errors import NotEnoughCredit, Refused
from common.domain.ids import SmsLotId
from common.domain.sms_rows import (
    Allocation,
    Bucket,
    Debt,
    Hold,
    HoldAction,
    HoldState,
    LedgerBroken,
    Lot,
    Movement,
    MovementKind,
)

# ── what may become of a hold ────────────────────────────────────────────────────────────────────

_S, _A = HoldState, HoldAction

MOVES: Final[Mapping[tuple[HoldState, HoldAction], HoldState]] = {
    (_S.HELD, _A.PAY): _S.CAPTURED,
    (_S.HELD, _A.RELEASE): _S.RELEASED,
    (_S.HELD, _A.TIME_OUT): _S.TIMED_OUT,
}
SAME: Final = frozenset(
    {
        (_S.CAPTURED, _A.PAY),
        (_S.RELEASED, _A.RELEASE),
        (_S.TIMED_OUT, _A.RELEASE),  # what was wanted is so already
        (_S.TIMED_OUT, _A.TIME_OUT),
        (_S.CAPTURED, _A.TIME_OUT),  # the deadline came too late
        (_S.RELEASED, _A.TIME_OUT),
    }
)
"""Done before: success, and nothing moves."""


def decide(hold: Hold, action: HoldAction, at: datetime) -> HoldState:
    """The state after `action` at `at` (UTC); the same state: there is nothing to do.

    Raises Refused `sms.hold_closed`. From its deadline on a hold cannot be paid, whether or not
    the timeout was booked: the answer must not depend on how late a job is.
    """
    here = (hold.state, action)
    if here in SAME or (action is _A.TIME_OUT and not hold.is_due(at)):
        return hold.state
    if here not in MOVES:
        raise Refused("sms.hold_closed", {"state": hold.state, "action": action})
    if action is _A.PAY and hold.is_due(at):
        raise Refused("sms.hold_closed", {"state": _S.TIMED_OUT, "action": action})
    return MOVES[here]


# ── what moves ───────────────────────────────────────────────────────────────────────────────────


def expiry_of(bought_at: datetime, valid_days: int, zone: tzinfo) -> datetime:
    """24:00 of the day `valid_days` after the purchase, in the brand's zone; given in UTC."""
    day = bought_at.astimezone(zone).date() + timedelta(days=valid_days + 1)
    return datetime.combine(day, time(), zone).astimezone(bought_at.tzinfo)


def grant(lot: Lot, units: int) -> Movement:
    """The units of a new lot."""
    return Movement(
        f"grant:{lot.purchase_id}", MovementKind.GRANT, lot.id, None, Bucket.AVAILABLE, units
    )


def overdue(lots: Iterable[Lot], at: datetime) -> list[Lot]:
    """Lots whose time is up at `at` and that are not closed yet."""
    return [lot for lot in lots if not lot.is_closed and lot.expires_at <= at]


def expire(lots: Iterable[Lot]) -> Iterator[Movement]:
    """What is left of `lots`, which are being closed."""
    for lot in lots:
        if lot.buckets.available:
            yield Movement(
                f"expiry:{lot.id}",
                MovementKind.EXPIRY,
                lot.id,
                Bucket.AVAILABLE,
                Bucket.EXPIRED,
                lot.buckets.available,
            )


def allocate(lots: Iterable[Lot], units: int) -> tuple[Allocation, ...]:
    """Where `units` are taken from: earliest expiry first, then purchase time.

    Raises NotEnoughCredit `sms.insufficient` with what is there.
    """
    usable = sorted((lot for lot in lots if not lot.is_closed), key=lambda lot: lot.turn)
    there = sum(lot.buckets.available for lot in usable)
    if there < units:
        raise NotEnoughCredit("sms.insufficient", {"available": there, "units": units})
    taken = _take_in_turn([(lot.id, lot.buckets.available) for lot in usable], units)
    return tuple(Allocation(lot_id, part) for lot_id, part in taken)


def freeze(hold: Hold) -> list[Movement]:
    return [
        _of_hold(hold, each, MovementKind.FREEZE, Bucket.AVAILABLE, Bucket.HELD, each.units)
        for each in hold.allocations
    ]


def capture(
    hold: Hold, units: int, lots: Mapping[SmsLotId, Lot], at: datetime
) -> tuple[Hold, list[Movement]]:
    """Pay `units` of a HELD hold, those of the earliest lots; the rest is released.

    Raises Refused `sms.hold_short` when it holds fewer.
    """
    if units > hold.units:
        raise Refused("sms.hold_short", {"held": hold.units, "units": units})
    parts = dict(_take_in_turn([(each.lot_id, each.units) for each in hold.allocations], units))
    allocations = tuple(
        replace(each, captured=parts.get(each.lot_id, 0)) for each in hold.allocations
    )
    paid = replace(hold, state=HoldState.CAPTURED, ended_at=at, allocations=allocations)
    moves = [
        _of_hold(hold, each, MovementKind.CAPTURE, Bucket.HELD, Bucket.CONSUMED, each.captured)
        for each in allocations
        if each.captured
    ]
    return paid, [*moves, *_given_back(paid, lots, MovementKind.RELEASE)]


def release(
    hold: Hold, state: HoldState, lots: Mapping[SmsLotId, Lot], at: datetime
) -> tuple[Hold, list[Movement]]:
    """End a HELD hold unpaid, as RELEASED or TIMED_OUT."""
    kind = MovementKind.TIMEOUT if state is HoldState.TIMED_OUT else MovementKind.RELEASE
    ended = replace(hold, state=state, ended_at=at)
    return ended, list(_given_back(ended, lots, kind))


def refund(
    hold: Hold, parts: Sequence[Allocation], lots: Mapping[SmsLotId, Lot], key: str
) -> tuple[Hold, list[Movement]]:
    """Give back what a definite failure did not use: `parts` are units of lots of a CAPTURED hold.

    `key` names what failed (a phone's row); whoever calls looks that it was not refunded before.
    Raises LedgerBroken when more would come back than was paid.
    """
    back = {each.lot_id: each.units for each in parts}
    if not back.keys() <= {each.lot_id for each in hold.allocations}:
        raise LedgerBroken(f"{key}: a refund to a lot that did not pay")
    allocations = tuple(
        replace(each, refunded=each.refunded + back.get(each.lot_id, 0))
        for each in hold.allocations
    )
    if any(each.refunded > each.captured for each in allocations):
        raise LedgerBroken(f"{key}: more refunded than paid")
    moves = [
        Movement(
            f"refund:{key}:{lot_id}",
            MovementKind.REFUND,
            lot_id,
            Bucket.CONSUMED,
            _home(lots[lot_id]),
            units,
            hold.id,
        )
        for lot_id, units in back.items()
    ]
    return replace(hold, allocations=allocations), moves


def shares(allocations: Sequence[Allocation], phones: Sequence[int]) -> list[list[Allocation]]:
    """What each phone of a paid hold cost, lot by lot: `phones` are their units, in their order."""
    left = [(each.lot_id, each.captured) for each in allocations if each.captured]
    given: list[list[Allocation]] = []
    for units in phones:
        taken = _take_in_turn(left, units)
        spent = dict(taken)
        left = [(lot_id, held - spent.get(lot_id, 0)) for lot_id, held in left]
        given.append([Allocation(lot_id, part, captured=part) for lot_id, part in taken])
    return given


def claw_back(lot: Lot, others: Iterable[Lot]) -> tuple[list[Movement], int]:
    """The payment of `lot` was taken back: what is available goes, its own first, then `others`'.

    Gives the movements and the debt that remains. What expired unused was no gain and is not
    asked for.
    """
    wanted = lot.buckets.granted - lot.buckets.expired
    there = [lot, *sorted((each for each in others if each.id != lot.id), key=lambda x: x.turn)]
    usable = [(each.id, each.buckets.available) for each in there if not each.is_closed]
    taken = _take_in_turn(usable, wanted)
    moves = [
        Movement(
            f"claw_back:{lot.purchase_id}:{lot_id}",
            MovementKind.CLAW_BACK,
            lot_id,
            Bucket.AVAILABLE,
            Bucket.CLAWED_BACK,
            units,
        )
        for lot_id, units in taken
    ]
    return moves, wanted - sum(units for _, units in taken)


def settle(
    lot_id: SmsLotId, units: int, debts: Iterable[Debt]
) -> tuple[list[Movement], list[Debt]]:
    """A new lot of `units` pays what the brand owes, oldest debt first; gives the changed debts."""
    moves, changed = [], []
    for debt in debts:
        part = min(units, debt.open_units)
        if not part:
            continue
        units -= part
        changed.append(replace(debt, settled=debt.settled + part))
        moves.append(
            Movement(
                f"settle:{debt.id}:{lot_id}",
                MovementKind.SETTLE,
                lot_id,
                Bucket.AVAILABLE,
                Bucket.CLAWED_BACK,
                part,
            )
        )
    return moves, changed


def _take_in_turn(there: Iterable[tuple[SmsLotId, int]], units: int) -> list[tuple[SmsLotId, int]]:
    """Up to `units`, in the order of `there`."""
    taken: list[tuple[SmsLotId, int]] = []
    for lot_id, held in there:
        part = min(held, units)
        if part:
            taken.append((lot_id, part))
            units -= part
    return taken


def _given_back(hold: Hold, lots: Mapping[SmsLotId, Lot], kind: MovementKind) -> Iterator[Movement]:
    for each in hold.allocations:
        if each.units > each.captured:
            yield _of_hold(
                hold, each, kind, Bucket.HELD, _home(lots[each.lot_id]), each.units - each.captured
            )


def _of_hold(
    hold: Hold,
    part: Allocation,
    kind: MovementKind,
    source: Bucket,
    target: Bucket,
    units: int,
) -> Movement:
    # Released or timed out: a hold gives back once, for whatever reason.
    what = MovementKind.RELEASE if kind is MovementKind.TIMEOUT else kind
    return Movement(
        f"{what}:{hold.id}:{part.lot_id}", kind, part.lot_id, source, target, units, hold.id
    )


def _home(lot: Lot) -> Bucket:
    """Where a unit that was not used goes."""
    return Bucket.EXPIRED if lot.is_closed else Bucket.AVAILABLE
