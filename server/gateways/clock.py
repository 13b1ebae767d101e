"""The server's clock: the one place where the current time is read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol, runtime_checkable


@runtime_checkable  # Litestar checks what it injects
class Clock(Protocol):
    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        ...


class SystemClock:
    """The machine's wall clock; it may jump, `Units` keeps it from running backwards."""

    def now(self) -> datetime:
        return datetime.now(UTC)
