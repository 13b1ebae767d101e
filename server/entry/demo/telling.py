"""What the demo says while it plays: one line a step, for a shop owner to follow."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo


class Telling:
    """Prints steps with the time of day in `zone`, as the screens show it, and how long they took."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def heading(self, words: str) -> None:
        print(f"\n── {words} ──", flush=True)

    @contextmanager
    def step(self, who: str, words: str) -> Iterator[None]:
        """`who` does or sees `words` in the block; ✓ when it went well, ✗ when it raised."""
        began = time.monotonic()
        try:
            yield
        except BaseException:
            self._line("✗", who, words, began)
            raise
        self._line("✓", who, words, began)

    def note(self, words: str) -> None:
        print(f"{'':13}{words}", flush=True)

    def _line(self, sign: str, who: str, words: str, began: float) -> None:
        took = time.monotonic() - began
        # Han characters are two columns wide in a terminal.
        name = who + " " * max(0, 8 - 2 * len(who))
        print(
            f"{datetime.now(self._zone):%H:%M:%S}  {sign}  {name}{words}（{took:.1f} 秒）",
            flush=True,
        )
