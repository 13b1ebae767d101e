"""What printing asks of the rest of the house; `server.entry.wiring` fulfils it on the same unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from common.domain.bill_rows import BillRow
from common.domain.ids import BatchId, StationId
from common.domain.rows import BatchRow, LineRow, OrderRow, StayRow


@dataclass(frozen=True, slots=True)
class Venue:
    """`zone`: IANA; `day`: the business day at the unit's time."""

    name: str
    phone: str
    zone: str
    day: date


@dataclass(frozen=True, slots=True)
class BillFacts:
    """The bill that a stay is on, with everything that it is worked out from."""

    stay: StayRow
    bill: BillRow
    lines: Sequence[LineRow]
    orders: Sequence[OrderRow]


@dataclass(frozen=True, slots=True)
class Placed:
    """One placement. `lines`: all of its dishes, seen or not."""

    order: OrderRow
    batch: BatchRow
    lines: Sequence[LineRow]


class House(Protocol):
    """The actor's shop."""

    def venue(self, at: datetime) -> Venue: ...

    def stations(self) -> Mapping[StationId, str]: ...

    def is_desk(self, device_id: str) -> bool:
        """Whether it is one of the shop's cashier terminals, still paired."""
        ...

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """Of people and terminals of the shop."""
        ...


class Bills(Protocol):
    def facts(self, stay_id: str) -> BillFacts:
        """Raises NotFound `stay.unknown`, Forbidden `role.forbidden`."""
        ...


class Kitchen(Protocol):
    def placed(self, batch_ids: Collection[BatchId]) -> Sequence[Placed]:
        """Those of the shop, oldest first."""
        ...

    def mark_printed(self, line_ids: Collection[str]) -> None:
        """What of these the kitchen still owes bears the mark `printed` now; it is published."""
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    house: House
    bills: Bills
    kitchen: Kitchen
