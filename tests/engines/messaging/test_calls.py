"""A guest calls from the pad; one of the house goes."""

from datetime import timedelta

import pytest

from common.domain import streams
from common.domain.announcing import MessageStatus
from common.domain.calls import CallAction
from common.domain.errors import Forbidden, Invalid, NotFound, Refused
from common.domain.rows import CallState, ServiceCallRow
from common.wire.requests import Clean, Leave
from tests.support.house import (
    CASHIER,
    COOK,
    PAD,
    PAD_802,
    ROOM_801,
    STRANGER,
    WAITER,
    an_id,
    dumplings,
)
from tests.support.talk import SECOND, Talk


def calls_on(talk: Talk, stream: str) -> list[ServiceCallRow]:
    rows = talk.screen(stream)["service_calls"].values()
    return [row for row in rows if isinstance(row, ServiceCallRow)]


def at_desk(talk: Talk) -> list[ServiceCallRow]:
    return calls_on(talk, streams.cashier(CASHIER.shop_id))


async def test_a_call_is_shown_and_spoken_at_the_desk_and_to_the_waiters(talk: Talk) -> None:
    call = talk.call("加水")

    assert at_desk(talk) == calls_on(talk, streams.stay(call.stay_id)) == [call]
    for actor in (CASHIER, WAITER):
        [row] = talk.told(actor)
        assert (row.shown, row.spoken) == ("801房间需要加水", "八零幺房间需要加水")
        assert row.call_id == call.id
    assert talk.told(COOK) == []


async def test_guests_nobody_checked_in_may_call_as_well(talk: Talk) -> None:
    call = talk.call()

    assert call.room_name == "801"
    assert talk.place(dumplings()).stay_id == call.stay_id


async def test_accepting_tells_the_pad_and_ends_the_announcement(talk: Talk) -> None:
    call = talk.call()
    talk.clock.advance(SECOND)

    accepted = talk.answer(call, CallAction.ACCEPT)

    assert accepted.state is CallState.ACCEPTED
    assert accepted.accepted_by == WAITER.device_id
    assert calls_on(talk, streams.stay(call.stay_id)) == [accepted]
    assert talk.told(CASHIER) == talk.told(WAITER) == []
    assert {m.why for m in talk.messages()} == {"call_open"}
    talk.in_step()


async def test_of_two_who_accept_the_second_is_told(talk: Talk) -> None:
    call = talk.call()
    talk.answer(call, CallAction.ACCEPT, WAITER)

    with pytest.raises(Refused, match=r"call\.refused"):
        talk.answer(call, CallAction.ACCEPT, CASHIER)

    assert at_desk(talk)[0].accepted_by == WAITER.device_id


async def test_a_second_tap_of_the_same_person_changes_nothing(talk: Talk) -> None:
    call = talk.call()
    accepted = talk.answer(call, CallAction.ACCEPT)

    assert talk.answer(call, CallAction.ACCEPT) == accepted


async def test_a_call_that_is_done_leaves_every_screen(talk: Talk) -> None:
    call = talk.call()
    talk.answer(call, CallAction.ACCEPT)

    talk.answer(call, CallAction.DONE)

    assert at_desk(talk) == calls_on(talk, streams.stay(call.stay_id)) == []
    assert talk.answer(call, CallAction.DONE).state is CallState.DONE
    with pytest.raises(Refused):
        talk.answer(call, CallAction.ACCEPT)


async def test_the_guest_may_take_a_call_back_and_nobody_elses(talk: Talk) -> None:
    call = talk.call()
    talk.call(actor=PAD_802)

    with pytest.raises(NotFound, match=r"call\.unknown"):
        talk.answer(call, CallAction.WITHDRAW, PAD_802)
    talk.answer(call, CallAction.WITHDRAW, PAD)

    assert [row.room_name for row in at_desk(talk)] == ["802"]


async def test_the_same_wish_is_one_call_and_is_heard_again_after_half_a_minute(
    talk: Talk,
) -> None:
    call = talk.call("加水")
    talk.clock.advance(5 * SECOND)
    assert talk.call("加水") == call
    assert len({row.announcement_id for row in talk.messages(channel="waiter")}) == 1

    talk.clock.advance(30 * SECOND)
    assert talk.call("加水") == call

    assert len({row.announcement_id for row in talk.messages(channel="waiter")}) == 2
    assert len(talk.told(WAITER)) == 1
    talk.in_step()


async def test_another_wish_is_another_call(talk: Talk) -> None:
    talk.call("加水")
    talk.call("结账")

    assert [row.text for row in at_desk(talk)] == ["加水", "结账"]


async def test_a_call_is_said_until_somebody_answers_it(talk: Talk) -> None:
    call = talk.call("加水")
    for _ in range(4):
        [row] = talk.told(WAITER)
        talk.report(WAITER, row)
        assert talk.told(WAITER) == []
        await talk.pass_time(30 * SECOND)
    assert [row.shown for row in talk.told(WAITER)] == ["801房间需要加水"]

    talk.answer(call, CallAction.ACCEPT)
    await talk.pass_time(timedelta(minutes=5))

    assert talk.told(WAITER) == talk.told(CASHIER) == []
    said = talk.messages(channel="waiter", status=MessageStatus.SPOKEN)
    assert [row.repeat for row in said] == [1, 2, 3, 4]
    assert talk.statuses(channel="waiter")[-1][1:] == (MessageStatus.SUPPRESSED, "call_open")
    talk.in_step()


async def test_a_call_that_nobody_answers_falls_silent_after_ten_minutes_and_stays_open(
    talk: Talk,
) -> None:
    talk.call()

    await talk.pass_time(timedelta(minutes=15))

    assert talk.told(WAITER) == []
    assert [row.repeat for row in talk.messages(channel="waiter")] == list(range(1, 21))
    assert len(at_desk(talk)) == 1
    talk.in_step()


async def test_when_the_room_is_cleaned_its_calls_are_over(talk: Talk) -> None:
    talk.call()

    talk.do(CASHIER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean()))

    assert at_desk(talk) == []
    assert talk.told(WAITER) == []
    talk.in_step()


# ── refused, and nothing is left ─────────────────────────────────────────────────────────────────


async def test_a_wish_that_is_no_button_is_refused(talk: Talk) -> None:
    with pytest.raises(Invalid, match=r"call\.unknown_template"):
        talk.call("送我回家")

    assert talk.messages() == []
    assert at_desk(talk) == []


async def test_a_call_meant_for_the_guests_before_is_refused(talk: Talk) -> None:
    with pytest.raises((Refused, NotFound)):
        talk.call(stay_id=an_id())

    assert talk.messages() == []
    assert at_desk(talk) == []


async def test_from_a_room_that_waits_for_cleaning_nobody_calls(talk: Talk) -> None:
    talk.call()
    talk.do(CASHIER, lambda kitchen: kitchen.cleaning.leave_room(ROOM_801, Leave()))

    with pytest.raises(Refused, match=r"room\.to_clean"):
        talk.call("结账")


async def test_an_id_that_names_another_call_is_refused(talk: Talk) -> None:
    taken = talk.call(call_id=an_id())

    with pytest.raises(Refused, match=r"id\.taken"):
        talk.call("结账", call_id=taken.id)


async def test_only_a_pad_calls_and_only_the_house_answers(talk: Talk) -> None:
    call = talk.call()

    with pytest.raises(Forbidden):
        talk.call(actor=WAITER)
    with pytest.raises(Forbidden):
        talk.answer(call, CallAction.ACCEPT, PAD)
    with pytest.raises(NotFound):
        talk.answer(call, CallAction.ACCEPT, STRANGER)
