"""What receipts change: a phone's end, and its units. Source: spec 40, Receipts.

A receipt proves that the provider has the message, whatever the answer to our request was or is
going to be: a message that is not known to be there is SUBMITTED from then on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from common.domain.ids import BrandId
from common.domain.sms_messages import STANDINGS, MessageAction, ReceiptRemark, SmsState
from common.domain.sms_receipts import Applied, Effect, Matching, Receipt, Unmatched, effect
from server.db.base import batched
from server.db.prepared import LONGEST_LIST
from server.db.unit import Unit
from server.sms import by_time
from server.sms import message_repository as rows
from server.sms.message_repository import MESSAGES, PHONES, Message, Phone
from server.sms.moving import Moves
from server.sms.submitting import UNKNOWN_AFTER, settle

_A = MessageAction
_Key = tuple[str, str]  # message, phone


def apply_receipt(unit: Unit, receipt: Receipt) -> Matching:
    return apply_receipts(unit, [receipt])[0]


def apply_receipts(unit: Unit, receipts: Sequence[Receipt]) -> list[Matching]:
    """Apply each, in this order; gives what it did. Said again, a receipt changes nothing.

    Locks the brands' accounts, in the order of their ids: lock nothing of a brand before.
    """
    matched = known_by(unit.session, receipts)
    results: list[Matching] = [Unmatched()] * len(receipts)
    of_brand: dict[BrandId, list[int]] = defaultdict(list)
    for at, found in enumerate(matched):
        if found is not None:
            of_brand[found.brand_id].append(at)
    for brand_id in sorted(of_brand):
        places = of_brand[brand_id]
        pairs = [(receipts[at], found.id) for at in places if (found := matched[at]) is not None]
        for at, result in zip(places, _apply(unit, brand_id, pairs), strict=True):
            results[at] = result
    return results


# ── whose receipt is it ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Known:
    """A message by what the provider calls it."""

    id: str
    brand_id: BrandId
    provider: str
    provider_msg_id: str | None


_FOUND: Final = select(
    MESSAGES.c.id, MESSAGES.c.brand_id, MESSAGES.c.provider, MESSAGES.c.provider_msg_id
)
_BY_PROVIDER_ID: Final = _FOUND.where(
    MESSAGES.c.provider_msg_id.in_(bindparam("ids", expanding=True))
)
_BY_ID: Final = _FOUND.where(MESSAGES.c.id.in_(bindparam("ids", expanding=True)))


def known_by(session: Session, receipts: Sequence[Receipt]) -> list[Known | None]:
    """By the provider's id; else by ours, which came back, when no other provider's id is known."""
    by_provider: dict[tuple[str, str], Known] = {}
    for some in batched(list({x.provider_msg_id for x in receipts}), LONGEST_LIST):
        for row in session.execute(_BY_PROVIDER_ID, {"ids": some}):
            by_provider[row.provider, row.provider_msg_id] = Known(*row)
    missing = {
        x.ref for x in receipts if x.ref and (x.provider, x.provider_msg_id) not in by_provider
    }
    by_ref: dict[str, Known] = {}
    for some in batched(list(missing), LONGEST_LIST):
        for row in session.execute(_BY_ID, {"ids": some}):
            by_ref[row.id] = Known(*row)

    def match(receipt: Receipt) -> Known | None:
        known = by_provider.get((receipt.provider, receipt.provider_msg_id))
        if known is not None:
            return known
        ours = by_ref.get(receipt.ref)
        if ours is None or ours.provider != receipt.provider or ours.provider_msg_id is not None:
            return None
        return ours

    return [match(receipt) for receipt in receipts]


# ── what it does ─────────────────────────────────────────────────────────────────────────────────

_PHONES: Final = select(
    PHONES.c.message_id,
    PHONES.c.place,
    PHONES.c.phone,
    PHONES.c.units,
    PHONES.c.state,
    PHONES.c.charged,
    PHONES.c.parts,
    PHONES.c.remark,
).where(
    PHONES.c.message_id == bindparam("id_"), PHONES.c.phone.in_(bindparam("phones", expanding=True))
)
_SAVE: Final = (
    update(PHONES)
    .where(PHONES.c.message_id == bindparam("id_"), PHONES.c.place == bindparam("at_place"))
    .values(
        state=bindparam("state"),
        why=bindparam("why"),
        charged=bindparam("charged"),
        reported_units=bindparam("reported_units"),
        reported_at=bindparam("reported_at"),
        remark=bindparam("remark"),
    )
)


def _apply(
    unit: Unit, brand_id: BrandId, receipts: Sequence[tuple[Receipt, str]]
) -> list[Matching]:
    moves = Moves(unit, brand_id)
    messages = rows.by_ids(unit.session, list({message_id for _, message_id in receipts}))
    phones = _phones(unit, receipts)
    said: dict[_Key, Receipt] = {}
    results: list[Matching] = []
    for receipt, message_id in receipts:
        message, key = moves.now_of(messages[message_id]), (message_id, receipt.phone)
        phone = phones.get(key)
        standing = None if phone is None else STANDINGS.get(phone.state)
        if phone is None or standing is None:
            results.append(Unmatched())
            continue
        done = effect(standing, receipt.verdict)
        message = _prove(unit, moves, message, receipt, phones)
        changed = _changed(moves, message, phones[key], done)
        if changed is not None:
            phones[key], said[key] = changed, receipt
        settle(moves, moves.now_of(message))
        results.append(Applied(done))
    _save(unit, phones, said)
    moves.write()
    return results


def _phones(unit: Unit, receipts: Iterable[tuple[Receipt, str]]) -> dict[_Key, Phone]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for receipt, message_id in receipts:
        wanted[message_id].add(receipt.phone)
    return {
        (row.message_id, row.phone): rows.phone_of(row)
        for message_id, listed in wanted.items()
        for some in batched(sorted(listed), LONGEST_LIST)
        for row in unit.session.execute(_PHONES, {"id_": message_id, "phones": some})
    }


_UNSURE: Final = frozenset({SmsState.PAID, SmsState.SUBMITTING, SmsState.SUBMIT_UNKNOWN})


def _prove(
    unit: Unit,
    moves: Moves,
    message: Message,
    receipt: Receipt,
    phones: dict[_Key, Phone],
) -> Message:
    """The provider has the message: it, and its phones, are SUBMITTED if that was not known."""
    if message.state not in _UNSURE:
        return message
    before, look_at = message.state, message.look_at
    if before is SmsState.PAID:  # it waited for its lane, not for receipts
        look_at = unit.now + UNKNOWN_AFTER
        by_time.remind(unit, message.brand_id, look_at, by_time.HOUR)
    proven = moves.move(
        message,
        _A.ACCEPT,
        provider_msg_id=receipt.provider_msg_id[:64] or None,
        look_at=look_at,
    )
    for key, phone in phones.items():
        if key[0] == message.id and phone.state is before:
            phones[key] = replace(phone, state=SmsState.SUBMITTED)
    return proven


def _changed(moves: Moves, message: Message, phone: Phone, done: Effect) -> Phone | None:
    """The phone afterwards, its message's tally kept; None when nothing is written."""
    match done:
        case Effect.DELIVER:
            moves.note(message, delivered=message.delivered + 1)
            return replace(phone, state=SmsState.DELIVERED)
        case Effect.REFUND | Effect.TAKE_BACK:
            moves.refund(message, phone)
            taken = int(done is Effect.TAKE_BACK)
            moves.note(
                message,
                delivered=message.delivered - taken,
                undelivered=message.undelivered + 1,
            )
            return replace(phone, state=SmsState.UNDELIVERED, charged=0)
        case Effect.UNPAID_DELIVERY | Effect.LATE if phone.remark is None:
            is_late = done is Effect.LATE
            remark = ReceiptRemark.LATE if is_late else ReceiptRemark.UNPAID_DELIVERY
            return replace(phone, remark=remark)
        case _:
            return None


def _save(unit: Unit, phones: dict[_Key, Phone], said: dict[_Key, Receipt]) -> None:
    if not said:
        return
    unit.session.execute(
        _SAVE,
        [
            {
                "id_": phones[key].message_id,
                "at_place": phones[key].place,
                "state": phones[key].state,
                "why": receipt.status[:64],
                "charged": phones[key].charged,
                "reported_units": receipt.units,
                "reported_at": unit.now,
                "remark": phones[key].remark,
            }
            for key, receipt in said.items()
        ],
    )
