"""This device's idea of the server's time. Timers use `monotonic`, never this."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

_SAMPLES: Final = 10
_BOOT_CLOCK: Final[int | None] = getattr(time, "CLOCK_BOOTTIME", None)  # Linux


def wall_clock() -> datetime:
    return datetime.now(UTC)


def boot_clock() -> float:
    """Seconds that also pass while the machine sleeps: a screen that wakes is as old as it is."""
    if _BOOT_CLOCK is None:
        return time.monotonic()
    return time.clock_gettime(_BOOT_CLOCK)


class DeviceClock:
    """Corrected by the server's frames: a device whose clock is an hour off still tells the right time.

    A frame's age is unknown but never negative, so of the last samples the one that puts us
    furthest ahead travelled least. Between samples time runs by the monotonic clock: setting the
    device's clock moves nothing.
    """

    def __init__(
        self,
        wall: Callable[[], datetime] = wall_clock,
        monotonic: Callable[[], float] = boot_clock,
    ) -> None:
        self._wall = wall
        self.monotonic = monotonic
        self._samples: deque[datetime] = deque(maxlen=_SAMPLES)  # server time at monotonic 0
        self._remembered = timedelta(0)

    def sample(self, server_now: datetime) -> None:
        """The server's clock as a frame that just came says it."""
        self._samples.append(server_now - timedelta(seconds=self.monotonic()))

    def remember(self, offset: timedelta) -> None:
        """What `offset` was when the program last ran; used until the first sample."""
        self._remembered = offset

    @property
    def offset(self) -> timedelta:
        """Corrected time − this device's wall clock."""
        return self.now() - self._wall()

    def now(self) -> datetime:
        """UTC."""
        if not self._samples:
            return self._wall() + self._remembered
        return max(self._samples) + timedelta(seconds=self.monotonic())
