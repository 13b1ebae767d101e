"""What is done about old papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from common.domain.ids import ShopId
from common.domain.printing import KEPT_FOR
from server.db import jobs
from server.db.jobs import Job, JobHandler
from server.db.unit import Unit
from server.printing import repository
from server.printing.service import Printing

EVERY: Final = timedelta(hours=6)
NEXT_LOT: Final = timedelta(seconds=1)  # more is left: the writer is everybody's meanwhile
NOBODY_ASKED_FOR: Final = timedelta(days=3)
_AT_ONCE: Final = 200
_KIND: Final = "print.prune"


def handlers(printing_of: Callable[[Unit, ShopId], Printing]) -> Mapping[str, JobHandler]:
    def prune(unit: Unit, job: Job) -> datetime:
        """Put away what nobody looked after for days, and forget what was settled long ago."""
        printing_of(unit, ShopId(job.key)).queue.put_away(unit.now - NOBODY_ASKED_FOR)
        gone = repository.forget(unit.session, job.key, unit.now - KEPT_FOR, _AT_ONCE)
        return unit.now + (NEXT_LOT if gone == _AT_ONCE else EVERY)

    return {_KIND: prune}


def ensure(unit: Unit, shop_ids: Iterable[ShopId]) -> None:
    """Write the job of each shop that has none; each start of a server calls it."""
    for shop_id in shop_ids:
        jobs.enqueue(unit, _KIND, {}, key=shop_id, shop_id=shop_id)
