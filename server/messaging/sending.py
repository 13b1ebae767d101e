"""The seed's SendImCall: a call sent by hand or by another program, through the same door as a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from common.domain import streams
from common.domain.announcing import SCHEMAS, Channel, Event, MessageType
from common.domain.errors import Invalid, NotFound
from common.domain.ids import DeviceId, OrderId, RoomId, TherapistId
from common.domain.kitchen import LineState
from common.domain.roles import Actor, Permission, Role
from common.domain.rows import LineRow, OrderRow, OrderSource, ServiceCallRow, StayRow
from common.domain.templates import check_params
from common.wire.messages import SendCall
from server.messaging import repository
from server.messaging.announcing import About, Announcer, Narrowed, Outcome
from server.messaging.calls import Calls
from server.messaging.centre import Centre
from server.messaging.pad_calls import pad_calls
from server.messaging.repository import Message

OF_AN_ORDER: Final = frozenset(
    event for event, schema in SCHEMAS.items() if any(param.of_line for param in schema.values())
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a call, per channel, and the rows written for it."""

    outcomes: Mapping[Channel, Outcome]
    messages: list[Message] = field(default_factory=list)
    call: ServiceCallRow | None = None


class Sending:
    def __init__(self, centre: Centre, announcer: Announcer, calls: Calls) -> None:
        self._centre = centre
        self._announcer = announcer
        self._calls = calls

    def send(self, actor: Actor, wanted: SendCall) -> Sent:
        """Tell whom the settings name, as far as the call asks for it.

        Raises Invalid, naming the field, and NotFound for an account, order, room or therapist
        that is not the shop's; nothing is written then.
        """
        actor.require(Permission.SEND_CALL)
        msg_type = MessageType(wanted.msg_type)
        _check_type(wanted, msg_type)
        check_params(wanted.params, SCHEMAS[wanted.event])
        narrowed = Narrowed(
            channels=frozenset(wanted.channels),
            accounts=self._accounts(wanted),
            msg_type=msg_type,
            judged=True,
        )
        about = self._about(wanted)
        if msg_type is MessageType.PAD_CALL:
            return self._call(wanted, about, narrowed)
        return Sent(*self._announcer.send(wanted.event, about, narrowed))

    # ── whom ────────────────────────────────────────────────────────────────────────────────────

    def _accounts(self, wanted: SendCall) -> frozenset[str]:
        """The accounts that are named, each of a channel that is asked for."""
        return frozenset(
            self._account(each, f"$.designated[{place}]", wanted.channels)
            for place, each in enumerate(wanted.designated)
        )

    def _account(self, named: str, field: str, channels: list[Channel]) -> str:
        shop_id = self._centre.shop_id
        shared = {
            Role.CASHIER: streams.cashier(shop_id),
            Role.WAITER: streams.waiter(shop_id),
        }
        kinds = {account: role for role, account in shared.items()}
        for each in self._centre.terminals:
            if named in (each.id, streams.device(each.id)):
                kinds[named] = each.kind
        kind = kinds.get(named)
        if kind is None:
            raise NotFound("account.unknown", {"field": field, "account": named})
        if channels and Channel(kind.value) not in channels:
            raise Invalid("account.other_channel", field, {"account": named, "channel": kind})
        if named in shared.values():
            return named
        device_id = DeviceId(named.removeprefix("device:"))
        return shared.get(kind, streams.device(device_id))

    # ── about what ──────────────────────────────────────────────────────────────────────────────

    def _about(self, wanted: SendCall) -> About:
        venue = self._centre.ports.venue
        if wanted.room_id is not None and not venue.has_room(RoomId(wanted.room_id)):
            raise NotFound("room.unknown", {"field": "$.room_id", "room_id": wanted.room_id})
        therapist_id = wanted.therapist_id
        if therapist_id is not None and not venue.has_therapist(TherapistId(therapist_id)):
            facts = {"field": "$.therapist_id", "therapist_id": therapist_id}
            raise NotFound("therapist.unknown", facts)
        order, lines = self._of_order(wanted)
        return About(
            order=order,
            lines=lines,
            params=wanted.params,
            room_id=self._room_id(wanted),
            therapist_id=None if therapist_id is None else TherapistId(therapist_id),
            placed_as=_source_of(wanted),
        )

    def _room_id(self, wanted: SendCall) -> RoomId | None:
        if wanted.room_id is not None:
            return RoomId(wanted.room_id)
        name = wanted.params.get("roomName")
        return None if name is None else self._centre.ports.venue.room_named(name)

    def _of_order(self, wanted: SendCall) -> tuple[OrderRow | None, tuple[LineRow, ...]]:
        if wanted.order_id is None:
            if wanted.line_ids:
                raise Invalid("message.order_missing", "$.order_id")
            return None, ()
        if wanted.event not in OF_AN_ORDER:
            raise Invalid("message.not_of_order", "$.order_id", {"event": wanted.event})
        if wanted.params:
            raise Invalid("message.params_or_order", "$.params")
        found = self._centre.ports.orders.order(OrderId(wanted.order_id))
        if found is None:
            raise NotFound("order.unknown", {"field": "$.order_id", "order_id": wanted.order_id})
        order, lines = found
        known = {line.id: line for line in lines}
        for place, line_id in enumerate(wanted.line_ids):
            if line_id not in known:
                facts = {"field": f"$.line_ids[{place}]", "line_id": line_id}
                raise NotFound("line.unknown", facts)
        meant = [
            line
            for line in lines
            if line.id in wanted.line_ids
            or (not wanted.line_ids and line.state is not LineState.CANCELLED)
        ]
        return order, tuple(meant)

    # ── calls of guests ─────────────────────────────────────────────────────────────────────────

    def _call(self, wanted: SendCall, about: About, narrowed: Narrowed) -> Sent:
        """A guest's call, placed by somebody else: answered by one person, seen on the pad."""
        assert wanted.template_id is not None, "checked with the type"
        template = pad_calls(self._centre.session, self._centre.shop_id).get(wanted.template_id)
        if template is None:
            facts = {"template_id": wanted.template_id}
            raise Invalid("call.unknown_template", "$.template_id", facts)
        if "callName" in wanted.params:
            raise Invalid("message.param_of_template", "$.params.callName")
        if not any(self._is_told(wanted.event, channel, narrowed) for channel in Channel):
            return Sent(self._announcer.send(wanted.event, about, narrowed)[0])
        call, is_new = self._calls.place_for(self._stay(wanted, about), template.label)
        if not is_new:  # nobody has answered yet: it is being said already
            told = repository.unfinished_of_call(self._centre.session, call.id)
            return Sent({Channel(row.channel): Outcome.TOLD for row in told}, told, call)
        about = replace(about, call=call, params={**about.params, "callName": template.call_name})
        outcomes, messages = self._announcer.send(wanted.event, about, narrowed)
        return Sent(outcomes, messages, call)

    def _is_told(self, event: Event, channel: Channel, narrowed: Narrowed) -> bool:
        told = self._centre.settings.of(event, channel)
        is_asked = not narrowed.channels or channel in narrowed.channels
        return is_asked and told is not None and told.is_enabled

    def _stay(self, wanted: SendCall, about: About) -> StayRow:
        orders = self._centre.ports.orders
        tag = wanted.params.get("handTag")
        stay = None
        if tag is not None:
            stay = orders.stay_wearing(tag)
        elif about.room_id is not None:
            stay = orders.pad_stay(about.room_id)
        elif "roomName" not in wanted.params:
            raise Invalid("message.param_missing", "$.params.roomName")
        if stay is None:
            name = "handTag" if tag is not None else "roomName"
            raise NotFound("stay.unknown", {"field": f"$.params.{name}"})
        return stay


def _source_of(wanted: SendCall) -> OrderSource | None:
    """An order that is told of by its words alone came from where its guest is addressed."""
    if wanted.event not in OF_AN_ORDER:
        return None
    by_tag = "handTag" in wanted.params and "roomName" not in wanted.params
    return OrderSource.HAND_TAG if by_tag else OrderSource.PAD


def _check_type(wanted: SendCall, msg_type: MessageType) -> None:
    is_call = msg_type is MessageType.PAD_CALL
    if is_call and wanted.event is not Event.PAD_CALLED:
        raise Invalid("message.type_of_event", "$.event", {"event": wanted.event})
    if is_call and wanted.template_id is None:
        raise Invalid("message.template_missing", "$.template_id")
    if not is_call and wanted.template_id is not None:
        raise Invalid("message.template_unasked", "$.template_id")
