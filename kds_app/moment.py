"""One instant as the panels of the screen see it: read from the core once, painted by all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from common.client.facade import Announcements, Core, Identity, LinkStatus, Phase
from common.domain.board import Board, Ticket
from common.domain.business_day import business_day
from common.domain.freshness import Freshness, Judgement, judge
from common.domain.ids import StationId
from common.domain.projection import Tables
from common.domain.rows import ShopRow, StationRow

UNSENT_SHOWS_AFTER: Final = timedelta(seconds=2)
"""A tap is answered within milliseconds: its tab shows only where that does not happen."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`board` is of the chosen stations, `everywhere` are the standing tickets of all stations.

    `unsent`: ids of the rows whose tab shows. `is_first_load`: nothing was ever fetched, so an empty
    board means nothing.
    """

    now: datetime
    zone: tzinfo
    today: date
    identity: Identity | None
    shop: ShopRow | None
    stations: tuple[StationRow, ...]
    tables: Tables
    board: Board
    everywhere: tuple[Ticket, ...]
    link: LinkStatus
    trust: Judgement
    said: Announcements
    unsent: frozenset[str]

    @property
    def is_blind(self) -> bool:
        return self.trust.freshness is Freshness.BLIND

    @property
    def is_first_load(self) -> bool:
        return self.link.as_of is None and not self.tables["shops"]

    @property
    def station_names(self) -> Mapping[StationId, str]:
        return {station.id: station.name for station in self.stations}

    def local_time(self, at: datetime, form: str = "%H:%M") -> str:
        return at.astimezone(self.zone).strftime(form)


def zone_of(shop: ShopRow | None) -> tzinfo:
    """The shop's zone; before the first fetch, or where the system lacks it, UTC."""
    if shop is None:
        return UTC
    try:
        return ZoneInfo(shop.zone)
    except ZoneInfoNotFoundError:
        return UTC


def shop_in(tables: Tables) -> ShopRow | None:
    return next(iter(cast("Mapping[str, ShopRow]", tables["shops"]).values()), None)


def stations_in(tables: Tables) -> tuple[StationRow, ...]:
    rows = cast("Mapping[str, StationRow]", tables["stations"]).values()
    return tuple(sorted(rows, key=lambda station: (station.position, station.id)))


def moment(core: Core, tables: Tables, board: Board, everywhere: tuple[Ticket, ...]) -> Moment:
    """Read the rest from `core` now."""
    now, shop, link = core.now(), shop_in(tables), core.link
    zone = zone_of(shop)
    trust = judge(link.times, core.monotonic())
    return Moment(
        now=now,
        zone=zone,
        today=business_day(now, zone),
        identity=core.identity,
        shop=shop,
        stations=stations_in(tables),
        tables=tables,
        board=board,
        everywhere=everywhere,
        link=link,
        trust=trust,
        said=core.announcements,
        unsent=_unsent(core, link, trust, now),
    )


def _unsent(core: Core, link: LinkStatus, trust: Judgement, now: datetime) -> frozenset[str]:
    is_cut = link.phase is not Phase.LIVE or trust.freshness is Freshness.BLIND
    given = core.unsent().items()
    return frozenset(id_ for id_, at in given if is_cut or now - at > UNSENT_SHOWS_AFTER)
