"""Whether keys came from a scanner: it types faster than any hand and ends with Enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FASTEST_HAND_S: Final = 0.035
SHORTEST: Final = 3
"""Characters; fewer may be two fingers that fell together."""


@dataclass(frozen=True, slots=True)
class Scan:
    """`code` went into the field `key`, which held `before`."""

    key: str
    before: str
    code: str


class Pace:
    """Hears how the text of fields grows, key by key; times are of one monotonic clock (s)."""

    def __init__(self) -> None:
        self._burst: Scan | None = None
        self._at = 0.0

    def typed(self, key: str, before: str, after: str, at: float) -> None:
        goes_on = self._burst is not None and self._burst.key == key and self._is_fast(at)
        self._at = at
        if self._burst is not None and goes_on and after[:-1] == before:
            self._burst = Scan(key, self._burst.before, self._burst.code + after[-1:])
        elif after[:-1] == before or len(after) == 1:  # typed behind it, or over what was marked
            self._burst = Scan(key, before, after[-1:])
        else:
            self._burst = None

    def entered(self, at: float) -> Scan | None:
        """Enter was pressed: what was scanned just before, if it was."""
        burst, self._burst = self._burst, None
        is_scan = burst is not None and len(burst.code) >= SHORTEST and self._is_fast(at)
        return burst if is_scan else None

    def _is_fast(self, at: float) -> bool:
        return at - self._at <= FASTEST_HAND_S
