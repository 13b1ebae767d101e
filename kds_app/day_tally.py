"""What was finished on this screen today: the words of an empty board. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from common.domain.board import Ticket
from common.domain.business_day import business_day
from kds_app.moment import Moment


class DayTally:
    """Counts tickets that left, by order; forgets them with their business day."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._took_s: dict[str, float] = {}

    def note(self, moment: Moment) -> None:
        if self._day != moment.today:
            self._day, self._took_s = moment.today, {}
        for ticket in _finished(moment.board.left, moment):
            self._took_s[ticket.order.id] = _seconds(ticket)

    @property
    def count(self) -> int:
        return len(self._took_s)

    @property
    def average_minutes(self) -> int:
        return round(sum(self._took_s.values()) / 60 / max(1, self.count))


def _finished(left: Iterable[Ticket], moment: Moment) -> Iterable[Ticket]:
    for ticket in left:
        at = ticket.settled_at
        if at is not None and business_day(at, moment.zone) == moment.today:
            yield ticket


def _seconds(ticket: Ticket) -> float:
    ended: datetime = ticket.settled_at or ticket.clock_from
    return max(0.0, (ended - ticket.clock_from).total_seconds())
