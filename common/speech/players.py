"""From samples to a loudspeaker, with an honest answer: pyttsx3 alone reports success without one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final, Protocol

from common.speech.pcm import BYTES_PER_SAMPLE, Pcm

APLAY: Final = ("aplay", "-q", "-")
"""Of alsa-utils; reads a WAV from its standard input, ends non-zero without a sound device."""
AFPLAY: Final = ("afplay",)
"""Of macOS; takes a file."""


class NoDevice(Exception):
    """Nobody could hear it: no player program, no sound device, or it broke off."""


class Player(Protocol):
    def play(self, sound: Pcm, voice_at: int, on_voice: Callable[[], None]) -> None:
        """Return when the last sample was played. Raises NoDevice.

        `on_voice` is called once, when the sample at byte `voice_at` has been handed over.
        """


class PipePlayer:
    """A program that plays a WAV from its standard input."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)

    def play(self, sound: Pcm, voice_at: int, on_voice: Callable[[], None]) -> None:
        wav = sound.as_wav()
        first_heard = len(wav) - len(sound.samples) + voice_at + BYTES_PER_SAMPLE
        # A file, not a pipe: a player that complains a lot must not block on an unread pipe.
        with tempfile.TemporaryFile() as complaints:
            program = _start(self._command, subprocess.PIPE, complaints)
            with program:
                assert program.stdin is not None
                try:
                    program.stdin.write(wav[:first_heard])
                    program.stdin.flush()
                    on_voice()
                    program.stdin.write(wav[first_heard:])
                    program.stdin.close()
                except BrokenPipeError:  # it ended early: its exit status says why
                    _drop(program.stdin)
            _judge(program.returncode, complaints)


class FilePlayer:
    """A program that plays the file named by its last argument."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)

    def play(self, sound: Pcm, voice_at: int, on_voice: Callable[[], None]) -> None:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as complaints:
            path = Path(folder, "sentence.wav")
            path.write_bytes(sound.as_wav())
            with _start((*self._command, str(path)), subprocess.DEVNULL, complaints) as program:
                on_voice()
            _judge(program.returncode, complaints)


class WindowsPlayer:
    """winsound, which plays from memory and returns at the end."""

    def play(self, sound: Pcm, voice_at: int, on_voice: Callable[[], None]) -> None:
        if sys.platform == "win32":
            import winsound

            on_voice()
            try:
                winsound.PlaySound(sound.as_wav(), winsound.SND_MEMORY | winsound.SND_NODEFAULT)
            except RuntimeError as error:
                raise NoDevice(str(error)) from error
        else:
            raise NoDevice("winsound is of Windows")


def player_for(platform: str, command: Sequence[str] = ()) -> Player:
    """The player of `platform` (a value of sys.platform), or of the given command (WAV on stdin)."""
    if command:
        return PipePlayer(command)
    if platform == "win32":
        return WindowsPlayer()
    return FilePlayer(AFPLAY) if platform == "darwin" else PipePlayer(APLAY)


def _start(command: Sequence[str], stdin: int, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=complaints)
    except OSError as error:
        raise NoDevice(f"{command[0]}: {error.strerror}") from error


def _drop(pipe: IO[bytes]) -> None:
    """Close a pipe that nobody reads; what was buffered is lost with its reader."""
    try:
        pipe.close()
    except BrokenPipeError:
        return


def _judge(status: int, complaints: IO[bytes]) -> None:
    if status != 0:
        complaints.seek(0)
        words = complaints.read().decode(errors="replace").strip().splitlines()
        raise NoDevice(words[-1] if words else f"the player ended with {status}")
