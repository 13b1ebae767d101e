"""Who may not be written to, and how often. Source: spec 40, Text rules; facts 1.8.

Judged when a message is accepted and again before it is paid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from common.domain.sms_text import MessageKind

BEIJING: Final = timezone(timedelta(hours=8))
"""The networks count by this clock, wherever the shop is."""
DAY: Final = timedelta(days=1)


class BlockReason(StrEnum):
    """Stored by value."""

    BY_HAND = "by_hand"  # nothing at all is sent
    OPT_OUT = "opt_out"  # the guest answered R: no more marketing; a code still comes


CODE_OF: Final[Mapping[BlockReason, str]] = MappingProxyType(
    {BlockReason.BY_HAND: "sms.blocked", BlockReason.OPT_OUT: "sms.opted_out"}
)


def forbids(reason: BlockReason, kind: MessageKind) -> bool:
    return reason is BlockReason.BY_HAND or kind is MessageKind.MARKETING


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `times` in `span`, which begins with the clock's minute or hour, or with the send."""

    times: int
    span: timedelta
    by_the_clock: bool

    def frees_at(self, sent: Sequence[datetime], at: datetime) -> datetime | None:
        """When there is room for one more after those `sent`; None: there is now.

        What was sent at `at` or, by a clock that stepped back, after it counts too.
        """
        if self.by_the_clock:
            begin = _floor(at, self.span)
            within = [each for each in sent if each >= begin]
            return begin + self.span if len(within) >= self.times else None
        within = sorted(each for each in sent if each > at - self.span)
        return within[-self.times] + self.span if len(within) >= self.times else None


CODE_CAPS: Final = (
    Cap(1, timedelta(minutes=1), by_the_clock=True),
    Cap(5, timedelta(hours=1), by_the_clock=True),
    Cap(10, DAY, by_the_clock=False),
)
"""Of codes to one phone from one brand, whatever became of those that were sent."""


def capped_until(sent: Sequence[datetime], at: datetime) -> datetime | None:
    """From when on another code may go to a phone that was sent some at `sent`; None: now (UTC)."""
    ends = [cap.frees_at(sent, at) for cap in CODE_CAPS]
    return max((end for end in ends if end is not None), default=None)


def _floor(at: datetime, span: timedelta) -> datetime:
    local = at.astimezone(BEIJING)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight + (local - midnight) // span * span).astimezone(at.tzinfo)
