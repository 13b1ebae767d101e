"""What the trail keeps of the venue's things: values as people read them, and nothing secret."""

from __future__ import annotations

from datetime import datetime

from common.domain.audit import Values
from common.domain.opening_hours import Span, hours_text
from common.domain.ready_texts import masked
from common.domain.rows import RoomRow, StationRow
from server.shop.records import (
    DeviceRecord,
    PairingRecord,
    ShopRecord,
    StaffRecord,
    TherapistRecord,
)
from server.shop.repository import ShopRepository


def room(row: RoomRow) -> Values:
    return {"name": row.name, "floor": row.floor, "kind": row.kind, "position": row.position}


def station(row: StationRow) -> Values:
    return {"name": row.name, "position": row.position}


def therapist(record: TherapistRecord) -> Values:
    return {"name": record.name}


def staff(record: StaffRecord) -> Values:
    return {
        "login": record.login,
        "name": record.name,
        "role": record.role.value,
        "is_active": record.is_active,
        "phone": masked(record.phone) if record.phone else "",
    }


def device(record: DeviceRecord, shop: ShopRepository) -> Values:
    return {"name": record.name, **_place(record, shop), "wants": list(record.wants)}


def pairing(record: PairingRecord, shop: ShopRepository) -> Values:
    return _place(record, shop)


def _place(record: DeviceRecord | PairingRecord, shop: ShopRepository) -> Values:
    room = None if record.room_id is None else shop.room(record.shop_id, record.room_id)
    names = {each.id: each.name for each in shop.stations(record.shop_id)}
    return {
        "kind": record.kind.value,
        "room": room.name if room else "",
        "stations": [names[each] for each in record.station_ids if each in names],
        "speech_zone": record.speech_zone,
    }


def info(shop: ShopRecord) -> Values:
    return {
        "name": shop.name,
        "zone": shop.zone,
        "phone": shop.phone,
        "address": shop.address,
        "default_target_minutes": shop.default_target_minutes,
        "delivery_minutes": shop.delivery_minutes,
        "collect_hint": shop.collect_hint,
        "pad_calls": list(shop.pad_calls),
        "give_away_limit_fen": shop.give_away_limit_fen,
        "offers_texts": shop.offers_texts,
    }


def weekly(spans: tuple[Span, ...]) -> Values:
    return {"weekly": hours_text(spans)}


def closing(starts_at: datetime, ends_at: datetime, reason: str) -> Values:
    return {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat(), "reason": reason}


def by_hand(reason: str, until: datetime | None) -> Values:
    return {"reason": reason, "until": "" if until is None else until.isoformat()}
