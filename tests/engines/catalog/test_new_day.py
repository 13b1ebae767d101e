"""What was sold out yesterday can be had today, and the screens that hold yesterday's menu hear of it."""

from datetime import UTC, datetime, timedelta

from common.domain import streams
from common.domain.roles import Actor, Role
from common.domain.rows import GoodsRow
from common.wire.requests import SoldOut
from server.catalog import jobs as catalog_jobs
from server.catalog.service import Catalog
from server.db.jobs import job_worker
from server.db.unit import Unit
from server.shop.for_kitchen import ShopDesk
from tests.support.clock import FakeClock
from tests.support.house import COLA, COOK, SHOP, House

MENU = streams.menu(SHOP)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time of March 2026 in Shanghai."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def menu_of(unit: Unit, shop_id: str) -> Catalog:
    return Catalog(unit, Actor(SHOP, Role.INTEGRATION), ShopDesk(unit.session, SHOP))


async def work(house: House, clock: FakeClock) -> None:
    """What a server does that starts now, or that ran all the time."""
    await house.units.write(lambda unit: catalog_jobs.ensure(unit, [SHOP]))
    worker = job_worker(house.units, catalog_jobs.handlers(menu_of), clock.now)
    while await worker.drain():
        pass


def on_screen(house: House) -> GoodsRow:
    """The dish on a pad that heard every event and never fetched a snapshot."""
    tables = house.projected({"goods": {}, "categories": {}}, MENU, 0)
    dish = tables["goods"][COLA]
    assert isinstance(dish, GoodsRow)
    return dish


async def test_at_three_the_pads_hear_that_the_dish_is_back(house: House, clock: FakeClock) -> None:
    await work(house, clock)
    house.do(COOK, lambda kitchen: kitchen.orders.sold_out(COLA, SoldOut()))
    clock.set(at(5, 2, 59))
    await work(house, clock)
    assert on_screen(house).sold_out

    clock.set(at(5, 3))
    await work(house, clock)

    assert not on_screen(house).sold_out
    assert on_screen(house) == house.snapshot(MENU, clock.now())["goods"][COLA]


async def test_a_power_cut_over_three_only_tells_it_later(house: House, clock: FakeClock) -> None:
    await work(house, clock)
    house.do(COOK, lambda kitchen: kitchen.orders.sold_out(COLA, SoldOut()))
    clock.set(at(6, 11))

    await work(house, clock)

    assert not on_screen(house).sold_out


async def test_a_day_on_which_nothing_was_sold_out_tells_nothing(
    house: House, clock: FakeClock
) -> None:
    await work(house, clock)
    told = len(house.events(MENU))

    clock.set(at(5, 3))
    await work(house, clock)

    assert len(house.events(MENU)) == told


async def test_what_was_sold_out_after_three_stays_so(house: House, clock: FakeClock) -> None:
    clock.set(at(5, 3, 1))
    house.do(COOK, lambda kitchen: kitchen.orders.sold_out(COLA, SoldOut()))

    await work(house, clock)
    assert on_screen(house).sold_out
    clock.set(at(6, 2, 59))
    await work(house, clock)

    assert on_screen(house).sold_out
