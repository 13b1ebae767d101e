"""What the kitchen asks of the rest of the house; `server.entry.wiring` fulfils it on the same unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Protocol, TypeAlias

from sqlalchemy.orm import Session

from common.domain.errors import Invalid, Refused
from common.domain.happenings import Happening
from common.domain.ids import Fen, GoodsId, RoomId, ShopId, StayId
from common.domain.rows import GoodsRow, LineRow, RoomRow, RoomState, StayRow


class ShopTerms(Protocol):
    """How a shop takes orders at one instant.

    `opens_at` (UTC) is None while it is open, or when it stays closed until somebody opens by hand.
    `last_business_day` is the newest day that a number was drawn in: the day never goes back.
    """

    @property
    def zone(self) -> tzinfo: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def closed_reason(self) -> str: ...
    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def default_target_minutes(self) -> int: ...
    @property
    def last_business_day(self) -> date | None: ...


class Shops(Protocol):
    """The actor's shop."""

    def terms(self, at: datetime) -> ShopTerms:
        """As judged at `at` (UTC)."""
        ...

    def begin_business_day(self, day: date) -> None:
        """Remember `day` as the newest that a number was drawn in."""
        ...


class Rooms(Protocol):
    """Rooms and hand tags of the actor's shop; the kitchen publishes the rooms it changes."""

    def rooms(self, room_ids: Collection[RoomId]) -> dict[RoomId, RoomRow]:
        """Those of the shop; an unknown or foreign id is left out."""
        ...

    def set_state(self, room_id: RoomId, state: RoomState, at: datetime) -> RoomRow:
        """Change the room and its version; gives the row after."""
        ...

    def blocked_tags(self, tags: Collection[str]) -> frozenset[str]:
        """Which of `tags` were reported lost."""
        ...

    def block_tag(self, tag: str, at: datetime) -> None:
        """Report it lost; again changes nothing."""
        ...


class Menu(Protocol):
    """The dishes of the actor's shop; whoever fulfils it publishes the dishes it changes."""

    def dishes(self, goods_ids: Collection[GoodsId]) -> dict[GoodsId, GoodsRow]:
        """Those of the shop, sold-out judged now; an unknown or foreign id is left out."""
        ...

    def take(self, portions: Mapping[GoodsId, int]) -> None:
        """Count `remaining` down. Raises Refused `goods.sold_out` naming which, and takes nothing."""
        ...

    def give_back(self, portions: Mapping[GoodsId, int]) -> None: ...

    def set_sold_out(self, goods_id: GoodsId, at: datetime | None) -> GoodsRow:
        """Sold out from `at` until the business day ends; None: available again.

        Raises NotFound `goods.unknown`. Changes and publishes nothing when it is so already.
        """
        ...


class Bills(Protocol):
    """The desk's bills; it publishes those it changes. `balances` is asked before the stays end (by
    force: once more after), everything else told after the kitchen has saved."""

    def balances(self, ending: Sequence[StayRow]) -> dict[StayId, Fen]:
        """What each stay still owes (positive) or is owed, if its bill ends with these; a stay that
        is left out owes nothing."""
        ...

    def end(self, ended: Sequence[StayRow]) -> None: ...

    def reopen(self, opened: Sequence[StayRow]) -> None: ...

    def merge(self, stay: StayRow, into: StayRow) -> None: ...

    def part(self, stay: StayRow, from_id: StayId) -> None:
        """Raises Refused `stay.paid` after a payment."""
        ...

    def split(self, stay: StayRow, line: LineRow, kept: LineRow, parted: LineRow) -> None:
        """The line went on as two."""
        ...


class NoBills:
    """Without a cashier's desk nobody owes anything."""

    def balances(self, ending: Sequence[StayRow]) -> dict[StayId, Fen]:
        return {}

    def end(self, ended: Sequence[StayRow]) -> None:
        return

    def reopen(self, opened: Sequence[StayRow]) -> None:
        return

    def merge(self, stay: StayRow, into: StayRow) -> None:
        return

    def part(self, stay: StayRow, from_id: StayId) -> None:
        return

    def split(self, stay: StayRow, line: LineRow, kept: LineRow, parted: LineRow) -> None:
        return


class Texts(Protocol):
    """Text messages to guests of the actor's shop."""

    def phone_of(self, typed: str) -> str:
        """The number in E.164. Raises Invalid `sms.phone_invalid`."""
        ...

    def require_offered(self) -> None:
        """Raises Refused `sms.not_offered`: the brand has bought no messages."""
        ...

    def are_offered_on_pads(self, at: datetime) -> bool:
        """Whether guests may ask for them by themselves: the shop lets them, and at `at` (UTC) there
        is credit for one."""
        ...


class NoTexts:
    """A house without text messages."""

    def phone_of(self, typed: str) -> str:
        raise Invalid("sms.phone_invalid", "$.phone")

    def require_offered(self) -> None:
        raise Refused("sms.not_offered")

    def are_offered_on_pads(self, at: datetime) -> bool:
        return False


Report = Callable[[Happening], None]
TextsOf: TypeAlias = Callable[[Session, ShopId], Texts]


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that a `Kitchen` needs besides its unit and its actor."""

    shops: Shops
    rooms: Rooms
    menu: Menu
    bills: Bills
    report: Report
    texts: Texts = field(default_factory=NoTexts)
