"""Raw sound: signed 16-bit samples, one channel."""

from __future__ import annotations

import array
import io
import sys
import wave
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BYTES_PER_SAMPLE: Final = 2
_LOUDEST: Final = 32767


@dataclass(frozen=True, slots=True)
class Pcm:
    """`samples` little-endian, `rate` in Hz."""

    samples: bytes
    rate: int

    @property
    def duration_ms(self) -> int:
        return len(self.samples) // BYTES_PER_SAMPLE * 1000 // self.rate

    @property
    def is_silent(self) -> bool:
        return not self.samples.strip(b"\0")

    def scaled(self, volume: float) -> Pcm:
        """The same, at `volume` (0.0–1.0)."""
        if volume == 1.0:
            return self
        return Pcm(packed(int(value * volume) for value in _values(self.samples)), self.rate)

    def first_sound_at(self) -> int:
        """Byte position of the first non-zero sample; the length when there is none."""
        quiet = len(self.samples) - len(self.samples.lstrip(b"\0"))
        return quiet - quiet % BYTES_PER_SAMPLE

    def as_wav(self) -> bytes:
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(BYTES_PER_SAMPLE)
            sound.setframerate(self.rate)
            sound.writeframes(self.samples)
        return file.getvalue()


def packed(values: Iterable[float]) -> bytes:
    """Samples (−32768…32767, clipped) as bytes."""
    samples = array.array("h", (max(-_LOUDEST, min(_LOUDEST, int(value))) for value in values))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _values(samples: bytes) -> array.array[int]:
    values = array.array("h")
    values.frombytes(samples)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def read_wav(path: Path) -> Pcm:
    """The sound of a 16-bit WAV file; of several channels the first.

    Raises wave.Error or EOFError for anything else.
    """
    with wave.open(str(path), "rb") as sound:
        if sound.getsampwidth() != BYTES_PER_SAMPLE:
            raise wave.Error(f"{sound.getsampwidth() * 8}-bit samples, 16 expected")
        frames = sound.readframes(sound.getnframes())
        channels = sound.getnchannels()
        rate = sound.getframerate()
    return Pcm(packed(_values(frames)[::channels]) if channels > 1 else frames, rate)
