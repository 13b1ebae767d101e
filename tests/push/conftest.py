"""`push`: the server of `api` with its socket, on both engines; `sqlite_push`: on SQLite alone."""

from collections.abc import AsyncIterator

import pytest

from tests.support.api import Api
from tests.support.push import Push


@pytest.fixture
async def push(api: Api, two_shops_url: str) -> AsyncIterator[Push]:
    async with Push.serving(api, two_shops_url) as serving:
        yield serving


@pytest.fixture
async def sqlite_push(sqlite_api: Api, sqlite_two_shops_url: str) -> AsyncIterator[Push]:
    async with Push.serving(sqlite_api, sqlite_two_shops_url) as serving:
        yield serving
