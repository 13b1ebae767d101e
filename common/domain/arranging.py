"""In which order a venue's things stand: rooms on the desk, stations, categories, dishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from common.domain.errors import Invalid, NotFound


def rearranged(ids: Sequence[str], held: Mapping[str, int], unknown: str) -> dict[str, int]:
    """Let `ids` share out the places that they hold, in this order: the new place of each that moves.

    The others in `held` stay where they are. Two that stood at one place get one each.
    Raises NotFound `unknown`, Invalid `order.twice`.
    """
    if strangers := [x for x in ids if x not in held]:
        raise NotFound(unknown, {"ids": strangers})
    if len(set(ids)) < len(ids):
        raise Invalid("order.twice", "$.ids")
    moved, place = {}, -1
    for row_id, free in zip(ids, sorted(held[x] for x in ids), strict=True):
        place = max(free, place + 1)
        if held[row_id] != place:
            moved[row_id] = place
    return moved
