"""The line breaks in the middle of everything: nothing is lost, nothing is doubled, nobody is fooled."""

from common.client.facade import Phase
from common.domain.commands import ActOnLine, PlaceOrder, WantedLine
from common.domain.freshness import Freshness, judge
from common.domain.ids import GoodsId
from common.domain.kitchen import LineAction, LineState
from tests.support.api import Api
from tests.support.cutting_proxy import CuttingProxy
from tests.support.devices import Device, Devices


def pork(api: Api, quantity: int = 2) -> PlaceOrder:
    return PlaceOrder((WantedLine(GoodsId(api.goods("红烧肉")), quantity),))


async def lost_its_link(device: Device) -> None:
    await device.sees(lambda: device.core.link.phase is Phase.CONNECTING, "the cut")


async def test_an_order_placed_without_a_line_reaches_the_kitchen_when_it_is_back(
    sqlite_api: Api, devices: Devices, proxy: CuttingProxy
) -> None:
    kitchen = await devices.kitchen()
    pad = await devices.pad("801", server_url=proxy.url)
    proxy.cut()
    await lost_its_link(pad)

    await pad.core.do(pork(sqlite_api))
    assert [line.name for line in pad.lines] == ["红烧肉"]
    assert [order.number for order in pad.orders] == [None]
    assert pad.core.link.unsent == 1

    proxy.mend()
    await kitchen.sees(lambda: kitchen.lines)
    await pad.sees(lambda: [order.number for order in pad.orders] == [1])
    assert len(kitchen.lines) == 1


async def test_an_order_whose_answer_was_lost_is_placed_once(
    sqlite_api: Api, devices: Devices, proxy: CuttingProxy
) -> None:
    kitchen = await devices.kitchen()
    pad = await devices.pad("801", server_url=proxy.url)
    proxy.swallow_answers()

    await pad.core.do(pork(sqlite_api))
    await kitchen.sees(lambda: kitchen.lines)
    assert pad.core.link.unsent == 1

    proxy.cut()
    proxy.mend()
    await pad.has_sent_all()
    await pad.sees(lambda: [order.number for order in pad.orders] == [1])
    assert len(kitchen.lines) == len(pad.lines) == 1


async def test_two_cooks_finish_one_dish_while_one_has_no_line(
    sqlite_api: Api, devices: Devices, proxy: CuttingProxy
) -> None:
    pad, near = await devices.pad("801"), await devices.kitchen()
    far = await devices.paired("kitchen", server_url=proxy.url)
    await pad.core.do(pork(sqlite_api))
    await far.sees(lambda: far.lines)
    line_id = far.lines[0].id
    proxy.cut()
    await lost_its_link(far)

    for cook in (far, near):
        await cook.core.do(ActOnLine(line_id, LineAction.START))
        await cook.core.do(ActOnLine(line_id, LineAction.FINISH))
    await near.has_sent_all()
    proxy.mend()

    await far.has_sent_all()
    # Its taps may be answered before it has heard what the other did.
    both_ready = ([LineState.READY], [LineState.READY])
    await far.sees(lambda: (far.states(), near.states()) == both_ready, "the dish ready")
    assert far.core.link.rejected == ()  # both wanted the same: nobody is alarmed


async def test_a_guest_who_cancelled_first_is_told_to_the_cook_who_had_no_line(
    sqlite_api: Api, devices: Devices, proxy: CuttingProxy
) -> None:
    pad = await devices.pad("801")
    cook = await devices.paired("kitchen", server_url=proxy.url)
    await pad.core.do(pork(sqlite_api))
    await pad.core.do(pork(sqlite_api, 1))
    await cook.sees(lambda: len(cook.lines) == 2)
    line_id = cook.lines[0].id
    proxy.cut()
    await lost_its_link(cook)

    accepted = await cook.core.do(ActOnLine(line_id, LineAction.START))
    assert LineState.COOKING in cook.states()
    await pad.core.do(ActOnLine(line_id, LineAction.CANCEL))
    await pad.has_sent_all()
    proxy.mend()

    await cook.sees(lambda: cook.core.link.rejected, "the refusal")
    (rejected,) = cook.core.link.rejected
    assert (rejected.key, rejected.code) == (accepted.key, "line.refused")
    await cook.sees(lambda: LineState.CANCELLED in cook.states())
    await cook.core.settle(rejected.key)
    assert cook.core.link.rejected == ()


async def test_a_line_cut_in_the_middle_of_a_snapshot_is_fetched_again(
    sqlite_api: Api, devices: Devices, proxy: CuttingProxy
) -> None:
    pad = await devices.pad("801")
    await pad.core.do(pork(sqlite_api))
    await pad.has_sent_all()
    code = await devices.code("kitchen")
    kitchen = await devices.opened(None)
    proxy.cut_after_answer_bytes(3_000)

    await kitchen.core.pair(proxy.url, code, "主灶屏")
    await kitchen.sees(lambda: proxy.is_cut, "the cut")
    assert kitchen.lines == []
    proxy.mend()

    await kitchen.is_live()
    assert len(kitchen.lines) == 1


async def test_a_screen_without_a_line_never_looks_healthy(
    sqlite_api: Api, devices: Devices, proxy: CuttingProxy
) -> None:
    kitchen = await devices.paired("kitchen", server_url=proxy.url)
    assert _freshness(kitchen, later_s=0) is Freshness.FRESH
    proxy.cut()
    await lost_its_link(kitchen)
    assert _freshness(kitchen, later_s=5.5) is Freshness.BLIND
    proxy.mend()
    await kitchen.is_live()
    await kitchen.sees(lambda: _freshness(kitchen, later_s=0) is Freshness.FRESH, "fresh again")


def _freshness(device: Device, later_s: float) -> Freshness:
    return judge(device.core.link.times, device.core.monotonic() + later_s).freshness


async def test_a_revoked_device_stops_asking_and_goes_on_when_it_is_paired_again(
    sqlite_api: Api, devices: Devices
) -> None:
    pad = await devices.pad("801")
    device_id = pad.core.identity.device_id if pad.core.identity else ""
    manager = sqlite_api.as_manager()
    await manager.post(f"/v1/devices/{device_id}/revoke")
    await pad.sees(lambda: pad.core.link.phase is Phase.NEEDS_PAIRING, "the revocation")
    await pad.core.do(pork(sqlite_api))
    assert pad.core.link.unsent == 1

    answer = await manager.post(f"/v1/devices/{device_id}/code")
    await pad.core.pair(devices.server_url, answer.json()["code"], "801")

    await pad.has_sent_all()
    await pad.sees(lambda: [order.number for order in pad.orders] == [1])
