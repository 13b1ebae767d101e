"""The desk as the shop's print agent: every printer has its line, worked off beside the window.

A desk claims the next paper of a printer at the server, asks the printer whether it can print, tells
the server that it begins, and only then sends the first byte. While a printer cannot print nothing is
claimed: it is asked again every few seconds, and the papers wait in order. Devices block, so each
works on a thread of its own and never on the window's loop.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final, TypeVar

from common.client.api import ProblemAnswered, Unreachable
from common.client.facade import Core, Phase, Topic, Update
from common.domain.errors import DomainError
from common.domain.ids import PrinterId
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.printing import HELD, JobState, PrinterState
from common.printing import (
    Device,
    MaybePrinted,
    NotBegun,
    NotPrinted,
    Outcome,
    Printed,
    device_at,
    encoded,
    slip,
)
from common.wire.printing import (
    ClaimBody,
    PaperBody,
    PrinterBody,
    PrintJobBody,
    Reported,
    ReportPrint,
    SeenState,
)

T = TypeVar("T")

LOOK_EVERY_S: Final = 60.0
RETRY_S: Final = 3.0
BEGIN_WITHIN_S: Final = 10.0
_CLOSE_WITHIN_S: Final = 5.0
_TOPICS: Final = frozenset({Topic.LINK, Topic.IDENTITY})
_TABLES: Final = frozenset({"printers", "print_jobs"})

_log = logging.getLogger(__name__)

DeviceOf = Callable[[PrinterRow], Device]


def device_of(printer: PrinterRow) -> Device:
    """Raises Invalid `printer.address`."""
    return device_at(printer.kind, printer.address)


class PrintAgent:
    """Follows the core's tables: a line for each printer that this desk can reach."""

    def __init__(
        self, core: Core, device_of: DeviceOf = device_of, retry_s: float = RETRY_S
    ) -> None:
        self._core = core
        self._device_of = device_of
        self._retry_s = retry_s
        self._lines: dict[PrinterId, _Line] = {}
        self._tasks: dict[PrinterId, asyncio.Task[None]] = {}
        self._unsubscribe = core.subscribe(self._on_update)

    def start(self) -> None:
        """On the running loop."""
        self._follow()

    async def aclose(self) -> None:
        """A paper that is on its way is finished, as far as that takes seconds."""
        self._unsubscribe()
        for line in self._lines.values():
            line.stop()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=_CLOSE_WITHIN_S)
            for task in late:
                task.cancel()

    def _on_update(self, update: Update) -> None:
        if update.tables & _TABLES or update.topics & _TOPICS:
            self._follow()

    def _follow(self) -> None:
        here = {row.id for row in self._printers()}
        for printer_id in here - self._lines.keys():
            line = _Line(self._core, printer_id, self._device_of, self._retry_s)
            self._lines[printer_id] = line
            self._tasks[printer_id] = asyncio.create_task(line.run(), name=f"printer {printer_id}")
        for printer_id, line in self._lines.items():
            if printer_id in here:
                line.poke()
        for printer_id in self._lines.keys() - here:
            self._lines.pop(printer_id).stop()
            self._tasks.pop(printer_id)

    def _printers(self) -> list[PrinterRow]:
        identity = self._core.identity
        if identity is None:
            return []
        rows = self._core.tables().get("printers", {}).values()
        return [
            row
            for row in rows
            if isinstance(row, PrinterRow) and row.desk_id in (None, identity.device_id)
        ]


class _Line:
    """One printer: looks at it, prints what waits for it, one paper after the other."""

    def __init__(
        self, core: Core, printer_id: PrinterId, device_of: DeviceOf, retry_s: float
    ) -> None:
        self._core = core
        self._retry_s = retry_s
        self._id = printer_id
        self._device_of = device_of
        self._poke = asyncio.Event()
        self._is_stopping = False
        self._looked_at: float | None = None
        self._failed_once = False

    def poke(self) -> None:
        self._poke.set()

    def stop(self) -> None:
        self._is_stopping = True
        self._poke.set()

    async def run(self) -> None:
        while not self._is_stopping:
            self._poke.clear()  # before looking: what changes while we look wakes us again
            try:
                wait_s = await self._turn()
            except (Unreachable, ProblemAnswered, DomainError) as error:
                _log.warning("printer not served", extra={"printer": self._id, "why": str(error)})
                wait_s = self._retry_s
            except Exception:  # noqa: BLE001  # the loop must not die: the next paper may fare better
                _log.exception("printer not served", extra={"printer": self._id})
                wait_s = self._retry_s
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._poke.wait()

    async def _turn(self) -> float:
        """Do what is to be done now; gives the seconds until there may be more without a poke."""
        printer = self._printer()
        if printer is None or self._core.link.phase is not Phase.LIVE:
            return LOOK_EVERY_S
        now, jobs = self._core.now(), self._jobs()
        if any(_is_due(job, now) for job in jobs) and not _is_held(jobs, now):
            return await self._print(printer)
        if _is_held(jobs, now):
            return min(self._retry_s, *(_left_s(job, now) for job in jobs if job.state in HELD))
        return await self._look_around(printer)

    # ── printing ────────────────────────────────────────────────────────────────────────────────

    async def _print(self, printer: PrinterRow) -> float:
        device = self._device_of(printer)
        if printer.state is not PrinterState.READY:
            state = await self._look(printer, device)
            if state is not PrinterState.READY:
                return self._retry_s
        path = f"/v1/printers/{printer.id}/claim"
        claimed = await self._core.call("POST", path, ClaimBody, None, self._core.new_key())
        if claimed.job is None or claimed.paper is None:
            return self._retry_s  # another desk was faster, or none has to be printed any more
        outcome = await self._carry_out(printer, device, claimed.job, claimed.paper)
        return await self._tell(claimed.job, outcome)

    async def _carry_out(
        self, printer: PrinterRow, device: Device, job: PrintJobRow, paper: PaperBody
    ) -> Outcome:
        loop = asyncio.get_running_loop()

        def may_begin() -> bool:
            asked = asyncio.run_coroutine_threadsafe(self._begin(job), loop)
            try:
                return asked.result(BEGIN_WITHIN_S)
            except TimeoutError:
                return False

        def work() -> Outcome:
            drawer = printer.opens_drawer
            laid_out = slip(paper.paper, printer.columns, job.copies, opens_drawer=drawer)
            return device.print(encoded(laid_out), may_begin)

        return await _on_a_thread(work)

    async def _begin(self, job: PrintJobRow) -> bool:
        """Whether the server knows that the next thing is the first byte."""
        try:
            await self._report(job, Reported.BEGUN, None, self._core.new_key())
        except (Unreachable, ProblemAnswered, DomainError) as error:
            _log.info("print not begun", extra={"job": job.id, "why": str(error)})
            return False
        return True

    async def _tell(self, job: PrintJobRow, outcome: Outcome) -> float:
        """Tell the server until it has heard, or says that the paper is somebody else's."""
        what, state = _told(outcome)
        key = self._core.new_key()
        while True:
            try:
                await self._report(job, what, state, key)
                break
            except Unreachable:
                await asyncio.sleep(self._retry_s)
            except (ProblemAnswered, DomainError) as error:
                _log.warning("print not told", extra={"job": job.id, "why": str(error)})
                break
        self._failed_once = False
        return 0.0 if isinstance(outcome, Printed) else self._retry_s

    async def _report(
        self, job: PrintJobRow, what: Reported, state: PrinterState | None, key: str
    ) -> None:
        path = f"/v1/print-jobs/{job.id}/report"
        body = ReportPrint(attempt=job.attempt, what=what, state=state)
        await self._core.call("POST", path, PrintJobBody, body, key)

    # ── looking ─────────────────────────────────────────────────────────────────────────────────

    async def _look_around(self, printer: PrinterRow) -> float:
        """Nothing to print: once a minute whether it could, so that the chip says what is so."""
        now = self._core.monotonic()
        is_bad = printer.state is not PrinterState.READY
        every_s = self._retry_s if is_bad or self._failed_once else LOOK_EVERY_S
        if self._looked_at is not None and (left := self._looked_at + every_s - now) > 0:
            return left
        await self._look(printer, self._device_of(printer))
        return every_s

    async def _look(self, printer: PrinterRow, device: Device) -> PrinterState:
        """Ask the printer, and tell the server what changed.

        One refused connection is no news: another desk may be at it. The second one is.
        """
        state = await _on_a_thread(device.look)
        self._looked_at = self._core.monotonic()
        is_news = state is not printer.state
        was_well = printer.state is PrinterState.READY
        if is_news and was_well and state is PrinterState.UNREACHABLE and not self._failed_once:
            self._failed_once = True
            return state
        self._failed_once = False
        if is_news:
            path = f"/v1/printers/{printer.id}/state"
            seen = SeenState(state)
            await self._core.call("POST", path, PrinterBody, seen, self._core.new_key())
        return state

    # ── rows ────────────────────────────────────────────────────────────────────────────────────

    def _printer(self) -> PrinterRow | None:
        found = self._core.tables().get("printers", {}).get(self._id)
        return found if isinstance(found, PrinterRow) else None

    def _jobs(self) -> list[PrintJobRow]:
        rows = self._core.tables().get("print_jobs", {}).values()
        return [x for x in rows if isinstance(x, PrintJobRow) and x.printer_id == self._id]


def _is_due(job: PrintJobRow, now: datetime) -> bool:
    return job.state is JobState.QUEUED or (job.state in HELD and _left_s(job, now) <= 0)


def _is_held(jobs: list[PrintJobRow], now: datetime) -> bool:
    """Whether a desk has a paper of this printer."""
    return any(job.state in HELD and _left_s(job, now) > 0 for job in jobs)


def _left_s(job: PrintJobRow, now: datetime) -> float:
    """Of the lease."""
    return (job.lease_until - now).total_seconds() if job.lease_until else 0.0


def _told(outcome: Outcome) -> tuple[Reported, PrinterState | None]:
    match outcome:
        case Printed():
            return Reported.PRINTED, PrinterState.READY
        case NotPrinted(state=state):
            return Reported.NOT_PRINTED, state
        case MaybePrinted(state=state):
            return Reported.MAYBE_PRINTED, state
        case NotBegun():
            return Reported.NOT_PRINTED, None


async def _on_a_thread(work: Callable[[], T]) -> T:
    """`work` on a thread that the program's end does not wait for."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # there is one without an error

    def run() -> None:
        result, failed = None, None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001  # raised again where it is awaited
            failed = error
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(settle, result, failed)

    threading.Thread(target=run, name="printer", daemon=True).start()
    return await done
