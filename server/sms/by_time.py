"""What time alone does to messages: the hours of marketing, their age, receipts that never came.

A job a brand and minute (hour) in which something is over; late, early or twice is harmless,
since every rule asks the clock and not whether a job has run.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from common.domain.errors import NotEnoughCredit
from common.domain.ids import BrandId
from common.domain.sms_messages import MessageAction, SmsState
from server.db import jobs, lanes
from server.db.unit import Unit
from server.sms import alarms
from server.sms import message_repository as rows
from server.sms.lane_table import LANES
from server.sms.message_repository import Message
from server.sms.moving import Moves

LOOK: Final = "sms.time"
MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
PHONES_AT_ONCE: Final = 5000
MESSAGES_AT_ONCE: Final = 200
_SOON: Final = timedelta(milliseconds=20)

_S, _A = SmsState, MessageAction


def remind(unit: Unit, brand_id: BrandId, at: datetime, step: timedelta) -> None:
    """Have the brand's messages looked at once `at` is over, by the next full `step`."""
    past = timedelta(
        minutes=at.minute if step == HOUR else 0, seconds=at.second, microseconds=at.microsecond
    )
    due_at = at - past + step if past else at
    jobs.enqueue(unit, LOOK, {}, key=f"{brand_id}:{due_at:%Y%m%d%H%M}", due_at=due_at)


def brand_of(key: str) -> BrandId:
    return BrandId(key.partition(":")[0])


def look(unit: Unit, brand_id: BrandId) -> datetime | None:
    """Do what is due; gives when to go on, None when all is done."""
    moves = Moves(unit, brand_id)
    due = rows.due_by_time(unit.session, brand_id, unit.now, MESSAGES_AT_ONCE)
    phones = done = 0
    for message in due:
        _look(unit, moves, message)
        phones, done = phones + message.phones, done + 1
        if phones >= PHONES_AT_ONCE:
            break
    moves.write()
    return unit.now + _SOON if done < len(due) or len(due) == MESSAGES_AT_ONCE else None


def _look(unit: Unit, moves: Moves, message: Message) -> None:
    match message.state:
        case _S.SCHEDULED if unit.now < message.expires_at:
            _begin(unit, moves, message)
        case _S.SCHEDULED | _S.QUEUED | _S.PAID:
            moves.move(message, _A.EXPIRE, "too_old")
        case _S.SUBMITTING:  # its lane has not been drained for days
            moves.move(message, _A.LOSE, "sender_died")
        case _:
            moves.move(message, _A.CLOSE, "no_receipt")


def _begin(unit: Unit, moves: Moves, message: Message) -> None:
    """The hours of marketing have begun: freeze, or do not send it."""
    try:
        moves.freeze(message, look_at=message.expires_at, due_at=unit.now)
    except NotEnoughCredit:
        moves.move(message, _A.FALL_SHORT, "sms.insufficient")
        alarms.not_sent(unit, message.brand_id)
        return
    lanes.put(unit, LANES, message.lane)
    remind(unit, message.brand_id, message.expires_at, MINUTE)
