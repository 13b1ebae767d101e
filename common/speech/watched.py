"""One speech child as its parent sees it: started, asked, listened to with a deadline, ended."""

from __future__ import annotations

import logging
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from common.speech.wire import Answer, Job, decode_answer, encode

log = logging.getLogger(__name__)

_LAST_WORDS: Final = 5
"""Lines of the child's stderr that are kept for the report of its death."""


class ChildEnded(Exception):
    """It closed its answers: crashed, killed, or ended. The text is what it said last on stderr."""


class ChildSilent(Exception):
    """No answer within the deadline."""


class WatchedChild:
    """Blocking; for one thread, except `kill`, which any thread may call."""

    def __init__(self, arguments: Sequence[str]) -> None:
        command = [sys.executable, "-m", "common.speech.child", *arguments]
        # A group of its own: killing it ends the player program of a sentence under way as well.
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,
        )
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self._has_ended = threading.Event()
        self._last_words: deque[str] = deque(maxlen=_LAST_WORDS)
        self._readers = (
            threading.Thread(target=self._read_answers, name="speech-answers", daemon=True),
            threading.Thread(target=self._read_words, name="speech-stderr", daemon=True),
        )
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it still answers. Not asked of the process: one that was waited for has lost its
        number, and with it the group that its player may still be in."""
        return not self._has_ended.is_set()

    def ask(self, job: Job) -> None:
        """Raises ChildEnded."""
        try:
            _pipe(self._process.stdin).write(encode(job))
            _pipe(self._process.stdin).flush()
        except OSError as error:
            raise ChildEnded(self._words()) from error

    def next_answer(self, within_s: float) -> Answer:
        """Raises ChildSilent or ChildEnded."""
        try:
            answer = self._answers.get(timeout=max(0.0, within_s))
        except queue.Empty:
            raise ChildSilent(f"no answer in {within_s:.1f} s") from None
        if answer is None:
            raise ChildEnded(self._words())
        return answer

    def kill(self) -> None:
        """End it and its player now. Repeatable."""
        if self._process.returncode is not None:
            return  # waited for: its number may be another process's by now
        try:
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            log.debug("speech child %s had ended before", self._process.pid)

    def bury(self) -> None:
        """Kill it, wait for it and close what it left."""
        self.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            _close(_pipe(pipe))

    def _read_answers(self) -> None:
        for line in _pipe(self._process.stdout):
            self._answers.put(decode_answer(line))
        self._has_ended.set()
        self._answers.put(None)

    def _read_words(self) -> None:
        for line in _pipe(self._process.stderr):
            words = line.decode(errors="replace").rstrip()
            self._last_words.append(words)
            log.debug("speech child %s: %s", self._process.pid, words)

    def _words(self) -> str:
        return " / ".join(self._last_words)


def _environment() -> dict[str, str]:
    """Ours, with the place of `common` in front: a checkout need not be installed nor be the cwd."""
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None, "all three are pipes"
    return pipe


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # the last job could not be flushed to a dead child
        log.debug("a job of the dead speech child is lost with it")
