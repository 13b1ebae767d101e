"""What the house asks of whoever carries its text messages, whoever that is (spec 40, Provider).

Two ports, since a provider can be heard without being used for sending:

SmsCallbacks   its pushes to us: bytes in, neutral receipts and replies out; no network
SmsProvider    sending, the balance, and pulling what was not pushed

A provider is asked to send at most once for a request. What became of that is one of five outcomes:

Accepted   it has the message; whether it arrives is said by receipts
Refused    it definitely has not and never will: failed, the units go back
Busy       it definitely has not, but may later: back off, stay paid
Halted     it definitely has not, since our account there is stopped: pause the lane, tell
           somebody, leave everything as it is (no storm of refunds)
Unknown    the first byte went out and no answer came that could be read: no refund and no second
           try; a receipt with our `ref` or the time settles it
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeAlias, TypeVar, runtime_checkable

from common.domain.sms_receipts import Receipt, Reply

T = TypeVar("T")

LONGEST_REF: Final = 64
MOST_PHONES: Final = 1000


# ── what is sent ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SingleSms:
    """`ref` is ours (≤ 64 characters), comes back in receipts. `phone` is E.164; `text` is whole:
    signature first, opt-out words last."""

    ref: str
    phone: str
    text: str


@dataclass(frozen=True, slots=True)
class BatchSms:
    """One text to 1–1,000 phones (E.164, none twice)."""

    ref: str
    phones: tuple[str, ...]
    text: str


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to send: `may_begin` is asked right before the first byte, and never after it.

    `within_s`: seconds until the call must have ended; an answer later than that is Unknown.
    `pool`: calls of different pools never wait for each other's connections.
    """

    may_begin: Callable[[], bool] = _always
    within_s: float = 10.0
    pool: str = ""


ANY_TIME: Final = Permit()


# ── what became of it ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Accepted:
    provider_msg_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """`alarm`: a code that nobody knows, or that only a bug of ours brings: somebody should look."""

    code: str
    why: str
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Busy:
    """`code` is the provider's, or `unreachable`, or `not_begun` when the permit said no.

    `retry_after_s`: before then the same request will not fare better; 0: not told.
    """

    code: str
    why: str
    retry_after_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Halted:
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    why: str


Outcome: TypeAlias = Accepted | Refused | Busy | Halted | Unknown


# ── what is heard ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Push:
    """A callback's request as it came. `query`: decoded pairs, in their order."""

    method: str
    query: Sequence[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class PushAnswer:
    """What the provider wants to read; it pushes again unless it reads that we heard it."""

    status: int
    body: bytes
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Unread:
    """What came and means nothing to us: kept for look-up, moves no money."""

    why: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Heard(Generic[T]):
    """What a push or a pull said. One entry that cannot be read takes no other with it."""

    items: tuple[T, ...]
    unread: tuple[Unread, ...] = ()


@runtime_checkable  # Litestar checks what it injects
class SmsCallbacks(Protocol):
    @property
    def name(self) -> str:
        """As in the callback's path, the inbox, and the status tables."""
        ...

    @property
    def is_simulated(self) -> bool:
        """Nobody's phone rings: screens and logs say so."""
        ...

    def parse_receipts(self, push: Push) -> Heard[Receipt]:
        """Never raises, whatever the bytes."""
        ...

    def parse_replies(self, push: Push) -> Heard[Reply]:
        """Never raises, whatever the bytes."""
        ...

    def answer(self, *, is_heard: bool) -> PushAnswer:
        """What to answer: heard, or please push again."""
        ...


@runtime_checkable
class SmsProvider(SmsCallbacks, Protocol):
    @property
    def opt_out(self) -> str:
        """The words with which a marketing text must end."""
        ...

    async def send_single(self, sms: SingleSms, permit: Permit = ANY_TIME) -> Outcome:
        """Never raises but CancelledError."""
        ...

    async def send_batch(self, sms: BatchSms, permit: Permit = ANY_TIME) -> Outcome:
        """One outcome for the request; which phone got it is said by receipts. Never raises but
        CancelledError."""
        ...

    async def pull_receipts(self, limit: int) -> Heard[Receipt]:
        """What was not pushed, at most `limit`. The provider forgets what it gave: store it before
        the next pull. Raises GatewayError."""
        ...

    async def pull_replies(self, limit: int) -> Heard[Reply]:
        """As `pull_receipts`."""
        ...

    async def balance(self) -> int:
        """Units left at the provider. Raises GatewayError."""
        ...

    async def close(self) -> None:
        """Give the connections back."""
        ...
