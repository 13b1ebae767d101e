"""What the message centre makes of a change elsewhere, inside the same unit of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from common.domain.announcing import Check, Event
from common.domain.happenings import (
    Happening,
    LineRemade,
    LineRushed,
    LinesCancelled,
    LinesNotified,
    LinesPickedUp,
    LinesStarted,
    LineStopRequested,
    OrderClosed,
    OrderPlaced,
    PadCalled,
    RoomStaysChanged,
    StayEnded,
    StayMoved,
)
from common.domain.ids import OrderId
from common.domain.rows import LineRow
from server.messaging import repository
from server.messaging.announcing import About, Announcer
from server.messaging.calls import Calls
from server.messaging.centre import Centre
from server.messaging.delivery import Delivery

_OfStay: TypeAlias = OrderClosed | StayMoved | StayEnded | PadCalled | RoomStaysChanged

_OF_ONE_LINE: Final[Mapping[type[Happening], Event]] = {
    LineRushed: Event.LINE_RUSHED,
    LineStopRequested: Event.LINE_STOP_REQUESTED,
    LineRemade: Event.LINE_REMADE,
}


class Hearing:
    def __init__(
        self, centre: Centre, announcer: Announcer, delivery: Delivery, calls: Calls
    ) -> None:
        self._centre = centre
        self._announcer = announcer
        self._delivery = delivery
        self._calls = calls

    def hear(self, happening: Happening) -> None:
        announce = self._announcer.announce
        match happening:
            case OrderPlaced(order, _, lines, joined):
                announce(Event.ORDER_ADDED if joined else Event.ORDER_PLACED, About(order, lines))
            case LinesStarted(order, lines):
                self._delivery.retire_started(order.id, lines)
            case LinesNotified(order, lines):
                self._retire_named(order.id, Event.LINE_NOTIFIED, lines, "overtaken")
                announce(Event.LINE_NOTIFIED, About(order, lines))
            case LinesPickedUp(order, lines):
                self._retire_named(order.id, Event.LINE_NOTIFIED, lines, "picked_up")
            case LinesCancelled(order, lines):
                self._delivery.retire_started(order.id, lines)
                announce(Event.LINE_CANCELLED, About(order, lines))
            case LineRushed() | LineStopRequested() | LineRemade():
                announce(_OF_ONE_LINE[type(happening)], About(happening.order, (happening.line,)))
            case _:
                self._hear_of_stay(happening)

    def _hear_of_stay(self, happening: _OfStay) -> None:
        match happening:
            case OrderClosed(order):
                self._close(order.id)
            case StayMoved():
                self._moved(happening)
            case StayEnded():
                self._calls.end_stay(happening.stay_id)
            case PadCalled() | RoomStaysChanged():
                pass  # calls are announced where they are placed; rooms are the shop's affair

    def _moved(self, moved: StayMoved) -> None:
        if moved.from_room is None or moved.to_room is None:
            return
        params = {"fromRoom": moved.from_room, "toRoom": moved.to_room}
        self._announcer.announce(Event.STAY_MOVED, About(params=params))

    def _close(self, order_id: OrderId) -> None:
        """Completed or cancelled: what only makes sense for an open order is said no more."""
        rows = [
            row
            for row in repository.unfinished_of_order(self._centre.session, order_id)
            if (told := self._centre.config(row)) and Check.ORDER_OPEN in told.checks
        ]
        self._delivery.retire(rows, Check.ORDER_OPEN.value)

    def _retire_named(
        self, order_id: OrderId, event: Event, lines: tuple[LineRow, ...], why: str
    ) -> None:
        """End rows of `event` that name nothing but `lines`."""
        ids = {str(line.id) for line in lines}
        rows = [
            row
            for row in repository.unfinished_of_order(self._centre.session, order_id)
            if row.event == event and ids.issuperset(row.line_ids)
        ]
        self._delivery.retire(rows, why)
