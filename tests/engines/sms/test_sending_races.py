"""Many at once: no credit is spent twice, no message goes twice, no lane waits for another."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from threading import Barrier

import pytest

from common.domain.errors import DomainError
from common.domain.ids import BrandId
from common.domain.sms_messages import SmsState
from common.domain.sms_text import MessageKind
from server.db.unit import Unit
from server.db.units import Units, open_units
from server.sms import consumer, lane_table, submitting
from server.sms.submitting import Manner
from tests.support.clock import FakeClock
from tests.support.sms_post import BRAND, OTHER, Post, phone
from tests.support.sms_provider import NAME
from tests.support.waiting import until

S = SmsState
SENDERS = 5


@pytest.fixture
def post(units: Units, clock: FakeClock) -> Post:
    return Post(units, clock)


def at_once(deeds: Sequence[Callable[[], object]]) -> list[str]:
    """Do all in the same instant; gives the codes of those refused."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> str:
        start.wait()
        try:
            deed()
        except DomainError as refusal:
            return refusal.code
        return ""

    with ThreadPoolExecutor(len(deeds)) as threads:
        return [code for code in threads.map(one, deeds) if code]


def test_one_of_many_senders_gets_the_last_credit(post: Post) -> None:
    post.buy(1)
    deeds = [partial(post.send, phone(n), ref=f"m{n}") for n in range(SENDERS)]
    assert at_once(deeds) == ["sms.insufficient"] * (SENDERS - 1)
    assert (post.count(), post.buckets()) == (1, (0, 1, 0))
    post.check()


def test_many_senders_of_one_message_send_it_once(post: Post) -> None:
    post.buy(9)
    assert at_once([lambda: post.send(phone(1))] * SENDERS) == []
    assert (post.count(), post.buckets()) == (1, (8, 1, 0))
    post.check()


def test_many_codes_to_one_phone_at_once_are_one(post: Post) -> None:
    post.buy(9)
    code = partial(post.send, phone(1), kind=MessageKind.CODE)
    deeds = [partial(code, ref=f"m{n}") for n in range(SENDERS)]
    assert at_once(deeds) == ["sms.capped"] * (SENDERS - 1)
    post.check()


def test_two_workers_on_one_message_pay_and_send_once(post: Post) -> None:
    post.buy(9)
    message = post.send(phone(1), phone(2))
    taken: list[int] = []

    def work(unit: Unit) -> int:
        return len(submitting.take_up(unit, BRAND, lambda _: [message.id], Manner(NAME)))

    def take() -> None:
        taken.append(post.units.run_write(work))

    assert at_once([take] * SENDERS) == []
    # The second finds it SUBMITTING, as after a death: it does not send.
    assert sorted(taken) == [0] * (SENDERS - 1) + [1]
    assert (post.state(message), post.buckets()) == (S.SUBMIT_UNKNOWN, (7, 0, 2))
    post.check()


async def drained(post: Post, condition: Callable[[], bool]) -> None:
    """The real worker of all lanes, until `condition`."""
    worker = consumer.worker(post.units, post.provider, post.clock.now)
    running = asyncio.create_task(worker.run())
    try:
        await until(condition, 30.0)
    finally:
        worker.stop()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_lane_that_hangs_delays_nobody_else(post: Post) -> None:
    post.buy(100)
    post.buy(100, OTHER)
    stuck = [post.send(phone(n), ref=f"s{n}") for n in range(20)]
    ids = {message.id for message in stuck}
    post.provider.hangs = ids.__contains__
    codes = [
        post.send(phone(n), ref=f"c{n}", brand=brand, kind=MessageKind.CODE)
        for n in range(10)
        for brand in (OTHER, BRAND)
    ]
    await drained(post, lambda: {post.state(each) for each in codes} == {S.SUBMITTED})
    assert {post.state(each) for each in stuck} == {S.SUBMITTING}


async def play_many_lanes(units: Units, clock: FakeClock, lanes: int) -> None:
    brands = [BrandId(f"brand-{number}") for number in range(lanes)]
    post = Post(units, clock, *brands)
    for brand in brands:
        post.buy(2, brand)
    sent = [post.send(phone(1), ref="m", brand=brand) for brand in brands]
    assert len({message.lane for message in sent}) == lanes
    await drained(post, lambda: len(post.provider.accepted) == lanes)
    await until(lambda: post.open_count() == 0)
    assert max(post.provider.accepted.values()) == 1


async def test_every_lane_of_many_is_drained(units: Units, clock: FakeClock) -> None:
    await play_many_lanes(units, clock, 60)


@pytest.mark.soak
@pytest.mark.timeout(900)
async def test_three_thousand_lanes_at_once(migrated_url: str, clock: FakeClock) -> None:
    clock.set(datetime.now(UTC))
    units = open_units(migrated_url, clock.now)
    await play_many_lanes(units, clock, 3000)
    await units.close()


def test_no_lane_of_a_brand_is_another_brands() -> None:
    mine = set(lane_table.keys_of(BRAND))
    assert len(mine) == 6
    assert not mine & set(lane_table.keys_of(OTHER))
    assert {lane_table.brand_of(key) for key in mine} == {BRAND}
