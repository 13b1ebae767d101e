"""`python -m common.client` as its own process: by hand, and killed at the worst moments."""

from __future__ import annotations

import asyncio
import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from common.client import cli
from common.client.outbox import Outbox
from common.client.store import Store
from tests.support.api import Api
from tests.support.cutting_proxy import CuttingProxy
from tests.support.devices import Devices
from tests.support.processes import REPOSITORY
from tests.support.waiting import until


class Headless:
    """One device and its file; each call is one run of the program."""

    def __init__(self, devices: Devices, path: Path) -> None:
        self._devices = devices
        self.path = path

    async def start(self, *arguments: str, server: str = "") -> asyncio.subprocess.Process:
        command = (sys.executable, "-m", "common.client", *arguments)
        options = ("--device-file", str(self.path), "--server", server or self._devices.server_url)
        return await asyncio.create_subprocess_exec(
            *command,
            *options,
            cwd=REPOSITORY,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def run(self, *arguments: str, server: str = "") -> tuple[int, str]:
        """In this process, which is quicker; the exit code and what was said."""
        options = ("--device-file", str(self.path), "--server", server or self._devices.server_url)
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = await cli.run(cli.parser().parse_args([*arguments, *options]))
        return code, said.getvalue()

    async def does(self, *arguments: str) -> str:
        code, said = await self.run(*arguments)
        assert code == 0, said
        return said

    async def pair(self, kind: str, room: str = "", *, server: str = "") -> None:
        code = await self._devices.code(kind, room)
        ended, said = await self.run("pair", "--code", code, "--name", kind, server=server)
        assert ended == 0, said


@pytest.fixture
def headless(devices: Devices, tmp_path: Path) -> Headless:
    return Headless(devices, tmp_path / "headless.sqlite")


async def placed(api: Api) -> int:
    answer = await api.as_cashier().get("/v1/orders")
    return sum(len(order["batches"]) for order in answer.json()["items"])


async def test_a_desk_without_a_screen_runs_a_visit(
    sqlite_api: Api, devices: Devices, headless: Headless, tmp_path: Path
) -> None:
    cook = Headless(devices, tmp_path / "cook.sqlite")
    await headless.pair("cashier")
    await cook.pair("kitchen")

    await headless.does("check-in", "801", "--guests", "2")
    await headless.does("order", "红烧肉*2=少油", "--room", "801")
    board = await cook.does("watch", "--once")
    assert "#01 801" in board
    assert "2份 红烧肉 · “少油”" in board

    await cook.does("start", "#01")
    await cook.does("finish", "#01")
    await headless.does("notify", "#01")
    await headless.does("move", "801", "805")
    await headless.does("pick-up", "805")
    await headless.does("deliver", "#01")
    await cook.does("acknowledge", "805")
    await headless.does("shift", "open", "200")
    await headless.does("charge", "805", "房费", "88.8")
    await headless.does("pay", "805", "50", "--method", "wechat")
    paid = await headless.does("pay", "805", "--tendered", "500")
    assert "应收 ¥0.00" in paid
    await headless.does("leave", "805")
    assert "房间 805 待清洁" in await headless.does("watch", "--once")
    await headless.does("clean", "805")
    assert "805" not in await headless.does("watch", "--once")


async def test_a_whole_order_is_called_out_in_one_sentence(
    sqlite_api: Api, devices: Devices, headless: Headless, tmp_path: Path
) -> None:
    waiter = Headless(devices, tmp_path / "waiter.sqlite")
    await headless.pair("kitchen")
    await waiter.pair("waiter")
    await waiter.does("order", "水饺*2", "可乐", "--room", "801")
    await headless.does("start", "#01")
    await headless.does("finish", "#01")

    await headless.does("notify", "#01")

    told = await sqlite_api.as_cashier().get("/v1/messages")
    called = [x["shown"] for x in told.json()["items"] if x["event"] == "line.notified"]
    assert set(called) == {"801房间的水饺2份、可乐1瓶做好了,请取餐"}, called


async def test_a_refusal_is_said_with_its_code(headless: Headless, sqlite_api: Api) -> None:
    await headless.pair("kitchen")
    code, said = await headless.run("start", "#99")
    assert (code, "没有: 订单 #99" in said) == (1, True), said


async def test_what_was_kept_without_a_server_goes_out_the_next_time(
    sqlite_api: Api, headless: Headless, proxy: CuttingProxy
) -> None:
    await headless.pair("pad", "801", server=proxy.url)
    proxy.cut()
    code, said = await headless.run("order", "红烧肉", "--wait", "0.5")
    assert code == 2, said
    assert "未发送 1 条" in said
    assert await placed(sqlite_api) == 0

    proxy.mend()
    await headless.does("order", "红烧肉")
    assert await placed(sqlite_api) == 2


@pytest.mark.parametrize("moment", ["before the answer", "before the request"])
async def test_killed_in_the_middle_nothing_is_lost_and_nothing_doubled(
    sqlite_api: Api, headless: Headless, proxy: CuttingProxy, moment: str
) -> None:
    await headless.pair("pad", "801", server=proxy.url)
    await headless.does("watch", "--once")
    if moment == "before the answer":
        proxy.swallow_answers()
    else:
        proxy.cut()
    process = await headless.start("order", "红烧肉*2", "--wait", "0.5")
    if moment == "before the answer":
        await until(lambda: _is_placed(sqlite_api), what="the order at the server")
    else:
        assert process.stdout is not None
        await process.stdout.readuntil("未发送 1 条".encode())
    process.kill()
    await process.wait()
    assert await _waiting(headless.path) == 1

    proxy.cut()
    proxy.mend()
    await headless.does("order", "清炒时蔬")

    assert await placed(sqlite_api) == 2
    assert await _waiting(headless.path) == 0


async def _is_placed(api: Api) -> bool:
    return await placed(api) == 1


async def _waiting(path: Path) -> int:
    store, outbox = await Store.open(path), Outbox()
    await store.write(outbox.load)
    await store.close()
    return outbox.unsent
