"""Bodies of text messages: sending, what became of them, who is not written to, lanes, templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from common.domain.sms_limits import BlockReason
from common.domain.sms_messages import ReceiptRemark, SmsState
from common.domain.sms_templates import SmsParam
from common.domain.sms_text import MessageKind
from common.wire.answers import Positions
from common.wire.requests import Id
from common.wire.sms import MovementBody, Reference

Typed = Annotated[str, Meta(max_length=40, examples=["138 0013 8000"])]
"""A number as somebody typed it."""
Phones = Annotated[list[Typed], Meta(max_length=20_000)]
"""More than 1,000 are refused by a rule, which says so."""
Text = Annotated[str, Meta(max_length=2000, examples=["【云麓汤泉】您的水饺好了"])]
TemplateName = Annotated[
    str, Meta(min_length=1, max_length=40, pattern=r"^[^\s/\x00-\x1f]+$(?!\n)")
]
Params = Annotated[dict[str, Annotated[str, Meta(max_length=200)]], Meta(max_length=20)]
Note = Annotated[str, Meta(max_length=100)]


class _Body(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    pass


# ---- requests


class NewMessage(_Body):
    """`text` with its signature 【】 first, or `template` + `params`. `client_ref` names the message
    for the sender: the same again gives the first answer. `brand_id` may be left out."""

    kind: MessageKind
    phones: Phones
    client_ref: Reference
    text: Text | None = None
    template: TemplateName | None = None
    params: Params = {}
    brand_id: Id | None = None


class PreviewMessage(_Body):
    kind: MessageKind
    phones: Phones
    text: Text | None = None
    template: TemplateName | None = None
    params: Params = {}
    brand_id: Id | None = None


class BlockPhone(_Body):
    phone: Typed
    note: Note = ""


class UnblockPhone(_Body):
    pass


class PauseLane(_Body):
    why: Annotated[str, Meta(min_length=1, max_length=100)]


class ResumeLane(_Body):
    pass


class PutTemplate(_Body):
    """`params`: the type of each {placeholder} of `text`."""

    kind: MessageKind
    text: Text
    params: Annotated[dict[str, SmsParam], Meta(max_length=20)] = {}


class ForgetTemplate(_Body):
    pass


# ---- answers


class RefusedPhone(msgspec.Struct):
    """`phone` as it was typed; `code` is stable, `why` for people."""

    phone: str
    code: str
    why: str


class PreviewBody(msgspec.Struct):
    """What would go. `goes_at`: at once, or at 08:00 when it is an offer at night (`is_scheduled`);
    nothing is frozen before."""

    text: str
    units_each: int
    phones: int
    units: int
    refused: list[RefusedPhone]
    goes_at: datetime
    is_scheduled: bool
    available: int
    is_enough: bool


class MessageBody(msgspec.Struct):
    """`state` of a message to one phone is that phone's. `why` in words: why it waits, was not sent
    or did not arrive; empty when there is nothing to say.

    `open` phones have no end yet; `units` are frozen or paid now.
    """

    id: str
    client_ref: str
    kind: MessageKind
    state: SmsState
    why_code: str
    why: str
    text: str
    units_each: int
    units: int
    phones: int
    left_out: int
    delivered: int
    undelivered: int
    open: int
    refused: list[RefusedPhone]
    accepted_at: datetime
    due_at: datetime
    expires_at: datetime
    submitted_at: datetime | None
    ended_at: datetime | None
    positions: Positions = {}


class PhoneBody(msgspec.Struct):
    """`charged`: units that are paid and were not given back. `status`: the receipt's own word."""

    place: int
    phone: str
    state: SmsState
    why: str
    status: str
    units: int
    charged: int
    reported_units: int | None
    reported_at: datetime | None
    remark: ReceiptRemark | None


class MessageStory(msgspec.Struct):
    """One message whole: its phones, and the trail of its credits, newest first."""

    message: MessageBody
    phones: list[PhoneBody]
    movements: list[MovementBody]
    provider: str
    provider_msg_id: str | None
    hold_id: str | None
    tries: int


class BlockedBody(msgspec.Struct):
    phone: str
    reason: BlockReason
    note: str
    at: datetime
    positions: Positions = {}


class Done(msgspec.Struct):
    positions: Positions = {}


class LaneBody(msgspec.Struct):
    """`lane`: kind and form, as in the path. `waiting` messages; `paused_why` "": it goes on."""

    lane: str
    kind: MessageKind
    is_batch: bool
    waiting: int
    oldest_at: datetime | None
    paused_at: datetime | None
    paused_why: str
    rests_until: datetime | None
    rests_why: str
    positions: Positions = {}


class TemplateBody(msgspec.Struct):
    name: str
    kind: MessageKind
    text: str
    params: dict[str, SmsParam]
    at: datetime
    positions: Positions = {}


class KindSum(msgspec.Struct):
    """Of the messages accepted that day; units as they stand now."""

    kind: MessageKind
    messages: int
    phones: int
    units: int
    waiting: int
    submitted: int
    delivered: int
    undelivered: int
    unknown: int
    failed: int
    not_sent: int


class ReceiptRemarkBody(msgspec.Struct):
    """A receipt that came that day and moved no credit."""

    message_id: str
    phone: str
    remark: ReceiptRemark
    status: str
    at: datetime


class DailyReport(msgspec.Struct):
    """`captured`, `refunded`, `expired` … are movements booked that day. `length_difference`: parts
    billed by the provider beyond ours, of receipts that came that day."""

    day: date
    kinds: list[KindSum]
    granted: int
    captured: int
    refunded: int
    expired: int
    late: int
    unpaid_deliveries: int
    length_difference: int
    remarks: list[ReceiptRemarkBody]
