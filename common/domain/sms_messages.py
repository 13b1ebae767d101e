"""What may become of a text message and of each of its phones. Source: spec 40, Sending.

A message is one request to the provider: one text to 1–1,000 phones, one hold. Its phones go with
it until the provider has it; from then on each has an end of its own, told by its receipt
(`common.domain.sms_receipts`). Credits move with the state, in the same transaction: `Money` says
which way, and no state changes by another door.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from common.domain.errors import Refused
from common.domain.sms_receipts import Standing

MOST_PHONES: Final = 1000
"""Of one message: what a provider takes in one request."""


class SmsState(StrEnum):
    """Of messages and phones. Stored by value."""

    SCHEDULED = "scheduled"  # waits for the hours of marketing; nothing is frozen
    QUEUED = "queued"  # frozen, in its lane
    PAID = "paid"  # the provider was busy, stopped or not reached: paid, will be tried again
    SUBMITTING = "submitting"  # paid; a first byte may have gone out
    SUBMITTED = "submitted"  # the provider has it
    SUBMIT_UNKNOWN = "submit_unknown"  # no answer: it may have it. Never sent again
    # ends of a phone that the provider had
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"  # refunded
    CLOSED_UNKNOWN = "closed_unknown"  # no receipt came in time
    # an end of a message alone: each of its phones has one
    SETTLED = "settled"
    # ends without the provider
    FAILED = "failed"  # definitely refused by the provider; refunded
    EXPIRED = "expired"  # too old to be sent; released or refunded
    NOT_SENT = "not_sent"  # never paid, or refunded: `why` says what forbade it


class ReceiptRemark(StrEnum):
    """What the daily report names of a receipt that moved no credit. Stored by value."""

    LATE = "late"  # after CLOSED_UNKNOWN
    UNPAID_DELIVERY = "unpaid_delivery"  # delivered after its units had gone back


class MessageAction(StrEnum):
    FREEZE = "freeze"  # the hours of marketing begin
    FALL_SHORT = "fall_short"  # … and the balance does not suffice
    SUBMIT = "submit"
    FORBID = "forbid"  # every phone is blocked or capped by now
    EXPIRE = "expire"
    # what the provider's answer, or its lack, says
    ACCEPT = "accept"
    REFUSE = "refuse"
    PUT_BACK = "put_back"  # busy, halted, or not begun
    LOSE = "lose"  # no answer, or the sender died
    # afterwards
    SETTLE = "settle"
    CLOSE = "close"


class Money(StrEnum):
    """What moves with a change of state."""

    NOTHING = "nothing"
    FREEZE = "freeze"  # available → held
    CAPTURE = "capture"  # held → consumed
    RELEASE = "release"  # held → where it came from
    REFUND = "refund"  # consumed → where it came from


@dataclass(frozen=True, slots=True)
class Move:
    state: SmsState
    money: Money = Money.NOTHING


_S, _A, _M = SmsState, MessageAction, Money

MOVES: Final[Mapping[tuple[SmsState, MessageAction], Move]] = MappingProxyType(
    {
        (_S.SCHEDULED, _A.FREEZE): Move(_S.QUEUED, _M.FREEZE),
        (_S.SCHEDULED, _A.FALL_SHORT): Move(_S.NOT_SENT),
        (_S.SCHEDULED, _A.FORBID): Move(_S.NOT_SENT),
        (_S.SCHEDULED, _A.EXPIRE): Move(_S.EXPIRED),
        (_S.QUEUED, _A.SUBMIT): Move(_S.SUBMITTING, _M.CAPTURE),
        (_S.QUEUED, _A.FORBID): Move(_S.NOT_SENT, _M.RELEASE),
        (_S.QUEUED, _A.EXPIRE): Move(_S.EXPIRED, _M.RELEASE),
        (_S.PAID, _A.SUBMIT): Move(_S.SUBMITTING),  # paid already
        (_S.PAID, _A.FORBID): Move(_S.NOT_SENT, _M.REFUND),
        (_S.PAID, _A.EXPIRE): Move(_S.EXPIRED, _M.REFUND),
        (_S.PAID, _A.ACCEPT): Move(_S.SUBMITTED),  # a receipt came for what was said to be refused
        (_S.SUBMITTING, _A.ACCEPT): Move(_S.SUBMITTED),
        (_S.SUBMITTING, _A.REFUSE): Move(_S.FAILED, _M.REFUND),
        (_S.SUBMITTING, _A.PUT_BACK): Move(_S.PAID),
        (_S.SUBMITTING, _A.LOSE): Move(_S.SUBMIT_UNKNOWN),
        (_S.SUBMIT_UNKNOWN, _A.ACCEPT): Move(_S.SUBMITTED),  # a late answer, or a receipt
        (_S.SUBMIT_UNKNOWN, _A.REFUSE): Move(_S.FAILED, _M.REFUND),
        (_S.SUBMIT_UNKNOWN, _A.CLOSE): Move(_S.CLOSED_UNKNOWN, _M.REFUND),
        (_S.SUBMITTED, _A.SETTLE): Move(_S.SETTLED),
        (_S.SUBMITTED, _A.CLOSE): Move(_S.CLOSED_UNKNOWN),  # the charge stays
    }
)

TERMINAL: Final = frozenset({_S.SETTLED, _S.CLOSED_UNKNOWN, _S.FAILED, _S.EXPIRED, _S.NOT_SENT})
"""A message in one of these never changes; nor does a phone, but for DELIVERED → UNDELIVERED."""

SAME: Final = frozenset(
    {
        *((state, action) for state in TERMINAL for action in _A),  # whatever comes, comes too late
        (_S.QUEUED, _A.FREEZE),
        (_S.SUBMITTED, _A.ACCEPT),
        (_S.SUBMIT_UNKNOWN, _A.LOSE),
        (_S.SUBMIT_UNKNOWN, _A.PUT_BACK),  # given up meanwhile: it is not sent again
        (_S.SUBMITTED, _A.LOSE),  # a receipt was faster
        (_S.SUBMITTED, _A.PUT_BACK),
        (_S.SUBMITTED, _A.REFUSE),  # a receipt proves the refusal wrong
    }
)
"""Nothing is to be done."""

IN_LANE: Final = frozenset({_S.QUEUED, _S.PAID})
"""Waits for its lane's consumer."""
AT_PROVIDER: Final = frozenset({_S.SUBMITTED, _S.SUBMIT_UNKNOWN})
"""Waits for receipts, until its time to be closed."""
PHONE_ENDS: Final = frozenset(
    {_S.DELIVERED, _S.UNDELIVERED, _S.CLOSED_UNKNOWN, _S.FAILED, _S.EXPIRED, _S.NOT_SENT}
)

STANDINGS: Final[Mapping[SmsState, Standing]] = MappingProxyType(
    {
        _S.PAID: Standing.OPEN,
        _S.SUBMITTING: Standing.OPEN,
        _S.SUBMITTED: Standing.OPEN,
        _S.SUBMIT_UNKNOWN: Standing.OPEN,
        _S.DELIVERED: Standing.DELIVERED,
        _S.UNDELIVERED: Standing.REFUNDED,
        _S.FAILED: Standing.REFUNDED,
        _S.EXPIRED: Standing.REFUNDED,
        _S.NOT_SENT: Standing.REFUNDED,
        _S.CLOSED_UNKNOWN: Standing.CLOSED,
    }
)
"""How a phone in this state stands towards a receipt. One that was never paid has none to come."""


def decide(state: SmsState, action: MessageAction) -> Move:
    """What `action` does to a message in `state`; the same state: nothing is to be done.

    Raises Refused `sms.message_state`.
    """
    if (state, action) in SAME:
        return Move(state)
    if (state, action) not in MOVES:
        raise Refused("sms.message_state", {"state": state, "action": action})
    return MOVES[state, action]


@dataclass(frozen=True, slots=True)
class Tally:
    """The phones of a message by their ends. `left_out`: blocked or capped before it was sent."""

    phones: int
    left_out: int = 0
    delivered: int = 0
    undelivered: int = 0

    @property
    def open(self) -> int:
        """Without a final receipt."""
        return self.phones - self.left_out - self.delivered - self.undelivered


def shown(state: SmsState, tally: Tally) -> SmsState:
    """The state for people: of a message to one phone, that phone's."""
    if tally.phones > 1 or not tally.delivered + tally.undelivered:
        return state
    return _S.DELIVERED if tally.delivered else _S.UNDELIVERED
