"""A loudspeaker that writes down what it hears: a real program at the end of a real pipe.

Run as a program it reads a WAV from its standard input, as `aplay` does. Its orders lie in its
folder: `broken` (ends at once, as without a sound device), `stuck` (never plays to the end).
"""

from __future__ import annotations

import os
import sys
import threading
import wave
from dataclasses import dataclass
from pathlib import Path

from common.speech.pcm import Pcm, read_wav


@dataclass(frozen=True)
class Loudspeaker:
    """The test's end of it."""

    folder: Path

    @property
    def command(self) -> tuple[str, ...]:
        return (sys.executable, "-m", "tests.unit.speech.loudspeaker", str(self.folder))

    def be(self, order: str) -> None:
        (self.folder / order).touch()

    def be_well(self) -> None:
        for order in ("broken", "stuck"):
            (self.folder / order).unlink(missing_ok=True)

    @property
    def log(self) -> list[str]:
        """`begin` and `end`, in the order in which they happened."""
        path = self.folder / "log"
        return path.read_text().split() if path.exists() else []

    @property
    def pids(self) -> list[int]:
        return [int(path.suffix[1:]) for path in self.folder.glob("playing.*")]

    @property
    def heard(self) -> list[Pcm]:
        """The whole sounds, oldest first."""
        return [read_wav(path) for path in sorted(self.folder.glob("heard-*.wav"))]


def main(folder: Path) -> None:
    if (folder / "broken").exists():
        sys.exit("audio open error: No such file or directory")
    with (folder / "log").open("a") as log:
        log.write("begin\n")
        log.flush()
        (folder / f"playing.{os.getpid()}").touch()
        if (folder / "stuck").exists():
            threading.Event().wait()
        with wave.open(sys.stdin.buffer) as sound:
            pcm = Pcm(sound.readframes(sound.getnframes()), sound.getframerate())
        number = len(list(folder.glob("heard-*.wav")))
        (folder / f"heard-{number:02d}.wav").write_bytes(pcm.as_wav())
        log.write("end\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
