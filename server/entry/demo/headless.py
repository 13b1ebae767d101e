"""A terminal without a screen that stays on: `python -m common.client shell`, told what to do."""

from __future__ import annotations

import os
import queue
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

ANSWER_WITHIN_S: Final = 30.0
_ACCEPTED: Final = "已记下 "


class HeadlessFailed(Exception):
    """The terminal did not do what it was told; the text holds what it printed."""


class Headless:
    """One running program on its device file, end it with `close`.

    `accepted`: idempotency keys of what it said was safe on its disk.
    """

    def __init__(self, name: str, device_file: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.device_file = device_file
        self._process = subprocess.Popen(
            [sys.executable, "-m", "common.client", "shell", "--device-file", str(device_file)],
            env={**environment, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )
        self.accepted: list[str] = []
        self._said: queue.Queue[str | None] = queue.Queue()
        assert self._process.stdout is not None, "asked for a pipe"
        threading.Thread(
            target=_read_into, args=(self._process.stdout, self._said), daemon=True
        ).start()

    def do(self, *arguments: str) -> str:
        """One command; what it printed. Raises HeadlessFailed when it was refused or only kept."""
        code, said = self.try_to(*arguments)
        if code:
            raise self._failed(f"ended with {code}", arguments, said)
        return said

    def try_to(self, *arguments: str) -> tuple[int, str]:
        """One command; its exit code (1: refused, 2: kept, not answered) and what it printed."""
        stdin = self._process.stdin
        assert stdin is not None, "asked for a pipe"
        try:
            stdin.write(shlex.join(arguments) + "\n")
            stdin.flush()
        except (BrokenPipeError, ValueError) as error:
            raise self._failed("is gone", arguments, "") from error
        printed: list[str] = []
        while True:
            try:
                line = self._said.get(timeout=ANSWER_WITHIN_S)
            except queue.Empty as error:
                raise self._failed("did not answer", arguments, "".join(printed)) from error
            if line is None:
                raise self._failed("ended", arguments, "".join(printed))
            if line.startswith("= "):
                return int(line.removeprefix("= ")), "".join(printed)
            if line.startswith(_ACCEPTED):
                self.accepted.append(line.removeprefix(_ACCEPTED).strip())
            printed.append(line)

    def kill(self) -> None:
        """`kill -9`."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._close_pipe()

    def close(self) -> None:
        """End it as the end of its input does; kill it if that takes longer than 10 s."""
        self._close_pipe()
        try:
            self._process.wait(10.0)
        except subprocess.TimeoutExpired:
            self.kill()

    def _close_pipe(self) -> None:
        if self._process.stdin is not None and not self._process.stdin.closed:
            try:
                self._process.stdin.close()
            except BrokenPipeError:
                return  # it was killed with a command in the pipe

    def _failed(self, why: str, arguments: tuple[str, ...], said: str) -> HeadlessFailed:
        return HeadlessFailed(f"{self.name} {why} ({shlex.join(arguments)})\n{said}")


def _read_into(stdout: IO[str], said: queue.Queue[str | None]) -> None:
    with stdout:
        for line in stdout:
            said.put(line)
    said.put(None)
