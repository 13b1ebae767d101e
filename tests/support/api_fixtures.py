"""The server in this process (`tests.support.api`), imported only by tests that ask for it.

`api`            on both engines: every test that asks for it runs twice
`sqlite_api`     on SQLite alone, for tests whose subject is not the database
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from tests.support.clock import FakeClock
from tests.support.databases import Databases

if TYPE_CHECKING:
    from tests.support.api import Api

pytest.register_assert_rewrite("tests.support.api")


@pytest.fixture
def two_shops_url(databases: Databases) -> str:
    """A database with the demo shop and a second one, once per engine."""
    from tests.support.api import prepare

    return databases.prepared("two-shops", prepare)


@pytest.fixture
def sqlite_two_shops_url(sqlite_databases: Databases) -> str:
    from tests.support.api import prepare

    return sqlite_databases.prepared("two-shops", prepare)


@pytest.fixture
async def api(two_shops_url: str, clock: FakeClock) -> AsyncIterator[Api]:
    from tests.support.api import Api

    async with Api.running(two_shops_url, clock) as running:
        yield running


@pytest.fixture
async def sqlite_api(sqlite_two_shops_url: str, clock: FakeClock) -> AsyncIterator[Api]:
    from tests.support.api import Api

    async with Api.running(sqlite_two_shops_url, clock) as running:
        yield running
