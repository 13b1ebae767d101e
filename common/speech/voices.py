"""Which of the installed voices speaks Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

ESPEAK_PINYIN: Final = "sit/cmn-latn-pinyin"
"""espeak-ng 1.51: its plain `sit/cmn` reads Han as English letters."""
_UNUSABLE: Final = frozenset({"sit/cmn"})
_LANGUAGES: Final = ("zh-cn", "zh_cn", "zh-hans", "zh", "cmn")
_NAMES: Final = ("huihui", "kangkang", "yaoyao", "xiaoxiao", "ting-ting", "tingting", "chinese")


@dataclass(frozen=True, slots=True)
class InstalledVoice:
    id: str
    name: str
    languages: tuple[str, ...]


def chinese_voice(installed: Iterable[InstalledVoice], wanted: str = "") -> str | None:
    """The id to use: `wanted` if it is installed; with no wish the best Chinese one; else None."""
    voices = tuple(installed)
    if wanted:
        return next((voice.id for voice in voices if voice.id.lower() == wanted.lower()), None)
    usable = [voice for voice in voices if voice.id.lower() not in _UNUSABLE]
    return (
        _first(usable, lambda voice: voice.id.lower() == ESPEAK_PINYIN)
        or _first(usable, lambda voice: any(_is_mandarin(tag) for tag in voice.languages))
        or _first(usable, lambda voice: any(name in voice.name.lower() for name in _NAMES))
    )


def _is_mandarin(tag: str) -> bool:
    return tag.strip().lower() in _LANGUAGES


def _first(voices: Sequence[InstalledVoice], fits: Callable[[InstalledVoice], bool]) -> str | None:
    return next((voice.id for voice in voices if fits(voice)), None)
