"""How long to wait before trying again."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

JITTER: Final = 0.25
"""A wait is cut by up to this part, so that a room full of screens does not come back as one."""

RECONNECT_S: Final = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
RESEND_S: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)


class Backoff:
    """Waits of a table one after the other, the last one again and again."""

    def __init__(
        self, table_s: Sequence[float], chance: Callable[[], float] = random.random
    ) -> None:
        self._table_s = table_s
        self._chance = chance  # 0 ≤ chance() < 1
        self._tries = 0

    def next_s(self) -> float:
        longest = self._table_s[min(self._tries, len(self._table_s) - 1)]
        self._tries += 1
        return longest * (1 - JITTER * self._chance())

    def slowest_s(self) -> float:
        return self._table_s[-1] * (1 - JITTER * self._chance())

    def reset(self) -> None:
        self._tries = 0
