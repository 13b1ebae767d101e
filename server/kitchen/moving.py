"""Guests change rooms and bills, and what they ordered follows them. Source: spec 10, "Stays"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from common.domain.errors import NotFound, Refused
from common.domain.happenings import OrderClosed, RoomStaysChanged, StayMoved
from common.domain.ids import BatchId, RoomId, StaffId
from common.domain.kitchen import LIVE, MarkKind
from common.domain.marks import with_mark
from common.domain.premises import require_can_let_in
from common.domain.roles import Permission
from common.domain.rows import LineRow, Mark, OrderState, RoomState, StayRow
from common.wire.answers import OrderBody, StayBody
from common.wire.events import EventKind
from common.wire.requests import MergeStays, MoveStay, SwapStays, TransferBatch
from server.kitchen import stay_repository as stays
from server.kitchen.bodies import order_body
from server.kitchen.checking_in import occupy, open_stay, present, set_room, stay_body
from server.kitchen.line_actions import check_open
from server.kitchen.placing import Placing
from server.kitchen.repository import Docket
from server.kitchen.trail import MOVED
from server.kitchen.work import Work


class Moving:
    def __init__(self, work: Work, placing: Placing) -> None:
        self._work = work
        self._placing = placing
        self._now = work.unit.now

    # ── rooms ───────────────────────────────────────────────────────────────────────────────────

    def move(self, stay_id: str, wanted: MoveStay) -> StayBody:
        """To a free room (a tag stay: to any that is not to be cleaned). There already: no change."""
        self._work.actor.require(Permission.STAY)
        stay = self._present_stay(stay_id)
        room = self._work.room(wanted.room_id)
        if stay.room_id == room.id:
            return stay_body(self._work, stay)
        require_can_let_in(room.state, room.id)
        there = [x for x in self._stays_in(room.id) if not x.hand_tags]
        if there and not stay.hand_tags:
            raise Refused("room.occupied", {"stay_id": there[0].id})
        occupy(self._work, room)
        self._move([(stay, room.id, room.name)])
        return stay_body(self._work, self._work.changes.stays[stay.id])

    def swap(self, stay_id: str, wanted: SwapStays) -> StayBody:
        self._work.actor.require(Permission.STAY)
        one, other = self._present_stay(stay_id), self._present_stay(wanted.with_stay_id)
        if one.room_id is None or other.room_id is None:
            raise Refused("stay.no_room", {"stay_id": (other if one.room_id else one).id})
        if one.room_id != other.room_id:
            for stay, goes_to in ((one, other), (other, one)):
                self._check_fits(stay, goes_to)
            self._move(
                [
                    (one, other.room_id, other.room_name or ""),
                    (other, one.room_id, one.room_name or ""),
                ]
            )
        return stay_body(self._work, self._work.changes.stays[one.id])

    def _check_fits(self, stay: StayRow, leaves: StayRow) -> None:
        """Where a tag stay leaves, a room stay may remain: two of those do not fit into one room."""
        assert leaves.room_id is not None
        there = [x for x in self._stays_in(leaves.room_id) if not x.hand_tags and x != leaves]
        if there and not stay.hand_tags:
            raise Refused("room.occupied", {"stay_id": there[0].id})

    def _move(self, moves: list[tuple[StayRow, RoomId, str]]) -> None:
        """Their open orders follow, and say on each open ticket where they came from."""
        left = [stay.room_id for stay, _, _ in moves if stay.room_id is not None]
        for stay, room_id, room_name in moves:
            after = replace(stay, room_id=room_id, room_name=room_name)
            self._work.changes.put_stay(after)
            self._work.trail.add(
                "stay", stay.id, MOVED, before=stay.room_name or "", after=room_name
            )
            for docket in self._work.changes.orders_of_stays([stay.id]):
                if docket.order.state is OrderState.OPEN:
                    docket.order = replace(docket.order, room_id=room_id, room_name=room_name)
                    mark_moved(docket, list(docket.lines.values()), stay, after, self._now)
        for room_id in left:
            if not self._anybody_in(room_id):
                set_room(self._work, room_id, RoomState.VACANT)
        self._work.save(EventKind.ORDER_MOVED)
        for stay, room_id, room_name in moves:
            self._report(stay, room_id, room_name)

    def _report(self, was: StayRow, room_id: RoomId, room_name: str) -> None:
        shop_id = self._work.actor.shop_id
        moved = tuple(
            docket.order
            for docket in self._work.changes.dockets.values()
            if docket.order.stay_id == was.id and docket.order.state is OrderState.OPEN
        )
        self._work.report(StayMoved(shop_id, was.id, was.room_name, room_name, moved))
        for changed in {was.room_id, room_id} - {None}:
            assert changed is not None
            self._work.report(RoomStaysChanged(shop_id, changed))

    def _anybody_in(self, room_id: RoomId) -> bool:
        self._stays_in(room_id)
        held = self._work.changes.stays.values()
        return any(x.room_id == room_id for x in present(list(held)))

    def _stays_in(self, room_id: RoomId) -> list[StayRow]:
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        return self._work.changes.hold_stays(stays.open_stays_in(session, shop_id, room_id))

    def _present_stay(self, stay_id: str) -> StayRow:
        stay = open_stay(self._work, stay_id)
        if stay.left_at is not None:
            raise Refused("stay.left", {"stay_id": stay_id})
        return stay

    # ── bills ───────────────────────────────────────────────────────────────────────────────────

    def merge(self, stay_id: str, wanted: MergeStays) -> StayBody:
        """One bill for both: on the other stay's. The orders stay where they are.

        One that is on another bill already has to part from it first.
        """
        self._work.actor.require(Permission.STAY)
        stay, into = open_stay(self._work, stay_id), open_stay(self._work, wanted.into_stay_id)
        if stay.id == into.id or into.bill_stay_id is not None:
            raise Refused("stay.bill_elsewhere", {"stay_id": into.id})
        if stay.bill_stay_id not in (None, into.id):
            raise Refused("stay.bill_elsewhere", {"stay_id": stay.id})
        if any(x.bill_stay_id == stay.id for x in self._all_open()):
            raise Refused("stay.bill_shared", {"stay_id": stay.id})
        return self._on_bill_of(stay, into)

    def unmerge(self, stay_id: str, reason: str) -> StayBody:
        """Raises Forbidden `staff.required`, Refused `stay.paid` once the common bill has a payment."""
        manager = self._work.require_in_person(Permission.UNMERGE)
        return self._on_bill_of(open_stay(self._work, stay_id), None, reason, manager)

    def _on_bill_of(
        self, stay: StayRow, into: StayRow | None, reason: str = "", by: StaffId | None = None
    ) -> StayBody:
        bill_stay_id = None if into is None else into.id
        if stay.bill_stay_id != bill_stay_id:
            self._work.changes.put_stay(replace(stay, bill_stay_id=bill_stay_id))
            what = "unmerge" if into is None else "merge"
            self._work.trail.add("stay", stay.id, what, reason=reason, by=by)
            self._work.save(EventKind.STAY_CHANGED)
            if into is not None:
                self._work.ports.bills.merge(stay, into)
            elif stay.bill_stay_id is not None:
                self._work.ports.bills.part(stay, stay.bill_stay_id)
        return stay_body(self._work, self._work.changes.stays[stay.id])

    def _all_open(self) -> list[StayRow]:
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        return stays.open_stays(session, shop_id)

    # ── a batch that was meant for somebody else ────────────────────────────────────────────────

    def transfer(self, batch_id: str, wanted: TransferBatch) -> OrderBody:
        """Joins the other stay's open order, or begins one; the emptied order is cancelled."""
        self._work.actor.require(Permission.STAY)
        source = self._work.changes.order_of_batch(batch_id)
        check_open(source)
        was = self._work.changes.stay(source.order.stay_id)
        stay = self._reachable(wanted.stay_id)
        if stay.id == was.id:
            return order_body(source)
        target = self._work.changes.open_order_of(stay.id) or self._placing.begin(
            stay, source=source.order.source
        )
        self._hand_over(source, target, BatchId(batch_id), was, stay)
        self._work.trail.add(
            "batch",
            batch_id,
            "transfer",
            order_id=target.order.id,
            before=source.order.id[-32:],
            after=target.order.id[-32:],
            reason=wanted.reason,
        )
        self._work.save(EventKind.ORDER_MOVED)
        shop_id = self._work.actor.shop_id
        self._work.report(
            StayMoved(shop_id, stay.id, was.room_name, stay.room_name, (target.order,))
        )
        if source.order.state is not OrderState.OPEN:
            self._work.report(OrderClosed(source.order))
        return order_body(target)

    def _reachable(self, stay_id: str) -> StayRow:
        stay = open_stay(self._work, stay_id)
        if stay.left_at is not None:
            raise Refused("stay.left", {"stay_id": stay.id})
        return stay

    def _hand_over(
        self, source: Docket, target: Docket, batch_id: BatchId, was: StayRow, now: StayRow
    ) -> None:
        lines = source.lines_of(batch_id)
        batch = source.batches.pop(batch_id, None)
        if batch is None:
            raise NotFound("batch.unknown", {"batch_id": batch_id})
        last = max((x.sequence for x in target.batches.values()), default=0)
        order_id = target.order.id
        target.batches[batch_id] = replace(batch, order_id=order_id, sequence=last + 1)
        for line in lines:
            del source.lines[line.id]
            if line.id in source.counted:
                source.counted.discard(line.id)
                target.counted.add(line.id)
        mark_moved(target, [replace(x, order_id=order_id) for x in lines], was, now, self._now)


def mark_moved(
    docket: Docket, lines: list[LineRow], was: StayRow, now: StayRow, at: datetime
) -> None:
    """Put `lines` into `docket`; those that did not reach their guest yet bear `801→805`."""
    for line in lines:
        moved = line
        if line.state in LIVE:
            mark = Mark(MarkKind.MOVE, at, f"{_first_place(line, was)}→{place_of(now)}")
            moved = replace(line, marks=with_mark(line.marks, mark))
        docket.put(moved)


def _first_place(line: LineRow, was: StayRow) -> str:
    """Where the cooks still believe the line to be: a second move starts from there too."""
    for mark in line.marks:
        if mark.kind is MarkKind.MOVE and mark.acknowledged_at is None:
            return mark.text.split("→")[0]
    return place_of(was)


def place_of(stay: StayRow) -> str:
    """`801`, or 手牌12 for guests without a room."""
    return stay.room_name or "手牌" + "、".join(stay.hand_tags)
