"""Who has to be there in person for what is not undone lightly (spec 10, "Who may" and "Stays").

A terminal alone is nobody. A manager who says yes with a PIN (`Approver`) stands for a person who
is signed in, and for the manager.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from common.domain.errors import Forbidden
from common.domain.ids import StaffId
from common.domain.roles import MAY, Actor, Permission, Role


class Presence(StrEnum):
    PERSON = "person"
    MANAGER = "manager"


ASKS_FOR: Final[Mapping[Permission, Presence]] = {
    Permission.GIVE_AWAY: Presence.PERSON,  # and above the shop's limit a manager
    Permission.UNMERGE: Presence.PERSON,
    Permission.REOPEN: Presence.MANAGER,
}
"""What is not listed asks for the role alone."""


@dataclass(frozen=True, slots=True)
class Approver:
    """Who said yes with a PIN, at this moment."""

    staff_id: StaffId
    role: Role


def manager_behind(actor: Actor, approver: Approver | None) -> StaffId | None:
    """The manager who answers for it: the one who approved, or the one who is signed in.

    Raises Forbidden `approval.refused`: whoever said yes is no manager.
    """
    if approver is not None:
        if approver.role not in MAY[Permission.MANAGE]:
            raise Forbidden("approval.refused")
        return approver.staff_id
    is_manager = actor.role in MAY[Permission.MANAGE] and actor.is_signed_in
    return actor.staff_id if is_manager else None


def require_in_person(actor: Actor, permission: Permission, approver: Approver | None) -> None:
    """Raises Forbidden `role.forbidden`, `staff.required`, `manager.required`, `approval.refused`."""
    actor.require(permission)
    manager = manager_behind(actor, approver)
    asked = ASKS_FOR.get(permission)
    if asked is Presence.MANAGER and manager is None:
        raise Forbidden("manager.required")
    if asked is Presence.PERSON and not actor.is_signed_in and manager is None:
        raise Forbidden("staff.required")
