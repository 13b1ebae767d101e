"""The server's HTTP in this process, on both engines, with the demo shop and a second one.

The fixtures stand in `tests.support.api_fixtures`; `api.as_kitchen()`, `api.as_pad("801")`, … are
terminals that talk to the server.

A terminal's writes carry a fresh Idempotency-Key unless `key` names one.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self, cast

import httpx
import msgspec
from litestar import Litestar
from sqlalchemy import Row, insert, select

from common.domain.roles import Actor, Role
from common.wire.frames import HEARTBEAT_S, SpokenReport
from common.wire.problems import MEDIA_TYPE as PROBLEM
from server.db.all_models import metadata
from server.db.idempotency import IdempotencyRow
from server.db.jobs import JobRow
from server.db.journal import JournalRow, JournalStream
from server.db.migrate import migrate
from server.db.unit import Unit
from server.db.units import Units, open_units
from server.entry.app import create_app
from server.entry.seeding import read_plan, seed, stable_id
from server.entry.wiring import Wiring
from server.lib.settings import Settings
from server.shop import tokens
from server.shop.models import Device, StaffSession
from server.shop.repository import ShopRepository
from server.shop.staff import SESSION_LASTS
from tests.support.clock import FakeClock

DEMO = "demo"
OTHER = "other"
OTHER_PLAN = msgspec.structs.replace(
    read_plan(),
    shop=msgspec.structs.replace(read_plan().shop, code=OTHER, name="云麓汤泉 · 江边店"),
)
BANK_SECRET = "a-secret-of-the-test-bank"
SMS_SECRET = "a-secret-of-the-test-carrier"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def prepare(url: str) -> None:
    """Migrate `url` and fill it with both shops, as of the evening of `FakeClock`."""
    migrate(url)
    units = open_units(url, FakeClock().now)
    units.run_write(lambda unit: (seed(unit, read_plan()), seed(unit, OTHER_PLAN)))
    asyncio.run(units.close())


def put_terminal(
    units: Units,
    kind: Role,
    shop: str,
    number: int,
    room: str | None = None,
    stations: tuple[str, ...] = (),
) -> tuple[str, str]:
    """A paired terminal, written straight into the database: its token and its id."""
    token = f"{tokens.DEVICE_PREFIX}{kind}-{number}"
    device_id = stable_id("device", str(number))
    row = {
        "id": device_id,
        "shop_id": stable_id(shop, "shop"),
        "kind": kind,
        "name": f"{kind} {number}",
        "room_id": None if room is None else stable_id(shop, "room", room),
        "station_ids": [stable_id(shop, "station", name) for name in stations],
        "speech_zone": str(kind),
        "wants": [],
        "token_hash": tokens.digest(token),
    }
    units.run_write(
        lambda unit: unit.session.execute(insert(Device).values(**row, paired_at=unit.now))
    )
    return token, device_id


def open_session(units: Units, login: str, shop: str, number: int) -> str:
    """Sign one of the demo's staff in without a terminal: the token, good for 12 hours."""
    token = f"{tokens.STAFF_PREFIX}{login}-{number}"
    units.run_write(
        lambda unit: unit.session.execute(
            insert(StaffSession).values(
                token_hash=tokens.digest(token),
                staff_id=stable_id(shop, "staff", login),
                expires_at=unit.now + SESSION_LASTS,
            )
        )
    )
    return token


class Terminal:
    """A client with a token. `id` is its device's, "" for a person without one."""

    def __init__(
        self, client: httpx.AsyncClient, token: str, id_: str, keys: Iterator[str]
    ) -> None:
        self.token = token
        self.id = id_
        self._client = client
        self._keys = keys

    async def get(self, path: str, **options: Any) -> httpx.Response:
        return await self.send("GET", path, **options)

    async def post(self, path: str, body: object = None, **options: Any) -> httpx.Response:
        return await self.send("POST", path, body, **options)

    async def put(self, path: str, body: object = None, **options: Any) -> httpx.Response:
        return await self.send("PUT", path, body, **options)

    async def delete(self, path: str, **options: Any) -> httpx.Response:
        return await self.send("DELETE", path, **options)

    async def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        headers: dict[str, str] | None = None,
        **options: Any,
    ) -> httpx.Response:
        """`body` is any JSON value or Struct; `key` "" sends none at all."""
        given = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if method in WRITES and key != "":
            given["Idempotency-Key"] = key or next(self._keys)
        if body is not None:
            options["content"] = msgspec.json.encode(body)
            given["Content-Type"] = "application/json"
        return await self._client.request(method, path, headers=given | (headers or {}), **options)


@dataclass(frozen=True, slots=True)
class Everything:
    """All that a database holds, but for stored answers and the housekeeping's own rows."""

    tables: dict[str, list[Row[Any]]]


class Api:
    def __init__(self, app: Litestar, units: Units, client: httpx.AsyncClient, clock: FakeClock):
        self.app = app
        self.units = units
        self.clock = clock
        self._client = client
        self._numbers = itertools.count(1)
        self._keys = (f"key-{number}" for number in itertools.count(1))

    # ── who asks ────────────────────────────────────────────────────────────────────────────────

    def as_kitchen(self, *stations: str, shop: str = DEMO) -> Terminal:
        """A kitchen screen; without `stations` it shows all."""
        return self._terminal(Role.KITCHEN, shop, stations=stations)

    def as_pad(self, room: str = "801", shop: str = DEMO) -> Terminal:
        return self._terminal(Role.PAD, shop, room=room)

    def as_cashier(self, shop: str = DEMO) -> Terminal:
        return self._terminal(Role.CASHIER, shop)

    def as_waiter(self, shop: str = DEMO) -> Terminal:
        return self._terminal(Role.WAITER, shop)

    def as_call_board(self, shop: str = DEMO) -> Terminal:
        return self._terminal(Role.CALL_BOARD, shop)

    def as_integration(self, shop: str = DEMO) -> Terminal:
        return self._terminal(Role.INTEGRATION, shop)

    def as_manager(self, shop: str = DEMO) -> Terminal:
        return self.as_person("manager", shop)

    def as_person(self, login: str, shop: str = DEMO) -> Terminal:
        """Somebody of the demo's staff, signed in without a terminal."""
        return Terminal(self._client, self.staff_session(login, shop), "", self._keys)

    def as_nobody(self) -> Terminal:
        return Terminal(self._client, "", "", self._keys)

    def as_bearer(self, token: str, device_id: str = "") -> Terminal:
        return Terminal(self._client, token, device_id, self._keys)

    def staff_session(self, login: str, shop: str = DEMO) -> str:
        """The token of a session of 12 hours for one of the demo's staff."""
        return open_session(self.units, login, shop, next(self._numbers))

    def _terminal(
        self, kind: Role, shop: str, *, room: str | None = None, stations: tuple[str, ...] = ()
    ) -> Terminal:
        number = next(self._numbers)
        token, device_id = put_terminal(self.units, kind, shop, number, room, stations)
        return Terminal(self._client, token, device_id, self._keys)

    def spoken(self, terminal: Terminal, report: SpokenReport) -> None:
        """`terminal` says what became of a sentence, as it would on its socket."""

        def tell(unit: Unit) -> None:
            device = ShopRepository(unit.session).device(self.shop_id(), terminal.id)
            assert device is not None, "a person has no loudspeaker"
            actor = Actor(device.shop_id, device.kind, device.id)
            Wiring().messaging(unit, actor).spoken(report)

        self.units.run_write(tell)

    # ── what is there ───────────────────────────────────────────────────────────────────────────

    def shop_id(self, shop: str = DEMO) -> str:
        return stable_id(shop, "shop")

    def room(self, name: str, shop: str = DEMO) -> str:
        return stable_id(shop, "room", name)

    def goods(self, name: str, shop: str = DEMO) -> str:
        return stable_id(shop, "goods", name)

    def station(self, name: str, shop: str = DEMO) -> str:
        return stable_id(shop, "station", name)

    def staff(self, login: str, shop: str = DEMO) -> str:
        return stable_id(shop, "staff", login)

    # ── what became of it ───────────────────────────────────────────────────────────────────────

    def events(self, stream: str) -> list[Row[Any]]:
        """The journal of one stream: rows with seq, kind, body …"""
        return self.units.run_read(
            lambda session: list(
                session.execute(
                    select(JournalRow.__table__)
                    .where(JournalRow.stream == stream)
                    .order_by(JournalRow.seq)
                )
            )
        )

    def kinds(self, stream: str) -> list[str]:
        return [event.kind for event in self.events(stream)]

    def tops(self) -> dict[str, int]:
        """Where every stream stands: `positions` of an answer are entries of this."""
        return self.units.run_read(
            lambda session: {
                row.name: row.top
                for row in session.execute(select(JournalStream.name, JournalStream.top))
            }
        )

    def everything(self) -> Everything:
        """All rows of all tables, to show that a refusal stored and pushed nothing."""
        # The housekeeping's ticks come by themselves.
        beside = {IdempotencyRow.__tablename__, JobRow.__tablename__, "terminal_watch"}
        kept = [each for each in metadata.sorted_tables if each.name not in beside]
        return Everything(
            self.units.run_read(
                lambda session: {
                    table.name: sorted(session.execute(select(table)).all(), key=repr)
                    for table in kept
                }
            )
        )

    @asynccontextmanager
    async def nothing_changes(self) -> AsyncIterator[None]:
        """What happens inside leaves no row and no event behind."""
        before = self.everything()
        yield
        after = self.everything()
        assert {k: v for k, v in after.tables.items() if v != before.tables[k]} == {}

    @cached_property
    def openapi(self) -> dict[str, Any]:
        return self.app.openapi_schema.to_schema()

    @classmethod
    @asynccontextmanager
    async def running(
        cls,
        url: str,
        clock: FakeClock,
        heartbeat_s: float = HEARTBEAT_S,
        redis_url: str | None = None,
    ) -> AsyncIterator[Self]:
        """A server on the database `url`, which is migrated; stopped at the end."""
        units = open_units(url, clock.now)
        settings = Settings(
            database_url=url,
            redis_url=redis_url,
            payment_secrets=f"bank={BANK_SECRET}",
            sms_callback_secrets=f"chuanglan={SMS_SECRET}, tencent={SMS_SECRET}",
            sms_pull_every_s=0,
        )
        app = create_app(settings, clock, units=units, heartbeat_s=heartbeat_s)
        # Litestar types its messages, httpx takes any mapping.
        transport = httpx.ASGITransport(app=cast(Any, app))
        async with (
            lifespan(app),
            httpx.AsyncClient(transport=transport, base_url="http://zaotai") as client,
        ):
            yield cls(app, units, client, clock)


@asynccontextmanager
async def lifespan(app: Litestar) -> AsyncIterator[None]:
    """The application's lifespan in a task of its own.

    A fixture is entered and left in different tasks, which the cancel scope in there does not bear.
    """
    started, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        try:
            async with app.lifespan():
                started.set()
                await over.wait()
        finally:
            started.set()

    living = asyncio.create_task(live())
    await started.wait()
    try:
        yield
    finally:
        over.set()
        await living


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Check that `answer` is that problem; gives its facts."""
    assert (answer.status_code, answer.json().get("code")) == (status, code), answer.text
    assert answer.headers["content-type"] == PROBLEM
    facts: dict[str, Any] = answer.json().get("facts", {})
    return facts
