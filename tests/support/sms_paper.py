"""Messages of a brand on paper: the rules' tables and a paper book, without a database.

The model of the real pipeline: the same deeds, each whole or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from common.domain.errors import NotEnoughCredit
from common.domain.ids import BrandId
from common.domain.sms_limits import BEIJING, DAY, BlockReason, capped_until, forbids
from common.domain.sms_messages import STANDINGS, MessageAction, Money, Move, SmsState, decide
from common.domain.sms_receipts import Effect, Verdict, effect
from common.domain.sms_rows import Allocation
from common.domain.sms_text import MessageKind, goes_at, too_late_at
from tests.support.sms_book import PaperBook

UNKNOWN_AFTER = timedelta(hours=72)
_S, _A = SmsState, MessageAction
_WAITING = frozenset({_S.SCHEDULED, _S.QUEUED})


@dataclass
class PaperPhone:
    state: SmsState
    counted_at: datetime | None
    parts: list[Allocation] = field(default_factory=list)
    charged: int = 0
    remark: str | None = None


@dataclass
class PaperMessage:
    """`look_at`: when time alone changes it; `may_go`: when its lane may take it up."""

    ref: str
    kind: MessageKind
    units: int
    state: SmsState
    accepted_at: datetime
    may_go: datetime
    expires_at: datetime
    look_at: datetime | None
    phones: dict[str, PaperPhone]
    was_asked_for: bool = False  # the provider, by us

    @property
    def open(self) -> list[PaperPhone]:
        return [each for each in self.phones.values() if each.state is self.state]


@dataclass
class PaperPost:
    """Messages are named by the sender's reference."""

    brand_id: BrandId
    book: PaperBook = field(init=False)
    messages: dict[str, PaperMessage] = field(default_factory=dict)
    blocked: dict[str, BlockReason] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.book = PaperBook(self.brand_id)

    # ── deeds ───────────────────────────────────────────────────────────────────────────────────

    def send(
        self, ref: str, kind: MessageKind, phones: Sequence[str], units: int, at: datetime
    ) -> bool:
        """False: nobody is left to be written to, or the balance is short."""
        if ref in self.messages:
            return True
        left = [each for each in phones if not self._is_refused(each, kind, ref, at, accept=True)]
        if not left:
            return False
        goes = goes_at(kind, at, BEIJING)
        state = _S.QUEUED if goes <= at else _S.SCHEDULED
        expires_at = too_late_at(kind, at, BEIJING)
        if state is _S.QUEUED:
            try:
                self.book.freeze(ref, units * len(left), at, None)
            except NotEnoughCredit:
                return False
        counted = at if kind is MessageKind.CODE else None
        self.messages[ref] = PaperMessage(
            ref=ref,
            kind=kind,
            units=units,
            state=state,
            accepted_at=at,
            may_go=goes,
            expires_at=expires_at,
            look_at=expires_at if state is _S.QUEUED else goes,
            phones={each: PaperPhone(state, counted) for each in left},
        )
        return True

    def take_up(self, refs: Sequence[str], at: datetime) -> list[str]:
        """The lane's messages in their order; gives those that must be sent now."""
        going: list[str] = []
        for ref in refs:
            message = self.messages[ref]
            if message.state is _S.SUBMITTING:
                self._move(message, _A.LOSE, at)
            elif message.expires_at <= at:
                self._move(message, _A.EXPIRE, at)
            elif self._submit(message, at):
                going.append(ref)
        return going

    def record(self, ref: str, action: MessageAction, at: datetime) -> None:
        message = self.messages[ref]
        self._move(message, action, at)
        self._settle(message, at)

    def hear(self, ref: str, phone: str, verdict: Verdict, at: datetime) -> Effect | None:
        """None: nobody is known by it."""
        message = self.messages[ref]
        held = message.phones[phone]
        standing = STANDINGS.get(held.state)
        if standing is None or not message.was_asked_for:
            return None
        done = effect(standing, verdict)
        if message.state in {_S.PAID, _S.SUBMITTING, _S.SUBMIT_UNKNOWN}:
            if message.state is _S.PAID:
                message.look_at = at + UNKNOWN_AFTER
            self._move(message, _A.ACCEPT, at)
        match done:
            case Effect.DELIVER:
                held.state = _S.DELIVERED
            case Effect.REFUND | Effect.TAKE_BACK:
                self._refund(message, phone, at)
                held.state = _S.UNDELIVERED
            case Effect.LATE:
                held.remark = held.remark or "late"
            case Effect.UNPAID_DELIVERY:
                held.remark = held.remark or "unpaid_delivery"
            case _:
                return done
        self._settle(message, at)
        return done

    def look(self, at: datetime) -> None:
        due = [x for x in self.messages.values() if x.look_at is not None and x.look_at <= at]
        for message in sorted(due, key=lambda x: (x.look_at, x.accepted_at, x.ref)):
            self._look(message, at)

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _look(self, message: PaperMessage, at: datetime) -> None:
        if message.state is _S.SCHEDULED and at < message.expires_at:
            try:
                self.book.freeze(message.ref, message.units * len(message.phones), at, None)
            except NotEnoughCredit:
                self._move(message, _A.FALL_SHORT, at)
                return
            message.look_at, message.may_go = message.expires_at, at
            self._move(message, _A.FREEZE, at)
        elif message.state in {_S.SCHEDULED, _S.QUEUED, _S.PAID}:
            self._move(message, _A.EXPIRE, at)
        elif message.state is _S.SUBMITTING:
            self._move(message, _A.LOSE, at)
        else:
            self._move(message, _A.CLOSE, at)

    def _submit(self, message: PaperMessage, at: datetime) -> bool:
        left = {
            number: phone
            for number, phone in message.phones.items()
            if phone.state is message.state
            and not self._is_refused(number, message.kind, message.ref, at, accept=False)
        }
        if not left:
            self._move(message, _A.FORBID, at)
            return False
        for number, phone in message.phones.items():
            if phone.state is message.state and number not in left:
                if message.state is _S.PAID:
                    self._refund(message, number, at)
                phone.state, phone.counted_at = _S.NOT_SENT, None
        if message.state is _S.QUEUED:
            paid = self.book.pay(message.ref, message.units * len(left), at)
            shares = iter(self.book.shares(paid, [message.units] * len(left)))
            for phone in left.values():
                phone.parts, phone.charged = next(shares), message.units
        self._move(message, _A.SUBMIT, at)
        message.look_at, message.was_asked_for = at + UNKNOWN_AFTER, True
        if message.kind is MessageKind.CODE:
            for phone in left.values():
                phone.counted_at = at
        return True

    def _is_refused(
        self, number: str, kind: MessageKind, ref: str, at: datetime, *, accept: bool
    ) -> bool:
        reason = self.blocked.get(number)
        if reason is not None and forbids(reason, kind):
            return True
        if kind is not MessageKind.CODE:
            return False
        sent = [
            phone.counted_at
            for other in self.messages.values()
            for each, phone in other.phones.items()
            if each == number
            and phone.counted_at is not None
            and phone.counted_at > at - DAY
            and (accept or (other.ref != ref and phone.state not in _WAITING))
        ]
        return capped_until(sent, at) is not None

    def _move(self, message: PaperMessage, action: MessageAction, at: datetime) -> None:
        move = decide(message.state, action)
        if move.state is message.state:
            return
        self._follow(message, move, at)
        if action is _A.PUT_BACK:
            message.look_at = message.expires_at
        if move.state in {_S.SETTLED, _S.CLOSED_UNKNOWN, _S.FAILED, _S.EXPIRED, _S.NOT_SENT}:
            message.look_at = None
        message.state = move.state

    def _follow(self, message: PaperMessage, move: Move, at: datetime) -> None:
        """Its open phones, and their credits."""
        if move.money is Money.RELEASE:
            self.book.release(message.ref, at)
        for number, phone in message.phones.items():
            if phone.state is not message.state or move.state is _S.SETTLED:
                continue
            if move.money is Money.REFUND:
                self._refund(message, number, at)
            if move.state in {_S.FAILED, _S.EXPIRED, _S.NOT_SENT}:
                phone.counted_at = None
            phone.state = move.state

    def _settle(self, message: PaperMessage, at: datetime) -> None:
        if message.state is _S.SUBMITTED and not message.open:
            self._move(message, _A.SETTLE, at)

    def _refund(self, message: PaperMessage, number: str, at: datetime) -> None:
        phone = message.phones[number]
        if phone.charged:
            self.book.refund(message.ref, phone.parts, f"{message.ref}:{number}", at)
            phone.charged = 0
