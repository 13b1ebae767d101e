"""Requests that cannot be read: a problem that names the field, nothing stored, nothing pushed."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from server.db.units import open_units
from server.entry.app import create_app
from server.lib.settings import Settings
from tests.support.api import Api, lifespan, problem
from tests.support.clock import FakeClock

CLOSING = "/v1/shop/closings"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"ends_at": "2026-03-05T00:00:00Z"}, "$.starts_at"),
        ({"starts_at": "2026-03-05T00:00:00", "ends_at": "2026-03-06T00:00:00Z"}, "$.starts_at"),
        (
            {"starts_at": "0001-01-01T00:00:00+05:00", "ends_at": "2026-03-06T00:00:00Z"},
            "$.starts_at",
        ),
        ({"starts_at": 5, "ends_at": "2026-03-06T00:00:00Z"}, "$.starts_at"),
        (
            {"starts_at": "2026-03-05T00:00:00Z", "ends_at": "2026-03-06T00:00:00Z", "why": "x"},
            "$.why",
        ),
        (
            {
                "starts_at": "2026-03-05T00:00:00Z",
                "ends_at": "2026-03-06T00:00:00Z",
                "reason": "\0",
            },
            "$.reason",
        ),
        ([], "$"),
    ],
)
async def test_an_unusable_body_names_its_field(sqlite_api: Api, body: object, field: str) -> None:
    manager = sqlite_api.as_manager()
    async with sqlite_api.nothing_changes():
        answer = await manager.post(CLOSING, body)
        assert answer.status_code == 422
        assert answer.json()["code"] in ("body.invalid", "body.impossible")
        assert answer.json()["facts"] == {"field": field}


async def test_numbers_are_not_taken_from_text(sqlite_api: Api) -> None:
    lines = [{"goods_id": sqlite_api.goods("水饺"), "quantity": "2"}]
    answer = await sqlite_api.as_pad().post("/v1/orders", {"lines": lines})
    assert problem(answer, 422, "body.invalid") == {"field": "$.lines[0].quantity"}


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b'{"a":1}}', b"[1,", b'{"name": "\\ud800"}'])
async def test_what_is_no_json_is_malformed(sqlite_api: Api, raw: bytes) -> None:
    manager = sqlite_api.as_manager()
    async with sqlite_api.nothing_changes():
        answer = await manager.post(CLOSING, content=raw)
        problem(answer, 400, "body.malformed")


async def test_a_deep_body_is_not_even_read(sqlite_api: Api) -> None:
    raw = b'{"reason":' + b"[" * 400_000
    problem(await sqlite_api.as_manager().post(CLOSING, content=raw), 400, "body.too_deep")


async def test_brackets_in_a_text_are_no_depth(sqlite_api: Api) -> None:
    name = "[" * 50
    answer = await sqlite_api.as_manager().post("/v1/therapists", {"name": name})
    assert answer.json()["name"] == name


async def test_a_body_over_one_mebibyte_is_refused(sqlite_api: Api) -> None:
    answer = await sqlite_api.as_manager().post(CLOSING, content=b" " * (1024 * 1024 + 1))
    problem(answer, 413, "body.too_large")


async def test_another_media_type_is_refused(sqlite_api: Api) -> None:
    answer = await sqlite_api.as_manager().post(
        CLOSING, content=b"<xml/>", headers={"Content-Type": "text/xml"}
    )
    problem(answer, 415, "body.media_type")


async def test_a_command_without_a_body_has_all_its_defaults(sqlite_api: Api) -> None:
    pad, kitchen = sqlite_api.as_pad("801"), sqlite_api.as_kitchen()
    lines = [{"goods_id": sqlite_api.goods("水饺"), "quantity": 1}]
    order = (await pad.post("/v1/orders", {"lines": lines})).json()
    line = order["batches"][0]["lines"][0]["id"]
    assert (await kitchen.post(f"/v1/lines/{line}/start")).json()["line"]["state"] == "cooking"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v2/orders", 404, "route.unknown"),
        ("GET", "/", 404, "route.unknown"),
        ("DELETE", "/v1/orders", 405, "route.method"),
        ("OPTIONS", "/v1/orders", 405, "route.method"),
    ],
)
async def test_what_is_no_route_is_a_problem(
    sqlite_api: Api, method: str, path: str, status: int, code: str
) -> None:
    problem(await sqlite_api.as_manager().send(method, path), status, code)


async def test_405_names_the_methods_that_there_are(sqlite_api: Api) -> None:
    answer = await sqlite_api.as_nobody().delete("/v1/orders")
    assert answer.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("query", "field"), [("limit=0", "limit"), ("limit=many", "limit"), ("cursor=%21", "cursor")]
)
async def test_a_wrong_parameter_is_named(sqlite_api: Api, query: str, field: str) -> None:
    answer = await sqlite_api.as_manager().get(f"/v1/devices?{query}")
    assert answer.status_code == 422
    assert answer.json()["facts"] == {"field": field}


@pytest.mark.parametrize("path", ["/v1/orders/%00", "/v1/orders?room_id=%00"])
async def test_nobody_is_asked_for_nul(api: Api, path: str) -> None:
    problem(await api.as_manager().get(path), 400, "request.nul")


async def test_a_request_has_an_id_in_its_answer_and_its_problem(sqlite_api: Api) -> None:
    given = {"X-Request-Id": "from-the-proxy-1"}
    answer = await sqlite_api.as_nobody().get("/v1/me", headers=given)
    assert answer.headers["x-request-id"] == answer.json()["request_id"] == "from-the-proxy-1"
    forged = {"X-Request-Id": 'x"} {"level":"error'}
    answer = await sqlite_api.as_nobody().get("/v1/me", headers=forged)
    assert "level" not in answer.headers["x-request-id"]


async def test_a_body_that_never_comes_is_given_up(sqlite_two_shops_url: str) -> None:
    clock = FakeClock()
    units = open_units(sqlite_two_shops_url, clock.now)
    settings = Settings(database_url=sqlite_two_shops_url)
    app = create_app(settings, clock, units=units, body_within_s=0.05)

    async def dripping() -> AsyncIterator[bytes]:
        yield b'{"code":'
        await asyncio.Event().wait()

    transport: Any = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # as in tests.support.api
    async with (
        lifespan(app),
        httpx.AsyncClient(transport=transport, base_url="http://zaotai") as it,
    ):
        answer = await it.post(
            "/v1/devices/pair",
            content=dripping(),
            headers={"Content-Type": "application/json"},
        )
    problem(answer, 408, "body.slow")
