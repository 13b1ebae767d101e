"""A shop is never left without somebody who can set it up and sign in to do so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from common.domain.errors import Refused
from common.domain.ids import StaffId
from common.domain.roles import MAY, Permission, Role


@dataclass(frozen=True, slots=True)
class Person:
    """`can_sign_in`: active, and has a PIN."""

    id: StaffId
    role: Role
    can_sign_in: bool

    @property
    def manages(self) -> bool:
        return self.can_sign_in and self.role in MAY[Permission.MANAGE]


def require_somebody_manages(people: Iterable[Person], changed: Person) -> None:
    """Raises Refused `staff.last_manager` when `changed` takes away the last one who can.

    A shop that has none already (a fresh one, before its first PIN) may change as it likes.
    """
    before = [each for each in people if each.manages]
    after = [each for each in before if each.id != changed.id]
    if before and not after and not changed.manages:
        raise Refused("staff.last_manager", {"staff_id": changed.id})
