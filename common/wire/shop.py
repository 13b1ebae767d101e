"""Bodies about the venue itself: base information, hours, terminals and people."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from common.domain.announcing import Event
from common.domain.money import LARGEST_FEN
from common.domain.rows import RoomRow, StationRow
from common.wire.answers import Positions
from common.wire.requests import Id, Moment, Name

WallTime = Annotated[
    str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)", examples=["10:00"])
]
"""A local time of day, `HH:MM`."""
Pin = Annotated[str, Meta(min_length=4, max_length=12, pattern=r"^[0-9]+$(?!\n)")]
DeviceKind = Literal["pad", "kitchen", "call_board", "cashier", "waiter"]
StaffRole = Literal["kitchen", "cashier", "waiter", "manager", "brand_admin"]
ShortText = Annotated[str, Meta(max_length=60)]
RoomName = Annotated[str, Meta(min_length=1, max_length=20)]
Position = Annotated[int, Meta(ge=0, le=9999)]


class _Body(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    pass


# ---- requests


class ShopInfo(_Body):
    """Base information, whole: what is left out is emptied to its default. `give_away_limit_fen`:
    what a cashier may take off or give back on one bill without a manager; 0: always a manager.
    `offers_texts`: guests may leave a phone number at their pad, to be texted when an order is ready."""

    name: Name
    zone: Annotated[str, Meta(min_length=1, max_length=64)]
    phone: Annotated[str, Meta(max_length=32)] = ""
    address: Annotated[str, Meta(max_length=200)] = ""
    default_target_minutes: Annotated[int, Meta(ge=1, le=240)] = 15
    delivery_minutes: Annotated[int, Meta(ge=0, le=120)] = 5
    collect_hint: ShortText = ""
    pad_calls: Annotated[
        list[Annotated[str, Meta(min_length=1, max_length=20)]], Meta(max_length=12)
    ] = []
    give_away_limit_fen: Annotated[int, Meta(ge=0, le=LARGEST_FEN)] = 100_00
    offers_texts: bool = True


class HoursSpan(_Body):
    """Open from `opens` to `closes`; an end at or before its start is on the next day."""

    weekday: Annotated[int, Meta(ge=0, le=6)]
    opens: WallTime
    closes: WallTime


class WeeklyHours(_Body):
    """All spans of a week; none: always open."""

    spans: Annotated[list[HoursSpan], Meta(max_length=42)]


class NewClosing(_Body):
    starts_at: Moment
    ends_at: Moment
    reason: Annotated[str, Meta(max_length=200)] = ""


class RoomInfo(_Body):
    name: RoomName
    floor: Annotated[str, Meta(max_length=20)] = ""
    kind: Annotated[str, Meta(max_length=40)] = ""
    position: Position = 0


class StationInfo(_Body):
    name: RoomName
    position: Position = 0


class TherapistInfo(_Body):
    name: Name


class ClockOn(_Body):
    room_id: Id


class DeviceStations(_Body):
    """`station_ids` empty: all stations."""

    station_ids: Annotated[list[Id], Meta(max_length=50)] = []
    speech_zone: Annotated[str, Meta(min_length=1, max_length=40)] = "kitchen"


class DeviceInfo(_Body):
    """Everything about a terminal. `room_id`: of a pad, and of no other kind."""

    name: Name
    kind: DeviceKind
    room_id: Id | None = None
    station_ids: Annotated[list[Id], Meta(max_length=50)] = []
    speech_zone: Annotated[str, Meta(max_length=40)] = ""


class DeviceWants(_Body):
    """Which announcements a terminal is told; none: all."""

    events: Annotated[list[Event], Meta(max_length=20)] = []


class NewStaff(_Body):
    login: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[0-9A-Za-z._-]+$(?!\n)")]
    name: Name
    role: StaffRole


class StaffInfo(_Body):
    name: Name
    role: StaffRole
    is_active: bool = True


class NewPin(_Body):
    pin: Pin


class StaffPhone(_Body):
    """Where codes go; null: nowhere."""

    phone: Annotated[str, Meta(min_length=1, max_length=40)] | None


class SignInCodesWanted(_Body):
    """Whether signing in at a device that is new to a person asks for a code by text."""

    is_on: bool


# ---- answers


class ClosingBody(msgspec.Struct):
    id: str
    starts_at: datetime
    ends_at: datetime
    reason: str
    positions: Positions = {}


class ByHandBody(msgspec.Struct):
    is_open: bool
    reason: str
    until: datetime | None


class HoursBody(msgspec.Struct):
    """How the shop's state comes about."""

    spans: list[HoursSpan]
    closings: list[ClosingBody]
    by_hand: ByHandBody | None


class ShopInfoBody(msgspec.Struct):
    """Base information as it is edited; `code` is what the command line calls the shop."""

    code: str
    name: str
    zone: str
    phone: str
    address: str
    default_target_minutes: int
    delivery_minutes: int
    collect_hint: str
    pad_calls: list[str]
    give_away_limit_fen: int
    offers_texts: bool = True


class RoomAnswer(msgspec.Struct):
    room: RoomRow
    positions: Positions = {}


class RoomsAnswer(msgspec.Struct):
    """All rooms in their order."""

    rooms: list[RoomRow]
    positions: Positions = {}


class StationAnswer(msgspec.Struct):
    station: StationRow
    positions: Positions = {}


class StationsAnswer(msgspec.Struct):
    """All stations in their order."""

    stations: list[StationRow]
    positions: Positions = {}


class TherapistBody(msgspec.Struct):
    id: str
    name: str
    room_id: str | None
    clocked_on_at: datetime | None
    positions: Positions = {}


class DeviceBody(msgspec.Struct):
    id: str
    kind: str
    name: str
    room_id: str | None
    station_ids: list[str]
    speech_zone: str
    paired_at: datetime
    revoked_at: datetime | None
    live_at: datetime | None
    wants: list[str] = []
    app_version: str = ""
    positions: Positions = {}


class PairingCodeBody(msgspec.Struct):
    code: str
    expires_at: datetime
    positions: Positions = {}


class StaffBody(msgspec.Struct):
    id: str
    login: str
    name: str
    role: str
    is_active: bool
    has_pin: bool
    locked_until: datetime | None
    phone: str = ""  # masked
    positions: Positions = {}


class SignInCodesBody(msgspec.Struct):
    is_on: bool
    positions: Positions = {}


class SignedOut(msgspec.Struct):
    ended_at: datetime
