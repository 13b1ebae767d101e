"""The process that speaks: `python -m common.speech.child [voice [player…]]`, jobs on its stdin.

Apart from the apps because speech engines hang, crash and keep their threads; here they may, and
the parent kills and replaces the process. Ends with its parent, in the middle of a sentence if
need be: nothing keeps talking without its screen.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from common.domain.chimes import Chime
from common.domain.speaking import SpeechFailure
from common.speech.pcm import Pcm
from common.speech.players import NoDevice, Player, player_for
from common.speech.synthesis import CannotSpeak, Synthesiser
from common.speech.tones import tone
from common.speech.wire import Answer, Job, Tell, decode_job, encode

CHIME_ONLY_RATE = 22050
"""Hz, when there is no sentence whose rate the chime could take."""


class Mouth:
    """Does jobs one after the other and answers each."""

    def __init__(self, synthesiser: Synthesiser, player: Player, answers: BinaryIO) -> None:
        self._synthesiser = synthesiser
        self._player = player
        self._answers = answers

    def do(self, job: Job) -> None:
        try:
            self._do(job)
        except CannotSpeak as error:
            self._tell(Answer(Tell.FAILED, reason=error.reason, detail=str(error)))
        except NoDevice as error:
            self._tell(Answer(Tell.FAILED, reason=SpeechFailure.NO_DEVICE, detail=str(error)))
        except OSError as error:
            self._tell(
                Answer(Tell.FAILED, reason=SpeechFailure.FILE_NOT_WRITTEN, detail=str(error))
            )

    def _do(self, job: Job) -> None:
        sound, voice_at = self._sound_of(job)
        self._tell(Answer(Tell.SOUND, ms=sound.duration_ms))
        if job.file:
            _write_whole(Path(job.file), sound.as_wav())
            self._tell(Answer(Tell.VOICE))
        else:
            self._player.play(sound, voice_at, lambda: self._tell(Answer(Tell.VOICE)))
        self._tell(Answer(Tell.DONE, ms=sound.duration_ms))

    def _sound_of(self, job: Job) -> tuple[Pcm, int]:
        """Chime and sentence as one sound (nothing can come between), and where the voice begins."""
        voice = (
            self._synthesiser.samples_of(job.text, job.rate)
            if job.text
            else Pcm(b"", CHIME_ONLY_RATE)
        )
        chime = tone(Chime(job.chime), voice.rate).samples if job.chime else b""
        sound = Pcm(chime + voice.samples, voice.rate).scaled(job.volume)
        return sound, len(chime) + voice.first_sound_at() if job.text else 0

    def _tell(self, answer: Answer) -> None:
        self._answers.write(encode(answer))
        self._answers.flush()


def _write_whole(path: Path, content: bytes) -> None:
    """So that a reader of the folder never sees half a file."""
    draft = path.with_suffix(".part")
    draft.write_bytes(content)
    draft.replace(path)


def main(arguments: Sequence[str]) -> int:
    answers = _claim_stdout()
    voice, player = (arguments[0] if arguments else ""), arguments[1:]
    jobs = _jobs_of(sys.stdin.buffer)
    try:
        mouth = Mouth(Synthesiser(voice), player_for(sys.platform, player), answers)
    except CannotSpeak as error:
        answers.write(encode(Answer(Tell.BROKEN, reason=error.reason, detail=str(error))))
        answers.flush()
        return 1
    answers.write(encode(Answer(Tell.READY)))
    answers.flush()
    while True:
        mouth.do(jobs.get())


def _claim_stdout() -> BinaryIO:
    """The real stdout for answers; what the engine prints (`Audio saved to …`) goes to stderr."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _jobs_of(stdin: BinaryIO) -> queue.SimpleQueue[Job]:
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()

    def read() -> None:
        for line in stdin:
            jobs.put(decode_job(line))
        _end_at_once()

    threading.Thread(target=read, name="jobs", daemon=True).start()
    return jobs


def _end_at_once() -> None:
    """The parent is gone. The player of a sentence under way ends too: it shares our group."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    # espeak-ng asserts when it is torn down at a normal exit.
    os._exit(main(sys.argv[1:]))
