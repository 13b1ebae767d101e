"""What the kitchen screen sounds of itself: once, not again and again, and not while muted."""

from __future__ import annotations

from datetime import timedelta

from common.domain.chimes import Chime
from common.speech.silent import SilentSpeaker
from kds_app.sounds import Sounds
from tests.ui.kds.conftest import Cook, OpenKitchen
from tests.ui.kds.evening import House

Heard = tuple[Cook, SilentSpeaker]


async def listening(open_kitchen: OpenKitchen, house: House | None = None) -> Heard:
    cook, speaker = await open_kitchen(house), SilentSpeaker()
    sounds = Sounds(speaker, cook.kitchen)
    cook.kitchen.painted.connect(sounds.hear)
    cook.kitchen.reminded.connect(sounds.remind)
    await cook.refresh()
    return cook, speaker


def heard(speaker: SilentSpeaker) -> list[Chime | None]:
    return [utterance.chime for utterance in speaker.said]


async def test_a_ticket_that_gets_late_sounds_once(open_kitchen: OpenKitchen) -> None:
    house = House()
    house.dish(house.order("801", 7, "14:50"), "米饭")
    cook, speaker = await listening(open_kitchen, house)
    for _ in range(3):
        await cook.pass_time(timedelta(seconds=8))
    assert heard(speaker) == [Chime.LATE]


async def test_what_was_late_when_the_screen_began_is_no_news(open_kitchen: OpenKitchen) -> None:
    _, speaker = await listening(open_kitchen)
    assert heard(speaker) == []


async def test_cut_off_sounds_at_once_and_every_two_minutes_and_back_once(
    open_kitchen: OpenKitchen,
) -> None:
    house = House()
    house.dish(house.order("801", 7, "00:10"), "米饭")
    cook, speaker = await listening(open_kitchen, house)
    cook.core.go_offline()
    for seconds in (12, 30, 90, 30):
        await cook.pass_time(timedelta(seconds=seconds))
    cook.core.go_online()
    await cook.refresh()
    assert heard(speaker) == [Chime.OFFLINE, Chime.OFFLINE, Chime.BACK]


async def test_a_muted_screen_keeps_quiet(open_kitchen: OpenKitchen) -> None:
    house = House()
    house.dish(house.order("801", 7, "14:50"), "米饭")
    cook, speaker = await listening(open_kitchen, house)
    cook.core.mute(timedelta(minutes=5))
    await cook.pass_time(timedelta(seconds=20))
    assert heard(speaker) == []


async def test_what_waits_to_be_acknowledged_knocks_once_a_minute(
    open_kitchen: OpenKitchen,
) -> None:
    cook, speaker = await listening(open_kitchen)
    await cook.pass_time(timedelta(seconds=65))
    assert Chime.RUSH in heard(speaker)
