"""The venue: base information, when it is open, and its therapists. Rooms and stations: `premises`."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, update

from common.domain import streams
from common.domain.audit import AuditAction, Subject, Values
from common.domain.errors import Invalid, NotFound, Refused
from common.domain.ids import RoomId, ShopId, TherapistId
from common.domain.opening_hours import Hours, Span
from common.domain.roles import Actor, Permission
from common.domain.rows import RoomRow, RoomState, ShopRow
from common.wire.events import EventBody, EventKind, Rows
from server.db import audit
from server.db.unit import Unit
from server.shop import audited
from server.shop.models import Closing, Shop, Therapist
from server.shop.opening import shop_row, zone_of
from server.shop.records import ShopRecord, TherapistRecord
from server.shop.repository import ShopRepository, stored_spans

MOST_CLOSINGS: Final = 100


class ShopService:
    def __init__(self, unit: Unit, actor: Actor) -> None:
        self._unit = unit
        self._actor = actor
        self._shop = ShopRepository(unit.session)

    # ---- base information and hours

    def set_info(
        self,
        *,
        name: str,
        zone: str,
        phone: str,
        address: str,
        default_target_minutes: int,
        delivery_minutes: int,
        collect_hint: str,
        pad_calls: tuple[str, ...],
        give_away_limit_fen: int,
        offers_texts: bool,
    ) -> ShopRow:
        self._actor.require(Permission.MANAGE)
        zone_of(zone)
        before = self._record()
        row = self._change(
            name=name,
            zone=zone,
            phone=phone,
            address=address,
            default_target_minutes=default_target_minutes,
            delivery_minutes=delivery_minutes,
            collect_hint=collect_hint,
            pad_calls=list(pad_calls),
            give_away_limit_fen=give_away_limit_fen,
            offers_texts=offers_texts,
        )
        self._note(Subject.SHOP, before.id, audited.info(before), audited.info(self._record()))
        return row

    def show_pad_calls(self, labels: tuple[str, ...]) -> ShopRow:
        """The service buttons of the pads, in their order."""
        self._actor.require(Permission.MANAGE)
        return self._change(pad_calls=list(labels))

    def set_hours(self, weekly: tuple[Span, ...]) -> ShopRow:
        self._actor.require(Permission.MANAGE)
        before = self._record()
        row = self._change(weekly_hours=stored_spans(weekly))
        self._note(Subject.HOURS, before.id, audited.weekly(before.weekly), audited.weekly(weekly))
        return row

    def add_closing(self, starts_at: datetime, ends_at: datetime, reason: str) -> str:
        """Close for a while, whatever the weekly hours say; gives the closing's id."""
        self._actor.require(Permission.MANAGE)
        if ends_at <= starts_at:
            raise Invalid("closing.ends_before_start", "$.ends_at")
        if ends_at <= self._unit.now:
            raise Invalid("closing.past", "$.ends_at")
        shop_id = self._actor.shop_id
        if len(self._shop.closings(shop_id, self._unit.now)) >= MOST_CLOSINGS:
            raise Refused("closing.too_many", {"limit": MOST_CLOSINGS})
        closing_id = self._unit.new_id()
        self._unit.session.execute(
            insert(Closing).values(
                id=closing_id,
                shop_id=shop_id,
                starts_at=starts_at,
                ends_at=ends_at,
                reason=reason,
            )
        )
        self._change()
        self._note(Subject.CLOSING, closing_id, None, audited.closing(starts_at, ends_at, reason))
        return closing_id

    def drop_closing(self, closing_id: str) -> ShopRow:
        self._actor.require(Permission.MANAGE)
        listed = self._shop.closings(self._actor.shop_id, self._unit.now)
        gone = next((each for each in listed if each.id == closing_id), None)
        if gone is None:
            raise NotFound("closing.unknown", {"closing_id": closing_id})
        self._unit.session.execute(delete(Closing).where(Closing.id == closing_id))
        before = audited.closing(gone.starts_at, gone.ends_at, gone.reason)
        self._note(Subject.CLOSING, closing_id, before, None)
        return self._change()

    def set_by_hand(self, is_open: bool, reason: str, until: datetime | None) -> ShopRow:
        """Open or close by hand, until `until` or until changed."""
        self._actor.require(Permission.MANAGE)
        if until is not None and until <= self._unit.now:
            raise Invalid("shop.until_past", "$.until")
        before, after = self._by_hand(), audited.by_hand(reason, until)
        row = self._change(manual_open=is_open, manual_reason=reason, manual_until=until)
        action = AuditAction.OPENED if is_open else AuditAction.CLOSED
        self._note(Subject.HOURS, row.id, before, after, action)
        return row

    def clear_by_hand(self) -> ShopRow:
        """Back to the hours."""
        self._actor.require(Permission.MANAGE)
        was_by_hand, before = self._record().by_hand, self._by_hand()
        row = self._change(manual_open=None, manual_reason="", manual_until=None)
        if was_by_hand is not None:
            self._note(Subject.HOURS, row.id, before, {}, AuditAction.BACK_TO_HOURS)
        return row

    def publish(self) -> ShopRow:
        """Tell the screens the shop's state anew: it has changed by itself."""
        return self._change()

    # ---- therapists

    def add_therapist(self, name: str) -> TherapistRecord:
        self._actor.require(Permission.MANAGE)
        therapist_id = TherapistId(self._unit.new_id())
        self._unit.session.execute(
            insert(Therapist).values(id=therapist_id, shop_id=self._actor.shop_id, name=name)
        )
        added = self._therapist(therapist_id)
        self._note_therapist(None, added)
        return added

    def change_therapist(self, therapist_id: TherapistId, name: str) -> TherapistRecord:
        self._actor.require(Permission.MANAGE)
        before = self._therapist(therapist_id)
        self._unit.session.execute(
            update(Therapist).where(Therapist.id == therapist_id).values(name=name)
        )
        after = self._therapist(therapist_id)
        self._note_therapist(before, after)
        return after

    def clock_on(self, therapist_id: TherapistId, room_id: RoomId) -> TherapistRecord:
        """上钟 in a room. There already: nothing changes; elsewhere: Refused `therapist.busy`."""
        self._actor.require(Permission.STAY)
        therapist = self._therapist(therapist_id)
        room = self._room(room_id)
        if therapist.room_id == room_id:
            return therapist
        if room.state is RoomState.OUT_OF_USE:
            raise Refused("room.out_of_use", {"room_id": room.id})
        if therapist.room_id is not None:
            raise Refused("therapist.busy", {"room_id": therapist.room_id})
        return self._clock(therapist_id, room.id, self._unit.now)

    def clock_off(self, therapist_id: TherapistId) -> TherapistRecord:
        """下钟. Twice is once."""
        self._actor.require(Permission.STAY)
        therapist = self._therapist(therapist_id)
        if therapist.room_id is None:
            return therapist
        return self._clock(therapist_id, None, None)

    def _clock(
        self, therapist_id: TherapistId, room_id: RoomId | None, at: datetime | None
    ) -> TherapistRecord:
        self._unit.session.execute(
            update(Therapist)
            .where(Therapist.id == therapist_id)
            .values(room_id=room_id, clocked_on_at=at)
        )
        return self._therapist(therapist_id)

    # ---- inside

    def _note(
        self,
        subject: Subject,
        subject_id: str,
        before: Values | None,
        after: Values | None,
        action: AuditAction | None = None,
    ) -> None:
        name = self._record().name
        audit.note(
            self._unit, self._actor, subject, subject_id, name,
            before=before, after=after, action=action,
        )  # fmt: skip

    def _note_therapist(self, before: TherapistRecord | None, after: TherapistRecord) -> None:
        audit.note(
            self._unit, self._actor, Subject.THERAPIST, after.id, (before or after).name,
            before=audited.therapist(before) if before else None, after=audited.therapist(after),
        )  # fmt: skip

    def _by_hand(self) -> Values:
        held = self._record().by_hand
        return {} if held is None else audited.by_hand(held.reason, held.until)

    def _change(self, **values: object) -> ShopRow:
        """Store, count the version up and tell everybody who shows the menu."""
        shop = self._record()
        self._unit.session.execute(
            update(Shop).where(Shop.id == shop.id).values(version=shop.version + 1, **values)
        )
        after = self._record()
        row = shop_row(after, self._shop.hours(after, self._unit.now), self._unit.now)
        self._unit.emit(
            streams.menu(shop.id),
            EventKind.SHOP_CHANGED,
            EventBody(put=Rows(shops=(row,)), by=self._by),
            collapse_key="shop",
        )
        return row

    def _room(self, room_id: RoomId) -> RoomRow:
        room = self._shop.room(self._actor.shop_id, room_id)
        if room is None:
            raise NotFound("room.unknown", {"room_id": room_id})
        return room

    def _therapist(self, therapist_id: TherapistId) -> TherapistRecord:
        therapist = self._shop.therapist(self._actor.shop_id, therapist_id)
        if therapist is None:
            raise NotFound("therapist.unknown", {"therapist_id": therapist_id})
        return therapist

    def _record(self) -> ShopRecord:
        shop = self._shop.shop(self._actor.shop_id)
        if shop is None:
            raise NotFound("shop.unknown")
        return shop

    @property
    def _by(self) -> str:
        return self._actor.staff_id or self._actor.device_id or ""


def hours_now(shop: ShopRepository, shop_id: ShopId, at: datetime) -> tuple[ShopRecord, Hours]:
    """The shop and its hours from `at` on. Raises NotFound `shop.unknown`."""
    record = shop.shop(shop_id)
    if record is None:
        raise NotFound("shop.unknown")
    return record, shop.hours(record, at)
