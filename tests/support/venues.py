"""What journeys use beside `server.entry.demo.venue`: desks over HTTP, cores in this process."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import httpx
from sqlalchemy import select

from common.speech import Speaker
from server.entry.demo.screens import Screen
from server.entry.demo.venue import SHOP, Venue
from server.entry.seeding import stable_id
from server.kitchen.models import Trail
from tests.support.devices import Device
from tests.support.waiting import wait_until

Json = dict[str, Any]  # Any: bodies of the server


class Desk:
    """A terminal that speaks HTTP, paired as people pair it; `kind` gives it its rights."""

    def __init__(self, venue: Venue, kind: str, room: str = "", shop: str = SHOP) -> None:
        self.shop = shop
        self._keys = (f"{kind}-{room}-{number}" for number in itertools.count(1))
        self._client = httpx.Client(base_url=venue.url, trust_env=False)
        paired = self._client.post(
            "/v1/devices/pair",
            json={"code": venue.code(kind, room, shop), "name": kind, "client_nonce": "n" * 32},
        )
        assert paired.status_code == httpx.codes.CREATED, paired.text
        self._client.headers["Authorization"] = f"Bearer {paired.json()['token']}"

    def sign_in(self, login: str, pin: str) -> None:
        """A person is at this terminal from now on."""
        me = self.get("/v1/me")
        answer = self._client.post(
            "/v1/staff/sign-in", json={"shop_id": me["shop_id"], "login": login, "pin": pin}
        )
        assert answer.is_success, answer.text
        self._client.headers["X-Staff-Session"] = answer.json()["token"]

    def get(self, path: str) -> Json:
        answer = self._client.get(path)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def post(self, path: str, body: Json | None = None) -> Json:
        answer = self.try_to(path, body)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def put(self, path: str, body: Json) -> Json:
        answer = self._client.put(path, json=body, headers={"Idempotency-Key": next(self._keys)})
        assert answer.is_success, answer.text
        return dict(answer.json())

    def try_to(self, path: str, body: Json | None = None) -> httpx.Response:
        return self._client.post(
            path, json=body or {}, headers={"Idempotency-Key": next(self._keys)}
        )

    def orders(self) -> list[Json]:
        return list(self.get("/v1/orders")["items"])

    def order(self, dish: str, room: str, quantity: int = 1) -> Json:
        wanted = {"goods_id": self.goods(dish), "quantity": quantity}
        return self.post("/v1/orders", {"room_id": self.room(room), "lines": [wanted]})

    def goods(self, name: str) -> str:
        return stable_id(self.shop, "goods", name)

    def room(self, name: str) -> str:
        return stable_id(self.shop, "room", name)

    def close(self) -> None:
        self._client.close()


class Cores:
    """Device cores in this process against a venue: terminals where a window adds nothing."""

    def __init__(self, venue: Venue) -> None:
        self._venue = venue
        self._opened: list[Device] = []

    async def paired(
        self,
        kind: str,
        room: str = "",
        shop: str = SHOP,
        url: str = "",
        name: str = "",
        speaker: Speaker | None = None,
    ) -> Device:
        """A new terminal, live."""
        name = name or f"{kind}-{len(self._opened)}"
        device = Device(self._venue.folder / f"{name}.sqlite", speaker)
        self._opened.append(device)
        await device.core.start()
        code = self._venue.code(kind, room, shop)
        await device.core.pair(url or self._venue.url, code, name)
        await device.is_live()
        return device

    @classmethod
    @asynccontextmanager
    async def of(cls, venue: Venue) -> AsyncIterator[Self]:
        cores = cls(venue)
        try:
            yield cores
        finally:
            for device in cores._opened:
                await device.core.aclose()


def line_of(kitchen: Screen, dish: str) -> str:
    """The name of the kitchen window's line of `dish`, once it is there."""
    found: list[str] = []

    def is_shown() -> bool:
        names = kitchen.names("line-")
        found[:] = [name for name in names if kitchen.read(name, "dish") == dish]
        return bool(found)

    wait_until(is_shown, 15.0, f"{dish} in the kitchen")
    return found[0]


def trail_of(venue: Venue, line_id: str) -> list[tuple[str, str]]:
    """What was done to a line: (what, after), in its order."""
    asked = select(Trail.what, Trail.after).where(Trail.subject_id == line_id).order_by(Trail.id)
    rows = venue.units.run_read(lambda session: session.execute(asked).all())
    return [(row.what, row.after) for row in rows]
