"""What the venue asks of other subjects; `server/entry/wiring.py` fulfils it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from common.domain.ids import StationId
from common.domain.rows import RoomRow


@dataclass(frozen=True, slots=True)
class Ports:
    """`renamed` hears of a room that has another name now: its guests' orders bear it.
    `dishes_at`: names of the dishes that are cooked at a station."""

    renamed: Callable[[RoomRow], None]
    dishes_at: Callable[[StationId], list[str]]
