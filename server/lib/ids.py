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
    text = f"{(at - _EPOCH) // _MS:012x}"
    return f"{text[:8]}-{text[8:]}"


class IdSource:
    """Makes ids that grow strictly within a process, whatever the clock and the threads do."""

    def __init__(self, chance: Callable[[int], bytes] | None = None) -> None:
        """`chance(n)` gives n random bytes; a simulator passes its own."""
        self._chance = chance or PooledChance()
        self._lock = threading.Lock()
        self._ms = 0
        self._counter = 0

    def new(self, at: datetime) -> str:
        """A fresh id whose time part is `at`, or the latest used one if the clock stepped back."""
        ms = (at - _EPOCH) // _MS
        with self._lock:
            chance = int.from_bytes(self._chance(10), "big")
            if ms > self._ms:
                self._ms, self._counter = ms, (chance >> 64) & _COUNTER_SEED
            elif self._counter < _COUNTER_END:
                self._counter += 1
            else:
                self._ms, self._counter = self._ms + 1, (chance >> 64) & _COUNTER_SEED
            high = self._ms << 16 | 0x7000 | self._counter
        low = 0x8000000000000000 | chance & 0x3FFFFFFFFFFFFFFF
        text = f"{high:016x}{low:016x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
