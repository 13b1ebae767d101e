"""The device core: session, link, store, outbox and announcer as one thing that a screen talks to.

A change goes one way: a tap is put on the disk, the sender tells the server, the server's journal
tells this device like every other one, and the tables follow. See `facade.Core` for the promises.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

import httpx
import msgspec
from sqlalchemy.exc import OperationalError

from common.client import background
from common.client import identity as identities
from common.client.announcer import Announcer
from common.client.api import Api, ProblemAnswered, Unreachable
from common.client.clock import DeviceClock
from common.client.device_file import DeviceFile
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
)
from common.client.filling import filled
from common.client.follower import Follower, Program
from common.client.identity import Stored
from common.client.ids import new_id
from common.client.link import Connect, Link, open_socket, push_url
from common.client.outbox_rows import OutboxRow, RowState
from common.client.sender import Sender
from common.client.verdicts import UNREACHABLE, Answer, is_definite
from common.domain.commands import Command
from common.domain.errors import Refused
from common.domain.freshness import LinkTimes
from common.domain.ids import StaffId
from common.domain.overlay import Overlaid, overlay
from common.domain.projection import Tables, empty_tables
from common.domain.roles import Role
from common.domain.speaking import Speaker, Utterance
from common.domain.voice_queue import in_order
from common.wire.cashier import BillBody, NewPayment, NewRefund
from common.wire.frames import SpokenReport

log = logging.getLogger(__name__)

T = TypeVar("T")

_REMEMBER_EVERY_S: Final = 30.0
_OWN_KEYS: Final = 500


class DeviceCore:
    """Fulfils `facade.Core`.

    `path`: the device's own file; None: a device that forgets. `app` and `version` are told to the
    server. `start` it before anything but `subscribe`, end it with `aclose`; killed it loses nothing.
    """

    def __init__(
        self,
        path: Path | None,
        speaker: Speaker,
        app: str,
        version: str,
        *,
        clock: DeviceClock | None = None,
        open_socket: Connect = open_socket,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._path = path
        self._speaker = speaker
        self._program = Program(app, version)
        self._clock = clock or DeviceClock()
        self._open_socket = open_socket
        self._transport = transport
        self._view = Overlaid(empty_tables(), {})
        self._staff: tuple[Staff, str] | None = None  # and the token of the session
        self._api: Api | None = None
        self._link: Link | None = None
        self._follower: Follower | None = None
        self._link_task: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._listeners: list[Listener] = []
        self._own_keys: deque[str] = deque(maxlen=_OWN_KEYS)
        self._is_closed = False

    # ── life ─────────────────────────────────────────────────────────────────────────────────────
    async def start(self) -> None:
        """Raises StoreInUse when another program has this device's file."""
        self._file = await DeviceFile.open(self._path, self._clock)
        self._sender = Sender(
            self._file.store,
            self._file.outbox,
            self._send,
            lambda: self._file.projected.cursors,
            self.now,
            lambda: self._tell(Update(topics=frozenset({Topic.OUTBOX}))),
        )
        self._announcer = Announcer(
            self._file.store,
            self._file.voices,
            self._speaker,
            self,
            self.now,
            self.monotonic,
            lambda: self._tell(Update(topics=frozenset({Topic.ANNOUNCEMENTS}))),
        )
        self._announcer.volume = self._file.volume
        self._refresh()
        self._tasks = [
            background.start(self._sender.run(), "outbox"),
            background.start(self._announcer.run(), "announcer"),
            background.start(self._remember(), "remember"),
        ]
        if self._file.stored is not None:
            self._connect(self._file.stored)

    async def aclose(self) -> None:
        if self._is_closed or not self._tasks:
            return
        self._is_closed = True
        await self._disconnect()
        await background.end(self._tasks)
        await self._file.close()

    def _connect(self, stored: Stored) -> None:
        identity = stored.identity
        self._announcer.speaks_unasked = identity.kind is Role.KITCHEN
        self._api = Api(identity.server_url, stored.token, self._transport)
        self._follower = Follower(
            self._file,
            stored,
            self._api,
            self._program,
            self._sender,
            self._announcer,
            self._tell,
        )
        self._follower.own_keys = lambda keys: keys.intersection(self._own_keys)
        self._link = Link(
            push_url(identity.server_url),
            self._follower,
            open_socket=self._open_socket,
            monotonic=self.monotonic,
        )
        self._link_task = background.start(self._link.run(), "link")
        self._sender.hurry()

    async def _disconnect(self) -> None:
        await background.end([self._link_task] if self._link_task is not None else [])
        self._link_task = self._link = None
        if self._api is not None:
            await self._api.aclose()
            self._api = None

    async def _remember(self) -> None:
        while True:
            await asyncio.sleep(_REMEMBER_EVERY_S)
            try:
                await self._file.note_time()
            except OperationalError:  # a full disk passes; the time can be noted later
                log.exception("the time was not noted")

    # ── reading ──────────────────────────────────────────────────────────────────────────────────
    @property
    def identity(self) -> Identity | None:
        return self._file.stored.identity if self._file.stored else None

    @property
    def staff(self) -> Staff | None:
        held = self._staff
        return held[0] if held is not None and held[0].expires_at > self.now() else None

    def now(self) -> datetime:
        return self._clock.now()

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def tables(self) -> Tables:
        return self._view.tables

    def unsent(self) -> Mapping[str, datetime]:
        return self._view.unsent

    @property
    def link(self) -> LinkStatus:
        outbox = self._file.outbox
        return LinkStatus(
            phase=self._phase,
            times=self._link.times if self._link else LinkTimes(began=self.monotonic()),
            as_of=self._file.projected.as_of,
            unsent=outbox.unsent,
            sending=self._sender.sending,
            rejected=tuple(_rejected(row) for row in outbox.in_state(RowState.REFUSED)),
            late_orders=tuple(
                LateOrder(row.key, row.command, row.at) for row in outbox.in_state(RowState.LATE)
            ),
            problem=self._sender.problem,
            update_needed=self._follower is not None and self._follower.is_update_needed,
        )

    @property
    def announcements(self) -> Announcements:
        return Announcements(
            waiting=tuple(in_order(self._file.voices.queued)),
            speaking=self._announcer.speaking,
            recent=self._file.voices.recent,
            muted_until=self._announcer.muted_until,
            failure=self._announcer.failure,
            volume=self._announcer.volume,
        )

    def subscribe(self, listener: Listener) -> Unsubscribe:
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    @property
    def _phase(self) -> Phase:
        if self._is_closed:
            return Phase.CLOSED
        if self._link is None:
            return Phase.UNPAIRED
        return Phase.NEEDS_PAIRING if self._sender.needs_pairing else self._link.phase

    # ── commands ─────────────────────────────────────────────────────────────────────────────────
    async def do(self, command: Command) -> Accepted:
        identity = self.identity
        if identity is None:
            raise Refused("device.unpaired")
        at = self.now()
        command = filled(command, identity.room_id, self.tables(), at, lambda: new_id(at))
        key = new_id(at)
        staff = self.staff
        staff_id = staff.staff_id if staff is not None else None
        await self._file.store.write(
            lambda tx: self._file.outbox.accept(tx, command, key, at, identity.device_id, staff_id)
        )
        self._accepted(key)
        return Accepted(key, command, at)

    async def call(
        self,
        method: str,
        path: str,
        kind: type[T],
        body: msgspec.Struct | None = None,
        key: str | None = None,
    ) -> T:
        if self._api is None:
            raise Refused("device.unpaired")
        if method != "GET":
            key = key or self.new_key()
            self._own_keys.append(key)
        return await self._api.call(method, path, kind, body, key or "", self._session_token)

    @property
    def _session_token(self) -> str:
        """Of the person who is signed in; nothing once the session is over."""
        return self._staff[1] if self._staff is not None and self.staff is not None else ""

    async def download(self, path: str) -> Download:
        if self._api is None:
            raise Refused("device.unpaired")
        return await self._api.download(path, self._session_token)

    @property
    def tenders(self) -> tuple[Tender, ...]:
        return self._file.tenders.open

    async def tender(self, tender: Tender, body: NewPayment | NewRefund) -> BillBody:
        await self._file.store.write(lambda tx: self._file.tenders.note(tx, tender))
        try:
            answer = await self.call("POST", tender.path, BillBody, body, tender.key)
        except ProblemAnswered as error:
            if is_definite(error.problem):
                await self.settle_tender(tender.key)
            raise
        await self.settle_tender(tender.key)
        return answer

    async def settle_tender(self, key: str) -> None:
        await self._file.store.write(lambda tx: self._file.tenders.forget(tx, key))
        self._tell(Update(topics=frozenset({Topic.TENDERS})))

    def new_key(self) -> str:
        return new_id(self.now())

    async def settle(self, key: str) -> None:
        await self._file.store.write(lambda tx: self._file.outbox.settle(tx, key))
        self._tell(Update(topics=frozenset({Topic.OUTBOX})))

    async def send_again(self, key: str) -> Accepted:
        """Raises Refused `order.not_late` when nobody asks about `key` any more."""
        at = self.now()
        again = new_id(at)
        command = await self._file.store.write(
            lambda tx: self._file.outbox.send_again(tx, key, again, at)
        )
        if command is None:
            raise Refused("order.not_late")
        self._accepted(again)
        return Accepted(again, command, at)

    async def drop(self, key: str) -> None:
        await self._file.store.write(lambda tx: self._file.outbox.drop(tx, key))
        self._tell(Update(topics=frozenset({Topic.OUTBOX})))

    def _accepted(self, key: str) -> None:
        self._own_keys.append(key)
        self._tell(Update(topics=frozenset({Topic.OUTBOX})))
        self._sender.look()

    async def _send(self, row: OutboxRow) -> Answer:
        if self._api is None:
            raise Unreachable(UNREACHABLE)
        staff, token = self._staff or (None, "")
        is_theirs = staff is not None and staff.staff_id == row.staff_id
        return await self._api.send(
            row.method,
            row.path,
            row.body,
            row.key,
            row.staff_id or "",
            token if is_theirs and self.staff is not None else "",
        )

    # ── who and where ────────────────────────────────────────────────────────────────────────────
    async def pair(self, server_url: str, code: str, name: str) -> Identity:
        store = self._file.store
        nonce = await store.write(lambda tx: identities.pairing_nonce(tx, server_url, code))
        async with Api(server_url, transport=self._transport) as api:
            stored = identities.of_pairing(server_url, name, await api.pair(code, name, nonce))
        await self._become(stored)
        await store.write(lambda tx: identities.forget_nonce(tx, server_url, code))
        return stored.identity

    async def adopt(self, server_url: str, token: str) -> Identity:
        """Be the device that `token` belongs to, without a code. Raises as `pair`."""
        async with Api(server_url, token, self._transport) as api:
            stored = identities.of_token(server_url, token, await api.me())
        await self._become(stored)
        return stored.identity

    async def _become(self, stored: Stored) -> None:
        await self._disconnect()
        await self._file.become(stored)
        self._connect(stored)
        self._tell(Update(topics=frozenset(Topic)))

    async def sign_in(self, login: str, pin: str, code: str | None = None) -> Staff:
        identity = self.identity
        if identity is None or self._api is None:
            raise Refused("device.unpaired")
        told = await self._api.sign_in(identity.shop_id, login, pin, code)
        staff = Staff(StaffId(told.staff_id), told.name, Role(told.role), told.expires_at)
        self._staff = (staff, told.token)
        self._tell(Update(topics=frozenset({Topic.IDENTITY})))
        return staff

    async def sign_out(self) -> None:
        self._staff = None
        self._tell(Update(topics=frozenset({Topic.IDENTITY})))

    def reconnect_now(self) -> None:
        self._sender.hurry()
        if self._link is None or self._link_task is None:
            return
        if self._link_task.done():
            self._link_task = background.start(self._link.run(), "link")
        self._link.hurry()

    # ── voice ────────────────────────────────────────────────────────────────────────────────────
    def mute(self, span: timedelta) -> datetime:
        return self._announcer.mute(span)

    def unmute(self) -> None:
        self._announcer.unmute()

    async def set_volume(self, volume: float) -> None:
        self._announcer.volume = min(max(volume, 0.0), 1.0)
        await self._file.set_volume(self._announcer.volume)

    async def replay(self, message_id: str | None = None) -> bool:
        recent = self._file.voices.recent
        wanted = [row for row in recent if message_id in (None, row.id)]
        return bool(wanted) and await self._announcer.replay(wanted[0])

    async def try_voice(self) -> bool:
        return await self._announcer.try_voice()

    async def rehearse(self, shown: str, utterance: Utterance) -> bool:
        return await self._announcer.rehearse(shown, utterance)

    def dismiss_voice_failure(self) -> None:
        self._announcer.dismiss_failure()

    async def claim(self, announcement_id: str, repeat: int) -> bool:
        """For the announcer: ask who speaks; False without a link."""
        return self._link is not None and await self._link.claim(announcement_id, repeat)

    async def report(self, spoken: SpokenReport) -> bool:
        """For the announcer: tell what was heard; False without a link."""
        return self._link is not None and await self._link.report(spoken)

    # ── telling ──────────────────────────────────────────────────────────────────────────────────
    def _refresh(self) -> frozenset[str]:
        """Judge the waiting commands anew; the names of tables that may show something else."""
        before = self._view.tables
        self._view = overlay(self._file.projected.tables, self._file.outbox.pending())
        after = self._view.tables
        return frozenset(name for name in after if after[name] is not before.get(name))

    def _tell(self, update: Update) -> None:
        update = replace(update, tables=update.tables | self._refresh())
        for listener in tuple(self._listeners):
            try:
                listener(update)
            except Exception:  # a screen's mistake must not stop the sync
                log.exception("a listener failed")


def _rejected(row: OutboxRow) -> Rejected:
    problem = row.problem
    code, facts = (problem.code, problem.facts) if problem else ("", {})
    return Rejected(row.key, row.command, row.at, code, facts, row.closed_with)
