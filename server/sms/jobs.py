"""What happens by time alone: lots, holds and messages that are over; and telling the desks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, TypeAlias

from common.domain import streams
from common.domain.ids import BrandId, ShopId
from common.wire.events import EventBody, EventKind
from server.db import jobs
from server.db.jobs import Job, JobHandler
from server.db.unit import Unit
from server.sms import alarms, by_time, repository
from server.sms.ledger import Ledger, Warn
from server.sms.ports import Brands

_LOOK: Final = "sms.look"
_WARN: Final = "sms.warn"
_TELL_NOT_SENT: Final = "sms.tell_not_sent"


def warn(unit: Unit, brands: Brands) -> Warn:
    """Tell each shop of the brand, in a unit of its own: none spans two shops."""

    def enqueue(brand_id: BrandId) -> None:
        for shop_id in brands.shops_of(brand_id):
            jobs.enqueue(unit, _WARN, {}, key=shop_id, shop_id=shop_id)

    return enqueue


TellLow: TypeAlias = Callable[[Unit, ShopId, int], None]
"""Announce in a shop how many messages its brand has left; `server.entry.wiring` knows how."""


def _say_nothing(unit: Unit, shop_id: ShopId, balance: int) -> None:
    """For a server without a message centre."""


def handlers(
    brands_of: Callable[[Unit], Brands], announce_low: TellLow = _say_nothing
) -> Mapping[str, JobHandler]:
    def look(unit: Unit, job: Job) -> datetime:
        """Daily at the latest, and whenever a lot or a hold is over; late or twice is harmless."""
        return Ledger(unit, BrandId(job.key), warn(unit, brands_of(unit))).look()

    def over(unit: Unit, job: Job) -> datetime | None:
        return by_time.look(unit, by_time.brand_of(job.key))

    def low(unit: Unit, job: Job) -> None:
        warn(unit, brands_of(unit))(BrandId(job.key))

    def tell_low(unit: Unit, job: Job) -> None:
        """The desks ask for the balance themselves: by then it may be another."""
        _tell(unit, job, EventKind.SMS_BALANCE_LOW)
        shop_id = ShopId(job.key)
        account = repository.account(unit.session, brands_of(unit).brand_of(shop_id))
        if account is not None:
            announce_low(unit, shop_id, account.buckets.available)

    def not_sent(unit: Unit, job: Job) -> None:
        for shop_id in brands_of(unit).shops_of(BrandId(job.key)):
            jobs.enqueue(unit, _TELL_NOT_SENT, {}, key=shop_id, shop_id=shop_id)

    return MappingProxyType(
        {
            _LOOK: look,
            _WARN: tell_low,
            by_time.LOOK: over,
            alarms.LOW: low,
            alarms.NOT_SENT: not_sent,
            _TELL_NOT_SENT: _tell_not_sent,
        }
    )


def ensure(unit: Unit) -> None:
    """Write the job of each brand that has none; each start of a server calls it."""
    for brand_id in repository.brands_with_accounts(unit.session):
        look_after(unit, brand_id)


def look_after(unit: Unit, brand_id: BrandId) -> None:
    """Have the brand's book looked at; nothing happens when it is already."""
    jobs.enqueue(unit, _LOOK, {}, key=brand_id, due_at=unit.now + timedelta(minutes=1))


def _tell_not_sent(unit: Unit, job: Job) -> None:
    """Which messages they were, the desks ask."""
    _tell(unit, job, EventKind.SMS_NOT_SENT)


def _tell(unit: Unit, job: Job, kind: EventKind) -> None:
    unit.emit(streams.cashier(ShopId(job.key)), kind, EventBody(), collapse_key=kind)
