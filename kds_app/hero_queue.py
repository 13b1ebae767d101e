"""Whose number is being called on the calling screen, one after the other. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from common.domain.rows import CallTicketRow

HERO_FOR: Final = timedelta(seconds=8)
AGAIN_AFTER: Final = timedelta(seconds=60)
"""A number that nobody collects is shown large again, the longest unseen first."""


class HeroQueue:
    """Remembers which calls were shown large. What was called before this screen began is a card,
    unless that was less than HERO_FOR ago."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, datetime]] = {}  # order id → (calls, shown large until)
        self._waiting: list[str] = []
        self._hero = ""

    def look(
        self, called: Sequence[CallTicketRow], now: datetime, *, is_stale: bool
    ) -> CallTicketRow | None:
        """The one to show large at `now`; None: nothing is being called, or nobody can know."""
        rows: dict[str, CallTicketRow] = {row.id: row for row in called}
        self._note_calls(called, now)
        self._waiting = [each for each in self._waiting if each in rows]
        self._seen = {each: held for each, held in self._seen.items() if each in rows}
        if is_stale:
            self._hero = ""
            return None
        if self._hero not in rows or self._seen[self._hero][1] <= now:
            self._hero = self._next(now)
        return rows.get(self._hero)

    def _note_calls(self, called: Sequence[CallTicketRow], now: datetime) -> None:
        for row in reversed(called):  # oldest call first
            held = self._seen.get(row.id)
            if held is not None and held[0] >= row.calls:
                continue
            at = row.called_at or row.since
            is_now = now - at < HERO_FOR
            self._seen[row.id] = (row.calls, at + HERO_FOR if is_now else now)
            if is_now and row.id not in self._waiting:
                self._waiting.append(row.id)

    def _next(self, now: datetime) -> str:
        if not self._waiting:
            unseen = min(self._seen, key=lambda each: self._seen[each][1], default="")
            if unseen and now - self._seen[unseen][1] >= AGAIN_AFTER:
                self._waiting.append(unseen)
        if not self._waiting:
            return ""
        chosen = self._waiting.pop(0)
        self._seen[chosen] = (self._seen[chosen][0], now + HERO_FOR)
        return chosen
