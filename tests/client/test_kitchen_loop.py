"""Pads and kitchens as real cores against the real server: what one taps, the others see."""

from common.client.facade import Phase
from common.domain.commands import ActOnLine, CleanRoom, PlaceOrder, WantedLine
from common.domain.ids import GoodsId, RoomId
from common.domain.kitchen import LineAction, LineState
from common.domain.projection import Tables
from common.domain.rows import RoomRow
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


async def test_a_token_alone_makes_a_device_that_forgets(sqlite_api: Api, devices: Devices) -> None:
    pad, borrowed = await devices.pad("801"), await devices.opened(None)
    await borrowed.core.adopt(devices.server_url, sqlite_api.as_kitchen().token)
    await borrowed.is_live()
    await pad.core.do(pork(sqlite_api))
    await borrowed.sees(lambda: borrowed.lines)


async def test_a_pad_that_was_put_into_another_room_shows_that_room(
    sqlite_api: Api, devices: Devices
) -> None:
    pad = await devices.pad("801")
    await pad.core.do(pork(sqlite_api))
    await pad.sees(lambda: [order.number for order in pad.orders] == [1])
    assert pad.core.identity is not None
    path = f"/v1/devices/{pad.core.identity.device_id}/location"

    await sqlite_api.as_manager().post(path, {"room_id": sqlite_api.room("802")})

    await pad.sees(lambda: not pad.orders, "the other guest's order being gone")
    assert pad.core.identity.room_id == sqlite_api.room("802")
    assert _rooms(pad.core.tables()) == ["802"]


async def test_a_pad_shows_nothing_of_a_guest_whose_room_was_cleaned(
    sqlite_api: Api, devices: Devices
) -> None:
    pad, desk = await devices.pad("801"), await devices.cashier()
    await pad.core.do(pork(sqlite_api))
    await pad.sees(lambda: [order.number for order in pad.orders] == [1])
    room_id = RoomId(sqlite_api.room("801"))

    await desk.core.do(CleanRoom(room_id, force=True, reason="赶时间"))
    assert room_id in desk.core.unsent()  # 待确认

    await pad.sees(lambda: not pad.orders and not pad.lines, "a pad without a guest")
    await desk.has_sent_all()
    assert room_id not in desk.core.unsent()


def _rooms(tables: Tables) -> list[str]:
    return [row.name for row in tables["rooms"].values() if isinstance(row, RoomRow)]


async def test_the_first_order_of_a_room_never_leaves_the_pad(
    sqlite_api: Api, devices: Devices
) -> None:
    """It opens the guest's stay, which the pad follows only with its next snapshot."""
    pad = await devices.pad("801")
    await pad.core.do(pork(sqlite_api))
    shown: list[int] = []
    pad.core.subscribe(lambda _: shown.append(len(pad.lines)))

    await pad.sees(lambda: pad.orders and pad.orders[0].number == 1)
    await pad.is_live()
    assert set(shown) == {1}
