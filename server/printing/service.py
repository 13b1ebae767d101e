"""Printing's one door: each part answers for one seam of spec 15."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

from sqlalchemy.orm import Session

from common.domain.roles import Actor
from server.db.unit import Unit
from server.printing.fallback import Fallback
from server.printing.ports import Ports
from server.printing.printers import Printers
from server.printing.queue import Queue
from server.printing.receipts import Papers, Receipts
from server.printing.work import Work


class Printing:
    """One command of one actor."""

    def __init__(self, unit: Unit, actor: Actor, ports: Ports, key: str | None = None) -> None:
        work = Work(unit, actor, ports, key)
        self.queue = Queue(work)
        self.printers = Printers(work, self.queue)
        self.receipts = Receipts(work)
        self.fallback = Fallback(work)


@runtime_checkable  # Litestar checks what it injects
class PrintingFactory(Protocol):
    def __call__(self, unit: Unit, actor: Actor, key: str | None = None) -> Printing: ...


@runtime_checkable
class PapersFactory(Protocol):
    def __call__(self, session: Session, actor: Actor, now: datetime) -> Papers: ...
