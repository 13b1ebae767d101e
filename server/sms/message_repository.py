"""Messages and their phones: statements in Core, all of them built once (ADR 10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Row, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from common.domain.ids import BrandId, SmsHoldId, SmsLotId, SmsMessageId
from common.domain.sms_limits import BlockReason
from common.domain.sms_messages import SmsState, Tally
from common.domain.sms_rows import Allocation
from common.domain.sms_text import MessageKind
from server.db.base import batched
from server.db.prepared import LONGEST_LIST
from server.sms.models import SmsBlocked, SmsMessage, SmsPhone

MESSAGES: Final = cast(Table, SmsMessage.__table__)
PHONES: Final = cast(Table, SmsPhone.__table__)
BLOCKED: Final = cast(Table, SmsBlocked.__table__)


@dataclass(frozen=True, slots=True)
class Message:
    """A row of `sms_message`."""

    id: SmsMessageId
    brand_id: BrandId
    client_ref: str
    fingerprint: str
    kind: MessageKind
    lane: str
    text: str
    units_each: int
    phones: int
    refused: tuple[tuple[str, str], ...]
    state: SmsState
    accepted_at: datetime
    due_at: datetime
    expires_at: datetime
    look_at: datetime | None
    hold_id: SmsHoldId | None = None
    why: str = ""
    left_out: int = 0
    delivered: int = 0
    undelivered: int = 0
    tries: int = 0
    submitted_at: datetime | None = None
    ended_at: datetime | None = None
    provider: str = ""
    provider_msg_id: str | None = None

    @property
    def tally(self) -> Tally:
        return Tally(self.phones, self.left_out, self.delivered, self.undelivered)


@dataclass(frozen=True, slots=True)
class Phone:
    """A row of `sms_phone`, as far as rules ask for it."""

    message_id: str
    place: int
    phone: str
    units: int
    state: SmsState
    charged: int
    parts: tuple[Allocation, ...]
    remark: str | None = None


_COLUMNS: Final = tuple(Message.__slots__)
_CHANGING: Final = (
    "state",
    "why",
    "hold_id",
    "due_at",
    "look_at",
    "left_out",
    "delivered",
    "undelivered",
    "tries",
    "submitted_at",
    "ended_at",
    "provider",
    "provider_msg_id",
)
MESSAGE: Final = select(*(MESSAGES.c[name] for name in _COLUMNS))
_BY_ID: Final = MESSAGE.where(MESSAGES.c.id.in_(bindparam("ids", expanding=True)))
_BY_REF: Final = MESSAGE.where(
    MESSAGES.c.brand_id == bindparam("brand"), MESSAGES.c.client_ref == bindparam("ref")
)
_DUE_BY_TIME: Final = (
    MESSAGE.where(MESSAGES.c.brand_id == bindparam("brand"), MESSAGES.c.look_at <= bindparam("at"))
    .order_by(MESSAGES.c.look_at, MESSAGES.c.id)
    .limit(bindparam("most"))
)
_ADD: Final = insert(MESSAGES)
_SAVE: Final = (
    update(MESSAGES)
    .where(MESSAGES.c.id == bindparam("id_"))
    .values({name: bindparam(name) for name in _CHANGING})
)

_ADD_PHONE: Final = insert(PHONES)
_PHONE: Final = select(
    PHONES.c.message_id,
    PHONES.c.place,
    PHONES.c.phone,
    PHONES.c.units,
    PHONES.c.state,
    PHONES.c.charged,
    PHONES.c.parts,
    PHONES.c.remark,
)
_CHARGED: Final = _PHONE.where(
    PHONES.c.message_id == bindparam("id_"), PHONES.c.charged > 0, PHONES.c.state == bindparam("of")
).order_by(PHONES.c.place)
_TO_SEND: Final = (
    select(PHONES.c.place, PHONES.c.phone)
    .where(PHONES.c.message_id == bindparam("id_"), PHONES.c.state == bindparam("of"))
    .order_by(PHONES.c.place)
)
_FOLLOW: Final = (
    update(PHONES)
    .where(PHONES.c.message_id == bindparam("id_"), PHONES.c.state == bindparam("of"))
    .values(state=bindparam("to"))
)
_END: Final = (
    update(PHONES)
    .where(PHONES.c.message_id == bindparam("id_"), PHONES.c.state == bindparam("of"))
    .values(state=bindparam("to"), why=bindparam("why"), charged=0, counted_at=None)
)
_CLOSE: Final = (
    update(PHONES)
    .where(PHONES.c.message_id == bindparam("id_"), PHONES.c.state == bindparam("of"))
    .values(state=bindparam("to"), charged=bindparam("kept") * PHONES.c.charged)
)
_COUNT: Final = (
    update(PHONES)
    .where(PHONES.c.message_id == bindparam("id_"), PHONES.c.state == bindparam("of"))
    .values(counted_at=bindparam("at"))
)
_LEAVE_OUT: Final = (
    update(PHONES)
    .where(PHONES.c.message_id == bindparam("id_"), PHONES.c.place == bindparam("at_place"))
    .values(state=SmsState.NOT_SENT, why=bindparam("why"), charged=0, counted_at=None)
)
_CHARGE: Final = (
    update(PHONES)
    .where(
        PHONES.c.message_id == bindparam("id_"),
        PHONES.c.place.between(bindparam("first"), bindparam("last")),
        PHONES.c.state == bindparam("of"),
    )
    .values(charged=PHONES.c.units, parts=bindparam("parts"))
)
_BLOCKED_OF: Final = (
    select(PHONES.c.message_id, PHONES.c.place, BLOCKED.c.reason)
    .join(BLOCKED, BLOCKED.c.phone == PHONES.c.phone)
    .where(
        BLOCKED.c.brand_id == bindparam("brand"),
        PHONES.c.message_id.in_(bindparam("ids", expanding=True)),
    )
)
_BLOCKED_AMONG: Final = select(BLOCKED.c.phone, BLOCKED.c.reason).where(
    BLOCKED.c.brand_id == bindparam("brand"),
    BLOCKED.c.phone.in_(bindparam("phones", expanding=True)),
)
_COUNTED: Final = (
    select(PHONES.c.phone, PHONES.c.counted_at, PHONES.c.state, PHONES.c.message_id)
    .join(MESSAGES, MESSAGES.c.id == PHONES.c.message_id)
    .where(
        PHONES.c.phone.in_(bindparam("phones", expanding=True)),
        PHONES.c.counted_at > bindparam("since"),
        MESSAGES.c.brand_id == bindparam("brand"),
    )
)


# ── messages ─────────────────────────────────────────────────────────────────────────────────────


def add(session: Session, message: Message) -> None:
    row = {name: getattr(message, name) for name in _COLUMNS}
    session.execute(_ADD, {**row, "refused": list(map(list, message.refused)), "attempts": 0})


def save(session: Session, changed: Sequence[Message]) -> None:
    if changed:
        session.execute(
            _SAVE,
            [
                {"id_": each.id, **{name: getattr(each, name) for name in _CHANGING}}
                for each in changed
            ],
        )


def by_ids(session: Session, ids: Sequence[str]) -> dict[str, Message]:
    """In no order; for those who hold the brand's account."""
    return {
        row.id: message_of(row)
        for some in batched(ids, LONGEST_LIST)
        for row in session.execute(_BY_ID, {"ids": some})
    }


def by_ref(session: Session, brand_id: BrandId, client_ref: str) -> Message | None:
    row = session.execute(_BY_REF, {"brand": brand_id, "ref": client_ref}).one_or_none()
    return None if row is None else message_of(row)


def due_by_time(session: Session, brand_id: BrandId, at: datetime, most: int) -> list[Message]:
    """Those that time alone changes, the longest due first."""
    rows = session.execute(_DUE_BY_TIME, {"brand": brand_id, "at": at, "most": most})
    return [message_of(row) for row in rows]


# ── phones ───────────────────────────────────────────────────────────────────────────────────────


def add_phones(session: Session, message: Message, phones: Sequence[str]) -> None:
    counted_at = message.accepted_at if message.kind is MessageKind.CODE else None
    common = {
        "message_id": message.id,
        "units": message.units_each,
        "state": message.state,
        "counted_at": counted_at,
    }
    session.execute(
        _ADD_PHONE,
        [{"place": place, "phone": phone, **common} for place, phone in enumerate(phones)],
    )


def to_send(session: Session, message_id: str, state: SmsState) -> list[tuple[int, str]]:
    """Places and phones that still stand in `state`."""
    return [(x.place, x.phone) for x in session.execute(_TO_SEND, {"id_": message_id, "of": state})]


def charged(session: Session, message_id: str, state: SmsState) -> list[Phone]:
    """The phones in `state` whose units are paid and not given back."""
    return [phone_of(x) for x in session.execute(_CHARGED, {"id_": message_id, "of": state})]


def follow(session: Session, changes: Sequence[tuple[str, SmsState, SmsState]]) -> None:
    """The phones that have no end of their own go with their message: (message, from, to)."""
    if changes:
        session.execute(
            _FOLLOW, [{"id_": each, "of": before, "to": to} for each, before, to in changes]
        )


def end(session: Session, ends: Sequence[tuple[str, SmsState, SmsState, str]]) -> None:
    """The phones still open end with their message and cost nothing: (message, from, to, why)."""
    if ends:
        session.execute(
            _END,
            [
                {"id_": each, "of": before, "to": to, "why": why[:64]}
                for each, before, to, why in ends
            ],
        )


def close(session: Session, message_id: str, state: SmsState, *, kept: bool) -> None:
    """Nobody waits for the receipts of the phones in `state` any more."""
    to = SmsState.CLOSED_UNKNOWN
    session.execute(_CLOSE, {"id_": message_id, "of": state, "to": to, "kept": int(kept)})


def count(session: Session, message_ids: Iterable[str], state: SmsState, at: datetime) -> None:
    """Codes count for the caps from when they are sent."""
    rows = [{"id_": each, "of": state, "at": at} for each in message_ids]
    if rows:
        session.execute(_COUNT, rows)


def leave_out(session: Session, places: Sequence[tuple[str, int, str]]) -> None:
    """These are not sent: (message, place, why)."""
    if places:
        session.execute(
            _LEAVE_OUT,
            [{"id_": each, "at_place": place, "why": why} for each, place, why in places],
        )


@dataclass(frozen=True, slots=True)
class Charge:
    """The phones from place `first` to `last` that stand in `state` are paid, each by `parts`."""

    message_id: str
    first: int
    last: int
    parts: Sequence[Allocation]


def charge(session: Session, charges: Sequence[Charge], state: SmsState) -> None:
    if charges:
        session.execute(
            _CHARGE,
            [
                {
                    "id_": each.message_id,
                    "first": each.first,
                    "last": each.last,
                    "of": state,
                    "parts": [[part.lot_id, part.units] for part in each.parts],
                }
                for each in charges
            ],
        )


# ── who is not written to ────────────────────────────────────────────────────────────────────────


def blocked_of(
    session: Session, brand_id: BrandId, message_ids: Sequence[str]
) -> list[tuple[str, int, BlockReason]]:
    """(message, place, reason) of the phones of these messages that are blocked by now."""
    return [
        tuple(row)
        for some in batched(message_ids, LONGEST_LIST)
        for row in session.execute(_BLOCKED_OF, {"brand": brand_id, "ids": some})
    ]


def blocked_among(
    session: Session, brand_id: BrandId, phones: Sequence[str]
) -> dict[str, BlockReason]:
    return {
        row.phone: row.reason
        for some in batched(phones, LONGEST_LIST)
        for row in session.execute(_BLOCKED_AMONG, {"brand": brand_id, "phones": some})
    }


@dataclass(frozen=True, slots=True)
class Counted:
    """A code to a phone. `is_sent`: paid, whatever became of it."""

    at: datetime
    is_sent: bool
    message_id: str


def counted(
    session: Session, brand_id: BrandId, phones: Sequence[str], since: datetime
) -> dict[str, list[Counted]]:
    """The codes of the brand to these phones after `since`, waiting or sent."""
    found: dict[str, list[Counted]] = {phone: [] for phone in phones}
    for some in batched(phones, LONGEST_LIST):
        params = {"phones": some, "since": since, "brand": brand_id}
        for row in session.execute(_COUNTED, params):
            is_sent = row.state not in {SmsState.SCHEDULED, SmsState.QUEUED}
            found[row.phone].append(Counted(row.counted_at, is_sent, row.message_id))
    return found


# ── from rows to values ──────────────────────────────────────────────────────────────────────────

_Row = Row[Any]  # Any: the columns of the query named


def message_of(row: _Row) -> Message:
    """A row of `MESSAGE`."""
    values = row._asdict()
    values["refused"] = tuple((phone, code) for phone, code in values["refused"])
    return Message(**values)


def phone_of(row: _Row) -> Phone:
    parts = tuple(Allocation(SmsLotId(lot), units) for lot, units in row.parts or ())
    return Phone(
        row.message_id, row.place, row.phone, row.units, row.state, row.charged, parts, row.remark
    )
