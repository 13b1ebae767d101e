"""The kitchen app with 500 open lines: how soon it is usable, what it holds, how it turns pages."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

import msgspec
import uvloop

from common.domain.roles import Role
from common.wire.requests import NewLine, PlaceOrder
from tests.bench.devices import pair_and_fetch, pairing_code
from tests.bench.figures import Figure, at_most, beside, median, percentile
from tests.bench.http_clients import request, send_all
from tests.bench.world import World, new_world
from tests.support.processes import Processes

ORDERS: Final = 100
PROBE: Final = "tests.bench.kitchen_probe"
DISHES: Final = ("宫保鸡丁", "水饺", "拍黄瓜", "清炒时蔬", "矿泉水")


def run(*, full: bool) -> list[Figure]:
    starts, turns = (9, 400) if full else (3, 60)
    with new_world() as world:
        processes = Processes(world.folder)
        try:
            seen = _measure(world, processes, starts, turns)
        finally:
            processes.kill_all()
    frames = [each for one in seen for each in one["frames_ms"]]
    turned = [each for one in seen for each in one["turned_ms"]]
    lines, pages = seen[0]["lines"], seen[0]["pages"]
    return [
        at_most(
            "from the start of the process to the first painted tickets",
            median([one["usable_s"] for one in seen]),
            1.0,
            "s",
            f"{lines} open lines on {pages} pages from the device file; median of {starts} starts",
        ),
        at_most("resident memory", max(one["rss_mib"] for one in seen), 150, "MiB"),
        at_most(
            "a frame while pages turn, p95",
            percentile(frames, 0.95),
            16.7,
            "ms",
            f"software renderer, 1920 x 1080, {len(frames)} frames",
        ),
        beside(
            "key → frame with the other page",
            f"p50 {median(turned):.1f} ms, p95 {percentile(turned, 0.95):.1f} ms",
            f"{len(turned)} turns, the view-model's work and the frame together",
        ),
    ]


def _measure(world: World, processes: Processes, starts: int, turns: int) -> list[dict[str, Any]]:
    # Any: the probe's JSON
    token = world.terminals(Role.CASHIER, 1)[0]
    server = processes.serve(world.url)
    load = uvloop.run(send_all(server.port, _orders(world, token), 4))
    assert load.statuses == {201: ORDERS}, load.first_refusal
    file = world.folder / "kitchen.sqlite"
    code = pairing_code(world, processes, "kitchen")
    has_all = ORDERS * len(DISHES)
    asyncio.run(
        pair_and_fetch(file, server, code, lambda core: len(core.tables()["lines"]) == has_all)
    )
    server.process.stop()  # on its cache: nobody answers
    seen = []
    for _ in range(starts):
        said = processes.run("tests.bench.as_installed", PROBE, str(file), server.url, str(turns))
        seen.append(json.loads(said.splitlines()[-1]))
    return seen


def _orders(world: World, token: str) -> list[bytes]:
    lines = [NewLine(goods_id=world.goods(name), quantity=1) for name in DISHES]
    return [
        request(
            "POST",
            "/v1/orders",
            token,
            f"kitchen-{number}",
            msgspec.json.encode(PlaceOrder(stay_id=stay_id, lines=lines)),
        )
        for number, stay_id in enumerate(world.guests(ORDERS))
    ]
