"""When a room may be taken out of use, a station away, a terminal made another kind; who must be let in.

What stands in the way is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from common.domain.errors import Refused
from common.domain.roles import Role
from common.domain.rows import RoomState

SAME_PROGRAM: Final[Mapping[Role, frozenset[Role]]] = {
    Role.KITCHEN: frozenset({Role.KITCHEN, Role.CALL_BOARD}),
    Role.CALL_BOARD: frozenset({Role.KITCHEN, Role.CALL_BOARD}),
}
"""The kinds that one program shows: a terminal changes among them where it stands; else it is paired
anew, with the other program."""


def require_can_let_in(state: RoomState, room_id: str) -> None:
    """Raises Refused `room.to_clean`, `room.out_of_use`."""
    if state is RoomState.TO_CLEAN:
        raise Refused("room.to_clean", {"room_id": room_id})
    if state is RoomState.OUT_OF_USE:
        raise Refused("room.out_of_use", {"room_id": room_id})


def require_same_program(kind: Role, wanted: Role) -> None:
    """Raises Refused `device.other_program`."""
    if wanted not in SAME_PROGRAM.get(kind, frozenset({kind})):
        facts = {"field": "$.kind", "kind": kind.value, "wanted": wanted.value}
        raise Refused("device.other_program", facts)


def require_room_is_idle(state: RoomState, pads: Sequence[str], therapists: Sequence[str]) -> None:
    """A room with guests, one to be cleaned, with a pad paired for it or a therapist on the clock
    stays in use: nobody is to sit in front of a screen that says nothing.

    Raises Refused `room.in_use`; `pads` and `therapists` are names.
    """
    is_idle = state in (RoomState.VACANT, RoomState.OUT_OF_USE)
    if not is_idle or pads or therapists:
        facts = {"state": state.value, "pads": list(pads), "therapists": list(therapists)}
        raise Refused("room.in_use", facts)


def require_station_is_idle(dishes: Sequence[str], screens: Sequence[str]) -> None:
    """A station that a dish or a screen names stays: its orders would be seen by nobody.

    Raises Refused `station.in_use`; `dishes` and `screens` are names.
    """
    if dishes or screens:
        raise Refused("station.in_use", {"dishes": list(dishes), "screens": list(screens)})
