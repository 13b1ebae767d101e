"""`kill -9` of servers in the middle of sending, audited against the provider's own counters.

Real processes: servers with their workers, the simulator with faults of every kind, and senders
who repeat what was not answered. In the end each message was taken on at most once, nothing was
lost, and exactly what the provider has is paid for.
"""

import asyncio
import itertools
import random
import time
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from common.domain.ids import BrandId, ShopId
from common.domain.sms_messages import TERMINAL, SmsState
from server.db.units import Units, open_units
from server.entry import checkup
from server.entry.seeding import stable_id
from server.shop.for_sms import ShopBrands
from server.sms import by_time
from server.sms.message_repository import MESSAGES, PHONES
from server.sms.purchases import PaymentStatus
from tests.support.api import DEMO, open_session, prepare
from tests.support.carrier import SimulatedCarrier
from tests.support.clock import FakeClock
from tests.support.databases import Databases, SqliteDatabases
from tests.support.network import free_port
from tests.support.processes import Processes, RunningServer, is_ready, server_environment
from tests.support.sms_post import TEXT
from tests.support.sms_till import Counter, read_book
from tests.support.waiting import wait_until

SECRET = "a-secret-of-the-test-carrier"
SENDERS = 6
BATCH = 13  # every fourth message has so many phones, the others one: 4 on average
PUSHES_END_S = 3.0  # of three pushes, a second apart
S = SmsState
_DONE = TERMINAL | {S.SUBMITTED, S.SUBMIT_UNKNOWN}


class Late:
    """A clock ahead by what the test says."""

    ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class House:
    """Servers on one database; each runs its own workers."""

    processes: Processes
    url: str
    folder: Path
    carrier: SimulatedCarrier
    ports: Sequence[int]
    servers: dict[int, RunningServer] = field(default_factory=dict)

    def start(self, port: int) -> None:
        environment = {
            **server_environment(self.url, self.folder),
            "ZAOTAI_SMS_SIMULATOR_URL": self.carrier.url,
            "ZAOTAI_SMS_CALLBACK_SECRETS": f"simulator={SECRET}",
            "ZAOTAI_SMS_LEASE_S": "4",
            "ZAOTAI_SMS_PULL_EVERY_S": "0",
            "ZAOTAI_LOG_LEVEL": "error",
        }
        running = self.processes.start(
            "server", "serve", "--port", str(port), environment=environment
        )
        server = RunningServer(running, f"http://127.0.0.1:{port}", port)
        self.servers[port] = server
        wait_until(lambda: is_ready(server.url), 30.0, f"the server at {server.url}")

    def kill(self, port: int) -> None:
        self.servers[port].process.kill()


@dataclass
class Senders:
    """They send every message until somebody answers, whatever dies meanwhile."""

    urls: Sequence[str]
    token: str
    answered: dict[str, str] = field(default_factory=dict)
    stopped: Event = field(default_factory=Event)

    def send(self, number: int) -> None:
        phones = [_phone(number, place) for place in range(1 if number % 4 else BATCH)]
        body = {"kind": "notice", "phones": phones, "text": TEXT, "client_ref": f"m-{number}"}
        for attempt in itertools.count():
            if self.stopped.is_set():
                return
            url = self.urls[(number + attempt) % len(self.urls)]
            try:
                answer = self._client.post(
                    f"{url}/v1/sms/messages", json=body, headers={"Idempotency-Key": f"k-{number}"}
                )
            except httpx.TransportError:
                self.stopped.wait(0.05)
                continue
            if answer.is_success:
                self.answered[f"m-{number}"] = answer.json()["id"]
                return
            assert answer.status_code in {409, 503}, (len(self.answered), self.token, answer.text)
            self.stopped.wait(0.05)

    def close(self) -> None:
        self._client.close()

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {self.token}"}, trust_env=False, timeout=10.0
        )


def _phone(number: int, place: int) -> str:
    return f"1{38 if number < 1_000_000 else 39}{number % 1_000_000:06}{place:02}"


def break_things(carrier: SimulatedCarrier, much: int) -> None:
    """Of everything that can go wrong at a provider, some."""
    carrier.fault("cut_after", times=much // 4)
    carrier.fault("cut_before", times=much // 4)
    carrier.fault("refuse", code="105", times=much)
    carrier.fault("refuse", code="103", times=3)
    carrier.fault("garble", times=much // 4)
    carrier.fault("early", times=much)
    carrier.fault("status", code="UNDELIV", times=4 * much)
    carrier.fault("duplicate", times=2 * much)
    carrier.fault("then", code="UNDELIV", times=much)
    carrier.fault("shuffle", times=much)


def storm(house: House, messages: int, kills: int, seed: int) -> Senders:
    """Senders at work while servers are killed and come back; ends when all are answered."""
    chance = random.Random(seed)
    units = open_units(house.url)
    token = open_session(units, "manager", DEMO, 7)
    asyncio.run(units.close())
    senders = Senders([f"http://127.0.0.1:{port}" for port in house.ports], token)
    with ThreadPoolExecutor(SENDERS) as threads:
        waiting = [threads.submit(senders.send, number) for number in range(messages)]
        try:
            for kill in range(kills):
                enough = messages * (kill + 1) // (kills + 1)
                wait_until(partial(_has, senders, waiting, enough), 120.0, "messages accepted")
                port = chance.choice(house.ports)
                house.kill(port)
                house.start(port)
            for each in waiting:
                each.result(120.0)
        finally:
            senders.stopped.set()
    senders.close()
    assert len(senders.answered) == messages
    return senders


def _has(senders: Senders, waiting: Sequence[Future[None]], enough: int) -> bool:
    for each in waiting:
        if each.done():
            each.result()  # what a sender saw must not be passed over
    return len(senders.answered) >= enough


def until_quiet(units: Units) -> None:
    """Every message was asked about, every push was heard or given up."""

    def is_quiet() -> bool:
        query = select(MESSAGES.c.state, func.count()).group_by(MESSAGES.c.state)
        found = dict(units.run_read(lambda session: list(session.execute(query).tuples())))
        return not found.keys() - _DONE

    wait_until(is_quiet, 120.0, "the lanes to be empty")
    seen, since = -1, time.monotonic()

    def is_at_rest() -> bool:
        nonlocal seen, since
        open_ones = select(func.count()).where(PHONES.c.state == S.SUBMITTED)
        left = units.run_read(lambda session: session.scalar(open_ones)) or 0
        if left != seen:
            seen, since = left, time.monotonic()
        return not left or time.monotonic() - since > PUSHES_END_S

    wait_until(is_at_rest, 60.0, "receipts to come to rest")


def audit(units: Units, clock: Late, brand: BrandId, house: House, senders: Senders) -> Tally[str]:
    """Close what nobody will ever hear of, then lay the book beside the provider's."""
    clock.ahead = timedelta(hours=80)
    while units.run_write(lambda unit: by_time.look(unit, brand)) is not None:
        pass
    assert units.run_read(checkup.findings) == []
    book = units.run_read(lambda session: read_book(session, brand))
    query = select(
        MESSAGES.c.id,
        MESSAGES.c.client_ref,
        MESSAGES.c.state.label("of_message"),
        PHONES.c.phone,
        PHONES.c.state,
        PHONES.c.parts,
        PHONES.c.charged,
    ).join(PHONES, PHONES.c.message_id == MESSAGES.c.id)
    rows = units.run_read(lambda session: session.execute(query).all())

    assert {row.client_ref: row.id for row in rows} == senders.answered, "lost, or there twice"
    taken = Tally((row["uid"], f"+86{row['phone']}") for row in house.carrier.accepted())
    assert max(taken.values()) == 1, "sent twice"
    known = {(row.id, row.phone): row for row in rows}
    assert taken.keys() <= known.keys()
    assert [key for key in taken if not known[key].parts] == [], "sent unpaid"
    kept = [key for key, row in known.items() if row.charged]
    assert [key for key in kept if key not in taken] == [], "paid for nothing"
    undelivered = {S.UNDELIVERED, S.CLOSED_UNKNOWN}
    given_back = [key for key in taken if not known[key].charged]
    assert [key for key in given_back if known[key].state not in undelivered] == []
    assert book.account.consumed == len(kept), "consumed = captured − refunded = what is kept"
    assert book.account.held == 0
    assert {row.of_message for row in rows} <= TERMINAL
    return Tally(row.state for row in rows)


@pytest.fixture
def carrier(processes: Processes, tmp_path: Path) -> Iterator[SimulatedCarrier]:
    opened = SimulatedCarrier.start(processes, tmp_path / "carrier.db")
    yield opened
    opened.close()


def play(
    databases: Databases,
    processes: Processes,
    carrier: SimulatedCarrier,
    folder: Path,
    **scale: Any,
) -> None:
    """`servers`, `messages`, `kills`."""
    url = databases.prepared("two-shops", prepare)
    clock = Late()
    units = open_units(url, clock.now)
    shop = ShopId(stable_id(DEMO, "shop"))
    brand = units.run_read(lambda session: ShopBrands(session).brand_of(shop))
    till = Counter(units, FakeClock())
    till.order(brand, "pay-storm", 4 * scale["messages"] + 100, days=3650)
    till.hear("pay-storm", PaymentStatus.PAID)
    ports = [free_port() for _ in range(scale["servers"])]
    house = House(processes, url, folder, carrier, ports)
    report_url = f"http://127.0.0.1:{ports[0]}/v1/sms/callbacks/simulator/{SECRET}/report"
    carrier.behave(report_s=0.05, report_url=report_url, push_again_s=1.0)
    break_things(carrier, scale["messages"] // 20)
    for port in ports:
        house.start(port)

    senders = storm(house, scale["messages"], scale["kills"], seed=8)
    until_quiet(units)
    for server in house.servers.values():
        server.process.stop()
    states = audit(units, clock, brand, house, senders)
    asyncio.run(units.close())
    assert states[S.DELIVERED], states


@pytest.mark.timeout(180)
def test_nothing_is_lost_or_charged_twice_however_the_server_dies(
    sqlite_databases: Databases, processes: Processes, carrier: SimulatedCarrier, tmp_path: Path
) -> None:
    play(sqlite_databases, processes, carrier, tmp_path, servers=1, messages=160, kills=3)


@pytest.mark.timeout(180)
def test_the_same_with_two_servers_that_share_the_lanes(
    postgres_databases: Databases, processes: Processes, carrier: SimulatedCarrier, tmp_path: Path
) -> None:
    play(postgres_databases, processes, carrier, tmp_path, servers=2, messages=100, kills=2)


@pytest.mark.soak
@pytest.mark.timeout(4 * 3600)
def test_a_million_phones(
    databases: Databases, processes: Processes, carrier: SimulatedCarrier, tmp_path: Path
) -> None:
    servers = 1 if isinstance(databases, SqliteDatabases) else 2
    play(databases, processes, carrier, tmp_path, servers=servers, messages=250_000, kills=50)
