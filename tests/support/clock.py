"""A clock that moves only when a test says so, for the server's `Clock` and for a device's timers."""

import asyncio
import heapq
import itertools
from datetime import UTC, datetime, timedelta

# A weekday evening at which the demo shop (Asia/Shanghai, 20:00) is open.
EVENING = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class FakeClock:
    """Wall time, monotonic time and sleep, all moved together by `advance` or `run`."""

    def __init__(self, start: datetime = EVENING) -> None:
        self._start = start.astimezone(UTC)
        self._elapsed_s = 0.0
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """The wall clock: aware, UTC."""
        return self._start + timedelta(seconds=self._elapsed_s)

    def monotonic(self) -> float:
        """Seconds since the clock was made."""
        return self._elapsed_s

    def set(self, at: datetime) -> None:
        """Move the wall clock to `at`, also backwards; sleepers do not notice, as on a real machine."""
        self._start = at.astimezone(UTC) - timedelta(seconds=self._elapsed_s)

    def advance(self, by: timedelta) -> datetime:
        """Move both clocks; sleepers that are due wake when the event loop next runs."""
        self._move_to(self._elapsed_s + by.total_seconds())
        return self.now()

    async def sleep(self, delay_s: float) -> None:
        """Stands in for `asyncio.sleep`."""
        if delay_s <= 0:
            await asyncio.sleep(0)
            return
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._elapsed_s + delay_s, next(self._order), woken))
        await woken

    async def run(self, for_s: float) -> None:
        """Let `for_s` seconds pass, stopping at each sleeper, so that who wakes may sleep again."""
        end = self._elapsed_s + for_s
        await self._settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            self._move_to(self._sleepers[0][0])
            await self._settle()
        self._move_to(end)
        await self._settle()

    def _move_to(self, elapsed_s: float) -> None:
        self._elapsed_s = max(elapsed_s, self._elapsed_s)
        while self._sleepers and self._sleepers[0][0] <= self._elapsed_s:
            _, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():  # its task may have been cancelled meanwhile
                woken.set_result(None)

    @staticmethod
    async def _settle() -> None:
        # Enough turns of the loop for a chain of callbacks without real I/O to come to rest.
        for _ in range(20):
            await asyncio.sleep(0)
