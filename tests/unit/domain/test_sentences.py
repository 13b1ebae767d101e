"""The sentences that the kitchen, the desk and the hall hear."""

from datetime import UTC, datetime, timedelta

import pytest

from common.domain.announcement_defaults import DEFAULTS, PAD_CALLS
from common.domain.announcing import Channel, Event
from common.domain.numbers import OneIsRead
from common.domain.sentences import (
    Guest,
    SpokenLine,
    in_burst,
    once_more,
    order_sentence,
    raised_elsewhere,
    sentence,
    spoken_line,
)
from common.domain.templates import ParamRefused, Rendered
from tests.support.rows import a_batch, a_line, an_order

ROOM = Guest(room_name="801", number="#01")
TAG = Guest(room_name="801", hand_tag="0123", number="#12", ordered_by_tag=True)
DUMPLINGS = SpokenLine("水饺", 2)
COLA = SpokenLine("可乐", 1, "瓶")


@pytest.mark.parametrize(
    ("event", "channel", "guest", "shown", "spoken"),
    [
        (
            Event.ORDER_PLACED,
            Channel.KITCHEN,
            ROOM,
            "801房间下单了水饺2份、可乐1瓶,请注意",
            "八零幺房间下单了水饺两份、可乐一瓶,请注意",
        ),
        (
            Event.ORDER_PLACED,
            Channel.CASHIER,
            TAG,
            "手牌0123下单了水饺2份、可乐1瓶,请注意",
            "手牌零幺二三下单了水饺两份、可乐一瓶,请注意",
        ),
        (
            Event.ORDER_ADDED,
            Channel.KITCHEN,
            ROOM,
            "801房间加单了水饺2份、可乐1瓶,请注意",
            "八零幺房间加单了水饺两份、可乐一瓶,请注意",
        ),
        (
            Event.LINE_RUSHED,
            Channel.KITCHEN,
            ROOM,
            "801房间催菜,水饺2份、可乐1瓶,请尽快",
            "八零幺房间催菜,水饺两份、可乐一瓶,请尽快",
        ),
        (Event.LINE_NOTIFIED, Channel.CALL_BOARD, ROOM, "请#01取餐", "请零幺号取餐"),
        (
            Event.LINE_NOTIFIED,
            Channel.CALL_BOARD,
            Guest(room_name="801", number="昨#07"),
            "请昨#07取餐",
            "请昨天零七号取餐",
        ),
        (Event.LINE_NOTIFIED, Channel.CALL_BOARD, TAG, "请手牌0123取餐", "请手牌零幺二三取餐"),
        (
            Event.LINE_REMADE,
            Channel.KITCHEN,
            ROOM,
            "801房间重做水饺2份、可乐1瓶,请注意",
            "八零幺房间重做水饺两份、可乐一瓶,请注意",
        ),
    ],
)
def test_the_default_sentences(
    event: Event, channel: Channel, guest: Guest, shown: str, spoken: str
) -> None:
    told = DEFAULTS[event, channel]
    assert order_sentence(told, guest, [DUMPLINGS, COLA]) == Rendered(shown, spoken)


def test_the_same_dish_in_two_lines_is_named_once() -> None:
    told = DEFAULTS[Event.ORDER_PLACED, Channel.KITCHEN]
    rendered = order_sentence(told, ROOM, [DUMPLINGS, COLA, SpokenLine("水饺", 1)])
    assert rendered.shown == "801房间下单了水饺3份、可乐1瓶,请注意"


def test_a_guest_with_a_tag_in_a_room_is_called_by_the_room_unless_the_tag_ordered() -> None:
    assert not Guest(room_name="801", hand_tag="0123").by_tag
    assert Guest(room_name="801", hand_tag="0123", ordered_by_tag=True).by_tag
    assert Guest(hand_tag="0123").by_tag


def test_an_order_of_nobody_is_refused() -> None:
    with pytest.raises(ParamRefused, match=r"message\.param_missing"):
        order_sentence(DEFAULTS[Event.ORDER_PLACED, Channel.KITCHEN], Guest(), [DUMPLINGS])


def test_the_brand_decides_how_a_one_is_said() -> None:
    told = DEFAULTS[Event.ORDER_PLACED, Channel.KITCHEN]
    said = order_sentence(told, ROOM, [DUMPLINGS], OneIsRead.YI)
    assert said.spoken == "八零一房间下单了水饺两份,请注意"


def test_a_line_of_the_kitchen_speaks_with_its_own_unit() -> None:
    line = a_line(a_batch(an_order()), name="豆浆", unit="碗", quantity=3)
    assert spoken_line(line) == SpokenLine("豆浆", 3, "碗")


def test_a_dish_without_a_unit_is_counted_in_portions() -> None:
    told = DEFAULTS[Event.ORDER_PLACED, Channel.KITCHEN]
    assert "水饺2份" in order_sentence(told, ROOM, [SpokenLine("水饺", 2, "")]).shown


def test_a_guest_calls_the_waiter() -> None:
    told = DEFAULTS[Event.PAD_CALLED, Channel.CASHIER]
    call = PAD_CALLS[1]
    params = {**ROOM.params, "callName": call.call_name}
    assert sentence(told.event, told.room_template, params) == Rendered(
        "801房间呼叫服务员", "八零幺房间呼叫服务员"
    )


def test_what_nobody_heard_is_said_once_more_and_then_at_the_desk() -> None:
    unheard = Rendered("801房间下单了水饺2份,请注意", "八零幺房间下单了水饺两份,请注意")
    assert once_more(unheard).spoken == "再次提醒,八零幺房间下单了水饺两份,请注意"
    assert raised_elsewhere(unheard, "热菜屏").shown.startswith("热菜屏没有播报,801房间")


FIRST = datetime(2026, 11, 22, 11, 40, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return FIRST + timedelta(seconds=seconds)


def test_the_first_of_a_burst_is_told_at_once_and_the_rest_together_at_its_end() -> None:
    first = in_burst(at(0), None, window_s=3)
    second = in_burst(at(1), first.ends_at, window_s=3)
    third = in_burst(at(2.9), second.ends_at, window_s=3)
    assert [first.due_at, second.due_at, third.due_at] == [at(0), at(3), at(3)]


def test_after_its_end_a_new_burst_begins() -> None:
    first = in_burst(at(0), None, window_s=3)
    assert in_burst(at(3), first.ends_at, window_s=3).due_at == at(3)
    assert in_burst(at(3), first.ends_at, window_s=3).ends_at == at(6)


def test_with_the_window_at_zero_each_is_told_by_itself() -> None:
    first = in_burst(at(0), None, window_s=0)
    assert in_burst(at(0), first.ends_at, window_s=0).due_at == at(0)
    assert in_burst(at(0), at(3), window_s=0).due_at == at(0)
