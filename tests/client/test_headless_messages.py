"""Announcements and calls by hand: a call is sent, seen, answered, and found in the log."""

from pathlib import Path

from tests.client.test_headless import Headless
from tests.support.api import Api
from tests.support.devices import Devices

MANAGER = ("--login", "manager", "--pin", "161803")


async def test_a_desk_without_a_screen_announces_calls_and_reads_the_log(
    sqlite_api: Api, devices: Devices, tmp_path: Path
) -> None:
    pin = f"/v1/staff/{sqlite_api.staff('manager')}/pin"
    await sqlite_api.as_manager().put(pin, {"pin": MANAGER[-1]})
    desk = Headless(devices, tmp_path / "desk.sqlite")
    pad = Headless(devices, tmp_path / "pad.sqlite")
    await desk.pair("cashier")
    await pad.pair("pad", "801")
    await devices.kitchen()

    # A guest calls from the pad; the desk sees it and goes.
    await pad.does("call", "加水")
    waiting = await desk.does("calls")
    assert "801 加水 open" in waiting
    await desk.does("accept", waiting.split("[")[-1][:6])
    assert "801 加水 accepted cashier" in await desk.does("calls")

    # Announced by hand: only with a person who may, and only what the event knows.
    dish = ("roomName=801", "goodsName=水饺", "num=2")
    code, said = await desk.run("call", "order.placed", *dish)
    assert (code, "role.forbidden" in said) == (1, True)
    sent = await desk.does("call", "order.placed", *dish, "--channel", "kitchen", *MANAGER)
    assert sent.startswith("kitchen: 已发出\n")
    assert "已发 第1次 801房间下单了水饺2份,请注意" in sent
    nobody = await desk.does("call", "order.placed", *dish, "--channel", "pad", *MANAGER)
    assert nobody == "pad: 未启用\n"
    code, said = await desk.run(
        "call", "order.placed", "roomName=801", "--type", "notify", *MANAGER
    )
    assert (code, "message.param_missing" in said) == (1, True)
    called = ("call", "pad.called", "roomName=801", "--type", "call", "--template", "7")
    assert "801房间需要结账" in await desk.does(*called, *MANAGER)
    assert "801 结账 open" in await desk.does("calls")

    log = await desk.does("messages", "--event", "order.placed", "--channel", "kitchen")
    assert len(log.splitlines()) == 3
    assert "没有记录" in await desk.does("messages", "--text", "烤鸭")
