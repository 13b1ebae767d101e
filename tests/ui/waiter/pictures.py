"""`python -m tests.ui.waiter.pictures DIR`: the waiter's page on a busy evening, in all its states."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from tests.support.api import Api, prepare
from tests.support.browser import TABLET, Browser, Phone, chromium_running
from tests.support.push import Push
from tests.ui.waiter.conftest import EveningClock, Floor


async def an_evening(floor: Floor) -> None:
    """Dishes called long ago and just now, one on its way, guests who call, rooms to clean."""
    desk, clock = floor.api.as_cashier(), floor.api.clock
    for room in ("805", "812"):
        path = f"/v1/rooms/{floor.api.room(room)}"
        await desk.post(f"{path}/check-in", {})
        await desk.post(f"{path}/leave")
        clock.advance(timedelta(minutes=3))
    await floor.call("806", "加水")
    late = await floor.order("801", "水饺", "红烧肉", "清炒时蔬", quantity=2)
    tag = {"goods_id": floor.api.goods("扬州炒饭"), "quantity": 1, "allergies": ["鸡蛋"]}
    await desk.post("/v1/stays", {"hand_tags": ["131"]})
    await desk.post("/v1/orders", {"hand_tag": "131", "lines": [tag]})
    await _step(floor, late, "start", "finish", "notify", "notify")
    clock.advance(timedelta(minutes=4))
    for order in (await desk.get("/v1/orders")).json()["items"]:
        if order["hand_tag"] == "131":
            await _step(floor, order, "start", "finish", "notify")
    way = await floor.cooked("807", "虾仁馄饨")
    await floor.all_lines(way, "pick-up", desk)
    await _step(floor, await floor.order("811", "酒酿圆子"), "start", "finish")
    call = await floor.call("808", "呼叫服务员")
    lin = floor.api.as_person("waiter2")
    await lin.post(f"/v1/calls/{call['id']}/accept")
    clock.advance(timedelta(seconds=70))
    await floor.call("802", "结账")
    clock.advance(timedelta(seconds=12))


async def _step(floor: Floor, order: dict[str, object], *steps: str) -> None:
    for step in steps:
        await floor.all_lines(order, step, floor.cook)


async def take(floor: Floor, folder: Path) -> None:
    line = await floor.line()
    fresh = await floor.new_phone(page="/waiter#38204417")
    await _shot(fresh, folder / "pairing.png", "#pair")
    phones = {
        "phone": await floor.waiter("小何", url=line.url),
        "dark": await floor.waiter("小何", dark=True),
        "tablet": await floor.waiter("二楼平板", size=TABLET),
    }
    await an_evening(floor)
    phone = phones["phone"]
    await _shot(phone, folder / "collect.png", "#collect .late")
    await _shot(phones["dark"], folder / "dark.png", "#collect .late")
    await _shot(phones["tablet"], folder / "tablet.png", "#collect .late")
    await phone.tap("#tab-calls")
    await _shot(phone, folder / "calls.png", "#calls .card")
    await phone.tap("#tab-rooms")
    await _shot(phone, folder / "rooms.png", "#rooms .card")
    await phone.tap("#sound")
    await _shot(phone, folder / "settings.png", ".sheet")
    await phone.tap("#close-settings")
    await phone.tap("#tab-collect")
    line.cut()
    await phone.tap("[id^=take-]")
    await _shot(phone, folder / "undo.png", ".corner")
    await phone.sees("body.blind", within_s=15)
    await _shot(phone, folder / "blind.png", "#banner-blind")


async def _shot(phone: Phone, file: Path, selector: str) -> None:
    await phone.sees(selector)
    await asyncio.to_thread(file.write_bytes, await phone.picture())


async def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as name, chromium_running(Path(name)) as address:
        url = f"sqlite:///{name}/waiter.db"
        await asyncio.to_thread(prepare, url)
        async with (
            Api.running(url, EveningClock()) as api,
            Push.serving(api, url) as push,
            Browser.of(address) as browser,
            AsyncExitStack() as lines,
        ):
            await take(Floor(push, browser, lines), folder)


if __name__ == "__main__":
    to = Path(sys.argv[1])
    to.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(to))
