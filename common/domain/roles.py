"""Who may do what (spec 10, "Who may")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from common.domain.errors import Forbidden
from common.domain.ids import DeviceId, RoomId, ShopId, StaffId, StationId


class Role(StrEnum):
    """What a terminal is, or what a signed-in person is. Stored by value."""

    PAD = "pad"
    KITCHEN = "kitchen"
    CALL_BOARD = "call_board"
    CASHIER = "cashier"
    WAITER = "waiter"
    MANAGER = "manager"
    BRAND_ADMIN = "brand_admin"
    INTEGRATION = "integration"


DEVICE_KINDS: Final = frozenset(
    {Role.PAD, Role.KITCHEN, Role.CALL_BOARD, Role.CASHIER, Role.WAITER}
)
"""The kinds a terminal can be paired as."""


class Permission(StrEnum):
    """One row of the spec's table each."""

    COOK = "cook"  # start, finish, split, acknowledge
    SOLD_OUT = "sold_out"  # sold out, available again
    NOTIFY = "notify"
    SERVE = "serve"  # pick up, deliver, remake
    CANCEL = "cancel"
    ORDER = "order"  # order, rush
    STAY = "stay"  # check in, leave, move, swap, merge, tags, transfer, stop
    TEXT_GUEST = "text_guest"  # leave a phone number at a stay
    CLEAN = "clean"  # clean, close
    UNMERGE = "unmerge"  # with a person signed in
    REOPEN = "reopen"  # with a manager there in person
    PAY = "pay"  # bills, charges, payments, shifts
    GIVE_AWAY = (
        "give_away"  # waive, discount, refund: with a person signed in, within the shop's limit
    )
    CALL_BOARD = "call_board"
    CALL_SERVICE = "call_service"  # the pad calls a waiter
    ANSWER_CALL = "answer_call"
    READ_BOARD = "read_board"
    READ_DESK = "read_desk"
    SMS_BALANCE = "sms_balance"  # how many messages are left: a desk says it to the manager
    SMS_CREDITS = "sms_credits"  # the trail; freeze, pay, release
    SMS_BUY = "sms_buy"
    SEND_CALL = "send_call"  # announce and call by hand, and for other programs
    MANAGE = "manage"  # devices, staff, settings, menu
    MANAGE_BRAND = "manage_brand"  # what holds in every shop of the brand


_R = Role
_DESK: Final = frozenset({_R.CASHIER, _R.MANAGER, _R.BRAND_ADMIN})

MAY: Final[Mapping[Permission, frozenset[Role]]] = {
    Permission.COOK: frozenset({_R.KITCHEN, _R.MANAGER, _R.BRAND_ADMIN}),
    Permission.SOLD_OUT: frozenset({_R.KITCHEN, _R.MANAGER, _R.BRAND_ADMIN}),
    Permission.NOTIFY: frozenset({_R.KITCHEN, _R.WAITER}) | _DESK,
    Permission.SERVE: frozenset({_R.KITCHEN, _R.WAITER}) | _DESK,
    Permission.CANCEL: frozenset({_R.PAD, _R.KITCHEN}) | _DESK,
    Permission.ORDER: frozenset({_R.PAD, _R.WAITER, _R.INTEGRATION}) | _DESK,
    Permission.STAY: _DESK,
    Permission.TEXT_GUEST: frozenset({_R.PAD, _R.WAITER}) | _DESK,
    Permission.CLEAN: frozenset({_R.WAITER}) | _DESK,
    Permission.UNMERGE: _DESK,
    Permission.REOPEN: _DESK,
    Permission.PAY: _DESK,
    Permission.GIVE_AWAY: _DESK,
    Permission.CALL_BOARD: frozenset({_R.CALL_BOARD, _R.KITCHEN, _R.WAITER}) | _DESK,
    Permission.CALL_SERVICE: frozenset({_R.PAD}),
    Permission.ANSWER_CALL: frozenset({_R.WAITER}) | _DESK,
    Permission.READ_BOARD: frozenset({_R.KITCHEN, _R.WAITER, _R.INTEGRATION}) | _DESK,
    Permission.READ_DESK: frozenset({_R.WAITER, _R.INTEGRATION}) | _DESK,
    Permission.SMS_BALANCE: frozenset({_R.INTEGRATION}) | _DESK,
    Permission.SMS_CREDITS: frozenset({_R.MANAGER, _R.BRAND_ADMIN, _R.INTEGRATION}),
    Permission.SMS_BUY: frozenset({_R.MANAGER, _R.BRAND_ADMIN}),
    Permission.SEND_CALL: frozenset({_R.MANAGER, _R.BRAND_ADMIN, _R.INTEGRATION}),
    Permission.MANAGE: frozenset({_R.MANAGER, _R.BRAND_ADMIN}),
    Permission.MANAGE_BRAND: frozenset({_R.BRAND_ADMIN}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who stands behind a command: a paired terminal, perhaps with a person signed in on it.

    `role` is the person's when somebody is signed in, else the terminal's kind. `room_id` and
    `station_ids` are the terminal's place; a pad sees only the stay of its room.
    """

    shop_id: ShopId
    role: Role
    device_id: DeviceId | None = None
    staff_id: StaffId | None = None
    room_id: RoomId | None = None
    station_ids: frozenset[StationId] = frozenset()
    is_signed_in: bool = False
    """Whether `staff_id` is here in person; else it only names who gave a command that waited."""

    def require(self, permission: Permission) -> None:
        """Raise Forbidden `role.forbidden` when the role may not."""
        if self.role not in MAY[permission]:
            raise Forbidden("role.forbidden", {"role": self.role, "permission": permission})

    @property
    def is_guest(self) -> bool:
        return self.role is Role.PAD
