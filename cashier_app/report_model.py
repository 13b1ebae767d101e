"""The report of a business day (03:00 to 03:00): sums, and bars where people look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import words
from cashier_app.refusals import why
from cashier_app.saving import saved
from cashier_app.shown import MAP, as_map
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core
from common.domain.errors import DomainError
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn
from common.wire.cashier import Bar, DayReport

MOST = 9
"""Bars in one chart; the report's files hold the rest."""
MOST_ROOMS = 18


@dataclass(frozen=True, slots=True)
class BarRow:
    """`share` of the longest bar, 0–1."""

    key: str
    name: str
    count: str
    amount: str
    share: float


@dataclass(frozen=True, slots=True)
class DaySums:
    day: str = ""
    turnover: str = ""
    taken: str = ""
    refunded: str = ""
    discount: str = ""
    orders: int = 0
    guests: int = 0


class ReportModel(QObject):
    changed = Signal()

    def __init__(self, core: Core, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._folder = folder
        self._saved = ""
        self._rooms = KeyedListModel(BarRow, lambda row: row.key, self)
        self._staff = KeyedListModel(BarRow, lambda row: row.key, self)
        self._charges = KeyedListModel(BarRow, lambda row: row.key, self)
        self._dishes = KeyedListModel(BarRow, lambda row: row.key, self)
        self._hours = KeyedListModel(BarRow, lambda row: row.key, self)
        self._methods = KeyedListModel(BarRow, lambda row: row.key, self)
        self._sums = DaySums()
        self._day: date | None = None
        self._problem = self._not_saved = ""

    @Slot()
    def load(self) -> None:
        """The present business day; the server knows which that is."""
        spawn(self._load(None), self, "day report")

    @Slot(int)
    def turn(self, days: int) -> None:
        """A day back or forth."""
        if self._day is not None:
            spawn(self._load(self._day + timedelta(days=days)), self, "day report")

    @Slot(str)
    def save(self, kind: str) -> None:
        """The shown day as a file: csv or xlsx."""
        if self._day is not None:
            path = f"/v1/reports/business-day.{kind}?day={self._day.isoformat()}"
            spawn(self._save(path), self, "save report")

    async def _save(self, path: str) -> None:
        self._saved, self._not_saved = await saved(self._core, self._folder, path)
        self.changed.emit()

    async def _load(self, day: date | None) -> None:
        path = "/v1/reports/business-day" + (f"?day={day.isoformat()}" if day else "")
        try:
            self._show(await self._core.call("GET", path, DayReport))
            self._problem = ""
        except ProblemAnswered as error:
            self._problem = why(error.code, error.problem.facts)
        except (ApiError, DomainError):
            self._problem = translate("Cashier", "没有连上服务器")
        self.changed.emit()

    def _show(self, report: DayReport) -> None:
        self._day, self._saved, self._not_saved = report.day, "", ""
        self._sums = DaySums(
            day=report.day.isoformat(),
            turnover=words.amount(report.turnover_fen),
            taken=words.amount(report.taken_fen),
            refunded=words.amount(report.refunded_fen),
            discount=words.amount(report.discount_fen),
            orders=report.orders,
            guests=report.guests,
        )
        by_fen = sorted(report.dishes, key=lambda x: -x.fen)
        self._dishes.replace(_bars(by_fen[:MOST]))
        self._hours.replace(_bars(report.hours))
        self._rooms.replace(_bars(sorted(report.rooms, key=lambda x: -x.fen)[:MOST_ROOMS]))
        self._staff.replace(_bars(sorted(report.staff, key=lambda x: -x.fen)[:MOST]))
        self._charges.replace(_bars(sorted(report.charges, key=lambda x: -x.fen)[:MOST]))
        self._methods.replace(
            _bars(
                [
                    Bar(x.method, words.method(x.method), x.payments, x.taken_fen)
                    for x in report.methods
                ]
            )
        )

    dishes = Property(QObject, lambda self: self._dishes, constant=True)
    hours = Property(QObject, lambda self: self._hours, constant=True)
    methods = Property(QObject, lambda self: self._methods, constant=True)
    rooms = Property(QObject, lambda self: self._rooms, constant=True)
    staff = Property(QObject, lambda self: self._staff, constant=True)
    charges = Property(QObject, lambda self: self._charges, constant=True)
    saved = Property(str, lambda self: self._saved, notify=changed)
    notSaved = Property(str, lambda self: self._not_saved, notify=changed)
    sums = Property(MAP, lambda self: as_map(self._sums), notify=changed)
    problem = Property(str, lambda self: self._problem, notify=changed)


def _bars(held: Sequence[Bar]) -> list[BarRow]:
    longest = max((x.fen for x in held), default=0) or 1
    return [
        BarRow(x.key, x.name, f"×{x.count}", words.amount(x.fen), max(0.0, x.fen / longest))
        for x in held
    ]
