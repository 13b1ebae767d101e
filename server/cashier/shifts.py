"""交班: who counts what at the end of a shift. Source: spec 15, "Shifts"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from common.domain.bill_rows import PaymentMethod
from common.domain.errors import NotFound, Refused
from common.domain.ids import Fen, ShiftId, StayId
from common.domain.roles import Permission
from common.domain.rows import StayRow
from common.wire.cashier import CloseShift, MethodSum, OpenShift, ShiftBody, UnsettledBody
from server.cashier import shift_repository as shifts
from server.cashier.shift_repository import Moved, ShiftRecord
from server.cashier.work import Books, Work

CURRENT: Final = "current"


class ShiftBooks:
    """A shop has one open shift at most: its desks share one drawer, as they share one account."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._session = books.session
        self._shop_id = books.actor.shop_id

    def current(self) -> ShiftBody:
        """Raises NotFound `shift.not_open`."""
        self._books.actor.require(Permission.PAY)
        held = shifts.current(self._session, self._shop_id)
        if held is None:
            raise NotFound("shift.not_open")
        return self._body(held)

    def read(self, shift_id: str) -> ShiftBody:
        """`current` names the open one. Raises NotFound `shift.unknown`, `shift.not_open`."""
        if shift_id == CURRENT:
            return self.current()
        self._books.actor.require(Permission.PAY)
        return self._body(self._known(shift_id))

    def opened_within(self, since: datetime, until: datetime) -> list[ShiftBody]:
        found = shifts.opened_within(self._session, self._shop_id, since, until)
        return [self._body(shift) for shift in found]

    def unsettled(self, since: datetime, until: datetime | None) -> list[UnsettledBody]:
        """Stays that were ended by force with something open, and not opened again."""
        guests, house = self._books.ports.guests, self._books.ports.house
        found = guests.left_open(since, until)
        stays = {stay.id: stay for stay in guests.stays([each.stay_id for each in found])}
        names = house.names({each.by for each in found})
        return [
            UnsettledBody(
                each.stay_id,
                place_of(stays, each.stay_id),
                each.balance_fen,
                each.reason,
                names.get(each.by, ""),
                each.at,
            )
            for each in found
        ]

    def _known(self, shift_id: str) -> ShiftRecord:
        shift = shifts.shift(self._session, self._shop_id, shift_id)
        if shift is None:
            raise NotFound("shift.unknown", {"shift_id": shift_id})
        return shift

    def _body(self, shift: ShiftRecord) -> ShiftBody:
        names = self._books.ports.house.names(
            {each for each in (shift.opened_by, shift.closed_by) if each}
        )
        counted = shift.counted if shift.closed_at is not None else None
        return ShiftBody(
            id=shift.id,
            float_fen=shift.float_fen,
            opened_at=shift.opened_at,
            opened_by=names.get(shift.opened_by or ""),
            closed_at=shift.closed_at,
            closed_by=names.get(shift.closed_by or ""),
            note=shift.note,
            methods=method_sums(
                shifts.taken_in_shift(self._session, shift.id),
                shifts.refunded_in_shift(self._session, shift.id),
                shift.float_fen,
                counted,
            ),
            unsettled=self.unsettled(shift.opened_at, shift.closed_at),
            version=shift.version,
        )


class Shifts(ShiftBooks):
    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._work = work

    def open(self, wanted: OpenShift) -> ShiftBody:
        """Raises Refused `shift.open`."""
        self._work.actor.require(Permission.PAY)
        held = shifts.current(self._session, self._shop_id)
        if held is not None:
            raise Refused("shift.open", {"shift_id": held.id})
        shift = ShiftRecord(
            id=ShiftId(self._work.unit.new_id()),
            float_fen=Fen(wanted.float_fen),
            opened_at=self._work.now,
            opened_by=self._work.by,
            closed_at=None,
            closed_by=None,
            counted={},
            note="",
            version=1,
        )
        shifts.add(self._session, self._shop_id, shift)
        return self._body(shift)

    def close(self, shift_id: str, wanted: CloseShift) -> ShiftBody:
        """Record what was counted; the difference to what was expected stands in the answer.

        Raises Refused `shift.not_open`.
        """
        self._work.actor.require(Permission.PAY)
        shift = self._known(shift_id)
        if shift.closed_at is not None:
            raise Refused("shift.not_open", {"shift_id": shift_id})
        closed = replace(
            shift,
            closed_at=self._work.now,
            closed_by=self._work.by,
            counted=wanted.counted.by_method(),
            note=wanted.note,
            version=shift.version + 1,
        )
        shifts.close(self._session, closed)
        return self._body(closed)

    def current_id(self) -> ShiftId:
        """The shift that money belongs to now. Raises Refused `shift.not_open`."""
        held = shifts.current(self._session, self._shop_id)
        if held is None:
            raise Refused("shift.not_open")
        return held.id


def method_sums(
    taken: Iterable[Moved],
    refunded: Iterable[Moved],
    float_fen: int = 0,
    counted: dict[str, int] | None = None,
) -> list[MethodSum]:
    """Every method, also those without money: a drawer is counted even if nothing came in."""
    came, went = list(taken), list(refunded)
    sums = []
    for method in PaymentMethod:
        mine = [each for each in came if each.method is method]
        back = [each for each in went if each.method is method]
        in_fen, out_fen = sum(x.fen for x in mine), sum(x.fen for x in back)
        expected = in_fen - out_fen + (float_fen if method is PaymentMethod.CASH else 0)
        found = None if counted is None else counted.get(method.value, 0)
        sums.append(
            MethodSum(
                method=method,
                payments=sum(x.times for x in mine),
                taken_fen=in_fen,
                refunds=sum(x.times for x in back),
                refunded_fen=out_fen,
                expected_fen=expected,
                counted_fen=found,
                difference_fen=None if found is None else found - expected,
            )
        )
    return sums


def place_of(stays: dict[StayId, StayRow], stay_id: StayId) -> str:
    """`801`, or 手牌12 for guests without a room."""
    stay = stays.get(stay_id)
    if stay is None:
        return ""
    return stay.room_name or "手牌" + "、".join(stay.hand_tags)
