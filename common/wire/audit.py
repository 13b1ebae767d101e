"""Answers about the trail of set-up."""

from __future__ import annotations

from datetime import datetime

import msgspec

from common.domain.audit import AuditAction, Subject, Value
from common.domain.roles import Role


class AuditBody(msgspec.Struct):
    """`by_name`: the person's name now, "" where nobody was signed in; `device_name` likewise.

    Neither: it was done at the server's own command line. `before` and `after`: what differs.
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
    staff_id: str | None
    by_name: str
    device_id: str | None
    device_name: str
