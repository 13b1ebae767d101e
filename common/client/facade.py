"""What a screen may ask of its device core. `DeviceCore` fulfils `Core`; so can a fake in a test.

Everything here is called from the one event loop that the core was started on. Reading is
synchronous and cheap; a command returns once it is safe on the disk of this device, never before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

import msgspec

from common.domain.commands import Command
from common.domain.freshness import LinkTimes
from common.domain.ids import DeviceId, RoomId, ShopId, StaffId, StationId, StayId
from common.domain.projection import Tables
from common.domain.roles import Role
from common.domain.rows import AnnouncementRow
from common.domain.speaking import Utterance
from common.wire.cashier import BillBody, NewPayment, NewRefund

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Download:
    """A file; `name` has no folder in it, whatever the server said."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this terminal is for the server. Moving a device changes `room_id`, nothing else."""

    server_url: str
    device_id: DeviceId
    name: str
    kind: Role
    shop_id: ShopId
    room_id: RoomId | None
    station_ids: tuple[StationId, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """The person signed in at this terminal; commands given now are theirs."""

    staff_id: StaffId
    name: str
    role: Role
    expires_at: datetime


class Phase(StrEnum):
    """What the link is doing. How far the screen may be trusted is `freshness.judge(link.times)`."""

    UNPAIRED = "unpaired"
    CONNECTING = "connecting"
    FETCHING = "fetching"  # the socket is open, what was missed is on its way
    LIVE = "live"
    NEEDS_PAIRING = "needs_pairing"  # the server knows this token no more: it does not retry
    REPLACED = "replaced"  # another program speaks for this device; tried again every 8 s
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A command that a rule of the server refused for good. Stands until `settle(key)`.

    `code` and `facts` are the problem's; `code` is `outbox.too_old` for one that waited 7 days and
    was not sent, `device.changed` for one given while this was another device. `closed_with` counts
    the later commands that depended on it and ended with it.
    """

    key: str
    command: Command
    at: datetime
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    closed_with: int = 0


@dataclass(frozen=True, slots=True)
class LateOrder:
    """An order that missed its `valid_until` unsent: 还要送吗. `send_again(key)` or `drop(key)`."""

    key: str
    command: Command
    at: datetime


@dataclass(frozen=True, slots=True)
class Sending:
    """Progress of a recovery: `done` of `total` commands that waited when the link came back."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """The link as of now; cheap, make a new one as often as you paint.

    `as_of`: server time up to which the tables are known to be complete; None: never synced.
    `unsent`: commands on this device that the server has not answered. `sending`: set while two or
    more that had waited are going out. `problem`: code of what holds the queue or the link, "" if nothing.
    """

    phase: Phase
    times: LinkTimes
    as_of: datetime | None
    unsent: int
    sending: Sending | None = None
    rejected: tuple[Rejected, ...] = ()
    late_orders: tuple[LateOrder, ...] = ()
    problem: str = ""
    update_needed: bool = False


@dataclass(frozen=True, slots=True)
class VoiceFailure:
    """A sentence that nobody heard. Stands until one is heard or `dismiss_voice_failure()`."""

    shown: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Announcements:
    """`waiting`: not said yet, in the order in which they will be. `speaking`: its shown sentence.

    `recent`: the last 20 that arrived, newest first, said or not (those about to be replayed).
    """

    waiting: tuple[AnnouncementRow, ...] = ()
    speaking: str | None = None
    recent: tuple[AnnouncementRow, ...] = ()
    muted_until: datetime | None = None
    failure: VoiceFailure | None = None
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class Tender:
    """Money that this device asked the server to move, and whose answer never came here.

    `id` is what the server would have made (a payment, a refund) on the bill of `stay_id`; `about`
    are the words that a person confirmed. `again`: the body to ask with once more; None where it
    may not be kept (a PIN was in it).
    """

    key: str
    id: str
    stay_id: StayId
    path: str
    about: str
    at: datetime
    again: NewPayment | None = None


class Topic(StrEnum):
    """What changed besides tables."""

    LINK = "link"
    OUTBOX = "outbox"  # unsent, rejected, late orders
    ANNOUNCEMENTS = "announcements"
    IDENTITY = "identity"
    TENDERS = "tenders"


@dataclass(frozen=True, slots=True)
class Update:
    """Told to listeners after each local commit.

    `tables`: names of those that may show something else now. `kinds`: `EventKind` values of the
    journal events behind it in their order, for sounds and words; empty for own taps and snapshots.
    `own`: idempotency keys among those events that this device sent (its own echo).
    """

    tables: frozenset[str] = frozenset()
    topics: frozenset[Topic] = frozenset()
    kinds: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()


Listener = Callable[[Update], None]
Unsubscribe = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A command safe on this device. `key` undoes it (`RecallLine.undoes`); `command` has its ids
    filled in; `at` is the corrected time of the tap."""

    key: str
    command: Command
    at: datetime


class Core(Protocol):
    """The device as its screen sees it."""

    @property
    def identity(self) -> Identity | None:
        """None until paired."""

    @property
    def staff(self) -> Staff | None: ...

    @property
    def link(self) -> LinkStatus: ...

    @property
    def announcements(self) -> Announcements: ...

    def now(self) -> datetime:
        """This device's clock, corrected by the server's heartbeats (UTC)."""

    def monotonic(self) -> float:
        """The clock of `link.times`."""

    def tables(self) -> Tables:
        """What the server said with this device's waiting commands on top. Read only."""

    def unsent(self) -> Mapping[str, datetime]:
        """Ids of rows with a command that the server has not answered yet → when it was given.

        A room in here that still shows occupied waits for its cleaning to be confirmed (待确认).
        """

    def subscribe(self, listener: Listener) -> Unsubscribe: ...

    async def start(self) -> None:
        """Open the local store, show its cache, then look for the server. Returns at once after
        the cache is readable, also without a network."""

    async def aclose(self) -> None: ...

    async def do(self, command: Command) -> Accepted:
        """Accept a command: committed on this device when this returns.

        Raises common.domain.errors.Refused with `device.unpaired`, or with the code of a rule that
        this device already knows refuses it (only where nothing would ever be sent).
        """

    async def call(
        self,
        method: str,
        path: str,
        kind: type[T],
        body: msgspec.Struct | None = None,
        key: str | None = None,
    ) -> T:
        """Ask the server and wait: what is online only (money, shifts, reports). Nothing is kept here.

        After Unreachable a write may have been carried out: ask again with the same `key` (see
        `new_key`) and body, and the first answer comes again. Raises as `pair`.
        """

    @property
    def tenders(self) -> tuple[Tender, ...]:
        """Those without an answer, oldest first; also those of a program that was killed."""

    async def tender(self, tender: Tender, body: NewPayment | NewRefund) -> BillBody:
        """As `call`, with what was asked on the disk of this device before it is asked. It leaves
        `tenders` with a definite answer."""

    async def settle_tender(self, key: str) -> None:
        """Somebody has seen what became of it."""

    async def download(self, path: str) -> Download:
        """A file of the server, whole. Raises as `pair`."""

    def new_key(self) -> str:
        """A fresh idempotency key, or an id for something that this device names."""

    async def pair(self, server_url: str, code: str, name: str) -> Identity:
        """Redeem a pairing code. Raises common.client.api.ProblemAnswered or Unreachable."""

    async def sign_in(self, login: str, pin: str, code: str | None = None) -> Staff:
        """`code`: that came by text, where `staff.code_needed` asked for one. Raises as `pair`."""

    async def sign_out(self) -> None: ...

    def reconnect_now(self) -> None:
        """Try at once instead of waiting out the back-off."""

    async def settle(self, key: str) -> None:
        """知道了: the rejected command leaves the list."""

    async def send_again(self, key: str) -> Accepted:
        """还要送: the late order goes out as if tapped now."""

    async def drop(self, key: str) -> None:
        """不送了: the late order and what depends on it are forgotten."""

    def mute(self, span: timedelta) -> datetime:
        """Say nothing for `span` (cut to 10 min); returns until when."""

    def unmute(self) -> None: ...

    async def set_volume(self, volume: float) -> None:
        """0.0–1.0, of chimes and sentences; remembered."""

    async def replay(self, message_id: str | None = None) -> bool:
        """Say a recent sentence once more (the newest if not named), on this device only.
        False: there is none, or it failed (see `announcements.failure`)."""

    async def try_voice(self) -> bool:
        """试听: a short test sentence; whether it was heard."""

    async def rehearse(self, shown: str, utterance: Utterance) -> bool:
        """试听 of a sentence that nobody sent, on this device only; whether it was heard."""

    def dismiss_voice_failure(self) -> None: ...
