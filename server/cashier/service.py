"""The desk's one door: each part answers for one seam of spec 15."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

from sqlalchemy.orm import Session

from common.domain.presence import Approver
from common.domain.roles import Actor
from server.cashier.adjusting import Adjusting
from server.cashier.paying import Paying
from server.cashier.ports import Ports
from server.cashier.reports import Reports
from server.cashier.settling import Settling
from server.cashier.shifts import ShiftBooks, Shifts
from server.cashier.work import Books, Work
from server.db.unit import Unit


class Cashier:
    """One command of one actor, perhaps with a manager who approves of it."""

    def __init__(
        self,
        unit: Unit,
        actor: Actor,
        ports: Ports,
        key: str | None = None,
        approver: Approver | None = None,
    ) -> None:
        work = Work(unit, actor, ports, key, approver)
        self.bills = work
        self.adjusting = Adjusting(work)
        self.shifts = Shifts(work)
        self.payments = Paying(work, self.shifts)
        self.settling = Settling(work)


@runtime_checkable  # Litestar checks what it injects
class CashierFactory(Protocol):
    def __call__(
        self,
        unit: Unit,
        actor: Actor,
        key: str | None = None,
        approver: Approver | None = None,
    ) -> Cashier: ...


class CashBooks:
    """What the desk reads."""

    def __init__(self, session: Session, actor: Actor, ports: Ports, now: datetime) -> None:
        self.bills = Books(session, actor, ports, now)
        self.shifts = ShiftBooks(self.bills)
        self.reports = Reports(self.bills, self.shifts)


@runtime_checkable
class BooksFactory(Protocol):
    def __call__(self, session: Session, actor: Actor, now: datetime) -> CashBooks: ...
