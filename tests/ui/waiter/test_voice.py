"""One phone says it, all of them ring; without a voice a phone leaves the word to others."""

import pytest

from tests.support.waiting import until
from tests.ui.waiter.conftest import Floor

pytestmark = pytest.mark.xdist_group("chromium")

# Headless Chromium has no voices: this one writes down what it is asked to say.
VOICE = """
window.said = [];
const voice = {lang: "zh-CN", localService: true, name: "test"};
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => [voice], addEventListener: () => undefined, cancel: () => undefined,
  speak: (utterance) => { said.push(utterance.text); setTimeout(() => utterance.onend(), 20); },
}});
"""


async def test_of_two_phones_one_says_it_and_the_server_knows(floor: Floor) -> None:
    phones = [await floor.new_phone(page="/health/live") for _ in range(2)]
    for phone in phones:
        await phone.before_load(VOICE)
        await phone.open(f"{floor.url}/waiter")
        await floor.pair(phone)
        await phone.sees("#sound", "播报")

    await floor.cooked("801", quantity=2)

    async def is_spoken() -> bool:
        rows = (await floor.api.as_waiter().get("/v1/messages?status=spoken")).json()["items"]
        return [row["channel"] for row in rows] == ["waiter"]

    await until(is_spoken, what="the sentence being reported as spoken")
    heard = [await phone.run("said") for phone in phones]
    assert sorted(heard) == [[], ["八零幺房间的水饺两份做好了,请取餐"]]


async def test_a_phone_without_a_voice_says_so_claims_nothing_and_can_be_muted(
    floor: Floor,
) -> None:
    phone = await floor.waiter()
    await phone.sees("#sound", "只响铃")
    await floor.cooked("801")
    await phone.sees("#collect", "801")

    rows = (await floor.api.as_waiter().get("/v1/messages")).json()["items"]
    [row] = [row for row in rows if row["channel"] == "waiter"]
    assert row["status"] in ("sent", "delivered")  # open for whoever can speak
    await phone.tap("#sound")
    await phone.sees(".sheet", "没有中文语音")

    await phone.tap("#mute")  # for ten minutes, counted down where everybody sees it
    await phone.tap("#close-settings")
    await phone.sees("#sound", "静音 9:5")
