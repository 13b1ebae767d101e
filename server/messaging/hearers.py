"""Which accounts hear of something, and within which speech zone.

A shop without a kitchen screen has its orders read out at the desk, in the kitchen's place: such a
row is of the kitchen's channel and settings, and of the desk's account.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from common.domain import streams
from common.domain.announcing import Announcement, Channel
from common.domain.business_day import business_day, number_text
from common.domain.ids import RoomId, ShopId
from common.domain.roles import Role
from common.domain.rows import LineRow, OrderRow, OrderSource
from common.domain.sentences import Guest, in_place_of_kitchen
from common.domain.templates import Rendered
from server.messaging.centre import Centre
from server.messaging.ports import Terminal
from server.messaging.repository import Message

_SHARED: Final = {Channel.CASHIER: streams.cashier, Channel.WAITER: streams.waiter}


@dataclass(frozen=True, slots=True)
class Hearer:
    """An account that is told; accounts of one `zone` hear each other's loudspeaker."""

    account: str
    zone: str
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class Addressed:
    """What decides who is told, beside the setting; `room_id`: whose pads are meant."""

    lines: tuple[LineRow, ...] = ()
    source: OrderSource | None = None
    room_id: RoomId | None = None
    accounts: frozenset[str] = field(default_factory=frozenset)
    """Only these; empty: whoever the channel has."""


def hearers_of(centre: Centre, told: Announcement, to: Addressed) -> list[Hearer]:
    """Who is told on `told`'s channel; a channel without a terminal tells nobody."""
    found = _of_channel(centre, told, to)
    return [each for each in found if not to.accounts or each.account in to.accounts]


def _of_channel(centre: Centre, told: Announcement, to: Addressed) -> list[Hearer]:
    channel, lines = told.channel, to.lines
    terminals = centre.terminals_of(channel)
    if not terminals:
        return _at_desk(centre, told, to) if channel is Channel.KITCHEN else []
    match channel:
        case Channel.CASHIER | Channel.WAITER:
            return [Hearer(_SHARED[channel](centre.shop_id), channel, lines)]
        case Channel.KITCHEN:
            nobodys = {x.id for x in lines if not any(_cooks(each, x) for each in terminals)}
            own = [
                # Whose station has no screen any more is told to all: it stands on no board.
                (each, tuple(x for x in lines if x.id in nobodys or _cooks(each, x)))
                for each in terminals
            ]
            return [_own(each, channel, cooked) for each, cooked in own if cooked or not lines]
        case Channel.CALL_BOARD:
            return [_own(each, channel, lines) for each in terminals]
        case Channel.PAD:
            # One guest's affairs are not for another's pad: of no room, of no pad.
            return [
                _own(each, channel, lines)
                for each in terminals
                if each.room_id == to.room_id or streams.device(each.id) in to.accounts
            ]


def _own(terminal: Terminal, channel: Channel, lines: tuple[LineRow, ...]) -> Hearer:
    return Hearer(streams.device(terminal.id), terminal.speech_zone or channel, lines)


def _at_desk(centre: Centre, told: Announcement, to: Addressed) -> list[Hearer]:
    """The desk in the kitchen's place, unless it says the same on its own account."""
    own = centre.settings.of(told.event, Channel.CASHIER)
    says_it = own is not None and own.concerns(to.source) and own.is_spoken
    if says_it or not told.is_spoken or not centre.terminals_of(Channel.CASHIER):
        return []
    return [Hearer(streams.cashier(centre.shop_id), Channel.CASHIER, to.lines)]


def as_heard(account: str, channel: str, text: Rendered) -> Rendered:
    """`text` at that account: the desk says first why it is told what is the kitchen's."""
    stands_in = channel == Channel.KITCHEN and not streams.is_of_device(account)
    return in_place_of_kitchen(text) if stands_in else text


def behind(centre: Centre, message: Message) -> Sequence[Terminal]:
    """The terminals of the account that `message` is for."""
    kind = kind_of(centre.shop_id, message.account)
    if kind is not None:
        return centre.terminals_of(Channel(kind.value))
    of_channel = _with_account(centre.terminals_of(Channel(message.channel)), message.account)
    # One that has become another kind since is of another channel.
    return of_channel or _with_account(centre.terminals, message.account)


def _with_account(terminals: Sequence[Terminal], account: str) -> Sequence[Terminal]:
    return [each for each in terminals if streams.device(each.id) == account]


def kind_of(shop_id: ShopId, account: str) -> Role | None:
    """The kind of terminal that shares `account`; None when it is one device's own."""
    shared = {streams.cashier(shop_id): Role.CASHIER, streams.waiter(shop_id): Role.WAITER}
    return shared.get(account)


def zone_lines(in_zone: Sequence[Hearer]) -> list[LineRow]:
    """What the loudspeaker of a zone has to name, in the order of the batch."""
    lines = {line.id: line for hearer in in_zone for line in hearer.lines}
    return sorted(lines.values(), key=lambda line: (line.sequence, line.id))


def guest_of(centre: Centre, order: OrderRow) -> Guest:
    today = business_day(centre.unit.now, centre.manner.zone)
    number = (
        "" if order.business_day is None else number_text(order.number, order.business_day, today)
    )
    return Guest(
        room_name=order.room_name or "",
        hand_tag=order.hand_tag or "",
        number=number,
        ordered_by_tag=order.source is OrderSource.HAND_TAG,
    )


def _cooks(terminal: Terminal, line: LineRow) -> bool:
    stations = terminal.station_ids
    return not stations or not line.station_ids or bool(stations & set(line.station_ids))
