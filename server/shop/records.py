"""Rows of the venue as values; what the tables in `models` hold, typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from common.domain.ids import (
    BrandId,
    DeviceId,
    Fen,
    RoomId,
    ShopId,
    StaffId,
    StationId,
    TherapistId,
)
from common.domain.opening_hours import ByHand, Span
from common.domain.roles import Role


@dataclass(frozen=True, slots=True)
class ShopRecord:
    id: ShopId
    brand_id: BrandId
    code: str
    name: str
    zone: str
    phone: str
    address: str
    weekly: tuple[Span, ...]
    by_hand: ByHand | None
    default_target_minutes: int
    delivery_minutes: int
    collect_hint: str
    pad_calls: tuple[str, ...]
    give_away_limit_fen: Fen
    offers_texts: bool
    version: int


@dataclass(frozen=True, slots=True)
class ClosingRecord:
    id: str
    starts_at: datetime
    ends_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    id: DeviceId
    shop_id: ShopId
    kind: Role
    name: str
    room_id: RoomId | None
    station_ids: tuple[StationId, ...]
    speech_zone: str
    paired_at: datetime
    revoked_at: datetime | None
    live_at: datetime | None
    app_version: str
    wants: tuple[str, ...] = ()
    """Announcement events it is told; empty: all."""


@dataclass(frozen=True, slots=True)
class PairingRecord:
    code_hash: str
    shop_id: ShopId
    kind: Role
    room_id: RoomId | None
    station_ids: tuple[StationId, ...]
    speech_zone: str
    for_device_id: DeviceId | None
    expires_at: datetime
    redeemed_at: datetime | None
    client_nonce: str | None
    device_id: DeviceId | None


@dataclass(frozen=True, slots=True)
class StaffRecord:
    id: StaffId
    shop_id: ShopId
    login: str
    name: str
    role: Role
    is_active: bool
    pin_hash: str | None
    failed_attempts: int
    locked_until: datetime | None
    phone: str = ""  # E.164


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A signed-in person; the session may be over (`is_over`)."""

    staff: StaffRecord
    device_id: DeviceId | None
    expires_at: datetime
    ended_at: datetime | None

    def is_over(self, at: datetime) -> bool:
        return self.ended_at is not None or at >= self.expires_at or not self.staff.is_active


@dataclass(frozen=True, slots=True)
class TherapistRecord:
    id: TherapistId
    name: str
    room_id: RoomId | None
    clocked_on_at: datetime | None
