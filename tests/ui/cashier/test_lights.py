"""The lights of the top bar: messages left, the voice."""

from __future__ import annotations

from datetime import timedelta

from common.client.api import ProblemAnswered
from common.wire.events import EventKind
from common.wire.problems import Problem
from tests.ui.cashier.conftest import OpenDesk
from tests.ui.cashier.evening import an_evening
from tests.ui.cashier.fake_desk import a_balance

ACCOUNT = "/v1/sms/account"


async def test_few_messages_are_left(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.reads("smsChip", "186 条 · 偏低", "value")
    desk.core.routes[ACCOUNT] = lambda body: a_balance(5000)
    await desk.pass_time(timedelta(seconds=61))
    await desk.reads("smsChip", "5000 条", "value")
    assert desk.read("smsChip", "level") == "ok"


async def test_the_server_says_that_few_are_left(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.reads("smsChip", "186 条", "value")
    desk.core.routes[ACCOUNT] = lambda body: a_balance(0)
    desk.core.server_says(EventKind.SMS_BALANCE_LOW)
    await desk.reads("smsChip", "0 条 · 已用完", "value")
    assert desk.read("smsChip", "level") == "bad"


async def test_a_desk_that_may_not_know_shows_no_number(open_desk: OpenDesk) -> None:
    evening = an_evening()

    def refused(body: object) -> object:
        raise ProblemAnswered(Problem("role.forbidden", 403))

    evening.core.routes[ACCOUNT] = refused
    desk = open_desk(evening)
    await desk.pass_time(timedelta(seconds=1))
    assert not desk.sees("smsChip")


async def test_silence_counts_down_and_ends(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.key("Ctrl+J")
    await desk.hold("mute5", lambda: desk.core.announcements.muted_until)
    await desk.reads("voice", "静音 5 分")
    await desk.pass_time(timedelta(minutes=3, seconds=20))
    await desk.reads("voice", "静音 1 分 40 秒")
    await desk.pass_time(timedelta(minutes=2))
    await desk.reads("voice", "")
    await desk.reads("voiceState", "开着")


async def test_a_muted_desk_speaks_again_at_a_tap(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    desk.core.mute(timedelta(minutes=10))
    await desk.tap("voice")
    await desk.tap("unmute")
    await desk.until(lambda: desk.core.announcements.muted_until is None)


async def test_the_volume_is_heard_at_once(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.key("Ctrl+J")
    await desk.tap("volumeDown")
    await desk.reads("volume", "90%")
    await desk.tap("tryVoice")
    await desk.reads("tryVoice", "有声音")
    assert desk.core.replayed == ["test"]


async def test_a_sentence_that_nobody_heard_lights_up(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    desk.core.voice_fails("801房间下单了水饺2份,请注意")
    await desk.reads("voice", "没有声音")
    await desk.tap("voice")
    await desk.reads("voiceFailed", "801房间下单了水饺")
    await desk.tap("dismissVoice")
    await desk.wait_gone("voiceFailed")
    await desk.reads("voice", "")
