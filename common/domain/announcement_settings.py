"""What a manager may set for one event on one channel, and what is refused. Source: spec 30, "Config".

A setting is a whole `Announcement`: the shop's own stands before its brand's, the brand's before the
house's (`announcement_defaults`). A template that is saved can be said of every guest it will meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from common.domain.announcement_defaults import DEFAULTS, defaults_for
from common.domain.announcing import SCHEMAS, Announcement, Channel, Check, Event, MessageType
from common.domain.errors import Invalid, NotFound
from common.domain.numbers import OneIsRead
from common.domain.roles import Role
from common.domain.sentences import SpokenLine, parse_for, sentence
from common.domain.templates import Rendered, TemplateInvalid


class Source(StrEnum):
    """Whose setting holds."""

    HOUSE = "house"
    BRAND = "brand"
    SHOP = "shop"


_NOT_FOR_GUESTS: Final = frozenset({Event.DEVICE_SILENT, Event.SMS_LOW_BALANCE})
_SEEN_BY_GUESTS: Final = frozenset({Channel.CALL_BOARD, Channel.PAD})
_OWN_CALL: Final = (Event.PAD_CALLED, Channel.PAD)  # the pad shows its calls in any case
NEVER_SPOKEN: Final = frozenset({(Event.LINE_CANCELLED, Channel.KITCHEN)})
"""The seed: refresh the kitchen only, do not announce."""

PAIRS: Final = tuple(
    (event, channel)
    for event in Event
    for channel in Channel
    if not (event in _NOT_FOR_GUESTS and channel in _SEEN_BY_GUESTS)
    and (event, channel) != _OWN_CALL
)
"""What can be set at all, in the order in which it is listed."""

MOST_BURST_S: Final = 60
OFFLINE_AFTER_S: Final[Mapping[Role, int]] = {
    Role.KITCHEN: 90,
    Role.CALL_BOARD: 180,
    Role.PAD: 600,
    Role.CASHIER: 0,  # the desk would tell itself
    Role.WAITER: 0,  # a phone in a pocket sleeps
}
"""A terminal not seen for so long is told to the desk; 0: never."""
OFFLINE_RANGE: Final = (60, 3600)
"""A terminal is noted as seen every 30 s: less could not be told from a heartbeat."""


def base_for(event: Event, channel: Channel) -> Announcement:
    """The house's own setting; of a pair the house does not tell, a disabled one to begin with.

    Raises NotFound `announcement.unknown` for a pair that cannot be set.
    """
    if (event, channel) not in PAIRS:
        raise NotFound("announcement.unknown", {"event": event, "channel": channel})
    told = DEFAULTS.get((event, channel))
    if told is not None:
        return told
    like = defaults_for(event)[0]
    shown = MessageType.NOTIFY if like.msg_type is MessageType.REFRESH else like.msg_type
    checks = tuple(x for x in like.checks if x is not Check.LINE_WAITING)
    return replace(
        like,
        channel=channel,
        msg_type=shown,
        is_enabled=False,
        sources=frozenset(),
        repeats=1,
        checks=checks,
    )


def spoken_as(base: Announcement, *, is_spoken: bool) -> MessageType:
    """The message type of a setting that speaks, or only shows.

    Raises Invalid `announcement.never_spoken` where the house may not speak.
    """
    if (base.event, base.channel) in NEVER_SPOKEN:
        if is_spoken:
            raise Invalid("announcement.never_spoken", "$.is_spoken")
        return base.msg_type
    if not is_spoken:
        return MessageType.NOTIFY
    return MessageType.PAD_CALL if base.event is Event.PAD_CALLED else MessageType.ANNOUNCE


def check_templates(told: Announcement) -> None:
    """Raises TemplateInvalid, naming field and position, for a template that could fall silent.

    A guest in a room need not have a tag, one with a tag need not have a room: what is said of the
    one may not name the other's (`template.not_always_known`).
    """
    places = SCHEMAS[told.event].keys() & {"roomName", "handTag"}
    by_room = _names(told.event, told.room_template, "$.room_template")
    _refuse(told.room_template, by_room & {"handTag"}, "$.room_template")
    if told.tag_template:
        by_tag = _names(told.event, told.tag_template, "$.tag_template")
        _refuse(told.tag_template, by_tag & {"roomName"}, "$.tag_template")
    elif places and "roomName" in by_room:
        raise TemplateInvalid("template.empty", 0, field="$.tag_template")


def _names(event: Event, template: str, field: str) -> frozenset[str]:
    try:
        return parse_for(event, template).names
    except TemplateInvalid as refusal:
        raise refusal.at(field) from refusal


def _refuse(template: str, names: frozenset[str], field: str) -> None:
    for name in sorted(names):
        position = template.index(f"{{{name}}}")
        raise TemplateInvalid("template.not_always_known", position, placeholder=name, field=field)


# ── how it will sound ────────────────────────────────────────────────────────────────────────────

_SAMPLE: Final[Mapping[str, str]] = {
    "roomName": "801",
    "handTag": "216",
    "number": "#12",
    "callName": "需要加水",
    "fromRoom": "801",
    "toRoom": "805",
    "deviceName": "后厨屏",
    "balance": "200",
}
_SAMPLE_LINES: Final = (SpokenLine("水饺", 2), SpokenLine("可乐", 12, "瓶"))


def sample(
    told: Announcement, params: Mapping[str, str], one: OneIsRead
) -> tuple[Rendered, Rendered | None]:
    """Both sentences of `told`, by room and by tag (None: it makes no difference).

    `params` stand in the sample's place; a dish among them stands for all its dishes. Raises
    ParamRefused for one that cannot be said.
    """
    given = {**_SAMPLE, **params}
    lines = () if "goodsName" in params or "num" in params else _SAMPLE_LINES
    if not lines:
        given = {"goodsName": _SAMPLE_LINES[0].name, "num": "2", **given}
    by_room = sentence(told.event, told.room_template, given, lines, one)
    if not told.tag_template:
        return by_room, None
    return by_room, sentence(told.event, told.tag_template, given, lines, one)
