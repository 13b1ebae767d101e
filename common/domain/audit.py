"""操作记录: who changed what of the venue's set-up, from what to what. Rows that are only ever added.

Values stand as people read them (a room's name, not its id), so that a row still says something
when the thing it speaks of is gone. What signs somebody in never stands in one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from common.domain.ids import DeviceId, StaffId
from common.domain.roles import Role

Value: TypeAlias = str | int | bool | list[str] | None
Values: TypeAlias = Mapping[str, Value]


class Subject(StrEnum):
    """What was changed. Stored by value."""

    SHOP = "shop"
    HOURS = "hours"
    CLOSING = "closing"
    ROOM = "room"
    STATION = "station"
    DEVICE = "device"
    STAFF = "staff"
    THERAPIST = "therapist"
    CATEGORY = "category"
    GOODS = "goods"
    PHOTO = "photo"
    PRINTER = "printer"
    MESSAGE_CONFIG = "message_config"
    MESSAGE_TEMPLATE = "message_template"
    SMS = "sms"


class AuditAction(StrEnum):
    """What was done to it. Stored by value."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    CODE_MADE = "code_made"  # a pairing code
    PAIRED = "paired"
    REVOKED = "revoked"
    PIN_SET = "pin_set"
    OUT_OF_USE = "out_of_use"
    IN_USE = "in_use"
    OPENED = "opened"  # by hand
    CLOSED = "closed"  # by hand
    BACK_TO_HOURS = "back_to_hours"


SECRET: Final = frozenset({"pin", "pin_hash", "token", "token_hash", "code", "code_hash", "secret"})


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry. `name` is the subject's at that time; `before` and `after` hold what differs.

    Without a person and a device it was somebody at the server's own command line.
    """

    id: str
    at: datetime
    subject: Subject
    subject_id: str
    name: str
    action: AuditAction
    before: dict[str, Value]
    after: dict[str, Value]
    role: Role
    staff_id: StaffId | None
    device_id: DeviceId | None


def action_of(before: Values | None, after: Values | None) -> AuditAction:
    """What happened, where nobody says it better."""
    if before is None:
        return AuditAction.ADDED
    return AuditAction.REMOVED if after is None else AuditAction.CHANGED


def difference(
    before: Values | None, after: Values | None
) -> tuple[dict[str, Value], dict[str, Value]]:
    """What differs, on both sides. Raises ValueError where a value would give a secret away."""
    was, now = dict(before or {}), dict(after or {})
    secret = SECRET & (was.keys() | now.keys())
    if secret:
        raise ValueError(f"{', '.join(sorted(secret))}: not for the trail")
    if before is None or after is None:
        return was, now
    keys = [key for key in {**was, **now} if was.get(key) != now.get(key)]
    return (
        {key: was[key] for key in keys if key in was},
        {key: now[key] for key in keys if key in now},
    )
