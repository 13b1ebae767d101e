"""Which engine speaks: the one choice that a shop makes in its settings."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from common.domain.speaking import Speaker
from common.speech.engine import ChildSpeaker, WavSpeaker
from common.speech.silent import SilentSpeaker


class SpeakerKind(StrEnum):
    """Stored by value in the devices' settings."""

    PYTTSX3 = "pyttsx3"  # aloud, through the voice of the operating system
    WAV = "wav"  # into files
    SILENT = "silent"  # nowhere; remembers


def speaker_from_settings(
    kind: SpeakerKind,
    *,
    directory: Path | None = None,
    voice: str = "",
    player: Sequence[str] = (),
) -> Speaker:
    """The speaker of `kind`. `directory` is where `wav` writes, and needed for it (ValueError)."""
    match kind:
        case SpeakerKind.PYTTSX3:
            return ChildSpeaker(voice=voice, player=player)
        case SpeakerKind.WAV:
            if directory is None:
                raise ValueError("the wav engine needs a directory")
            return WavSpeaker(directory, voice=voice)
        case SpeakerKind.SILENT:
            return SilentSpeaker()
