"""The furnished venue with its desk and printers: the real wiring, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, TypeVar

from common.domain.errors import DomainError
from common.domain.ids import DeviceId
from common.domain.presence import Approver
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.printing import UNSEEN_FOR, PrinterKind, PrinterState
from common.domain.projection import Tables
from common.domain.roles import Actor
from common.domain.streams import cashier as cashier_stream
from common.wire.printing import PrinterInfo, Reported, ReportPrint, WantReceipt
from server.cashier.service import Cashier
from server.db.unit import Unit
from server.entry.wiring import Wiring
from server.kitchen.repository import unseen_batches
from server.printing import repository
from server.printing.fallback import UnseenWatch
from server.printing.repository import Job
from server.printing.service import Printing
from tests.support.clock import FakeClock
from tests.support.house import CASHIER, CLERK, MANAGER, SHOP, fixed_id
from tests.support.till import Till

T = TypeVar("T")

DESK: Final = CASHIER
SECOND_DESK: Final = replace(CASHIER, device_id=DeviceId(fixed_id(33)))
RECEIPT: Final = WantReceipt(kind="receipt")
PRE_SETTLEMENT: Final = WantReceipt(kind="pre_settlement")


@dataclass
class Press(Till):
    """`clock` is the one that its units were opened with."""

    clock: FakeClock = None  # type: ignore[assignment]  # given by the fixture

    def watch(self) -> UnseenWatch:
        """What the worker runs, from now on."""
        return UnseenWatch(self.units, unseen_batches, Wiring().house_printing, self.clock.now)

    def print(self, command: Callable[[Printing], T], actor: Actor = DESK) -> T:
        """Run one command of printing as the HTTP door does; from any thread."""

        def work(unit: Unit) -> T:
            with unit.savepoint():
                unit.lock_shop(actor.shop_id)
                done = command(Wiring().printing(unit, actor))
                unit.seal()
                return done

        return self.units.run_write(work)

    def print_refuses(
        self, command: Callable[[Printing], object], actor: Actor = DESK
    ) -> DomainError:
        """The refusal of `command`, which must leave nothing stored and nothing pushed."""
        before = self.everything()
        try:
            self.print(command, actor)
        except DomainError as refusal:
            assert self.everything() == before
            return refusal
        raise AssertionError("it was not refused")

    def desk(
        self,
        command: Callable[[Cashier], T],
        actor: Actor = CLERK,
        approver: Approver | None = None,
    ) -> T:
        """A command of the cashier's, who tells printing of what was paid."""

        def work(unit: Unit) -> T:
            with unit.savepoint():
                unit.lock_shop(actor.shop_id)
                done = command(Wiring().cashier(unit, actor, None, approver))
                unit.seal()
                return done

        return self.units.run_write(work)

    # ── what people do ──────────────────────────────────────────────────────────────────────────

    def printer(self, name: str = "前台", **over: Any) -> PrinterRow:
        """A new one; with receipts unless said otherwise. Any: fields of the body."""
        values: dict[str, Any] = {
            "kind": PrinterKind.NETWORK,
            "address": "192.168.1.50",
            "has_receipts": "station_ids" not in over,
        }
        info = PrinterInfo(name=name, **(values | over))
        return self.print(lambda house: house.printers.add(info), MANAGER)

    def claim(self, printer: PrinterRow, actor: Actor = DESK) -> Job | None:
        return self.print(lambda house: house.queue.claim(printer.id), actor)

    def take(self, printer: PrinterRow, actor: Actor = DESK) -> PrintJobRow:
        """As `claim`, where there must be one."""
        claimed = self.claim(printer, actor)
        assert claimed is not None
        return claimed.row

    def report(
        self,
        job: PrintJobRow,
        what: Reported,
        actor: Actor = DESK,
        state: PrinterState | None = None,
    ) -> PrintJobRow:
        told = ReportPrint(attempt=job.attempt, what=what, state=state)
        return self.print(lambda house: house.queue.report(job.id, told), actor)

    def comes_out(self, printer: PrinterRow, actor: Actor = DESK) -> PrintJobRow:
        """The next job, from claim to paper."""
        job = self.take(printer, actor)
        self.report(job, Reported.BEGUN, actor)
        return self.report(job, Reported.PRINTED, actor)

    async def nobody_sees(self, watch: UnseenWatch) -> None:
        """Half a minute passes, and the worker looks."""
        self.clock.advance(UNSEEN_FOR + timedelta(seconds=1))
        await watch.look()

    # ── looking ─────────────────────────────────────────────────────────────────────────────────

    def job(self, job_id: str) -> Job:
        found = self.units.run_read(lambda s: repository.job(s, SHOP, job_id))
        assert found is not None
        return found

    def jobs(self) -> list[PrintJobRow]:
        """All that were ever made, oldest first."""
        found = self.units.run_read(lambda s: repository.page(s, SHOP, None, 100))
        return found[::-1]

    def on_screen(self) -> Tables:
        """Printers and jobs as a desk that followed the stream from its beginning holds them."""
        held = self.projected({}, cashier_stream(SHOP), 0)
        return {name: held.get(name, {}) for name in ("printers", "print_jobs")}

    def in_snapshot_too(self) -> Tables:
        return self.units.run_read(
            lambda s: {
                "printers": {x.id: x for x in repository.printers(s, SHOP)},
                "print_jobs": {x.id: x for x in repository.unsettled(s, SHOP)},
            }
        )
