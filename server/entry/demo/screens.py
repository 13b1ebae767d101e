"""A running app as its user's finger: commands for `common.qt.remote`, over the app's own pipes.

Synchronous, one command at a time, so that an evening reads as a story. The demo and the journeys
of the tests use it; the server never imports an app.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

ANSWER_WITHIN_S: Final = 30.0
FINGER_S: Final = 0.3
"""Between two taps of one finger; apps take a faster one for an echo of the first."""


class ScreenFailed(Exception):
    """The app could not do what was asked, or is gone; the text says which and why."""


class Screen:
    """One app process. Use as a context manager, or `close()` it.

    `log` keeps what the app writes to stderr.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        log: Path,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.name = module
        self._log = log
        with log.open("ab") as sink:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments, "--remote"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=sink,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )
        self._unread = b""
        self._tapped_at = 0.0  # monotonic

    # ---- what a finger does

    def tap(self, name: str, within: str = "", timeout: float = 10.0) -> None:
        """Tap the item named `name` once it is visible and enabled."""
        time.sleep(max(0.0, self._tapped_at + FINGER_S - time.monotonic()))
        self._ask(do="tap", name=name, within=within, timeout=timeout)
        self._tapped_at = time.monotonic()

    def hold(self, name: str, ms: int = 800) -> None:
        self._ask(do="hold", name=name, ms=ms)

    def key(self, key: str) -> None:
        self._ask(do="key", key=key)

    def type(self, text: str) -> None:
        self._ask(do="type", text=text)

    # ---- what an eye does

    def see(self, name: str, within: str = "", timeout: float = 15.0) -> None:
        """Wait until `name` is visible."""
        self._ask(do="wait", name=name, within=within, timeout=timeout)

    def see_value(
        self, name: str, property: str, equals: object, within: str = "", timeout: float = 15.0
    ) -> None:
        """Wait until the item's `property` has this value."""
        self._ask(
            do="wait", name=name, within=within, property=property, equals=equals, timeout=timeout
        )

    def see_text(self, name: str, contains: str, timeout: float = 15.0) -> str:
        """Wait until the item's text contains these words; returns the whole text."""
        said = self._ask(do="wait", name=name, property="text", contains=contains, timeout=timeout)
        return str(said)

    def see_no(self, name: str, timeout: float = 15.0) -> None:
        """Wait until `name` is nowhere on the screen."""
        self._ask(do="wait", name=name, gone=True, timeout=timeout)

    def read(self, name: str, property: str = "text") -> object:
        return self._ask(do="read", name=name, property=property)

    def names(self, prefix: str = "") -> list[str]:
        """Names of visible items that start with `prefix`, from top to bottom."""
        return msgspec.convert(self._ask(do="names", prefix=prefix), list[str])

    def where(self, name: str, timeout: float = 10.0) -> tuple[int, int]:
        """The middle of the item in its window, in px, once it can be pressed."""
        return msgspec.convert(self._ask(do="where", name=name, timeout=timeout), tuple[int, int])

    def photograph(self, path: Path) -> Path:
        """Save what the window shows as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._ask(do="shot", path=str(path))
        return path

    # ---- the process

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def output(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """`kill -9` of the app and its children."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        finally:
            self._process.wait()
            self._close_pipes()

    def close(self) -> None:
        """Ask the app to end; kill it if it has not within 10 s."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10.0)
            except subprocess.TimeoutExpired:
                self.kill()
        self._close_pipes()

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()

    def _ask(self, **command: object) -> object:
        stdin = self._process.stdin
        if stdin is None or self._process.poll() is not None:
            raise self._failed("is not running", command)
        try:
            stdin.write(msgspec.json.encode(command) + b"\n")
            stdin.flush()
        except BrokenPipeError as error:
            raise self._failed("ended", command) from error
        wait = command.get("timeout", 10.0)
        within = (wait if isinstance(wait, float) else 10.0) + ANSWER_WITHIN_S
        answer = msgspec.json.decode(self._line(within, command), type=_Answer)
        if not answer.ok:
            raise self._failed(answer.error, command)
        return answer.value

    def _line(self, within_s: float, command: Mapping[str, object]) -> bytes:
        stdout = self._process.stdout
        if stdout is None:
            raise self._failed("has no pipe", command)
        until = time.monotonic() + within_s
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while b"\n" not in self._unread:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise self._failed(f"did not answer within {within_s:.0f} s", command)
                read = os.read(stdout.fileno(), 65536)
                if not read:
                    raise self._failed("ended", command)
                self._unread += read
        line, self._unread = self._unread.split(b"\n", 1)
        return line

    def _failed(self, why: str, command: Mapping[str, object]) -> ScreenFailed:
        asked = " ".join(f"{key}={value}" for key, value in command.items())
        return ScreenFailed(f"{self.name} {why} ({asked})\n{self.output[-2000:]}")


class _Answer(msgspec.Struct):
    ok: bool
    value: object = None
    error: str = ""
