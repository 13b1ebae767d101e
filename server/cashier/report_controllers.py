"""HTTP of the day's report, also as a file; and of a shift's as one."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from litestar import Controller, Response, get
from litestar.params import QueryParameter
from sqlalchemy.orm import Session

from common.domain.roles import Actor
from common.wire.cashier import DayReport
from server.cashier import exports
from server.cashier.service import BooksFactory
from server.db.units import Units
from server.gateways.clock import Clock
from server.lib import spreadsheets
from server.lib.spreadsheets import CSV, XLSX, Table

Day = Annotated[
    date | None, QueryParameter(name="day", description="a business day; none: today's")
]
Shift = Annotated[str, QueryParameter(max_length=36, description="`current`: the open one")]


class ReportController(Controller):
    path = "/v1/reports"
    tags = ("reports",)

    @get("/business-day", summary="A business day by method, dish, hour, room and person")
    async def read(
        self, units: Units, books: BooksFactory, clock: Clock, actor: Actor, day: Day = None
    ) -> DayReport:
        return await _report(units, books, clock, actor, day)

    @get("/business-day.csv", media_type=CSV, summary="The same for a spreadsheet, as CSV")
    async def as_csv(
        self, units: Units, books: BooksFactory, clock: Clock, actor: Actor, day: Day = None
    ) -> Response[bytes]:
        report = await _report(units, books, clock, actor, day)
        return _file(spreadsheets.as_csv(exports.of_day(report)), CSV, f"{report.day}.csv")

    @get("/business-day.xlsx", media_type=XLSX, summary="The same for a spreadsheet, as XLSX")
    async def as_xlsx(
        self, units: Units, books: BooksFactory, clock: Clock, actor: Actor, day: Day = None
    ) -> Response[bytes]:
        report = await _report(units, books, clock, actor, day)
        return _file(spreadsheets.as_xlsx(exports.of_day(report)), XLSX, f"{report.day}.xlsx")

    @get("/shift.csv", media_type=CSV, summary="A shift for a spreadsheet, as CSV")
    async def shift_as_csv(
        self, units: Units, books: BooksFactory, clock: Clock, actor: Actor, shift_id: Shift
    ) -> Response[bytes]:
        tables, name = await _shift(units, books, clock, actor, shift_id)
        return _file(spreadsheets.as_csv(tables), CSV, f"{name}.csv")

    @get("/shift.xlsx", media_type=XLSX, summary="A shift for a spreadsheet, as XLSX")
    async def shift_as_xlsx(
        self, units: Units, books: BooksFactory, clock: Clock, actor: Actor, shift_id: Shift
    ) -> Response[bytes]:
        tables, name = await _shift(units, books, clock, actor, shift_id)
        return _file(spreadsheets.as_xlsx(tables), XLSX, f"{name}.xlsx")


async def _report(
    units: Units, books: BooksFactory, clock: Clock, actor: Actor, day: date | None
) -> DayReport:
    now = clock.now()
    return await units.read(lambda session: books(session, actor, now).reports.business_day(day))


async def _shift(
    units: Units, books: BooksFactory, clock: Clock, actor: Actor, shift_id: str
) -> tuple[list[Table], str]:
    """The shift's tables, and a name for its file: `shift-20261122-1905`, when it was opened."""
    now = clock.now()

    def read(session: Session) -> tuple[list[Table], str]:
        held = books(session, actor, now)
        shift, zone = held.shifts.read(shift_id), held.bills.ports.house.zone()
        opened = shift.opened_at.astimezone(zone)
        return list(exports.of_shift(shift, zone)), f"shift-{opened:%Y%m%d-%H%M}"

    return await units.read(read)


def _file(content: bytes, media_type: str, name: str) -> Response[bytes]:
    disposition = f'attachment; filename="{name}"'
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
