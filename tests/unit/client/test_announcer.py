"""Who says what, when, and what the server is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from common.client.announcer import Announcer
from common.client.projected import Arrival
from common.client.session import Answered
from common.client.store import Store
from common.client.voices import INTERRUPTED, Voices
from common.domain.ids import MessageId, OrderId
from common.domain.rows import AnnouncementRow
from common.domain.speaking import SpeechFailure, SpeechResult, Spoken, Utterance, failed
from common.wire.frames import SpokenReport, SpokenResult
from tests.support.clock import EVENING, FakeClock
from tests.support.waiting import until


def sentence(
    name: str, *, repeat: int = 1, alive_s: float = 120, **over: object
) -> AnnouncementRow:
    fields: dict[str, object] = {
        "id": MessageId(f"{name}-{repeat}"),
        "announcement_id": name,
        "repeat": repeat,
        "event": "order.placed",
        "shown": f"{name}下单了",
        "spoken": f"〈{name}〉下单了",
        "chime": "new",
        "priority": 3,
        "voice_rate": 170,
        "due_at": EVENING,
        "expires_at": EVENING + timedelta(seconds=alive_s),
        "order_id": OrderId(name),
        "call_id": None,
        "reason": "",
        "version": 1,
    }
    return AnnouncementRow(**(fields | over))  # type: ignore[arg-type]  # fields of the row


@dataclass
class FakeLink:
    """Grants, denies or keeps silent; `is_up` False: there is no link."""

    says: str = "granted"
    is_up: bool = True
    claims: list[tuple[str, int]] = field(default_factory=list)
    reports: list[SpokenReport] = field(default_factory=list)
    announcer: Announcer | None = None

    async def claim(self, announcement_id: str, repeat: int) -> bool:
        if not self.is_up:
            return False
        self.claims.append((announcement_id, repeat))
        if self.announcer is not None and self.says != "nothing":
            until_ = EVENING + timedelta(minutes=1) if self.says == "granted" else None
            self.announcer.answered(Answered(announcement_id, repeat, until_))
        return True

    async def report(self, spoken: SpokenReport) -> bool:
        if self.is_up:
            self.reports.append(spoken)
        return self.is_up


class FakeSpeaker:
    """Says at once; `gate` holds it in the middle of a sentence."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.answer = Spoken(SpeechResult.PLAYED)
        self.gate = asyncio.Event()
        self.gate.set()

    async def warm(self) -> None:
        return

    async def say(self, utterance: Utterance) -> Spoken:
        self.said.append(utterance.text)
        await self.gate.wait()
        return self.answer

    async def close(self) -> None:
        return


@dataclass
class Screen:
    store: Store
    voices: Voices
    announcer: Announcer
    link: FakeLink
    speaker: FakeSpeaker
    clock: FakeClock

    async def hears_of(self, *rows: AnnouncementRow, **over: object) -> None:
        arrival = Arrival(frozenset({"announcements"}), rows)
        await self.store.write(lambda tx: self.voices.take_in(tx, arrival, self.clock.now()))
        self.announcer.look()

    async def forgets(self) -> None:
        await self.store.write(lambda tx: self.voices.forget_old(tx, self.clock.now()))

    async def has_said(self, *texts: str) -> None:
        await until(lambda: len(self.speaker.said) >= len(texts), 5.0, f"{texts} being said")
        assert self.speaker.said == list(texts)

    @property
    def results(self) -> list[tuple[str, SpokenResult]]:
        return [(report.id, report.result) for report in self.link.reports]


@asynccontextmanager
async def a_screen(*, is_kitchen: bool = True, **link: object) -> AsyncIterator[Screen]:
    store, voices, clock, speaker = await Store.open(None), Voices(), FakeClock(), FakeSpeaker()
    wire = FakeLink(**link)  # type: ignore[arg-type]  # its fields
    announcer = Announcer(store, voices, speaker, wire, clock.now, clock.monotonic, lambda: None)
    announcer.speaks_unasked = is_kitchen
    wire.announcer = announcer
    running = asyncio.create_task(announcer.run())
    try:
        yield Screen(store, voices, announcer, wire, speaker, clock)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await store.close()


async def test_what_is_granted_is_said_and_reported() -> None:
    async with a_screen() as screen:
        await screen.hears_of(sentence("801"))
        await screen.has_said("〈801〉下单了")
        await until(lambda: screen.results, what="the report")
        assert screen.link.claims == [("801", 1)]
        assert screen.results == [("801", SpokenResult.PLAYED)]
        assert screen.voices.queued == ()


async def test_a_screen_that_runs_for_months_forgets_what_was_said_a_day_ago() -> None:
    async with a_screen() as screen:
        await screen.hears_of(sentence("801"))
        await until(lambda: screen.results, what="the report")
        await until(lambda: not screen.voices.unreported, what="the report being noted")
        screen.clock.advance(timedelta(hours=23))
        await screen.forgets()
        assert [row.announcement_id for row in screen.voices.recent] == ["801"]

        screen.clock.advance(timedelta(hours=2))
        await screen.forgets()

        assert screen.voices.recent == ()
        after = Voices()
        await screen.store.write(lambda tx: after.load(tx, EVENING))
        assert after.recent == ()


async def test_what_could_not_be_reported_is_not_forgotten() -> None:
    async with a_screen(is_up=False) as screen:
        await screen.hears_of(sentence("801"))
        await until(lambda: screen.voices.unreported, what="a report waiting")

        screen.clock.advance(timedelta(days=2))
        await screen.forgets()

        assert screen.voices.unreported


async def test_what_another_screen_says_is_not_said_here() -> None:
    async with a_screen(says="denied") as screen:
        await screen.hears_of(sentence("801"))
        await until(lambda: screen.voices.queued == (), what="the queue being empty")
        assert (screen.speaker.said, screen.link.reports) == ([], [])


async def test_a_kitchen_without_an_answer_speaks_anyway_and_reports_it() -> None:
    async with a_screen(says="nothing") as screen:
        await screen.hears_of(sentence("801"))
        await screen.has_said("〈801〉下单了")
        await until(lambda: screen.results, what="the report")


async def test_a_kitchen_without_a_link_speaks_and_reports_when_it_is_back() -> None:
    async with a_screen(is_up=False) as screen:
        await screen.hears_of(sentence("801"))
        await screen.has_said("〈801〉下单了")
        await until(lambda: screen.voices.unreported, what="a report waiting")
        screen.link.is_up = True
        screen.announcer.look()
        await until(lambda: screen.results == [("801", SpokenResult.PLAYED)], what="the report")


async def test_a_desk_without_an_answer_stays_silent_and_asks_again() -> None:
    async with a_screen(is_kitchen=False, says="nothing") as screen:
        await screen.hears_of(sentence("801", alive_s=86_400))
        await until(lambda: _later(screen) and len(screen.link.claims) == 2, what="a second claim")
        assert screen.speaker.said == []
        screen.link.says = "granted"
        await until(lambda: _later(screen) and screen.speaker.said, what="the sentence")


def _later(screen: Screen) -> bool:
    """Some seconds pass."""
    screen.clock.advance(timedelta(seconds=4))
    screen.announcer.look()
    return True


async def test_a_sentence_told_twice_is_said_once_and_its_repeat_again() -> None:
    async with a_screen() as screen:
        await screen.hears_of(sentence("801"), sentence("801"))
        await screen.has_said("〈801〉下单了")
        await until(lambda: screen.results, what="the report")
        await screen.hears_of(sentence("801"), sentence("801", repeat=2))
        await screen.has_said("〈801〉下单了", "〈801〉下单了")
        assert screen.link.claims == [("801", 1), ("801", 2)]


async def test_four_that_wait_become_one_sentence_and_are_all_settled() -> None:
    async with a_screen() as screen:
        await screen.hears_of(*(sentence(room) for room in ("801", "802", "803", "805")))
        await screen.has_said("〈801〉下单了,另有三张新单")
        await until(lambda: len(screen.results) == 4, what="four reports")


async def test_what_came_too_late_is_shown_and_not_said() -> None:
    async with a_screen() as screen:
        await screen.hears_of(sentence("801", alive_s=-1))
        await until(lambda: screen.results == [("801", SpokenResult.EXPIRED)], what="the report")
        assert screen.speaker.said == []
        assert [row.shown for row in screen.voices.recent] == ["801下单了"]


async def test_a_sentence_that_the_server_took_back_is_not_said() -> None:
    async with a_screen() as screen:
        screen.announcer.mute(timedelta(minutes=1))
        await screen.hears_of(sentence("801"))
        gone = Arrival(frozenset(), withdrawn=(MessageId("801-1"),))
        await screen.store.write(lambda tx: screen.voices.take_in(tx, gone, EVENING))
        screen.announcer.unmute()
        await screen.hears_of(sentence("802"))
        await screen.has_said("〈802〉下单了")


async def test_a_muted_screen_claims_nothing_and_speaks_when_the_time_is_up() -> None:
    async with a_screen() as screen:
        assert screen.announcer.mute(timedelta(hours=3)) == EVENING + timedelta(minutes=10)
        await screen.hears_of(sentence("801", alive_s=3600))
        assert screen.link.claims == []
        screen.clock.advance(timedelta(minutes=10, seconds=1))
        screen.announcer.look()
        await screen.has_said("〈801〉下单了")


async def test_a_sentence_that_failed_is_reported_and_lights_the_light() -> None:
    async with a_screen() as screen:
        screen.speaker.answer = failed(SpeechFailure.NO_DEVICE)
        await screen.hears_of(sentence("801"))
        await until(lambda: screen.results == [("801", SpokenResult.FAILED)], what="the report")
        assert screen.announcer.failure is not None
        assert screen.announcer.failure.shown == "801下单了"

        screen.speaker.answer = Spoken(SpeechResult.PLAYED)
        assert await screen.announcer.rehearse("801下单了", Utterance("八零幺下单了", rate=200))
        assert screen.results == [("801", SpokenResult.FAILED)], "nobody sent it: nothing is told"
        assert screen.announcer.failure is None


async def test_a_program_killed_in_the_middle_of_a_sentence_does_not_say_it_again() -> None:
    async with a_screen() as screen:
        screen.speaker.gate.clear()
        await screen.hears_of(sentence("801"))
        await screen.has_said("〈801〉下单了")

        reopened = Voices()
        await screen.store.write(lambda tx: reopened.load(tx, EVENING))
        (cut,) = reopened.unreported
        assert (cut.result, cut.reason) == (SpokenResult.FAILED, INTERRUPTED)
        assert reopened.queued == ()


async def test_a_replay_is_said_here_and_reported_to_nobody() -> None:
    async with a_screen(says="denied") as screen:
        await screen.hears_of(sentence("801"))
        await until(lambda: screen.voices.queued == (), what="the queue being empty")
        assert await screen.announcer.replay(screen.voices.recent[0])
        assert screen.speaker.said == ["〈801〉下单了"]
        assert screen.link.reports == []


async def test_a_row_without_words_is_only_shown() -> None:
    async with a_screen() as screen:
        await screen.hears_of(sentence("801", spoken=""), sentence("802"))
        await screen.has_said("〈802〉下单了")
