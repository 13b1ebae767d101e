"""The one door through which messages change: state, phones and credits together, in one unit.

Changes are collected and written in a few statements, however many messages there are; the brand's
account is locked from the beginning, so that nobody else decides about the same message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, assert_never

from common.domain import sms_ledger as rules
from common.domain.ids import BrandId
from common.domain.sms_messages import MessageAction, Money, Move, SmsState, decide
from common.domain.sms_rows import Allocation, Hold
from server.db.unit import Unit
from server.sms import alarms, repository
from server.sms import message_repository as rows
from server.sms.ledger import Ledger
from server.sms.message_repository import Charge, Message, Phone

_S = SmsState
_REFUSED = frozenset({_S.FAILED, _S.EXPIRED, _S.NOT_SENT})


class Moves:
    """Of one brand. Nothing is in the database before `write`; call it once, last."""

    def __init__(self, unit: Unit, brand_id: BrandId) -> None:
        self._account = repository.lock_account(unit, brand_id)
        self._unit = unit
        self._session = unit.session
        self._brand_id = brand_id
        self._ledger: Ledger | None = None
        self._changed: dict[str, Message] = {}
        self._left_out: list[tuple[str, int, str]] = []
        self._paid: dict[str, tuple[Message, list[int]]] = {}
        self._released: list[str] = []
        self._refunds: dict[str, dict[str, Sequence[Allocation]]] = {}
        self._followed: list[tuple[str, SmsState, SmsState]] = []
        self._ended: list[tuple[str, SmsState, SmsState, str]] = []
        self._closed: list[tuple[str, SmsState, bool]] = []

    @property
    def ledger(self) -> Ledger:
        """Opened when credits move: it closes overdue lots and reads the open ones."""
        if self._ledger is None:
            warn = alarms.low(self._unit)
            self._ledger = Ledger(self._unit, self._brand_id, warn, self._account)
        return self._ledger

    def now_of(self, message: Message) -> Message:
        """The message with what was changed so far."""
        return self._changed.get(message.id, message)

    def note(self, message: Message, **values: Any) -> Message:
        """Change columns that are no state."""
        # Any: each column has its own type.
        changed = replace(message, **values)
        self._changed[message.id] = changed
        return changed

    def move(
        self,
        message: Message,
        action: MessageAction,
        why: str = "",
        **values: Any,  # as in `note`
    ) -> Message:
        """Do `action`; the same message comes back when nothing is to be done.

        Raises Refused `sms.message_state`. Freezing and paying have methods of their own.
        """
        move = decide(message.state, action)
        if move.state is message.state:
            return message
        self._move_credits(message, move)
        self._move_phones(message, move, why)
        if move.state in _REFUSED or move.state in {_S.SETTLED, _S.CLOSED_UNKNOWN}:
            values = {**values, "look_at": None, "ended_at": self._unit.now}
        return self.note(message, state=move.state, why=why[:200], **values)

    def freeze(self, message: Message, **values: Any) -> Message:  # as in `note`
        """Raises NotEnoughCredit; the message is as before then."""
        hold = self.ledger.freeze_new(ref_of(message), message.phones * message.units_each)
        return self.move(message, MessageAction.FREEZE, hold_id=hold.id, **values)

    def leave_out(self, message: Message, places: Mapping[int, str]) -> Message:
        """These phones (place → why) are not sent; what was paid for them goes back."""
        if message.state is _S.PAID:
            for phone in rows.charged(self._session, message.id, _S.PAID):
                if phone.place in places:
                    self.refund(message, phone)
        self._left_out += [(message.id, place, why) for place, why in places.items()]
        return self.note(message, left_out=message.left_out + len(places))

    def submit(self, message: Message, places: Sequence[int], **values: Any) -> Message:
        """Pay for the phones at `places`, if that was not done, and release the rest."""
        if message.state is _S.QUEUED:
            assert message.hold_id is not None, "what waits in a lane is frozen"
            self._paid[message.hold_id] = (message, list(places))
        return self.move(message, MessageAction.SUBMIT, tries=message.tries + 1, **values)

    def refund(self, message: Message, phone: Phone) -> None:
        """Once: `phone` is charged, as read under the account's lock."""
        if not phone.charged:
            return
        assert message.hold_id is not None, "what is paid was frozen"
        self._refunds.setdefault(message.hold_id, {})[f"{message.id}:{phone.place}"] = phone.parts

    def write(self) -> None:
        session = self._session
        rows.leave_out(session, self._left_out)
        if self._paid:
            wanted = {
                hold_id: len(places) * message.units_each
                for hold_id, (message, places) in self._paid.items()
            }
            self._charge(self.ledger.pay_all(wanted))
        if self._released:
            self.ledger.release_all(self._released)
        if self._refunds:
            self.ledger.refund_all(self._refunds)
        rows.end(session, self._ended)
        rows.follow(session, self._followed)
        for message_id, state, kept in self._closed:
            rows.close(session, message_id, state, kept=kept)
        rows.save(session, list(self._changed.values()))

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _move_credits(self, message: Message, move: Move) -> None:
        match move.money:
            case Money.NOTHING | Money.FREEZE | Money.CAPTURE:
                return  # frozen by `freeze`, paid by `submit`
            case Money.RELEASE:
                assert message.hold_id is not None, "what waits in a lane is frozen"
                self._released.append(message.hold_id)
            case Money.REFUND:
                for phone in rows.charged(self._session, message.id, message.state):
                    self.refund(message, phone)
            case _ as never:
                assert_never(never)

    def _move_phones(self, message: Message, move: Move, why: str) -> None:
        before, after = message.state, move.state
        if after in _REFUSED:
            self._ended.append((message.id, before, after, why))
        elif after is _S.CLOSED_UNKNOWN:
            self._closed.append((message.id, before, move.money is Money.NOTHING))
        elif after is not _S.SETTLED:
            self._followed.append((message.id, before, after))

    def _charge(self, paid: Mapping[str, Hold]) -> None:
        charges: list[Charge] = []
        for hold_id, hold in paid.items():
            message, places = self._paid[hold_id]
            charges += _charges(message, places, hold)
        rows.charge(self._session, charges, _S.QUEUED)


def ref_of(message: Message) -> str:
    """The hold's name. No hold made over HTTP can be called so: `/` is not allowed there."""
    return f"sms/{message.id}"


def _charges(message: Message, places: Sequence[int], hold: Hold) -> list[Charge]:
    """Which lots paid which phones: in the order of the phones, neighbours alike taken together."""
    captured = [part for part in hold.allocations if part.captured]
    if len(captured) == 1:
        each = [Allocation(captured[0].lot_id, message.units_each)]
        return [Charge(message.id, places[0], places[-1], each)]
    shares = rules.shares(hold.allocations, [message.units_each] * len(places))
    runs = groupby(zip(places, shares, strict=True), key=lambda pair: pair[1])
    return [
        Charge(message.id, members[0][0], members[-1][0], parts)
        for parts, members in ((parts, list(run)) for parts, run in runs)
    ]
