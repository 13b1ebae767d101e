"""Text messages from accept to the last receipt, on both engines that keep their word on a disk.

The real pipeline in one process: accept, lanes, pay, answer, receipts pulled and applied. Only the
carrier is no network: it answers and reports at once, so that the figures are ours. Beside each
stands what the bare driver does when it commits the same rows in as many transactions.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from common.domain.ids import BrandId
from common.domain.sms_messages import TERMINAL
from common.domain.sms_receipts import STATUSES, Receipt, Verdict
from common.domain.sms_text import MessageKind
from server.db.migrate import migrate
from server.db.unit import Unit
from server.db.units import Units, open_units
from server.entry import checkup
from server.gateways.sms.port import (
    Accepted,
    BatchSms,
    Busy,
    Heard,
    Outcome,
    Permit,
    SingleSms,
)
from server.sms import accepting, consumer, inbox, inbox_worker
from server.sms.accepting import Wanted
from server.sms.message_repository import MESSAGES
from server.sms.purchases import PaymentStatus
from server.sms.receipts import apply_receipts
from tests.bench.figures import Figure, at_most, beside, percentile
from tests.bench.sms_raw import RawPostgres, RawSqlite
from tests.bench.world import new_world
from tests.support.clock import FakeClock
from tests.support.postgres import EphemeralPostgres
from tests.support.sms_till import Counter
from tests.support.waiting import until

BRANDS: Final = tuple(BrandId(f"bench-{number}") for number in range(8))
"""Senders of one brand queue at its account; brands never wait for each other."""
NAME: Final = "chuanglan"
TEXT: Final = "【云麓汤泉】您的水饺好了,请取餐"
BATCH: Final = 100
CLIENTS: Final = 16
PULL: Final = 100
LONGEST_S: Final = 900.0
CODES_A_SECOND: Final = 50
PHONES_BUDGET: Final = 1700
SINGLES_BUDGET: Final = 150


def run(*, full: bool) -> list[Figure]:
    figures: list[Figure] = []
    for name, opened in (("SQLite FULL", _sqlite), ("PostgreSQL", _postgres)):
        with opened() as (url, raw):
            figures += asyncio.run(_measure(name, url, raw, full=full))
    return figures


class Noon:
    """The time, shifted to noon in Beijing: at night marketing would wait for the morning."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        self._shift = now.replace(hour=4, minute=0, second=0, microsecond=0) - now

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift


@dataclass
class InstantCarrier:
    """Takes everything on and reports it at once; `asked` is when each request came."""

    name: str = NAME
    asked: dict[str, float] = field(default_factory=dict)
    reports: deque[Receipt] = field(default_factory=deque)

    async def send_single(self, sms: SingleSms, permit: Permit) -> Outcome:
        return self._take(sms.ref, (sms.phone,), permit)

    async def send_batch(self, sms: BatchSms, permit: Permit) -> Outcome:
        return self._take(sms.ref, sms.phones, permit)

    def _take(self, ref: str, phones: tuple[str, ...], permit: Permit) -> Outcome:
        if not permit.may_begin():
            return Busy("not_begun", "")
        self.asked[ref] = time.perf_counter()
        msg_id = ref.replace("-", "")
        self.reports.extend(
            Receipt(NAME, msg_id, each, "DELIVRD", Verdict.DELIVERED, units=1, ref=ref)
            for each in phones
        )
        return Accepted(msg_id)


@dataclass
class Rig:
    """One database with its workers, and everything that was accepted."""

    units: Units
    carrier: InstantCarrier
    numbers: Iterator[int] = field(default_factory=itertools.count)

    async def accept(self, kind: MessageKind, phones: int) -> str:
        number = next(self.numbers)
        brand = BRANDS[number % len(BRANDS)]
        first = number * 1000 % 90_000_000
        wanted = Wanted(
            kind,
            [f"138{(first + at) % 100_000_000:08}" for at in range(phones)],
            f"b-{number}",
            TEXT,
        )

        def work(unit: Unit) -> str:
            return accepting.accept(unit, brand, wanted, "拒收请回复R")[0].id

        return await self.units.write(work)

    async def pull(self) -> None:
        """Receipts, a hundred at a time, kept before the next are asked for."""
        while True:
            some = tuple(
                self.carrier.reports.popleft() for _ in range(min(PULL, len(self.carrier.reports)))
            )
            if not some:
                await asyncio.sleep(0.01)
                continue
            await self.units.write(partial(inbox.keep_receipts, provider=NAME, heard=Heard(some)))

    async def until_done(self) -> None:
        """Every message has its end."""
        await until(self._is_done, LONGEST_S)

    async def _is_done(self) -> bool:
        return await self.units.read(_open_messages) == 0


@asynccontextmanager
async def working(rig: Rig, clock: Noon) -> AsyncIterator[None]:
    workers = [
        consumer.worker(rig.units, rig.carrier, clock.now),
        inbox_worker.receipt_worker(rig.units, STATUSES, apply_receipts, clock.now),
    ]
    tasks = [asyncio.create_task(each.run()) for each in workers]
    pulling = asyncio.create_task(rig.pull())
    try:
        yield
    finally:
        for each in workers:
            each.stop()
        pulling.cancel()
        await asyncio.gather(*tasks, pulling, return_exceptions=True)


async def _measure(
    name: str, url: str, raw: RawSqlite | RawPostgres, *, full: bool
) -> list[Figure]:
    clock = Noon()
    units = open_units(url, clock.now)
    till = Counter(units, FakeClock(), *BRANDS)
    for brand in BRANDS:
        till.order(brand, brand, 1_000_000, days=3650)
        till.hear(brand, PaymentStatus.PAID)
    rig = Rig(units, InstantCarrier())
    batches, singles, backlog, seconds = (200, 3000, 100_000, 20) if full else (60, 600, 20_000, 8)
    async with working(rig, clock):
        await _flood(rig, MessageKind.NOTICE, 4, BATCH)  # statements are prepared
        phones = await _flood(rig, MessageKind.NOTICE, batches, BATCH)
        await _flood(rig, MessageKind.NOTICE, 40, 1)
        alone = await _flood(rig, MessageKind.NOTICE, singles, 1)
        waits = await _codes(rig, backlog, seconds)
        await rig.until_done()
    wrong = await units.read(checkup.findings)
    await units.close()
    assert wrong == [], wrong
    raw_phones, raw_alone = raw.batches(url, batches, BATCH), raw.batches(url, singles, 1)
    how = (
        f"{batches} messages to {BATCH} phones, {len(BRANDS)} brands, {CLIENTS} senders, "
        "accept to last receipt applied"
    )
    return [
        _at_least(f"phones in batches, {name}", phones, PHONES_BUDGET, how),
        beside(
            "the same rows, bare driver",
            f"{raw_phones:,.0f} phones/s",
            f"{phones.of_clock / raw_phones:.0%}",
        ),
        _at_least(f"singles end to end, {name}", alone, SINGLES_BUDGET, f"{singles} messages"),
        beside(
            "the same rows, bare driver", f"{raw_alone:,.0f}/s", f"{alone.of_clock / raw_alone:.0%}"
        ),
        at_most(
            f"a code to the carrier, p99, {name}",
            percentile(waits, 0.99) * 1000,
            1000,
            "ms",
            f"{CODES_A_SECOND}/s under {backlog:,} marketing phones; "
            f"p50 {percentile(waits, 0.5) * 1000:.0f} ms",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Rate:
    """Phones a second, and phones a second of this process's own time on a core."""

    of_clock: float
    of_cpu: float


async def _flood(rig: Rig, kind: MessageKind, messages: int, phones: int) -> Rate:
    """From the first accept until every receipt is applied."""
    began, spent = time.perf_counter(), time.process_time()
    await _side_by_side(CLIENTS, messages, lambda: rig.accept(kind, phones))
    await rig.until_done()
    count = messages * phones
    return Rate(count / (time.perf_counter() - began), count / (time.process_time() - spent))


async def _codes(rig: Rig, backlog: int, seconds: int) -> list[float]:
    """How long codes take to the carrier while marketing is being worked off."""
    await _side_by_side(CLIENTS, backlog // 1000, lambda: rig.accept(MessageKind.MARKETING, 1000))
    began: dict[str, float] = {}
    start = time.perf_counter()
    sending: set[asyncio.Task[None]] = set()

    async def one() -> None:
        at = time.perf_counter()
        began[await rig.accept(MessageKind.CODE, 1)] = at

    for number in range(CODES_A_SECOND * seconds):
        await asyncio.sleep(max(0.0, start + number / CODES_A_SECOND - time.perf_counter()))
        sending.add(asyncio.create_task(one()))
    await asyncio.gather(*sending)
    await until(lambda: began.keys() <= rig.carrier.asked.keys(), LONGEST_S)
    return [rig.carrier.asked[ref] - at for ref, at in began.items()]


async def _side_by_side(clients: int, times: int, act: Callable[[], Awaitable[object]]) -> None:
    left = iter(range(times))

    async def client() -> None:
        for _ in left:
            await act()

    await asyncio.gather(*(client() for _ in range(clients)))


def _open_messages(session: Session) -> int:
    query = select(func.count()).select_from(MESSAGES)
    return session.scalar(query.where(MESSAGES.c.state.not_in(list(TERMINAL)))) or 0


def _at_least(what: str, rate: Rate, budget: float, detail: str) -> Figure:
    how = f"{detail}; {rate.of_cpu:,.0f} a second of CPU time"
    is_met = rate.of_clock >= budget
    return Figure(what, f"{rate.of_clock:,.0f}/s", f"≥ {budget:,.0f}/s", is_met, how)


@contextmanager
def _sqlite() -> Iterator[tuple[str, RawSqlite]]:
    with new_world() as world:
        yield world.url, RawSqlite()


@contextmanager
def _postgres() -> Iterator[tuple[str, RawPostgres]]:
    cluster = EphemeralPostgres(durable=True).start()
    try:
        url = cluster.create()
        migrate(url)
        yield url, RawPostgres()
    finally:
        cluster.stop()
