"""A message from accept to its end: what the provider says decides, and credits follow it."""

import asyncio
from datetime import timedelta

import pytest

from common.domain.errors import DomainError
from common.domain.sms_messages import SmsState
from common.domain.sms_receipts import Applied, Effect, Unmatched
from common.domain.sms_text import MessageKind
from server.db.lanes import BackOff, Done, Pause, Rest
from server.db.units import Units
from server.gateways.sms.port import Busy, Refused
from tests.support.clock import FakeClock
from tests.support.sms_post import BRAND, SECOND, Post, phone
from tests.support.sms_provider import (
    BUSY,
    HALTED,
    LOST_AFTER,
    LOST_BEFORE,
    REFUSED,
    receipt,
)

S = SmsState
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def post(units: Units, clock: FakeClock) -> Post:
    made = Post(units, clock)
    made.buy(100)
    return made


async def test_a_message_is_frozen_paid_sent_and_delivered(post: Post) -> None:
    message = post.send(phone(1))
    assert (post.state(message), post.buckets()) == (S.QUEUED, (99, 1, 0))
    assert await post.drain(message) == Done()
    assert (post.state(message), post.buckets()) == (S.SUBMITTED, (99, 0, 1))
    assert post.provider.singles == 1
    assert post.hear(receipt(message.id, phone(1))) == [Applied(Effect.DELIVER)]
    assert (post.state(message), post.states(message)) == (S.SETTLED, [S.DELIVERED])
    post.check()


async def test_many_phones_are_one_request(post: Post) -> None:
    message = post.send(*map(phone, range(30)))
    await post.drain(message)
    assert (post.provider.asked, post.provider.singles) == ([message.id], 0)
    assert len(post.provider.accepted) == 30
    post.hear(
        *(receipt(message.id, phone(n), "UNDELIV" if n % 3 else "DELIVRD") for n in range(30))
    )
    assert (post.state(message), post.buckets()) == (S.SETTLED, (90, 0, 10))
    post.check()


async def test_a_definite_refusal_gives_back_everything(post: Post) -> None:
    post.provider.script = [REFUSED]
    message = post.send(phone(1), phone(2))
    await post.drain(message)
    assert (post.state(message), post.buckets()) == (S.FAILED, (100, 0, 0))
    assert post.now_of(message).why == "105 sensitive words"
    post.check()


async def test_a_code_that_nobody_knows_is_a_failure_that_somebody_is_told_of(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.provider.script = [Refused("999", "unknown code 999", alarm=True), REFUSED]
    unknown, known = post.send(phone(1), ref="a"), post.send(phone(2), ref="b")
    await post.drain(unknown)
    await post.drain(known)
    assert (post.state(unknown), post.state(known)) == (S.FAILED, S.FAILED)
    assert post.buckets() == (100, 0, 0)
    assert [vars(each)["code"] for each in caplog.records if "look at" in each.message] == ["999"]
    post.check()


async def test_a_busy_provider_is_asked_again_and_paid_once(post: Post) -> None:
    post.provider.script = [BUSY]
    message = post.send(phone(1))
    assert isinstance(await post.drain(message), Rest)
    assert (post.state(message), post.buckets()) == (S.PAID, (99, 0, 1))
    assert await post.drain(message) is None  # the lane rests
    post.clock.advance(SECOND)
    await post.drain(message)
    assert (post.state(message), post.buckets()) == (S.SUBMITTED, (99, 0, 1))
    post.check()


async def test_a_hint_concerns_the_one_message(post: Post) -> None:
    post.provider.script = [Busy("122", "same content", 300.0)]
    first, second = post.send(phone(1), ref="a"), post.send(phone(2), ref="b")
    assert await post.drain(first) == Done()
    assert (post.state(first), post.state(second)) == (S.PAID, S.SUBMITTED)
    assert await post.drain(first) is None
    post.clock.advance(timedelta(seconds=300))
    await post.drain(first)
    assert post.state(first) is S.SUBMITTED
    post.check()


async def test_a_stopped_account_pauses_the_lane_and_refunds_nobody(post: Post) -> None:
    post.provider.script = [HALTED]
    sent = [post.send(phone(n), ref=f"m{n}") for n in range(40)]
    assert await post.drain(sent[0]) == Pause("109 quota used up")
    # those already on their way were taken, nothing more was begun
    assert len(post.provider.asked) <= 16
    assert post.buckets() == (60, 0, 40)
    assert post.paused() == {sent[0].lane: "109 quota used up"}
    assert await post.drain(sent[0]) is None
    post.resume(sent[0])
    await post.drain(sent[0])
    assert {post.state(each) for each in sent} == {S.SUBMITTED}
    post.check()


@pytest.mark.parametrize("lost", [LOST_BEFORE, LOST_AFTER])
async def test_what_may_have_gone_out_is_neither_refunded_nor_sent_again(
    post: Post, lost: object
) -> None:
    post.provider.script = [lost]  # type: ignore[list-item]
    message = post.send(phone(1))
    await post.drain(message)
    assert (post.state(message), post.buckets()) == (S.SUBMIT_UNKNOWN, (99, 0, 1))
    post.clock.advance(HOUR)
    assert await post.drain(message) is None
    assert len(post.provider.asked) == 1
    if lost is LOST_AFTER:
        post.hear(receipt(message.id, phone(1)))
        assert (post.state(message), post.buckets()) == (S.SETTLED, (99, 0, 1))
    else:
        await post.later(72 * HOUR)
        assert (post.state(message), post.buckets()) == (S.CLOSED_UNKNOWN, (100, 0, 0))
    post.check()


async def test_without_a_receipt_an_accepted_message_stays_paid(post: Post) -> None:
    message = post.send(phone(1), phone(2))
    await post.drain(message)
    post.hear(receipt(message.id, phone(1)))
    await post.later(72 * HOUR - SECOND)
    assert post.state(message) is S.SUBMITTED
    await post.later(HOUR)
    assert post.states(message) == [S.DELIVERED, S.CLOSED_UNKNOWN]
    assert (post.state(message), post.buckets()) == (S.CLOSED_UNKNOWN, (98, 0, 2))
    assert post.hear(receipt(message.id, phone(2), "UNDELIV")) == [Applied(Effect.LATE)]
    assert post.buckets() == (98, 0, 2)
    assert post.phones(message)[1].remark == "late"
    post.check()


async def test_one_receipt_of_a_lost_batch_proves_it_all(post: Post) -> None:
    post.provider.script = [LOST_AFTER]
    message = post.send(phone(1), phone(2))
    await post.drain(message)
    assert post.hear(receipt(message.id, phone(2), "UNDELIV")) == [Applied(Effect.REFUND)]
    assert post.states(message) == [S.SUBMITTED, S.UNDELIVERED]
    await post.later(73 * HOUR)
    assert (post.state(message), post.buckets()) == (S.CLOSED_UNKNOWN, (99, 0, 1))
    post.check()


async def test_a_receipt_may_be_ahead_of_the_answer(post: Post) -> None:
    message = post.send(phone(1))
    heard: list[object] = []
    post.provider.before_answer = lambda ref: heard.extend(post.hear(receipt(ref, phone(1))))
    await post.drain(message)
    assert heard == [Applied(Effect.DELIVER)]
    assert (post.state(message), post.buckets()) == (S.SETTLED, (99, 0, 1))
    post.check()


async def test_first_final_wins_but_for_one_change(post: Post) -> None:
    message = post.send(phone(1))
    await post.drain(message)
    told = [
        ("ACCEPTD", Effect.ALARM),
        ("DELIVRD", Effect.DELIVER),
        ("DELIVRD", Effect.NOTHING),
        ("UNDELIV", Effect.TAKE_BACK),
        ("DELIVRD", Effect.UNPAID_DELIVERY),
        ("UNDELIV", Effect.NOTHING),
    ]
    for status, effect in told:
        assert post.hear(receipt(message.id, phone(1), status)) == [Applied(effect)]
    assert (post.states(message), post.buckets()) == ([S.UNDELIVERED], (100, 0, 0))
    assert post.phones(message)[0].remark == "unpaid_delivery"
    post.check()


async def test_receipts_of_one_phone_in_one_go(post: Post) -> None:
    message = post.send(phone(1), phone(2))
    await post.drain(message)
    told = [receipt(message.id, phone(1), each) for each in ("DELIVRD", "UNDELIV", "DELIVRD")]
    assert [each.effect for each in post.hear(*told) if isinstance(each, Applied)] == [
        Effect.DELIVER,
        Effect.TAKE_BACK,
        Effect.UNPAID_DELIVERY,
    ]
    assert post.states(message) == [S.UNDELIVERED, S.SUBMITTED]
    post.check()


async def test_a_receipt_for_nobody_is_not_matched(post: Post) -> None:
    message = post.send(phone(1))
    unknown = receipt("somebody-elses-message-id", phone(1))
    assert post.hear(unknown) == [Unmatched()]
    assert post.hear(receipt(message.id, phone(1))) == [Unmatched()]  # not sent yet
    await post.drain(message)
    assert post.hear(receipt(message.id, phone(2))) == [Unmatched()]
    post.check()


async def test_billed_parts_are_noted_and_move_nothing(post: Post) -> None:
    message = post.send(phone(1))
    await post.drain(message)
    post.hear(receipt(message.id, phone(1), units=3))
    assert (post.phones(message)[0].reported_units, post.buckets()) == (3, (99, 0, 1))
    post.check()


@pytest.mark.parametrize(
    ("kind", "lasts"), [(MessageKind.CODE, 5 * MINUTE), (MessageKind.NOTICE, 6 * HOUR)]
)
@pytest.mark.parametrize("is_paid", [False, True])
async def test_what_is_too_old_is_not_sent_and_costs_nothing(
    post: Post, kind: MessageKind, lasts: timedelta, is_paid: bool
) -> None:
    message = post.send(phone(1), kind=kind)
    if is_paid:
        post.provider.script = [BUSY]
        await post.drain(message)
    post.clock.advance(lasts)
    await post.drain(message)
    assert (post.state(message), post.buckets()) == (S.EXPIRED, (100, 0, 0))
    assert len(post.provider.accepted) == 0
    post.check()


async def test_time_alone_ends_what_a_paused_lane_holds(post: Post) -> None:
    message = post.send(phone(1), kind=MessageKind.CODE)
    post.pause(message, "by hand")
    assert post.buckets() == (99, 1, 0)
    await post.later(5 * MINUTE)
    assert (post.state(message), post.buckets()) == (S.EXPIRED, (100, 0, 0))
    post.check()


async def test_a_sender_that_died_leaves_an_unknown(post: Post) -> None:
    message = post.send(phone(1))
    turn = post.claim(message.lane)
    assert turn is not None
    post.provider.hangs = lambda ref: True
    dead = post.a_consumer(post.units)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await dead.drain(post.lease(turn))
    assert post.state(message) is S.SUBMITTING
    post.clock.advance(timedelta(seconds=31))
    post.provider.hangs = lambda ref: False
    assert await post.drain(message) == Done()
    assert (post.state(message), post.buckets()) == (S.SUBMIT_UNKNOWN, (99, 0, 1))
    assert len(post.provider.asked) == 1
    post.check()


async def test_an_old_lease_sends_nothing(post: Post) -> None:
    message = post.send(phone(1))
    turn = post.claim(message.lane)
    assert turn is not None
    post.clock.advance(timedelta(seconds=15))
    verdict = await post.drain(message, turn=turn)
    assert isinstance(verdict, BackOff)
    assert (post.state(message), post.provider.asked) == (S.PAID, [])
    post.clock.advance(timedelta(seconds=5))
    await post.drain(message)
    assert post.state(message) is S.SUBMITTED
    post.check()


async def test_a_guest_who_refused_meanwhile_is_left_out_and_not_paid(post: Post) -> None:
    message = post.send(*map(phone, range(1, 6)))
    post.block(phone(3))
    await post.drain(message)
    assert post.states(message) == [S.SUBMITTED, S.SUBMITTED, S.NOT_SENT, S.SUBMITTED, S.SUBMITTED]
    assert post.phones(message)[2].why == "sms.blocked"
    assert (post.now_of(message).left_out, post.buckets()) == (1, (96, 0, 4))
    assert (message.id, phone(3)) not in post.provider.accepted
    post.hear(*(receipt(message.id, phone(n)) for n in (1, 2, 4, 5)))
    assert post.state(message) is S.SETTLED
    post.check()


async def test_a_guest_who_refuses_while_the_provider_is_busy_gets_a_refund(post: Post) -> None:
    post.provider.script = [BUSY]
    message = post.send(phone(1), phone(2))
    await post.drain(message)
    post.block(phone(1))
    post.clock.advance(SECOND)
    await post.drain(message)
    assert (post.states(message), post.buckets()) == ([S.NOT_SENT, S.SUBMITTED], (99, 0, 1))
    post.check()


async def test_nobody_left_to_write_to_releases_it_all(post: Post) -> None:
    message = post.send(phone(1), phone(2))
    post.block(phone(1))
    post.block(phone(2))
    await post.drain(message)
    assert (post.state(message), post.buckets()) == (S.NOT_SENT, (100, 0, 0))
    assert post.provider.asked == []
    post.check()


async def test_phones_are_refunded_to_the_lots_that_paid_them(post: Post) -> None:
    post.buy(5, days=1)  # ends earlier than the hundred: used first
    long = "【云麓汤泉】" + "饺" * 70  # two units
    message = post.send(*map(phone, range(4)), text=long)
    await post.drain(message)
    earlier, later = post.counter.lots(BRAND)["one-1"], post.counter.lots(BRAND)["one-0"]
    parts = [row.parts for row in post.phones(message)]
    assert parts == [
        [[earlier, 2]],
        [[earlier, 2]],
        [[earlier, 1], [later, 1]],
        [[later, 2]],
    ]
    post.hear(receipt(message.id, phone(2), "UNDELIV"))
    book = {lot.id: lot.buckets for lot in post.counter.book(BRAND).lots}
    assert (book[earlier].available, book[later].available) == (1, 98)
    post.check()


async def test_a_refund_to_a_lot_that_has_ended_is_expired(post: Post) -> None:
    post.buy(5, days=0)
    message = post.send(phone(1))
    await post.drain(message)
    await post.later(24 * HOUR)
    post.hear(receipt(message.id, phone(1), "UNDELIV"))
    account = post.counter.book(BRAND).account
    assert (account.available, account.expired, account.consumed) == (100, 5, 0)
    post.check()


async def test_the_hours_of_marketing(post: Post) -> None:
    post.clock.advance(2 * HOUR)  # 22:00
    message = post.send(phone(1), kind=MessageKind.MARKETING)
    assert (post.state(message), post.buckets()) == (S.SCHEDULED, (100, 0, 0))
    await post.later(10 * HOUR - SECOND)
    assert (post.state(message), await post.drain(message)) == (S.SCHEDULED, None)
    await post.later(SECOND)
    assert (post.state(message), post.buckets()) == (S.QUEUED, (99, 1, 0))
    await post.drain(message)
    assert post.state(message) is S.SUBMITTED
    post.check()


async def test_marketing_that_finds_no_credit_in_the_morning_is_not_sent(post: Post) -> None:
    post.clock.advance(2 * HOUR)
    first = post.send(*map(phone, range(60)), kind=MessageKind.MARKETING, ref="a")
    second = post.send(*map(phone, range(60)), kind=MessageKind.MARKETING, ref="b")
    await post.later(10 * HOUR)
    assert (post.state(first), post.state(second)) == (S.QUEUED, S.NOT_SENT)
    assert post.now_of(second).why == "sms.insufficient"
    assert post.buckets() == (40, 60, 0)
    post.check()


async def test_marketing_that_did_not_go_by_the_evening_is_released(post: Post) -> None:
    post.clock.advance(23 * HOUR)  # 19:00 of the next day
    message = post.send(phone(1), kind=MessageKind.MARKETING)
    post.pause(message, "by hand")
    await post.later(HOUR - SECOND)
    assert post.state(message) is S.QUEUED
    await post.later(SECOND)
    assert (post.state(message), post.buckets()) == (S.EXPIRED, (100, 0, 0))
    post.check()


async def test_codes_that_waited_are_capped_again_before_they_are_paid(post: Post) -> None:
    first = post.send(phone(1), kind=MessageKind.CODE, ref="a")
    post.pause(first, "by hand")
    post.clock.advance(MINUTE)
    second = post.send(phone(1), kind=MessageKind.CODE, ref="b")
    post.resume(first)
    await post.drain(first)
    assert (post.state(first), post.state(second)) == (S.SUBMITTED, S.NOT_SENT)
    assert post.phones(second)[0].why == "sms.capped"
    assert post.buckets() == (99, 0, 1)
    post.check()


def test_the_same_reference_again_gives_the_first_answer(post: Post) -> None:
    first = post.send(phone(1))
    assert post.send(phone(1)) == first
    with pytest.raises(DomainError, match=r"sms\.message_conflict"):
        post.send(phone(2))
    assert (post.count(), post.buckets()) == (1, (99, 1, 0))
    post.check()
