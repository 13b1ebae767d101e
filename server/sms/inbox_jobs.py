"""What the inbox does by time: replies acted upon, the look for receipts that match nothing, forgetting."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from common.domain.sms_receipts import Reply
from server.db import jobs
from server.db.jobs import Job, JobHandler
from server.db.unit import Unit
from server.sms import inbox

_WATCH: Final = "sms.inbox.watch"
_PRUNE: Final = "sms.inbox.prune"
WATCH_EVERY: Final = timedelta(minutes=5)
_PRUNE_EVERY: Final = timedelta(hours=1)
_NEXT_LOT: Final = timedelta(seconds=1)

_log = logging.getLogger(__name__)


def handlers(opt_out: Callable[[Unit, Reply], None]) -> Mapping[str, JobHandler]:
    """`opt_out`: whoever wrote this wants no more of it; safe to repeat."""

    def act(unit: Unit, job: Job) -> None:
        reply = inbox.reply(unit.session, job.key)
        if reply is not None:
            opt_out(unit, reply)
            inbox.reply_is_handled(unit, job.key)

    return MappingProxyType({inbox.REPLY_JOB: act, _WATCH: _watch, _PRUNE: _prune})


def ensure(unit: Unit) -> None:
    """Write the periodic jobs that are not there yet; each start of a server calls it."""
    for kind in (_WATCH, _PRUNE):
        jobs.enqueue(unit, kind, {}, key="periodic")


def _watch(unit: Unit, job: Job) -> datetime:
    found = inbox.overdue(unit.session, unit.now)
    if found.count:
        named = {"count": found.count, "oldest": found.oldest}
        _log.error("receipts match no message for over an hour", extra=named)
    return unit.now + WATCH_EVERY


def _prune(unit: Unit, job: Job) -> datetime:
    is_more = inbox.prune(unit.session, unit.now)
    return unit.now + (_NEXT_LOT if is_more else _PRUNE_EVERY)
