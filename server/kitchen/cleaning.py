"""How a visit ends: leaving, cleaning, closing, and opening again. Source: spec 10, "Stays"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import bindparam, insert, update

from common.domain.errors import Invalid, Refused
from common.domain.happenings import LinesCancelled, OrderClosed, RoomStaysChanged, StayEnded
from common.domain.ids import Fen, RoomId, StayId
from common.domain.kitchen import CancelReason, LineState, MarkKind
from common.domain.line_changes import ROOM_CLEANED, cancelled
from common.domain.marks import with_mark
from common.domain.orders import unfinished
from common.domain.roles import Permission
from common.domain.rows import LineRow, Mark, OrderState, RoomState, StayRow, StayState
from common.wire.answers import RoomBody, StayBody
from common.wire.events import EventKind
from common.wire.requests import Clean, Leave
from server.kitchen import stay_repository as stays
from server.kitchen.checking_in import open_stay, present, set_room, stay_body
from server.kitchen.line_actions import LineActions
from server.kitchen.models import Unsettled
from server.kitchen.repository import Docket, table_of
from server.kitchen.texting import forget_phones
from server.kitchen.work import Work

_UNSETTLED: Final = table_of(Unsettled)
_UNDONE: Final = (
    update(_UNSETTLED)
    .where(_UNSETTLED.c.stay_id == bindparam("stay"), _UNSETTLED.c.undone_at.is_(None))
    .values(undone_at=bindparam("at"))
)


class Cleaning:
    def __init__(self, work: Work, lines: LineActions) -> None:
        self._work = work
        self._lines = lines
        self._now = work.unit.now

    # ── leaving ─────────────────────────────────────────────────────────────────────────────────

    def leave_room(self, room_id: str, wanted: Leave) -> RoomBody:
        """All guests of the room, or those of one stay, are gone. A second time changes nothing."""
        self._work.actor.require(Permission.STAY)
        room = self._work.room(room_id)
        here = self._meant(room.id, wanted.stay_id)
        self._leave(room.id, present(here))
        return self._room_body(room.id, [])

    def leave(self, stay_id: str) -> StayBody:
        self._work.actor.require(Permission.STAY)
        stay = open_stay(self._work, stay_id)
        self._leave(stay.room_id, present([stay]))
        return stay_body(self._work, self._work.changes.stays[stay.id])

    def _leave(self, room_id: RoomId | None, leaving: Sequence[StayRow]) -> None:
        if not leaving:
            return
        for stay in leaving:
            self._work.changes.put_stay(replace(stay, left_at=self._now))
            self._work.trail.add("stay", stay.id, "leave", before=stay.room_name or "")
        if room_id is not None:
            self._stays_in(room_id)
            here = [x for x in self._work.changes.stays.values() if x.room_id == room_id]
            if not present(here):
                set_room(self._work, room_id, RoomState.TO_CLEAN)
        self._work.save(EventKind.STAY_CHANGED)
        if room_id is not None:
            self._work.report(RoomStaysChanged(self._work.actor.shop_id, room_id))

    # ── cleaning and closing ────────────────────────────────────────────────────────────────────

    def clean(self, room_id: str, wanted: Clean) -> RoomBody:
        """Completes the orders and ends every stay of the room. An idle room stays as it is.

        Raises Refused `room.unfinished` listing what stands in the way, `stay.changed`.
        """
        self._work.actor.require(Permission.CLEAN)
        room = self._work.room(room_id)
        self._meant(room.id, wanted.stay_id)
        ending = self._stays_in(room.id)
        if ending or room.state in (RoomState.OCCUPIED, RoomState.TO_CLEAN):
            set_room(self._work, room.id, RoomState.VACANT)
            self._work.trail.add("room", room.id, "clean", reason=wanted.reason)
            self._end(ending, wanted)
            if not ending:
                self._work.report(RoomStaysChanged(self._work.actor.shop_id, room.id))
        return self._room_body(room.id, [stay.id for stay in ending])

    def close(self, stay_id: str, wanted: Clean) -> StayBody:
        """End a stay that has no room, under the same rules; one with a room is cleaned."""
        self._work.actor.require(Permission.CLEAN)
        stay = open_stay(self._work, stay_id)
        if wanted.stay_id is not None and wanted.stay_id != stay.id:
            raise Refused("stay.changed", {"stay_id": wanted.stay_id})
        if stay.room_id is not None:
            raise Refused("stay.has_room", {"room_id": stay.room_id})
        self._end([stay], wanted)
        return stay_body(self._work, self._work.changes.stays[stay.id])

    def _end(self, ending: Sequence[StayRow], wanted: Clean) -> None:
        dockets = self._work.changes.orders_of_stays([stay.id for stay in ending])
        open_dockets = [x for x in dockets if x.order.state is OrderState.OPEN]
        open_lines = [(x, line) for x in open_dockets for line in unfinished(x.lines.values())]
        balances = self._balances(ending)
        if open_lines or balances:
            if not wanted.force:
                raise Refused("room.unfinished", _obstacles(open_lines, balances))
            if not wanted.reason.strip():
                raise Invalid("reason.missing", "reason")
        taken_off = self._close_lines(open_lines)
        for docket in open_dockets:
            docket.order = replace(docket.order, state=_end_of(docket), completed_at=self._now)
        for stay in ending:
            over = replace(stay, state=StayState.ENDED, ended_at=self._now, texts_to="")
            self._work.changes.put_stay(over)
            self._work.trail.add("stay", stay.id, "end", reason=wanted.reason)
        forget_phones(self._work.unit.session, [stay.id for stay in ending if stay.texts_to])
        self._work.save(EventKind.ORDER_COMPLETED if open_dockets else EventKind.ROOM_CHANGED)
        if open_lines or balances:
            # Anew: what was waiting was taken off the bill with its line.
            self._record_unsettled(ending, open_lines, self._balances(ending), wanted.reason)
        self._work.ports.bills.end(ending)
        self._report_end(ending, open_dockets, taken_off)

    def _balances(self, ending: Sequence[StayRow]) -> dict[StayId, Fen]:
        owed = self._work.ports.bills.balances(ending)
        return {stay_id: balance for stay_id, balance in owed.items() if balance}

    def _close_lines(self, open_lines: list[tuple[Docket, LineRow]]) -> list[LineRow]:
        """By force: what waits is cancelled, what is under way keeps its state and says why."""
        taken_off = []
        for docket, line in open_lines:
            if line.state is LineState.WAITING:
                after, _ = cancelled(line, CancelReason.ROOM_CLEANED, self._now, self._work.key)
                self._lines.give_back(docket, after)
                taken_off.append(after)
            else:
                stop = Mark(MarkKind.STOP, self._now, ROOM_CLEANED)
                after = replace(line, marks=with_mark(line.marks, stop))
            docket.put(after)
            self._work.trail.add(
                "line",
                line.id,
                "room_cleaned",
                order_id=line.order_id,
                before=line.state,
                after=after.state,
            )
        return taken_off

    def _record_unsettled(
        self,
        ending: Sequence[StayRow],
        open_lines: list[tuple[Docket, LineRow]],
        balances: dict[StayId, Fen],
        reason: str,
    ) -> None:
        for stay in ending:
            lines = [line.id for docket, line in open_lines if docket.order.stay_id == stay.id]
            if lines or stay.id in balances:
                self._work.unit.session.execute(
                    insert(_UNSETTLED).values(
                        id=self._work.unit.new_id(),
                        shop_id=self._work.actor.shop_id,
                        stay_id=stay.id,
                        balance_fen=balances.get(stay.id, 0),
                        line_ids=lines,
                        reason=reason,
                        device_id=self._work.actor.device_id,
                        staff_id=self._work.actor.staff_id,
                        recorded_at=self._now,
                    )
                )

    def _report_end(
        self, ending: Sequence[StayRow], closed: Sequence[Docket], taken_off: Sequence[LineRow]
    ) -> None:
        shop_id, role = self._work.actor.shop_id, self._work.actor.role
        for docket in closed:
            lines = tuple(docket.lines[x.id] for x in taken_off if x.order_id == docket.order.id)
            if lines:
                self._work.report(
                    LinesCancelled(docket.order, lines, CancelReason.ROOM_CLEANED, role)
                )
            self._work.report(OrderClosed(docket.order))
        for stay in ending:
            self._work.report(StayEnded(shop_id, stay.id))
        for room_id in dict.fromkeys(x.room_id for x in ending if x.room_id is not None):
            self._work.report(RoomStaysChanged(shop_id, room_id))

    # ── opening again ───────────────────────────────────────────────────────────────────────────

    def reopen(self, stay_id: str, reason: str) -> StayBody:
        """Undo the clean (or close) that ended the stay: same orders, same numbers.

        Raises Forbidden `manager.required`, Refused `stay.open`, and `room.next_stay` once the
        room's next guests are in.
        """
        manager = self._work.require_in_person(Permission.REOPEN)
        stay = self._work.changes.stay(stay_id)
        if stay.state is StayState.OPEN or stay.ended_at is None:
            raise Refused("stay.open", {"stay_id": stay_id})
        ended = self._ended_with(stay)
        self._check_tags_free(ended)
        if stay.room_id is not None and self._work.room(stay.room_id).state is RoomState.OUT_OF_USE:
            raise Refused("room.out_of_use", {"room_id": stay.room_id})
        for each in ended:
            self._work.changes.put_stay(replace(each, state=StayState.OPEN, ended_at=None))
            self._work.trail.add("stay", each.id, "reopen", reason=reason, by=manager)
            self._work.unit.session.execute(_UNDONE, {"stay": each.id, "at": self._now})
        for docket in self._work.changes.orders_of_stays([each.id for each in ended]):
            if docket.order.completed_at == stay.ended_at:
                self._reopen_order(docket)
        if stay.room_id is not None:
            here = [replace(each, state=StayState.OPEN) for each in ended]
            state = RoomState.OCCUPIED if present(here) else RoomState.TO_CLEAN
            set_room(self._work, stay.room_id, state)
        self._work.save(EventKind.ORDER_CHANGED)
        self._work.ports.bills.reopen(ended)
        if stay.room_id is not None:
            self._work.report(RoomStaysChanged(self._work.actor.shop_id, stay.room_id))
        return stay_body(self._work, self._work.changes.stays[stay.id])

    def _ended_with(self, stay: StayRow) -> list[StayRow]:
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        if stay.room_id is None or stay.ended_at is None:
            return [stay]
        if stays.has_later_stay(session, shop_id, stay):
            raise Refused("room.next_stay", {"room_id": stay.room_id})
        found = stays.ended_with(session, shop_id, stay.room_id, stay.ended_at)
        return self._work.changes.hold_stays(found)

    def _check_tags_free(self, ended: Sequence[StayRow]) -> None:
        tags = [tag for stay in ended for tag in stay.hand_tags]
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        worn = stays.worn_tags(session, shop_id, tags)
        if worn:
            raise Refused("tag.in_use", {"hand_tags": sorted(worn)})

    def _reopen_order(self, docket: Docket) -> None:
        """As it was: what only the clean cancelled waits again, what only the clean stopped goes on."""
        ended_at = docket.order.completed_at
        docket.order = replace(docket.order, state=OrderState.OPEN, completed_at=None)
        for line in list(docket.lines.values()):
            if line.cancel_reason is CancelReason.ROOM_CLEANED and line.cancelled_at == ended_at:
                self._take_again(docket, line)
                docket.put(
                    replace(
                        line,
                        state=LineState.WAITING,
                        cancelled_at=None,
                        cancel_reason=None,
                        last_action=None,
                        last_key=None,
                        marks=_without(line.marks, MarkKind.CANCEL),
                    )
                )
            elif any(x.kind is MarkKind.STOP and x.at == ended_at for x in line.marks):
                docket.put(replace(line, marks=_without(line.marks, MarkKind.STOP)))

    def _take_again(self, docket: Docket, line: LineRow) -> None:
        """Count its portions down again, as far as the dish is counted and there are so many."""
        menu = self._work.ports.menu
        dish = menu.dishes([line.goods_id]).get(line.goods_id)
        if dish is not None and (dish.remaining or 0) >= line.quantity:
            menu.take({line.goods_id: line.quantity})
            docket.counted.add(line.id)

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _meant(self, room_id: RoomId, stay_id: str | None) -> list[StayRow]:
        """The open stays that a command is about; raises Refused `stay.changed`."""
        here = self._stays_in(room_id)
        if stay_id is None:
            return here
        meant = [stay for stay in here if stay.id == stay_id]
        if not meant:
            raise Refused("stay.changed", {"stay_id": stay_id})
        return meant

    def _stays_in(self, room_id: RoomId) -> list[StayRow]:
        session, shop_id = self._work.unit.session, self._work.actor.shop_id
        return self._work.changes.hold_stays(stays.open_stays_in(session, shop_id, room_id))

    def _room_body(self, room_id: RoomId, ended: list[StayId]) -> RoomBody:
        room = self._work.changes.rooms.get(room_id) or self._work.room(room_id)
        return RoomBody(room, list(ended))


def _end_of(docket: Docket) -> OrderState:
    is_over = all(line.state is LineState.CANCELLED for line in docket.lines.values())
    return OrderState.CANCELLED if is_over else OrderState.COMPLETED


def _without(marks: tuple[Mark, ...], kind: MarkKind) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.kind is not kind)


def _obstacles(
    open_lines: list[tuple[Docket, LineRow]], balances: dict[StayId, Fen]
) -> dict[str, object]:
    lines = [
        {
            "line_id": line.id,
            "order_id": docket.order.id,
            "number": docket.order.number,
            "name": line.name,
            "quantity": line.quantity,
            "state": line.state,
        }
        for docket, line in open_lines
    ]
    owed = [{"stay_id": key, "balance_fen": balance} for key, balance in balances.items()]
    return {"lines": lines, "balances": owed}
