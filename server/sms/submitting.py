"""What a lane's consumer does to the database: takes messages up and pays; writes down the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, assert_never

from common.domain.ids import BrandId, SmsMessageId
from common.domain.sms_limits import CODE_OF, DAY, capped_until, forbids
from common.domain.sms_messages import IN_LANE, MessageAction, SmsState
from common.domain.sms_text import MessageKind
from server.db.unit import Unit
from server.gateways.sms.port import Accepted, Busy, Halted, Outcome, Refused, Unknown
from server.sms import by_time
from server.sms import message_repository as rows
from server.sms.message_repository import Message
from server.sms.moving import Moves

PHONES_AT_ONCE: Final = 1000
"""Of a drain: its unit must stay short, for codes of other brands wait behind it on SQLite."""
UNKNOWN_AFTER: Final = timedelta(hours=72)
"""Without a receipt for so long nobody waits for one any more."""

_A = MessageAction


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that is paid and SUBMITTING: whoever got it must send it, once, or put it back."""

    id: SmsMessageId
    brand_id: BrandId
    text: str
    phones: tuple[str, ...]
    is_single: bool
    tries: int


@dataclass(frozen=True, slots=True)
class Manner:
    """`provider`: who is asked. `unknown_after`: how long receipts are waited for."""

    provider: str
    unknown_after: timedelta = UNKNOWN_AFTER


def take_up(
    unit: Unit, brand_id: BrandId, take: Callable[[Unit], Sequence[str]], manner: Manner
) -> list[Outgoing]:
    """Check the lane's first messages again, pay for them and mark them SUBMITTING.

    `take` gives their ids and holds the lane; it is called once the account is locked. One that
    is SUBMITTING already was begun by a sender that died: whether it went out nobody knows.
    """
    moves = Moves(unit, brand_id)
    found = rows.by_ids(unit.session, ids := take(unit))
    waiting: list[Message] = []
    phones = 0
    for message in (found[each] for each in ids):
        if message.state is SmsState.SUBMITTING:
            moves.move(message, _A.LOSE, "sender_died")
        elif message.state not in IN_LANE:
            continue  # somebody else was faster
        elif message.expires_at <= unit.now:
            moves.move(message, _A.EXPIRE, "too_old")
        elif phones < PHONES_AT_ONCE:
            waiting.append(message)
            phones += message.phones
    going = _submit(unit, brand_id, moves, waiting, manner)
    moves.write()
    codes = [each.id for each in waiting if each.kind is MessageKind.CODE]
    rows.count(unit.session, codes, SmsState.SUBMITTING, unit.now)
    return going


def record(unit: Unit, brand_id: BrandId, answers: Mapping[str, Outcome]) -> None:
    """Write down what the provider said, by message. Safe to repeat, and in any state.

    Needs no lease: an answer is an answer, even if the lane was given to somebody else since.
    """
    moves = Moves(unit, brand_id)
    found = rows.by_ids(unit.session, list(answers))
    for message_id, outcome in answers.items():
        _record(unit, moves, found[message_id], outcome)
    moves.write()


def _record(unit: Unit, moves: Moves, message: Message, outcome: Outcome) -> None:
    match outcome:
        case Accepted(provider_msg_id):
            known = moves.move(message, _A.ACCEPT)
            if known.provider_msg_id is None:
                known = moves.note(known, provider_msg_id=provider_msg_id[:64])
            settle(moves, known)
        case Refused(code, why):
            moves.move(message, _A.REFUSE, f"{code} {why}")
        case Busy(code, why) | Halted(code, why):
            wait_s = outcome.retry_after_s if isinstance(outcome, Busy) else 0.0
            moves.move(
                message,
                _A.PUT_BACK,
                f"{code} {why}",
                look_at=message.expires_at,
                due_at=unit.now + timedelta(seconds=wait_s) if wait_s else message.due_at,
            )
        case Unknown(why):
            moves.move(message, _A.LOSE, why)
        case _ as never:
            assert_never(never)


def settle(moves: Moves, message: Message) -> None:
    """The last receipt may have been there before the answer."""
    if message.state is SmsState.SUBMITTED and not message.tally.open:
        moves.move(message, _A.SETTLE)


def _submit(
    unit: Unit, brand_id: BrandId, moves: Moves, waiting: Sequence[Message], manner: Manner
) -> list[Outgoing]:
    forbidden = _forbidden(unit, brand_id, waiting)
    capped = _Caps(unit, brand_id)
    look_at = unit.now + manner.unknown_after
    going: list[Outgoing] = []
    for message in waiting:
        here = rows.to_send(unit.session, message.id, message.state)
        out = forbidden.get(message.id, {})
        out = {place: out[place] for place, _ in here if place in out}
        if message.kind is MessageKind.CODE:
            out |= capped.of(message, [pair for pair in here if pair[0] not in out])
        left = [(place, phone) for place, phone in here if place not in out]
        if not left:
            moves.move(message, _A.FORBID, next(iter(out.values()), "sms.blocked"))
            continue
        moves.submit(
            moves.leave_out(message, out) if out else message,
            [place for place, _ in left],
            submitted_at=unit.now,
            look_at=look_at,
            provider=manner.provider,
        )
        going.append(
            Outgoing(
                message.id,
                brand_id,
                message.text,
                tuple(phone for _, phone in left),
                message.phones == 1,
                message.tries + 1,
            )
        )
    if going:
        by_time.remind(unit, brand_id, look_at, by_time.HOUR)
    return going


def _forbidden(
    unit: Unit, brand_id: BrandId, waiting: Sequence[Message]
) -> dict[str, dict[int, str]]:
    """By message and place, who has been blocked since it was accepted."""
    kinds = {message.id: message.kind for message in waiting}
    found: dict[str, dict[int, str]] = {}
    for message_id, place, reason in rows.blocked_of(unit.session, brand_id, list(kinds)):
        if forbids(reason, kinds[SmsMessageId(message_id)]):
            found.setdefault(message_id, {})[place] = CODE_OF[reason]
    return found


class _Caps:
    """Codes that were sent, with those of this unit."""

    def __init__(self, unit: Unit, brand_id: BrandId) -> None:
        self._unit = unit
        self._brand_id = brand_id
        self._going: dict[str, int] = {}

    def of(self, message: Message, here: Sequence[tuple[int, str]]) -> dict[int, str]:
        """Places of phones that were sent enough codes by now."""
        now = self._unit.now
        phones = [phone for _, phone in here]
        known = rows.counted(self._unit.session, self._brand_id, phones, now - DAY)
        out: dict[int, str] = {}
        for place, phone in here:
            sent = [x.at for x in known[phone] if x.is_sent and x.message_id != message.id]
            sent += [now] * self._going.get(phone, 0)
            if capped_until(sent, now) is not None:
                out[place] = "sms.capped"
            else:
                self._going[phone] = self._going.get(phone, 0) + 1
        return out
