"""What may be set: the house's own settings pass their own rules."""

import pytest

from common.domain.announcement_defaults import DEFAULTS
from common.domain.announcement_settings import (
    NEVER_SPOKEN,
    PAIRS,
    base_for,
    check_templates,
    sample,
    spoken_as,
)
from common.domain.announcing import Channel, Check, Event, MessageType
from common.domain.errors import Invalid, NotFound
from common.domain.numbers import OneIsRead


@pytest.mark.parametrize(("event", "channel"), PAIRS)
def test_every_pair_begins_with_a_setting_that_may_be_saved(event: Event, channel: Channel) -> None:
    base = base_for(event, channel)

    check_templates(base)
    by_room, by_tag = sample(base, {}, OneIsRead.YAO)
    assert not any(digit in by_room.spoken for digit in "0123456789{}")
    assert by_tag is None or by_tag.shown != by_room.shown
    assert base.is_enabled is ((event, channel) in DEFAULTS)
    assert spoken_as(base, is_spoken=base.is_spoken) in (base.msg_type, MessageType.NOTIFY)


def test_every_default_can_be_set() -> None:
    assert DEFAULTS.keys() <= set(PAIRS)


@pytest.mark.parametrize("channel", [Channel.PAD, Channel.CALL_BOARD])
def test_guests_are_not_told_of_the_houses_own_affairs(channel: Channel) -> None:
    with pytest.raises(NotFound):
        base_for(Event.SMS_LOW_BALANCE, channel)


def test_only_a_kitchen_stops_being_told_when_it_starts() -> None:
    assert Check.LINE_WAITING in base_for(Event.ORDER_PLACED, Channel.KITCHEN).checks
    assert Check.LINE_WAITING not in base_for(Event.ORDER_PLACED, Channel.WAITER).checks


def test_where_the_house_may_not_speak_it_still_refreshes() -> None:
    [pair] = NEVER_SPOKEN
    base = base_for(*pair)

    assert spoken_as(base, is_spoken=False) is MessageType.REFRESH
    with pytest.raises(Invalid):
        spoken_as(base, is_spoken=True)
