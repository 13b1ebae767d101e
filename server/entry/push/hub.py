"""All push sessions of this process: lets them in, hands them what is new, keeps the heart beating."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final

from common.domain.ids import DeviceId
from common.wire.events import EventKind, StreamPosition
from common.wire.frames import (
    HEARTBEAT_S,
    CloseCode,
    Denied,
    Granted,
    Hello,
    Resync,
    StreamMode,
    Welcome,
    WelcomeStream,
)
from server.db.errors import UnitsUnavailable
from server.db.journal import StreamPosition as JournalPosition
from server.db.listeners import EVERYTHING
from server.entry.push.bus import PokeBus
from server.entry.push.house import House, News, NotAdmitted, Standing, Welcomed
from server.entry.push.outgoing import chunks
from server.entry.push.protocol import Acked, Admit, Claimed, Shut, Spoke
from server.entry.push.receipts import Receipts
from server.entry.push.session import Session
from server.entry.push.streams import READ_EVENTS, StreamReader
from server.entry.push.wire import Wire

LIVE_EVERY_S: Final = 30.0
_WATCH_EVERY_S: Final = 1.0
_AGAIN_AFTER_S: Final = 0.5

_log = logging.getLogger(__name__)


class Hub:
    """`serve` runs one socket from hello to close; `running` holds the loops that serve them all."""

    def __init__(
        self,
        house: House,
        bus: PokeBus,
        new_id: Callable[[], str],
        now: Callable[[], datetime],
        heartbeat_s: float = HEARTBEAT_S,
    ) -> None:
        self._house = house
        self._bus = bus
        self._new_id = new_id
        self._now = now
        self._heartbeat_s = heartbeat_s
        self._receipts = Receipts(house)
        self._readers: dict[str, StreamReader] = {}
        self._sessions: set[Session] = set()
        self._by_device: dict[DeviceId, Session] = {}
        self._dirty: set[str] = set()
        self._is_dirty = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def session_count(self) -> int:
        return len(self._sessions)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The loops run while this is entered; enter it in the application's lifespan."""
        async with self._bus.listening(self._heard):
            for loop in (self._pump(), self._beat(), self._watch(), self._receipts.run()):
                self._spawn(loop)
            try:
                yield
            finally:
                for session in tuple(self._sessions):
                    session.shut(CloseCode.RESTART, "restart")
                for task in tuple(self._tasks):
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    # ── one socket ──────────────────────────────────────────────────────────────────────────────

    async def serve(self, wire: Wire) -> None:
        """Run one accepted socket until it is closed, by whomever."""
        session = Session(wire, self._new_id(), _monotonic())
        self._sessions.add(session)
        try:
            session.tell(Hello(server_time=self._now()))
            while (message := await wire.receive()) is not None:
                decision = session.protocol.receive(message, _monotonic())
                if decision is not None:
                    await self._carry_out(session, decision)
        finally:
            self._remove(session)

    async def _carry_out(
        self, session: Session, decision: Admit | Acked | Claimed | Spoke | Shut
    ) -> None:
        match decision:
            case Admit():
                await self._admit(session, decision)
            case Shut():
                session.shut(decision.code, decision.reason)
            case Acked():
                if session.standing is not None:
                    self._receipts.acked(session.standing, decision.stream, decision.seq)
            case Claimed() | Spoke():
                await self._speech(session, decision)

    async def _admit(self, session: Session, admit: Admit) -> None:
        try:
            standing = await self._house.admit(admit.auth.token)
            welcomed = await self._register(session, standing)
        except NotAdmitted as refusal:
            code = CloseCode.REVOKED if refusal.is_revoked else CloseCode.AUTH
            session.shut(code, str(refusal))
            return
        except UnitsUnavailable:
            session.shut(CloseCode.RESTART, "the database does not answer")
            return
        if not session.is_closed:
            self._welcome(session, welcomed, admit.auth.since)
            standing = welcomed.standing
            self._spawn(self._house.came(standing.shop_id, standing.device_id, admit.auth.version))

    async def _register(self, session: Session, standing: Standing) -> Welcomed:
        """Register for pokes first, then read: what is committed in between is heard of."""
        while True:
            for name in standing.streams:
                self._reader(name).followers.add(session)
            welcomed = await self._house.welcome(standing)
            if welcomed.standing.streams == standing.streams:
                return welcomed
            self._leave_streams(session)
            standing = welcomed.standing

    def _welcome(
        self, session: Session, welcomed: Welcomed, since: dict[str, StreamPosition]
    ) -> None:
        standing = session.standing = welcomed.standing
        # A terminal that was elsewhere before must not keep rows of the old place.
        is_elsewhere = bool(since.keys() - welcomed.positions.keys())
        answer: dict[str, WelcomeStream] = {}
        held: dict[str, int] = {}
        for name, position in welcomed.positions.items():
            if self._readers[name].start_at(position):
                # A poke may have come before the reader knew from where to read.
                self._heard(frozenset({name}))
            asked = None if is_elsewhere else since.get(name)
            resumes = asked is not None and position.can_resume(asked.epoch, asked.seq)
            held[name] = asked.seq if asked is not None and resumes else -1
            session.cursors[name] = held[name] if resumes else position.top
            mode = StreamMode.RESUME if resumes else StreamMode.SNAPSHOT
            answer[name] = WelcomeStream(position.epoch, position.top, mode)
        self._replace(standing.device_id, session)
        session.protocol.welcomed(held, _monotonic())
        session.tell(Welcome(session.id, self._now(), self._heartbeat_s, answer))
        self._receipts.owe(welcomed)
        for name, seq in held.items():
            self._receipts.acked(standing, name, seq)  # what it comes with, it has committed
        session.catching_up = self._spawn(self._catch_up(session))
        session.catching_up.add_done_callback(
            lambda task: None if _is_well(task) else session.shut(CloseCode.RESTART, "try again")
        )

    def _replace(self, device_id: DeviceId, session: Session) -> None:
        older = self._by_device.get(device_id)
        self._by_device[device_id] = session
        if older is not None and older is not session:
            older.shut(CloseCode.REPLACED, "the same device connected again")

    async def _catch_up(self, session: Session) -> None:
        """Read for a session what it has missed, at its own pace, then make it live."""
        for name in tuple(session.cursors):
            reader = self._readers[name]
            while not session.is_closed and not reader.join(session):
                news = await self._house.news({name: session.cursors[name]}, READ_EVENTS)
                position, events = news[name].position, news[name].events
                if position.floor > session.cursors[name] or position.epoch != reader.epoch:
                    session.must_resync("too_far")
                    return
                for chunk in chunks(name, events):
                    # Faster than it reads would be closed as slow, each time that it comes again.
                    await session.wire.drained()
                    session.deliver(name, chunk)

    async def _speech(self, session: Session, decision: Claimed | Spoke) -> None:
        standing = session.standing
        if standing is None:
            return
        try:
            if isinstance(decision, Spoke):
                await self._house.spoken(standing, decision.report)
                return
            grant = await self._house.claim(standing, decision.id, decision.repeat)
        except UnitsUnavailable:
            # No answer: a kitchen speaks anyway, and an unreported sentence is raised again.
            _log.warning("speech not written", extra={"device_id": standing.device_id})
            return
        if grant.until is None:
            session.tell(Denied(decision.id, decision.repeat))
        else:
            session.tell(Granted(decision.id, decision.repeat, grant.until))

    def _remove(self, session: Session) -> None:
        session.is_closed = True
        if session.catching_up is not None:
            session.catching_up.cancel()
        self._sessions.discard(session)
        self._leave_streams(session)
        standing = session.standing
        if standing is not None and self._by_device.get(standing.device_id) is session:
            del self._by_device[standing.device_id]

    def _leave_streams(self, session: Session) -> None:
        for reader in [r for r in self._readers.values() if session in r.followers]:
            reader.leave(session)
            if not reader.followers:
                del self._readers[reader.name]
                self._receipts.forget(reader.name)

    def _reader(self, name: str) -> StreamReader:
        return self._readers.setdefault(name, StreamReader(name))

    # ── all sockets ─────────────────────────────────────────────────────────────────────────────

    def _heard(self, touched: frozenset[str]) -> None:
        known = self._readers.keys()
        fresh = frozenset(known) if EVERYTHING in touched else touched & known
        if fresh:
            self._dirty |= fresh
            self._is_dirty.set()

    async def _pump(self) -> None:
        """Read each poked stream once and hand it to all who follow it."""
        while True:
            await self._is_dirty.wait()
            self._is_dirty.clear()
            names, self._dirty = self._dirty, set()
            cursors = {
                name: cursor
                for name in names
                if (reader := self._readers.get(name)) and (cursor := reader.cursor) is not None
            }
            try:
                for name, news in (await self._house.news(cursors, READ_EVENTS)).items():
                    self._hand_out(name, news)
            except UnitsUnavailable:
                _log.warning("the journal cannot be read now")
                await self._later(names)
            except Exception:  # noqa: BLE001  # the loop must not die: the next heartbeat looks again
                _log.exception("pump failed", extra={"streams": sorted(names)})
                await self._later(set())

    def _hand_out(self, name: str, news: News) -> None:
        reader = self._readers.get(name)
        if reader is None:
            return
        self._receipts.read(name, news.events)
        reader.advance(news.position, news.events)
        if reader.cursor is not None and reader.cursor < news.position.top:
            self._heard(frozenset({name}))
        if any(event.kind == EventKind.RESYNC for event in news.events):
            for follower in tuple(reader.live):
                if isinstance(follower, Session):
                    self._spawn(self._send_away(follower))

    async def _send_away(self, session: Session) -> None:
        """The terminal's place or rights changed: it comes again, or not at all."""
        standing = session.standing
        if standing is None:
            return
        try:
            places = await self._house.places([standing.device_id])
        except UnitsUnavailable:
            session.must_resync("changed")
            return
        if standing.device_id not in places:
            session.shut(CloseCode.REVOKED, "revoked")
            return
        session.tell(Resync("", "changed"))
        session.must_resync("changed")

    async def _later(self, names: set[str]) -> None:
        await asyncio.sleep(_AGAIN_AFTER_S)
        self._heard(frozenset(names))

    async def _beat(self) -> None:
        """Every heartbeat: look at the journal without being poked, and say how far it reaches.

        While it cannot be read nobody is told that all is well: the screens turn slow, then blind.
        """
        since_live = 0.0
        while True:
            await asyncio.sleep(self._heartbeat_s)
            since_live += self._heartbeat_s
            try:
                positions = await self._look_again()
                now = self._now()
                for session in tuple(self._sessions):
                    if session.standing is not None:
                        session.beat(now, self._tops(session, positions))
                if since_live >= LIVE_EVERY_S:
                    since_live = 0.0
                    await self._note_live()
            except UnitsUnavailable:
                _log.warning("the database does not answer the heartbeat")
            except Exception:  # noqa: BLE001  # the loop must not die: the next one tries again
                _log.exception("heartbeat failed")

    def _tops(self, session: Session, positions: Mapping[str, JournalPosition]) -> dict[str, int]:
        """How far the journal reaches; who was not handed all of it sees honestly that it is behind."""
        return {
            name: max(held, positions[name].top if name in positions else 0)
            for name, held in session.cursors.items()
        }

    async def _look_again(self) -> Mapping[str, JournalPosition]:
        positions = await self._house.positions(tuple(self._readers))
        moved = {
            name
            for name, position in positions.items()
            if (reader := self._readers.get(name))
            and (reader.cursor != position.top or reader.epoch != position.epoch)
        }
        self._heard(frozenset(moved))
        asked = dict(self._by_device)
        places = await self._house.places(tuple(asked))
        for device_id, session in asked.items():
            if device_id not in places:
                session.shut(CloseCode.REVOKED, "revoked")
            elif session.standing is not None and session.standing.place != places[device_id]:
                session.must_resync("changed")
        return positions

    async def _note_live(self) -> None:
        by_shop: dict[str, list[DeviceId]] = {}
        for session in self._by_device.values():
            if session.standing is not None:
                by_shop.setdefault(session.standing.shop_id, []).append(session.standing.device_id)
        for session in tuple(self._by_device.values()):
            standing = session.standing
            if standing is not None and (devices := by_shop.pop(standing.shop_id, None)):
                await self._house.live(standing.shop_id, sorted(devices))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_WATCH_EVERY_S)
            now = _monotonic()
            for session in tuple(self._sessions):
                session.watch(now)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        # Any: what the coroutine yields to the loop is asyncio's own affair.
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("push task failed", exc_info=error)


def _is_well(task: asyncio.Task[None]) -> bool:
    return task.cancelled() or task.exception() is None


def _monotonic() -> float:
    return asyncio.get_running_loop().time()
