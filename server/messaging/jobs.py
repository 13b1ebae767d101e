"""The worker of message rows: sends what is due, raises what was not heard, ends what is over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy import select

from common.domain.ids import ShopId
from server.db import jobs
from server.db.due_worker import DueWorker, in_unit
from server.db.jobs import Job, JobHandler
from server.db.units import Unit, Units
from server.messaging import call_repository, repository, watch
from server.messaging.models import ImMessage
from server.messaging.repository import DUE_MESSAGES
from server.messaging.service import Messaging

_TOGETHER: Final = 4  # a unit of so many delays an order by no more than the order itself takes


def message_worker(
    units: Units,
    messaging_of: Callable[[Unit, ShopId], Messaging],
    read_clock: Callable[[], datetime],
) -> DueWorker:
    """`messaging_of` builds the service of a shop on a unit, with no person behind it."""

    def handle(unit: Unit, message_id: str) -> None:
        shop_id = unit.session.scalar(select(ImMessage.shop_id).where(ImMessage.id == message_id))
        if shop_id is not None:
            messaging_of(unit, ShopId(shop_id)).due(message_id)

    return DueWorker(units, DUE_MESSAGES, in_unit(handle), read_clock, together=_TOGETHER)


KEPT_FOR: Final = timedelta(days=30)
EVERY: Final = timedelta(hours=1)
NEXT_LOT: Final = timedelta(seconds=1)  # more is left: the writer is everybody's meanwhile
_AT_ONCE: Final = 500
_FORGET: Final = "message.prune"
_WATCH: Final = "message.watch"


def _forget(unit: Unit, job: Job) -> datetime:
    """What was said, and called for, 30 days ago is nobody's question any more."""
    before = unit.now - KEPT_FOR
    gone = repository.prune(unit.session, job.key, before, _AT_ONCE)
    gone = max(gone, call_repository.prune(unit.session, job.key, before, _AT_ONCE))
    return unit.now + (NEXT_LOT if gone == _AT_ONCE else EVERY)


def handlers(messaging_of: Callable[[Unit, ShopId], Messaging]) -> Mapping[str, JobHandler]:
    def look(unit: Unit, job: Job) -> datetime:
        """Who of the shop's terminals is missed; late or twice is harmless."""
        messaging_of(unit, ShopId(job.key)).watch()
        return unit.now + watch.EVERY

    return MappingProxyType({_FORGET: _forget, _WATCH: look})


def ensure(unit: Unit, shop_ids: Iterable[ShopId]) -> None:
    """Write the jobs of each shop that has none; each start of a server calls it."""
    for shop_id in shop_ids:
        jobs.enqueue(unit, _FORGET, {}, key=shop_id, shop_id=shop_id)
        jobs.enqueue(unit, _WATCH, {}, key=shop_id, shop_id=shop_id)
