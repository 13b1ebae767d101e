"""pyttsx3, tamed: one sentence in, its samples out. Runs only inside the speech child."""

from __future__ import annotations

import queue
import subprocess
import sys
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, cast

from common.domain.speaking import NORMAL_RATE, SpeechFailure
from common.speech.pcm import Pcm, read_wav
from common.speech.pronounce import pronounceable
from common.speech.voices import InstalledVoice, chinese_voice

_WARM_UP: Final = "好"


class CannotSpeak(Exception):
    """`reason` for the caller, the text for the log."""

    def __init__(self, reason: SpeechFailure, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Synthesiser:
    """Samples of a Chinese voice of this computer.

    Always through a file, and a new one each time: `say` plays by itself and hides every failure,
    and pyttsx3 2.99 keeps writing later sentences to the last file it was given.
    """

    def __init__(self, voice: str = "") -> None:
        """Load the engine and speak one syllable to nobody, so that the first sentence is as fast
        as the others. Raises CannotSpeak."""
        self._engine = _loaded()
        self._settle = _settling(self._engine)
        self._settle()
        # pyttsx3 2.99 keeps properties back until its first loop, and then sets them in the middle
        # of a sentence; after an empty loop they are set at once.
        self._engine.runAndWait()
        self._outcomes: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._engine.connect("finished-utterance", self._on_finished)
        self._engine.connect("error", self._on_error)
        installed = [
            InstalledVoice(str(each.id), str(each.name), tuple(map(str, each.languages or ())))
            for each in self._engine.getProperty("voices")
        ]
        chosen = chinese_voice(installed, voice)
        if chosen is None:
            raise CannotSpeak(
                SpeechFailure.VOICE_MISSING, voice or f"none of {len(installed)} speaks Chinese"
            )
        self.voice = chosen
        self._engine.setProperty("voice", chosen)
        self._rate = 0
        self.samples_of(_WARM_UP, NORMAL_RATE)

    def samples_of(self, text: str, rate: int) -> Pcm:
        """Synthesise one sentence at `rate` words a minute. Raises CannotSpeak."""
        with tempfile.TemporaryDirectory(prefix="zaotai-speech-") as folder:
            path = Path(folder, "sentence.wav")
            self._forget_outcomes()
            self._set_rate(rate)
            self._engine.save_to_file(pronounceable(text), str(path))
            self._engine.runAndWait()
            # pyttsx3 2.99 on Linux may return before espeak-ng's thread has written the file.
            # An event that never comes is the parent's to end: it kills this process.
            if complaint := self._outcomes.get():
                raise CannotSpeak(SpeechFailure.EMPTY_SOUND, complaint)
            sound = _read(path)
        if sound.is_silent:
            raise CannotSpeak(SpeechFailure.EMPTY_SOUND, "the engine gave silence")
        return sound

    def _set_rate(self, rate: int) -> None:
        self._settle()
        if rate != self._rate:
            self._engine.setProperty("rate", rate)
            self._rate = rate
            self._settle()

    def _forget_outcomes(self) -> None:
        while not self._outcomes.empty():
            self._outcomes.get()

    def _on_finished(self, name: str | None = None, completed: bool = False) -> None:
        self._outcomes.put("" if completed else "the engine broke the sentence off")

    def _on_error(self, name: str | None = None, exception: Exception | None = None) -> None:
        self._outcomes.put(f"the engine failed: {exception!r}")


def _loaded() -> Any:  # pyttsx3 publishes no types
    try:
        import pyttsx3

        return pyttsx3.init()
    except (ImportError, OSError, RuntimeError, KeyError, AttributeError) as error:
        raise CannotSpeak(
            SpeechFailure.ENGINE_MISSING, f"{type(error).__name__}: {error}"
        ) from error


def _settling(engine: Any) -> Callable[[], object]:  # pyttsx3 publishes no types
    """Waits until the engine's own thread is idle.

    pyttsx3 2.99 over espeak-ng: `runAndWait` first stops whatever still runs, and a property that
    espeak-ng is only about to take counts: it is lost then, and sometimes the sentence with it.
    """
    if engine.driver_name == "espeak":
        from pyttsx3.drivers import _espeak

        return cast("Callable[[], object]", _espeak.Synchronize)
    return lambda: None


def _read(path: Path) -> Pcm:
    try:
        return read_wav(_as_wav(path))
    except (OSError, EOFError, wave.Error, subprocess.SubprocessError) as error:
        raise CannotSpeak(SpeechFailure.EMPTY_SOUND, f"{type(error).__name__}: {error}") from error


def _as_wav(path: Path) -> Path:
    """macOS writes AIFF whatever the name says; its own `afconvert` turns it into WAV."""
    if sys.platform == "darwin":
        converted = path.with_suffix(".pcm.wav")
        command = ["afconvert", "-f", "WAVE", "-d", "LEI16", str(path), str(converted)]
        subprocess.run(command, check=True, capture_output=True)
        return converted
    return path
