"""Bodies that clients send. Strict: an unknown field is refused by name."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from common.domain.kitchen import CancelReason, LineState, MarkKind

Id = Annotated[str, Meta(min_length=36, max_length=36, pattern="^[0-9a-f-]{36}$")]
"""UUIDv7, lower case."""
Name = Annotated[str, Meta(min_length=1, max_length=60)]
Reason = Annotated[str, Meta(min_length=1, max_length=200)]
Allergy = Annotated[str, Meta(min_length=1, max_length=12)]
Moment = Annotated[datetime, Meta(tz=True)]
"""RFC 3339 with an offset; a time without one is refused."""
HandTag = Annotated[str, Meta(min_length=1, max_length=12, pattern=r"^[0-9A-Za-z]+$(?!\n)")]


class _Body(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    pass


class Arrangement(_Body):
    """Ids in the order in which they stand from now on, at the places that they held so far."""

    ids: Annotated[list[Id], Meta(min_length=1, max_length=500)]


class Pair(_Body):
    code: Annotated[str, Meta(min_length=6, max_length=12)]
    name: Name
    client_nonce: Annotated[str, Meta(min_length=16, max_length=64)]
    kind: Literal["kitchen", "call_board", "cashier", "pad", "waiter"] | None = None
    """What the terminal can be; a code for something else is refused and stays good."""


class SignIn(_Body):
    shop_id: Id
    login: Name
    pin: Annotated[str, Meta(min_length=4, max_length=12)]
    code: Annotated[str, Meta(pattern=r"^[0-9]{6}$(?!\n)")] | None = None
    """Came by text, where `staff.code_needed` asked for it."""


class MoveDevice(_Body):
    room_id: Id | None


class NewPairingCode(_Body):
    kind: Literal["kitchen", "call_board", "cashier", "pad", "waiter"]
    room_id: Id | None = None
    station_ids: list[Id] = []
    speech_zone: Annotated[str, Meta(max_length=40)] = ""


class OpenStay(_Body):
    room_id: Id | None = None
    hand_tags: list[HandTag] = []
    guests: Annotated[int, Meta(ge=1, le=99)] = 1


class CheckIn(_Body):
    hand_tag: HandTag | None = None
    guests: Annotated[int, Meta(ge=1, le=99)] = 1


class ChangeTags(_Body):
    add: list[HandTag] = []
    remove: list[HandTag] = []
    lost: list[HandTag] = []


class AskForTexts(_Body):
    """A guest wants a text message when an order is ready."""

    phone: Annotated[str, Meta(min_length=1, max_length=40)]


class MoveStay(_Body):
    room_id: Id


class SwapStays(_Body):
    with_stay_id: Id


class MergeStays(_Body):
    into_stay_id: Id


class Clean(_Body):
    """Closing a stay takes the same. `force` needs a reason."""

    stay_id: Id | None = None
    force: bool = False
    reason: Annotated[str, Meta(max_length=200)] = ""


class Leave(_Body):
    stay_id: Id | None = None


class Approval(_Body):
    """A manager at the terminal says yes with login and PIN."""

    login: Name
    pin: Annotated[str, Meta(min_length=4, max_length=12)]


class UndoStay(_Body):
    """Why a stay is opened again or has its own bill again; `approval` where its person may not."""

    reason: Reason
    approval: Approval | None = None


class NewLine(_Body):
    """A dish of a placement. `price_fen` is what the guest saw for one unit; only compared.

    `allergies`: what the guest must not eat (花生, 虾 …). The kitchen sees it loudly, and only what
    guests said: a plate on every dish that happens to hold peanuts would be read by nobody.
    """

    goods_id: Id
    quantity: int
    id: Id | None = None
    option_ids: list[Id] = []
    note: str = ""
    allergies: Annotated[list[Allergy], Meta(max_length=10)] = []
    price_fen: int | None = None


class PlaceOrder(_Body):
    lines: list[NewLine]
    room_id: Id | None = None
    hand_tag: HandTag | None = None
    stay_id: Id | None = None
    batch_id: Id | None = None
    valid_until: Moment | None = None
    note: Annotated[str, Meta(max_length=200)] = ""


class LineCommand(_Body):
    """Start, finish, notify, pick up, deliver. `stay_id`: the stay the screen meant; `done_at`: the
    device's corrected clock at the tap, for a command that waited in an outbox."""

    stay_id: Id | None = None
    done_at: Moment | None = None


class CancelLine(LineCommand):
    """`reason` left out: the guest did not want it. A kitchen must say why."""

    reason: CancelReason | None = None


class Recall(LineCommand):
    """Exactly one of `from` (the state the person saw) and `undoes` (the idempotency key of the
    change to take back)."""

    from_state: LineState | None = msgspec.field(name="from", default=None)
    undoes: str | None = None


class Split(LineCommand):
    quantity: Annotated[int, Meta(ge=1, le=98)] = 1
    new_id: Id | None = None


class Remake(LineCommand):
    quantity: Annotated[int, Meta(ge=1, le=99)] = 1
    reason: Reason = "remake"
    new_id: Id | None = None


class Stop(LineCommand):
    reason: Reason = "stop"


class Acknowledge(LineCommand):
    mark: MarkKind = MarkKind.CANCEL


class OrderLinesCommand(LineCommand):
    """The lines that the screen shows; `reason` for cancel (as there), `undoes` for recall."""

    line_ids: Annotated[list[Id], Meta(min_length=1, max_length=500)] = msgspec.field(
        default_factory=list
    )
    reason: CancelReason | None = None
    undoes: str | None = None


class TransferBatch(_Body):
    stay_id: Id
    reason: Reason


class SoldOut(_Body):
    waiting: Literal["keep", "cancel"] = "keep"


class CallService(_Body):
    """A guest calls: `template` names one of the shop's pad calls."""

    template: Name
    call_id: Id | None = None
    stay_id: Id | None = None


class CloseShop(_Body):
    """Manual state until `until` (None: until changed by hand)."""

    is_open: bool
    reason: Reason
    until: Moment | None = None
