"""Who is told what, how and how often: the message centre's rules as tables. Source: spec 30.

`SCHEMAS` types the placeholders of each event, an `Announcement` is the config of one event on one
channel, `MOVES` is the life of a message row. The brand's defaults are in
`common.domain.announcement_defaults`, the sentences in `common.domain.sentences`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from common.domain.chimes import Chime
from common.domain.errors import Invalid
from common.domain.rows import OrderSource
from common.domain.templates import Param, ParamType, Schema, schema


class Event(StrEnum):
    """What can be announced. Closed: a new one needs a schema and default templates."""

    ORDER_PLACED = "order.placed"
    ORDER_ADDED = "order.added"
    LINE_CANCELLED = "line.cancelled"
    LINE_NOTIFIED = "line.notified"
    LINE_RUSHED = "line.rushed"
    LINE_STOP_REQUESTED = "line.stop_requested"
    LINE_REMADE = "line.remade"
    PAD_CALLED = "pad.called"
    STAY_MOVED = "stay.moved"
    DEVICE_SILENT = "device.silent"
    SMS_LOW_BALANCE = "sms.low_balance"


class Channel(StrEnum):
    """Who can be told; by value the kind of terminal."""

    KITCHEN = "kitchen"
    CALL_BOARD = "call_board"
    CASHIER = "cashier"
    PAD = "pad"
    WAITER = "waiter"


class MessageType(IntEnum):
    """The seed's EnumImCallMsgType, by its numbers."""

    ANNOUNCE = 1  # 播报: shown and spoken
    REFRESH = 2  # 刷新: the screen changes, nothing is said
    NOTIFY = 3  # 通知: shown, not spoken
    PAD_CALL = 4  # pad呼叫: shown, spoken, accepted by one person; needs a template_id


SPOKEN_TYPES: Final = frozenset({MessageType.ANNOUNCE, MessageType.PAD_CALL})


class MessageStatus(StrEnum):
    """The life of one message row. Stored by value."""

    PENDING = "pending"
    SENT = "sent"
    DELIVERED = "delivered"
    SPOKEN = "spoken"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    EXPIRED = "expired"


_S = MessageStatus
ENDINGS: Final = frozenset({_S.SPOKEN, _S.FAILED, _S.SUPPRESSED, _S.EXPIRED})
MOVES: Final[Mapping[MessageStatus, frozenset[MessageStatus]]] = {
    _S.PENDING: frozenset({_S.SENT, _S.SUPPRESSED, _S.EXPIRED}),
    # A device may speak before its ack of the row arrives.
    _S.SENT: frozenset({_S.DELIVERED}) | ENDINGS,
    _S.DELIVERED: ENDINGS,
    **dict.fromkeys(ENDINGS, frozenset[MessageStatus]()),
}


def can_move(now: MessageStatus, to: MessageStatus) -> bool:
    """Whether a report moves a row on. A late or doubled report moves nothing: not an error."""
    return to in MOVES[now]


class Check(StrEnum):
    """Judged just before sending; a failed one ends the row as suppressed, with this as reason.

    The server fulfils them; here they only have names.
    """

    LINE_WAITING = "line_waiting"  # the kitchen started all named lines
    ORDER_OPEN = "order_open"  # cancelled or completed
    STAY_OPEN = "stay_open"
    WANTED = "wanted"  # the terminal does not want this event
    DEVICE_IN_ROOM = "device_in_room"
    THERAPIST_ON_CLOCK = "therapist_on_clock"
    CALL_OPEN = "call_open"  # somebody accepted the pad call
    NOT_EXPIRED = "not_expired"


class Again(StrEnum):
    """Why a sentence is said once more; the `reason` of its row."""

    REPEAT = "repeat"
    UNHEARD = "unheard"


# ── what each event knows ────────────────────────────────────────────────────────────────────────

_PLACE: Final = (
    Param("roomName", ParamType.CODE),
    Param("handTag", ParamType.CODE),
)
_OF_ORDER: Final = schema(
    *_PLACE,
    Param("number", ParamType.CODE),
    Param("goodsName", ParamType.TEXT, of_line=True),
    Param("num", ParamType.COUNT, of_line=True),
    Param("unit", ParamType.TEXT, of_line=True),
)

SCHEMAS: Final[Mapping[Event, Schema]] = {
    Event.ORDER_PLACED: _OF_ORDER,
    Event.ORDER_ADDED: _OF_ORDER,
    Event.LINE_CANCELLED: _OF_ORDER,
    Event.LINE_NOTIFIED: _OF_ORDER,
    Event.LINE_RUSHED: _OF_ORDER,
    Event.LINE_STOP_REQUESTED: _OF_ORDER,
    Event.LINE_REMADE: _OF_ORDER,
    Event.PAD_CALLED: schema(*_PLACE, Param("callName", ParamType.TEXT)),
    Event.STAY_MOVED: schema(
        Param("fromRoom", ParamType.CODE), Param("toRoom", ParamType.CODE), *_PLACE
    ),
    Event.DEVICE_SILENT: schema(Param("deviceName", ParamType.TEXT)),
    Event.SMS_LOW_BALANCE: schema(Param("balance", ParamType.COUNT)),
}


class Priority(IntEnum):
    """Lower is said first."""

    ALARM = 0
    RUSH = 1
    CALL = 2
    ORDER = 3
    NOTICE = 5


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local times of the shop between which nothing is spoken; may span midnight."""

    starts: time
    ends: time

    def covers(self, local: time) -> bool:
        if self.starts <= self.ends:
            return self.starts <= local < self.ends
        return local >= self.starts or local < self.ends


@dataclass(frozen=True, slots=True)
class Announcement:
    """The config of one event on one channel.

    tag_template: used when the guest is addressed by hand tag; empty = room_template.
    sources: the placing terminals it holds for; empty = any.
    delay_s 0–3600, interval_s 5–600 (between the starts of repeats), repeats 1–20 (1 = said once).
    expires_after_s: 10–3600 after it was due; then it is shown, not spoken.
    confirm_within_s: nobody spoke it by then: it is raised again elsewhere.
    voice_rate: 80–320 words a minute as the engine counts them.
    """

    event: Event
    channel: Channel
    room_template: str
    tag_template: str = ""
    msg_type: MessageType = MessageType.ANNOUNCE
    is_enabled: bool = True
    sources: frozenset[OrderSource] = frozenset()
    delay_s: int = 0
    repeats: int = 1
    interval_s: int = 30
    priority: int = Priority.NOTICE
    chime: Chime | None = None
    voice_rate: int = 170
    expires_after_s: int = 120
    confirm_within_s: int = 30
    quiet: QuietHours | None = None
    checks: tuple[Check, ...] = (Check.NOT_EXPIRED,)

    def __post_init__(self) -> None:
        for name, (lowest, highest) in RANGES.items():
            value = getattr(self, name)
            if not lowest <= value <= highest:
                raise Invalid(
                    "announcement.out_of_range",
                    name,
                    {"value": value, "at_least": lowest, "at_most": highest},
                )

    def concerns(self, source: OrderSource | None) -> bool:
        """Whether it is told at all for an order placed from `source` (None: not an order)."""
        return self.is_enabled and (not self.sources or source in self.sources)

    def template_for(self, *, by_tag: bool) -> str:
        return self.tag_template if by_tag and self.tag_template else self.room_template

    @property
    def is_spoken(self) -> bool:
        return self.msg_type in SPOKEN_TYPES

    def is_spoken_at(self, local: time) -> bool:
        """Whether it is said at that time of the shop's day; in quiet hours it is only shown."""
        return self.is_spoken and not (self.quiet is not None and self.quiet.covers(local))

    def due_times(self, decided_at: datetime) -> tuple[datetime, ...]:
        """When each repeat is due (the first at index 0), decided at `decided_at` (aware)."""
        first = decided_at + timedelta(seconds=self.delay_s)
        return tuple(
            first + timedelta(seconds=self.interval_s * repeat) for repeat in range(self.repeats)
        )

    def expires_at(self, due_at: datetime) -> datetime:
        return due_at + timedelta(seconds=self.expires_after_s)


RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "delay_s": (0, 3600),
    "repeats": (1, 20),
    "interval_s": (5, 600),
    "priority": (0, 9),
    "voice_rate": (80, 320),
    "expires_after_s": (10, 3600),
    "confirm_within_s": (5, 600),
}
"""Inclusive."""
