"""The desk with 200 rooms and 500 open lines: key → painted bill, how soon it is usable, what it holds."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
import uvloop

from common.domain.roles import Role
from common.domain.rows import RoomState
from common.wire.cashier import NewCharge
from common.wire.requests import NewLine, PlaceOrder
from server.entry.seeding import stable_id
from server.kitchen.models import Stay
from server.shop.models import Room
from tests.bench.devices import pair_and_fetch, pairing_code
from tests.bench.figures import Figure, at_most, beside, median, percentile
from tests.bench.http_clients import request, send_all
from tests.bench.world import World, new_world
from tests.support.processes import Processes

ROOMS: Final = 200
ORDERS: Final = 100
PROBE: Final = "tests.bench.desk_probe"
DISHES: Final = ("宫保鸡丁", "水饺", "拍黄瓜", "清炒时蔬", "矿泉水")
OF_THE_DEMO: Final = 12
"""Rooms that the demo shop has already, without guests."""


def run(*, full: bool) -> list[Figure]:
    starts, keys = (5, 400) if full else (3, 60)
    with new_world() as world:
        processes = Processes(world.folder)
        try:
            seen = _measure(world, processes, starts, keys)
        finally:
            processes.kill_all()
    pressed = [each for one in seen for each in one["pressed_ms"]]
    first = seen[0]
    return [
        at_most(
            "key press → painted bill, p95",
            percentile(pressed, 0.95),
            100,
            "ms",
            f"{first['rooms']} rooms, {first['lines']} open lines, {first['bills']} bills; "
            f"p50 {median(pressed):.1f} ms, {len(pressed)} keys, software renderer, 1920 x 1080",
        ),
        beside(
            "from the start of the process to the first painted rooms",
            f"{median([one['usable_s'] for one in seen]):.1f} s",
            f"from the device file; median of {starts} starts",
        ),
        beside("resident memory", f"{max(one['rss_mib'] for one in seen):.0f} MiB", "the largest"),
    ]


def _measure(world: World, processes: Processes, starts: int, keys: int) -> list[dict[str, Any]]:
    # Any: the probe's JSON
    stays = _full_house(world)
    token = world.terminals(Role.CASHIER, 1)[0]
    server = processes.serve(world.url)
    wanted = [*_orders(world, token, stays[:ORDERS]), *_charges(token, stays)]
    load = uvloop.run(send_all(server.port, wanted, 4))
    assert load.statuses == {201: len(wanted)}, load.first_refusal
    file = world.folder / "desk.sqlite"
    code = pairing_code(world, processes, "cashier")
    has_all = ORDERS * len(DISHES)
    asyncio.run(
        pair_and_fetch(file, server, code, lambda core: len(core.tables()["lines"]) == has_all)
    )
    seen = []
    for _ in range(starts):
        said = processes.run("tests.bench.as_installed", PROBE, str(file), server.url, str(keys))
        seen.append(json.loads(said.splitlines()[-1]))
    return seen


def _full_house(world: World) -> list[str]:
    """Rooms beside those of the demo, each with guests; the ids of their stays."""
    at, made = datetime.now(UTC), range(ROOMS - OF_THE_DEMO)
    rooms: list[dict[str, object]] = [
        {
            "id": stable_id("bench", "room", str(number)),
            "shop_id": world.shop_id,
            "name": f"{9 + number // 20}{number % 20 + 1:02d}",
            "floor": f"{9 + number // 20} 楼",
            "kind": "标准房",
            "state": RoomState.OCCUPIED,
            "state_since": at,
            "position": 100 + number,
        }
        for number in made
    ]
    stays: list[dict[str, object]] = [
        {
            "id": stable_id("bench", "stay", str(number)),
            "shop_id": world.shop_id,
            "room_id": rooms[number]["id"],
            "room_name": rooms[number]["name"],
            "opened_at": at,
        }
        for number in made
    ]
    world.write((Room, rooms), (Stay, stays))
    return [str(x["id"]) for x in stays]


def _orders(world: World, token: str, stays: list[str]) -> list[bytes]:
    lines = [NewLine(goods_id=world.goods(name), quantity=1) for name in DISHES]
    return [
        _post("/v1/orders", token, f"order-{number}", PlaceOrder(stay_id=stay_id, lines=lines))
        for number, stay_id in enumerate(stays)
    ]


def _charges(token: str, stays: list[str]) -> list[bytes]:
    return [
        _post(f"/v1/stays/{stay_id}/charges", token, f"charge-{number}", NewCharge("房费", 198_00))
        for number, stay_id in enumerate(stays)
    ]


def _post(path: str, token: str, key: str, body: msgspec.Struct) -> bytes:
    return request("POST", path, token, key, msgspec.json.encode(body))
