"""What is asked of a speaker and what it answers: one sentence in, one honest result out.

Here and not in `common.speech`, so that the announcement queue of `common.client` can speak of it
without knowing an engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from common.domain.chimes import Chime

NORMAL_RATE: Final = 170
"""Words a minute as pyttsx3 counts them; of Mandarin some 200 characters a minute."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence to be said, with the chime that goes before it.

    text: the *spoken* string (numbers already in Han characters); empty = the chime alone.
    volume: 0.0–1.0, of chime and sentence alike.
    rate: 80–320, words a minute as the engine counts them.
    key: names the sentence in logs and in the file names of the wav engine.
    """

    text: str
    chime: Chime | None = None
    volume: float = 1.0
    rate: int = NORMAL_RATE
    key: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip() and self.chime is None:
            raise ValueError("an utterance needs a text or a chime")
        if not 0.0 <= self.volume <= 1.0:
            raise ValueError(f"volume {self.volume} is outside 0.0–1.0")
        if not 80 <= self.rate <= 320:
            raise ValueError(f"rate {self.rate} is outside 80–320 words a minute")


class SpeechResult(StrEnum):
    """By value these are the `result` of the `spoken` frame."""

    PLAYED = "played"
    FAILED = "failed"


class SpeechFailure(StrEnum):
    """Why nobody heard it. The light on the status bar shows one of these."""

    ENGINE_MISSING = "engine_missing"
    """pyttsx3, or the speech library of the system below it, could not be loaded."""
    VOICE_MISSING = "voice_missing"
    """The engine is there but knows no Chinese voice."""
    NO_DEVICE = "no_device"
    """No sound device, or no player program that could reach it."""
    EMPTY_SOUND = "empty_sound"
    """The engine said it had finished and gave nothing but silence."""
    TIMEOUT = "timeout"
    """Neither finished nor failed within its length x 2 + 5 s; the child was killed."""
    CHILD_DIED = "child_died"
    """The speech process ended in the middle; the next sentence starts a new one."""
    FILE_NOT_WRITTEN = "file_not_written"
    """The wav engine could not write its file."""
    CLOSED = "closed"
    """The speaker was closed before the sentence's turn came."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What became of one utterance.

    duration_ms: length of the whole sound, chime included; 0 when it failed before there was any.
    first_sample_ms: from `say` to the sentence's first non-zero sample in the sink, or None.
    detail: the engine's own words, for the log.
    file: where the wav engine wrote it.
    """

    result: SpeechResult
    reason: SpeechFailure | None = None
    duration_ms: int = 0
    first_sample_ms: int | None = None
    detail: str = ""
    file: str = ""

    @property
    def was_heard(self) -> bool:
        return self.result is SpeechResult.PLAYED


def failed(reason: SpeechFailure, detail: str = "") -> Spoken:
    """A sentence that nobody heard."""
    return Spoken(SpeechResult.FAILED, reason, detail=detail)


class Speaker(Protocol):
    """Says one sentence at a time, in the order of the calls.

    Callable from any asyncio loop (qasync too): the waiting is done in the speaker's own thread,
    so the loop is never blocked. Never raises for a failure of speech: it is in the result.
    """

    async def warm(self) -> None:
        """Start the engine ahead of the first sentence. Optional and repeatable."""

    async def say(self, utterance: Utterance) -> Spoken:
        """Say it and return when the last sample was heard, or as soon as it is known to have failed.

        A cancelled caller does not cut the sentence off; later calls still wait for its end.
        """

    async def close(self) -> None:
        """End the engine now, in the middle of a sentence if need be. Repeatable."""
