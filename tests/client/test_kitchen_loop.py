"""Pads and kitchens as real cores against the real server: what one taps, the others see."""

from common.client.facade import Phase
from common.domain.commands import ActOnLine, PlaceOrder, WantedLine
from common.domain.ids import GoodsId
from common.domain.kitchen import LineAction, LineState
from tests.support.api import Api
from tests.support.devices import Devices


def pork(api: Api, quantity: int = 2) -> PlaceOrder:
    return PlaceOrder((WantedLine(GoodsId(api.goods("红烧肉")), quantity),))


async def test_an_order_from_the_pad_stands_on_the_kitchen_screen_with_its_number(
    sqlite_api: Api, devices: Devices
) -> None:
    pad, kitchen = await devices.pad("801"), await devices.kitchen()

    await pad.core.do(pork(sqlite_api))

    await kitchen.sees(lambda: kitchen.lines)
    assert [(line.name, line.quantity) for line in kitchen.lines] == [("红烧肉", 2)]
    assert [order.number for order in kitchen.orders] == [1]


async def test_every_step_of_the_cook_reaches_the_pad(sqlite_api: Api, devices: Devices) -> None:
    pad, kitchen = await devices.pad("801"), await devices.kitchen()
    await pad.core.do(pork(sqlite_api))
    await kitchen.sees(lambda: kitchen.lines)
    line_id = kitchen.lines[0].id

    for action in (LineAction.START, LineAction.FINISH, LineAction.NOTIFY, LineAction.PICK_UP):
        await kitchen.core.do(ActOnLine(line_id, action))

    assert kitchen.states() == [LineState.PICKED_UP]  # at once, before the server knows
    await pad.sees(lambda: pad.states() == [LineState.PICKED_UP])
    await kitchen.has_sent_all()
    assert kitchen.core.link.rejected == ()


async def test_a_tap_is_marked_unsent_until_the_server_has_answered(
    sqlite_api: Api, devices: Devices
) -> None:
    pad = await devices.pad("801")
    accepted = await pad.core.do(pork(sqlite_api))
    assert isinstance(accepted.command, PlaceOrder)
    assert accepted.command.batch_id in pad.core.unsent()

    await pad.has_sent_all()
    await pad.sees(lambda: pad.orders and pad.orders[0].number == 1)
    assert pad.core.unsent() == {}


async def test_a_screen_started_again_shows_its_cache_at_once(
    sqlite_api: Api, devices: Devices
) -> None:
    pad, kitchen = await devices.pad("801"), await devices.kitchen()
    await pad.core.do(pork(sqlite_api))
    await kitchen.sees(lambda: kitchen.lines)

    again = await devices.restarted(kitchen)

    assert [line.name for line in again.lines] == ["红烧肉"]
    assert again.core.link.phase is Phase.CONNECTING
    assert again.core.link.as_of is not None
    await again.is_live()
