"""The chimes: short, audible, and each with its own shape."""

from __future__ import annotations

import struct
import wave
from itertools import pairwise
from pathlib import Path

import pytest

from common.domain.chimes import NOTES, Chime
from common.speech.pcm import Pcm, packed, read_wav
from common.speech.tones import tone

RATE = 22050


def pitch_hz(pcm: Pcm, from_ms: int, for_ms: int) -> float:
    """By counting how often the wave comes up through zero."""
    values = [each for (each,) in struct.iter_unpack("<h", pcm.samples)]
    part = values[from_ms * RATE // 1000 : (from_ms + for_ms) * RATE // 1000]
    rises = sum(1 for before, after in pairwise(part) if before < 0 <= after)
    return rises * 1000 / for_ms


@pytest.mark.parametrize("chime", list(Chime))
def test_every_chime_is_audible_and_short(chime: Chime) -> None:
    pcm = tone(chime, RATE)
    assert not pcm.is_silent
    assert 200 <= pcm.duration_ms <= 1500


def test_a_new_order_rises() -> None:
    first, second = NOTES[Chime.NEW]
    pcm = tone(Chime.NEW, RATE)
    low = pitch_hz(pcm, 20, 100)
    high = pitch_hz(pcm, first.ms + first.rest_ms + 20, 100)
    assert low == pytest.approx(first.hz, rel=0.05)
    assert high == pytest.approx(second.hz, rel=0.05)
    assert high > low


def test_notes_are_counted_as_the_design_has_them() -> None:
    counted = {chime: len(notes) for chime, notes in NOTES.items()}
    assert counted[Chime.NEW] == 2
    assert counted[Chime.ADDED] == 3
    assert counted[Chime.RUSH] == 2
    assert counted[Chime.LATE] == counted[Chime.OFFLINE] == counted[Chime.BACK] == 1


def test_no_note_clips() -> None:
    for chime in Chime:
        values = [abs(each) for (each,) in struct.iter_unpack("<h", tone(chime, RATE).samples)]
        assert max(values) < 32767


def test_samples_beyond_the_range_are_held_at_its_edge() -> None:
    assert packed([1e6, -1e6, 0]) == struct.pack("<hhh", 32767, -32767, 0)


def test_where_the_first_sound_is() -> None:
    assert Pcm(b"\0\0\0\0\x01\0", RATE).first_sound_at() == 4
    assert Pcm(b"\0\0\0\x01", RATE).first_sound_at() == 2
    assert Pcm(bytes(6), RATE).first_sound_at() == 6


def test_of_a_stereo_file_the_first_channel_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        file.writeframes(struct.pack("<hhhh", 1, 2, 3, 4))
    assert read_wav(path) == Pcm(struct.pack("<hh", 1, 3), RATE)


def test_eight_bit_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "eight.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 1, RATE, 0, "NONE", ""))
        file.writeframes(b"\x80")
    with pytest.raises(wave.Error, match="8-bit"):
        read_wav(path)
