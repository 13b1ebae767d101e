"""The inbox: applied in order and once, whatever is early, broken, repeated or pulled and cut off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from common.domain.errors import GatewayRefused, Refused
from common.domain.sms_receipts import (
    STATUSES,
    Applied,
    Effect,
    Matching,
    Receipt,
    Reply,
    Unmatched,
    Verdict,
)
from common.domain.sms_text import MessageKind
from server.db.errors import UnitsUnavailable
from server.db.jobs import job_worker
from server.db.unit import Unit
from server.db.units import Units
from server.gateways.sms.embedded import EmbeddedSimulator
from server.gateways.sms.port import Heard, Unread
from server.sms import blacklist, checking, inbox, inbox_jobs
from server.sms.inbox import RECEIPTS, REPLIES, UNREAD
from server.sms.inbox_worker import PULLS, Pulling, receipt_worker
from tests.support.clock import FakeClock
from tests.support.sms_post import Post
from tests.support.waiting import until

MSGID = "01704101038362451100000000000001"


def said(status: str = "DELIVRD", phone: str = "+8613800138000", msgid: str = MSGID) -> Receipt:
    verdict = STATUSES["chuanglan"].verdict(status)
    return Receipt("chuanglan", msgid, phone, status, verdict, ref="m-1")


async def keep(units: Units, *receipts: Receipt) -> None:
    await units.write(lambda unit: inbox.keep_receipts(unit, "chuanglan", Heard(receipts)))


class Book:
    """Applies receipts to the messages it knows; notes what it was told, in its order."""

    def __init__(self, *known: str) -> None:
        self.known = set(known)
        self.told: list[tuple[str, str]] = []
        self.broken: set[str] = set()  # phones whose receipts nobody survives

    def apply(self, unit: Unit, receipts: Sequence[Receipt]) -> list[Matching]:
        if any(each.phone in self.broken for each in receipts):
            raise LookupError("a bug")
        return [self._one(each) for each in receipts]

    def _one(self, receipt: Receipt) -> Matching:
        if receipt.provider_msg_id not in self.known:
            return Unmatched()
        self.told.append((receipt.phone, receipt.status))
        is_final = receipt.verdict is not Verdict.NOT_FINAL
        return Applied(Effect.DELIVER if is_final else Effect.ALARM)


@asynccontextmanager
async def applying(units: Units, clock: FakeClock, book: Book) -> AsyncIterator[None]:
    worker = receipt_worker(units, STATUSES, book.apply, clock.now)
    running = asyncio.create_task(worker.run())
    yield
    worker.stop()
    await running


def rows(units: Units, table: Any = RECEIPTS) -> list[Any]:  # Any: a table and its rows
    return units.run_read(lambda session: list(session.execute(select(table).order_by(table.c.id))))


def waiting(units: Units) -> int:
    return sum(row.state == "waiting" for row in rows(units))


# ── applying ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_phones_receipts_are_applied_in_the_order_in_which_they_came(
    units: Units, clock: FakeClock
) -> None:
    book = Book(MSGID)
    await keep(units, said(), said("UNDELIV"))
    await keep(units, said("MK:0001"))
    async with applying(units, clock, book):
        await until(lambda: waiting(units) == 0)
    assert [status for _, status in book.told] == ["DELIVRD", "UNDELIV", "MK:0001"]
    assert {row.effect for row in rows(units)} == {Effect.DELIVER}


async def test_a_receipt_ahead_of_its_message_waits_and_keeps_its_place(
    units: Units, clock: FakeClock
) -> None:
    """DELIVRD rests after it matched nothing; UNDELIV comes when the message is known: it must not
    be told first."""
    book = Book()
    await keep(units, said())
    async with applying(units, clock, book):
        await until(lambda: rows(units)[0].due_at > clock.now())
        book.known.add(MSGID)
        await keep(units, said("UNDELIV"))
        await until(lambda: waiting(units) == 0)
    assert [status for _, status in book.told] == ["DELIVRD", "UNDELIV"]


async def test_it_is_tried_again_for_as_long_as_it_takes(units: Units, clock: FakeClock) -> None:
    book = Book()
    await keep(units, said())
    async with applying(units, clock, book):

        def time_passes() -> bool:
            clock.advance(timedelta(minutes=1))
            return bool(rows(units)[0].attempts >= 4)

        await until(time_passes, 30)
        book.known.add(MSGID)
        await until(lambda: time_passes() and waiting(units) == 0, 30)
    assert len(book.told) == 1


async def test_one_broken_receipt_holds_up_no_other(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    book = Book(MSGID)
    book.broken.add("+8613800138005")
    phones = [f"+861380013800{n}" for n in range(10)]
    await keep(units, *(said(phone=phone) for phone in phones))
    async with applying(units, clock, book):
        await until(lambda: waiting(units) == 1)
        assert len(book.told) == 9
        book.broken.clear()
        clock.advance(timedelta(seconds=2))
        await until(lambda: waiting(units) == 0)
    assert sorted(phone for phone, _ in book.told) == phones
    assert "receipt not applied" in caplog.text


async def test_a_status_that_is_not_final_raises_an_alarm(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    await keep(units, said("QX:0001"))
    async with applying(units, clock, Book(MSGID)):
        await until(lambda: waiting(units) == 0)
    assert rows(units)[0].effect == Effect.ALARM
    assert "not final" in caplog.text


async def test_many_messages_go_side_by_side(units: Units, clock: FakeClock) -> None:
    ids = [f"{n:018d}" for n in range(60)]
    book = Book(*ids)
    await keep(units, *(said(msgid=each) for each in ids))
    async with applying(units, clock, book):
        await until(lambda: waiting(units) == 0)
    assert len(book.told) == 60
    assert len({row.lane for row in rows(units)}) > 10


# ── nobody knows it ──────────────────────────────────────────────────────────────────────────────


async def test_unmatched_for_an_hour_is_an_alarm_and_a_finding(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    def findings() -> list[str]:
        return units.run_read(lambda session: list(checking.overdue_receipts(session, clock.now())))

    await keep(units, said())
    await units.write(inbox_jobs.ensure)
    worker = job_worker(units, inbox_jobs.handlers(lambda unit, reply: None), clock.now)
    await worker.drain()
    assert findings() == []
    clock.advance(timedelta(minutes=61))
    await worker.drain()
    assert "receipts match no message" in caplog.text
    (finding,) = findings()
    assert "1 receipt" in finding


async def test_nothing_is_forgotten_before_thirty_days(units: Units, clock: FakeClock) -> None:
    await keep(units, said())
    await units.write(lambda unit: inbox.keep_receipts(unit, "x", Heard((), (Unread("?", b"?"),))))
    clock.advance(timedelta(days=29, hours=23))
    await units.write(lambda unit: inbox.prune(unit.session, unit.now))
    assert (len(rows(units)), len(rows(units, UNREAD))) == (1, 1)
    clock.advance(timedelta(hours=2))
    await units.write(lambda unit: inbox.prune(unit.session, unit.now))
    assert (rows(units), rows(units, UNREAD)) == ([], [])


# ── replies ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_reply_that_refuses_is_acted_upon_once_even_if_acting_failed_before(
    units: Units, clock: FakeClock
) -> None:
    stopped: list[str] = []

    def opt_out(unit: Unit, reply: Reply) -> None:
        stopped.append(reply.phone)
        if len(stopped) == 1:
            raise LookupError("not now")

    replies = (
        Reply("chuanglan", "+8613800138000", "R"),
        Reply("chuanglan", "+8613900139000", "好"),
    )
    await units.write(lambda unit: inbox.keep_replies(unit, "chuanglan", Heard(replies)))
    worker = job_worker(units, inbox_jobs.handlers(opt_out), clock.now)
    for _ in range(4):
        await worker.drain()
        clock.advance(timedelta(seconds=5))
    assert stopped == ["+8613800138000"] * 2
    assert all(row.handled_at is not None for row in rows(units, REPLIES))


async def test_who_writes_r_gets_no_more_marketing_and_every_code(
    units: Units, clock: FakeClock
) -> None:
    post = Post(units, clock)
    post.buy(100)
    post.send("13800138000", ref="before")
    reply = Reply("simulator", "+8613800138000", "Ｒ。")
    await units.write(lambda unit: inbox.keep_replies(unit, "simulator", Heard((reply,))))
    await job_worker(units, inbox_jobs.handlers(blacklist.opt_out), clock.now).drain()
    with pytest.raises(Refused, match=r"sms\.opted_out"):
        post.send("13800138000", ref="offer", kind=MessageKind.MARKETING)
    assert post.send("13800138000", ref="code", kind=MessageKind.CODE).phones == 1


# ── pulling ──────────────────────────────────────────────────────────────────────────────────────


class Holding(EmbeddedSimulator):
    """A provider that holds receipts for us and forgets what it gave."""

    def __init__(self, *receipts: Receipt) -> None:
        self.receipts = list(receipts)
        self.asked = 0
        self.is_allowed = True

    async def pull_receipts(self, limit: int) -> Heard[Receipt]:
        self.asked += 1
        if not self.is_allowed:
            raise GatewayRefused("not enabled")
        given, self.receipts = self.receipts[:limit], self.receipts[limit:]
        return Heard(tuple(given))

    async def pull_replies(self, limit: int) -> Heard[Reply]:
        return Heard(())


async def pull_once(units: Units, clock: FakeClock, provider: Holding) -> None:
    pulling = Pulling(units, provider, timedelta(minutes=1))
    await units.write(pulling.ensure)
    await pulling.worker(clock.now).drain()


async def test_everything_that_is_held_is_pulled_in_one_go(units: Units, clock: FakeClock) -> None:
    provider = Holding(*(replace(said(), phone=f"+86138{n:08d}") for n in range(250)))
    await pull_once(units, clock, provider)
    assert len(rows(units)) == 250
    assert provider.asked == 3


async def test_it_is_asked_again_after_its_time_and_not_before(
    units: Units, clock: FakeClock
) -> None:
    provider = Holding(said())
    pulling = Pulling(units, provider, timedelta(minutes=1))
    await units.write(pulling.ensure)
    worker = pulling.worker(clock.now)
    await worker.drain()
    await worker.drain()
    assert provider.asked == 1
    clock.advance(timedelta(minutes=1))
    await worker.drain()
    assert provider.asked == 2


async def test_a_provider_that_allows_no_pull_is_only_named(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    provider = Holding()
    provider.is_allowed = False
    await pull_once(units, clock, provider)
    assert "nothing pulled" in caplog.text
    (row,) = rows(units, PULLS.table)
    assert row.due_at > clock.now()


async def test_what_was_pulled_outlives_a_database_that_is_away_for_a_moment(
    units: Units, clock: FakeClock
) -> None:
    """The provider will not tell it again."""

    class Flaky:
        """These units, but the first write of the inbox finds no database."""

        def __init__(self) -> None:
            self.failures = 1

        def __getattr__(self, name: str) -> Any:  # Any: whatever Units has
            return getattr(units, name)

        async def write(self, work: Callable[[Unit], Any]) -> Any:  # Any: what the work gives
            if "_keep" in work.__qualname__ and self.failures:
                self.failures -= 1
                raise UnitsUnavailable("away")
            return await units.write(work)

    flaky = Flaky()
    pulling = Pulling(flaky, Holding(said()), timedelta(minutes=1))
    await units.write(pulling.ensure)
    await pulling.worker(clock.now).drain()
    assert (flaky.failures, len(rows(units))) == (0, 1)


async def test_another_provider_is_pulled_after_the_settings_changed(
    units: Units, clock: FakeClock
) -> None:
    first, second = Holding(), Holding()
    second.name = "another"
    await pull_once(units, clock, first)
    await pull_once(units, clock, second)
    clock.advance(timedelta(minutes=1))
    await pull_once(units, clock, second)
    assert (first.asked, second.asked) == (1, 2)
    assert [row.id for row in rows(units, PULLS.table) if row.ended_at is None] == ["another"]
