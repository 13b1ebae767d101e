"""The announcements of a brand that never opened its settings, and the buttons of its room pads.

Source: spec 30, "Config", where the seed's own choices are named. Every order appears on its
screens in any case; this table only decides who is told besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from common.domain.announcing import Announcement, Channel, Check, Event, MessageType, Priority
from common.domain.chimes import Chime
from common.domain.rows import OrderSource

NEW_ORDER_REPEATS: Final = 3
CALL_REPEATS: Final = 20
"""A guest's call is said until somebody answers it, for ten minutes at most."""
BURST_S: Final = 3
"""Placements of one stay within this many seconds become one sentence; 0 = each its own."""

_ANYWHERE: Final = (Check.WANTED, Check.DEVICE_IN_ROOM, Check.THERAPIST_ON_CLOCK)
_TOLD: Final = (Check.NOT_EXPIRED, *_ANYWHERE)
_ONCE: Final = (Check.NOT_EXPIRED, Check.STAY_OPEN, Check.ORDER_OPEN, *_ANYWHERE)
_REPEATABLE: Final = (*_ONCE, Check.LINE_WAITING)
_CALL: Final = (Check.NOT_EXPIRED, Check.STAY_OPEN, Check.CALL_OPEN, *_ANYWHERE)

_TABLE: Final = (
    Announcement(
        Event.ORDER_PLACED,
        Channel.KITCHEN,
        "{roomName}房间下单了{goodsName}{num}份,请注意",
        "手牌{handTag}下单了{goodsName}{num}份,请注意",
        repeats=NEW_ORDER_REPEATS,
        priority=Priority.ORDER,
        chime=Chime.NEW,
        checks=_REPEATABLE,
    ),
    Announcement(
        Event.ORDER_PLACED,
        Channel.CALL_BOARD,  # a guest in the hall reads it; only a pick-up is called out
        "{roomName}房间下单了{goodsName}{num}份,请注意",
        "手牌{handTag}下单了{goodsName}{num}份,请注意",
        msg_type=MessageType.NOTIFY,
        sources=frozenset({OrderSource.PAD}),
        checks=_ONCE,
    ),
    Announcement(
        Event.ORDER_PLACED,
        Channel.CASHIER,
        "{roomName}房间下单了{goodsName}{num}份,请注意",
        "手牌{handTag}下单了{goodsName}{num}份,请注意",
        sources=frozenset({OrderSource.HAND_TAG}),
        priority=Priority.ORDER,
        chime=Chime.NEW,
        checks=_ONCE,
    ),
    Announcement(
        Event.ORDER_ADDED,
        Channel.KITCHEN,
        "{roomName}房间加单了{goodsName}{num}份,请注意",
        "手牌{handTag}加单了{goodsName}{num}份,请注意",
        priority=Priority.ORDER,
        chime=Chime.ADDED,
        checks=_REPEATABLE,
    ),
    Announcement(
        Event.ORDER_ADDED,
        Channel.CALL_BOARD,
        "{roomName}房间加单了{goodsName}{num}份,请注意",
        "手牌{handTag}加单了{goodsName}{num}份,请注意",
        msg_type=MessageType.NOTIFY,
        sources=frozenset({OrderSource.PAD}),
        checks=_ONCE,
    ),
    Announcement(
        Event.ORDER_ADDED,
        Channel.CASHIER,
        "{roomName}房间加单了{goodsName}{num}份,请注意",
        "手牌{handTag}加单了{goodsName}{num}份,请注意",
        sources=frozenset({OrderSource.HAND_TAG}),
        priority=Priority.ORDER,
        chime=Chime.ADDED,
        checks=_ONCE,
    ),
    Announcement(
        Event.LINE_CANCELLED,
        Channel.KITCHEN,  # the seed: refresh the kitchen only, do not announce
        "{roomName}房间取消了{goodsName}{num}份",
        "手牌{handTag}取消了{goodsName}{num}份",
        msg_type=MessageType.REFRESH,
        checks=_TOLD,
    ),
    Announcement(
        Event.LINE_CANCELLED,
        Channel.CASHIER,
        "{roomName}房间取消了{goodsName}{num}份",
        "手牌{handTag}取消了{goodsName}{num}份",
        msg_type=MessageType.NOTIFY,
        checks=_TOLD,
    ),
    Announcement(
        Event.LINE_CANCELLED,
        Channel.WAITER,
        "{roomName}房间取消了{goodsName}{num}份",
        "手牌{handTag}取消了{goodsName}{num}份",
        msg_type=MessageType.NOTIFY,
        checks=_TOLD,
    ),
    Announcement(
        Event.LINE_NOTIFIED,
        Channel.WAITER,
        "{roomName}房间的{goodsName}{num}份做好了,请取餐",
        "手牌{handTag}的{goodsName}{num}份做好了,请取餐",
        priority=Priority.ORDER,
        chime=Chime.CALL,
        checks=_ONCE,
    ),
    Announcement(
        Event.LINE_NOTIFIED,
        Channel.CASHIER,
        "{roomName}房间的{goodsName}{num}份做好了,请取餐",
        "手牌{handTag}的{goodsName}{num}份做好了,请取餐",
        msg_type=MessageType.NOTIFY,
        checks=_ONCE,
    ),
    Announcement(
        Event.LINE_NOTIFIED,
        Channel.CALL_BOARD,  # no dish and no guest's name in the hall
        "请{number}取餐",
        "请手牌{handTag}取餐",
        priority=Priority.CALL,
        chime=Chime.CALL,
        checks=_ONCE,
    ),
    Announcement(
        Event.LINE_RUSHED,
        Channel.KITCHEN,
        "{roomName}房间催菜,{goodsName}{num}份,请尽快",
        "手牌{handTag}催菜,{goodsName}{num}份,请尽快",
        priority=Priority.RUSH,
        chime=Chime.RUSH,
        checks=_ONCE,
    ),
    Announcement(
        Event.LINE_STOP_REQUESTED,
        Channel.KITCHEN,
        "{roomName}房间的{goodsName}{num}份停做,请确认",
        "手牌{handTag}的{goodsName}{num}份停做,请确认",
        priority=Priority.RUSH,
        chime=Chime.RUSH,
        checks=_TOLD,
    ),
    Announcement(
        Event.LINE_REMADE,
        Channel.KITCHEN,
        "{roomName}房间重做{goodsName}{num}份,请注意",
        "手牌{handTag}重做{goodsName}{num}份,请注意",
        priority=Priority.ORDER,
        chime=Chime.NEW,
        checks=_REPEATABLE,
    ),
    Announcement(
        Event.PAD_CALLED,
        Channel.CASHIER,
        "{roomName}房间{callName}",
        "手牌{handTag}{callName}",
        msg_type=MessageType.PAD_CALL,
        repeats=CALL_REPEATS,
        priority=Priority.CALL,
        chime=Chime.CALL,
        checks=_CALL,
    ),
    Announcement(
        Event.PAD_CALLED,
        Channel.WAITER,
        "{roomName}房间{callName}",
        "手牌{handTag}{callName}",
        msg_type=MessageType.PAD_CALL,
        repeats=CALL_REPEATS,
        priority=Priority.CALL,
        chime=Chime.CALL,
        checks=_CALL,
    ),
    Announcement(
        Event.STAY_MOVED,
        Channel.KITCHEN,  # the tickets carry 801→805 until acknowledged; no voice besides
        "{fromRoom}房间换到{toRoom}房间",
        msg_type=MessageType.NOTIFY,
        checks=_TOLD,
    ),
    Announcement(
        Event.DEVICE_SILENT,
        Channel.CASHIER,
        "{deviceName}离线了,请去看看",
        priority=Priority.ALARM,
        chime=Chime.RUSH,
        checks=_TOLD,
    ),
    Announcement(
        Event.SMS_LOW_BALANCE,
        Channel.CASHIER,
        "短信余额只剩{balance}条,请充值",
        msg_type=MessageType.NOTIFY,
        checks=_TOLD,
    ),
)

DEFAULTS: Final[Mapping[tuple[Event, Channel], Announcement]] = {
    (told.event, told.channel): told for told in _TABLE
}
"""A pair that is not here is not told at all."""


def defaults_for(event: Event) -> tuple[Announcement, ...]:
    """All channels that hear of `event`."""
    return tuple(told for told in _TABLE if told.event is event)


@dataclass(frozen=True, slots=True)
class PadCall:
    """A button of the room pad. `label` stands on the button, `call_name` in the sentence."""

    template_id: int
    label: str
    call_name: str


PAD_CALLS: Final[Mapping[int, PadCall]] = {
    call.template_id: call
    for call in (
        PadCall(1, "呼叫服务员", "呼叫服务员"),
        PadCall(2, "加水", "需要加水"),
        PadCall(3, "加餐具", "需要餐具"),
        PadCall(4, "加钟", "需要加钟"),
        PadCall(5, "催菜", "催菜"),
        PadCall(6, "收台", "需要收台"),
        PadCall(7, "结账", "需要结账"),
    )
}
"""By the seed's msgTemplateId."""
