"""What a terminal adds to a tap: ids of what is new, and the stay that it was meant for.

A command that waits carries the stay it meant, so that a late clean or a late order never hits the
next guest (spec 10, "Stays").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from common.client.outbox import ORDER_VALID_FOR
from common.domain.commands import (
    AcknowledgeMark,
    ActOnLine,
    ActOnLines,
    CallService,
    CancelBatch,
    CancelOrder,
    CleanRoom,
    Command,
    LeaveRoom,
    PlaceOrder,
    RecallLine,
    RecallLines,
    RemakeLine,
    RushLine,
    SplitLine,
    StopLine,
)
from common.domain.ids import BatchId, CallId, LineId, RoomId, StayId
from common.domain.projection import Tables
from common.domain.rows import BatchRow, LineRow, OrderRow, StayRow, StayState

NewId = Callable[[], str]


def filled(
    command: Command, room_id: RoomId | None, tables: Tables, at: datetime, new_id: NewId
) -> Command:
    """`command` with nothing left open; `room_id` is the terminal's own room, if it has one."""
    match command:
        case PlaceOrder():
            return _placement(command, room_id, tables, at, new_id)
        case SplitLine() | RemakeLine():
            stay_id = command.stay_id or _stay_of_line(tables, command.line_id)
            return replace(command, stay_id=stay_id, new_id=command.new_id or LineId(new_id()))
        case ActOnLine() | RecallLine() | RushLine() | AcknowledgeMark() | StopLine():
            stay_id = command.stay_id or _stay_of_line(tables, command.line_id)
            return replace(command, stay_id=stay_id)
        case ActOnLines() | RecallLines() | CancelOrder():
            stay_id = command.stay_id or _stay_of_order(tables, command.order_id)
            return replace(command, stay_id=stay_id)
        case CancelBatch():
            batch = tables["batches"].get(command.batch_id)
            order_id = batch.order_id if isinstance(batch, BatchRow) else ""
            stay_id = command.stay_id or _stay_of_order(tables, order_id)
            return replace(command, stay_id=stay_id)
        case LeaveRoom() | CleanRoom():
            return replace(command, stay_id=command.stay_id or stay_in(tables, command.room_id))
        case CallService():
            return replace(
                command,
                call_id=command.call_id or CallId(new_id()),
                stay_id=command.stay_id or stay_in(tables, room_id),
            )
        case _:
            return command


def stay_in(tables: Tables, room_id: RoomId | None) -> StayId | None:
    """The stay that something for this room is for: its room stay, or its only tag stay."""
    if room_id is None:
        return None
    here = [
        stay
        for stay in tables["stays"].values()
        if isinstance(stay, StayRow) and stay.room_id == room_id and stay.state is StayState.OPEN
    ]
    room_stays = [stay for stay in here if not stay.hand_tags]
    if room_stays:
        return room_stays[0].id
    return here[0].id if len(here) == 1 else None


def _placement(
    command: PlaceOrder,
    room_id: RoomId | None,
    tables: Tables,
    at: datetime,
    new_id: NewId,
) -> PlaceOrder:
    lines = tuple(replace(line, line_id=line.line_id or LineId(new_id())) for line in command.lines)
    command = replace(
        command,
        lines=lines,
        batch_id=command.batch_id or BatchId(new_id()),
        valid_until=command.valid_until or at + ORDER_VALID_FOR,
    )
    if command.stay_id is not None or command.hand_tag is not None:
        return command
    room_id = command.room_id or room_id
    stay_id = stay_in(tables, room_id)
    # Addressed by the stay where there is one: a late order then never reaches the next guest.
    return replace(command, stay_id=stay_id, room_id=None if stay_id else room_id)


def _stay_of_line(tables: Tables, line_id: str) -> StayId | None:
    line = tables["lines"].get(line_id)
    return _stay_of_order(tables, line.order_id) if isinstance(line, LineRow) else None


def _stay_of_order(tables: Tables, order_id: str) -> StayId | None:
    order = tables["orders"].get(order_id)
    # An order that the server has not seen may stand under no stay yet.
    return order.stay_id or None if isinstance(order, OrderRow) else None
