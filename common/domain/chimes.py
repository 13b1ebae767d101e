"""The short sounds of the house: what they mean, and their notes.

`common.speech.tones` computes them, and so does the waiter's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Chime(StrEnum):
    """Sent and stored by value. What is not here is silent: a cancelled line, a dish that is due."""

    NEW = "new"
    ADDED = "added"
    RUSH = "rush"
    CALL = "call"
    LATE = "late"
    OFFLINE = "offline"
    BACK = "back"


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


def chime_named(name: str) -> Chime | None:
    """The chime of an announcement row; "" is none, and so is one that only a newer server knows."""
    return next((chime for chime in Chime if chime == name), None)
