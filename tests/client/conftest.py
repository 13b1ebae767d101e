"""`devices`: device cores against the real server of this process, on SQLite; `proxy`: a line to cut."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.api import Api
from tests.support.cutting_proxy import CuttingProxy
from tests.support.devices import Devices
from tests.support.push import Push


@pytest.fixture
async def push(sqlite_api: Api, sqlite_two_shops_url: str) -> AsyncIterator[Push]:
    async with Push.serving(sqlite_api, sqlite_two_shops_url) as serving:
        yield serving


@pytest.fixture
async def devices(push: Push, tmp_path: Path) -> AsyncIterator[Devices]:
    async with Devices.of(push, tmp_path) as opened:
        yield opened


@pytest.fixture
async def proxy(devices: Devices) -> AsyncIterator[CuttingProxy]:
    port = int(devices.server_url.rsplit(":", 1)[1])
    async with CuttingProxy.to(port) as cutting:
        yield cutting
