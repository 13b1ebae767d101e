"""What the menu does by itself.

When a shop's business day ends, its screens are told that what was sold out can be had again.

The server needs no job for that: it judges a dish when it reads it. Screens hold the row as they
were told it, so they are told anew; a job that comes late (a power cut over 03:00) tells it late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from common.domain.business_day import business_day, day_ends_at
from common.domain.ids import ShopId
from server.catalog import repository
from server.catalog.service import Catalog
from server.db import jobs
from server.db.jobs import Job, JobHandler
from server.db.unit import Unit

LOOKS_EVERY: Final = timedelta(hours=1)
"""At the latest: somebody may change the shop's zone."""
PHOTOS_KEPT_FOR: Final = timedelta(days=1)
"""That no dish shows: a pad that was off may still hold yesterday's menu."""
_KIND: Final = "menu.new_day"
_PHOTOS: Final = "menu.photos"


def handlers(catalog_of: Callable[[Unit, ShopId], Catalog]) -> Mapping[str, JobHandler]:
    """`catalog_of` builds the menu of a shop on a unit, with no person behind it."""

    def tell_new_day(unit: Unit, job: Job) -> datetime:
        catalog = catalog_of(unit, ShopId(job.key))
        catalog.end_sold_out()
        zone = catalog.venue.zone()
        ends_at = day_ends_at(business_day(unit.now, zone), zone).astimezone(UTC)
        return min(ends_at, unit.now + LOOKS_EVERY)

    return MappingProxyType({_KIND: tell_new_day, _PHOTOS: _clear_photos})


def _clear_photos(unit: Unit, job: Job) -> datetime:
    repository.drop_unshown_photos(unit.session, unit.now - PHOTOS_KEPT_FOR)
    return unit.now + LOOKS_EVERY


def ensure(unit: Unit, shop_ids: Iterable[ShopId]) -> None:
    """Write the jobs that are not there yet; each start of a server calls it."""
    jobs.enqueue(unit, _PHOTOS, {}, key="periodic")
    for shop_id in shop_ids:
        jobs.enqueue(unit, _KIND, {}, key=shop_id, shop_id=shop_id)
