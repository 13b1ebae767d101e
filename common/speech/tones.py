"""The chimes, computed: no sound files to ship. What each means is in `common.domain.chimes`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from common.domain.chimes import Chime
from common.speech.pcm import Pcm, packed

_ATTACK_MS: Final = 8
"""A start this soft has no click."""
_FULL_SCALE: Final = 32767


@dataclass(frozen=True, slots=True)
class Note:
    """`hz` for `ms`, then `rest_ms` of silence. `fades`: rings out like a bell, else holds."""

    hz: float
    ms: int
    rest_ms: int = 0
    loudness: float = 0.5
    fades: bool = True


NOTES: Final[Mapping[Chime, tuple[Note, ...]]] = {
    # two rising notes
    Chime.NEW: (Note(659.3, 160, 30), Note(987.8, 300, 60)),
    # three notes
    Chime.ADDED: (Note(659.3, 120, 20), Note(784.0, 120, 20), Note(987.8, 260, 60)),
    # one double knock: low, dry, close together
    Chime.RUSH: (Note(220.0, 70, 60, loudness=0.8), Note(220.0, 70, 140, loudness=0.8)),
    # a door bell: two falling notes
    Chime.CALL: (Note(784.0, 220, 20), Note(622.3, 320, 60)),
    # one low note
    Chime.LATE: (Note(196.0, 450, 60),),
    # one long low tone
    Chime.OFFLINE: (Note(164.8, 1200, 60, fades=False),),
    # one soft note
    Chime.BACK: (Note(880.0, 260, 60, loudness=0.25),),
}


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
