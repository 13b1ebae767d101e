"""A guest orders: who is told, in which words, how often, and until when."""

from datetime import timedelta

import pytest

from common.domain.announcing import MessageStatus
from common.domain.errors import Invalid
from common.domain.ids import DeviceId
from common.domain.kitchen import LineAction
from common.domain.roles import Actor, Role
from common.wire.requests import CancelLine, Clean, OpenStay
from server.db.jobs import Job
from server.db.unit import Unit
from server.messaging.jobs import EVERY, handlers
from tests.support.house import (
    CALL_BOARD,
    CASHIER,
    COOK,
    NOODLE_COOK,
    PAD,
    ROOM_801,
    SHOP,
    WAITER,
    cola,
    dumplings,
    fish,
    fixed_id,
)
from tests.support.talk import HOT_COOK, SECOND, Talk

DUMPLINGS_SHOWN = "801房间下单了水饺2份,请注意"
PENDING, SENT = MessageStatus.PENDING, MessageStatus.SENT
SUPPRESSED = MessageStatus.SUPPRESSED


async def test_an_order_is_told_with_the_seeds_sentence_in_the_same_commit(talk: Talk) -> None:
    talk.place(dumplings(2))

    [row] = talk.told(COOK)
    assert row.shown == "801房间下单了水饺2份,请注意"
    assert row.spoken == "八零幺房间下单了水饺两份,请注意"
    assert (row.repeat, row.event, row.reason) == (1, "order.placed", "")
    talk.in_step()


async def test_a_dish_whose_station_lost_its_screen_is_told_to_the_other_kitchens(
    talk: Talk,
) -> None:
    talk.equip(HOT_COOK)
    talk.revoke(COOK)

    talk.place(dumplings(2))

    assert talk.shown(HOT_COOK) == [DUMPLINGS_SHOWN]
    assert talk.told(HOT_COOK)[0].spoken.startswith("八零幺房间下单了")


async def test_the_calling_screen_shows_a_pad_order_and_the_desk_is_not_bothered(
    talk: Talk,
) -> None:
    talk.place(dumplings(2))

    assert talk.shown(CALL_BOARD) == [DUMPLINGS_SHOWN]
    assert talk.told(CALL_BOARD)[0].spoken == ""
    assert talk.shown(CASHIER) == talk.shown(WAITER) == []


async def test_a_new_order_is_said_three_times_thirty_seconds_apart(talk: Talk) -> None:
    talk.place(dumplings())
    assert [row.status for row in talk.messages(channel="kitchen")] == [SENT, PENDING, PENDING]

    await talk.pass_time(29 * SECOND)
    assert [row.repeat for row in talk.told(COOK)] == [1]
    await talk.pass_time(1 * SECOND)
    assert [row.repeat for row in talk.told(COOK)] == [2]
    await talk.pass_time(30 * SECOND)
    assert [row.repeat for row in talk.told(COOK)] == [3]
    await talk.pass_time(timedelta(minutes=5))

    assert talk.told(COOK) == []
    talk.in_step()


async def test_starting_the_dish_stops_its_repeats_and_clears_the_screen(talk: Talk) -> None:
    order = talk.place(dumplings())

    talk.act(LineAction.START, *order.batches[0].lines)

    assert talk.told(COOK) == []
    assert talk.statuses(channel="kitchen") == [
        (1, SUPPRESSED, "line_waiting"),
        (2, SUPPRESSED, "line_waiting"),
        (3, SUPPRESSED, "line_waiting"),
    ]
    await talk.pass_time(timedelta(minutes=2))
    assert talk.told(COOK) == []
    talk.in_step()


async def test_a_repeat_names_only_the_lines_that_still_wait(talk: Talk) -> None:
    order = talk.place(dumplings(2), cola(1))
    assert talk.shown(COOK) == ["801房间下单了水饺2份、可乐1瓶,请注意"]

    talk.act(LineAction.START, order.batches[0].lines[0])
    await talk.pass_time(30 * SECOND)

    assert talk.shown(COOK) == ["801房间下单了可乐1瓶,请注意"]
    assert talk.told(COOK)[0].spoken == "八零幺房间下单了可乐一瓶,请注意"


async def test_cancelling_what_waits_stops_the_repeats_and_is_not_announced_to_the_kitchen(
    talk: Talk,
) -> None:
    order = talk.place(dumplings())

    talk.do(PAD, lambda kitchen: kitchen.lines.cancel(order.batches[0].lines[0].id, CancelLine()))

    assert talk.told(COOK) == []
    assert talk.statuses(channel="kitchen", event="line.cancelled") == [
        (1, SUPPRESSED, "refresh_only")
    ]
    assert talk.shown(WAITER) == ["801房间取消了水饺2份"]
    await talk.pass_time(timedelta(minutes=2))
    assert talk.told(COOK) == []
    talk.in_step()


async def test_each_kitchen_is_shown_its_own_dishes_and_one_voice_says_them_all(
    talk: Talk,
) -> None:
    talk.equip(HOT_COOK)
    talk.equip(NOODLE_COOK)

    talk.place(dumplings(2), fish(1))

    assert talk.shown(HOT_COOK) == ["801房间下单了蒸鱼1份,请注意"]
    assert talk.shown(NOODLE_COOK) == [DUMPLINGS_SHOWN]
    rows = [talk.told(cook)[0] for cook in (COOK, HOT_COOK, NOODLE_COOK)]
    assert {row.spoken for row in rows} == {"八零幺房间下单了水饺两份、蒸鱼一份,请注意"}
    assert len({row.announcement_id for row in rows}) == 1


async def test_kitchens_that_do_not_hear_each_other_speak_each_for_themselves(talk: Talk) -> None:
    talk.equip(HOT_COOK, zone="楼上")

    talk.place(fish(1))

    upstairs, downstairs = talk.told(HOT_COOK)[0], talk.told(COOK)[0]
    assert upstairs.announcement_id != downstairs.announcement_id
    assert talk.claim(HOT_COOK, upstairs) is not None
    assert talk.claim(COOK, downstairs) is not None


async def test_a_kitchen_that_cooks_none_of_the_dishes_hears_nothing(talk: Talk) -> None:
    talk.equip(HOT_COOK)

    talk.place(dumplings())

    assert talk.told(HOT_COOK) == []


async def test_an_order_by_hand_tag_names_the_tag_and_is_told_to_the_desk(talk: Talk) -> None:
    talk.do(CASHIER, lambda kitchen: kitchen.stays.open(OpenStay(hand_tags=["8"])))

    talk.place(dumplings(2), actor=CASHIER, hand_tag="8")

    assert talk.shown(COOK) == talk.shown(CASHIER) == ["手牌8下单了水饺2份,请注意"]
    assert talk.shown(CALL_BOARD) == []


async def test_a_terminal_that_does_not_want_an_event_is_not_told(talk: Talk) -> None:
    quiet = Actor(COOK.shop_id, Role.KITCHEN, DeviceId(fixed_id(61)))
    talk.equip(quiet, wants=["line.rushed"])

    talk.place(dumplings())

    assert talk.told(quiet) == []
    account = f"device:{quiet.device_id}"
    assert talk.statuses(account=account)[0] == (1, SUPPRESSED, "wanted")


async def test_a_refused_order_tells_nobody(talk: Talk) -> None:
    with pytest.raises(Invalid):
        talk.place(dumplings(0))

    assert talk.messages() == []
    assert talk.told(COOK) == []


# ── a burst ──────────────────────────────────────────────────────────────────────────────────────


async def test_placements_of_a_burst_become_one_sentence_at_its_end(talk: Talk) -> None:
    talk.place(dumplings(2))
    talk.clock.advance(SECOND)
    talk.place(cola(1))
    talk.clock.advance(SECOND)
    talk.place(fish(1))
    assert talk.shown(COOK) == [DUMPLINGS_SHOWN]

    await talk.pass_time(SECOND)

    assert talk.shown(COOK) == [DUMPLINGS_SHOWN, "801房间加单了可乐1瓶、蒸鱼1份,请注意"]
    assert len(talk.messages(event="order.added", channel="kitchen")) == 1


async def test_after_the_burst_the_next_one_is_told_at_once(talk: Talk) -> None:
    talk.place(dumplings(2))
    talk.clock.advance(SECOND)
    talk.place(cola(1))
    await talk.pass_time(3 * SECOND)

    talk.place(fish(1))

    assert talk.shown(COOK)[-1] == "801房间加单了蒸鱼1份,请注意"


async def test_a_dish_that_is_started_within_the_burst_is_not_announced(talk: Talk) -> None:
    talk.place(dumplings(2))
    talk.clock.advance(SECOND)
    order = talk.place(cola(1), fish(1))

    talk.act(LineAction.START, order.batches[1].lines[0])
    await talk.pass_time(3 * SECOND)

    assert talk.shown(COOK)[-1] == "801房间加单了蒸鱼1份,请注意"


# ── the worker ───────────────────────────────────────────────────────────────────────────────────


async def test_after_a_standstill_only_the_latest_repeat_is_said(talk: Talk) -> None:
    """The server was away for 70 seconds; two repeats came due meanwhile."""
    talk.place(dumplings())
    talk.clock.advance(timedelta(seconds=70))

    await talk.wake_up()

    assert [row.repeat for row in talk.told(COOK)] == [3]
    assert talk.statuses(channel="kitchen")[1] == (2, SUPPRESSED, "overtaken")
    talk.in_step()


async def test_after_a_long_standstill_nothing_old_is_said(talk: Talk) -> None:
    talk.place(dumplings())
    talk.clock.advance(timedelta(hours=1))

    await talk.wake_up()

    assert talk.told(COOK) == []
    assert {row.status for row in talk.messages(channel="kitchen")} == {MessageStatus.EXPIRED}
    talk.in_step()


async def test_an_order_that_is_cleaned_away_is_said_no_more(talk: Talk) -> None:
    talk.place(dumplings())

    talk.do(
        CASHIER,
        lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean(force=True, reason="客人走了")),
    )

    assert talk.told(COOK) == []
    await talk.pass_time(timedelta(minutes=2))
    assert talk.told(COOK) == []
    talk.in_step()


async def test_what_was_said_a_month_ago_is_forgotten_and_what_still_waits_is_not(
    talk: Talk,
) -> None:
    talk.place(dumplings())
    await talk.pass_time(timedelta(minutes=5))
    talk.clock.advance(timedelta(days=31))
    talk.place(cola(), room_id=ROOM_801)
    kept = len(talk.messages(event="order.added"))

    forget(talk)
    forget(talk)

    assert {row.event for row in talk.messages()} == {"order.added"}
    assert len(talk.messages()) == kept


def forget(talk: Talk) -> None:
    def work(unit: Unit) -> None:
        job = Job(unit.new_id(), "message.prune", SHOP, SHOP, {}, unit.now)
        assert handlers(talk.wiring.house_messaging)["message.prune"](unit, job) == unit.now + EVERY

    talk.units.run_write(work)
