"""Keeps a push session open: connects, carries out what the session asks for, comes back when cut.

The socket is a poke, never the truth: whatever happens to it, the next session resumes from the
cursors that are on the disk.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Final, Protocol

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from common.client import background
from common.client.api import ApiError
from common.client.backoff import RECONNECT_S, Backoff
from common.client.facade import Phase
from common.client.session import (
    Action,
    After,
    Answered,
    Apply,
    ClockSample,
    Close,
    FetchSnapshot,
    InStep,
    PushSession,
    Send,
    UpdateNeeded,
    Welcomed,
    after_close,
)
from common.domain.freshness import SLOW_UP_TO_S, LinkTimes
from common.wire import codec
from common.wire.events import StreamPosition
from common.wire.frames import HEARTBEAT_S, CloseCode, SpokenReport

log = logging.getLogger(__name__)

_OPEN_WITHIN_S: Final = 5.0
_CLOSE_WITHIN_S: Final = 1.0
_LARGEST_FRAME: Final = 32 * 1024 * 1024
_BROKEN: Final = 1006
_FAILED: Final = CloseCode.BAD_FRAME  # by our own fault: tried again slowly


class Socket(Protocol):
    """What is used of a websocket."""

    @property
    def close_code(self) -> int | None: ...

    async def send(self, message: str) -> None: ...

    async def recv(self) -> str | bytes: ...

    async def close(self, code: int = 1000, reason: str = "") -> None: ...


Connect = Callable[[str], AbstractAsyncContextManager[Socket]]


def open_socket(url: str) -> AbstractAsyncContextManager[Socket]:
    opened: Any = connect(  # Any: its connection fulfils Socket
        url,
        compression=None,
        open_timeout=_OPEN_WITHIN_S,
        close_timeout=_CLOSE_WITHIN_S,
        ping_interval=None,  # heartbeats of our own
        max_size=_LARGEST_FRAME,
        proxy=None,
    )
    return opened  # type: ignore[no-any-return]


class Owner(Protocol):
    """Whom the link works for. What it awaits is on the disk when it returns."""

    def new_session(self, *, start_over: bool) -> PushSession: ...

    def count_unsent(self) -> int: ...

    def now(self) -> datetime: ...

    async def apply(self, events: Apply) -> None: ...

    async def fetch_snapshot(self) -> Mapping[str, StreamPosition]:
        """Raises ApiError."""
        ...

    def clock_sample(self, server_now: datetime) -> None: ...

    def in_step(self, server_now: datetime) -> None: ...

    def update_needed(self, what: str) -> None: ...

    def answered(self, answer: Answered) -> None: ...

    def phase_changed(self, phase: Phase) -> None: ...


def push_url(server_url: str) -> str:
    """`http…/` → `ws…/v1/push`."""
    return "ws" + server_url.rstrip("/").removeprefix("http") + "/v1/push"


class Link:
    """`run` it as a task."""

    def __init__(
        self,
        url: str,
        owner: Owner,
        *,
        open_socket: Connect = open_socket,
        monotonic: Callable[[], float] = time.monotonic,
        backoff: Backoff | None = None,
    ) -> None:
        self._url = url
        self._owner = owner
        self._open = open_socket
        self._monotonic = monotonic
        self._backoff = backoff or Backoff(RECONNECT_S)
        self._hurry = asyncio.Event()
        self._turn = asyncio.Lock()
        self._socket: Socket | None = None
        self._session: PushSession | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._closed_as: int | None = None
        self.phase = Phase.CONNECTING
        self.times = LinkTimes(began=monotonic())

    # ── from outside ─────────────────────────────────────────────────────────────────────────────
    def hurry(self) -> None:
        """Try now instead of waiting out the back-off."""
        self._backoff.reset()
        self._hurry.set()

    async def claim(self, announcement_id: str, repeat: int) -> bool:
        session = self._session
        return session is not None and await self._send_all(session.claim(announcement_id, repeat))

    async def report(self, spoken: SpokenReport) -> bool:
        session = self._session
        return session is not None and await self._send_all(session.report(spoken))

    async def run(self) -> None:
        start_over = False
        while True:
            code = await self._connection(start_over)
            after = after_close(code)
            start_over = after is After.START_OVER
            self._note_gap()
            if after is After.NEEDS_PAIRING:
                self._set_phase(Phase.NEEDS_PAIRING)
                return
            is_replaced = code == CloseCode.REPLACED
            self._set_phase(Phase.REPLACED if is_replaced else Phase.CONNECTING)
            await self._rest(after)

    # ── one connection ───────────────────────────────────────────────────────────────────────────
    async def _connection(self, start_over: bool) -> int:
        """Live through one connection; its close code, 1006 when it broke or never was."""
        self._hurry.clear()
        self._closed_as = None
        try:
            async with self._open(self._url) as socket:
                self._socket = socket
                self._session = self._owner.new_session(start_over=start_over)
                beats = background.start(self._beats(self._session), "beats")
                try:
                    return await self._listen(socket, self._session)
                finally:
                    self._session = self._socket = None
                    await background.end([beats, self._fetching] if self._fetching else [beats])
                    self._fetching = None
        except (OSError, WebSocketException, TimeoutError) as error:
            log.info("link: %s", error)
            return _BROKEN
        except Exception:  # one of the four loops that must not die: a full disk passes
            log.exception("link: the connection failed")
            return _FAILED

    async def _listen(self, socket: Socket, session: PushSession) -> int:
        while True:
            try:
                async with asyncio.timeout(SLOW_UP_TO_S):
                    text = await socket.recv()
            except TimeoutError:
                await socket.close(1000, "silent")
                return _BROKEN
            except ConnectionClosed:
                return self._closed_as or socket.close_code or _BROKEN
            self.times = LinkTimes(self.times.began, self._monotonic(), self.times.closed_at)
            async with self._turn:
                await self._carry_out(session, session.received(text))

    async def _carry_out(self, session: PushSession, actions: list[Action]) -> None:
        """Do them in order. A Close ends the connection: the listener sees it."""
        for action in actions:
            match action:
                case Send():
                    await self._send_all([action])
                case Apply():
                    await self._owner.apply(action)
                    await self._carry_out(session, session.committed(action.stream, action.seq))
                case FetchSnapshot():
                    self._fetching = background.start(
                        self._fetch(session, action.reason), "snapshot"
                    )
                case Welcomed():
                    continue
                case Close():
                    await self._close(action.code, action.reason)
                    return
                case _:
                    self._tell(action)
        if session.is_caught_up:
            self.times = LinkTimes(self.times.began, self.times.last_frame)
            self._set_phase(Phase.LIVE)
        elif session.is_welcomed:
            self._note_gap()
            self._set_phase(Phase.FETCHING)

    def _note_gap(self) -> None:
        """From now on the tables may lack something; fetching that takes long makes the screen blind."""
        if self.times.closed_at is None:
            self.times = LinkTimes(self.times.began, self.times.last_frame, self._monotonic())

    async def _close(self, code: int, reason: str) -> None:
        """End the connection; `code` says what is to follow, the peer only reads the reason."""
        log.warning("link: closing: %s", reason)
        self._closed_as = code
        if self._socket is not None:
            await self._socket.close(1000, reason)

    def _tell(self, action: ClockSample | InStep | UpdateNeeded | Answered) -> None:
        match action:
            case ClockSample():
                self._owner.clock_sample(action.server_now)
            case InStep():
                # Not at the welcome: a line that breaks right after it would be tried without a pause.
                self._backoff.reset()
                self._owner.in_step(action.server_now)
            case UpdateNeeded():
                self._owner.update_needed(action.what)
            case Answered():
                self._owner.answered(action)

    async def _fetch(self, session: PushSession, reason: str) -> None:
        """Fetch until it is there; the connection's end cancels it."""
        log.info("link: snapshot wanted: %s", reason)
        backoff = Backoff(RECONNECT_S)
        while True:
            try:
                positions = await self._owner.fetch_snapshot()
            except ApiError as error:
                log.info("link: no snapshot: %s", error)
                session.snapshot_failed()
                await asyncio.sleep(backoff.next_s())
                continue
            except Exception:
                log.exception("link: the snapshot could not be kept")
                await self._close(_FAILED, "no snapshot")
                return
            break
        async with self._turn:
            await self._carry_out(session, session.snapshot_loaded(positions))

    async def _beats(self, session: PushSession) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            await self._send_all(session.beat(self._owner.now(), self._owner.count_unsent()))

    async def _send_all(self, actions: list[Action]) -> bool:
        """False: nothing to send, or nobody to send it to."""
        socket = self._socket
        sends = [action for action in actions if isinstance(action, Send)]
        if socket is None or not sends:
            return False
        try:
            async with asyncio.timeout(SLOW_UP_TO_S):
                for action in sends:
                    await socket.send(codec.encode(action.frame).decode())
        except ConnectionClosed:
            return False  # the listener sees it too, and ends the connection
        except TimeoutError:
            await self._close(_BROKEN, "nothing is taken")
            return False
        return True

    async def _rest(self, after: After) -> None:
        if after is After.RETRY_SOON:
            self._backoff.reset()
        is_slow = after is After.RETRY_SLOWLY
        wait_s = self._backoff.slowest_s() if is_slow else self._backoff.next_s()
        await background.within(self._hurry, wait_s)

    def _set_phase(self, phase: Phase) -> None:
        if phase is not self.phase:
            self.phase = phase
            self._owner.phase_changed(phase)
