"""Who sends the outbox: one in flight, in order, until it is answered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from common.client.api import Unreachable
from common.client.backoff import RECONNECT_S, Backoff
from common.client.facade import Sending
from common.client.outbox import Outbox
from common.client.outbox_rows import OutboxRow, RowState
from common.client.sender import Sender
from common.client.store import Store, Tx
from common.client.verdicts import UNREACHABLE, Answer
from common.domain.commands import ActOnLine, PlaceOrder, WantedLine
from common.domain.ids import BatchId, GoodsId, LineId
from common.domain.kitchen import LineAction
from tests.support.clock import FakeClock
from tests.support.rows import EVENING
from tests.support.waiting import until

YES = Answer(200, "application/json", b'{"positions":{}}')


def no(status: int, code: str, *, final: bool = False) -> Answer:
    body = json.dumps({"code": code, "status": status, "final": final}).encode()
    return Answer(status, "application/problem+json", body)


@dataclass
class FakeServer:
    """Answers with what is scripted, then with yes; `None`: does not answer at all."""

    script: list[Answer | None] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    in_flight: int = 0

    async def send(self, row: OutboxRow) -> Answer:
        self.in_flight += 1
        assert self.in_flight == 1, "one in flight"
        assert row.attempts > 0, "counted before it leaves"
        await asyncio.sleep(0)
        self.in_flight -= 1
        answer = self.script.pop(0) if self.script else YES
        if answer is None:
            raise Unreachable(UNREACHABLE)
        self.heard.append(row.key)
        return answer


@dataclass
class Desk:
    store: Store
    outbox: Outbox
    sender: Sender
    server: FakeServer
    clock: FakeClock
    told: list[Sending | None]  # progress at each change

    async def tap(self, key: str) -> None:
        command = ActOnLine(LineId("line"), LineAction.START)
        at = self.clock.now()
        await self.store.write(lambda tx: self.outbox.accept(tx, command, key, at, "device", None))
        self.sender.look()

    async def sees(self, condition: Callable[[], object], what: str) -> None:
        await until(condition, 5.0, what)


@asynccontextmanager
async def a_desk(*script: Answer | None, patience_s: float = 0.01) -> AsyncIterator[Desk]:
    """`patience_s`: between two tries."""
    store, outbox, server, clock = (
        await Store.open(None),
        Outbox(),
        FakeServer([*script]),
        FakeClock(),
    )
    told: list[Sending | None] = []
    sender = Sender(
        store,
        outbox,
        server.send,
        dict,
        clock.now,
        lambda: told.append(sender.sending),
        Backoff((patience_s,)),
    )
    running = asyncio.create_task(sender.run())
    try:
        yield Desk(store, outbox, sender, server, clock, told)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await store.close()


async def test_what_was_tapped_is_sent_and_gone() -> None:
    async with a_desk() as desk:
        await desk.tap("k1")
        await desk.tap("k2")
        await desk.sees(lambda: desk.outbox.unsent == 0, "an empty outbox")
        assert desk.server.heard == ["k1", "k2"]
        assert desk.sender.problem == ""


async def test_an_unanswered_tap_holds_those_behind_it_and_says_why() -> None:
    async with a_desk(None, None, patience_s=60) as desk:
        await desk.tap("k1")
        await desk.tap("k2")
        await desk.sees(lambda: desk.sender.problem, "a problem")
        assert desk.sender.problem == UNREACHABLE
        assert desk.server.heard == []
        assert desk.outbox.unsent == 2


async def test_the_line_coming_back_ends_the_wait() -> None:
    async with a_desk(None, patience_s=60) as desk:
        await desk.tap("k1")
        await desk.sees(lambda: desk.sender.problem, "a problem")
        desk.sender.hurry()
        await desk.sees(lambda: desk.outbox.unsent == 0, "an empty outbox")
        assert desk.sender.problem == ""


async def test_it_tries_again_by_itself() -> None:
    busy = no(409, "idempotency.in_progress")
    async with a_desk(None, no(503, "units.unavailable"), busy) as desk:
        await desk.tap("k1")
        await desk.sees(lambda: desk.outbox.unsent == 0, "an empty outbox")
        assert desk.server.heard == ["k1", "k1", "k1"]
        assert desk.outbox.rows == ()


async def test_a_refused_tap_lets_the_next_one_go() -> None:
    async with a_desk(no(409, "stay.changed", final=True)) as desk:
        await desk.tap("k1")
        await desk.tap("k2")
        await desk.sees(lambda: desk.server.heard == ["k1", "k2"], "both heard")
        await desk.sees(lambda: desk.outbox.unsent == 0, "an empty outbox")
        assert [row.key for row in desk.outbox.in_state(RowState.REFUSED)] == ["k1"]


async def test_a_device_that_the_server_knows_no_more_stops_until_it_is_paired() -> None:
    async with a_desk(no(401, "auth.revoked")) as desk:
        await desk.tap("k1")
        await desk.sees(lambda: desk.sender.needs_pairing, "the need of pairing")
        await desk.tap("k2")
        assert desk.server.heard == ["k1"]
        desk.sender.hurry()
        await desk.sees(lambda: desk.outbox.unsent == 0, "an empty outbox")


async def test_nothing_is_sent_while_the_link_fetches() -> None:
    async with a_desk() as desk:
        desk.sender.pause()
        await desk.tap("k1")
        assert desk.server.heard == []
        desk.sender.resume()
        await desk.sees(lambda: desk.server.heard == ["k1"], "k1 heard")


async def test_an_order_becomes_late_by_the_clock_and_is_not_sent() -> None:
    async with a_desk() as desk:
        desk.sender.pause()
        order = PlaceOrder(
            (WantedLine(GoodsId("g"), 1, line_id=LineId("l")),),
            batch_id=BatchId("b"),
            valid_until=EVENING,
        )
        await desk.store.write(
            lambda tx: desk.outbox.accept(tx, order, "k1", EVENING, "device", None)
        )
        desk.clock.set(EVENING.replace(hour=EVENING.hour + 1))
        desk.sender.resume()
        await desk.sees(lambda: desk.outbox.in_state(RowState.LATE), "the order being late")
        assert desk.server.heard == []


def test_waits_grow_to_the_last_and_start_anew() -> None:
    backoff = Backoff(RECONNECT_S, chance=lambda: 0.0)
    assert [backoff.next_s() for _ in range(8)] == [0.2, 0.5, 1, 2, 4, 8, 8, 8]
    backoff.reset()
    assert backoff.next_s() == 0.2


def test_chance_only_ever_shortens_a_wait() -> None:
    assert Backoff((4.0,), chance=lambda: 1.0).next_s() == 3.0


async def test_what_goes_out_at_once_is_no_backlog() -> None:
    async with a_desk() as desk:
        await desk.store.write(lambda tx: _three_taps(desk, tx))
        desk.sender.look()
        await desk.sees(lambda: desk.outbox.unsent == 0, "an empty outbox")
        assert set(desk.told) == {None}


async def test_what_had_waited_is_counted_while_it_goes_out() -> None:
    async with a_desk(None) as desk:
        await desk.store.write(lambda tx: _three_taps(desk, tx))
        desk.sender.look()
        await desk.sees(lambda: desk.outbox.unsent == 0, "an empty outbox")
        assert Sending(1, 3) in desk.told
        assert Sending(2, 3) in desk.told


async def _three_taps(desk: Desk, tx: Tx) -> None:
    command, at = ActOnLine(LineId("line"), LineAction.START), desk.clock.now()
    for key in ("k1", "k2", "k3"):
        await desk.outbox.accept(tx, command, key, at, "device", None)
