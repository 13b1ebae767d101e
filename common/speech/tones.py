"""The chimes, computed: no sound files to ship. Their notes are in `common.domain.chimes`."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from common.domain.chimes import NOTES, Chime, Note
from common.speech.pcm import Pcm, packed

_ATTACK_MS: Final = 8
"""A start this soft has no click."""
_FULL_SCALE: Final = 32767


@lru_cache(maxsize=32)
def tone(chime: Chime, rate: int) -> Pcm:
    """The chime at `rate` Hz, at full volume."""
    return Pcm(b"".join(_note(note, rate) for note in NOTES[chime]), rate)


def _note(note: Note, rate: int) -> bytes:
    sounding = rate * note.ms // 1000
    attack = rate * _ATTACK_MS / 1000
    top = _FULL_SCALE * note.loudness

    def sample(at: int) -> float:
        swell = min(1.0, at / attack, (sounding - at) / attack)
        ring = math.exp(-4.0 * at / sounding) if note.fades else 1.0
        angle = math.tau * note.hz * at / rate
        return top * swell * ring * (0.8 * math.sin(angle) + 0.2 * math.sin(2 * angle))

    silence = bytes(rate * note.rest_ms // 1000 * 2)
    return packed(sample(at) for at in range(sounding)) + silence
