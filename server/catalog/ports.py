"""What the menu asks of the venue; `server.entry.wiring` fulfils it on the same unit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import tzinfo
from typing import Protocol


class Venue(Protocol):
    """The actor's shop."""

    def zone(self) -> tzinfo: ...

    def unknown_stations(self, station_ids: Collection[str]) -> frozenset[str]:
        """Which of them are no stations of the shop."""
        ...
