"""Two server processes on one PostgreSQL: a screen at either loses nothing, whatever Redis does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
from websockets.asyncio.client import connect

from common.domain import streams
from common.domain.ids import ShopId
from common.domain.roles import Role
from common.wire.events import EventBody, EventKind
from server.db.unit import Unit
from server.db.units import Units, open_units
from server.entry.seeding import stable_id
from tests.support.api import DEMO, Api, put_terminal
from tests.support.clock import FakeClock
from tests.support.processes import Processes, RunningServer
from tests.support.push import Frame, Peer, Push
from tests.support.redis import EphemeralRedis
from tests.support.waiting import until

pytestmark = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)

NEVER_S = 3600.0
"""No heartbeat looks at the journal by itself: what is heard was poked."""


@asynccontextmanager
async def two_servers(
    url: str, clock: FakeClock, redis: EphemeralRedis
) -> AsyncIterator[tuple[Push, Push]]:
    async with AsyncExitStack() as stack:
        both: list[Push] = []
        for _ in range(2):
            api = await stack.enter_async_context(Api.running(url, clock, NEVER_S, redis.url))
            both.append(await stack.enter_async_context(Push.serving(api, url)))
        await until(lambda: redis.listeners() == 2, what="both servers listening")
        yield both[0], both[1]


async def emit(units: Units, count: int) -> None:
    stream = streams.kitchen(ShopId(stable_id(DEMO, "shop")))

    def work(unit: Unit) -> None:
        unit.emit(stream, EventKind.ORDER_CHANGED, EventBody(by="somebody"))

    for _ in range(count):
        await units.write(work)


async def test_screens_at_both_servers_hear_every_commit_of_either(
    two_shops_url: str, clock: FakeClock, redis_server: EphemeralRedis
) -> None:
    async with two_servers(two_shops_url, clock, redis_server) as (here, there):
        cooks = [here.api.as_kitchen(), here.api.as_kitchen()]
        peers = [(await here.join(cooks[0]))[0], (await there.join(cooks[1]))[0]]

        await asyncio.gather(emit(here.api.units, 20), emit(there.api.units, 20))
        for peer in peers:
            in_order(await peer.events(40))

        redis_server.stop()
        await asyncio.gather(emit(here.api.units, 10), emit(there.api.units, 10))
        redis_server.start()
        for peer in peers:
            in_order(await peer.events(20))

        await emit(here.api.units, 1)
        for peer in peers:
            in_order(await peer.events(1))


@pytest.mark.timeout(120)
async def test_real_servers_lose_nothing_while_redis_dies_and_comes_back(
    two_shops_url: str, processes: Processes, redis_server: EphemeralRedis
) -> None:
    """Two cooks strike the same dish off and put it back, by turns."""
    units = open_units(two_shops_url)
    tokens = [put_terminal(units, Role.KITCHEN, DEMO, number)[0] for number in (1, 2)]
    await units.close()
    scaled = {"ZAOTAI_REDIS_URL": redis_server.url}
    servers = [processes.serve(two_shops_url, environment=scaled) for _ in tokens]
    peers = [await join(each, token) for each, token in zip(servers, tokens, strict=True)]
    await until(lambda: redis_server.listeners() == 2, what="both servers listening")

    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(cook_at(each, token))
            for each, token in zip(servers, tokens, strict=True)
        ]
        for number in range(30):
            if number == 10:
                redis_server.stop()
            if number == 20:
                redis_server.start()
            await strike(clients[number % 2], number)

    menu = streams.menu(ShopId(stable_id(DEMO, "shop")))
    for peer in peers:
        in_order([event for event in await peer.events(30) if event["s"] == menu])
        await peer.leave()


async def join(server: RunningServer, token: str) -> Peer:
    url = server.url.replace("http", "ws") + "/v1/push"
    peer = Peer(await connect(url, compression=None, ping_interval=None))
    assert (await peer.next())["t"] == "hello"
    await peer.send(t="auth", token=token, app="test", version="0.1.0", since={})
    assert (await peer.next())["t"] == "welcome"
    return peer


def cook_at(server: RunningServer, token: str) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(base_url=server.url, headers=headers)


async def strike(cook: httpx.AsyncClient, number: int) -> None:
    action = "available" if number % 2 else "sold-out"
    path = f"/v1/goods/{stable_id(DEMO, 'goods', '水饺')}/{action}"
    answer = await cook.post(path, json={}, headers={"Idempotency-Key": f"strike-{number}"})
    assert answer.status_code == 200, answer.text


def in_order(events: list[Frame]) -> None:
    """One after the other, no hole and none twice."""
    seqs = [event["seq"] for event in events]
    assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))
