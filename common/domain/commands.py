"""What a person at a terminal asks for, as values. One class per route, named alike.

The outbox stores them, `common.domain.overlay` judges them on the screen before the server answers.
Ids of new things are made by the terminal, so that it can name them before the server knows them.
A terminal fills in what it may leave out (`stay_id`, `batch_id`, `line_id` …) when the command is
accepted: see `Core.do`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from common.domain.ids import (
    BatchId,
    CallId,
    Fen,
    GoodsId,
    LineId,
    OptionId,
    OrderId,
    RoomId,
    StayId,
)
from common.domain.kitchen import CancelReason, LineAction, LineState, MarkKind


@dataclass(frozen=True, slots=True)
class ActOnLine:
    """Start, finish, notify, pick up, deliver or cancel one line. `reason` is for cancel."""

    line_id: LineId
    action: LineAction
    reason: CancelReason = CancelReason.GUEST
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class ActOnLines:
    """The same for exactly the lines of one order that the screen shows."""

    order_id: OrderId
    line_ids: tuple[LineId, ...]
    action: LineAction
    reason: CancelReason = CancelReason.GUEST
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class RecallLine:
    """One step back. Give `undoes` (`Accepted.key` of the command taken back: the undo button) or
    `from_state` (what the person saw: the recall list)."""

    line_id: LineId
    undoes: str | None = None
    from_state: LineState | None = None
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class RecallLines:
    """Take back a whole-order action: the lines that `undoes` moved go one step back."""

    order_id: OrderId
    line_ids: tuple[LineId, ...]
    undoes: str
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class RushLine:
    line_id: LineId
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class AcknowledgeMark:
    line_id: LineId
    mark: MarkKind
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class StopLine:
    """The desk asks for a started dish not to be cooked on."""

    line_id: LineId
    reason: str
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class SplitLine:
    """Part `quantity` of a line off into a new line `new_id`."""

    line_id: LineId
    quantity: int
    new_id: LineId | None = None
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class RemakeLine:
    line_id: LineId
    quantity: int
    reason: str
    new_id: LineId | None = None
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A dish of a placement. `price_fen`: what the guest saw for one unit, options included.
    `allergies`: what the guest must not eat."""

    goods_id: GoodsId
    quantity: int = 1
    option_ids: tuple[OptionId, ...] = ()
    note: str = ""
    allergies: tuple[str, ...] = ()
    price_fen: Fen | None = None
    line_id: LineId | None = None


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Exactly one of `room_id`, `hand_tag`, `stay_id` addresses it (a pad may leave all out: its room).

    Until the server answered, the screen shows it under a provisional order id equal to `batch_id`.
    """

    lines: tuple[WantedLine, ...]
    room_id: RoomId | None = None
    hand_tag: str | None = None
    stay_id: StayId | None = None
    note: str = ""
    batch_id: BatchId | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CancelOrder:
    order_id: OrderId
    reason: CancelReason = CancelReason.GUEST
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class CancelBatch:
    batch_id: BatchId
    reason: CancelReason = CancelReason.GUEST
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class MarkSoldOut:
    """`cancel_waiting`: the dish's waiting lines are cancelled too; else they are kept."""

    goods_id: GoodsId
    cancel_waiting: bool = False


@dataclass(frozen=True, slots=True)
class MarkAvailable:
    goods_id: GoodsId


@dataclass(frozen=True, slots=True)
class CheckIn:
    room_id: RoomId
    hand_tag: str | None = None
    guests: int = 1


@dataclass(frozen=True, slots=True)
class LeaveRoom:
    room_id: RoomId
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class CleanRoom:
    """Shown as 待确认 until the server answers. `force` needs a `reason`."""

    room_id: RoomId
    stay_id: StayId | None = None
    force: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveStay:
    stay_id: StayId
    room_id: RoomId


@dataclass(frozen=True, slots=True)
class CallService:
    """A guest calls. `template` names one of the shop's pad calls, `text` is what the pad shows."""

    template: str
    text: str = ""
    call_id: CallId | None = None
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class AcceptCall:
    call_id: CallId


@dataclass(frozen=True, slots=True)
class FinishCall:
    call_id: CallId


@dataclass(frozen=True, slots=True)
class WithdrawCall:
    call_id: CallId


@dataclass(frozen=True, slots=True)
class OfOtherVersion:
    """A command that another version of the program kept: it is sent as it stands, and not shown."""

    kind: str


LineCommand = (
    ActOnLine | RecallLine | RushLine | AcknowledgeMark | StopLine | SplitLine | RemakeLine
)
Command = (
    LineCommand
    | ActOnLines
    | RecallLines
    | PlaceOrder
    | CancelOrder
    | CancelBatch
    | MarkSoldOut
    | MarkAvailable
    | CheckIn
    | LeaveRoom
    | CleanRoom
    | MoveStay
    | CallService
    | AcceptCall
    | FinishCall
    | WithdrawCall
    | OfOtherVersion
)


@dataclass(frozen=True, slots=True)
class Pending:
    """A command that a person gave at `at` (the terminal's corrected clock, UTC) and that the
    journal does not show yet. `key` is its idempotency key; `is_confirmed`: the server said yes."""

    key: str
    at: datetime
    command: Command
    is_confirmed: bool = False
