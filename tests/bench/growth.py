"""What an order and a screen's start cost after years: few orders against many, in turn."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

import msgspec

from common.domain.ids import DeviceId, ShopId
from common.domain.roles import Actor, Role
from common.wire.answers import OrderBody
from common.wire.requests import NewLine, PlaceOrder
from server.db import idempotency
from server.db.idempotency import StoredAnswer
from server.db.unit import Unit
from server.db.units import Units, open_units
from server.entry.seeding import read_plan, seed, stable_id
from server.entry.wiring import Wiring
from server.gateways.clock import SystemClock
from server.views.board import board_of
from server.views.snapshot import snapshot
from tests.bench.figures import Figure, beside, median, percentile, ratio_at_most
from tests.bench.history import add_history
from tests.bench.orders import DISHES, terminals
from tests.bench.world import World, new_world

FEW: Final = 10_000
OPEN: Final = 20  # orders on the board while it is read
BUDGET: Final = 1.2


def run(*, full: bool) -> list[Figure]:
    many, shops, rounds, each = (10_000_000, 1_000, 9, 400) if full else (300_000, 100, 9, 60)
    with ExitStack() as stack:
        small = stack.enter_context(_shop_with_history(FEW, 1, rounds * each))
        large = stack.enter_context(_shop_with_history(many, shops, rounds * each))
        both = (small, large)
        # Reading first: what is placed stays on the board.
        compared = [
            ("snapshot of a kitchen, p99", [each_shop.fetch for each_shop in both]),
            ("the board, p99", [each_shop.read for each_shop in both]),
            ("placing an order, p99", [each_shop.place for each_shop in both]),
        ]
        figures = [_compare(what, works, rounds, each) for what, works in compared]
        how = f"{FEW:,} → {many:,} stored orders, 1 → {shops} shops"
        sizes = " → ".join(
            f"{x.world.file.stat().st_size / 2**20:,.0f} MiB" for x in (small, large)
        )
    return [*figures, beside("stored", how, f"{small.rows:,} → {large.rows:,} rows, {sizes}")]


def _compare(what: str, works: list[Callable[[], None]], rounds: int, each: int) -> Figure:
    """The ratio of the second's p99 to the first's: median over rounds, one call in turn."""
    ratios: list[float] = []
    middles: list[list[float]] = [[], []]
    for _ in range(rounds):
        took: list[list[float]] = [[], []]
        for _ in range(each):
            for which, work in enumerate(works):
                began = time.perf_counter()
                work()
                took[which].append((time.perf_counter() - began) * 1000)
        tails = [percentile(one, 0.99) for one in took]
        ratios.append(tails[1] / tails[0])
        for which, one in enumerate(took):
            middles[which].append(median(one))
    p50 = " → ".join(f"{median(one):.2f}" for one in middles)
    detail = f"median of {rounds} rounds of {each}, in turn; p50 {p50} ms"
    return ratio_at_most(what, median(ratios), BUDGET, detail)


class Shop:
    """The demo's shop in a database with a past."""

    def __init__(self, world: World, units: Units, stays: list[str], rows: int) -> None:
        self.world = world
        self.rows = rows
        self._units = units
        self._stays = iter(stays)
        self._wiring = Wiring()
        self._numbers = itertools.count()
        self._desk = Actor(ShopId(world.shop_id), Role.CASHIER, DeviceId("desk"))
        kitchen = DeviceId(stable_id("bench", Role.KITCHEN, "0"))
        self._kitchen = Actor(ShopId(world.shop_id), Role.KITCHEN, kitchen)
        self._lines = [NewLine(goods_id=world.goods(name), quantity=1) for name in DISHES]

    def place(self) -> None:
        self.order()

    def order(self) -> OrderBody:
        """One first order, as the HTTP door does it."""
        wanted = PlaceOrder(stay_id=next(self._stays), lines=self._lines)
        key = f"growth-{next(self._numbers)}"

        def work(unit: Unit) -> OrderBody:
            idempotency.begin(unit, "desk", key, key)
            with unit.savepoint():
                body = self._wiring.kitchen(unit, self._desk, key).placing.place(wanted)
                body.positions = unit.seal()
            idempotency.store(unit, "desk", key, StoredAnswer(201, msgspec.json.encode(body)))
            return body

        return self._units.run_write(work)

    def fetch(self) -> None:
        now = SystemClock().now()
        self._units.run_read(lambda session: snapshot(session, self._kitchen, now))

    def read(self) -> None:
        now = SystemClock().now()
        self._units.run_read(lambda session: board_of(session, self._kitchen, now))


@contextmanager
def _shop_with_history(orders: int, shops: int, samples: int) -> Iterator[Shop]:
    with new_world() as world:
        terminals(world)
        stays = world.guests(samples + OPEN + 1)
        units = open_units(world.url)
        try:
            chain = [world.shop_id, *_more_shops(units, shops - 1)]
            template = Shop(world, units, stays, 0).order()
            rows = add_history(world.file, template.id, orders, chain)
            shop = Shop(world, units, stays[1:], rows)
            for _ in range(OPEN):
                shop.place()
            yield shop
        finally:
            asyncio.run(units.close())


def _more_shops(units: Units, count: int) -> list[str]:
    plan = read_plan()
    plans = [
        msgspec.structs.replace(plan, shop=msgspec.structs.replace(plan.shop, code=f"chain-{n}"))
        for n in range(count)
    ]
    return units.run_write(lambda unit: [seed(unit, each) for each in plans])
