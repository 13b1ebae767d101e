"""What the hub asks of the database and of the subjects, as values; `standing` answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from common.domain.ids import DeviceId, LineId, MessageId, RoomId, ShopId, StationId, StayId
from common.domain.roles import Role
from common.domain.streams import followed_by
from common.wire.frames import SpokenReport
from server.db.journal import JournalEvent, StreamPosition


@dataclass(frozen=True, slots=True)
class Standing:
    """Who a session is and where it stands; `stay_id` is what a pad's room shows now."""

    device_id: DeviceId
    shop_id: ShopId
    kind: Role
    room_id: RoomId | None
    station_ids: frozenset[StationId]
    stay_id: StayId | None

    @property
    def streams(self) -> tuple[str, ...]:
        return followed_by(self.kind, self.shop_id, self.device_id, self.stay_id)

    @property
    def place(self) -> Place:
        return Place(self.kind, self.room_id, self.station_ids)

    @property
    def is_kitchen(self) -> bool:
        return self.kind is Role.KITCHEN


@dataclass(frozen=True, slots=True)
class Place:
    """What decides which streams and lines concern a terminal; a change makes it come again."""

    kind: Role
    room_id: RoomId | None
    station_ids: frozenset[StationId]


@dataclass(frozen=True, slots=True)
class UnseenLine:
    """A line that no kitchen screen of its stations has acknowledged yet."""

    id: LineId
    station_ids: frozenset[StationId]


@dataclass(frozen=True, slots=True)
class Welcomed:
    """One consistent read: the terminal, where its streams stand, what was owed to it then."""

    standing: Standing
    positions: Mapping[str, StreamPosition]
    unseen: tuple[UnseenLine, ...] = ()
    undelivered: Mapping[str, tuple[MessageId, ...]] = field(default_factory=dict)
    """By account (stream): announcements sent and not acknowledged."""


@dataclass(frozen=True, slots=True)
class News:
    """What one stream has behind the cursor that was asked about."""

    position: StreamPosition
    events: tuple[JournalEvent, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """`until` None: somebody else speaks, or spoke."""

    until: datetime | None


class NotAdmitted(Exception):
    """The token is unknown, or its device was revoked (`is_revoked`)."""

    def __init__(self, *, is_revoked: bool) -> None:
        super().__init__("revoked" if is_revoked else "unknown token")
        self.is_revoked = is_revoked


class House(Protocol):
    """Each call is one read or one unit of work of its own."""

    async def admit(self, token: str) -> Standing:
        """Raises NotAdmitted."""
        ...

    async def welcome(self, standing: Standing) -> Welcomed:
        """Look again, and at everything, in one consistent read. Raises NotAdmitted."""
        ...

    async def news(self, cursors: Mapping[str, int], limit: int) -> Mapping[str, News]:
        """Per stream its position and the next events behind the cursor, at most `limit` each."""
        ...

    async def positions(self, streams: Sequence[str]) -> Mapping[str, StreamPosition]: ...

    async def places(self, device_ids: Sequence[DeviceId]) -> Mapping[DeviceId, Place]:
        """Where these stand now; a revoked device is left out."""
        ...

    async def receipts(
        self,
        shop_id: ShopId,
        lines: Mapping[DeviceId, Sequence[LineId]],
        messages: Sequence[MessageId],
    ) -> None:
        """Kitchen screens hold these lines, accounts have these messages."""
        ...

    async def came(self, shop_id: ShopId, device_id: DeviceId, version: str) -> None:
        """This one was welcomed just now; its program calls itself `version`."""
        ...

    async def live(self, shop_id: ShopId, device_ids: Sequence[DeviceId]) -> None:
        """These were on the socket just now."""
        ...

    async def claim(self, standing: Standing, announcement_id: str, repeat: int) -> Grant: ...

    async def spoken(self, standing: Standing, report: SpokenReport) -> None: ...
