"""HTTP of the day's report, also as a file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from litestar import Controller, Response, get
from litestar.params import QueryParameter

from common.domain.roles import Actor
from common.wire.cashier import DayReport
from server.cashier import exports
from server.cashier.service import BooksFactory
from server.db.units import Units
from server.gateways.clock import Clock

Day = Annotated[
    date | None, QueryParameter(name="day", description="a business day; none: today's")
]
CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
        return _file(exports.as_csv(report), CSV, f"{report.day}.csv")

    @get("/business-day.xlsx", media_type=XLSX, summary="The same for a spreadsheet, as XLSX")
    async def as_xlsx(
        self, units: Units, books: BooksFactory, clock: Clock, actor: Actor, day: Day = None
    ) -> Response[bytes]:
        report = await _report(units, books, clock, actor, day)
        return _file(exports.as_xlsx(report), XLSX, f"{report.day}.xlsx")


async def _report(
    units: Units, books: BooksFactory, clock: Clock, actor: Actor, day: date | None
) -> DayReport:
    now = clock.now()
    return await units.read(lambda session: books(session, actor, now).reports.business_day(day))


def _file(content: bytes, media_type: str, name: str) -> Response[bytes]:
    disposition = f'attachment; filename="{name}"'
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
