"""`floor`: the server of this process, waiters' phones in Chromium, a cook and a guest."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from sqlalchemy import select

from server.kitchen.models import Trail
from tests.support.api import Api, Terminal
from tests.support.browser import PHONE, Browser, Phone, chromium_running
from tests.support.clock import FakeClock
from tests.support.cutting_proxy import CuttingProxy
from tests.support.push import Push
from tests.support.waiting import until

Json = dict[str, Any]  # Any: bodies of the server
NOODLES: Final = "水饺"


class EveningClock(FakeClock):
    """The evening of `FakeClock`, which goes on by itself: a browser has a clock of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.monotonic()

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=time.monotonic() - self._began)


class Floor:
    def __init__(self, push: Push, browser: Browser, lines: AsyncExitStack) -> None:
        self._push = push
        self._browser = browser
        self._lines = lines
        self.api = push.api
        self.url = f"http://127.0.0.1:{push.port}"
        self.cook = self.api.as_kitchen()
        self.phones: list[Phone] = []

    # ── phones ──────────────────────────────────────────────────────────────────────────────────
    async def waiter(
        self,
        name: str = "小何",
        *,
        url: str = "",
        size: tuple[int, int] = PHONE,
        dark: bool = False,
    ) -> Phone:
        """A phone, paired as people pair it, live."""
        phone = await self.new_phone(url=url, size=size, dark=dark)
        await self.pair(phone, name)
        return phone

    async def new_phone(
        self,
        *,
        url: str = "",
        size: tuple[int, int] = PHONE,
        dark: bool = False,
        page: str = "/waiter",
    ) -> Phone:
        phone = await self._browser.phone(f"{url or self.url}{page}", size, dark=dark)
        self.phones.append(phone)
        return phone

    async def pair(self, phone: Phone, name: str = "小何", kind: str = "waiter") -> None:
        await phone.type("#code", await self.code(kind))
        await phone.type("#name", name)
        await phone.tap("#pair")
        await phone.sees("#link", "已连接")
        await phone.sees("body[data-phase=live]")

    async def code(self, kind: str = "waiter") -> str:
        answer = await self.api.as_manager().post("/v1/devices/codes", {"kind": kind})
        code: str = answer.json()["code"]
        return code

    async def line(self) -> CuttingProxy:
        """A line to the server, to be cut."""
        return await self._lines.enter_async_context(CuttingProxy.to(self._push.port))

    # ── the house ───────────────────────────────────────────────────────────────────────────────
    async def order(self, room: str, *dishes: str, quantity: int = 1) -> Json:
        lines = [
            {"goods_id": self.api.goods(dish), "quantity": quantity}
            for dish in dishes or (NOODLES,)
        ]
        body = {"room_id": self.api.room(room), "lines": lines}
        placed = await self.api.as_cashier().post("/v1/orders", body)
        assert placed.status_code == 201, placed.text
        order: Json = placed.json()
        return order

    async def cooked(self, room: str, *dishes: str, quantity: int = 1) -> Json:
        """An order that the kitchen finished and called a waiter for."""
        order = await self.order(room, *dishes, quantity=quantity)
        for step in ("start", "finish", "notify"):
            await self.all_lines(order, step, self.cook)
        return order

    async def all_lines(self, order: Json, step: str, who: Terminal) -> Json:
        ids = [line["id"] for batch in order["batches"] for line in batch["lines"]]
        path = f"/v1/orders/{order['id']}/lines/{step}"
        answer = await who.post(path, {"line_ids": ids})
        assert answer.status_code == 200, answer.text
        body: Json = answer.json()
        return body

    async def call(self, room: str, what: str = "加水") -> Json:
        placed = await self.api.as_pad(room).post("/v1/calls", {"template": what})
        call: Json = placed.json()["call"]
        return call

    async def states(self, order: Json) -> list[str]:
        """The order's dishes, as the server has them."""
        now = (await self.api.as_cashier().get(f"/v1/orders/{order['id']}")).json()
        return [line["state"] for batch in now["batches"] for line in batch["lines"]]

    async def is_now(self, order: Json, *states: str) -> None:
        async def is_so() -> bool:
            return await self.states(order) == list(states)

        await until(is_so, what=f"the dishes being {states}")

    async def trail(self, order: Json) -> list[str]:
        """What was done to the order's dishes, in its order."""
        ids = [line["id"] for batch in order["batches"] for line in batch["lines"]]
        asked = select(Trail.what).where(Trail.subject_id.in_(ids)).order_by(Trail.id)
        return list(self.api.units.run_read(lambda session: session.scalars(asked).all()))

    def told(self, kind: str = "line.changed") -> int:
        """How many events of that kind the waiters' stream holds."""
        stream = f"shop:{self.api.shop_id()}:waiter"
        return sum(event.kind == kind for event in self.api.events(stream))


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chromium_running(tmp_path_factory.mktemp("chromium")) as address:
        yield address


@pytest.fixture
async def floor(sqlite_two_shops_url: str, chromium: str) -> AsyncIterator[Floor]:
    async with (
        Api.running(sqlite_two_shops_url, EveningClock()) as api,
        Push.serving(api, sqlite_two_shops_url) as push,
        Browser.of(chromium) as browser,
        AsyncExitStack() as lines,
    ):
        floor = Floor(push, browser, lines)
        yield floor
        complaints = [error for phone in floor.phones for error in phone.errors]
    assert complaints == []
