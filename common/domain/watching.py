"""Which terminals are missed. Source: spec 30 (device.silent), issue "Heard or escalated".

A terminal is noted as seen every 30 s while it is connected. One that was not seen for its kind's
time is missed: the desk is told once, and once more when it is back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from common.domain.ids import DeviceId
from common.domain.roles import Role

MOST_NAMED: Final = 4
_JOINT: Final = "、"


@dataclass(frozen=True, slots=True)
class Seen:
    """A terminal; `live_at` None: it has never been connected, and nobody misses it."""

    id: DeviceId
    name: str
    kind: Role
    live_at: datetime | None


@dataclass(frozen=True, slots=True)
class Look:
    """What the desk has to be told: who is missed since the last look, who is back. Kitchens first."""

    gone: tuple[Seen, ...]
    back: tuple[Seen, ...]


def look(
    terminals: Iterable[Seen],
    missed: Collection[DeviceId],
    after_s: Mapping[Role, int],
    since: datetime,
    now: datetime,
) -> Look:
    """Judge all terminals of a shop at `now`.

    `missed`: those that the desk was told of. `since`: from when on somebody has watched and the
    shop was open; before it everybody may have been away. A kind of 0 s is never missed.
    """
    gone, back = [], []
    for each in sorted(terminals, key=lambda x: (x.kind is not Role.KITCHEN, x.name, x.id)):
        seconds = after_s.get(each.kind, 0)
        if each.live_at is None:
            continue
        is_away = bool(seconds) and now - max(each.live_at, since) > timedelta(seconds=seconds)
        if is_away and each.id not in missed:
            gone.append(each)
        elif each.id in missed and (not seconds or each.live_at > now - timedelta(seconds=seconds)):
            back.append(each)
    return Look(tuple(gone), tuple(back))


def named(terminals: Iterable[Seen]) -> str:
    """`后厨屏、801平板`; of many only the first: `后厨屏、801平板、802平板、803平板等7台`."""
    names = [each.name for each in terminals]
    text = _JOINT.join(names[:MOST_NAMED])
    return text if len(names) <= MOST_NAMED else f"{text}等{len(names)}台"
