"""How often an address may be wrong about codes and PINs; one memory a process."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

WRONG_AT_MOST: Final = 20
WITHIN_S: Final = 60.0
_ADDRESSES: Final = 10_000


class Attempts:
    """A sliding window of wrong attempts per address; `clock` is monotonic, in seconds."""

    def __init__(
        self,
        clock: Callable[[], float],
        at_most: int = WRONG_AT_MOST,
        within_s: float = WITHIN_S,
    ) -> None:
        self._clock = clock
        self._at_most = at_most
        self._within_s = within_s
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def note(self, address: str) -> None:
        """Remember that `address` was wrong just now."""
        times = self._wrong.setdefault(address, deque(maxlen=self._at_most))
        times.append(self._clock())
        self._wrong.move_to_end(address)
        while len(self._wrong) > _ADDRESSES:
            self._wrong.popitem(last=False)

    def wait_s(self, address: str) -> int:
        """Whole seconds until `address` may try again; 0: now."""
        times = self._wrong.get(address)
        if times is None or len(times) < self._at_most:
            return 0
        left = times[0] + self._within_s - self._clock()
        return max(0, math.ceil(left))
