"""Guests' calls from the pad: placed, accepted by one, done or withdrawn; the pad sees 已响应."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from common.domain import streams
from common.domain.announcing import Check, Event
from common.domain.calls import LIVE, CallAction, decide
from common.domain.errors import Forbidden, Invalid, NotFound, Refused
from common.domain.ids import CallId, RoomId, StayId
from common.domain.roles import Actor, Permission
from common.domain.rows import CallState, ServiceCallRow, StayRow
from common.wire.events import EventBody, EventKind, Rows
from common.wire.requests import CallService
from server.messaging import call_repository, repository
from server.messaging.announcing import About, Announcer
from server.messaging.centre import Centre
from server.messaging.delivery import Delivery
from server.messaging.pad_calls import pad_call_named

CALLS_AGAIN_AFTER: Final = timedelta(seconds=30)
"""A guest who taps the same button again is heard again, but not with every tap."""


class Calls:
    def __init__(self, centre: Centre, announcer: Announcer, delivery: Delivery) -> None:
        self._centre = centre
        self._announcer = announcer
        self._delivery = delivery

    def place(self, actor: Actor, wanted: CallService) -> tuple[ServiceCallRow, bool]:
        """The guest's call, and whether it is new: the same wish is one call while nobody answered.

        Raises Invalid `call.unknown_template`, Refused `id.taken`, `stay.changed`, `room.to_clean`.
        """
        actor.require(Permission.CALL_SERVICE)
        known = pad_call_named(self._centre.session, self._centre.shop_id, wanted.template)
        if known is None and wanted.template not in self._centre.manner.pad_calls:
            raise Invalid("call.unknown_template", "$.template")
        if actor.room_id is None:
            raise Forbidden("device.no_room")
        stay = self._centre.ports.orders.stay_for_call(wanted.stay_id)
        call, is_new = self.place_for(stay, wanted.template, wanted.call_id, actor.room_id)
        if is_new:
            self._tell(call)
        else:
            self._again(call)
        return call, is_new

    def place_for(
        self,
        stay: StayRow,
        text: str,
        call_id: str | None = None,
        room_id: RoomId | None = None,
    ) -> tuple[ServiceCallRow, bool]:
        """The stay's call, shown to whoever answers calls and told to nobody yet."""
        for call in call_repository.live_calls_of_stay(self._centre.session, stay.id):
            if call.text == text and call.state is CallState.OPEN:
                return call, False
        call = self._new(stay, text, call_id, room_id)
        call_repository.add(self._centre.session, self._centre.shop_id, call)
        self._publish(call)
        return call, True

    def act(self, actor: Actor, call_id: str, action: CallAction) -> ServiceCallRow:
        """Raises NotFound `call.unknown`, Refused `call.refused`."""
        is_guests = action is CallAction.WITHDRAW
        actor.require(Permission.CALL_SERVICE if is_guests else Permission.ANSWER_CALL)
        call = call_repository.call(self._centre.session, self._centre.shop_id, call_id)
        if call is None or (is_guests and call.stay_id != self._stay_shown(actor)):
            raise NotFound("call.unknown", {"call_id": call_id})
        person = actor.staff_id or actor.device_id
        is_own, name = call.accepted_by == person, call.accepted_name
        state = decide(call.state, action, is_own=is_own, accepted_name=name)
        return call if state is call.state else self._change(call, state, actor)

    def end_stay(self, stay_id: StayId) -> None:
        """The guests are gone: nobody has to go there any more."""
        for call in call_repository.live_calls_of_stay(self._centre.session, stay_id):
            self._change(call, CallState.WITHDRAWN, None)

    def _change(
        self, call: ServiceCallRow, state: CallState, actor: Actor | None
    ) -> ServiceCallRow:
        now = self._centre.unit.now
        changed = replace(call, state=state, version=call.version + 1)
        if state is CallState.ACCEPTED and actor is not None:
            person = actor.staff_id or actor.device_id
            changed = replace(
                changed,
                accepted_at=now,
                accepted_by=person,
                accepted_name=self._centre.ports.venue.name_of(person) if person else "",
            )
        if state not in LIVE:
            changed = replace(changed, done_at=now)
        call_repository.save(self._centre.session, changed)
        self._publish(changed)
        rows = repository.unfinished_of_call(self._centre.session, call.id)
        self._delivery.retire(rows, Check.CALL_OPEN.value)
        return changed

    def _new(
        self, stay: StayRow, text: str, call_id: str | None, room_id: RoomId | None
    ) -> ServiceCallRow:
        if call_id and call_repository.is_taken(self._centre.session, call_id):
            raise Refused("id.taken", {"id": call_id})
        return ServiceCallRow(
            id=CallId(call_id or self._centre.unit.new_id()),
            stay_id=stay.id,
            room_id=stay.room_id or room_id,
            room_name=stay.room_name,
            hand_tag=stay.hand_tags[0] if stay.hand_tags else None,
            text=text,
            state=CallState.OPEN,
            called_at=self._centre.unit.now,
            accepted_at=None,
            accepted_by=None,
            done_at=None,
            version=1,
        )

    def _stay_shown(self, actor: Actor) -> StayId | None:
        if actor.room_id is None:
            return None
        stay = self._centre.ports.orders.pad_stay(actor.room_id)
        return None if stay is None else stay.id

    def _again(self, call: ServiceCallRow) -> None:
        told = repository.unfinished_of_call(self._centre.session, call.id)
        latest = max((row.created_at for row in told), default=call.called_at)
        if self._centre.unit.now - latest >= CALLS_AGAIN_AFTER:
            self._delivery.retire(told, "overtaken")
            self._tell(call)

    def _tell(self, call: ServiceCallRow) -> None:
        known = pad_call_named(self._centre.session, self._centre.shop_id, call.text)
        name = call.text if known is None else known.call_name
        about = About(call=call, params={"callName": name})
        self._announcer.announce(Event.PAD_CALLED, about)

    def _publish(self, call: ServiceCallRow) -> None:
        """Calls that wait or were accepted are on the screens; others leave them."""
        if call.state in LIVE:
            body = EventBody(put=Rows(service_calls=(call,)))
        else:
            body = EventBody(drop={"service_calls": (call.id,)})
        shop_id = self._centre.shop_id
        for stream in (
            streams.cashier(shop_id),
            streams.waiter(shop_id),
            streams.stay(call.stay_id),
        ):
            self._centre.unit.emit(stream, EventKind.CALL_CHANGED, body)
