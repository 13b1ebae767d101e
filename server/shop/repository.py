"""Reads of the venue: Core statements in, records out. Writes stand in the services that own them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

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
from common.domain.opening_hours import ByHand, ClosedFor, Hours, Span
from common.domain.roles import Role
from common.domain.rows import RoomRow, StationRow
from server.shop.models import (
    Closing,
    Device,
    PairingCode,
    Room,
    Shop,
    Staff,
    StaffSession,
    Station,
    Therapist,
)
from server.shop.opening import zone_of
from server.shop.records import (
    ClosingRecord,
    DeviceRecord,
    PairingRecord,
    SessionRecord,
    ShopRecord,
    StaffRecord,
    TherapistRecord,
)

_DEVICE = select(
    Device.id,
    Device.shop_id,
    Device.kind,
    Device.name,
    Device.room_id,
    Device.station_ids,
    Device.speech_zone,
    Device.paired_at,
    Device.revoked_at,
    Device.live_at,
    Device.wants,
    Device.app_version,
)
_STAFF = select(
    Staff.id,
    Staff.shop_id,
    Staff.login,
    Staff.name,
    Staff.role,
    Staff.is_active,
    Staff.pin_hash,
    Staff.failed_attempts,
    Staff.locked_until,
    Staff.phone,
)
_ROOM = select(
    Room.id,
    Room.name,
    Room.floor,
    Room.kind,
    Room.state,
    Room.state_since,
    Room.position,
    Room.version,
)


class ShopRepository:
    """The venue as one session sees it. A foreign shop's thing is None, like an unknown one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # ---- shop

    def shop(self, shop_id: str) -> ShopRecord | None:
        return self._shop(Shop.id == shop_id)

    def shop_by_code(self, code: str) -> ShopRecord | None:
        return self._shop(Shop.code == code)

    def shop_ids(self) -> list[ShopId]:
        return [ShopId(each) for each in self._session.scalars(select(Shop.id).order_by(Shop.id))]

    def _shop(self, where: Any) -> ShopRecord | None:  # Any: SQLAlchemy's column expression
        row = self._session.execute(select(Shop.__table__).where(where)).one_or_none()
        return None if row is None else _shop_record(row)

    def closings(self, shop_id: str, after: datetime) -> list[ClosingRecord]:
        """Temporary closings that end after `after`, in their order."""
        rows = self._session.execute(
            select(Closing.id, Closing.starts_at, Closing.ends_at, Closing.reason)
            .where(Closing.shop_id == shop_id, Closing.ends_at > after)
            .order_by(Closing.starts_at, Closing.id)
        )
        return [ClosingRecord(*row) for row in rows]

    def hours(self, shop: ShopRecord, at: datetime) -> Hours:
        """What `common.domain.opening_hours.judge` needs, from `at` on."""
        closings = tuple(
            ClosedFor(each.starts_at, each.ends_at, each.reason)
            for each in self.closings(shop.id, at)
        )
        return Hours(zone_of(shop.zone), shop.weekly, closings, shop.by_hand)

    # ---- rooms, stations, therapists

    def room(self, shop_id: str, room_id: str) -> RoomRow | None:
        row = self._session.execute(
            _ROOM.where(Room.shop_id == shop_id, Room.id == room_id)
        ).one_or_none()
        return None if row is None else _room_row(row)

    def room_by_name(self, shop_id: str, name: str) -> RoomRow | None:
        row = self._session.execute(
            _ROOM.where(Room.shop_id == shop_id, Room.name == name)
        ).one_or_none()
        return None if row is None else _room_row(row)

    def rooms(self, shop_id: str) -> list[RoomRow]:
        rows = self._session.execute(
            _ROOM.where(Room.shop_id == shop_id).order_by(Room.position, Room.name)
        )
        return [_room_row(row) for row in rows]

    def stations(self, shop_id: str) -> list[StationRow]:
        rows = self._session.execute(
            select(Station.id, Station.name, Station.position, Station.version)
            .where(Station.shop_id == shop_id)
            .order_by(Station.position, Station.name)
        )
        return [StationRow(StationId(row.id), row.name, row.position, row.version) for row in rows]

    def therapists(self, shop_id: str) -> list[TherapistRecord]:
        rows = self._session.execute(
            select(Therapist.id, Therapist.name, Therapist.room_id, Therapist.clocked_on_at)
            .where(Therapist.shop_id == shop_id)
            .order_by(Therapist.name, Therapist.id)
        )
        return [_therapist(row) for row in rows]

    def therapist(self, shop_id: str, therapist_id: str) -> TherapistRecord | None:
        row = self._session.execute(
            select(Therapist.id, Therapist.name, Therapist.room_id, Therapist.clocked_on_at).where(
                Therapist.shop_id == shop_id, Therapist.id == therapist_id
            )
        ).one_or_none()
        return None if row is None else _therapist(row)

    # ---- terminals

    def device(self, shop_id: str, device_id: str) -> DeviceRecord | None:
        return self._device(_DEVICE.where(Device.shop_id == shop_id, Device.id == device_id))

    def device_by_token(self, token_hash: str) -> DeviceRecord | None:
        """Also a revoked one: its token is told apart from an unknown one."""
        return self._device(_DEVICE.where(Device.token_hash == token_hash))

    def devices(
        self, shop_id: str, after: str | None = None, limit: int | None = None
    ) -> list[DeviceRecord]:
        """In the order of their ids, from behind `after`."""
        query = _DEVICE.where(Device.shop_id == shop_id).order_by(Device.id)
        if after is not None:
            query = query.where(Device.id > after)
        return _devices(self._session, query.limit(limit))

    def devices_in_room(self, shop_id: str, room_id: str, kind: Role) -> list[DeviceRecord]:
        return _devices(
            self._session,
            _DEVICE.where(
                Device.shop_id == shop_id,
                Device.room_id == room_id,
                Device.kind == kind,
                Device.revoked_at.is_(None),
            ).order_by(Device.id),
        )

    def _device(self, query: Select[Any]) -> DeviceRecord | None:
        found = _devices(self._session, query)
        return found[0] if found else None

    def pairing(self, code_hash: str) -> PairingRecord | None:
        row = self._session.execute(
            select(PairingCode.__table__).where(PairingCode.code_hash == code_hash)
        ).one_or_none()
        return None if row is None else _pairing(row)

    # ---- people

    def staff(self, shop_id: str, staff_id: str) -> StaffRecord | None:
        return self._person(_STAFF.where(Staff.shop_id == shop_id, Staff.id == staff_id))

    def staff_by_login(self, shop_id: str, login: str) -> StaffRecord | None:
        return self._person(_STAFF.where(Staff.shop_id == shop_id, Staff.login == login))

    def asks_codes(self, shop_id: str) -> bool:
        """Whether signing in at a new device asks for a code by text."""
        return bool(self._session.scalar(select(Shop.asks_sign_in_code).where(Shop.id == shop_id)))

    def staff_of(self, shop_id: str) -> list[StaffRecord]:
        rows = self._session.execute(_STAFF.where(Staff.shop_id == shop_id).order_by(Staff.login))
        return [_staff(row) for row in rows]

    def _person(self, query: Select[Any]) -> StaffRecord | None:
        row = self._session.execute(query).one_or_none()
        return None if row is None else _staff(row)

    def session(self, token_hash: str) -> SessionRecord | None:
        """The session of a token, also when it is over."""
        row = self._session.execute(
            select(
                StaffSession.staff_id,
                StaffSession.device_id,
                StaffSession.expires_at,
                StaffSession.ended_at,
            ).where(StaffSession.token_hash == token_hash)
        ).one_or_none()
        if row is None:
            return None
        staff = self._person(_STAFF.where(Staff.id == row.staff_id))
        assert staff is not None, "a session refers to its person"
        device_id = None if row.device_id is None else DeviceId(row.device_id)
        return SessionRecord(staff, device_id, row.expires_at, row.ended_at)


def _shop_record(row: Row[Any]) -> ShopRecord:
    by_hand = (
        None
        if row.manual_open is None
        else ByHand(row.manual_open, row.manual_reason, row.manual_until)
    )
    return ShopRecord(
        id=ShopId(row.id),
        brand_id=BrandId(row.brand_id),
        code=row.code,
        name=row.name,
        zone=row.zone,
        phone=row.phone,
        address=row.address,
        weekly=spans_of(row.weekly_hours),
        by_hand=by_hand,
        default_target_minutes=row.default_target_minutes,
        delivery_minutes=row.delivery_minutes,
        collect_hint=row.collect_hint,
        pad_calls=tuple(row.pad_calls),
        give_away_limit_fen=Fen(row.give_away_limit_fen),
        offers_texts=row.offers_texts,
        version=row.version,
    )


def spans_of(stored: Iterable[Iterable[Any]]) -> tuple[Span, ...]:
    """From the column `weekly_hours`: `[weekday, "HH:MM", "HH:MM"]`."""
    return tuple(
        Span(int(weekday), time.fromisoformat(opens), time.fromisoformat(closes))
        for weekday, opens, closes in stored
    )


def stored_spans(weekly: Iterable[Span]) -> list[list[Any]]:
    return [[each.weekday, f"{each.opens:%H:%M}", f"{each.closes:%H:%M}"] for each in weekly]


def _room_row(row: Row[Any]) -> RoomRow:
    return RoomRow(
        id=RoomId(row.id),
        name=row.name,
        floor=row.floor,
        kind=row.kind,
        state=row.state,
        state_since=row.state_since,
        position=row.position,
        version=row.version,
    )


def _devices(session: Session, query: Select[Any]) -> list[DeviceRecord]:
    return [
        DeviceRecord(
            id=DeviceId(row.id),
            shop_id=ShopId(row.shop_id),
            kind=row.kind,
            name=row.name,
            room_id=None if row.room_id is None else RoomId(row.room_id),
            station_ids=tuple(StationId(each) for each in row.station_ids),
            speech_zone=row.speech_zone,
            paired_at=row.paired_at,
            revoked_at=row.revoked_at,
            live_at=row.live_at,
            wants=tuple(row.wants),
            app_version=row.app_version,
        )
        for row in session.execute(query)
    ]


def _pairing(row: Row[Any]) -> PairingRecord:
    return PairingRecord(
        code_hash=row.code_hash,
        shop_id=ShopId(row.shop_id),
        kind=row.kind,
        room_id=None if row.room_id is None else RoomId(row.room_id),
        station_ids=tuple(StationId(each) for each in row.station_ids),
        speech_zone=row.speech_zone,
        for_device_id=None if row.for_device_id is None else DeviceId(row.for_device_id),
        expires_at=row.expires_at,
        redeemed_at=row.redeemed_at,
        client_nonce=row.client_nonce,
        device_id=None if row.device_id is None else DeviceId(row.device_id),
    )


def _staff(row: Row[Any]) -> StaffRecord:
    return StaffRecord(
        id=StaffId(row.id),
        shop_id=ShopId(row.shop_id),
        login=row.login,
        name=row.name,
        role=row.role,
        is_active=row.is_active,
        pin_hash=row.pin_hash,
        failed_attempts=row.failed_attempts,
        locked_until=row.locked_until,
        phone=row.phone,
    )


def _therapist(row: Row[Any]) -> TherapistRecord:
    room_id = None if row.room_id is None else RoomId(row.room_id)
    return TherapistRecord(TherapistId(row.id), row.name, room_id, row.clocked_on_at)
