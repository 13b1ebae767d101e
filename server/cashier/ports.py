"""What the desk asks of the rest of the house; `server.entry.wiring` fulfils it on the same unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Protocol

from common.domain.ids import Fen, StayId
from common.domain.rows import LineRow, OrderRow, StayRow


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A stay that was ended by force."""

    stay_id: StayId
    balance_fen: Fen
    reason: str
    by: str
    at: datetime


class Guests(Protocol):
    """Stays and what they ordered, of the actor's shop."""

    def stays(self, stay_ids: Collection[StayId]) -> Sequence[StayRow]:
        """Those of the shop; an unknown or foreign id is left out."""
        ...

    def lines(self, stay_ids: Collection[StayId]) -> Sequence[LineRow]:
        """Everything those stays ordered, cancelled or not."""
        ...

    def orders_of_day(self, day: date) -> Sequence[OrderRow]:
        """The orders numbered on a business day."""
        ...

    def left_open(self, since: datetime, until: datetime | None) -> Sequence[LeftOpen]:
        """Ended by force in that time (None: up to now), and not opened again."""
        ...


class House(Protocol):
    def zone(self) -> tzinfo: ...

    def give_away_limit(self) -> Fen:
        """What may be taken off or given back on one bill without a manager."""
        ...

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """Of people and terminals of the shop."""
        ...


def _nobody(stay_id: StayId) -> None:
    """Nobody has to know."""


@dataclass(frozen=True, slots=True)
class Ports:
    """`paid` hears of a bill that a payment brought to nothing owed, inside the same unit."""

    guests: Guests
    house: House
    paid: Callable[[StayId], None] = _nobody
