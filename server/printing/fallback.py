"""Dishes that no screen showed come out on paper, once (spec 15, "Fallback ticket").

Nothing is written when an order is placed: who looks for unseen batches finds them by an index that
holds nothing else, and each gets its ticket in a unit of its shop that has looked again.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import Session

from common.domain.business_day import number_text
from common.domain.ids import BatchId, PrinterId, ShopId
from common.domain.print_rows import PrinterRow
from common.domain.printing import STALE_AFTER, UNSEEN_FOR, PaperKind
from common.domain.rows import LineRow
from server.db.unit import Unit
from server.db.units import Units
from server.printing import repository
from server.printing.papers import ticket, unseen
from server.printing.ports import Placed
from server.printing.queue import new_row
from server.printing.repository import Job
from server.printing.work import Work

if TYPE_CHECKING:
    from server.printing.service import Printing

LOOK_EVERY_S: Final = 1.0
_NOWHERE: Final = PrinterId("")

_log = logging.getLogger(__name__)

FindUnseen = Callable[[Session, datetime, datetime], Iterable[tuple[ShopId, BatchId]]]
"""Batches placed after the first and up to the second time that some dish of was not shown yet."""


class Fallback:
    def __init__(self, work: Work) -> None:
        self._work = work

    def print(self, batch_ids: Collection[BatchId]) -> None:
        """A ticket for each printer that has something unseen to say; again does nothing.

        Dishes for which there is no printer stand on one that waits for the desk.
        """
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        done = repository.printed_batches(session, shop_id, batch_ids)
        missing = [batch_id for batch_id in batch_ids if batch_id not in done]
        for placed in self._work.ports.kitchen.placed(missing) if missing else ():
            for printer, lines in self._by_printer(unseen(placed)):
                self._add(placed, lines, printer)

    def _by_printer(
        self, lines: Sequence[LineRow]
    ) -> list[tuple[PrinterRow | None, list[LineRow]]]:
        printers = {printer.id: printer for printer in self._work.printers()}
        of: defaultdict[PrinterId, list[LineRow]] = defaultdict(list)
        for line in lines:
            found = self._work.station_printers(line.station_ids)
            for printer_id in [printer.id for printer in found] or [_NOWHERE]:
                of[printer_id].append(line)
        return [(printers.get(key), held) for key, held in of.items()]

    def _add(self, placed: Placed, lines: Sequence[LineRow], printer: PrinterRow | None) -> None:
        venue, order = self._work.venue, placed.order
        stations = self._work.ports.house.stations()
        paper = ticket(placed, lines, stations, printer.station_ids if printer else (), venue)
        row = replace(
            new_row(self._work.unit.now, PaperKind.TICKET),
            room_name=order.room_name,
            hand_tag=order.hand_tag,
            numbers=number_text(order.number, order.business_day, venue.day),
        )
        self._work.add_job(
            Job(
                row,
                paper,
                subject_id=placed.batch.id,
                once_key=f"{placed.batch.id}:{printer.id if printer else ''}",
                line_ids=tuple(line.id for line in lines),
            ),
            printer,
        )


class UnseenWatch:
    """Looks once a second for what no screen showed within 30 s.

    Several processes may watch: a batch gets its tickets from whoever is first. After a standstill
    what is older than ten minutes is left alone: somebody has cooked it, or asked.
    """

    def __init__(
        self,
        units: Units,
        find: FindUnseen,
        printing_of: Callable[[Unit, ShopId], Printing],
        read_clock: Callable[[], datetime],
    ) -> None:
        self._units = units
        self._find = find
        self._printing_of = printing_of
        self._read_clock = read_clock
        self._looked_to = read_clock() - STALE_AFTER
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.look()
            except Exception:  # noqa: BLE001  # the loop must not die: the next look may fare better
                _log.exception("unseen dishes not looked for")
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._stopping.wait()

    def stop(self) -> None:
        self._stopping.set()

    async def look(self) -> None:
        """Print what has become due since the last look that went well."""
        after, until = self._looked_to, self._read_clock() - UNSEEN_FOR
        if until <= after:
            return
        found = await self._units.read(lambda session: list(self._find(session, after, until)))
        of_shop: defaultdict[ShopId, list[BatchId]] = defaultdict(list)
        for shop_id, batch_id in found:
            of_shop[shop_id].append(batch_id)
        for shop_id, batch_ids in of_shop.items():
            await self._units.write(self._printed(shop_id, batch_ids))
        self._looked_to = until

    def _printed(self, shop_id: ShopId, batch_ids: list[BatchId]) -> Callable[[Unit], None]:
        def work(unit: Unit) -> None:
            unit.lock_shop(shop_id)
            self._printing_of(unit, shop_id).fallback.print(batch_ids)

        return work
