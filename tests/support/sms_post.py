"""Messages of a brand on a real database: accepted, drained lane by lane, told of by receipts."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from common.domain.ids import BrandId
from common.domain.sms_audit import findings
from common.domain.sms_messages import SmsState
from common.domain.sms_receipts import Matching, Receipt
from common.domain.sms_text import MessageKind
from server.db import lanes
from server.db.due_worker import DueWorker
from server.db.jobs import job_worker
from server.db.lane_worker import Lease
from server.db.lanes import Verdict
from server.db.unit import Unit
from server.db.units import Units
from server.entry import checkup
from server.shop.for_sms import ShopBrands
from server.sms import accepting, blacklist, jobs, lane_table
from server.sms import message_repository as rows
from server.sms import receipts as receiving
from server.sms.accepting import Wanted
from server.sms.consumer import Consumer
from server.sms.lane_table import LANES
from server.sms.message_repository import MESSAGES, PHONES, Message
from tests.support.clock import FakeClock
from tests.support.sms_provider import OPT_OUT, FakeProvider
from tests.support.sms_till import Counter

BRAND, OTHER = BrandId("one"), BrandId("two")
TEXT = "【云麓汤泉】您的水饺好了"
SECOND = timedelta(seconds=1)


def phone(number: int) -> str:
    return f"+8613800{number:06}"


class Post:
    """`counter` is the till of the same brands."""

    def __init__(self, units: Units, clock: FakeClock, *brands: BrandId) -> None:
        self.units = units
        self.clock = clock
        self.counter = Counter(units, clock, *(brands or (BRAND, OTHER)))
        self.provider = FakeProvider()
        self.consumer = self.a_consumer(units)
        self.worker: DueWorker = job_worker(
            units, jobs.handlers(lambda unit: ShopBrands(unit.session)), clock.now
        )

    def a_consumer(self, units: Units) -> Consumer:
        return Consumer(units, self.provider, self.clock.now)

    def buy(self, units: int, brand: BrandId = BRAND, days: int = 30) -> None:
        number = len(self.counter.lots(brand))
        self.counter.buy(brand, f"{brand}-{number}", units, self.clock.now(), days)

    # ── sending ─────────────────────────────────────────────────────────────────────────────────

    def send(
        self,
        *phones: str,
        kind: MessageKind = MessageKind.NOTICE,
        ref: str = "m",
        brand: BrandId = BRAND,
        **over: Any,
    ) -> Message:
        wanted = Wanted(kind, phones, ref, **{"text": TEXT, **over})
        return self.units.run_write(lambda unit: accepting.accept(unit, brand, wanted, OPT_OUT)[0])

    async def drain(
        self, message: Message, consumer: Consumer | None = None, turn: lanes.Turn | None = None
    ) -> Verdict | None:
        """One turn of the message's lane; None when there is nothing to do there now."""
        turn = turn or self.claim(message.lane)
        if turn is None:
            return None
        verdict = await (consumer or self.consumer).drain(self.lease(turn))
        self.units.run_write(lambda unit: lanes.release(unit, LANES, turn, verdict))
        return verdict

    def claim(self, lane: str) -> lanes.Turn | None:
        return self.units.run_write(lambda unit: lanes.claim(unit, LANES, lane, "test"))

    def lease(self, turn: lanes.Turn) -> Lease:
        return Lease(turn, LANES, self.units, "test", self.clock.now)

    def hear(self, *receipts: Receipt) -> Sequence[Matching]:
        return self.units.run_write(lambda unit: receiving.apply_receipts(unit, receipts))

    async def later(self, by: timedelta) -> None:
        """Time passes; what is due by time is done."""
        self.clock.advance(by)
        while await self.worker.drain():
            self.clock.advance(timedelta(milliseconds=20))

    # ── what is there ───────────────────────────────────────────────────────────────────────────

    def now_of(self, message: Message) -> Message:
        return self.units.run_read(lambda session: rows.by_ids(session, [message.id]))[message.id]

    def state(self, message: Message) -> SmsState:
        return self.now_of(message).state

    def phones(self, message: Message) -> list[Any]:
        """Rows of `sms_phone`, in order."""
        query = select(PHONES).where(PHONES.c.message_id == message.id).order_by(PHONES.c.place)
        return list(self.units.run_read(lambda session: session.execute(query).all()))

    def states(self, message: Message) -> list[SmsState]:
        return [row.state for row in self.phones(message)]

    def buckets(self, brand: BrandId = BRAND) -> tuple[int, int, int]:
        """Available, held, consumed."""
        held = self.counter.book(brand).account
        return held.available, held.held, held.consumed

    def count(self) -> int:
        return len(
            self.units.run_read(lambda session: session.execute(select(MESSAGES.c.id)).all())
        )

    def open_count(self) -> int:
        """Messages that are not with the provider yet."""
        query = select(func.count()).where(LANES.waiting)
        return self.units.run_read(lambda session: session.scalar(query.select_from(MESSAGES)) or 0)

    def check(self, *brands: BrandId) -> None:
        """Everything adds up, and nobody got more than was paid for."""
        assert self.units.run_read(checkup.findings) == []
        for brand in brands or (BRAND, OTHER):
            assert findings(self.counter.book(brand)) == []
        assert max(self.provider.accepted.values(), default=0) <= 1

    def block(self, phone: str, brand: BrandId = BRAND) -> None:
        self.units.run_write(lambda unit: blacklist.block(unit, brand, phone, ""))

    def pause(self, message: Message, why: str) -> None:
        self.units.run_write(lambda unit: lanes.pause(unit, message.lane, why))

    def paused(self) -> Mapping[str, str]:
        found = self.units.run_read(lambda session: lanes.paused(session, "sms:"))
        return {each.key: each.why for each in found}

    def resume(self, message: Message) -> None:
        def work(unit: Unit) -> None:
            lanes.resume(unit, lane_table.LANES, message.lane)

        self.units.run_write(work)
