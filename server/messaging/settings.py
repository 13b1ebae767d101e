"""Who is told of what, and how: the house's table, and what brands and shops have set instead.

A shop's settings are kept in memory with the two versions they were read at. Both come with every
read of the shop's manner, so a change holds from its commit on, in every process, and an order asks
the database nothing for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, Final, Protocol, cast

from sqlalchemy import Row, Table, delete, select
from sqlalchemy.orm import Session

from common.domain.announcement_defaults import BURST_S, DEFAULTS, defaults_for
from common.domain.announcement_settings import OFFLINE_AFTER_S, Source, base_for, spoken_as
from common.domain.announcing import Announcement, Channel, Event, QuietHours
from common.domain.chimes import chime_named
from common.domain.ids import ShopId
from common.domain.roles import Role
from common.domain.rows import OrderSource
from server.db.base import add_new
from server.messaging.models import AnnouncementSetting, MannerSetting
from server.messaging.ports import Manner

SETTINGS: Final = cast(Table, AnnouncementSetting.__table__)
MANNERS: Final = cast(Table, MannerSetting.__table__)
_KEPT_AT_MOST: Final = 4096

Pair = tuple[Event, Channel]


class Settings(Protocol):
    """One shop's: event × channel."""

    burst_s: int
    offline_after_s: Mapping[Role, int]

    def channels_of(self, event: Event) -> Sequence[Announcement]: ...

    def of(self, event: Event, channel: Channel) -> Announcement | None: ...


class Told(Protocol):
    """Where a shop's settings come from."""

    def of_shop(self, session: Session, shop_id: ShopId, manner: Manner) -> Settings: ...


class DefaultSettings:
    """A table that holds for every shop: the house's own, unless another is given."""

    def __init__(
        self,
        table: Mapping[Pair, Announcement] = DEFAULTS,
        burst_s: int = BURST_S,
        offline_after_s: Mapping[Role, int] = OFFLINE_AFTER_S,
    ) -> None:
        self._table = table
        self.burst_s = burst_s
        self.offline_after_s = offline_after_s

    def channels_of(self, event: Event) -> Sequence[Announcement]:
        if self._table is DEFAULTS:
            return defaults_for(event)
        return [told for (of, _), told in self._table.items() if of is event]

    def of(self, event: Event, channel: Channel) -> Announcement | None:
        return self._table.get((event, channel))

    def of_shop(self, session: Session, shop_id: ShopId, manner: Manner) -> Settings:
        return self


HOUSE: Final = DefaultSettings()


class StoredSettings:
    """What the database says, read once a change. Safe from any thread: an entry is replaced whole."""

    def __init__(self) -> None:
        self._kept: dict[ShopId, tuple[tuple[str, str], Settings]] = {}

    def of_shop(self, session: Session, shop_id: ShopId, manner: Manner) -> Settings:
        if manner.told_versions == ("", ""):
            return HOUSE
        kept = self._kept.get(shop_id)
        if kept is not None and kept[0] == manner.told_versions:
            return kept[1]
        settings = read_settings(session, shop_id, manner)
        if len(self._kept) >= _KEPT_AT_MOST:
            self._kept.clear()
        self._kept[shop_id] = (manner.told_versions, settings)
        return settings


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


def read_settings(session: Session, shop_id: ShopId, manner: Manner) -> Settings:
    table = {**DEFAULTS}
    for pair, (told, _) in overrides(session, shop_id, manner).items():
        table[pair] = told
    general, _ = manner_of(session, shop_id, manner)
    return DefaultSettings(table, general.burst_s, general.offline_after_s)


def overrides(
    session: Session, shop_id: ShopId, manner: Manner
) -> dict[Pair, tuple[Announcement, Source]]:
    """What the brand or the shop has set; the shop's own stands before its brand's."""
    rows = session.execute(
        select(SETTINGS).where(SETTINGS.c.scope_id.in_([manner.brand_id, shop_id]))
    ).all()
    found: dict[Pair, tuple[Announcement, Source]] = {}
    for row in sorted(rows, key=lambda row: row.scope_id == shop_id):  # the shop's own last
        told = _announcement(row)
        source = Source.SHOP if row.scope_id == shop_id else Source.BRAND
        found[told.event, told.channel] = told, source
    return found


def _announcement(row: Row[Any]) -> Announcement:
    base = base_for(Event(row.event), Channel(row.channel))
    quiet = (
        QuietHours(time.fromisoformat(row.quiet_starts), time.fromisoformat(row.quiet_ends))
        if row.quiet_starts
        else None
    )
    return Announcement(
        event=base.event,
        channel=base.channel,
        room_template=row.room_template,
        tag_template=row.tag_template,
        msg_type=spoken_as(base, is_spoken=row.is_spoken),
        is_enabled=row.is_enabled,
        sources=frozenset(OrderSource(each) for each in row.sources),
        delay_s=row.delay_s,
        repeats=row.repeats,
        interval_s=row.interval_s,
        priority=row.priority,
        chime=chime_named(row.chime),
        voice_rate=row.voice_rate,
        expires_after_s=row.expires_after_s,
        confirm_within_s=row.confirm_within_s,
        quiet=quiet,
        checks=base.checks,
    )


def manner_of(session: Session, shop_id: ShopId, manner: Manner) -> tuple[DefaultSettings, Source]:
    """The general part of the settings (`burst_s`, `offline_after_s`), and whose they are."""
    rows = session.execute(
        select(MANNERS).where(MANNERS.c.scope_id.in_([manner.brand_id, shop_id]))
    ).all()
    if not rows:
        return HOUSE, Source.HOUSE
    row = max(rows, key=lambda row: row.scope_id == shop_id)
    after_s = {**OFFLINE_AFTER_S, **{Role(kind): s for kind, s in row.offline_after_s.items()}}
    source = Source.SHOP if row.scope_id == shop_id else Source.BRAND
    return DefaultSettings(DEFAULTS, row.burst_s, after_s), source


# ── writing ──────────────────────────────────────────────────────────────────────────────────────


def put_setting(session: Session, scope_id: str, told: Announcement) -> None:
    drop_setting(session, scope_id, told.event, told.channel)
    quiet = told.quiet
    add_new(
        session,
        SETTINGS,
        {
            "scope_id": scope_id,
            "event": told.event,
            "channel": told.channel,
            "is_enabled": told.is_enabled,
            "is_spoken": told.is_spoken,
            "room_template": told.room_template,
            "tag_template": told.tag_template,
            "sources": sorted(told.sources),
            "delay_s": told.delay_s,
            "repeats": told.repeats,
            "interval_s": told.interval_s,
            "priority": int(told.priority),
            "chime": told.chime or "",
            "voice_rate": told.voice_rate,
            "expires_after_s": told.expires_after_s,
            "confirm_within_s": told.confirm_within_s,
            "quiet_starts": "" if quiet is None else f"{quiet.starts:%H:%M}",
            "quiet_ends": "" if quiet is None else f"{quiet.ends:%H:%M}",
        },
    )


def drop_setting(session: Session, scope_id: str, event: Event, channel: Channel) -> None:
    session.execute(
        delete(SETTINGS).where(
            SETTINGS.c.scope_id == scope_id,
            SETTINGS.c.event == event,
            SETTINGS.c.channel == channel,
        )
    )


def put_manner(
    session: Session, scope_id: str, burst_s: int, offline_after_s: Mapping[Role, int]
) -> None:
    drop_manner(session, scope_id)
    after_s = {str(kind): s for kind, s in offline_after_s.items()}
    add_new(
        session,
        MANNERS,
        {"scope_id": scope_id, "burst_s": burst_s, "offline_after_s": after_s},
    )


def drop_manner(session: Session, scope_id: str) -> None:
    session.execute(delete(MANNERS).where(MANNERS.c.scope_id == scope_id))
