"""Each command becomes the request that the server's strict body takes."""

import json

import msgspec
import pytest

from common.client.ids import new_id
from common.client.routes import route_of
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
    MarkAvailable,
    MarkSoldOut,
    MoveStay,
    PlaceOrder,
    RecallLine,
    RecallLines,
    RemakeLine,
    RushLine,
    SplitLine,
    StopLine,
    WantedLine,
    WithdrawCall,
)
from common.domain.ids import BatchId, CallId, GoodsId, LineId, OrderId, RoomId, StayId
from common.domain.kitchen import LineAction, LineState, MarkKind
from common.wire import requests
from tests.support.rows import EVENING, an_id

LINE, ORDER, BATCH = LineId(an_id()), OrderId(an_id()), BatchId(an_id())
GOODS, ROOM, STAY, CALL = GoodsId(an_id()), RoomId(an_id()), StayId(an_id()), CallId(an_id())
KEY = "01890000-0000-7000-9000-00000000beef"

ROUTES: list[tuple[Command, str, type[msgspec.Struct] | None]] = [
    (ActOnLine(LINE, LineAction.START, stay_id=STAY), "lines/{line}/start", requests.LineCommand),
    (ActOnLine(LINE, LineAction.PICK_UP), "lines/{line}/pick-up", requests.LineCommand),
    (ActOnLine(LINE, LineAction.CANCEL), "lines/{line}/cancel", requests.CancelLine),
    (RecallLine(LINE, undoes=KEY), "lines/{line}/recall", requests.Recall),
    (RecallLine(LINE, from_state=LineState.READY), "lines/{line}/recall", requests.Recall),
    (RushLine(LINE), "lines/{line}/rush", requests.LineCommand),
    (StopLine(LINE, "不要了"), "lines/{line}/stop", requests.Stop),
    (SplitLine(LINE, 1, LineId(an_id())), "lines/{line}/split", requests.Split),
    (RemakeLine(LINE, 1, "凉了", LineId(an_id())), "lines/{line}/remake", requests.Remake),
    (AcknowledgeMark(LINE, MarkKind.RUSH), "lines/{line}/acknowledge", requests.Acknowledge),
    (
        ActOnLines(ORDER, (LINE,), LineAction.FINISH),
        "orders/{order}/lines/finish",
        requests.OrderLinesCommand,
    ),
    (RecallLines(ORDER, (LINE,), KEY), "orders/{order}/lines/recall", requests.OrderLinesCommand),
    (CancelOrder(ORDER), "orders/{order}/cancel", requests.CancelLine),
    (CancelBatch(BATCH), "batches/{batch}/cancel", requests.CancelLine),
    (
        PlaceOrder((WantedLine(GOODS, 2, line_id=LINE),), stay_id=STAY, batch_id=BATCH),
        "orders",
        requests.PlaceOrder,
    ),
    (MarkSoldOut(GOODS, cancel_waiting=True), "goods/{goods}/sold-out", requests.SoldOut),
    (MarkAvailable(GOODS), "goods/{goods}/available", None),
    (CheckIn(ROOM, "12", 2), "rooms/{room}/check-in", requests.CheckIn),
    (LeaveRoom(ROOM, STAY), "rooms/{room}/leave", requests.Leave),
    (CleanRoom(ROOM, STAY, True, "赶时间"), "rooms/{room}/clean", requests.Clean),
    (MoveStay(STAY, ROOM), "stays/{stay}/move", requests.MoveStay),
    (CallService("加水", "加水", CALL, STAY), "calls", requests.CallService),
    (AcceptCall(CALL), "calls/{call}/accept", None),
    (FinishCall(CALL), "calls/{call}/done", None),
    (WithdrawCall(CALL), "calls/{call}/withdraw", None),
]


@pytest.mark.parametrize(("command", "path", "body"), ROUTES)
def test_the_server_understands_it(
    command: Command, path: str, body: type[msgspec.Struct] | None
) -> None:
    route = route_of(command, EVENING)
    named = path.format(
        line=LINE, order=ORDER, batch=BATCH, goods=GOODS, room=ROOM, stay=STAY, call=CALL
    )
    assert (route.method, route.path) == ("POST", f"/v1/{named}")
    if body is None:
        assert route.body == b"{}"
    else:
        msgspec.json.decode(route.body, type=body)


def test_a_step_tells_the_stay_it_was_meant_for_and_when_it_was_done() -> None:
    route = route_of(ActOnLine(LINE, LineAction.START, stay_id=STAY), EVENING)
    assert json.loads(route.body) == {"stay_id": STAY, "done_at": "2026-11-22T11:40:00Z"}


def test_a_recall_names_either_the_tap_or_what_was_seen() -> None:
    both = RecallLine(LINE, undoes=KEY, from_state=LineState.READY)
    body = json.loads(route_of(both, EVENING).body)
    assert (body.get("undoes"), body.get("from")) == (KEY, None)


def test_ids_that_this_device_gives_are_uuid_7_and_sort_by_time() -> None:
    first, second = new_id(EVENING), new_id(EVENING.replace(minute=59))
    assert msgspec.convert(first, requests.Id)
    assert first < second
    assert first[14] == "7"
    assert first[19] in "89ab"
