"""黑名单 and 退订: who a brand does not write to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from common.domain.errors import Invalid, NotFound
from common.domain.ids import BrandId
from common.domain.sms_limits import BlockReason
from common.domain.sms_receipts import Reply
from server.db.base import add_new
from server.db.unit import Unit
from server.sms import numbers
from server.sms.message_repository import BLOCKED, MESSAGES, PHONES


@dataclass(frozen=True, slots=True)
class Blocked:
    phone: str
    reason: BlockReason
    note: str
    at: datetime


_BRANDS_OF: Final = (
    select(MESSAGES.c.brand_id)
    .join(PHONES, PHONES.c.message_id == MESSAGES.c.id)
    .distinct()
    .order_by(MESSAGES.c.brand_id)
)


def opt_out(unit: Unit, reply: Reply) -> None:
    """The phone wants no more offers: of no brand that has ever written to it. Safe to repeat.

    A reply does not say which message it answers; to stop too much is the lawful mistake.
    """
    phone = numbers.e164(reply.phone) or reply.phone
    for brand_id in unit.session.scalars(_BRANDS_OF.where(PHONES.c.phone == phone)):
        _add(unit, BrandId(brand_id), phone, BlockReason.OPT_OUT, "")


def block(unit: Unit, brand_id: BrandId, typed: str, note: str) -> Blocked:
    """By hand: nothing at all is sent any more. Raises Invalid `sms.phone_invalid`."""
    phone = _read(typed)
    if not _add(unit, brand_id, phone, BlockReason.BY_HAND, note):
        unit.session.execute(
            update(BLOCKED)
            .where(BLOCKED.c.brand_id == brand_id, BLOCKED.c.phone == phone)
            .values(reason=BlockReason.BY_HAND, note=note)
        )
    return one(unit.session, brand_id, phone)


def unblock(unit: Unit, brand_id: BrandId, typed: str) -> None:
    """Raises NotFound `sms.not_blocked`, Invalid `sms.phone_invalid`."""
    found = one(unit.session, brand_id, _read(typed))
    unit.session.execute(
        delete(BLOCKED).where(BLOCKED.c.brand_id == brand_id, BLOCKED.c.phone == found.phone)
    )


def one(session: Session, brand_id: BrandId, phone: str) -> Blocked:
    """Raises NotFound `sms.not_blocked`."""
    query = select(BLOCKED.c.phone, BLOCKED.c.reason, BLOCKED.c.note, BLOCKED.c.at)
    row = session.execute(
        query.where(BLOCKED.c.brand_id == brand_id, BLOCKED.c.phone == phone)
    ).one_or_none()
    if row is None:
        raise NotFound("sms.not_blocked")
    return Blocked(*row)


def listed(session: Session, brand_id: BrandId, after: str | None, limit: int) -> list[Blocked]:
    """In the order of their numbers."""
    query = (
        select(BLOCKED.c.phone, BLOCKED.c.reason, BLOCKED.c.note, BLOCKED.c.at)
        .where(BLOCKED.c.brand_id == brand_id)
        .order_by(BLOCKED.c.phone)
        .limit(limit)
    )
    if after is not None:
        query = query.where(BLOCKED.c.phone > after)
    return [Blocked(*row) for row in session.execute(query)]


def _add(unit: Unit, brand_id: BrandId, phone: str, reason: BlockReason, note: str) -> bool:
    row = {"brand_id": brand_id, "phone": phone, "reason": reason, "note": note, "at": unit.now}
    return add_new(unit.session, BLOCKED, row)


def _read(typed: str) -> str:
    phone = numbers.e164(typed)
    if phone is None:
        raise Invalid("sms.phone_invalid", "$.phone")
    return phone
