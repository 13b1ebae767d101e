"""操作记录: the trail of set-up. Every service that changes the venue notes it in its own unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ForeignKey, Index, Row, String, Table, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from common.domain.audit import AuditAction, AuditRow, Subject, Value, Values, action_of, difference
from common.domain.ids import DeviceId, ShopId, StaffId
from common.domain.roles import Actor, Role
from server.db.base import Base, Choice, Id, Json, UtcDateTime
from server.db.unit import Unit


class AuditEntry(Base):
    """Never updated, never deleted. No foreign key but the shop's: a row outlives its subject."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_shop_at", "shop_id", "at", "id"),
        Index("ix_audit_entry_shop_subject_at", "shop_id", "subject", "at", "id"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    subject: Mapped[Subject] = mapped_column(Choice(Subject))
    subject_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(120))
    action: Mapped[AuditAction] = mapped_column(Choice(AuditAction))
    before: Mapped[dict[str, Value]] = mapped_column(Json)
    after: Mapped[dict[str, Value]] = mapped_column(Json)
    role: Mapped[Role] = mapped_column(Choice(Role))
    staff_id: Mapped[str | None] = mapped_column(Id)
    device_id: Mapped[str | None] = mapped_column(Id)


_ENTRIES: Final = AuditEntry.__table__
assert isinstance(_ENTRIES, Table)
_INSERT: Final = insert(_ENTRIES)
_LONGEST_NAME: Final = 120


def note(
    unit: Unit,
    actor: Actor,
    subject: Subject,
    subject_id: str,
    name: str,
    *,
    before: Values | None = None,
    after: Values | None = None,
    action: AuditAction | None = None,
) -> None:
    """Write down what `actor` did to the thing that is called `name`, in the same transaction.

    `before` None: it was added; `after` None: it is gone; both: only what differs is kept, and where
    nothing does and no `action` is named, nothing is written. Raises ValueError for a secret.
    """
    was, now = difference(before, after)
    if action is None and before is not None and after is not None and not was and not now:
        return
    unit.session.execute(
        _INSERT,
        {
            "id": unit.new_id(),
            "shop_id": actor.shop_id,
            "at": unit.now,
            "subject": subject,
            "subject_id": subject_id,
            "name": name[:_LONGEST_NAME],
            "action": action or action_of(before, after),
            "before": was,
            "after": now,
            "role": actor.role,
            "staff_id": actor.staff_id,
            "device_id": actor.device_id,
        },
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of a subject, of one thing, of a person or terminal, from `since` until `until`."""

    subject: Subject | None = None
    subject_id: str | None = None
    by: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def entries(
    session: Session,
    shop_id: ShopId,
    wanted: Wanted,
    before: tuple[datetime, str] | None,
    limit: int,
) -> list[AuditRow]:
    """The newest first, from behind the (at, id) `before`."""
    table = AuditEntry
    query = select(_ENTRIES).where(table.shop_id == shop_id)
    if wanted.subject is not None:
        query = query.where(table.subject == wanted.subject)
    if wanted.subject_id is not None:
        query = query.where(table.subject_id == wanted.subject_id)
    if wanted.by is not None:
        query = query.where(or_(table.staff_id == wanted.by, table.device_id == wanted.by))
    if wanted.since is not None:
        query = query.where(table.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(table.at < wanted.until)
    if before is not None:
        at, entry_id = before
        query = query.where(or_(table.at < at, (table.at == at) & (table.id < entry_id)))
    query = query.order_by(table.at.desc(), table.id.desc()).limit(limit)
    return [_entry(row) for row in session.execute(query)]


def _entry(row: Row[Any]) -> AuditRow:  # Any: a row of the columns above
    return AuditRow(
        id=row.id,
        at=row.at,
        subject=row.subject,
        subject_id=row.subject_id,
        name=row.name,
        action=row.action,
        before=row.before,
        after=row.after,
        role=row.role,
        staff_id=None if row.staff_id is None else StaffId(row.staff_id),
        device_id=None if row.device_id is None else DeviceId(row.device_id),
    )
