"""A manager's yes on a request, as every subject's routes ask for it; the edge compares the PIN."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from common.domain.presence import Approver
from common.domain.roles import Actor
from common.wire.requests import Approval


@runtime_checkable  # Litestar checks what it injects
class Approvals(Protocol):
    async def approver(self, actor: Actor, approval: Approval | None) -> Approver | None:
        """Who said yes; compares a PIN, so never inside a unit.

        Raises Forbidden `approval.refused`, TooManyAttempts.
        """
        ...
