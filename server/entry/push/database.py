"""The house as it is in the database: each call of the hub is one read or one unit of work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from common.domain.ids import DeviceId, LineId, MessageId, ShopId, StationId
from common.domain.roles import Actor, Role
from common.domain.rows import OrderState
from common.wire.frames import SpokenReport
from server.db import journal
from server.db.journal import StreamPosition
from server.db.units import Unit, Units
from server.entry.push.house import Grant, News, NotAdmitted, Place, Standing, UnseenLine, Welcomed
from server.kitchen import stay_repository
from server.kitchen.models import Line, Order
from server.shop.models import Device
from server.shop.records import DeviceRecord
from server.shop.repository import ShopRepository
from server.shop.tokens import digest

_MOST_UNSEEN: Final = 2000
_LONGEST_VERSION: Final = 32


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
        def read(session: Session) -> Standing:
            device = ShopRepository(session).device_by_token(digest(token))
            if device is None or device.revoked_at is not None:
                raise NotAdmitted(is_revoked=device is not None)
            return _standing(session, device)

        return await self._units.read(read)

    async def welcome(self, standing: Standing) -> Welcomed:
        def read(session: Session) -> Welcomed:
            device = ShopRepository(session).device(standing.shop_id, standing.device_id)
            if device is None or device.revoked_at is not None:
                raise NotAdmitted(is_revoked=True)
            now = _standing(session, device)
            return Welcomed(
                now,
                journal.positions(session, now.streams),
                _unseen(session, now) if now.is_kitchen else (),
                self._services.undelivered(session, now.streams),
            )

        return await self._units.read(read)

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

    async def places(self, device_ids: Sequence[DeviceId]) -> Mapping[DeviceId, Place]:
        def read(session: Session) -> dict[DeviceId, Place]:
            rows = session.execute(
                select(Device.id, Device.kind, Device.room_id, Device.station_ids).where(
                    Device.id.in_(device_ids),
                    Device.revoked_at.is_(None),
                    Device.token_hash.is_not(None),
                )
            )
            return {
                id_: Place(kind, room_id, frozenset(stations))
                for id_, kind, room_id, stations in rows
            }

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

    async def came(self, shop_id: ShopId, device_id: DeviceId, version: str) -> None:
        shown = version.replace("\0", "")[:_LONGEST_VERSION]  # PostgreSQL stores no NUL

        def work(unit: Unit) -> None:
            unit.lock_shop(shop_id)
            unit.session.execute(
                _SET_CAME,
                {"device": device_id, "at": unit.now, "version": shown},
            )

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

_SET_CAME: Final = (
    update(Device)
    .where(Device.id == bindparam("device"))
    .values(live_at=bindparam("at"), app_version=bindparam("version"))
)


def _actor(standing: Standing) -> Actor:
    return Actor(
        standing.shop_id,
        standing.kind,
        standing.device_id,
        room_id=standing.room_id,
        station_ids=standing.station_ids,
    )


def _standing(session: Session, device: DeviceRecord) -> Standing:
    stay = None
    if device.kind is Role.PAD and device.room_id is not None:
        stay = stay_repository.pad_stay(session, device.shop_id, device.room_id)
    return Standing(
        device_id=device.id,
        shop_id=device.shop_id,
        kind=device.kind,
        room_id=device.room_id,
        station_ids=frozenset(device.station_ids),
        stay_id=None if stay is None else stay.id,
    )


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
