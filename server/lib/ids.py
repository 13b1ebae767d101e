"""Ids: UUIDv7, so that they sort by the time they were made (RFC 9562, method 1)."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)
_COUNTER_SEED: Final = 0x7FF  # the upper half of the 12 counter bits is room to count
_COUNTER_END: Final = 0xFFF
_VARIANTS: Final = "89ab"  # two bits say whose format it is, two are chance


_POOL_BYTES: Final = 4096


class PooledChance:
    """`os.urandom`, asked for once in some hundred ids.

    Each call gives up the interpreter lock: under load the writer then waits milliseconds for the
    event loop to hand it back, at every id. Not safe to call from two threads at once.
    """

    def __init__(self) -> None:
        self._pool = b""
        self._at = 0

    def __call__(self, count: int) -> bytes:
        if self._at + count > len(self._pool):
            self._pool, self._at = os.urandom(max(_POOL_BYTES, count)), 0
        self._at += count
        return self._pool[self._at - count : self._at]


def earliest(at: datetime) -> str:
    """The beginning that no id made before `at` has: for reading a span of time by the key."""
    return _time_part((at - _EPOCH) // _MS)


def _time_part(ms: int) -> str:
    text = f"{ms:012x}"
    return f"{text[:8]}-{text[8:]}"


class IdSource:
    """Makes ids that grow strictly within a process, whatever the clock and the threads do."""

    def __init__(self, chance: Callable[[int], bytes] | None = None) -> None:
        """`chance(n)` gives n random bytes; a simulator passes its own."""
        self._chance = chance or PooledChance()
        self._lock = threading.Lock()
        self._at = _EPOCH
        self._asked_ms = 0
        self._ms = 0
        self._time = _time_part(0)
        self._counter = 0

    def new(self, at: datetime) -> str:
        """A fresh id whose time part is `at`, or the latest used one if the clock stepped back.

        An order takes two dozen, all of one time: what follows from that is kept.
        """
        with self._lock:
            if at is not self._at:
                self._at, self._asked_ms = at, (at - _EPOCH) // _MS
            chance = self._chance(10)
            if self._asked_ms > self._ms:
                self._begin(self._asked_ms, chance)
            elif self._counter < _COUNTER_END:
                self._counter += 1
            else:
                self._begin(self._ms + 1, chance)
            time, counter = self._time, self._counter
        digits = chance.hex()
        variant = _VARIANTS[chance[2] >> 4 & 3]
        return f"{time}-7{counter:03x}-{variant}{digits[5:8]}-{digits[8:]}"

    def _begin(self, ms: int, chance: bytes) -> None:
        self._ms, self._time = ms, _time_part(ms)
        self._counter = int.from_bytes(chance[:2], "big") & _COUNTER_SEED
