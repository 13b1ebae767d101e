"""The checks just before sending: a name of the config → what it looks at (spec 30)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Final

from common.domain.announcing import Check
from common.domain.kitchen import LineState
from common.domain.rows import CallState, LineRow, OrderRow, OrderState, StayState
from server.messaging import call_repository
from server.messaging.centre import Centre
from server.messaging.hearers import behind
from server.messaging.ports import Terminal
from server.messaging.repository import Message


class Case:
    """One row and the world around it, read as a check asks for it."""

    def __init__(self, centre: Centre, message: Message) -> None:
        self.centre = centre
        self.message = message

    @cached_property
    def _docket(self) -> tuple[OrderRow, Sequence[LineRow]] | None:
        order_id = self.message.order_id
        return None if order_id is None else self.centre.ports.orders.order(order_id)

    @property
    def order(self) -> OrderRow | None:
        return None if self._docket is None else self._docket[0]

    @property
    def order_lines(self) -> Sequence[LineRow]:
        """All lines of the order, as they are now."""
        return () if self._docket is None else self._docket[1]

    @property
    def lines(self) -> list[LineRow]:
        """The lines that the row names, as they are now."""
        return [line for line in self.order_lines if line.id in self.message.line_ids]

    @property
    def waiting(self) -> list[LineRow]:
        return [line for line in self.lines if line.state is LineState.WAITING]

    @property
    def hearers(self) -> Sequence[Terminal]:
        """The terminals behind the row's account."""
        return behind(self.centre, self.message)


def _line_waiting(case: Case) -> bool:
    """What names no dish of an order (a call sent by hand) waits for nobody to start."""
    return not case.message.line_ids or bool(case.waiting)


def _order_open(case: Case) -> bool:
    return case.order is None or case.order.state is OrderState.OPEN


def _stay_open(case: Case) -> bool:
    stay_id = case.message.stay_id
    if stay_id is None:
        return True
    stay = case.centre.ports.orders.stay(stay_id)
    return stay is not None and stay.state is StayState.OPEN


def _wanted(case: Case) -> bool:
    return any(not each.wants or case.message.event in each.wants for each in case.hearers)


def _device_in_room(case: Case) -> bool:
    """Only of terminals that stand in a room: a kitchen is told of a room's therapist as well."""
    room_id = case.message.room_id
    rooms = {each.room_id for each in case.hearers} - {None}
    return room_id is None or not rooms or room_id in rooms


def _therapist_on_clock(case: Case) -> bool:
    therapist_id = case.message.therapist_id
    if therapist_id is None:
        return True
    return case.centre.ports.venue.is_on_clock(therapist_id, case.message.room_id)


def _call_open(case: Case) -> bool:
    call_id = case.message.call_id
    if call_id is None:
        return True
    call = call_repository.call(case.centre.session, case.centre.shop_id, call_id)
    return call is not None and call.state is CallState.OPEN


def _not_expired(case: Case) -> bool:
    return case.centre.unit.now < case.message.expires_at


CHECKS: Final[Mapping[Check, Callable[[Case], bool]]] = {
    Check.LINE_WAITING: _line_waiting,
    Check.ORDER_OPEN: _order_open,
    Check.STAY_OPEN: _stay_open,
    Check.WANTED: _wanted,
    Check.DEVICE_IN_ROOM: _device_in_room,
    Check.THERAPIST_ON_CLOCK: _therapist_on_clock,
    Check.CALL_OPEN: _call_open,
    Check.NOT_EXPIRED: _not_expired,
}


def first_failed(case: Case, checks: Sequence[Check]) -> Check | None:
    """The first of `checks` that does not hold, in their order."""
    return next((check for check in checks if not CHECKS[check](case)), None)
