"""What a screen shows: the base, as the server said it, with this device's waiting commands on top.

Judged anew at every change of the base and never stored. Source: spec 20, "Device side".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from common.domain import line_drafts, order_draft
from common.domain.commands import (
    AcceptCall,
    AcknowledgeMark,
    ActOnLine,
    ActOnLines,
    CallService,
    CancelBatch,
    CancelOrder,
    CheckIn,
    CleanRoom,
    FinishCall,
    LeaveRoom,
    MarkAvailable,
    MarkSoldOut,
    MoveStay,
    OfOtherVersion,
    Pending,
    PlaceOrder,
    RecallLine,
    RecallLines,
    RemakeLine,
    RushLine,
    SplitLine,
    StopLine,
    WithdrawCall,
)
from common.domain.draft import Draft
from common.domain.ids import StayId
from common.domain.kitchen import CancelReason, LineAction, LineState
from common.domain.projection import Tables
from common.domain.rows import (
    CallState,
    GoodsRow,
    LineRow,
    RoomRow,
    RoomState,
    ServiceCallRow,
    StayRow,
    StayState,
)


@dataclass(frozen=True, slots=True)
class Overlaid:
    """`unsent`: id of a row with a command that the server has not answered → when it was given."""

    tables: Tables
    unsent: Mapping[str, datetime]


def overlay(base: Tables, pending: Iterable[Pending]) -> Overlaid:
    """Lay `pending` (in the order in which they were given) over `base`, which stays as it is."""
    draft = Draft(base)
    for each in pending:
        _lay(draft, each)
    return Overlaid(draft.tables, draft.unsent)


def _lay(draft: Draft, pending: Pending) -> None:  # noqa: C901  one arm a command, nothing else
    command = pending.command
    match command:
        case ActOnLine():
            line_drafts.act_on_line(draft, pending, command)
        case ActOnLines():
            line_drafts.act_on_lines(draft, pending, command)
        case RecallLine():
            line_drafts.recall_line(draft, pending, command)
        case RecallLines():
            line_drafts.recall_lines(draft, pending, command)
        case RushLine():
            line_drafts.rush(draft, pending, command)
        case AcknowledgeMark():
            line_drafts.acknowledge(draft, pending, command)
        case StopLine():
            line_drafts.stop(draft, pending, command)
        case SplitLine():
            line_drafts.split_line(draft, pending, command)
        case RemakeLine():
            line_drafts.remake(draft, pending, command)
        case PlaceOrder():
            order_draft.place(draft, pending, command)
        case CancelOrder():
            line_drafts.cancel_order(draft, pending, command)
        case CancelBatch():
            line_drafts.cancel_batch(draft, pending, command)
        case MarkSoldOut():
            _sold_out(draft, pending, command)
        case MarkAvailable():
            _available(draft, pending, command)
        case CheckIn():
            _room(draft, pending, command.room_id, RoomState.OCCUPIED)
        case LeaveRoom():
            _leave(draft, pending, command)
        case CleanRoom():
            draft.mark(pending, command.room_id)  # 待确认: occupied until the server answers
        case MoveStay():
            draft.mark(pending, command.stay_id, command.room_id)
        case CallService():
            _call(draft, pending, command)
        case AcceptCall():
            _answer_call(draft, pending, command.call_id, CallState.ACCEPTED)
        case FinishCall():
            _answer_call(draft, pending, command.call_id, CallState.DONE)
        case WithdrawCall():
            _answer_call(draft, pending, command.call_id, CallState.WITHDRAWN)
        case OfOtherVersion():
            return
        case _:
            assert_never(command)


def _sold_out(draft: Draft, pending: Pending, command: MarkSoldOut) -> None:
    goods = draft.get("goods", command.goods_id, GoodsRow)
    if goods is not None:
        draft.mark(pending, goods.id)
        if not goods.sold_out:
            draft.put("goods", replace(goods, sold_out=True))
    if command.cancel_waiting:
        for line in list(draft.all("lines", LineRow)):
            if line.goods_id == command.goods_id and line.state is LineState.WAITING:
                cancel = ActOnLine(line.id, LineAction.CANCEL, CancelReason.SOLD_OUT)
                line_drafts.act_on_line(draft, pending, cancel)


def _available(draft: Draft, pending: Pending, command: MarkAvailable) -> None:
    goods = draft.get("goods", command.goods_id, GoodsRow)
    if goods is not None:
        draft.put("goods", replace(goods, sold_out=False, sold_out_until=None))
        draft.mark(pending, goods.id)


def _room(draft: Draft, pending: Pending, room_id: str, state: RoomState) -> None:
    room = draft.get("rooms", room_id, RoomRow)
    if room is not None:
        draft.mark(pending, room.id)
        if room.state is not state:
            draft.put("rooms", replace(room, state=state, state_since=pending.at))


def _leave(draft: Draft, pending: Pending, command: LeaveRoom) -> None:
    room = draft.get("rooms", command.room_id, RoomRow)
    if room is not None and room.state is RoomState.OCCUPIED:
        _room(draft, pending, room.id, RoomState.TO_CLEAN)
    for stay in list(draft.all("stays", StayRow)):
        is_here = stay.room_id == command.room_id and stay.state is StayState.OPEN
        if is_here and stay.left_at is None:
            draft.put("stays", replace(stay, left_at=pending.at))
            draft.mark(pending, stay.id)


def _call(draft: Draft, pending: Pending, command: CallService) -> None:
    if command.call_id is None or draft.get("service_calls", command.call_id, ServiceCallRow):
        return
    stay = draft.get("stays", command.stay_id, StayRow)
    call = ServiceCallRow(
        id=command.call_id,
        stay_id=command.stay_id or StayId(""),
        room_id=stay.room_id if stay else None,
        room_name=stay.room_name if stay else None,
        hand_tag=None,
        text=command.text or command.template,
        state=CallState.OPEN,
        called_at=pending.at,
        accepted_at=None,
        accepted_by=None,
        done_at=None,
        version=0,
    )
    draft.put("service_calls", call)
    draft.mark(pending, call.id)


def _answer_call(draft: Draft, pending: Pending, call_id: str, state: CallState) -> None:
    call = draft.get("service_calls", call_id, ServiceCallRow)
    if call is None or call.state in (state, CallState.DONE, CallState.WITHDRAWN):
        return
    draft.mark(pending, call.id)
    draft.put("service_calls", replace(call, state=state))
