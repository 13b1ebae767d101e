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
from server.messaging import repository
from server.messaging.models import ImMessage
from server.messaging.repository import DUE_MESSAGES
from server.messaging.service import Messaging

_TOGETHER: Final = 8


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
_KIND: Final = "message.prune"


def _forget(unit: Unit, job: Job) -> datetime:
    """What was said 30 days ago is nobody's question any more."""
    gone = repository.prune(unit.session, job.key, unit.now - KEPT_FOR, _AT_ONCE)
    return unit.now + (NEXT_LOT if gone == _AT_ONCE else EVERY)


HANDLERS: Final[Mapping[str, JobHandler]] = MappingProxyType({_KIND: _forget})


def ensure(unit: Unit, shop_ids: Iterable[ShopId]) -> None:
    """Write the job of each shop that has none; each start of a server calls it."""
    for shop_id in shop_ids:
        jobs.enqueue(unit, _KIND, {}, key=shop_id, shop_id=shop_id)
