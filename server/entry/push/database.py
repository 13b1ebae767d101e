"""The house as it is in the database: each call of the hub is one read or one unit of work."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from common.domain.ids import DeviceId, LineId, MessageId, RoomId, ShopId, StationId, StayId
from common.domain.roles import Actor, Role
from common.domain.rows import OrderState, StayState
from common.wire.frames import SpokenReport
from server.db import journal
from server.db.journal import StreamPosition
from server.db.units import Unit, Units
from server.entry.push.house import Grant, News, NotAdmitted, Standing, UnseenLine, Welcomed
from server.kitchen.models import Line, Order, Stay
from server.shop.models import Device

_MOST_UNSEEN: Final = 2000


@dataclass(frozen=True, slots=True)
class Services:
    """What the subjects do for a session; each runs in the unit it is given.

    `claim` gives until when the grant holds, None when somebody else speaks.
    """

    lines_seen: Callable[[Unit, Actor, Sequence[LineId]], None]
    delivered: Callable[[Unit, Actor, Sequence[MessageId]], None]
    claim: Callable[[Unit, Actor, str, int], datetime | None]
    spoken: Callable[[Unit, Actor, SpokenReport], None]
    undelivered: Callable[[Session, Sequence[str]], Mapping[str, tuple[MessageId, ...]]]


class DatabaseHouse:
    def __init__(self, units: Units, services: Services) -> None:
        self._units = units
        self._services = services

    async def admit(self, token: str) -> Standing:
        token_hash = hashlib.sha256(token.encode()).hexdigest()

        def read(session: Session) -> Standing | None:
            found = _standings(session, Device.token_hash == token_hash)
            return found[0] if found else None

        standing = await self._units.read(read)
        if standing is None:
            raise NotAdmitted(is_revoked=await self._units.read(_was_revoked(token_hash)))
        return standing

    async def welcome(self, standing: Standing) -> Welcomed:
        def read(session: Session) -> Welcomed | None:
            positions = journal.positions(session, standing.streams)  # first: the read stands here
            found = _standings(session, Device.id == standing.device_id)
            if not found:
                return None
            now = found[0]
            if now.streams != standing.streams:
                positions = journal.positions(session, now.streams)
            return Welcomed(
                now,
                positions,
                _unseen(session, now) if now.is_kitchen else (),
                self._services.undelivered(session, now.streams),
            )

        welcomed = await self._units.read(read)
        if welcomed is None:
            raise NotAdmitted(is_revoked=True)
        return welcomed

    async def news(self, cursors: Mapping[str, int], limit: int) -> Mapping[str, News]:
        def read(session: Session) -> dict[str, News]:
            found = {}
            for name, position in journal.positions(session, cursors).items():
                held = cursors[name]
                has_more = position.top > held
                events = journal.read(session, name, held, limit) if has_more else []
                found[name] = News(position, tuple(events))
            return found

        return await self._units.read(read) if cursors else {}

    async def positions(self, streams: Sequence[str]) -> Mapping[str, StreamPosition]:
        return await self._units.read(lambda session: journal.positions(session, streams))

    async def standings(self, device_ids: Sequence[DeviceId]) -> Mapping[DeviceId, Standing]:
        def read(session: Session) -> dict[DeviceId, Standing]:
            found = _standings(session, Device.id.in_(device_ids))
            return {standing.device_id: standing for standing in found}

        return await self._units.read(read) if device_ids else {}

    async def receipts(
        self,
        shop_id: ShopId,
        lines: Mapping[DeviceId, Sequence[LineId]],
        messages: Sequence[MessageId],
    ) -> None:
        def work(unit: Unit) -> None:
            unit.lock_shop(shop_id)
            for device_id, line_ids in lines.items():
                actor = Actor(shop_id, Role.KITCHEN, device_id)
                self._services.lines_seen(unit, actor, line_ids)
            if messages:
                self._services.delivered(unit, Actor(shop_id, Role.INTEGRATION), messages)

        await self._units.write(work)

    async def live(self, shop_id: ShopId, device_ids: Sequence[DeviceId]) -> None:
        def work(unit: Unit) -> None:
            unit.lock_shop(shop_id)
            unit.session.connection().execute(
                _SET_LIVE, [{"device": id_, "at": unit.now} for id_ in sorted(device_ids)]
            )

        await self._units.write(work)

    async def claim(self, standing: Standing, announcement_id: str, repeat: int) -> Grant:
        def work(unit: Unit) -> Grant:
            unit.lock_shop(standing.shop_id)
            actor = _actor(standing)
            return Grant(self._services.claim(unit, actor, announcement_id, repeat))

        return await self._units.write(work)

    async def spoken(self, standing: Standing, report: SpokenReport) -> None:
        def work(unit: Unit) -> None:
            unit.lock_shop(standing.shop_id)
            self._services.spoken(unit, _actor(standing), report)

        await self._units.write(work)


_SET_LIVE: Final = (
    update(Device).where(Device.id == bindparam("device")).values(live_at=bindparam("at"))
)


def _actor(standing: Standing) -> Actor:
    return Actor(
        standing.shop_id,
        standing.kind,
        standing.device_id,
        room_id=standing.room_id,
        station_ids=standing.station_ids,
    )


# Any: SQLAlchemy's type of a where clause's value.
def _standings(session: Session, which: Any) -> list[Standing]:
    rows = session.execute(
        select(Device.id, Device.shop_id, Device.kind, Device.room_id, Device.station_ids).where(
            which, Device.revoked_at.is_(None), Device.token_hash.is_not(None)
        )
    ).all()
    rooms = {row.room_id for row in rows if row.kind is Role.PAD and row.room_id is not None}
    stays = stays_of_rooms(session, rooms)
    return [_standing(row, stays) for row in rows]


def _standing(row: Row[Any], stays: Mapping[RoomId, StayId]) -> Standing:  # Any: the columns above
    return Standing(
        device_id=row.id,
        shop_id=row.shop_id,
        kind=row.kind,
        room_id=row.room_id,
        station_ids=frozenset(StationId(id_) for id_ in row.station_ids),
        stay_id=stays.get(row.room_id) if row.kind is Role.PAD else None,
    )


def stays_of_rooms(session: Session, room_ids: Collection[RoomId]) -> dict[RoomId, StayId]:
    """Which stay a room's pad serves: the room stay, else the only tag stay; none once they left."""
    if not room_ids:
        return {}
    rows = session.execute(
        select(Stay.room_id, Stay.id, Stay.has_tags).where(
            Stay.room_id.in_(room_ids), Stay.state == StayState.OPEN, Stay.left_at.is_(None)
        )
    ).all()
    found: dict[RoomId, StayId] = {}
    for room_id in room_ids:
        here = [row for row in rows if row.room_id == room_id]
        chosen = [row for row in here if not row.has_tags] or (here if len(here) == 1 else [])
        if chosen:
            found[room_id] = StayId(chosen[0].id)
    return found


def _was_revoked(token_hash: str) -> Callable[[Session], bool]:
    def read(session: Session) -> bool:
        found = session.scalar(select(Device.id).where(Device.token_hash == token_hash))
        return found is not None

    return read


def _unseen(session: Session, standing: Standing) -> tuple[UnseenLine, ...]:
    rows = session.execute(
        select(Line.id, Line.station_ids)
        .join(Order, Order.id == Line.order_id)
        .where(
            Order.shop_id == standing.shop_id,
            Order.state == OrderState.OPEN,
            Line.seen_at.is_(None),
        )
        .order_by(Line.id)
        .limit(_MOST_UNSEEN)
    )
    return tuple(
        UnseenLine(LineId(id_), frozenset(StationId(station) for station in stations))
        for id_, stations in rows
    )
