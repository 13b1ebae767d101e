"""The inbox: what providers tell us, kept before it is answered, whatever it may mean.

A row is unique by what was said, so that a push repeated, or pushed and pulled, is one row.
"""

from __future__ import annotations

import hashlib
import logging
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import Row, Table, and_, bindparam, delete, func, select, text, update
from sqlalchemy.orm import Session

from common.domain.sms_receipts import (
    Applied,
    Matching,
    Receipt,
    Reply,
    StatusTable,
    Unmatched,
    asks_to_stop,
)
from server.db import jobs, lanes
from server.db.base import add_all_new, add_new
from server.db.due import back_off
from server.db.lanes import LaneTable, Turn
from server.db.unit import Unit
from server.gateways.sms.port import Heard, Unread
from server.sms.inbox_models import InboxState, SmsMoInbox, SmsReceiptInbox, SmsUnread

RECEIPTS: Final = cast(Table, SmsReceiptInbox.__table__)
REPLIES: Final = cast(Table, SmsMoInbox.__table__)
UNREAD: Final = cast(Table, SmsUnread.__table__)

SHARDS: Final = 32
KEPT: Final = timedelta(days=30)
ALARM_AFTER: Final = timedelta(hours=1)
REPLY_JOB: Final = "sms.reply"
_LONGEST_RAW: Final = 4096

_log = logging.getLogger(__name__)

LANES: Final = LaneTable(
    table=RECEIPTS, waiting=text("sms_receipt_inbox.state = 'waiting'"), rows_a_drain=200
)

Statuses = Mapping[str, StatusTable]  # by provider


def lane_of(msgid: str) -> str:
    """Receipts of one message share a lane: there they keep their order."""
    return f"receipts:{zlib.crc32(msgid.encode()) % SHARDS:02d}"


# ── keeping ──────────────────────────────────────────────────────────────────────────────────────


def keep_receipts(unit: Unit, provider: str, heard: Heard[Receipt]) -> None:
    """Store what is new of it, and wake whoever applies it."""
    rows = [_row(unit, provider, receipt) for receipt in heard.items]
    add_all_new(unit.session, RECEIPTS, rows)
    for lane in {str(row["lane"]) for row in rows}:
        lanes.put(unit, LANES, lane)
    _keep_unread(unit, provider, "report", heard.unread)


def _row(unit: Unit, provider: str, receipt: Receipt) -> dict[str, object]:
    return {
        "id": unit.new_id(),
        "provider": provider,
        "msgid": receipt.provider_msg_id,
        "phone": receipt.phone,
        "status": receipt.status,
        "told": receipt.desc,
        "units": receipt.units,
        "reported_at": receipt.reported_at,
        "ref": receipt.ref,
        "received_at": unit.now,
        "state": InboxState.WAITING,
        "effect": "",
        "lane": lane_of(receipt.provider_msg_id),
        "due_at": unit.now,
        "attempts": 0,
    }


def keep_replies(unit: Unit, provider: str, heard: Heard[Reply]) -> None:
    """Store what is new of it; a job acts on each that asks to stop."""
    for reply in heard.items:
        stops = asks_to_stop(reply.text)
        row = {
            "id": unit.new_id(),
            "provider": provider,
            "phone": reply.phone,
            "text": reply.text,
            "code": reply.code,
            "sent_at": reply.at,
            "digest": _digest(provider, reply.phone, reply.text, reply.code, str(reply.at)),
            "stops": stops,
            "received_at": unit.now,
            "handled_at": None if stops else unit.now,
        }
        if add_new(unit.session, REPLIES, row) and stops:
            jobs.enqueue(unit, REPLY_JOB, {}, key=str(row["id"]))
    _keep_unread(unit, provider, "mo", heard.unread)


def _keep_unread(unit: Unit, provider: str, what: str, unread: Iterable[Unread]) -> None:
    for each in unread:
        raw = each.raw[:_LONGEST_RAW].decode("utf-8", "backslashreplace").replace("\0", "\\x00")
        row = {
            "id": unit.new_id(),
            "provider": provider,
            "what": what,
            "why": each.why[:200],
            "raw": raw,
            "digest": _digest(provider, what, hashlib.sha256(each.raw).hexdigest()),
            "received_at": unit.now,
        }
        if add_new(unit.session, UNREAD, row):
            named = {"provider": provider, "what": what, "why": each.why, "row": row["id"]}
            _log.error("a provider told us something that nobody can read", extra=named)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


# ── applying ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt of the inbox that waits; `attempts` with the one that begins now."""

    id: str
    receipt: Receipt
    attempts: int


def waiting(session: Session, turn: Turn, ids: Sequence[str], statuses: Statuses) -> list[Kept]:
    """Those of `ids`, and before them the same phones' that rest after a failure; as they came."""
    columns = RECEIPTS.c
    taken = list(session.execute(_WAITING.where(columns.id.in_(ids))))
    resting = and_(
        columns.lane == turn.key,
        columns.msgid.in_({row.msgid for row in taken}),
        columns.phone.in_({row.phone for row in taken}),
        columns.id.not_in(ids),
        columns.id < max(row.id for row in taken),
    )
    rows = [*taken, *session.execute(_WAITING.where(resting))] if taken else []
    return [_kept(row, turn, statuses) for row in sorted(rows, key=lambda row: row.id)]


def note(unit: Unit, tried: Sequence[tuple[Kept, Matching]]) -> None:
    """Write what applying did; what matched nothing rests and is tried again, for as long as it is kept."""
    rows = [_noted(unit, kept, matching) for kept, matching in tried]
    if rows:
        unit.session.execute(_NOTE, rows)


def rest(unit: Unit, kept: Kept) -> None:
    """Applying it failed: a bug or a broken row, which must not hold up its lane."""
    note(unit, [(kept, Unmatched())])


def _noted(unit: Unit, kept: Kept, matching: Matching) -> dict[str, Any]:
    # Any: columns of several types.
    match matching:
        case Applied(effect):
            done = {"to_state": InboxState.APPLIED, "to_effect": effect, "at": unit.now}
            return {"id_": kept.id, "tries": kept.attempts, "next": unit.now, **done}
        case Unmatched():
            rests = {"to_state": InboxState.WAITING, "to_effect": "", "at": None}
            following = unit.now + back_off(kept.attempts)
            return {"id_": kept.id, "tries": kept.attempts, "next": following, **rests}


_NOTE: Final = (
    update(RECEIPTS)
    .where(RECEIPTS.c.id == bindparam("id_"), LANES.waiting)
    .values(
        state=bindparam("to_state"),
        effect=bindparam("to_effect"),
        attempts=bindparam("tries"),
        due_at=bindparam("next"),
        ended_at=bindparam("at"),
    )
)
_WAITING: Final = select(
    RECEIPTS.c.id,
    RECEIPTS.c.provider,
    RECEIPTS.c.msgid,
    RECEIPTS.c.phone,
    RECEIPTS.c.status,
    RECEIPTS.c.told,
    RECEIPTS.c.units,
    RECEIPTS.c.reported_at,
    RECEIPTS.c.ref,
    RECEIPTS.c.attempts,
).where(LANES.waiting)


def _kept(row: Row[Any], turn: Turn, statuses: Statuses) -> Kept:  # Any: the columns of _WAITING
    receipt = Receipt(
        provider=row.provider,
        provider_msg_id=row.msgid,
        phone=row.phone,
        status=row.status,
        verdict=statuses[row.provider].verdict(row.status),
        desc=row.told,
        units=row.units,
        reported_at=row.reported_at,
        ref=row.ref,
    )
    return Kept(
        row.id, receipt, row.attempts + (row.id != turn.head)
    )  # a head's is counted already


# ── looking ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Overdue:
    """Receipts that nothing matched for an hour."""

    count: int
    oldest: datetime | None


def overdue(session: Session, now: datetime) -> Overdue:
    row = session.execute(
        select(func.count(), func.min(RECEIPTS.c.received_at)).where(
            LANES.waiting, RECEIPTS.c.received_at < now - ALARM_AFTER
        )
    ).one()
    return Overdue(row[0], row[1])


def reply(session: Session, reply_id: str) -> Reply | None:
    """One that still has to be acted upon."""
    row = session.execute(
        select(REPLIES).where(REPLIES.c.id == reply_id, REPLIES.c.handled_at.is_(None))
    ).one_or_none()
    return None if row is None else Reply(row.provider, row.phone, row.text, row.sent_at, row.code)


def reply_is_handled(unit: Unit, reply_id: str) -> None:
    unit.session.execute(
        update(REPLIES).where(REPLIES.c.id == reply_id).values(handled_at=unit.now)
    )


def prune(session: Session, now: datetime, limit: int = 500) -> bool:
    """Forget a little of what is older than 30 days, matched or not; True when more is left."""
    is_more = False
    old = now - KEPT
    for table in (RECEIPTS, REPLIES, UNREAD):
        ids = session.scalars(
            select(table.c.id)
            .where(table.c.received_at < old)
            .order_by(table.c.received_at)
            .limit(limit)
        ).all()
        if ids:
            session.execute(delete(table).where(table.c.id.in_(ids)))
        is_more = is_more or len(ids) == limit
    return is_more
