"""The shop, its rooms and its hand tags as the kitchen and the menu ask for them (their ports).

Part of placing an order: statements are built once and read no more columns than they need.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, Final

import msgspec
from sqlalchemy import Table, Text, bindparam, select, text, type_coerce, update
from sqlalchemy.orm import Session

from common.domain.errors import NotFound
from common.domain.ids import RoomId, ShopId
from common.domain.opening_hours import ByHand, ClosedFor, Hours, Span, judge, state_at
from common.domain.rows import RoomRow, RoomState
from server.db.base import Base, UtcDateTime
from server.shop.models import Closing, HandTag, Room, Shop, Station
from server.shop.opening import zone_of
from server.shop.repository import spans_of


def _table_of(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


_SHOPS: Final = _table_of(Shop)
_CLOSINGS: Final = _table_of(Closing)
_ROOMS: Final = _table_of(Room)
_STATIONS: Final = _table_of(Station)
_TAGS: Final = _table_of(HandTag)

_SHOP: Final = select(
    _SHOPS.c.zone,
    type_coerce(_SHOPS.c.weekly_hours, Text),
    _SHOPS.c.manual_open,
    _SHOPS.c.manual_reason,
    _SHOPS.c.manual_until,
    _SHOPS.c.default_target_minutes,
    _SHOPS.c.last_business_day,
).where(_SHOPS.c.id == bindparam("shop_id"))
_COMING_CLOSINGS: Final = select(
    _CLOSINGS.c.starts_at, _CLOSINGS.c.ends_at, _CLOSINGS.c.reason
).where(_CLOSINGS.c.shop_id == bindparam("shop_id"), _CLOSINGS.c.ends_at > bindparam("at"))
_SET_DAY: Final = (
    update(_SHOPS)
    .where(_SHOPS.c.id == bindparam("shop_id"))
    .values(last_business_day=bindparam("day"))
)
_SOME_ROOMS: Final = select(
    _ROOMS.c.id,
    _ROOMS.c.name,
    _ROOMS.c.floor,
    _ROOMS.c.kind,
    _ROOMS.c.state,
    _ROOMS.c.state_since,
    _ROOMS.c.position,
    _ROOMS.c.version,
).where(_ROOMS.c.shop_id == bindparam("shop_id"), _ROOMS.c.id.in_(bindparam("ids", expanding=True)))
_SOME_STATIONS: Final = select(_STATIONS.c.id, _STATIONS.c.name).where(
    _STATIONS.c.shop_id == bindparam("shop_id"),
    _STATIONS.c.id.in_(bindparam("ids", expanding=True)),
)
_SET_STATE: Final = (
    update(_ROOMS)
    .where(_ROOMS.c.shop_id == bindparam("shop"), _ROOMS.c.id == bindparam("id_"))
    .values(state=bindparam("state"), state_since=bindparam("since"), version=_ROOMS.c.version + 1)
)
_BLOCKED: Final = select(_TAGS.c.tag).where(
    _TAGS.c.shop_id == bindparam("shop_id"),
    _TAGS.c.tag.in_(bindparam("tags", expanding=True)),
    _TAGS.c.blocked_at.is_not(None),
)
_BLOCK: Final = text(
    "INSERT INTO hand_tag (shop_id, tag, blocked_at) VALUES (:shop_id, :tag, :at)"
    " ON CONFLICT (shop_id, tag)"
    " DO UPDATE SET blocked_at = COALESCE(hand_tag.blocked_at, excluded.blocked_at)"
).bindparams(bindparam("at", type_=UtcDateTime()))


@lru_cache(maxsize=256)
def _spans(stored: str) -> tuple[Span, ...]:
    return spans_of(msgspec.json.decode(stored))


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """How the shop takes orders now; the kitchen's `ShopTerms`."""

    zone: tzinfo
    is_open: bool
    closed_reason: str
    opens_at: datetime | None
    default_target_minutes: int
    last_business_day: date | None


@dataclass(frozen=True, slots=True)
class ShopDesk:
    """One shop in one unit of work."""

    session: Session
    shop_id: ShopId

    def terms(self, at: datetime) -> OrderTerms:
        """Raises NotFound `shop.unknown`."""
        row = self.session.execute(_SHOP, {"shop_id": self.shop_id}).one_or_none()
        if row is None:
            raise NotFound("shop.unknown")
        hours = self._hours(row, at)
        is_open, reason = state_at(hours, at)
        return OrderTerms(
            zone=hours.zone,
            is_open=is_open,
            closed_reason=reason,
            # The next change is dear to find, and only a closed shop has to say it.
            opens_at=None if is_open else judge(hours, at).next_change_at,
            default_target_minutes=row.default_target_minutes,
            last_business_day=(
                date.fromisoformat(row.last_business_day) if row.last_business_day else None
            ),
        )

    def zone(self) -> tzinfo:
        """Raises NotFound `shop.unknown`."""
        row = self.session.execute(_SHOP, {"shop_id": self.shop_id}).one_or_none()
        if row is None:
            raise NotFound("shop.unknown")
        return zone_of(row.zone)

    def station_names(self, station_ids: Collection[str]) -> dict[str, str]:
        if not station_ids:
            return {}
        found = self.session.execute(
            _SOME_STATIONS, {"shop_id": self.shop_id, "ids": sorted(station_ids)}
        )
        return {row.id: row.name for row in found}

    def begin_business_day(self, day: date) -> None:
        self.session.execute(_SET_DAY, {"shop_id": self.shop_id, "day": day.isoformat()})

    def rooms(self, room_ids: Collection[RoomId]) -> dict[RoomId, RoomRow]:
        if not room_ids:
            return {}
        found = self.session.execute(_SOME_ROOMS, {"shop_id": self.shop_id, "ids": list(room_ids)})
        return {row.id: RoomRow(*row) for row in found}

    def set_state(self, room_id: RoomId, state: RoomState, at: datetime) -> RoomRow:
        self.session.execute(
            _SET_STATE, {"shop": self.shop_id, "id_": room_id, "state": state, "since": at}
        )
        return self.rooms([room_id])[room_id]

    def blocked_tags(self, tags: Collection[str]) -> frozenset[str]:
        if not tags:
            return frozenset()
        found = self.session.scalars(_BLOCKED, {"shop_id": self.shop_id, "tags": list(tags)})
        return frozenset(found)

    def block_tag(self, tag: str, at: datetime) -> None:
        self.session.execute(_BLOCK, {"shop_id": self.shop_id, "tag": tag, "at": at})

    def _hours(self, row: Any, at: datetime) -> Hours:  # Any: a row of the columns above
        closings = self.session.execute(_COMING_CLOSINGS, {"shop_id": self.shop_id, "at": at})
        by_hand = None
        if row.manual_open is not None:
            by_hand = ByHand(row.manual_open, row.manual_reason, row.manual_until)
        return Hours(
            zone_of(row.zone),
            _spans(row.weekly_hours),
            tuple(ClosedFor(*closing) for closing in closings),
            by_hand,
        )
