"""A provider of text messages in this process: it does what the test says, and counts the truth.

The simulator over HTTP is another; this one can hang, and answer at exactly a boundary of time.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from common.domain.sms_receipts import Receipt, Verdict
from server.gateways.sms.port import (
    Accepted,
    BatchSms,
    Busy,
    Halted,
    Outcome,
    Permit,
    Refused,
    SingleSms,
    Unknown,
)

NAME = "simulator"
OPT_OUT = "拒收请回复R"
BUSY = Busy("103", "too fast")
REFUSED = Refused("105", "sensitive words")
HALTED = Halted("109", "quota used up")
LOST_BEFORE = Unknown("reset before it was read")
LOST_AFTER = Unknown("reset after it was read")


@dataclass
class FakeProvider:
    """`accepted`: how often each (our id, phone) was taken on. `script` answers requests in turn."""

    name: str = NAME
    accepted: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: list[str] = field(default_factory=list)
    singles: int = 0
    script: list[Outcome] = field(default_factory=list)
    hangs: Callable[[str], bool] = lambda ref: False
    before_answer: Callable[[str], None] = lambda ref: None

    async def send_single(self, sms: SingleSms, permit: Permit) -> Outcome:
        self.singles += 1
        return await self._send(sms.ref, (sms.phone,), permit)

    async def send_batch(self, sms: BatchSms, permit: Permit) -> Outcome:
        return await self._send(sms.ref, sms.phones, permit)

    async def _send(self, ref: str, phones: tuple[str, ...], permit: Permit) -> Outcome:
        if not permit.may_begin():
            return Busy("not_begun", "")
        self.asked.append(ref)
        outcome = self.script.pop(0) if self.script else Accepted(msg_id(ref))
        if isinstance(outcome, Accepted) or outcome is LOST_AFTER:
            self.accepted.update((ref, phone) for phone in phones)
        if self.hangs(ref):
            await asyncio.Event().wait()
        self.before_answer(ref)
        return outcome


def msg_id(ref: str) -> str:
    """The provider's id of a request: text, with leading zeros."""
    return f"00{ref[-17:].replace('-', '')}"


def receipt(ref: str, phone: str, status: str = "DELIVRD", units: int | None = 1) -> Receipt:
    verdict = {
        "DELIVRD": Verdict.DELIVERED,
        "UNDELIV": Verdict.UNDELIVERED,
        "ACCEPTD": Verdict.NOT_FINAL,
    }[status]
    return Receipt(NAME, msg_id(ref), phone, status, verdict, units=units, ref=ref)
