"""Whose order it is, and whether it joins one."""

import pytest

from common.domain.errors import Refused
from common.domain.merging import OpenWalkIn, order_to_join, stay_for_room
from common.domain.rows import OrderState, RoomState, StayRow
from tests.support.rows import a_stay, an_order

ROOM = a_stay()
ONE, OTHER = a_stay(hand_tags=("12",)), a_stay(hand_tags=("13", "14"))


@pytest.mark.parametrize(
    ("stays", "chosen"),
    [
        ([ROOM], ROOM),
        ([ONE, ROOM, OTHER], ROOM),
        ([ONE], ONE),
        ([], OpenWalkIn()),
    ],
    ids=["room stay", "room stay before tags", "only tag stay", "nobody"],
)
def test_the_stay_that_a_room_order_is_for(stays: list[StayRow], chosen: object) -> None:
    assert stay_for_room(RoomState.OCCUPIED, stays) == chosen


def test_with_several_tags_the_pad_asks() -> None:
    with pytest.raises(Refused) as refused:
        stay_for_room(RoomState.OCCUPIED, [ONE, OTHER])
    assert refused.value.code == "stay.tag_needed"
    assert refused.value.facts == {"hand_tags": ["12", "13", "14"]}


def test_nobody_orders_from_a_room_that_waits_for_cleaning() -> None:
    with pytest.raises(Refused, match=r"room\.to_clean"):
        stay_for_room(RoomState.TO_CLEAN, [ROOM])


def test_only_an_open_order_is_joined() -> None:
    closed = [an_order(state=OrderState.COMPLETED), an_order(state=OrderState.CANCELLED)]
    assert order_to_join(closed) is None
    opened = an_order()
    assert order_to_join([*closed, opened]) is opened
