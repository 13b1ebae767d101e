"""What time alone does to credits: lots end, holds end, desks are warned. Late or twice is harmless."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from common.domain.errors import NotFound
from common.domain.ids import ShopId
from common.domain.sms_audit import findings
from common.domain.sms_rows import Buckets, HoldState
from common.domain.sms_text import MessageKind
from common.domain.streams import cashier
from common.wire.events import EventKind
from server.db.due_worker import DueWorker
from server.db.jobs import job_worker
from server.db.journal import JournalRow
from server.db.unit import Unit
from server.db.units import Units
from server.entry import checkup, sms_commands
from server.entry.seeding import read_plan, seed
from server.shop.for_sms import ShopBrands
from server.sms import jobs
from server.sms.accepting import Wanted, accept
from server.sms.ledger import Ledger
from server.sms.purchases import PaymentStatus
from server.sms.repository import LOTS
from tests.support.clock import FakeClock
from tests.support.sms_till import Counter

DAY = timedelta(days=1)


class House:
    """The demo brand with its worker of jobs."""

    def __init__(self, units: Units, clock: FakeClock) -> None:
        self.units, self.clock = units, clock
        self.shop_id = ShopId(units.run_write(lambda unit: seed(unit, read_plan())))
        self.brand = units.run_read(lambda session: ShopBrands(session).brand_of(self.shop_id))
        self.counter = Counter(units, clock)
        self.worker: DueWorker = job_worker(
            units, jobs.handlers(lambda unit: ShopBrands(unit.session)), clock.now
        )

    async def later(self, by: timedelta) -> None:
        """Time passes; the jobs that are due are done."""
        self.clock.advance(by)
        while await self.worker.drain():
            pass

    def check(self) -> list[str]:
        return self.units.run_read(checkup.findings)


@pytest.fixture
def house(units: Units, clock: FakeClock) -> House:
    return House(units, clock)


async def test_a_lot_ends_by_itself_at_its_midnight(house: House) -> None:
    house.counter.buy(house.brand, "p", 200, house.clock.now(), days=1)
    await house.later(timedelta(minutes=1))
    [lot] = house.counter.book(house.brand).lots
    await house.later(lot.expires_at - house.clock.now() - timedelta(seconds=1))
    assert house.counter.available(house.brand) == 200
    await house.later(timedelta(seconds=1))
    book = house.counter.book(house.brand)
    assert book.account == Buckets(granted=200, expired=200)
    assert findings(book) == []


async def test_a_job_that_comes_days_late_does_it_all_once(house: House) -> None:
    house.counter.buy(house.brand, "p", 200, house.clock.now(), days=1)
    house.counter.freeze(house.brand, "m", 5, house.clock.now())
    await house.later(5 * DAY)
    await house.later(DAY)
    book = house.counter.book(house.brand)
    assert book.account == Buckets(granted=200, expired=200)
    assert house.counter.hold(house.brand, "m").state is HoldState.TIMED_OUT


async def test_a_forgotten_hold_gives_its_units_back_after_a_day(house: House) -> None:
    house.counter.buy(house.brand, "p", 200, house.clock.now(), days=30)
    house.counter.freeze(house.brand, "m", 5, house.clock.now())
    await house.later(timedelta(minutes=1))
    await house.later(DAY - timedelta(minutes=2))
    assert house.counter.hold(house.brand, "m").state is HoldState.HELD
    await house.later(timedelta(minutes=1))
    assert house.counter.hold(house.brand, "m").state is HoldState.TIMED_OUT
    assert house.counter.available(house.brand) == 200


async def test_a_low_balance_is_told_to_the_desks(house: House) -> None:
    house.counter.buy(house.brand, "p", 120, house.clock.now(), days=30)

    def spend(unit: Unit) -> None:
        warn = jobs.warn(unit, ShopBrands(unit.session))
        Ledger(unit, house.brand, warn).freeze("m", 21, None)

    house.units.run_write(spend)
    await house.later(timedelta(seconds=1))
    query = select(JournalRow.kind).where(JournalRow.stream == cashier(house.shop_id))
    assert house.units.run_read(lambda session: session.scalars(query).all()) == [
        EventKind.SMS_BALANCE_LOW
    ]


async def test_offers_that_found_no_credit_in_the_morning_are_told_to_the_desks(
    house: House,
) -> None:
    house.clock.advance(timedelta(hours=2))  # 22:00
    wanted = Wanted(MessageKind.MARKETING, ["13800000001"], "m", "【云麓汤泉】烤鸭八折,")
    house.units.run_write(lambda unit: accept(unit, house.brand, wanted, "拒收请回复R"))
    await house.later(timedelta(hours=10))
    query = select(JournalRow.kind).where(JournalRow.stream == cashier(house.shop_id))
    told = house.units.run_read(lambda session: session.scalars(query).all())
    assert EventKind.SMS_NOT_SENT in told
    assert house.check() == []


def test_the_operator_sees_the_balance_lot_by_lot(house: House) -> None:
    def shown() -> list[str]:
        return house.units.run_read(lambda s: list(sms_commands.balance(s, house.shop_id)))

    assert shown() == ["no message was ever bought"]
    house.counter.buy(house.brand, "p", 120, house.clock.now(), days=1)
    house.counter.freeze(house.brand, "m", 20, house.clock.now())
    assert shown()[0].startswith("available 100, held 20, consumed 0,")
    assert shown()[1].endswith(": 100 until 2026-03-06 00:00 Asia/Shanghai")


def test_the_operator_records_a_payment_by_hand(house: House) -> None:
    house.counter.order(house.brand, "p", 50)
    for _ in range(2):
        house.units.run_write(lambda unit: sms_commands.paid(unit, house.shop_id, "p"))
    assert house.counter.available(house.brand) == 50
    with pytest.raises(NotFound, match=r"sms\.purchase_unknown"):
        house.units.run_write(lambda unit: sms_commands.paid(unit, house.shop_id, "q"))


def test_the_checkup_finds_a_unit_that_nobody_booked(house: House) -> None:
    house.counter.buy(house.brand, "p", 50, house.clock.now(), days=30)
    house.counter.freeze(house.brand, "m", 5, house.clock.now())
    house.counter.pay(house.brand, "m", 3, house.clock.now())
    assert house.check() == []
    house.units.run_write(
        lambda unit: unit.session.execute(update(LOTS).values(available=49, granted=52))
    )
    found = house.check()
    assert len(found) == 2
    assert found[0].endswith("is not the sum of its lots")
    assert found[1].endswith("not what its movements tell")


async def test_a_purchase_that_was_never_paid_grants_nothing(house: House) -> None:
    house.counter.order(house.brand, "p", 50)
    await house.later(40 * DAY)
    assert house.counter.book(house.brand).account == Buckets()
    house.counter.hear("p", PaymentStatus.PAID)
    assert house.counter.available(house.brand) == 50
