"""Thousands of messages through a real server that is killed again and again, and a carrier that
errs in every way: nothing is lost, nothing is sent or charged twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count

import pytest
from sqlalchemy import select, update

from common.domain.ids import BrandId
from common.domain.sms_text import MessageKind
from server.db.lane_statements import LANES
from server.db.migrate import migrate
from server.db.unit import Unit
from server.db.units import Units, open_units
from server.entry.seeding import read_plan, seed
from server.shop.models import Brand
from server.sms import purchases, repository
from server.sms.accepting import Wanted, accept
from server.sms.purchases import Order, PaymentNotice, PaymentStatus
from tests.support import sms_audit
from tests.support.carrier import SimulatedCarrier
from tests.support.databases import Databases
from tests.support.network import free_port
from tests.support.processes import Processes, RunningServer
from tests.support.waiting import wait_until

SECRET = "a-secret-of-the-test-carrier"
TEXT = "【云麓汤泉】您的水饺好了，请到取餐口"
OPT_OUT = "拒收请回复R"
KILLS = 2
BATCH = 100
SINGLES = 150


FAULTS: tuple[tuple[str, str], ...] = (  # kind, code
    *((kind, "") for kind in ("cut_before", "cut_after", "garble", "no_id")),
    *(("refuse", code) for code in ("103", "104", "105", "116", "999")),
    *((kind, "") for kind in ("duplicate", "early", "longer", "shuffle")),
    *(("status", status) for status in ("MK:0001", "UNDELIV", "EXPIRED")),
    ("then", "UNDELIV"),
)


def err_in_every_way(carrier: SimulatedCarrier, number: int) -> None:
    """Each fault once among the next single messages, and once among the next batches."""
    for at, (kind, code) in enumerate(FAULTS):
        for phone in (number + 5 * at, number + SINGLES + 13 * at):
            carrier.fault(kind, code=code, seconds=0.1, phone=a_phone(phone))


def a_phone(number: int) -> str:
    """As the carrier is asked."""
    return f"138{number:08d}"


class Sender:
    """A brand with credits that accepts messages while its server lives and dies."""

    def __init__(self, units: Units, phones: int) -> None:
        self.units = units
        self.brand = BrandId(units.run_read(lambda session: session.scalar(select(Brand.id))) or "")
        self.number = 0  # of the next phone
        self._refs = count()
        for number in range(-(-phones * 2 // 2000)):
            self._buy(f"pay-{number}")

    def accept(self, phones: int) -> None:
        """Some of them one by one, the rest in batches."""
        singles = min(phones // 2, SINGLES)
        self._accept([1] * singles)
        self._accept([BATCH] * ((phones - singles) // BATCH))
        rest = (phones - singles) % BATCH
        self._accept([rest] if rest else [])

    def _accept(self, sizes: list[int]) -> None:
        wanted = [
            Wanted(
                MessageKind.NOTICE,
                [self._next_phone() for _ in range(size)],
                f"m-{next(self._refs)}",
                text=TEXT,
            )
            for size in sizes
        ]
        for begin in range(0, len(wanted), 50):
            self.units.run_write(partial(self._accept_all, wanted[begin : begin + 50]))

    def _next_phone(self) -> str:
        self.number += 1
        return a_phone(self.number - 1)

    def _accept_all(self, wanted: Sequence[Wanted], unit: Unit) -> None:
        for each in wanted:
            accept(unit, self.brand, each, OPT_OUT)

    def _buy(self, reference: str) -> None:
        package = max(self.units.run_read(repository.packages), key=lambda each: each.units)
        order = Order(self.brand, "Asia/Shanghai", package.id, package.price_fen, reference)
        paid = PaymentNotice("bank", reference, package.price_fen, PaymentStatus.PAID)
        self.units.run_write(
            lambda unit: (purchases.place(unit, order), purchases.hear(unit, paid, lambda _: None))
        )


@pytest.fixture
def url(sqlite_databases: Databases) -> str:
    return sqlite_databases.prepared("migrated", migrate)


@pytest.fixture
def units(url: str) -> Iterator[Units]:
    opened = open_units(url)
    opened.run_write(lambda unit: seed(unit, read_plan()))
    yield opened
    asyncio.run(opened.close())


@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "phones",
    [2_000, pytest.param(1_000_000, marks=[pytest.mark.soak, pytest.mark.timeout(7200)])],
)
def test_what_was_sent_is_what_was_paid_whatever_dies_and_whoever_errs(
    phones: int,
    url: str,
    units: Units,
    processes: Processes,
    own_carrier: SimulatedCarrier,
) -> None:
    carrier, port = own_carrier, free_port()
    reports = f"http://127.0.0.1:{port}/v1/sms/callbacks/simulator/{SECRET}/report"
    carrier.behave(report_url=reports, report_s=0.05, push_again_s=1.0)
    sender = Sender(units, phones)

    def serve(pull_every_s: int) -> RunningServer:
        return processes.serve(
            url,
            port=port,
            environment={
                "ZAOTAI_SMS_SIMULATOR_URL": carrier.url,
                "ZAOTAI_SMS_CALLBACK_SECRETS": f"simulator={SECRET}",
                "ZAOTAI_SMS_PULL_EVERY_S": str(pull_every_s),
            },
        )

    for _ in range(KILLS):
        # Not pulled while it may be killed: what a pull took would die with it.
        server = serve(pull_every_s=0)
        err_in_every_way(carrier, sender.number)
        enough = carrier.counts()["phones"] + 3 * BATCH
        sender.accept(phones // (KILLS + 1))
        wait_until(partial(_has, carrier, enough), 60.0, "messages going out")
        server.process.kill()
        units.run_write(_leases_run_out)
    serve(pull_every_s=1)
    sender.accept(phones - KILLS * (phones // (KILLS + 1)))
    wait_until(lambda: units.run_read(sms_audit.is_at_rest), max(60.0, phones / 500), "rest")

    assert units.run_read(lambda session: list(sms_audit.differences(session, carrier))) == []
    assert carrier.counts()["twice"] == 0
    assert _has(carrier, phones * 2 // 3), "most of them went out"


def _leases_run_out(unit: Unit) -> None:
    """As half a minute later: the dead drain holds its lanes until then."""
    held = LANES.c.lease_until.is_not(None)
    unit.session.execute(update(LANES).where(held).values(lease_until=unit.now))


def _has(carrier: SimulatedCarrier, phones: int) -> bool:
    """Its ledger numbers what it accepted from 1: cheaper to ask than its counts."""
    return bool(carrier.accepted(after=phones - 1))
