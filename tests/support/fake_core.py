"""A device core in memory: the same rules as the real one, no server, no disk.

Online, a command is answered at once (the overlay's judgement becomes the base, versions grow).
`go_offline()` keeps commands waiting, `go_online()` sends them. `server_says` puts rows as the
journal would. Time stands at `at` until moved.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec

from common.client.api import ApiError, ProblemAnswered, Unreachable
from common.client.facade import (
    Accepted,
    Announcements,
    Download,
    Identity,
    LateOrder,
    LinkStatus,
    Listener,
    Phase,
    Rejected,
    Staff,
    Tender,
    Topic,
    Unsubscribe,
    Update,
    VoiceFailure,
)
from common.domain.commands import (
    CallService,
    Command,
    Pending,
    PlaceOrder,
    RemakeLine,
    SplitLine,
)
from common.domain.errors import Refused
from common.domain.freshness import LinkTimes
from common.domain.ids import BatchId, CallId, DeviceId, LineId, RoomId, StationId
from common.domain.overlay import overlay
from common.domain.projection import Change, Tables, apply, empty_tables
from common.domain.roles import Role
from common.domain.rows import OrderRow, Row
from common.domain.speaking import Utterance
from common.wire.cashier import BillBody, NewPayment, NewRefund
from tests.support.rows import EVENING, SHOP, an_id

T = TypeVar("T")

_NAMES = {Role.CASHIER: "收银台 1"}
"""How staff call the screen; every other one 主灶屏."""


@dataclass(frozen=True)
class Asked:
    """One request that needed the server."""

    method: str
    path: str
    body: msgspec.Struct | None
    key: str | None


class FakeCore:
    """Fulfils `common.client.facade.Core` (a test asserts it)."""

    def __init__(
        self,
        kind: Role = Role.KITCHEN,
        rows: Mapping[str, Iterable[Row]] | None = None,
        *,
        room_id: RoomId | None = None,
        station_ids: tuple[StationId, ...] = (),
        at: datetime = EVENING,
    ) -> None:
        self.at = at
        self.given: list[Accepted] = []
        self.pending: list[Pending] = []
        self.refuse_here = ""
        """Code of a rule by which this device itself accepts nothing."""
        self.refuse_next: tuple[str, dict[str, object]] | None = None
        self._base: Tables = empty_tables()
        for name, listed in (rows or {}).items():
            self._base[name] = {row.id: row for row in listed}
        self._as_paired = Identity(
            "http://127.0.0.1:8000", DeviceId(an_id()), _NAMES.get(kind, "主灶屏"), kind, SHOP,
            room_id, station_ids,
        )  # fmt: skip
        self._identity: Identity | None = self._as_paired
        self.pairing_fails: ApiError | None = None
        self.codes: list[str] = []
        self._listeners: list[Listener] = []
        self._clock = 1000.0
        self._is_slow = False
        self._status = LinkStatus(Phase.LIVE, LinkTimes(900.0, 999.0), at, 0)
        self._said = Announcements()
        self._number = 90
        self.replayed: list[str | None] = []
        self.rehearsed: list[Utterance] = []
        self.reconnects = 0
        self.calls: list[Asked] = []
        self.answers: dict[tuple[str, str], object] = {}
        self.open_tenders: tuple[Tender, ...] = ()
        self.files: dict[str, Download] = {}

    # ---- what a test does

    def server_says(self, kind: str = "order.changed", **rows: Iterable[Row]) -> None:
        """Rows arrive as from the journal."""
        apply(self._base, Change(put={name: tuple(listed) for name, listed in rows.items()}))
        self._tell(Update(frozenset(rows), kinds=(kind,)))

    def server_drops(self, **ids: Iterable[str]) -> None:
        apply(self._base, Change(drop={name: tuple(gone) for name, gone in ids.items()}))
        self._tell(Update(frozenset(ids)))

    def pass_time(self, span: timedelta) -> None:
        """The clocks move; the link stays as fresh as it is unless offline."""
        self.at += span
        self._clock += span.total_seconds()
        if self._status.phase is Phase.LIVE:
            times = replace(self._status.times, last_frame=self._clock - 1)
            self._set_status(times=times)

    def tick(self, seconds: float) -> None:
        """Only the monotonic clock moves, and the link stays as fresh as it was."""
        self._clock += seconds
        times = self._status.times
        if times.last_frame is not None:
            self._set_status(times=replace(times, last_frame=times.last_frame + seconds))

    def tick_silently(self, seconds: float) -> None:
        """The monotonic clock moves and nothing comes over the link."""
        self._clock += seconds

    def go_offline(self) -> None:
        times = replace(self._status.times, closed_at=self._clock)
        self._set_status(phase=Phase.CONNECTING, times=times)

    def hold_answers(self) -> None:
        """The link is live and the server takes its time: commands wait until `go_online`."""
        self._is_slow = True

    def fall_silent(self) -> None:
        """The socket stays open and nothing comes."""
        self._set_status(phase=Phase.CONNECTING)

    def go_online(self) -> None:
        self._is_slow = False
        waiting, self.pending = self.pending, []
        times = LinkTimes(self._status.times.began, self._clock)
        for each in waiting:
            self._answer(each)
        self._set_status(phase=Phase.LIVE, times=times, unsent=0, as_of=self.at)
        self._tell(Update(frozenset(self._base), frozenset({Topic.LINK, Topic.OUTBOX})))

    def reject(self, key: str, code: str, **facts: object) -> None:
        """The server refuses the waiting command `key` for good."""
        refused = next(each for each in self.pending if each.key == key)
        self.pending.remove(refused)
        rejected = Rejected(key, refused.command, refused.at, code, facts)
        self._set_status(rejected=(*self._status.rejected, rejected), unsent=len(self.pending))
        self._tell(Update(frozenset(self._base), frozenset({Topic.OUTBOX})))

    def set_link(self, **change: Any) -> None:  # Any: fields of LinkStatus
        self._set_status(**change)

    def too_late(self, key: str) -> None:
        """The waiting order `key` missed its `valid_until`."""
        late = next(each for each in self.pending if each.key == key)
        entry = LateOrder(key, late.command, late.at)
        self._set_status(late_orders=(*self._status.late_orders, entry))
        self._tell(Update(topics=frozenset({Topic.OUTBOX})))

    def forget_pairing(self) -> None:
        """As a device at its first start."""
        self._identity = None
        self._tell(Update(topics=frozenset({Topic.IDENTITY})))

    def announce(self, **change: Any) -> None:  # Any: fields of Announcements
        self._said = replace(self._said, **change)
        self._tell(Update(topics=frozenset({Topic.ANNOUNCEMENTS})))

    def voice_fails(self, shown: str, reason: str = "no_device") -> None:
        self.announce(failure=VoiceFailure(shown, reason, self.at))

    # ---- Core

    @property
    def identity(self) -> Identity | None:
        return self._identity

    @property
    def staff(self) -> Staff | None:
        return None

    @property
    def link(self) -> LinkStatus:
        return self._status

    @property
    def announcements(self) -> Announcements:
        return self._said

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self._clock

    def tables(self) -> Tables:
        return overlay(self._base, self.pending).tables

    def unsent(self) -> Mapping[str, datetime]:
        return overlay(self._base, self.pending).unsent

    def subscribe(self, listener: Listener) -> Unsubscribe:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def start(self) -> None:
        self._tell(Update(frozenset(self._base), frozenset({Topic.LINK})))

    async def aclose(self) -> None:
        self._listeners.clear()

    async def do(self, command: Command) -> Accepted:
        await asyncio.sleep(0)  # the real one commits to disk first
        if self.refuse_here:
            raise Refused(self.refuse_here)
        accepted = Accepted(f"key-{len(self.given) + 1}", _with_ids(command), self.at)
        self.given.append(accepted)
        pending = Pending(accepted.key, accepted.at, accepted.command)
        if self._status.phase is Phase.LIVE and not self._is_slow:
            self._answer(pending)
        else:
            self.pending.append(pending)
            self._set_status(unsent=len(self.pending))
        own = frozenset({accepted.key})
        self._tell(Update(frozenset(self._base), frozenset({Topic.OUTBOX}), own=own))
        return accepted

    async def call(
        self,
        method: str,
        path: str,
        kind: type[T],
        body: msgspec.Struct | None = None,
        key: str | None = None,
    ) -> T:
        """Answered by what the test put into `answers` (an answer, or an error to raise)."""
        self.calls.append(Asked(method, path, body, key))
        answer = self.answers.get((method, path), Unreachable("server.unreachable"))
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, kind)
        return answer

    @property
    def tenders(self) -> tuple[Tender, ...]:
        return self.open_tenders

    async def tender(self, tender: Tender, body: NewPayment | NewRefund) -> BillBody:
        if tender.key not in {x.key for x in self.open_tenders}:
            self.open_tenders = (*self.open_tenders, tender)
        try:
            answer = await self.call("POST", tender.path, BillBody, body, tender.key)
        except ProblemAnswered:
            await self.settle_tender(tender.key)
            raise
        await self.settle_tender(tender.key)
        return answer

    async def settle_tender(self, key: str) -> None:
        self.open_tenders = tuple(x for x in self.open_tenders if x.key != key)
        self._tell(Update(topics=frozenset({Topic.TENDERS})))

    async def download(self, path: str) -> Download:
        """What the test put into `files`; else there is no server."""
        if path not in self.files:
            raise Unreachable("server.unreachable")
        return self.files[path]

    def new_key(self) -> str:
        return an_id()

    async def pair(self, server_url: str, code: str, name: str) -> Identity:
        if self.pairing_fails is not None:
            raise self.pairing_fails
        self.codes.append(code)
        self._identity = replace(self._as_paired, server_url=server_url, name=name)
        self._tell(Update(topics=frozenset({Topic.IDENTITY})))
        return self._identity

    async def sign_in(self, login: str, pin: str, code: str | None = None) -> Staff:
        raise AssertionError("no screen of this fake signs in")

    async def sign_out(self) -> None:
        return None

    def reconnect_now(self) -> None:
        self.reconnects += 1

    async def settle(self, key: str) -> None:
        left = tuple(each for each in self._status.rejected if each.key != key)
        self._set_status(rejected=left)
        self._tell(Update(topics=frozenset({Topic.OUTBOX})))

    async def send_again(self, key: str) -> Accepted:
        late = next(each for each in self._status.late_orders if each.key == key)
        await self.drop(key)
        return await self.do(late.command)

    async def drop(self, key: str) -> None:
        self.pending = [each for each in self.pending if each.key != key]
        left = tuple(each for each in self._status.late_orders if each.key != key)
        self._set_status(late_orders=left, unsent=len(self.pending))
        self._tell(Update(frozenset(self._base), frozenset({Topic.OUTBOX})))

    def mute(self, span: timedelta) -> datetime:
        until = self.at + min(span, timedelta(minutes=10))
        self.announce(muted_until=until)
        return until

    def unmute(self) -> None:
        self.announce(muted_until=None)

    async def set_volume(self, volume: float) -> None:
        self.announce(volume=volume)

    async def replay(self, message_id: str | None = None) -> bool:
        self.replayed.append(message_id)
        return True

    async def try_voice(self) -> bool:
        self.replayed.append("test")
        return True

    async def rehearse(self, shown: str, utterance: Utterance) -> bool:
        self.rehearsed.append(utterance)
        return True

    def dismiss_voice_failure(self) -> None:
        self.announce(failure=None)

    # ---- the server inside

    def _answer(self, pending: Pending) -> None:
        if self.refuse_next is not None:
            code, facts = self.refuse_next
            self.refuse_next = None
            self.pending.append(pending)
            self.reject(pending.key, code, **facts)
            return
        after = overlay(self._base, [pending]).tables
        for name, table in after.items():
            for row_id, row in table.items():
                if self._base[name].get(row_id) != row:
                    self._base[name][row_id] = self._as_answered(row)

    def _as_answered(self, row: Row) -> Row:
        grown = replace(row, version=row.version + 1)
        if isinstance(grown, OrderRow) and grown.number is None:
            self._number += 1
            return replace(grown, number=self._number, business_day=self.at.date())
        return grown

    def _set_status(self, **change: Any) -> None:  # Any: fields of LinkStatus
        self._status = replace(self._status, **change)
        self._tell(Update(topics=frozenset({Topic.LINK})))

    def _tell(self, update: Update) -> None:
        for listener in tuple(self._listeners):
            listener(update)


def _with_ids(command: Command) -> Command:
    """Fill in the ids that a terminal makes."""
    match command:
        case PlaceOrder():
            lines = tuple(
                replace(line, line_id=line.line_id or LineId(an_id())) for line in command.lines
            )
            return replace(command, lines=lines, batch_id=command.batch_id or BatchId(an_id()))
        case SplitLine() | RemakeLine():
            return replace(command, new_id=command.new_id or LineId(an_id()))
        case CallService():
            return replace(command, call_id=command.call_id or CallId(an_id()))
        case _:
            return command
