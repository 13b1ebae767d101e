"""The sentences themselves: an event and its order become what is shown and what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from common.domain.announcing import SCHEMAS, Announcement, Event
from common.domain.numbers import OneIsRead, read_count
from common.domain.rows import LineRow
from common.domain.templates import DEFAULT_UNIT, Rendered, Template, parse, render

_AGAIN: Final = "再次提醒,"
_NO_KITCHEN: Final = "没有后厨屏,"


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One dish of a sentence."""

    name: str
    quantity: int
    unit: str = DEFAULT_UNIT


@dataclass(frozen=True, slots=True)
class Guest:
    """How an order's guest is addressed. `number` is the shown text, `#01` or `昨#07`.

    by_tag: the order was addressed by hand tag, or there is no room to name.
    """

    room_name: str = ""
    hand_tag: str = ""
    number: str = ""
    ordered_by_tag: bool = False

    @property
    def by_tag(self) -> bool:
        return bool(self.hand_tag) and (self.ordered_by_tag or not self.room_name)

    @property
    def params(self) -> Mapping[str, str]:
        return {"roomName": self.room_name, "handTag": self.hand_tag, "number": self.number}


def spoken_line(line: LineRow) -> SpokenLine:
    return SpokenLine(line.name, line.quantity, line.unit)


def parse_for(event: Event, text: str) -> Template:
    """Validate a template for `event`; raises TemplateInvalid with code and position."""
    return _parsed(event, text)


@lru_cache(maxsize=512)
def _parsed(event: Event, text: str) -> Template:
    return parse(text, SCHEMAS[event])


def sentence(
    event: Event,
    template: str,
    params: Mapping[str, str],
    lines: Sequence[SpokenLine] = (),
    one: OneIsRead = OneIsRead.YAO,
) -> Rendered:
    """Fill any template of `event`. Raises TemplateInvalid or ParamRefused; never half a sentence."""
    return render(
        _parsed(event, template),
        params,
        [
            {"goodsName": line.name, "num": str(line.quantity), "unit": line.unit or DEFAULT_UNIT}
            for line in _summed(lines)
        ],
        one,
    )


def order_sentence(
    told: Announcement,
    guest: Guest,
    lines: Sequence[SpokenLine],
    one: OneIsRead = OneIsRead.YAO,
) -> Rendered:
    """What `told`'s channel hears of these lines: `801房间下单了水饺2份、可乐1瓶,请注意`.

    Give only the lines that concern the hearer (its stations', or those still waiting). The same
    dish in several lines is named once, with the sum.
    """
    return sentence(told.event, told.template_for(by_tag=guest.by_tag), guest.params, lines, one)


def _summed(lines: Sequence[SpokenLine]) -> list[SpokenLine]:
    sums: dict[tuple[str, str], int] = {}
    for line in lines:
        dish = (line.name, line.unit)
        sums[dish] = sums.get(dish, 0) + line.quantity
    return [SpokenLine(name, quantity, unit) for (name, unit), quantity in sums.items()]


def once_more(heard_by_nobody: Rendered) -> Rendered:
    """The sentence of a repeat with reason `unheard`; said so once, however often it is raised."""
    if heard_by_nobody.shown.startswith(_AGAIN):
        return heard_by_nobody
    return Rendered(_AGAIN + heard_by_nobody.shown, _AGAIN + heard_by_nobody.spoken)


def raised_elsewhere(heard_by_nobody: Rendered, silent_device: str) -> Rendered:
    """The same, raised at other screens or at the desk: says first which screen kept silent."""
    told = sentence(Event.DEVICE_SILENT, "{deviceName}没有播报,", {"deviceName": silent_device})
    return Rendered(told.shown + heard_by_nobody.shown, told.spoken + heard_by_nobody.spoken)


def in_place_of_kitchen(text: Rendered) -> Rendered:
    """The kitchen's sentence at the desk of a shop that has no kitchen screen."""
    return Rendered(_NO_KITCHEN + text.shown, _NO_KITCHEN + text.spoken)


@dataclass(frozen=True, slots=True)
class Burst:
    """When a placement is told, and how long the stay's burst lasts."""

    due_at: datetime
    ends_at: datetime


def in_burst(placed_at: datetime, burst_ends_at: datetime | None, window_s: int) -> Burst:
    """Leading-edge coalescing per stay: the first is told at once and opens `window_s` seconds.

    What is placed before they end is told at their end: placements with the same `due_at` are one
    sentence. `burst_ends_at` is the `ends_at` of the stay's last placement; window 0 = each its own.
    """
    if window_s and burst_ends_at is not None and placed_at < burst_ends_at:
        return Burst(burst_ends_at, burst_ends_at)
    return Burst(placed_at, placed_at + timedelta(seconds=window_s))


def counted(count: int, unit_and_noun: str) -> Rendered:
    """`3张新单`, said 三张新单."""
    return Rendered(f"{count}{unit_and_noun}", f"{read_count(count)}{unit_and_noun}")
