"""A manager says yes at somebody else's terminal, with login and PIN."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from common.domain.errors import Forbidden
from common.domain.presence import Approver
from common.domain.roles import MAY, Actor, Permission
from common.wire.requests import Approval
from server.db.units import Units
from server.lib.problems import TooManyAttempts
from server.shop import tokens
from server.shop.access_controllers import Caller
from server.shop.staff import Locked, SignIn


@dataclass(frozen=True, slots=True)
class PinApprovals:
    """Fulfils `server.lib.approvals.Approvals`; attempts count as those of signing in."""

    units: Units
    caller: Caller

    async def approver(self, actor: Actor, approval: Approval | None) -> Approver | None:
        if approval is None:
            return None
        actor.require(Permission.GIVE_AWAY)  # nobody else gets to try a manager's PIN
        self.caller.require_patience()
        staff = await self.units.write(
            lambda unit: SignIn(unit).attempt(actor.shop_id, approval.login)
        )
        if isinstance(staff, Locked):
            raise TooManyAttempts("auth.locked", staff.retry_after_s)
        pin_hash = None if staff is None else staff.pin_hash
        # Outside any transaction, and never on the loop: comparing takes its time on purpose.
        fits = await asyncio.to_thread(tokens.fits, approval.pin, pin_hash)
        if not fits or staff is None or staff.role not in MAY[Permission.MANAGE]:
            self.caller.was_wrong()
            raise Forbidden("approval.refused")
        await self.units.write(lambda unit: SignIn(unit).confirm(staff))
        return Approver(staff.id, staff.role)
