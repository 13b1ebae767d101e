"""A new phone: by a code, typed or from a QR code, and nothing secret in any address."""

import pytest

from tests.support.waiting import until
from tests.ui.waiter.conftest import Floor

pytestmark = pytest.mark.xdist_group("chromium")


async def test_a_code_of_a_qr_code_is_filled_in_and_taken_out_of_the_address(floor: Floor) -> None:
    code = await floor.code()
    phone = await floor.new_phone(page=f"/waiter#{code}")
    await phone.sees("#pair")

    assert await phone.run("document.querySelector('#code').value") == code
    assert await phone.run("location.href") == f"{floor.url}/waiter"
    await phone.type("#name", "小何")
    await phone.tap("#pair")
    await phone.sees("#link", "已连接")
    assert "小何" in await phone.text(".who")
    [device] = [
        each
        for each in (await floor.api.as_manager().get("/v1/devices")).json()["items"]
        if each["kind"] == "waiter"
    ]
    assert device["name"] == "小何"


async def test_a_wrong_code_is_told_and_a_kitchens_code_stays_good(floor: Floor) -> None:
    phone = await floor.new_phone()
    await phone.type("#code", "00000000")
    await phone.type("#name", "小何")
    await phone.tap("#pair")
    await phone.sees("#problem", "没有这个配对码")

    kitchens = await floor.code("kitchen")
    await phone.type("#code", kitchens)
    await phone.tap("#pair")
    await phone.sees("#problem", "这个配对码不是给服务员手机的")
    body = {"code": kitchens, "name": "主灶屏", "client_nonce": "n" * 32, "kind": "kitchen"}
    answer = await floor.api.as_nobody().post("/v1/devices/pair", body)
    assert answer.status_code == 201, answer.text


async def test_the_page_speaks_english_when_asked_and_remembers_it(floor: Floor) -> None:
    phone = await floor.waiter()
    await phone.tap("#settings")
    await phone.tap("#language")
    await phone.sees(".sheet", "Pair again")
    await phone.tap("#close-settings")
    await phone.sees("#collect", "Nothing to collect now")

    await phone.call("Page.reload")

    await phone.sees("#calls, #collect", "Collect")
    await phone.sees("nav", "Calls")


async def test_a_second_window_does_not_fight_with_the_first(floor: Floor) -> None:
    phone = await floor.waiter()
    await phone.run("window.second = open('/waiter'), 0")
    await phone.sees("#banner-replaced", "已在别的窗口打开")

    await phone.tap("#use-here")

    await phone.sees("body[data-phase=live]")
    other = "second.document.body.dataset.phase"

    async def gave_way() -> bool:
        return bool(await phone.run(other) == "replaced")

    await until(gave_way, what="the other window giving way")
    assert await phone.run("document.body.dataset.phase") == "live"
