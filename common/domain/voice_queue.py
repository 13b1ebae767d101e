"""Whose turn it is at one loudspeaker. Source: spec 30 "Speaking", spec 20 "Journal", the design sheet.

Priority, then time; what expired is shown and not spoken; four or more waiting become one sentence:
the first in full, the others counted (`…,请注意,另有3张新单`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from common.domain.announcing import Event
from common.domain.rows import AnnouncementRow
from common.domain.sentences import counted
from common.domain.templates import JOINT, Rendered

MERGED_FROM: Final = 4
"""This many waiting become one sentence."""
LONGEST_MUTE: Final = timedelta(minutes=10)

_COUNTED_AS: Final[Mapping[str, str]] = {
    Event.ORDER_PLACED: "张新单",
    Event.ORDER_ADDED: "张新单",
    Event.LINE_REMADE: "张新单",
    Event.LINE_RUSHED: "个催菜",
    Event.LINE_NOTIFIED: "单待取餐",
    Event.PAD_CALLED: "个呼叫",
}
_OTHERS: Final = "条提醒"


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance. `rows` are settled by it, the first is the one named in full."""

    rows: tuple[AnnouncementRow, ...]
    shown: str
    spoken: str

    @property
    def head(self) -> AnnouncementRow:
        return self.rows[0]


def expired(waiting: Iterable[AnnouncementRow], now: datetime) -> tuple[AnnouncementRow, ...]:
    """Those that may only be shown any more."""
    return tuple(row for row in waiting if row.expires_at <= now)


def in_order(waiting: Iterable[AnnouncementRow]) -> list[AnnouncementRow]:
    return sorted(
        waiting, key=lambda row: (row.priority, row.due_at, row.announcement_id, row.repeat)
    )


def next_turn(waiting: Iterable[AnnouncementRow], now: datetime) -> Turn | None:
    """What to say next of `waiting` (already deduplicated), or None when nothing lives."""
    live = in_order(row for row in waiting if row.expires_at > now)
    if not live:
        return None
    head = live[0]
    if len(live) < MERGED_FROM:
        return Turn((head,), head.shown, head.spoken)
    tail = _tail(head, live[1:])
    return Turn(tuple(live), head.shown + tail.shown, head.spoken + tail.spoken)


def _tail(head: AnnouncementRow, others: Sequence[AnnouncementRow]) -> Rendered:
    """`,另有3张新单、1个呼叫`; empty when all others are repeats of the head's own order."""
    subjects: dict[str, set[str]] = {}
    for row in others:
        if _subject(row) != _subject(head):
            subjects.setdefault(_noun(row), set()).add(_subject(row))
    if not subjects:
        return Rendered("", "")
    said = [counted(len(each), noun) for noun, each in subjects.items()]
    return Rendered(
        ",另有" + JOINT.join(part.shown for part in said),
        ",另有" + JOINT.join(part.spoken for part in said),
    )


def _noun(row: AnnouncementRow) -> str:
    """An event of a newer server counts as 条提醒."""
    return _COUNTED_AS.get(row.event, _OTHERS)


def _subject(row: AnnouncementRow) -> str:
    """Repeats of one order count once."""
    return f"{_noun(row)}:{row.order_id or row.call_id or row.announcement_id}"
