"""Which stay an order belongs to, and whether it joins one. Source: spec 10, "Stays", "Merging"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from common.domain.errors import Refused
from common.domain.rows import OrderRow, OrderState, RoomState, StayRow


@dataclass(frozen=True, slots=True)
class OpenWalkIn:
    """Nobody was checked in: the placement opens a walk-in room stay."""


def stay_for_room(state: RoomState, stays: Sequence[StayRow]) -> StayRow | OpenWalkIn:
    """The stay that a room order is for, among the open `stays` of that room.

    The room stay; with none, the only tag stay; with several, the pad must ask: Refused
    `stay.tag_needed`; with none at all a walk-in. A room that waits for cleaning:
    `room.to_clean`; one that is not used: `room.out_of_use`.
    """
    if state is RoomState.TO_CLEAN:
        raise Refused("room.to_clean")
    if state is RoomState.OUT_OF_USE:
        raise Refused("room.out_of_use")
    room_stays = [stay for stay in stays if not stay.hand_tags]
    if room_stays:
        return room_stays[0]
    if not stays:
        return OpenWalkIn()
    if len(stays) == 1:
        return stays[0]
    raise Refused("stay.tag_needed", {"hand_tags": [tag for s in stays for tag in s.hand_tags]})


def order_to_join(orders: Sequence[OrderRow]) -> OrderRow | None:
    """The stay's open order; a completed or cancelled one is never joined."""
    return next((order for order in orders if order.state is OrderState.OPEN), None)
