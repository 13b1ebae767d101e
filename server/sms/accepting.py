"""The one door for sending: checked, frozen, recorded and put into its lane in one unit of work."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy.orm import Session

from common.domain import sms_text
from common.domain.errors import DomainError, Invalid, Refused, TooOften
from common.domain.ids import BrandId, SmsHoldId, SmsMessageId
from common.domain.sms_limits import BEIJING, CODE_OF, DAY, capped_until, forbids
from common.domain.sms_messages import SmsState
from common.domain.sms_text import MessageKind
from server.db import lanes
from server.db.unit import Unit
from server.sms import alarms, by_time, lane_table, numbers, repository, templates
from server.sms import message_repository as rows
from server.sms.ledger import Ledger
from server.sms.message_repository import Message
from server.sms.moving import ref_of

CAPPED: Final = "sms.capped"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants sent: `text`, or the `template` of that name with its `params`.

    `phones` as they were typed. `client_ref` names the message for the sender, once per brand.
    """

    kind: MessageKind
    phones: Sequence[str]
    client_ref: str
    text: str | None = None
    template: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        asked = (self.kind, list(self.phones), self.text, self.template, dict(self.params))
        return hashlib.sha256(msgspec.json.encode(asked, order="sorted")).hexdigest()


@dataclass(frozen=True, slots=True)
class Judged:
    """What would go: `text` whole, `phones` E.164; `refused`: as typed, with a code."""

    text: str
    units_each: int
    phones: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    goes_at: datetime
    until: datetime | None = None
    """When the first capped phone may be sent a code again."""

    @property
    def units(self) -> int:
        return self.units_each * len(self.phones)


def accept(unit: Unit, brand_id: BrandId, wanted: Wanted, opt_out: str) -> tuple[Message, bool]:
    """Take `wanted` on; gives the message and whether it is new. See `judge` for what is refused.

    The same `client_ref` gives the first answer. Raises Refused `sms.message_conflict` when that
    one was for something else; NotEnoughCredit `sms.insufficient`. Nothing is frozen then.
    `opt_out`: the provider's words at the end of marketing. Takes the brand's account.
    """
    account = repository.lock_account(unit, brand_id)
    known = rows.by_ref(unit.session, brand_id, wanted.client_ref)
    if known is not None:
        if known.fingerprint != wanted.fingerprint:
            raise Refused("sms.message_conflict", {"client_ref": wanted.client_ref})
        return known, False
    judged = judge(unit.session, brand_id, wanted, opt_out, unit.now)
    if not judged.phones:
        raise _refusal(judged, unit.now)
    message = _message(unit, brand_id, wanted, judged)
    if message.state is SmsState.QUEUED:
        ledger = Ledger(unit, brand_id, alarms.low(unit), account)
        hold = ledger.freeze_new(ref_of(message), judged.units)
        message = replace(message, hold_id=SmsHoldId(hold.id))
        lanes.put(unit, lane_table.LANES, message.lane)
    rows.add(unit.session, message)
    rows.add_phones(unit.session, message, judged.phones)
    assert message.look_at is not None, "a new message has its time"
    by_time.remind(unit, brand_id, message.look_at, by_time.MINUTE)
    return message, True


def judge(
    session: Session, brand_id: BrandId, wanted: Wanted, opt_out: str, now: datetime
) -> Judged:
    """What would become of `wanted` at `now`; freezes nothing.

    Raises Invalid `sms.text_invalid`, `sms.signature_missing`, `sms.too_many_phones`,
    `sms.params_invalid`; NotFound `sms.template_unknown`.
    """
    text = sms_text.composed(_said(session, brand_id, wanted), wanted.kind, opt_out)
    read = numbers.read(wanted.phones)
    blocked = rows.blocked_among(session, brand_id, read.valid)
    refused = [
        (phone, CODE_OF[reason])
        for phone, reason in blocked.items()
        if forbids(reason, wanted.kind)
    ]
    until: datetime | None = None
    if wanted.kind is MessageKind.CODE:
        capped = _capped(session, brand_id, read.valid, now)
        until = min(capped.values(), default=None)
        refused += [(phone, CAPPED) for phone in capped if phone not in dict(refused)]
    out = {phone for phone, _ in refused}
    return Judged(
        text=text,
        units_each=sms_text.units(text),
        phones=tuple(phone for phone in read.valid if phone not in out),
        refused=(*read.refused, *refused),
        goes_at=sms_text.goes_at(wanted.kind, now, BEIJING),
        until=until,
    )


def _said(session: Session, brand_id: BrandId, wanted: Wanted) -> str:
    if (wanted.text is None) is (wanted.template is None):
        raise Invalid("sms.text_invalid", "$.text", {"why": "text_or_template"})
    if wanted.template is not None:
        return templates.text_of(session, brand_id, wanted.template, wanted.kind, wanted.params)
    if wanted.params:
        raise Invalid("sms.params_invalid", "$.params", {"why": "without_template"})
    assert wanted.text is not None, "one of the two is there"
    return wanted.text


def _capped(
    session: Session, brand_id: BrandId, phones: Sequence[str], now: datetime
) -> dict[str, datetime]:
    """Those that have enough codes, sent or waiting to be; with when the next one may come."""
    ends: dict[str, datetime] = {}
    for phone, codes in rows.counted(session, brand_id, phones, now - DAY).items():
        end = capped_until([each.at for each in codes], now)
        if end is not None:
            ends[phone] = end
    return ends


def _refusal(judged: Judged, now: datetime) -> DomainError:
    """Nobody is left to be written to: the first one's reason is everybody's."""
    if not judged.refused:
        return Invalid("sms.phone_invalid", "$.phones", {"why": "empty"})
    facts = {"refused": [{"phone": phone, "code": code} for phone, code in judged.refused]}
    _, code = judged.refused[0]
    if judged.until is not None:
        wait_s = -int(-(judged.until - now).total_seconds() // 1)
        return TooOften(CAPPED, max(wait_s, 1), facts)
    if code in CODE_OF.values():
        return Refused(code, facts)
    return Invalid(code, "$.phones", facts)


def _message(unit: Unit, brand_id: BrandId, wanted: Wanted, judged: Judged) -> Message:
    goes_now = judged.goes_at <= unit.now
    expires_at = sms_text.too_late_at(wanted.kind, unit.now, BEIJING)
    return Message(
        id=SmsMessageId(unit.new_id()),
        brand_id=brand_id,
        client_ref=wanted.client_ref,
        fingerprint=wanted.fingerprint,
        kind=wanted.kind,
        lane=lane_table.key_of(brand_id, wanted.kind, is_single=len(judged.phones) == 1),
        text=judged.text,
        units_each=judged.units_each,
        phones=len(judged.phones),
        refused=judged.refused,
        state=SmsState.QUEUED if goes_now else SmsState.SCHEDULED,
        accepted_at=unit.now,
        due_at=judged.goes_at,
        expires_at=expires_at,
        look_at=expires_at if goes_now else judged.goes_at,
    )
