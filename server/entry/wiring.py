"""Which service gets what: every port of a subject is fulfilled here, on the caller's own unit."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from common.domain.roles import DEVICE_KINDS, Actor, Role
from common.domain.streams import followed_by
from server.db.unit import Unit
from server.kitchen import stay_repository as stays
from server.shop.devices import DeviceService
from server.shop.repository import ShopRepository
from server.shop.service import ShopService
from server.shop.staff import StaffService


@dataclass(frozen=True, slots=True)
class Wiring:
    """Services of one unit of work and one actor."""

    def shop(self, unit: Unit, actor: Actor) -> ShopService:
        return ShopService(unit, actor)

    def devices(self, unit: Unit, actor: Actor) -> DeviceService:
        return DeviceService(unit, actor)

    def staff(self, unit: Unit, actor: Actor) -> StaffService:
        return StaffService(unit, actor)


def streams_of(session: Session, actor: Actor) -> tuple[str, ...]:
    """What the actor's terminal follows now; nobody without a terminal follows anything."""
    device = (
        None
        if actor.device_id is None
        else ShopRepository(session).device(actor.shop_id, actor.device_id)
    )
    if device is None or device.kind not in DEVICE_KINDS:
        return ()
    shown = (
        stays.pad_stay(session, actor.shop_id, device.room_id)
        if device.kind is Role.PAD and device.room_id is not None
        else None
    )
    return followed_by(device.kind, device.shop_id, device.id, shown.id if shown else None)
