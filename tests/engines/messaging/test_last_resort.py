"""The desk is the last to be told: one of its terminals always says it, and none says it for ever."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

from sqlalchemy import update

from common.domain.announcement_defaults import DEFAULTS
from common.domain.announcing import Channel, Event, MessageStatus
from common.domain.calls import CallAction
from common.domain.errors import Refused
from common.domain.ids import LineId
from common.domain.kitchen import LineAction
from common.domain.roles import Actor
from common.wire.frames import SpokenResult
from common.wire.requests import LineCommand, OpenStay
from server.entry.wiring import Wiring
from server.kitchen.service import Kitchen
from server.messaging.settings import DefaultSettings
from server.shop.models import Device
from tests.support.house import CASHIER, COOK, PAD, WAITER, dumplings, fish
from tests.support.talk import SECOND, SECOND_DESK, Talk

FAILED = SpokenResult.FAILED
SAID = "没有后厨屏,801房间下单了水饺2份,请注意"


def is_here(talk: Talk, *actors: Actor) -> None:
    """Their terminals were seen on the socket just now."""
    ids = [actor.device_id for actor in actors]
    talk.units.run_write(
        lambda unit: unit.session.execute(
            update(Device).where(Device.id.in_(ids)).values(live_at=unit.now)
        )
    )


# ── two desks ────────────────────────────────────────────────────────────────────────────────────


async def test_of_two_desks_that_claim_at_once_one_speaks(talk: Talk) -> None:
    talk.equip(SECOND_DESK)
    talk.call("加水")
    [row] = talk.told(CASHIER)
    desks = [CASHIER, SECOND_DESK] * 6

    granted = await asyncio.gather(*(asyncio.to_thread(talk.claim, desk, row) for desk in desks))

    assert len({x.device_id for x, until in zip(desks, granted, strict=True) if until}) == 1


async def test_when_the_desk_that_claimed_dies_the_other_one_says_it(talk: Talk) -> None:
    talk.equip(SECOND_DESK)
    talk.call("加水")
    [row] = talk.told(CASHIER)
    assert talk.claim(CASHIER, row) is not None
    assert talk.claim(SECOND_DESK, row) is None

    await talk.pass_time(8 * SECOND)  # not a word

    [again] = talk.told(SECOND_DESK)
    assert (again.shown, again.reason) == ("再次提醒,801房间需要加水", "unheard")
    assert talk.claim(SECOND_DESK, again) is not None
    talk.report(SECOND_DESK, again)
    assert talk.messages(id=again.id)[0].status is MessageStatus.SPOKEN
    talk.in_step()


async def test_a_desk_without_a_voice_leaves_it_to_the_one_that_has_one(talk: Talk) -> None:
    talk.equip(SECOND_DESK)
    is_here(talk, CASHIER, SECOND_DESK)
    talk.call("加水")
    [row] = talk.told(CASHIER)
    assert talk.claim(CASHIER, row) is not None
    talk.report(CASHIER, row, FAILED, "no_device")

    [again] = talk.told(CASHIER)
    assert talk.claim(CASHIER, again) is None
    assert talk.claim(SECOND_DESK, again) is not None


async def test_a_desk_without_a_voice_that_is_alone_tries_again_and_then_only_shows_it(
    talk: Talk,
) -> None:
    is_here(talk, CASHIER)
    talk.place(dumplings(2))
    await talk.pass_time(30 * SECOND)  # no kitchen said it
    tried = 0
    while (row := talk.told(CASHIER)[0]).spoken:
        assert talk.claim(CASHIER, row) is not None
        talk.report(CASHIER, row, FAILED, "no_device")
        tried += 1
        assert tried < 10, "it would go on for ever"

    assert tried == 3
    assert row.shown.endswith("全单屏没有播报,801房间下单了水饺2份,请注意")
    assert talk.claim(CASHIER, row) is None
    await talk.pass_time(timedelta(minutes=5))
    assert talk.told(CASHIER) == []
    talk.in_step()


async def test_what_one_desk_failed_at_and_no_other_took_is_raised_there_again(talk: Talk) -> None:
    talk.equip(SECOND_DESK)
    is_here(talk, CASHIER, SECOND_DESK)
    talk.call("加水")
    talk.claim(CASHIER, talk.told(CASHIER)[0])
    talk.report(CASHIER, talk.told(CASHIER)[0], FAILED, "no_device")
    talk.claim(CASHIER, talk.told(CASHIER)[0])  # left to the other, which has gone meanwhile

    await talk.pass_time(30 * SECOND)

    rows = [row for row in talk.told(CASHIER) if row.reason == "unheard"]
    assert [row.spoken for row in rows] == ["再次提醒,八零幺房间需要加水"]
    assert talk.claim(CASHIER, rows[0]) is not None


# ── nobody in the kitchen ────────────────────────────────────────────────────────────────────────


async def test_a_shop_without_a_kitchen_screen_hears_of_its_orders_at_the_desk(talk: Talk) -> None:
    talk.revoke(COOK)

    order = talk.place(dumplings(2))

    [row] = talk.told(CASHIER)
    assert (row.shown, row.spoken) == (SAID, "没有后厨屏,八零幺房间下单了水饺两份,请注意")
    talk.claim(CASHIER, row)
    talk.report(CASHIER, row)
    await talk.pass_time(30 * SECOND)
    assert talk.shown(CASHIER) == [SAID]  # and again, as the kitchen would hear it
    talk.act(LineAction.CANCEL, *order.batches[0].lines, actor=PAD)
    await talk.pass_time(60 * SECOND)
    assert [x for x in talk.shown(CASHIER) if x == SAID] == []
    talk.in_step()


async def test_the_desk_is_not_told_twice_of_what_it_hears_anyway(talk: Talk) -> None:
    talk.revoke(COOK)
    talk.do(CASHIER, lambda kitchen: kitchen.stays.open(OpenStay(hand_tags=["216"])))

    talk.place(dumplings(2), actor=CASHIER, hand_tag="216")

    assert talk.shown(CASHIER) == ["手牌216下单了水饺2份,请注意"]


# ── silence does not wait for the last repeat ────────────────────────────────────────────────────


async def test_quick_repeats_do_not_put_off_that_the_desk_is_told(talk: Talk) -> None:
    told = replace(DEFAULTS[Event.ORDER_PLACED, Channel.KITCHEN], repeats=20, interval_s=10)
    talk.wiring = Wiring(DefaultSettings({**DEFAULTS, (told.event, told.channel): told}))
    talk.place(dumplings(2))

    await talk.pass_time(29 * SECOND)
    assert talk.told(CASHIER) == []
    await talk.pass_time(2 * SECOND)

    assert talk.shown(CASHIER) == ["全单屏没有播报,801房间下单了水饺2份,请注意"]


# ── several dishes are late ──────────────────────────────────────────────────────────────────────


async def test_several_rushed_dishes_are_two_sentences_not_one_each(talk: Talk) -> None:
    order = talk.place(dumplings(2), fish(1), dumplings(1))
    for line in order.batches[0].lines:
        talk.do(WAITER, partial(_rush, line.id))
        talk.clock.advance(SECOND / 2)

    await talk.pass_time(3 * SECOND)

    said = [row.shown for row in talk.messages(event="line.rushed", channel="kitchen")]
    assert said == ["801房间催菜,水饺2份,请尽快", "801房间催菜,蒸鱼1份、水饺1份,请尽快"]
    talk.in_step()


# ── a call is answered by one ────────────────────────────────────────────────────────────────────


async def test_of_many_who_accept_at_once_one_goes_and_the_others_are_told(talk: Talk) -> None:
    call = talk.call("加水")

    def accept(actor: Actor) -> str:
        try:
            return talk.answer(call, CallAction.ACCEPT, actor).accepted_by or ""
        except Refused as refusal:
            return refusal.code

    actors = [WAITER, CASHIER, SECOND_DESK]
    answers = await asyncio.gather(*(asyncio.to_thread(accept, actor) for actor in actors))

    assert sorted(answers)[1:] == ["call.refused"] * 2
    assert sorted(answers)[0] in {actor.device_id for actor in actors}
    assert talk.told(WAITER) == talk.told(CASHIER) == []


def _rush(line_id: LineId, kitchen: Kitchen) -> None:
    kitchen.lines.rush(line_id, LineCommand())
