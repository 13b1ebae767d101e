"""`push`: the server of `api` with its socket, on both engines; `sqlite_push`: on SQLite alone."""

from collections.abc import AsyncIterator

import pytest

from tests.support.api import Api
from tests.support.clock import FakeClock
from tests.support.push import Push

OFTEN_S = 0.2
"""Instead of 3 s: tests that wait for a heartbeat need not wait long."""


@pytest.fixture
async def api(two_shops_url: str, clock: FakeClock) -> AsyncIterator[Api]:
    async with Api.running(two_shops_url, clock, OFTEN_S) as running:
        yield running


@pytest.fixture
async def sqlite_api(sqlite_two_shops_url: str, clock: FakeClock) -> AsyncIterator[Api]:
    async with Api.running(sqlite_two_shops_url, clock, OFTEN_S) as running:
        yield running


@pytest.fixture
async def push(api: Api, two_shops_url: str) -> AsyncIterator[Push]:
    async with Push.serving(api, two_shops_url) as serving:
        yield serving


@pytest.fixture
async def sqlite_push(sqlite_api: Api, sqlite_two_shops_url: str) -> AsyncIterator[Push]:
    async with Push.serving(sqlite_api, sqlite_two_shops_url) as serving:
        yield serving
