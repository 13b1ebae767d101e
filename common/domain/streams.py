"""Names of the journal's streams, and which ones a terminal follows. Source: spec 20."""

from __future__ import annotations

from typing import Final

from common.domain.ids import DeviceId, ShopId, StayId
from common.domain.roles import Role


def kitchen(shop_id: ShopId) -> str:
    return f"shop:{shop_id}:kitchen"


def call_board(shop_id: ShopId) -> str:
    return f"shop:{shop_id}:call_board"


def cashier(shop_id: ShopId) -> str:
    """The desks' shared account as well as their tables."""
    return f"shop:{shop_id}:cashier"


def waiter(shop_id: ShopId) -> str:
    return f"shop:{shop_id}:waiter"


def menu(shop_id: ShopId) -> str:
    return f"shop:{shop_id}:menu"


def stay(stay_id: StayId) -> str:
    return f"stay:{stay_id}"


OF_DEVICE: Final = "device:"


def device(device_id: DeviceId) -> str:
    """A terminal's own: announcements, calls and answers addressed to it."""
    return f"{OF_DEVICE}{device_id}"


def is_of_device(stream: str) -> bool:
    return stream.startswith(OF_DEVICE)


def is_of_stay(stream: str) -> bool:
    return stream.startswith("stay:")


_SHARED: Final = {
    Role.KITCHEN: (kitchen, menu),
    Role.CALL_BOARD: (call_board, menu),
    Role.CASHIER: (cashier, menu),
    Role.WAITER: (waiter, menu),
    Role.PAD: (menu,),
}


def followed_by(
    kind: Role, shop_id: ShopId, device_id: DeviceId, stay_id: StayId | None
) -> tuple[str, ...]:
    """The streams of one terminal. `stay_id` is the stay that a pad's room shows now, if any."""
    shared = tuple(name(shop_id) for name in _SHARED[kind])
    own = (stay(stay_id),) if kind is Role.PAD and stay_id is not None else ()
    return (device(device_id), *shared, *own)
