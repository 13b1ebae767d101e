"""Orders accepted over HTTP, against bare sqlite3 committing the same rows one order a commit."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from typing import Final

import msgspec
import uvloop

from common.domain.roles import Role
from common.wire.requests import NewLine, PlaceOrder
from tests.bench.figures import Figure, beside, median, percentile, ratio_at_least
from tests.bench.http_clients import Load, request, send_all
from tests.bench.raw_engine import RawEngine, Watch
from tests.bench.world import World, new_world, serving

CLIENTS: Final = 32
DISHES: Final = ("宫保鸡丁", "水饺", "矿泉水")
BUDGET: Final = 0.5


def run(*, full: bool) -> list[Figure]:
    rounds, orders = (9, 1600) if full else (5, 640)
    with new_world() as world:
        terminals(world)
        tokens = world.terminals(Role.CASHIER, CLIENTS)
        waiting = placements(world, tokens, orders * (rounds + 1) + 10)
        with serving(world) as server:
            uvloop.run(send_all(server.port, list(itertools.islice(waiting, 2)), 1))
            watch = Watch(world.file)
            uvloop.run(send_all(server.port, list(itertools.islice(waiting, 1)), 1))
            recording = watch.difference()
            copy = world.file.with_name("raw.sqlite")
            for part in world.file.parent.glob(world.file.name + "*"):
                shutil.copyfile(part, copy.with_name(part.name.replace(world.file.name, copy.name)))
            raw = RawEngine(copy, recording)
            _send(server.port, waiting, orders)
            loads: list[Load] = []
            bare: list[float] = []
            for _ in range(rounds):
                loads.append(_send(server.port, waiting, orders))
                bare.append(raw.commit(raw.prepared(orders)))
            raw.close()
    accepted = [orders / load.took_s for load in loads]
    ratio = median([mine / theirs for mine, theirs in zip(accepted, bare, strict=True)])
    latencies = [each for load in loads for each in load.latencies_s]
    return [
        ratio_at_least(
            "orders over HTTP to bare sqlite3",
            ratio,
            BUDGET,
            f"median of {rounds} rounds in turn, {orders} orders each, {CLIENTS} clients, 3 lines",
        ),
        beside("orders accepted over HTTP", f"{median(accepted):,.0f}/s"),
        beside("bare sqlite3", f"{median(bare):,.0f}/s", recording.describe()),
        beside(
            "one order over HTTP",
            f"p50 {percentile(latencies, 0.5) * 1000:.0f} ms, "
            f"p99 {percentile(latencies, 0.99) * 1000:.0f} ms",
        ),
    ]


def terminals(world: World) -> None:
    """Who hears of an order in a shop: kitchens, a calling screen, a waiter's phone."""
    world.terminals(Role.KITCHEN, 3)
    world.terminals(Role.CALL_BOARD, 1)
    world.terminals(Role.WAITER, 1)


def placements(world: World, tokens: list[str], count: int) -> Iterator[bytes]:
    """`count` first orders of as many guests, by the terminals in turn."""
    stays = world.guests(count)
    lines = [NewLine(goods_id=world.goods(name), quantity=1) for name in DISHES]
    return iter(
        [
            request(
                "POST",
                "/v1/orders",
                token,
                f"bench-{number}",
                msgspec.json.encode(PlaceOrder(stay_id=stay_id, lines=lines)),
            )
            for number, (stay_id, token) in enumerate(
                zip(stays, itertools.cycle(tokens), strict=False)
            )
        ]
    )


def _send(port: int, waiting: Iterator[bytes], orders: int) -> Load:
    load = uvloop.run(send_all(port, list(itertools.islice(waiting, orders)), CLIENTS))
    assert load.statuses == {201: orders}, (load.statuses, load.first_refusal)
    return load
