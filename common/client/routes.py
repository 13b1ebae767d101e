"""Which request a command becomes: method, path and body, named as the server's routes are.

The body is made once, at the tap, and sent byte for byte as often as it takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never
from urllib.parse import quote

import msgspec

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
    Command,
    FinishCall,
    LeaveRoom,
    LineCommand,
    MarkAvailable,
    MarkSoldOut,
    MoveStay,
    OfOtherVersion,
    PlaceOrder,
    RecallLine,
    RecallLines,
    RemakeLine,
    RushLine,
    SplitLine,
    StopLine,
    WithdrawCall,
)
from common.domain.errors import Refused
from common.domain.kitchen import LineAction
from common.wire import codec, requests

POST: Final = "POST"


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    body: bytes


def route_of(command: Command, at: datetime) -> Route:
    """The request of `command`, given at `at` (corrected, UTC) with all its ids filled in.

    Raises Refused `command.unknown` for one that only another version can make.
    """
    path, body = _route(command, at)
    return Route(POST, f"/v1{path}", codec.encode(body) if body is not None else b"{}")


def _route(command: Command, at: datetime) -> tuple[str, msgspec.Struct | None]:
    match command:
        case PlaceOrder():
            return "/orders", _placement(command)
        case (
            ActOnLine()
            | RecallLine()
            | RushLine()
            | AcknowledgeMark()
            | StopLine()
            | SplitLine()
            | RemakeLine()
        ):
            step, body = _line(command, at)
            return f"/lines/{quote(command.line_id)}/{step}", body
        case ActOnLines() | RecallLines() | CancelOrder() | CancelBatch():
            return _several(command, at)
        case MarkSoldOut() | MarkAvailable():
            return _goods(command)
        case CheckIn() | LeaveRoom() | CleanRoom() | MoveStay():
            return _place(command)
        case CallService() | AcceptCall() | FinishCall() | WithdrawCall():
            return _call(command)
        case OfOtherVersion():
            raise Refused("command.unknown", {"kind": command.kind})
        case _:
            assert_never(command)


def step_of(action: LineAction) -> str:
    """`pick_up` → `pick-up`."""
    return action.value.replace("_", "-")


def _line(command: LineCommand, at: datetime) -> tuple[str, msgspec.Struct]:
    stay = command.stay_id
    match command:
        case ActOnLine(action=LineAction.CANCEL):
            return "cancel", requests.CancelLine(stay, at, command.reason)
        case ActOnLine():
            return step_of(command.action), requests.LineCommand(stay, at)
        case RecallLine():
            from_state = command.from_state if command.undoes is None else None
            return "recall", requests.Recall(stay, at, from_state, command.undoes)
        case RushLine():
            return "rush", requests.LineCommand(stay, at)
        case AcknowledgeMark():
            return "acknowledge", requests.Acknowledge(stay, at, command.mark)
        case StopLine():
            return "stop", requests.Stop(stay, at, command.reason)
        case SplitLine():
            return "split", requests.Split(stay, at, command.quantity, command.new_id)
        case RemakeLine():
            body = requests.Remake(stay, at, command.quantity, command.reason, command.new_id)
            return "remake", body
        case _:
            assert_never(command)


def _several(
    command: ActOnLines | RecallLines | CancelOrder | CancelBatch, at: datetime
) -> tuple[str, msgspec.Struct]:
    match command:
        case ActOnLines():
            lines: list[str] = list(command.line_ids)
            body = requests.OrderLinesCommand(command.stay_id, at, lines, command.reason)
            return f"/orders/{quote(command.order_id)}/lines/{step_of(command.action)}", body
        case RecallLines():
            recall = requests.OrderLinesCommand(
                command.stay_id, at, list(command.line_ids), undoes=command.undoes
            )
            return f"/orders/{quote(command.order_id)}/lines/recall", recall
        case CancelOrder():
            cancel = requests.CancelLine(command.stay_id, at, command.reason)
            return f"/orders/{quote(command.order_id)}/cancel", cancel
        case CancelBatch():
            cancel = requests.CancelLine(command.stay_id, at, command.reason)
            return f"/batches/{quote(command.batch_id)}/cancel", cancel
        case _:
            assert_never(command)


def _placement(command: PlaceOrder) -> requests.PlaceOrder:
    lines = [
        requests.NewLine(
            goods_id=wanted.goods_id,
            quantity=wanted.quantity,
            id=wanted.line_id,
            option_ids=list(wanted.option_ids),
            note=wanted.note,
            allergies=list(wanted.allergies),
            price_fen=wanted.price_fen,
        )
        for wanted in command.lines
    ]
    return requests.PlaceOrder(
        lines=lines,
        room_id=command.room_id,
        hand_tag=command.hand_tag,
        stay_id=command.stay_id,
        batch_id=command.batch_id,
        valid_until=command.valid_until,
        note=command.note,
    )


def _goods(command: MarkSoldOut | MarkAvailable) -> tuple[str, msgspec.Struct | None]:
    goods = quote(command.goods_id)
    if isinstance(command, MarkAvailable):
        return f"/goods/{goods}/available", None
    waiting = requests.SoldOut("cancel" if command.cancel_waiting else "keep")
    return f"/goods/{goods}/sold-out", waiting


def _place(
    command: CheckIn | LeaveRoom | CleanRoom | MoveStay,
) -> tuple[str, msgspec.Struct]:
    match command:
        case CheckIn():
            body = requests.CheckIn(command.hand_tag, command.guests)
            return f"/rooms/{quote(command.room_id)}/check-in", body
        case LeaveRoom():
            return f"/rooms/{quote(command.room_id)}/leave", requests.Leave(command.stay_id)
        case CleanRoom():
            clean = requests.Clean(command.stay_id, command.force, command.reason)
            return f"/rooms/{quote(command.room_id)}/clean", clean
        case MoveStay():
            move = requests.MoveStay(command.room_id)
            return f"/stays/{quote(command.stay_id)}/move", move
        case _:
            assert_never(command)


def _call(
    command: CallService | AcceptCall | FinishCall | WithdrawCall,
) -> tuple[str, msgspec.Struct | None]:
    match command:
        case CallService():
            body = requests.CallService(command.template, command.call_id, command.stay_id)
            return "/calls", body
        case AcceptCall():
            return f"/calls/{quote(command.call_id)}/accept", None
        case FinishCall():
            return f"/calls/{quote(command.call_id)}/done", None
        case WithdrawCall():
            return f"/calls/{quote(command.call_id)}/withdraw", None
        case _:
            assert_never(command)
