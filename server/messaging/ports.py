"""What the message centre asks of the house; `server.entry.wiring` fulfils it on the same unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from sqlalchemy.orm import Session

from common.domain.ids import (
    BrandId,
    DeviceId,
    OrderId,
    RoomId,
    ShopId,
    StaffId,
    StationId,
    StayId,
    TherapistId,
)
from common.domain.numbers import OneIsRead
from common.domain.roles import Actor, Role
from common.domain.rows import LineRow, OrderRow, StayRow


@dataclass(frozen=True, slots=True)
class Terminal:
    """A paired device that may be told. No stations: it shows all. `wants` empty: every event."""

    id: DeviceId
    name: str
    kind: Role
    room_id: RoomId | None
    station_ids: frozenset[StationId]
    speech_zone: str
    wants: frozenset[str]
    live_at: datetime | None
    """When it was last seen on the socket; noted every 30 s."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a shop speaks, and what its pads may call for."""

    zone: tzinfo
    one: OneIsRead
    pad_calls: tuple[str, ...]
    brand_id: BrandId
    told_versions: tuple[str, str] = ("", "")
    """Of the brand's and the shop's announcement settings: others whenever these are others."""


class Venue(Protocol):
    """The shop of the unit."""

    def terminals(self, kinds: Collection[Role]) -> Sequence[Terminal]:
        """Those that are not revoked."""
        ...

    def manner(self) -> Manner: ...

    def note_told(self, version: str, *, for_brand: bool) -> None:
        """The announcement settings of the shop, or of its brand, are others from this unit on."""
        ...

    def say_one_as_yao(self, said: bool) -> None:
        """For the whole brand: whether the 1 of a code is 幺, or 一."""
        ...

    def show_pad_calls(self, labels: Sequence[str]) -> None:
        """These buttons stand on the shop's pads, in this order."""
        ...

    def name_of(self, person_id: StaffId | DeviceId) -> str:
        """What the house calls a person or a terminal; "" for nobody of this shop."""
        ...

    def is_open(self, at: datetime) -> bool:
        """Whether the shop lets guests in then."""
        ...

    def room_named(self, name: str) -> RoomId | None: ...

    def has_room(self, room_id: RoomId) -> bool: ...

    def has_therapist(self, therapist_id: TherapistId) -> bool: ...

    def is_on_clock(self, therapist_id: TherapistId, room_id: RoomId | None) -> bool:
        """Whether the therapist's clock runs, in that room if one is named."""
        ...


class Orders(Protocol):
    """Orders and stays of the shop; a foreign or unknown id is None."""

    def order(self, order_id: OrderId) -> tuple[OrderRow, Sequence[LineRow]] | None: ...

    def stay(self, stay_id: StayId) -> StayRow | None: ...

    def pad_stay(self, room_id: RoomId) -> StayRow | None:
        """The stay that the room's pads show now."""
        ...

    def stay_wearing(self, hand_tag: str) -> StayRow | None:
        """The open stay of that hand tag."""
        ...

    def stay_for_call(self, meant_id: str | None) -> StayRow:
        """The stay for which the unit's pad calls; guests nobody checked in become a walk-in.

        Raises Refused `stay.changed` when another than the meant one is there, `room.to_clean` …
        """
        ...


InBrand = Callable[[Session, Actor, str, str], Actor]
"""The actor in the shop that a call names (brand id, shop id): its own, or one of its brand for an
integration and the brand's admin. Raises NotFound `shop.unknown`."""
NamesOf = Callable[[Session, ShopId], Mapping[str, str]]
"""What the shop's terminals are called, by id; also those that are revoked."""
MannerOf = Callable[[Session, ShopId], Manner]
"""For what is only read."""


@dataclass(frozen=True, slots=True)
class Ports:
    venue: Venue
    orders: Orders
