"""Who is told aloud, on real cores against the real server."""

from common.domain.commands import PlaceOrder, WantedLine
from common.domain.ids import GoodsId
from tests.support.api import Api
from tests.support.devices import Devices
from tests.support.waiting import until

SAID = "八零幺房间下单了水饺两份,请注意"


def dumplings(api: Api) -> PlaceOrder:
    return PlaceOrder((WantedLine(GoodsId(api.goods("水饺")), 2),))


async def test_the_kitchen_shows_the_sentence_and_says_it_in_characters(
    sqlite_api: Api, devices: Devices
) -> None:
    pad, kitchen = await devices.pad("801"), await devices.kitchen()
    await pad.core.do(dumplings(sqlite_api))
    await until(lambda: kitchen.speaker.said, what="the sentence")
    assert [utterance.text for utterance in kitchen.speaker.said] == [SAID]
    (recent,) = kitchen.core.announcements.recent
    assert recent.shown == "801房间下单了水饺2份,请注意"


async def test_of_two_kitchens_in_one_room_one_speaks(sqlite_api: Api, devices: Devices) -> None:
    pad = await devices.pad("801")
    first, second = await devices.kitchen(), await devices.kitchen()
    await pad.core.do(dumplings(sqlite_api))
    await until(lambda: first.speaker.said or second.speaker.said, what="the sentence")
    for kitchen in (first, second):
        await kitchen.has_nothing_to_say()
    assert len(first.speaker.said) + len(second.speaker.said) == 1


async def test_a_started_dish_is_spoken_of_once_although_the_screen_was_restarted(
    sqlite_api: Api, devices: Devices
) -> None:
    pad, kitchen = await devices.pad("801"), await devices.kitchen()
    await pad.core.do(dumplings(sqlite_api))
    await until(lambda: kitchen.speaker.said, what="the sentence")
    again = await devices.restarted(kitchen)
    await again.is_live()
    assert again.speaker.said == []
