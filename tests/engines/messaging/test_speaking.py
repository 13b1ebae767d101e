"""Who of several screens speaks, and what happens when it does not."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from common.domain.announcement_defaults import DEFAULTS
from common.domain.announcing import Channel, Event, MessageStatus, QuietHours
from common.domain.kitchen import LineAction
from common.domain.rows import AnnouncementRow
from common.wire.frames import SpokenResult
from common.wire.requests import LineCommand
from server.entry.wiring import Wiring
from server.messaging import repository
from server.messaging.settings import DefaultSettings
from tests.support.house import CASHIER, COOK, NOODLE_COOK, STRANGE_COOK, WAITER, dumplings
from tests.support.talk import HOT_COOK, SECOND, SECOND_DESK, Talk

PENDING, SENT, SPOKEN = MessageStatus.PENDING, MessageStatus.SENT, MessageStatus.SPOKEN
FAILED, SUPPRESSED = MessageStatus.FAILED, MessageStatus.SUPPRESSED
AGAIN = "再次提醒,801房间下单了水饺2份,请注意"


def ordered(talk: Talk) -> AnnouncementRow:
    """An order of dumplings, as the expo screen and the noodle screen (one zone) hear of it."""
    talk.equip(NOODLE_COOK)
    talk.place(dumplings(2))
    return talk.told(COOK)[0]


# ── claims ───────────────────────────────────────────────────────────────────────────────────────


async def test_the_first_to_claim_speaks_and_the_other_is_denied(talk: Talk) -> None:
    row = ordered(talk)

    assert talk.claim(NOODLE_COOK, row) == timedelta(seconds=8)
    assert talk.claim(COOK, row) is None


async def test_the_same_screen_asking_again_has_the_same_grant(talk: Talk) -> None:
    row = ordered(talk)
    talk.claim(COOK, row)
    talk.clock.advance(3 * SECOND)

    assert talk.claim(COOK, row) == timedelta(seconds=5)
    talk.clock.advance(5 * SECOND)
    assert talk.claim(COOK, row) is None


async def test_of_many_claims_at_once_one_is_granted(talk: Talk) -> None:
    row = ordered(talk)
    cooks = [COOK, NOODLE_COOK] * 8

    granted = await asyncio.gather(*(asyncio.to_thread(talk.claim, actor, row) for actor in cooks))

    winners = {cook.device_id for cook, until in zip(cooks, granted, strict=True) if until}
    assert len(winners) == 1


async def test_a_sentence_of_somebody_else_cannot_be_claimed(talk: Talk) -> None:
    talk.equip(HOT_COOK)
    row = ordered(talk)

    assert talk.claim(HOT_COOK, row) is None  # cooks none of it
    assert talk.claim(CASHIER, row) is None
    assert talk.claim(STRANGE_COOK, row) is None


async def test_what_the_kitchen_has_begun_can_no_longer_be_claimed(talk: Talk) -> None:
    talk.equip(NOODLE_COOK)
    order = talk.place(dumplings(2))
    row = talk.told(COOK)[0]
    talk.act(LineAction.START, *order.batches[0].lines)

    assert talk.claim(COOK, row) is None


async def test_of_two_desks_of_the_shared_account_one_speaks(talk: Talk) -> None:
    talk.equip(SECOND_DESK)
    talk.call("加水")
    [row] = talk.told(CASHIER)

    assert talk.claim(SECOND_DESK, row) is not None
    assert talk.claim(CASHIER, row) is None


# ── reports ──────────────────────────────────────────────────────────────────────────────────────


async def test_what_was_spoken_leaves_every_screen_of_the_zone(talk: Talk) -> None:
    row = ordered(talk)
    talk.claim(COOK, row)

    talk.report(COOK, row)

    assert talk.told(COOK) == talk.told(NOODLE_COOK) == []
    first = [(m.account, m.status) for m in talk.messages(channel="kitchen", repeat=1)]
    assert sorted(first) == sorted(
        [
            (f"device:{COOK.device_id}", SPOKEN),
            (f"device:{NOODLE_COOK.device_id}", SUPPRESSED),
        ]
    )
    talk.in_step()


async def test_a_kitchen_that_got_no_answer_speaks_and_nobody_else_may(talk: Talk) -> None:
    row = ordered(talk)

    talk.report(COOK, row)

    assert talk.claim(NOODLE_COOK, row) is None
    assert talk.told(NOODLE_COOK) == []


async def test_a_doubled_or_late_report_changes_nothing(talk: Talk) -> None:
    row = ordered(talk)
    talk.claim(COOK, row)
    talk.report(COOK, row)
    before = talk.messages()

    talk.report(COOK, row)
    talk.report(COOK, row, SpokenResult.FAILED)
    talk.report(NOODLE_COOK, row)

    assert talk.messages() == before


async def test_a_sentence_that_failed_is_raised_at_once_for_the_others(talk: Talk) -> None:
    row = ordered(talk)
    talk.claim(COOK, row)

    talk.report(COOK, row, SpokenResult.FAILED, "no_sound_device")

    [again] = talk.told(NOODLE_COOK)
    assert (again.shown, again.reason, again.repeat) == (AGAIN, "unheard", 4)
    assert talk.told(COOK) == []
    own = talk.messages(account=f"device:{COOK.device_id}", repeat=1)[0]
    assert (own.status, own.why) == (FAILED, "no_sound_device")
    assert talk.claim(NOODLE_COOK, again) is not None
    talk.in_step()


async def test_a_screen_that_is_muted_leaves_the_sentence_to_the_others(talk: Talk) -> None:
    row = ordered(talk)

    talk.report(COOK, row, SpokenResult.SUPPRESSED, "muted")

    assert talk.claim(NOODLE_COOK, row) is not None


async def test_an_ack_makes_a_sent_row_delivered_and_no_more(talk: Talk) -> None:
    row = ordered(talk)
    account = f"device:{COOK.device_id}"
    owed = talk.units.run_read(lambda session: repository.undelivered(session, [account]))
    assert owed == {account: (row.id,)}

    talk.centre(COOK, lambda centre: centre.delivered([row.id]))

    assert talk.messages(id=row.id)[0].status is MessageStatus.DELIVERED
    talk.report(COOK, row)
    talk.centre(COOK, lambda centre: centre.delivered([row.id]))
    assert talk.messages(id=row.id)[0].status is SPOKEN


# ── unheard ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_grant_without_a_word_is_raised_again_for_the_others(talk: Talk) -> None:
    row = ordered(talk)
    talk.claim(COOK, row)

    await talk.pass_time(7 * SECOND)
    assert [x.reason for x in talk.told(NOODLE_COOK)] == [""]
    await talk.pass_time(1 * SECOND)

    [again] = talk.told(NOODLE_COOK)
    assert (again.shown, again.reason) == (AGAIN, "unheard")
    assert again.spoken == "再次提醒,八零幺房间下单了水饺两份,请注意"
    assert talk.told(COOK) == []
    assert talk.messages(account=f"device:{COOK.device_id}", repeat=1)[0].status is FAILED
    talk.in_step()


async def test_with_no_others_it_is_raised_at_the_same_screen(talk: Talk) -> None:
    talk.place(dumplings(2))
    talk.claim(COOK, talk.told(COOK)[0])

    await talk.pass_time(8 * SECOND)

    assert talk.shown(COOK) == [AGAIN]


async def test_what_was_unheard_twice_goes_to_the_desk_and_names_the_silent_screen(
    talk: Talk,
) -> None:
    talk.place(dumplings(2))
    talk.claim(COOK, talk.told(COOK)[0])
    await talk.pass_time(8 * SECOND)
    talk.claim(COOK, talk.told(COOK)[0])

    await talk.pass_time(8 * SECOND)

    [told] = talk.shown(CASHIER)
    assert told.startswith("全单屏没有播报,")
    assert "801房间下单了水饺2份" in told
    talk.in_step()


async def test_an_unheard_sentence_is_not_raised_for_a_dish_that_was_started(talk: Talk) -> None:
    talk.equip(NOODLE_COOK)
    order = talk.place(dumplings(2))
    talk.claim(COOK, talk.told(COOK)[0])

    talk.act(LineAction.START, *order.batches[0].lines)
    await talk.pass_time(8 * SECOND)

    assert talk.told(NOODLE_COOK) == []
    talk.in_step()


async def test_starting_the_dish_leaves_the_screen_that_is_speaking_alone(talk: Talk) -> None:
    order = talk.place(dumplings(2))
    row = talk.told(COOK)[0]
    talk.claim(COOK, row)

    talk.act(LineAction.START, *order.batches[0].lines)
    talk.report(COOK, row)

    assert talk.messages(id=row.id)[0].status is SPOKEN
    talk.in_step()


async def test_a_rush_that_nobody_claims_is_told_to_the_desk(talk: Talk) -> None:
    order = talk.place(dumplings(2))
    line = order.batches[0].lines[0]
    talk.do(WAITER, lambda kitchen: kitchen.lines.rush(line.id, LineCommand()))

    await talk.pass_time(30 * SECOND)

    assert any(text.startswith("全单屏没有播报,801房间催菜") for text in talk.shown(CASHIER))


async def test_an_order_that_no_kitchen_claims_is_told_to_the_desk_once(talk: Talk) -> None:
    talk.place(dumplings(2))

    await talk.pass_time(29 * SECOND)
    assert talk.told(CASHIER) == []
    await talk.pass_time(1 * SECOND)
    [told] = talk.told(CASHIER)
    assert told.shown == "全单屏没有播报,801房间下单了水饺2份,请注意"
    assert told.spoken.startswith("全单屏没有播报,八零幺房间下单了水饺两份")
    assert [row.repeat for row in talk.told(COOK)] == [2]  # and it is said on in the kitchen

    await talk.pass_time(60 * SECOND)
    assert talk.shown(CASHIER) == [told.shown]
    talk.in_step()


async def test_first_the_other_kitchens_hear_of_the_silent_one_then_the_desk(talk: Talk) -> None:
    talk.equip(HOT_COOK, zone="upstairs")
    talk.place(dumplings(2))
    assert talk.told(HOT_COOK) == []  # cooks none of it

    await talk.pass_time(30 * SECOND)
    [raised] = talk.told(HOT_COOK)
    assert raised.shown == "全单屏没有播报,再次提醒,801房间下单了水饺2份,请注意"
    assert talk.told(CASHIER) == []

    await talk.pass_time(30 * SECOND)
    [told] = talk.shown(CASHIER)
    assert told.startswith("热菜屏没有播报,全单屏没有播报,")
    talk.in_step()


async def test_the_other_kitchen_that_speaks_keeps_the_desk_in_peace(talk: Talk) -> None:
    talk.equip(HOT_COOK, zone="upstairs")
    talk.place(dumplings(2))
    await talk.pass_time(30 * SECOND)
    [raised] = talk.told(HOT_COOK)

    assert talk.claim(HOT_COOK, raised) is not None
    talk.report(HOT_COOK, raised)
    await talk.pass_time(timedelta(minutes=5))

    assert talk.told(CASHIER) == talk.told(HOT_COOK) == []
    talk.in_step()


async def test_a_dish_that_was_started_meanwhile_is_not_raised_anywhere(talk: Talk) -> None:
    talk.equip(HOT_COOK, zone="upstairs")
    order = talk.place(dumplings(2))
    await talk.pass_time(29 * SECOND)

    talk.act(LineAction.START, *order.batches[0].lines)
    await talk.pass_time(timedelta(minutes=5))

    assert talk.told(CASHIER) == talk.told(HOT_COOK) == []


async def test_a_dish_that_no_waiter_was_told_of_is_told_to_the_desk(talk: Talk) -> None:
    order = talk.place(dumplings(2))
    for action in (LineAction.START, LineAction.FINISH, LineAction.NOTIFY):
        talk.act(action, *order.batches[0].lines)

    await talk.pass_time(30 * SECOND)

    assert "waiter没有播报,801房间的水饺2份做好了,请取餐" in talk.shown(CASHIER)


async def test_a_call_that_the_desk_hears_itself_is_not_raised_there(talk: Talk) -> None:
    talk.call("加水")
    await talk.pass_time(timedelta(minutes=5))

    assert {row.shown for row in talk.messages()} == {"801房间需要加水"}


# ── quiet hours ──────────────────────────────────────────────────────────────────────────────────


def quiet(starts: time, ends: time) -> Wiring:
    told = replace(DEFAULTS[Event.ORDER_PLACED, Channel.KITCHEN], quiet=QuietHours(starts, ends))
    return Wiring(DefaultSettings({**DEFAULTS, (told.event, told.channel): told}))


async def test_in_quiet_hours_an_order_is_shown_and_not_spoken(talk: Talk) -> None:
    now = talk.clock.now().astimezone(ZoneInfo("Asia/Shanghai"))
    talk.wiring = quiet((now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time())

    talk.place(dumplings(2))

    [row] = talk.told(COOK)
    assert (row.shown, row.spoken) == ("801房间下单了水饺2份,请注意", "")
    assert talk.claim(COOK, row) is None
    await talk.pass_time(31 * SECOND)
    assert [row.spoken for row in talk.told(COOK)] == [""]
    assert talk.told(CASHIER) == []  # nobody was meant to speak: nobody is silent


async def test_the_first_repeat_after_the_quiet_hours_is_spoken(talk: Talk) -> None:
    now = talk.clock.now().astimezone(ZoneInfo("Asia/Shanghai"))
    talk.wiring = quiet((now - timedelta(hours=8)).time(), (now + 10 * SECOND).time())

    talk.place(dumplings(2))
    assert [row.spoken for row in talk.told(COOK)] == [""]
    await talk.pass_time(30 * SECOND)

    assert [row.spoken for row in talk.told(COOK)] == ["八零幺房间下单了水饺两份,请注意"]


async def test_a_restarted_worker_finds_what_is_due_and_does_it_once(talk: Talk) -> None:
    """Whatever died between the grant and the word: the rows are all that is needed."""
    row = ordered(talk)
    talk.claim(COOK, row)
    talk.clock.advance(9 * SECOND)

    await talk.wake_up()
    await talk.wake_up()

    assert talk.shown(NOODLE_COOK) == [AGAIN]
    assert len(talk.messages(reason="unheard")) == 1
