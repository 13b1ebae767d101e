"""Sends the outbox: one command in flight, in order, until the server has answered it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from common.client import background
from common.client.api import Unreachable
from common.client.backoff import RESEND_S, Backoff
from common.client.facade import Sending
from common.client.outbox import Cursors, Outbox
from common.client.outbox_rows import OutboxRow, RowState
from common.client.store import Store
from common.client.verdicts import Answer, Done, FinalNo, Hold, NeedsPairing, Verdict, judge

log = logging.getLogger(__name__)

_LOOK_AGAIN_S: Final = 60.0
"""With nothing to do the clock is looked at this often (orders become late, rows old)."""
_STORE_PAUSE_S: Final = 5.0
_PAUSE_AT_MOST_S: Final = 10.0

Send = Callable[[OutboxRow], Awaitable[Answer]]


class Sender:
    """`run` it as a task; `look` after each accepted command, `hurry` when the line is back.

    `problem`: code of what holds the queue, "" when nothing does. It does not send while `pause`d
    (the link fetches first) or while the server does not know the device (`needs_pairing`).
    """

    def __init__(
        self,
        store: Store,
        outbox: Outbox,
        send: Send,
        cursors: Callable[[], Cursors],
        now: Callable[[], datetime],
        changed: Callable[[], None],
        backoff: Backoff | None = None,
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._send = send
        self._cursors = cursors
        self._now = now
        self._changed = changed
        self._backoff = backoff or Backoff(RESEND_S)
        self._work = asyncio.Event()
        self._hurry = asyncio.Event()
        self._paused_until: float | None = None  # loop time
        self._done = 0
        self._has_waited = False
        self.needs_pairing = False
        self.problem = ""

    @property
    def sending(self) -> Sending | None:
        """Progress while two or more that had waited are going out."""
        total = self._done + len(self._outbox.in_state(RowState.WAITING))
        if not self._has_waited or self.problem or self._done == 0 or total < 2:
            return None
        return Sending(self._done, total)

    def look(self) -> None:
        self._work.set()

    def hurry(self) -> None:
        """End the wait between two tries; also after a new pairing."""
        self.needs_pairing = False
        self._backoff.reset()
        self._hurry.set()
        self._work.set()

    def pause(self) -> None:
        """Hold back until `resume`, but not for ever: what cannot be shown can still be sent."""
        self._paused_until = asyncio.get_running_loop().time() + _PAUSE_AT_MOST_S

    def resume(self) -> None:
        if self._paused_until is not None:
            self._paused_until = None
            self.hurry()

    async def run(self) -> None:
        while True:
            try:
                await self._step()
            except Exception:  # one of the four loops that must not die: a full disk passes
                log.exception("outbox: a step failed")
                self._note("store.failed")
                await asyncio.sleep(_STORE_PAUSE_S)

    async def _step(self) -> None:
        self._work.clear()
        if self._outbox.has_overdue(self._now()):
            await self._store.write(lambda tx: self._outbox.expire(tx, self._now()))
            self._changed()
        row = self._outbox.next_to_send()
        if row is None or self._paused_for_s() > 0 or self.needs_pairing:
            self._has_waited = row is not None
            self._done = self._done if self._has_waited else 0
            await self._wait_for_work()
            return
        self._hurry.clear()
        verdict = await self._try(row)
        if verdict is None:
            return
        await self._conclude(row, verdict)
        if isinstance(verdict, Hold):
            self._has_waited = True
            wait_s = self._backoff.next_s() if verdict.after_s is None else verdict.after_s
            await background.within(self._hurry, wait_s)

    async def _try(self, row: OutboxRow) -> Verdict | None:
        """None: the row was withdrawn before it left."""
        counted = await self._store.write(lambda tx: self._outbox.attempt(tx, row.seq))
        if counted is None:
            return None
        try:
            answer = await self._send(counted)
        except Unreachable as error:
            return Hold(error.code)
        return judge(answer, counted.command)

    async def _conclude(self, row: OutboxRow, verdict: Verdict) -> None:
        match verdict:
            case Done():
                await self._store.write(
                    lambda tx: self._outbox.confirm(tx, row.seq, verdict, self._cursors())
                )
            case FinalNo():
                log.info("outbox: %s refused: %s", row.key, verdict.problem.code)
                await self._store.write(lambda tx: self._outbox.refuse(tx, row.seq, verdict))
            case NeedsPairing():
                self.needs_pairing = True
                self._note(verdict.code)
                return
            case Hold():
                self._note(verdict.code)
                return
        self._done += 1
        self._backoff.reset()
        self.problem = ""
        self._changed()

    async def _wait_for_work(self) -> None:
        deadline = self._outbox.next_deadline()
        wait_s = _LOOK_AGAIN_S
        if deadline is not None:
            wait_s = min(wait_s, max(0.1, (deadline - self._now()).total_seconds() + 0.05))
        paused_s = self._paused_for_s()
        await background.within(self._work, min(wait_s, paused_s) if paused_s > 0 else wait_s)

    def _paused_for_s(self) -> float:
        if self._paused_until is None:
            return 0.0
        return self._paused_until - asyncio.get_running_loop().time()

    def _note(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self._changed()
