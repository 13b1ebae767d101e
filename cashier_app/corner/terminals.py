"""Terminals and people as the corner's pages ask the server for them, and their words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, TypeVar

from cashier_app.words import translate
from common.client.facade import Core
from common.domain.roles import Role
from common.wire.answers import Page
from common.wire.shop import DeviceBody

T = TypeVar("T")
ONLINE_WITHIN: Final = timedelta(seconds=75)
"""The server notes every half minute who is on its socket."""
ZONES: Final = ("kitchen", "lobby", "floor", "desk")


async def devices(core: Core) -> list[DeviceBody]:
    """All of the shop's. Raises as `Core.call`."""
    found: list[DeviceBody] = []
    path = "/v1/devices?limit=200"
    while True:
        page = await core.call("GET", path, Page[DeviceBody])
        found += page.items
        if page.next is None:
            return found
        path = f"/v1/devices?limit=200&cursor={page.next}"


def is_online(device: DeviceBody, now: datetime) -> bool:
    return device.live_at is not None and now - device.live_at < ONLINE_WITHIN


def kind_word(kind: str) -> str:
    known = {
        Role.PAD: translate("Cashier", "客房平板"),
        Role.KITCHEN: translate("Cashier", "后厨屏"),
        Role.CALL_BOARD: translate("Cashier", "叫号屏"),
        Role.CASHIER: translate("Cashier", "收银台"),
        Role.WAITER: translate("Cashier", "服务员手机"),
    }
    return known.get(Role(kind), kind) if kind in set(Role) else kind


def role_word(role: str) -> str:
    known = {
        "kitchen": translate("Cashier", "后厨"),
        "cashier": translate("Cashier", "收银员"),
        "waiter": translate("Cashier", "服务员"),
        "manager": translate("Cashier", "店长"),
        "brand_admin": translate("Cashier", "品牌管理员"),
    }
    return known.get(role, role)


def zone_word(zone: str) -> str:
    known = {
        "kitchen": translate("Cashier", "厨房"),
        "lobby": translate("Cashier", "大堂"),
        "floor": translate("Cashier", "楼层"),
        "desk": translate("Cashier", "前台"),
    }
    return known.get(zone, zone)
