"""Who has to be there in person: every permission of the table, by everybody who may stand there."""

from dataclasses import replace

import pytest

from common.domain.errors import Forbidden
from common.domain.ids import DeviceId, ShopId, StaffId
from common.domain.presence import ASKS_FOR, Approver, manager_behind, require_in_person
from common.domain.roles import Actor, Permission, Role

P = Permission
DESK = Actor(ShopId("shop"), Role.CASHIER, DeviceId("desk"))
NAMED = replace(DESK, staff_id=StaffId("li"))
CLERK = replace(NAMED, is_signed_in=True)
BOSS = replace(DESK, role=Role.MANAGER, staff_id=StaffId("boss"), is_signed_in=True)
WAITER = replace(CLERK, role=Role.WAITER)
YES = Approver(StaffId("boss"), Role.MANAGER)
NO_MANAGER = Approver(StaffId("li"), Role.CASHIER)


@pytest.mark.parametrize(
    ("actor", "approver", "person", "manager"),
    [
        (DESK, None, "staff.required", "manager.required"),
        (NAMED, None, "staff.required", "manager.required"),
        (CLERK, None, "", "manager.required"),
        (BOSS, None, "", ""),
        (DESK, YES, "", ""),
        (CLERK, YES, "", ""),
        (CLERK, NO_MANAGER, "approval.refused", "approval.refused"),
        (WAITER, YES, "role.forbidden", "role.forbidden"),
    ],
)
def test_who_may_in_person(
    actor: Actor, approver: Approver | None, person: str, manager: str
) -> None:
    expected = {P.GIVE_AWAY: person, P.UNMERGE: person, P.REOPEN: manager}
    assert expected.keys() == ASKS_FOR.keys()
    for permission, code in expected.items():
        assert refusal_of(actor, permission, approver) == code


def test_what_is_not_listed_asks_for_the_role_alone() -> None:
    assert refusal_of(DESK, P.PAY, None) == ""
    assert refusal_of(WAITER, P.PAY, None) == "role.forbidden"


def test_the_one_who_said_yes_answers_for_it() -> None:
    other = Approver(StaffId("other"), Role.BRAND_ADMIN)
    assert manager_behind(BOSS, other) == "other"
    assert manager_behind(BOSS, None) == "boss"
    assert manager_behind(CLERK, None) is None


def refusal_of(actor: Actor, permission: Permission, approver: Approver | None) -> str:
    try:
        require_in_person(actor, permission, approver)
    except Forbidden as refusal:
        return refusal.code
    return ""
