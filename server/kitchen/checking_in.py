"""Who is in the house: opening stays, checking in, hand tags. Source: spec 10, "Stays"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from common.domain.errors import Invalid, Refused
from common.domain.happenings import RoomStaysChanged
from common.domain.ids import RoomId, StayId
from common.domain.premises import require_can_let_in
from common.domain.roles import Permission
from common.domain.rows import OrderState, RoomRow, RoomState, StayRow, StayState
from common.wire.answers import StayBody
from common.wire.events import EventKind
from common.wire.requests import ChangeTags, CheckIn, OpenStay
from server.kitchen import stay_repository as stays
from server.kitchen.work import Work

MOST_TAGS = 20


class CheckingIn:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._now = work.unit.now

    def open(self, wanted: OpenStay) -> StayBody:
        """Open a stay for a room, for tags, or both. Raises Invalid `stay.for_nobody`."""
        self._work.actor.require(Permission.STAY)
        tags = tuple(dict.fromkeys(wanted.hand_tags))
        if wanted.room_id is None and not tags:
            raise Invalid("stay.for_nobody", "room_id")
        room = None if wanted.room_id is None else self._work.room(wanted.room_id)
        return self._check_in(room, tags, wanted.guests)

    def check_in(self, room_id: str, wanted: CheckIn) -> StayBody:
        self._work.actor.require(Permission.STAY)
        tags = () if wanted.hand_tag is None else (wanted.hand_tag,)
        return self._check_in(self._work.room(room_id), tags, wanted.guests)

    def change_tags(self, stay_id: str, wanted: ChangeTags) -> StayBody:
        """Add and take off tags; a lost one is blocked besides, so that nobody orders with it."""
        self._work.actor.require(Permission.STAY)
        stay = open_stay(self._work, stay_id)
        off = {*wanted.remove, *wanted.lost}
        unknown = off - set(stay.hand_tags)
        if unknown:
            raise Refused("tag.not_in_stay", {"hand_tags": sorted(unknown)})
        kept = [tag for tag in stay.hand_tags if tag not in off]
        added = [tag for tag in dict.fromkeys(wanted.add) if tag not in kept]
        after = replace(stay, hand_tags=(*kept, *added))
        self._check_free([tag for tag in added if tag not in off])
        if len(after.hand_tags) > MOST_TAGS:
            raise Invalid("stay.too_many_tags", "add", {"at_most": MOST_TAGS})
        if not after.hand_tags:
            self._check_can_do_without_tags(after)
        for tag in sorted(wanted.lost):
            self._work.ports.rooms.block_tag(tag, self._now)
            self._work.trail.add("stay", stay.id, "lose_tag", before=tag)
        if after == stay:
            return self._body(stay)
        self._readdress(after, off)
        return self._saved(after, "tags", before=" ".join(stay.hand_tags))

    def rename_room(self, room: RoomRow) -> None:
        """The room has another name: so have its guests and what they ordered, from the stove to the pad."""
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        here = self._work.changes.hold_stays(stays.open_stays_in(session, shop_id, room.id))
        for stay in here:
            self._work.changes.put_stay(replace(stay, room_name=room.name))
            self._work.trail.add(
                "stay", stay.id, "rename_room", before=stay.room_name or "", after=room.name
            )
        for docket in self._work.changes.orders_of_stays([stay.id for stay in here]):
            if docket.order.state is OrderState.OPEN:
                docket.order = replace(docket.order, room_name=room.name)
        self._work.save(EventKind.ORDER_CHANGED)
        self._work.report(RoomStaysChanged(shop_id, room.id))

    def _readdress(self, stay: StayRow, off: Collection[str]) -> None:
        """Open orders are called out by a tag that the guest still wears."""
        for docket in self._work.changes.orders_of_stays([stay.id]):
            if docket.order.state is OrderState.OPEN and docket.order.hand_tag in off:
                worn = next(iter(stay.hand_tags), None)
                docket.order = replace(docket.order, hand_tag=worn)

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _check_in(self, room: RoomRow | None, tags: tuple[str, ...], guests: int) -> StayBody:
        """A walk-in of the room is adopted: same stay, same order."""
        if room is not None:
            require_can_let_in(room.state, room.id)
        if len(tags) > MOST_TAGS:
            raise Invalid("stay.too_many_tags", "hand_tags", {"at_most": MOST_TAGS})
        self._check_free(tags)
        room_stay = None if room is None else self._room_stay(room.id)
        if room_stay is not None and room_stay.is_walk_in:
            adopted = replace(room_stay, is_walk_in=False, hand_tags=tags, guests=guests)
            return self._saved(adopted, "check_in", before="walk_in", adopted=True)
        if room_stay is not None and not tags:
            raise Refused("room.occupied", {"stay_id": room_stay.id})
        stay = StayRow(
            id=StayId(self._work.unit.new_id()),
            room_id=None if room is None else room.id,
            room_name=None if room is None else room.name,
            hand_tags=tags,
            guests=guests,
            is_walk_in=False,
            state=StayState.OPEN,
            opened_at=self._now,
            left_at=None,
            ended_at=None,
            bill_stay_id=None,
            version=1,
        )
        if room is not None:
            occupy(self._work, room)
        return self._saved(stay, "check_in")

    def _saved(
        self, stay: StayRow, what: str, *, before: str = "", adopted: bool = False
    ) -> StayBody:
        self._work.changes.put_stay(stay)
        after = " ".join([*([stay.room_name] if stay.room_name else []), *stay.hand_tags])
        self._work.trail.add("stay", stay.id, what, before=before[:32], after=after[:32])
        self._work.save(EventKind.STAY_CHANGED)
        if stay.room_id is not None:
            self._work.report(RoomStaysChanged(self._work.actor.shop_id, stay.room_id))
        return self._body(self._work.changes.stays[stay.id], adopted=adopted)

    def _body(self, stay: StayRow, *, adopted: bool = False) -> StayBody:
        return stay_body(self._work, stay, adopted=adopted)

    def _room_stay(self, room_id: RoomId) -> StayRow | None:
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        found = self._work.changes.hold_stays(stays.open_stays_in(session, shop_id, room_id))
        return next((stay for stay in found if not stay.hand_tags), None)

    def _check_free(self, tags: Collection[str]) -> None:
        """Raises Refused `tag.blocked`, `tag.in_use`."""
        blocked = self._work.ports.rooms.blocked_tags(tags)
        if blocked:
            raise Refused("tag.blocked", {"hand_tags": sorted(blocked)})
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        worn = stays.worn_tags(session, shop_id, tags)
        if worn:
            raise Refused("tag.in_use", {"hand_tags": sorted(worn)})

    def _check_can_do_without_tags(self, stay: StayRow) -> None:
        """A stay without tags is its room's stay, and a room has at most one."""
        if stay.room_id is None:
            raise Refused("stay.for_nobody", {"stay_id": stay.id})
        other = self._room_stay(stay.room_id)
        if other is not None:
            raise Refused("room.occupied", {"stay_id": other.id})


def open_stay(work: Work, stay_id: str) -> StayRow:
    """Raises NotFound `stay.unknown`, Refused `stay.ended`."""
    stay = work.changes.stay(stay_id)
    if stay.state is not StayState.OPEN:
        raise Refused("stay.ended", {"stay_id": stay_id})
    return stay


def occupy(work: Work, room: RoomRow) -> None:
    if room.state is not RoomState.OCCUPIED:
        set_room(work, room.id, RoomState.OCCUPIED)


def set_room(work: Work, room_id: RoomId, state: RoomState) -> None:
    work.changes.rooms[room_id] = work.ports.rooms.set_state(room_id, state, work.unit.now)


def present(found: Sequence[StayRow]) -> list[StayRow]:
    """Those whose guests are still there."""
    return [x for x in found if x.state is StayState.OPEN and x.left_at is None]


def stay_body(work: Work, stay: StayRow, *, adopted: bool = False) -> StayBody:
    room = None
    if stay.room_id is not None:
        room = work.changes.rooms.get(stay.room_id) or work.room(stay.room_id)
    return StayBody(stay, room, adopted=adopted)
