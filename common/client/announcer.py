"""Says what is queued, one sentence at a time, if this device is the one to say it (spec 30).

Claim, wait up to 500 ms for the grant, put `started` on the disk, speak, report. A kitchen that gets
no answer speaks anyway (it rather hears twice); a desk stays silent and asks again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from common.client import background
from common.client.facade import VoiceFailure
from common.client.session import Answered
from common.client.store import Store
from common.client.voices import Key, Voices
from common.domain import voice_queue
from common.domain.chimes import Chime, chime_named
from common.domain.rows import AnnouncementRow
from common.domain.speaking import NORMAL_RATE, Speaker, Spoken, Utterance
from common.domain.voice_queue import LONGEST_MUTE, Turn
from common.wire.frames import SpokenReport, SpokenResult

log = logging.getLogger(__name__)

GRANT_WITHIN_S: Final = 0.5
ASK_AGAIN_S: Final = 3.0
_LOOK_AGAIN_S: Final = 30.0
_PAUSE_S: Final = 5.0
TEST_SENTENCE: Final = "八零幺房间下单了水饺两份,请注意"


class Wire(Protocol):
    """What the announcer asks of the link; False: there is none just now."""

    async def claim(self, announcement_id: str, repeat: int) -> bool: ...

    async def report(self, spoken: SpokenReport) -> bool: ...


class Announcer:
    """`run` it as a task; `look` when something was queued or the link is back."""

    def __init__(
        self,
        store: Store,
        voices: Voices,
        speaker: Speaker,
        wire: Wire,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        changed: Callable[[], None],
    ) -> None:
        self._store = store
        self._voices = voices
        self._speaker = speaker
        self._wire = wire
        self._now = now
        self._monotonic = monotonic
        self._changed = changed
        self._work = asyncio.Event()
        self._answers: dict[Key, asyncio.Future[datetime | None]] = {}
        self._granted: dict[Key, datetime] = {}
        self._ask_again: dict[Key, float] = {}  # monotonic
        self._muted_until: float | None = None  # monotonic
        self.speaks_unasked = False
        """A kitchen: no answer to a claim is a yes."""
        self.volume = 1.0
        self.speaking: str | None = None
        self.failure: VoiceFailure | None = None

    # ── asked from outside ───────────────────────────────────────────────────────────────────────
    def look(self) -> None:
        self._work.set()

    def answered(self, answer: Answered) -> None:
        """The server said who speaks."""
        waiting = self._answers.get((answer.id, answer.repeat))
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.until)

    def mute(self, span: timedelta) -> datetime:
        span = min(max(span, timedelta(0)), LONGEST_MUTE)
        self._muted_until = self._monotonic() + span.total_seconds()
        self._changed()
        return self._now() + span

    def unmute(self) -> None:
        self._muted_until = None
        self.look()
        self._changed()

    @property
    def muted_until(self) -> datetime | None:
        left = self._muted_for_s()
        return self._now() + timedelta(seconds=left) if left > 0 else None

    async def replay(self, row: AnnouncementRow) -> bool:
        """Say it once more here, whoever said it before; nothing is reported."""
        return await self._say_aside(row.shown, _utterance(row, row.spoken, self.volume))

    async def try_voice(self) -> bool:
        test = Utterance(TEST_SENTENCE, Chime.NEW, self.volume, key="test")
        return await self._say_aside(TEST_SENTENCE, test)

    async def rehearse(self, shown: str, utterance: Utterance) -> bool:
        """Say what nobody sent, as loud as everything else; nothing is reported."""
        return await self._say_aside(shown, replace(utterance, volume=self.volume))

    def dismiss_failure(self) -> None:
        self.failure = None
        self._changed()

    # ── the loop ─────────────────────────────────────────────────────────────────────────────────
    async def run(self) -> None:
        while True:
            try:
                await self._step()
            except Exception:  # one of the four loops that must not die: the queue is on the disk
                log.exception("announcer: a step failed")
                await asyncio.sleep(_PAUSE_S)

    async def _step(self) -> None:
        self._work.clear()
        await self._let_expire()
        await self._send_reports()
        rows = self._rows_to_try()
        turn = voice_queue.next_turn(rows, self._now()) if self._muted_for_s() <= 0 else None
        if turn is None:
            await self._wait()
            return
        mine = await self._ask(turn.rows)
        turn = voice_queue.next_turn(mine, self._now())
        if turn is not None:
            await self._say(turn)

    def _rows_to_try(self) -> list[AnnouncementRow]:
        at = self._monotonic()
        return [row for row in self._voices.queued if self._ask_again.get(_key(row), at) <= at]

    async def _let_expire(self) -> None:
        gone = voice_queue.expired(self._voices.queued, self._now())
        if gone:
            await self._end(gone, SpokenResult.EXPIRED)

    async def _ask(self, rows: Sequence[AnnouncementRow]) -> list[AnnouncementRow]:
        """Claim what is not granted yet; those that this device may say now."""
        open_rows = [row for row in rows if not self._is_granted(row)]
        asked = [row for row in open_rows if await self._claim(row)]
        if asked:
            await asyncio.wait([self._answers[_key(row)] for row in asked], timeout=GRANT_WITHIN_S)
        mine = [row for row in rows if self._is_granted(row)]
        denied: list[AnnouncementRow] = []
        for row in open_rows:
            answer = self._answers.pop(_key(row), None)
            if answer is None or not answer.done():
                self._unanswered(row, mine)
            elif (until := answer.result()) is not None:
                self._granted[_key(row)] = until
                mine.append(row)
            else:
                denied.append(row)
        if denied:
            await self._end(denied, None)
        return mine

    async def _claim(self, row: AnnouncementRow) -> bool:
        key = _key(row)
        self._answers[key] = asyncio.get_running_loop().create_future()
        if await self._wire.claim(*key):
            return True
        del self._answers[key]
        return False

    def _unanswered(self, row: AnnouncementRow, mine: list[AnnouncementRow]) -> None:
        if self.speaks_unasked:
            mine.append(row)
        else:
            self._ask_again[_key(row)] = self._monotonic() + ASK_AGAIN_S

    def _is_granted(self, row: AnnouncementRow) -> bool:
        until = self._granted.get(_key(row))
        return until is not None and until > self._now()

    async def _say(self, turn: Turn) -> None:
        """Say `turn`; its rows are settled by it."""
        await self._store.write(lambda tx: self._voices.start(tx, turn.rows, self._now()))
        self.speaking = turn.shown
        self._changed()
        spoken = await self._speaker.say(_utterance(turn.head, turn.spoken, self.volume))
        self.speaking = None
        self._note(turn.shown, spoken)
        result = SpokenResult.PLAYED if spoken.was_heard else SpokenResult.FAILED
        await self._end(turn.rows, result, "" if spoken.was_heard else str(spoken.reason or ""))
        await self._send_reports()

    async def _end(
        self, rows: Sequence[AnnouncementRow], result: SpokenResult | None, reason: str = ""
    ) -> None:
        await self._store.write(
            lambda tx: self._voices.finish(tx, rows, result, self._now(), reason)
        )
        for row in rows:
            self._granted.pop(_key(row), None)
            self._ask_again.pop(_key(row), None)
        self._changed()

    async def _send_reports(self) -> None:
        told = []
        for voice in self._voices.unreported:
            report = voice.report()
            if report is None or not await self._wire.report(report):
                break
            told.append(voice)
        if told:
            await self._store.write(lambda tx: self._voices.reported(tx, told))

    async def _say_aside(self, shown: str, utterance: Utterance) -> bool:
        spoken = await self._speaker.say(utterance)
        self._note(shown, spoken)
        self._changed()
        return spoken.was_heard

    def _note(self, shown: str, spoken: Spoken) -> None:
        if spoken.was_heard:
            self.failure = None
        else:
            self.failure = VoiceFailure(shown, str(spoken.reason or "failed"), self._now())

    async def _wait(self) -> None:
        """Until something was queued, or the next thing by the clock: expiry, asking again, unmute."""
        now, at = self._now(), self._monotonic()
        queued = self._voices.queued
        keys = {_key(row) for row in queued}
        self._ask_again = {k: again for k, again in self._ask_again.items() if k in keys}
        waits = [_LOOK_AGAIN_S]
        waits += [(row.expires_at - now).total_seconds() for row in queued]
        waits += [again - at for again in self._ask_again.values()]
        muted = self._muted_for_s()
        if muted > 0:
            waits.append(muted)
        await background.within(self._work, max(0.05, min(waits)))

    def _muted_for_s(self) -> float:
        if self._muted_until is None:
            return 0.0
        return max(0.0, self._muted_until - self._monotonic())


def _key(row: AnnouncementRow) -> Key:
    return (row.announcement_id, row.repeat)


def _utterance(row: AnnouncementRow, text: str, volume: float) -> Utterance:
    rate = row.voice_rate if 80 <= row.voice_rate <= 320 else NORMAL_RATE
    key = f"{row.announcement_id}-{row.repeat}"
    return Utterance(text, chime_named(row.chime), volume, rate, key)
