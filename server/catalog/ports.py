"""What the menu asks of the venue; `server.entry.wiring` fulfils it on the same unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import tzinfo
from typing import Protocol


class Venue(Protocol):
    """The actor's shop."""

    def zone(self) -> tzinfo: ...

    def station_names(self, station_ids: Collection[str]) -> Mapping[str, str]:
        """By id; what is no station of the shop is left out."""
        ...
