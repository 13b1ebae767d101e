"""What was sent against what was paid: our book beside the simulator's own ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from common.domain.sms_messages import SmsState
from server.entry import checkup
from server.sms.inbox import RECEIPTS
from server.sms.message_repository import MESSAGES, PHONES
from server.sms.repository import ACCOUNTS
from tests.support.carrier import SimulatedCarrier

_S = SmsState
UNDER_WAY = (_S.QUEUED, _S.PAID, _S.SUBMITTING, _S.SUBMITTED)
_CHARGED = {  # whether a phone at rest in this state keeps its charge, and whether the carrier has it
    _S.DELIVERED: (True, 1),
    _S.UNDELIVERED: (False, 1),
    _S.FAILED: (False, 0),
    _S.SUBMIT_UNKNOWN: (True, 0),  # cut before it was accepted: no receipt will ever come
}


def is_at_rest(session: Session) -> bool:
    """Nothing is on its way, and every receipt was applied."""
    going = select(func.count()).where(MESSAGES.c.state.in_(UNDER_WAY))
    waiting = select(func.count()).where(RECEIPTS.c.state == "waiting")
    return not session.scalar(going) and not session.scalar(waiting)


def accepted(carrier: SimulatedCarrier) -> Counter[tuple[str, str]]:
    """How often the simulator accepted each (message, phone)."""
    return Counter((row["uid"], f"+86{row['phone']}") for row in _every(carrier))


def units_accepted(carrier: SimulatedCarrier) -> int:
    return sum(row["units"] for row in _every(carrier))


def differences(session: Session, carrier: SimulatedCarrier) -> Iterator[str]:
    """Everything in which the book and the carrier's ledger disagree; nothing: all is well."""
    truth = accepted(carrier)
    yield from (f"{key} was accepted {times} times" for key, times in truth.items() if times > 1)
    charged = 0
    rows = session.execute(
        select(
            PHONES.c.message_id, PHONES.c.phone, PHONES.c.state, PHONES.c.units, PHONES.c.charged
        )
    )
    known: set[tuple[str, str]] = set()
    for message_id, phone, state, units, paid in rows:
        known.add((message_id, phone))
        charged += paid
        if state not in _CHARGED:
            yield f"{message_id} {phone}: {state} is no state of rest"
            continue
        is_charged, has_it = _CHARGED[state]
        if paid != (units if is_charged else 0):
            yield f"{message_id} {phone}: {state}, charged {paid} of {units}"
        if truth[message_id, phone] != has_it:
            yield f"{message_id} {phone}: {state}, accepted {truth[message_id, phone]} times"
    yield from (f"{key} was accepted and is not ours" for key in truth.keys() - known)
    account = session.execute(select(ACCOUNTS.c.held, ACCOUNTS.c.consumed)).one()
    if (account.held, account.consumed) != (0, charged):
        yield f"held {account.held}, consumed {account.consumed}; the phones keep {charged}"
    yield from checkup.findings(session)


def _every(carrier: SimulatedCarrier) -> Iterator[dict[str, Any]]:  # Any: rows of the simulator
    after = 0
    while page := carrier.accepted(after=after):
        yield from page
        after = page[-1]["id"]
