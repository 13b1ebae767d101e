"""What the hub says when the database behind it does not answer: nothing that looks like health."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from common.domain import streams
from common.domain.ids import DeviceId, LineId, MessageId, ShopId
from common.domain.roles import Role
from common.wire.events import EventKind
from common.wire.frames import SpokenReport
from server.db.errors import UnitsUnavailable
from server.db.journal import JournalEvent, StreamPosition
from server.entry.push.bus import CommitPokes
from server.entry.push.house import Grant, News, Place, Standing, Welcomed
from server.entry.push.hub import Hub
from tests.support.waiting import until

AT = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SHOP = ShopId("shop")
KITCHEN = streams.kitchen(SHOP)
COOK = Standing(DeviceId("cook"), SHOP, Role.KITCHEN, None, frozenset(), None)
AUTH = b'{"t":"auth","token":"t","app":"kds","version":"1","since":{}}'


@dataclass
class FakeHouse:
    """A journal of one stream; `fails` is raised by whatever it names."""

    events: list[JournalEvent] = field(default_factory=list)
    fails: dict[str, Exception] = field(default_factory=dict)

    def add(self, body: bytes = b"{}") -> None:
        seq = len(self.events) + 1
        self.events.append(
            JournalEvent(KITCHEN, seq, seq - 1, f"id{seq}", EventKind.ORDER_CHANGED, AT, None, body)
        )

    def _may(self, what: str) -> None:
        if what in self.fails:
            raise self.fails[what]

    def _position(self, name: str) -> StreamPosition:
        return StreamPosition("0", len(self.events) if name == KITCHEN else 0, 0)

    async def admit(self, token: str) -> Standing:
        return COOK

    async def welcome(self, standing: Standing) -> Welcomed:
        return Welcomed(standing, await self.positions(standing.streams))

    async def news(self, cursors: Mapping[str, int], limit: int) -> Mapping[str, News]:
        self._may("news")
        return {
            name: News(
                self._position(name),
                tuple(x for x in self.events if name == KITCHEN and x.seq > held),
            )
            for name, held in cursors.items()
        }

    async def positions(self, names: Sequence[str]) -> Mapping[str, StreamPosition]:
        self._may("positions")
        return {name: self._position(name) for name in names}

    async def places(self, device_ids: Sequence[DeviceId]) -> Mapping[DeviceId, Place]:
        return dict.fromkeys(device_ids, COOK.place)

    async def receipts(
        self,
        shop_id: ShopId,
        lines: Mapping[DeviceId, Sequence[LineId]],
        messages: Sequence[MessageId],
    ) -> None:
        return

    async def came(self, shop_id: ShopId, device_id: DeviceId, version: str) -> None:
        return

    async def live(self, shop_id: ShopId, device_ids: Sequence[DeviceId]) -> None:
        return

    async def claim(self, standing: Standing, announcement_id: str, repeat: int) -> Grant:
        return Grant(None)

    async def spoken(self, standing: Standing, report: SpokenReport) -> None:
        return


class FakeWire:
    """A peer that says who it is and then listens."""

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []  # Any: JSON
        self._said = [AUTH.decode()]
        self._is_closed = asyncio.Event()

    async def receive(self) -> str | bytes | None:
        if self._said:
            return self._said.pop()
        await self._is_closed.wait()
        return None

    def write(self, framed: bytes) -> None:
        self.frames.append(msgspec.json.decode(framed[framed.index(b"{") :]))

    @property
    def buffered(self) -> int:
        return 0

    async def drained(self) -> None:
        return

    def close(self, code: int, reason: str) -> None:
        self._is_closed.set()

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.frames if frame["t"] == kind]


@asynccontextmanager
async def a_cook(house: FakeHouse) -> AsyncIterator[FakeWire]:
    """A kitchen screen that hears heartbeats."""
    hub = Hub(house, CommitPokes(lambda _: None), lambda: "id", lambda: AT, heartbeat_s=0.01)
    wire = FakeWire()
    async with hub.running():
        serving = asyncio.create_task(hub.serve(wire))
        await until(lambda: wire.told("hb"), what="a heartbeat")
        yield wire
    await serving


async def test_no_heartbeat_while_the_journal_cannot_be_read() -> None:
    """Orders may come in elsewhere: a screen that hears nothing turns slow, then blind."""
    house = FakeHouse()
    async with a_cook(house) as wire:
        house.fails["positions"] = UnitsUnavailable("the database is away")
        await beats(2)
        before = len(wire.told("hb"))
        await beats(5)
        assert len(wire.told("hb")) == before

        house.fails.clear()
        await until(lambda: len(wire.told("hb")) > before, what="a heartbeat again")


@pytest.mark.parametrize("failure", [UnitsUnavailable("away"), LookupError("a bug")])
async def test_what_could_not_be_handed_out_is_named_by_the_heartbeat(failure: Exception) -> None:
    """The terminal sees that there is more than it got, and fetches a snapshot."""
    house = FakeHouse()
    async with a_cook(house) as wire:
        house.fails["news"] = failure
        house.add()

        await until(lambda: wire.told("hb")[-1]["tops"][KITCHEN] == 1, what="the journal's top")
        assert wire.told("ev") == []

        house.fails.clear()
        await until(lambda: wire.told("ev"), what="the event")


async def test_an_event_that_the_server_cannot_read_itself_is_handed_out_all_the_same() -> None:
    house = FakeHouse()
    async with a_cook(house) as wire:
        house.add(b'{"put":{"lines":[{"id":7}]}}')
        house.add()

        await until(lambda: wire.told("ev") or wire.told("evs"), what="the events")


async def beats(count: int) -> None:
    """As long as `count` heartbeats take."""
    loop = asyncio.get_running_loop()
    end = loop.time() + count * 0.01
    await until(lambda: loop.time() >= end, what="heartbeats passing")
