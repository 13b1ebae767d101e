"""Bodies of the message centre: who is told what and how, calls sent by hand, what became of them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from common.domain.announcement_settings import Source
from common.domain.announcing import Channel, Event
from common.domain.chimes import Chime
from common.domain.rows import OrderSource, ServiceCallRow
from common.domain.templates import ParamType
from common.wire.answers import MessageBody, Positions
from common.wire.requests import Id
from common.wire.shop import WallTime

Text = Annotated[str, Meta(max_length=1000)]
"""A template; its own rules (and the position of what breaks them) are the domain's."""
OfflineAfter = Annotated[int, Meta(ge=0, le=3600)]
Label = Annotated[str, Meta(min_length=1, max_length=20)]
Params = Annotated[dict[str, Annotated[str, Meta(max_length=200)]], Meta(max_length=40)]


class _Body(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    pass


class QuietSpan(_Body):
    """Local times between which nothing is spoken; an end before its start is on the next day."""

    starts: WallTime
    ends: WallTime


class AnnouncementFields(_Body):
    """How one event is told on one channel, whole. `tag_template` empty: as by room; `sources`
    empty: of orders from anywhere; `chime` none: silent before the sentence."""

    is_enabled: bool
    is_spoken: bool
    room_template: Text
    delay_s: Annotated[int, Meta(ge=0, le=3600)]
    repeats: Annotated[int, Meta(ge=1, le=20)]
    interval_s: Annotated[int, Meta(ge=5, le=600)]
    priority: Annotated[int, Meta(ge=0, le=9)]
    voice_rate: Annotated[int, Meta(ge=80, le=320)]
    expires_after_s: Annotated[int, Meta(ge=10, le=3600)]
    confirm_within_s: Annotated[int, Meta(ge=5, le=600)]
    tag_template: Text = ""
    sources: Annotated[list[OrderSource], Meta(max_length=3)] = []
    chime: Chime | None = None
    quiet: QuietSpan | None = None


class Preview(AnnouncementFields):
    """`params` stand in the place of the samples."""

    params: Params = {}


class MannerFields(_Body):
    """How a shop speaks in general. `burst_s`: placements of one stay within so many seconds become
    one sentence (0: each its own). Terminals not seen for so many seconds are told to the desk
    (0: never, else 60 or more). `say_one_as_yao` holds for the whole brand."""

    burst_s: Annotated[int, Meta(ge=0, le=60)]
    kitchen_offline_s: OfflineAfter
    call_board_offline_s: OfflineAfter
    cashier_offline_s: OfflineAfter
    pad_offline_s: OfflineAfter
    waiter_offline_s: OfflineAfter
    say_one_as_yao: bool | None = None


class PadCallFields(_Body):
    """A button of the room pads: what stands on it, and what is said (`801房间` goes before)."""

    label: Label
    call_name: Label
    is_shown: bool = True


class SendCall(_Body):
    """The seed's SendImCall. `msg_type`: 1 announce, 2 refresh, 3 notify (shown only), 4 pad call
    (with `template_id`, and the guest as roomName or handTag). `channels` empty: all that the
    settings tell; `designated`: only these accounts (or terminals, by id).

    `params` by the event's schema; of an order that is here, `order_id` (and perhaps `line_ids`)
    stand in their place. `room_id`: whose pads are meant. With `therapist_id` it is said only while
    that therapist's clock runs (in that room).
    """

    brand_id: Id
    shop_id: Id
    event: Event
    msg_type: Literal[1, 2, 3, 4]
    params: Params = {}
    channels: Annotated[list[Channel], Meta(max_length=5)] = []
    designated: Annotated[
        list[Annotated[str, Meta(min_length=1, max_length=60)]], Meta(max_length=100)
    ] = []
    template_id: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    order_id: Id | None = None
    line_ids: Annotated[list[Id], Meta(max_length=100)] = []
    room_id: Id | None = None
    therapist_id: Id | None = None


# ── answers ──────────────────────────────────────────────────────────────────────────────────────


class PlaceholderBody(msgspec.Struct):
    """What a template of the event may name."""

    name: str
    type: ParamType


class AnnouncementBody(msgspec.Struct):
    """What holds for one event on one channel, and whose setting it is. `can_be_spoken` false: the
    house never speaks here."""

    event: Event
    channel: Channel
    source: Source
    fields: AnnouncementFields
    msg_type: int
    can_be_spoken: bool
    placeholders: list[PlaceholderBody]
    positions: Positions = {}


class SentenceBody(msgspec.Struct):
    shown: str
    spoken: str


class PreviewBody(msgspec.Struct):
    """`tag` none: the same sentence. `spoken`, `chime` and `voice_rate` are what a speaker takes."""

    room: SentenceBody
    tag: SentenceBody | None
    chime: Chime | None
    voice_rate: int


class MannerBody(msgspec.Struct):
    source: Source
    fields: MannerFields
    positions: Positions = {}


class PadCallBody(msgspec.Struct):
    """`is_own`: the shop wrote it; else it is the house's."""

    template_id: int
    label: str
    call_name: str
    is_shown: bool
    is_own: bool
    positions: Positions = {}


class ChannelOutcome(msgspec.Struct):
    """`not_enabled`: the settings tell nobody of it here; `no_terminal`: nobody could hear it."""

    channel: Channel
    outcome: Literal["told", "not_enabled", "no_terminal"]


class CallSentBody(msgspec.Struct):
    """What became of a call: per channel, and the rows that were written, if any."""

    event: Event
    channels: list[ChannelOutcome]
    messages: list[MessageBody]
    call: ServiceCallRow | None = None
    positions: Positions = {}


Scope = Literal["shop", "brand"]
