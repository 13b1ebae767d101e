"""The engines `pyttsx3` and `wav`: the same speech child, told to play or to write files."""

from __future__ import annotations

import asyncio
import logging
import re
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

from common.domain.speaking import (
    NORMAL_RATE,
    SpeechFailure,
    SpeechResult,
    Spoken,
    Utterance,
    failed,
)
from common.speech.watched import ChildEnded, ChildSilent, WatchedChild
from common.speech.wire import Answer, Job, Tell

log = logging.getLogger(__name__)
T = TypeVar("T")

GRACE_S: Final = 5.0
START_S: Final = 15.0
"""A cold start on a busy machine; it takes 0.3 s on an idle one."""
_S_PER_CHARACTER: Final = 0.3
_S_PER_CHIME: Final = 1.5
_NOT_FOR_A_NAME: Final = re.compile(r"[^\w.-]+")


class ChildSpeaker:
    """Speaks through a watched child process.

    The child starts with the first sentence (or `warm`), is killed when a sentence takes longer
    than its length × 2 + `grace_s`, and is replaced by the next sentence. All waiting is done in
    one thread of the speaker: sentences never overlap and no event loop is blocked.
    """

    def __init__(
        self, *, voice: str = "", player: Sequence[str] = (), grace_s: float = GRACE_S
    ) -> None:
        """`voice`: an id of the engine, "" = its best Chinese one. `player`: a command that plays
        a WAV from its standard input, () = the system's own."""
        self._arguments = (voice, *player)
        self._grace_s = grace_s
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="speech")
        self._child: WatchedChild | None = None
        self._starting = threading.Lock()
        self._is_closed = False
        self._has_begun = False

    async def warm(self) -> None:
        if not self._is_closed:
            await self._in_thread(self._warm)

    async def say(self, utterance: Utterance) -> Spoken:
        return await self._queued(utterance, None)

    async def close(self) -> None:
        if self._is_closed:
            return
        with self._starting:
            self._is_closed = True
            child = self._child
        if child is not None:
            child.kill()  # frees the thread from the sentence under way
        await self._in_thread(self._bury)
        self._thread.shutdown(wait=False)

    @property
    def child_pid(self) -> int | None:
        """Of the process that speaks now, for the diagnosis page."""
        return None if self._child is None else self._child.pid

    async def _queued(self, utterance: Utterance, file: Path | None) -> Spoken:
        if self._is_closed:
            return failed(SpeechFailure.CLOSED)
        asked_at = time.monotonic()
        return await self._in_thread(lambda: self._say(utterance, file, asked_at))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._thread.submit(work))

    # ── in the speaker's thread ──────────────────────────────────────────────────────────────────

    def _warm(self) -> None:
        try:
            self._ready_child()
        except _Broken as error:
            log.warning("speech does not start: %s", error.spoken)

    def _say(self, utterance: Utterance, file: Path | None, asked_at: float) -> Spoken:
        spoken = self._tried(utterance, file, asked_at)
        if spoken.reason is SpeechFailure.CHILD_DIED and not self._has_begun:
            # It had died unnoticed, before this sentence: nobody heard anything of it yet.
            spoken = self._tried(utterance, file, asked_at)
        return spoken

    def _tried(self, utterance: Utterance, file: Path | None, asked_at: float) -> Spoken:
        self._has_begun = False
        try:
            return self._spoken(self._ready_child(), utterance, file, asked_at)
        except _Broken as error:
            return error.spoken
        except ChildEnded as error:
            self._bury()
            return failed(self._why(SpeechFailure.CHILD_DIED), str(error))
        except ChildSilent as error:
            self._bury()
            return failed(self._why(SpeechFailure.TIMEOUT), str(error))

    def _why(self, reason: SpeechFailure) -> SpeechFailure:
        return SpeechFailure.CLOSED if self._is_closed else reason

    def _spoken(
        self, child: WatchedChild, utterance: Utterance, file: Path | None, asked_at: float
    ) -> Spoken:
        child.ask(_job(utterance, file))
        deadline = time.monotonic() + 2 * _expected_s(utterance) + self._grace_s
        first_sample_ms: int | None = None
        while True:
            answer = child.next_answer(deadline - time.monotonic())
            match answer.t:
                case Tell.SOUND:  # now its length is known, not guessed
                    self._has_begun = True
                    deadline = time.monotonic() + 2 * answer.ms / 1000 + self._grace_s
                case Tell.VOICE if utterance.text:
                    first_sample_ms = round((time.monotonic() - asked_at) * 1000)
                case Tell.DONE:
                    return Spoken(
                        SpeechResult.PLAYED,
                        duration_ms=answer.ms,
                        first_sample_ms=first_sample_ms,
                        file="" if file is None else str(file),
                    )
                case Tell.FAILED:
                    return failed(SpeechFailure(answer.reason), answer.detail)
                case Tell.VOICE | Tell.READY | Tell.BROKEN:
                    continue

    def _ready_child(self) -> WatchedChild:
        """The living child, or a new one that has said it is ready. Raises _Broken."""
        if self._child is not None and self._child.is_alive:
            return self._child
        self._bury()
        with self._starting:  # a close that comes now finds the child, or no child is started
            if self._is_closed:
                raise _Broken(failed(SpeechFailure.CLOSED))
            child = self._child = WatchedChild(self._arguments)
        try:
            answer = child.next_answer(START_S)
        except (ChildEnded, ChildSilent) as error:
            answer = Answer(
                Tell.BROKEN, reason=self._why(SpeechFailure.ENGINE_MISSING), detail=str(error)
            )
        if answer.t is not Tell.READY:
            self._bury()
            raise _Broken(failed(SpeechFailure(answer.reason), answer.detail))
        return child

    def _bury(self) -> None:
        if self._child is not None:
            self._child.bury()
            self._child = None


class WavSpeaker(ChildSpeaker):
    """Renders each sentence to `directory` as `0001-<key>.wav`, faster than it would be spoken.

    For tests, for the tooling of other voices, and where no sound device exists. The numbers go on
    behind the files that are there.
    """

    def __init__(self, directory: Path, *, voice: str = "", grace_s: float = GRACE_S) -> None:
        super().__init__(voice=voice, grace_s=grace_s)
        self._directory = directory
        self._next = 1 + max(map(_number_of, directory.glob("*.wav")), default=0)

    async def say(self, utterance: Utterance) -> Spoken:
        name = _NOT_FOR_A_NAME.sub("-", utterance.key or utterance.text).strip("-.")[:40]
        file = self._directory / f"{self._next:04d}-{name or utterance.chime}.wav"
        self._next += 1
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return failed(SpeechFailure.FILE_NOT_WRITTEN, str(error))
        return await self._queued(utterance, file)


class _Broken(Exception):
    """The child cannot speak at all."""

    def __init__(self, spoken: Spoken) -> None:
        super().__init__(spoken.detail)
        self.spoken = spoken


def _job(utterance: Utterance, file: Path | None) -> Job:
    return Job(
        text=utterance.text.strip(),
        chime=utterance.chime or "",
        volume=utterance.volume,
        rate=utterance.rate,
        file="" if file is None else str(file.absolute()),
    )


def _expected_s(utterance: Utterance) -> float:
    chime_s = _S_PER_CHIME if utterance.chime else 0.0
    return chime_s + len(utterance.text) * _S_PER_CHARACTER * NORMAL_RATE / utterance.rate


def _number_of(path: Path) -> int:
    number = path.name.split("-", 1)[0]
    return int(number) if number.isdecimal() else 0
