"""A manager sets who is told what, and how; it holds from the commit on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from sqlalchemy.orm import Session

from common.domain.announcement_settings import (
    NEVER_SPOKEN,
    OFFLINE_RANGE,
    PAIRS,
    Source,
    base_for,
    check_templates,
    spoken_as,
)
from common.domain.announcing import SCHEMAS, Announcement, Channel, Event, QuietHours
from common.domain.audit import Subject, Values
from common.domain.errors import Invalid
from common.domain.ids import ShopId
from common.domain.numbers import OneIsRead
from common.domain.roles import Actor, Permission, Role
from common.wire.messages import (
    AnnouncementBody,
    AnnouncementFields,
    MannerBody,
    MannerFields,
    PlaceholderBody,
    QuietSpan,
    Scope,
)
from server.db import audit
from server.messaging import settings
from server.messaging.centre import Centre
from server.messaging.ports import Manner

OFFLINE_FIELDS: Final = {
    kind: f"{kind}_offline_s"
    for kind in (Role.KITCHEN, Role.CALL_BOARD, Role.CASHIER, Role.PAD, Role.WAITER)
}


@dataclass(frozen=True, slots=True)
class Configured:
    """What holds for one event on one channel, and whose setting it is."""

    told: Announcement
    source: Source


class Configuring:
    """`scope`: for the actor's shop, or for its whole brand."""

    def __init__(self, centre: Centre, actor: Actor) -> None:
        self._centre = centre
        self._actor = actor

    def set(self, told: Announcement, scope: Scope) -> Configured:
        """Raises TemplateInvalid, naming field and position."""
        scope_id = self._scope_id(scope)
        check_templates(told)
        before = self._held(told.event, told.channel)
        settings.put_setting(self._centre.session, scope_id, told)
        return self._changed(before, scope)

    def reset(self, event: Event, channel: Channel, scope: Scope) -> Configured:
        """Back to what holds above `scope`; twice is once."""
        scope_id = self._scope_id(scope)
        base_for(event, channel)
        before = self._held(event, channel)
        settings.drop_setting(self._centre.session, scope_id, event, channel)
        return self._changed(before, scope)

    def set_manner(self, fields: MannerFields, scope: Scope) -> MannerBody:
        """Raises Invalid for an offline time that could not be told from a heartbeat."""
        scope_id = self._scope_id(scope)
        after_s = {kind: getattr(fields, name) for kind, name in OFFLINE_FIELDS.items()}
        for kind, after in after_s.items():
            if after and after < OFFLINE_RANGE[0]:
                raise Invalid(
                    "announcement.out_of_range",
                    f"$.{OFFLINE_FIELDS[kind]}",
                    {"value": after, "at_least": OFFLINE_RANGE[0], "at_most": OFFLINE_RANGE[1]},
                )
        before = self._held_manner()
        said = self._centre.manner.one is OneIsRead.YAO
        if fields.say_one_as_yao not in (None, said):
            self._actor.require(Permission.MANAGE_BRAND)
            self._centre.ports.venue.say_one_as_yao(not said)
        settings.put_manner(self._centre.session, scope_id, fields.burst_s, after_s)
        return self._manner_changed(before, scope)

    def reset_manner(self, scope: Scope) -> MannerBody:
        scope_id, before = self._scope_id(scope), self._held_manner()
        settings.drop_manner(self._centre.session, scope_id)
        return self._manner_changed(before, scope)

    def _scope_id(self, scope: Scope) -> str:
        self._actor.require(Permission.MANAGE)
        if scope == "shop":
            return self._centre.shop_id
        self._actor.require(Permission.MANAGE_BRAND)
        return self._centre.manner.brand_id

    def _held_manner(self) -> MannerBody:
        centre = self._centre
        return manner_body(centre.session, centre.shop_id, centre.manner)

    def _held(self, event: Event, channel: Channel) -> Configured:
        centre = self._centre
        return configured(centre.session, centre.shop_id, centre.manner)[event, channel]

    def _changed(self, before: Configured, scope: Scope) -> Configured:
        self._note(scope)
        event, channel = before.told.event, before.told.channel
        after = self._held(event, channel)
        audit.note(
            self._centre.unit, self._actor, Subject.MESSAGE_CONFIG, f"{event}/{channel}",
            f"{event} → {channel}", before=_for_trail(before), after=_for_trail(after),
        )  # fmt: skip
        return after

    def _manner_changed(self, before: MannerBody, scope: Scope) -> MannerBody:
        self._note(scope)
        centre = self._centre
        after = manner_body(centre.session, centre.shop_id, centre.ports.venue.manner())
        audit.note(
            centre.unit, self._actor, Subject.MESSAGE_CONFIG, "manner", "manner",
            before=_manner_for_trail(before), after=_manner_for_trail(after),
        )  # fmt: skip
        return after

    def _note(self, scope: Scope) -> None:
        self._centre.ports.venue.note_told(self._centre.unit.new_id(), for_brand=scope == "brand")


def configured(
    session: Session, shop_id: ShopId, manner: Manner
) -> Mapping[tuple[Event, Channel], Configured]:
    """Every pair that can be set."""
    held = settings.overrides(session, shop_id, manner)
    return {
        pair: Configured(*held[pair]) if pair in held else Configured(base_for(*pair), Source.HOUSE)
        for pair in PAIRS
    }


def _for_trail(one: Configured) -> Values:
    """As people read it; `source` tells a shop's own from what holds above it."""
    told, quiet = one.told, one.told.quiet
    return {
        "source": one.source.value,
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
        "quiet": "" if quiet is None else f"{quiet.starts:%H:%M}–{quiet.ends:%H:%M}",
    }


def _manner_for_trail(body: MannerBody) -> Values:
    fields = body.fields
    after_s = {name: getattr(fields, name) for name in OFFLINE_FIELDS.values()}
    return {
        "source": body.source.value,
        "burst_s": fields.burst_s,
        "say_one_as_yao": fields.say_one_as_yao,
        **after_s,
    }


# ── as bodies ────────────────────────────────────────────────────────────────────────────────────


def from_fields(event: Event, channel: Channel, fields: AnnouncementFields) -> Announcement:
    """Raises NotFound for a pair that cannot be set, Invalid for a voice where none may be."""
    base = base_for(event, channel)
    quiet = fields.quiet
    return replace(
        base,
        room_template=fields.room_template,
        tag_template=fields.tag_template,
        msg_type=spoken_as(base, is_spoken=fields.is_spoken),
        is_enabled=fields.is_enabled,
        sources=frozenset(fields.sources),
        delay_s=fields.delay_s,
        repeats=fields.repeats,
        interval_s=fields.interval_s,
        priority=fields.priority,
        chime=fields.chime,
        voice_rate=fields.voice_rate,
        expires_after_s=fields.expires_after_s,
        confirm_within_s=fields.confirm_within_s,
        quiet=None
        if quiet is None
        else QuietHours(time.fromisoformat(quiet.starts), time.fromisoformat(quiet.ends)),
    )


def body_of(one: Configured) -> AnnouncementBody:
    told, quiet = one.told, one.told.quiet
    return AnnouncementBody(
        event=told.event,
        channel=told.channel,
        source=one.source,
        fields=AnnouncementFields(
            is_enabled=told.is_enabled,
            is_spoken=told.is_spoken,
            room_template=told.room_template,
            tag_template=told.tag_template,
            sources=sorted(told.sources),
            delay_s=told.delay_s,
            repeats=told.repeats,
            interval_s=told.interval_s,
            priority=int(told.priority),
            chime=told.chime,
            voice_rate=told.voice_rate,
            expires_after_s=told.expires_after_s,
            confirm_within_s=told.confirm_within_s,
            quiet=None
            if quiet is None
            else QuietSpan(f"{quiet.starts:%H:%M}", f"{quiet.ends:%H:%M}"),
        ),
        msg_type=int(told.msg_type),
        can_be_spoken=(told.event, told.channel) not in NEVER_SPOKEN,
        placeholders=[PlaceholderBody(x.name, x.type) for x in SCHEMAS[told.event].values()],
    )


def manner_body(session: Session, shop_id: ShopId, manner: Manner) -> MannerBody:
    general, source = settings.manner_of(session, shop_id, manner)
    after_s = {name: general.offline_after_s[kind] for kind, name in OFFLINE_FIELDS.items()}
    fields = MannerFields(
        burst_s=general.burst_s, say_one_as_yao=manner.one is OneIsRead.YAO, **after_s
    )
    return MannerBody(source, fields)
