"""Who did what, when: rows that are only ever added (spec 10: the trail can be replayed)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from common.domain.ids import OrderId, StaffId, StayId
from common.domain.roles import Actor
from server.db.unit import Unit
from server.kitchen import models
from server.kitchen.repository import table_of

_TRAIL: Final = table_of(models.Trail)
_INSERT: Final = insert(_TRAIL)
MOVED: Final = "move"
_MOVED_FROM: Final = (
    select(_TRAIL.c.id)
    .where(
        _TRAIL.c.subject_id == bindparam("stay_id"),
        _TRAIL.c.what == MOVED,
        _TRAIL.c.before == bindparam("room_name"),
    )
    .limit(1)
)


@dataclass(slots=True)
class Trail:
    """The entries of one command."""

    unit: Unit
    actor: Actor
    key: str | None
    _entries: list[dict[str, object]] = field(default_factory=list)

    def add(
        self,
        subject: str,
        subject_id: str,
        what: str,
        *,
        order_id: OrderId | None = None,
        before: str = "",
        after: str = "",
        reason: str = "",
        done_at: datetime | None = None,
        by: StaffId | None = None,
    ) -> None:
        """`subject` is the kind of thing: line, batch, order, stay, room, goods. `by`: who answers
        for it, where that is not the person who is signed in."""
        self._entries.append(
            {
                "id": self.unit.new_id(),
                "shop_id": self.actor.shop_id,
                "subject": subject,
                "subject_id": subject_id,
                "order_id": order_id,
                "what": what,
                "before": before,
                "after": after,
                "reason": reason,
                "role": self.actor.role,
                "device_id": self.actor.device_id,
                "staff_id": by or self.actor.staff_id,
                "key": self.key,
                "done_at": done_at or self.unit.now,
                "recorded_at": self.unit.now,
            }
        )

    def write(self, session: Session) -> None:
        if self._entries:
            session.execute(_INSERT, self._entries)
            self._entries = []


def has_moved_from(session: Session, stay_id: StayId, room_name: str) -> bool:
    """Whether the stay once was in the room of that name."""
    return session.scalar(_MOVED_FROM, {"stay_id": stay_id, "room_name": room_name}) is not None
