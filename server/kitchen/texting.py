"""Guests who want a text message when their order is ready: the phone number at their stay.

The number itself lies in a table of its own and is seen by nobody but the sender of the message;
screens and the trail know it masked, and it goes with the stay.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from common.domain.errors import NotFound, Refused
from common.domain.ids import StayId
from common.domain.ready_texts import masked
from common.domain.roles import Permission
from common.domain.rows import StayRow
from common.wire.answers import StayBody
from common.wire.events import EventKind
from server.db.base import add_new
from server.kitchen.checking_in import open_stay, stay_body
from server.kitchen.models import StayPhone
from server.kitchen.repository import table_of
from server.kitchen.work import Work

PHONES: Final = table_of(StayPhone)
_FORGET: Final = delete(PHONES).where(PHONES.c.stay_id.in_(bindparam("ids", expanding=True)))
_PHONE: Final = select(PHONES.c.phone).where(PHONES.c.stay_id == bindparam("stay_id"))


class Texting:
    def __init__(self, work: Work) -> None:
        self._work = work

    def ask(self, stay_id: str, typed: str) -> StayBody:
        """Text the stay's guests at this number from now on. Raises Invalid `sms.phone_invalid`;
        Refused `sms.not_offered`, `stay.left`."""
        stay = self._own(stay_id)
        self._require_offered()
        phone = self._work.ports.texts.phone_of(typed)
        if stay.left_at is not None:
            raise Refused("stay.left", {"stay_id": stay.id})
        session = self._work.unit.session
        if phone_of(session, stay.id) == phone:
            return stay_body(self._work, stay)
        forget_phones(session, [stay.id])
        row = {"stay_id": stay.id, "phone": phone, "asked_at": self._work.unit.now}
        add_new(session, PHONES, row)
        return self._saved(replace(stay, texts_to=masked(phone)), "ask_for_texts")

    def stop(self, stay_id: str) -> StayBody:
        """Forget the number; again changes nothing."""
        stay = self._own(stay_id)
        if not stay.texts_to:
            return stay_body(self._work, stay)
        forget_phones(self._work.unit.session, [stay.id])
        return self._saved(replace(stay, texts_to=""), "stop_texts")

    def _own(self, stay_id: str) -> StayRow:
        """Raises NotFound `stay.unknown`, Refused `stay.changed` to a pad whose guests are others."""
        self._work.actor.require(Permission.TEXT_GUEST)
        if self._work.actor.is_guest:
            own = self._work.pad_stay
            if own is None or own.id != stay_id:
                self._work.check_guest_was_here(stay_id)
                raise NotFound("stay.unknown", {"stay_id": stay_id})
        return open_stay(self._work, stay_id)

    def _require_offered(self) -> None:
        texts = self._work.ports.texts
        texts.require_offered()
        if self._work.actor.is_guest and not texts.are_offered_on_pads(self._work.unit.now):
            raise Refused("sms.not_offered")

    def _saved(self, stay: StayRow, what: str) -> StayBody:
        self._work.changes.put_stay(stay)
        self._work.trail.add("stay", stay.id, what)
        self._work.save(EventKind.STAY_CHANGED)
        return stay_body(self._work, self._work.changes.stays[stay.id])


def phone_of(session: Session, stay_id: StayId) -> str | None:
    found: str | None = session.scalar(_PHONE, {"stay_id": stay_id})
    return found


def forget_phones(session: Session, stay_ids: Collection[StayId]) -> None:
    if stay_ids:
        session.execute(_FORGET, {"ids": list(stay_ids)})
