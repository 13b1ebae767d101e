"""What every part of the message centre shares within one unit of work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from typing import Final

from msgspec import structs

from common.domain.announcing import Announcement, Channel, Event, MessageStatus, MessageType
from common.domain.ids import ShopId
from common.domain.roles import Role
from common.wire.events import EventBody, EventKind, Rows
from server.db.unit import Unit
from server.messaging import repository
from server.messaging.ports import Manner, Ports, Terminal
from server.messaging.repository import DUE_MESSAGES, Message
from server.messaging.settings import Settings, Told

_LOOKS_EVERY: Final = timedelta(seconds=1)  # the worker looks that often without being woken


@dataclass(slots=True)
class _Parcel:
    put: list[Message] = field(default_factory=list)
    drop: list[str] = field(default_factory=list)


class Centre:
    """One shop's messages in one unit: rows are ended and sent through here, and told once.

    `flush` emits one event per account; whoever serves a command calls it last.
    """

    def __init__(self, unit: Unit, shop_id: ShopId, ports: Ports, told: Told) -> None:
        self.unit = unit
        self.session = unit.session
        self.shop_id = shop_id
        self.ports = ports
        self._told = told
        self._parcels: dict[str, _Parcel] = {}
        self._terminals_of: dict[Channel, Sequence[Terminal]] = {}

    @cached_property
    def manner(self) -> Manner:
        return self.ports.venue.manner()

    @cached_property
    def settings(self) -> Settings:
        return self._told.of_shop(self.session, self.shop_id, self.manner)

    @cached_property
    def terminals(self) -> Sequence[Terminal]:
        """All that may be told, of every kind."""
        return self.ports.venue.terminals(frozenset(Role(channel.value) for channel in Channel))

    def terminals_of(self, channel: Channel) -> Sequence[Terminal]:
        """Reads no others: most events concern one or two kinds of a shop's twenty terminals."""
        if channel not in self._terminals_of:
            kind = Role(channel.value)
            self._terminals_of[channel] = self.ports.venue.terminals({kind})
        return self._terminals_of[channel]

    def config(self, message: Message) -> Announcement | None:
        """The setting that a stored row follows now; None when the event is told no more.

        What was meant to be shown only stays so, whatever is set meanwhile.
        """
        told = self.settings.of(Event(message.event), Channel(message.channel))
        if told is not None and message.msg_type == MessageType.NOTIFY:
            return replace(told, msg_type=MessageType.NOTIFY)
        return told

    def add(self, messages: Sequence[Message]) -> None:
        """Store new rows; those that are `sent` go to their accounts."""
        repository.add(self.session, messages)
        for message in messages:
            if message.is_on_screen:
                self._parcel(message).put.append(message)
        self._wake([message for message in messages if message.is_pending])

    def send(self, message: Message) -> None:
        """Store a pending row as sent, and tell its account."""
        repository.save(self.session, [message])
        self._parcel(message).put.append(message)

    def end(self, messages: Collection[Message], status: MessageStatus, why: str) -> None:
        """End unfinished rows; screens that hold them let them go."""
        ended = [
            structs.replace(message, status=status, why=why, ended_at=self.unit.now)
            for message in messages
        ]
        repository.save(self.session, ended)
        for message in messages:
            if message.is_on_screen:
                self._parcel(message).drop.append(message.id)

    def save(self, messages: Sequence[Message]) -> None:
        """Store changes that no screen shows."""
        repository.save(self.session, messages)
        self._wake(messages)

    def flush(self) -> None:
        """Tell each account what was put and dropped; nothing when nothing was."""
        parcels, self._parcels = self._parcels, {}
        for account, parcel in parcels.items():
            rows = tuple(message.announcement() for message in parcel.put)
            body = EventBody(
                put=Rows(announcements=rows),
                drop={"announcements": tuple(parcel.drop)} if parcel.drop else {},
            )
            kind = EventKind.ANNOUNCE if rows else EventKind.ANNOUNCE_ENDED
            expires_at = max((row.expires_at for row in rows), default=None)
            self.unit.emit(account, kind, body, expires_at=expires_at)

    def _parcel(self, message: Message) -> _Parcel:
        return self._parcels.setdefault(message.account, _Parcel())

    def _wake(self, messages: Sequence[Message]) -> None:
        if any(message.due_at < self.unit.now + _LOOKS_EVERY for message in messages):
            self.unit.wake(DUE_MESSAGES.wake)
