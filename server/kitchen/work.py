"""What every part of the kitchen's service stands on: one command of one actor in one unit."""

from __future__ import annotations

from functools import cached_property

from common.domain.errors import NotFound, Refused
from common.domain.happenings import Happening
from common.domain.ids import RoomId, StaffId
from common.domain.presence import Approver, manager_behind, require_in_person
from common.domain.roles import Actor, Permission
from common.domain.rows import OrderState, RoomRow, StayRow, StayState
from common.wire.events import EventKind
from server.db.unit import Unit
from server.kitchen import stay_repository as stays
from server.kitchen.changes import Changes
from server.kitchen.ports import Ports
from server.kitchen.publishing import Told
from server.kitchen.repository import Docket
from server.kitchen.trail import Trail, has_moved_from


class Work:
    def __init__(
        self,
        unit: Unit,
        actor: Actor,
        ports: Ports,
        key: str | None,
        approver: Approver | None = None,
    ) -> None:
        self.unit = unit
        self.actor = actor
        self.ports = ports
        self.key = key
        self.approver = approver
        self.trail = Trail(unit, actor, key)
        self.changes = Changes(unit.session, actor.shop_id, self.trail)

    def require_in_person(self, permission: Permission) -> StaffId | None:
        """The manager who answers for it, if one does; see `presence.require_in_person`."""
        require_in_person(self.actor, permission, self.approver)
        return manager_behind(self.actor, self.approver)

    def save(self, kind: EventKind) -> None:
        """Store and publish what the command changed, as `kind`."""
        by = self.actor.staff_id or self.actor.device_id or ""
        self.changes.save(Told(self.unit, self.actor.shop_id, kind, by, self.key or ""))

    def report(self, happening: Happening) -> None:
        """Tell the house; only after `save`, so that the rows are those that were stored."""
        self.ports.report(happening)

    def room(self, room_id: RoomId | str) -> RoomRow:
        """Raises NotFound `room.unknown`, also for a pad that stands elsewhere."""
        known = RoomId(room_id)
        if not self.actor.is_guest or self.actor.room_id == known:
            found = self.ports.rooms.rooms([known]).get(known)
            if found is not None:
                return found
        raise NotFound("room.unknown", {"room_id": room_id})

    @cached_property
    def pad_stay(self) -> StayRow | None:
        """The stay that this pad shows."""
        room_id = self.actor.room_id
        if room_id is None:
            return None
        return stays.pad_stay(self.unit.session, self.actor.shop_id, room_id)

    def reach(self, docket: Docket, meant_id: str | None, unknown: NotFound) -> None:
        """Check that the actor may know of the order (a guest only of its own stay; else `unknown`),
        and that it is of the stay that a waiting command was meant for (else `stay.changed`)."""
        if self.actor.is_guest:
            own = self.pad_stay.id if self.pad_stay else None
            if meant_id is not None and meant_id != own:
                self.check_guest_was_here(meant_id)
            if docket.order.stay_id != own:
                raise unknown
        if meant_id is None:
            return
        if docket.order.state is OrderState.OPEN and docket.order.stay_id == meant_id:
            return  # an open order's stay is open
        if self.changes.stay(meant_id).state is not StayState.OPEN:
            raise Refused("stay.changed", {"stay_id": meant_id})
        if docket.order.stay_id != meant_id:
            raise Refused("stay.changed", {"stay_id": meant_id})

    def check_guest_was_here(self, stay_id: str) -> None:
        """For a pad whose stay is another now: `stay.changed` if `stay_id` was its room's, else 404."""
        meant = self.changes.stay(stay_id)
        room = self.ports.rooms.rooms([self.actor.room_id] if self.actor.room_id else [])
        was_here = any(
            meant.room_id == room_id or has_moved_from(self.unit.session, meant.id, row.name)
            for room_id, row in room.items()
        )
        if not was_here:
            raise NotFound("stay.unknown", {"stay_id": stay_id})
        raise Refused("stay.changed", {"stay_id": stay_id})
