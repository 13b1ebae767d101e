"""`python -m server sms trace <message>`: everything that happened to one message, in order of time.

Times are the brand's; phones are masked, and a code is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from common.domain.errors import NotFound
from common.domain.ready_texts import masked
from common.domain.sms_messages import SmsState
from common.domain.sms_text import for_reading
from common.domain.sms_words import STATES, why_in_words
from server.shop.for_sms import ShopBrands
from server.sms import listing, message_listing
from server.sms import message_repository as rows
from server.sms.inbox import RECEIPTS
from server.sms.listing import Trail
from server.sms.message_repository import Message

_MOST_MOVEMENTS: Final = 10_000
_MANY: Final = 20  # phones that are listed one by one


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    what: str


def trace(session: Session, message_id: str) -> Iterator[str]:
    """Raises NotFound `sms.message_not_found`."""
    message = rows.by_ids(session, [message_id]).get(message_id)
    if message is None:
        raise NotFound("sms.message_not_found", {"message_id": message_id})
    brands = ShopBrands(session)
    zone = ZoneInfo(brands.zone_of(brands.shops_of(message.brand_id)[0]))
    yield from _head(message, zone)
    steps = sorted(_steps(session, message, zone), key=lambda step: step.at)
    for step in steps:
        yield f"{step.at.astimezone(zone):%Y-%m-%d %H:%M:%S.%f}  {step.what}"
    yield from _phones(session, message)


def _head(message: Message, zone: ZoneInfo) -> Iterator[str]:
    shape = "1 phone" if message.phones == 1 else f"{message.phones} phones"
    yield f"message {message.id}, {message.kind}, {shape}, {message.units_each} units each"
    yield f"now {_state(message.state, message.why)}; times are of {zone.key}"
    yield f"lane {message.lane}"
    yield f"says {for_reading(message.text, message.kind)}"


def _steps(session: Session, message: Message, zone: ZoneInfo) -> Iterator[Step]:
    refused = f", {len(message.refused)} phones refused" if message.refused else ""
    too_late = f"{message.expires_at.astimezone(zone):%Y-%m-%d %H:%M}"
    yield Step(
        message.accepted_at,
        f"accepted as {message.client_ref}{refused}; not sent after {too_late}",
    )
    if message.due_at > message.accepted_at:
        yield Step(message.due_at, "due in its lane")
    if message.hold_id is not None:
        which = Trail(hold_id=message.hold_id)
        for each in listing.movements(session, message.brand_id, which, _MOST_MOVEMENTS):
            moved = f"{each.source or 'outside'} → {each.target}"
            yield Step(each.at, f"{each.kind}: {each.units} units of lot {each.lot_id}, {moved}")
    if message.submitted_at is not None:
        tried = f"asked {message.provider or 'the provider'}, try {message.tries}"
        known = f", known there as {message.provider_msg_id}" if message.provider_msg_id else ""
        yield Step(message.submitted_at, tried + known)
    yield from _receipts(session, message)
    if message.ended_at is not None:
        yield Step(message.ended_at, f"ended: {_state(message.state, message.why)}")


def _receipts(session: Session, message: Message) -> Iterator[Step]:
    of_it = RECEIPTS.c.ref == message.id
    if message.provider_msg_id is not None:
        by_number = and_(
            RECEIPTS.c.provider == message.provider, RECEIPTS.c.msgid == message.provider_msg_id
        )
        of_it = or_(of_it, by_number)
    for row in session.execute(select(RECEIPTS).where(of_it).order_by(RECEIPTS.c.id)):
        told = f" ({row.told})" if row.told else ""
        effect = row.effect or row.state
        yield Step(row.received_at, f"receipt {masked(row.phone)}: {row.status}{told} → {effect}")


def _phones(session: Session, message: Message) -> Iterator[str]:
    found = message_listing.phones(session, message.id)
    for row in found[:_MANY]:
        state = _state(SmsState(row.state), row.why)
        yield f"phone {masked(row.phone)}: {state}, {row.charged} of {row.units} units charged"
    if len(found) > _MANY:
        yield f"and {len(found) - _MANY} phones more"
    for phone, code in message.refused[:_MANY]:
        yield f"refused {_hidden(phone)}: {why_in_words(code)} ({code})"


def _hidden(typed: str) -> str:
    """A number as somebody typed it, which need not be one."""
    return f"{typed[:3]}****{typed[-2:]}" if len(typed) > 5 else "****"


def _state(state: SmsState, why: str) -> str:
    words = f"{state} {STATES[state]}"
    return f"{words}: {why_in_words(why)}" if why else words
