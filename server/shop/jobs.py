"""Once a minute: a shop whose hours have opened or closed it by themselves tells its screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from common.domain.ids import ShopId
from common.domain.opening_hours import state_at
from common.domain.roles import Actor, Role
from server.db import jobs
from server.db.jobs import Job, JobHandler
from server.db.unit import Unit
from server.shop.repository import ShopRepository
from server.shop.service import ShopService

EVERY: Final = timedelta(minutes=1)
_KIND: Final = "shop.opening"


def _tell_opening(unit: Unit, job: Job) -> datetime:
    """Publish the shop if its state differs from that at the last look, however long ago."""
    shop_id = ShopId(job.key)
    shops = ShopRepository(unit.session)
    shop = shops.shop(shop_id)
    if shop is not None:
        last_look = job.due_at - EVERY
        hours = shops.hours(shop, last_look)
        if state_at(hours, last_look) != state_at(hours, unit.now):
            ShopService(unit, Actor(shop_id, Role.MANAGER)).publish()
    return unit.now + EVERY


HANDLERS: Final[Mapping[str, JobHandler]] = MappingProxyType({_KIND: _tell_opening})


def ensure(unit: Unit) -> None:
    """Write the job of each shop that has none; each start of a server calls it."""
    for shop_id in ShopRepository(unit.session).shop_ids():
        jobs.enqueue(unit, _KIND, {}, key=shop_id, shop_id=shop_id)
