"""The kitchen's one door: each part answers for one seam of spec 10."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from common.domain.presence import Approver
from common.domain.roles import Actor
from server.db.unit import Unit
from server.kitchen.checking_in import CheckingIn
from server.kitchen.cleaning import Cleaning
from server.kitchen.line_actions import LineActions
from server.kitchen.moving import Moving
from server.kitchen.order_actions import OrderActions
from server.kitchen.placing import Placing
from server.kitchen.ports import Ports
from server.kitchen.texting import Texting
from server.kitchen.work import Work


class Kitchen:
    """One command of one actor. Make a new one for each: it holds what the command has read."""

    def __init__(
        self,
        unit: Unit,
        actor: Actor,
        ports: Ports,
        key: str | None = None,
        approver: Approver | None = None,
    ) -> None:
        """`key` is the command's idempotency key, by which it may be undone; `approver`: a manager
        who said yes with a PIN."""
        work = Work(unit, actor, ports, key, approver)
        self.placing = Placing(work)
        self.lines = LineActions(work)
        self.orders = OrderActions(work, self.lines)
        self.stays = CheckingIn(work)
        self.moves = Moving(work, self.placing)
        self.cleaning = Cleaning(work, self.lines)
        self.texting = Texting(work)


@runtime_checkable  # Litestar checks what it injects
class KitchenFactory(Protocol):
    def __call__(
        self,
        unit: Unit,
        actor: Actor,
        key: str | None = None,
        approver: Approver | None = None,
    ) -> Kitchen: ...
