"""What is asked of a speaker, the silent one, and the choice among them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QCoreApplication

from common.domain.chimes import Chime, chime_named
from common.speech import (
    ChildSpeaker,
    SilentSpeaker,
    SpeakerKind,
    SpeechFailure,
    SpeechResult,
    Spoken,
    Utterance,
    WavSpeaker,
    speaker_from_settings,
)


@pytest.mark.parametrize(
    "wrong", [{"text": " "}, {"text": "好", "volume": 1.1}, {"text": "好", "rate": 79}]
)
def test_an_utterance_that_means_nothing_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each field has its own words
        Utterance(**wrong)  # type: ignore[arg-type]


def test_a_chime_of_a_newer_server_is_left_out() -> None:
    assert chime_named("rush") is Chime.RUSH
    assert chime_named("") is None
    assert chime_named("trumpet") is None


async def test_the_silent_speaker_remembers_what_it_was_asked() -> None:
    speaker = SilentSpeaker()
    await speaker.warm()
    assert (await speaker.say(Utterance("加单"))).was_heard
    speaker.answer_with(Spoken(SpeechResult.FAILED, SpeechFailure.NO_DEVICE))
    assert not (await speaker.say(Utterance("催菜"))).was_heard
    assert [utterance.text for utterance in speaker.said] == ["加单", "催菜"]

    await speaker.close()
    assert (await speaker.say(Utterance("重做"))).reason is SpeechFailure.CLOSED


async def test_the_settings_choose_the_engine(tmp_path: Path) -> None:
    chosen = {kind: speaker_from_settings(kind, directory=tmp_path) for kind in SpeakerKind}
    assert type(chosen[SpeakerKind.PYTTSX3]) is ChildSpeaker
    assert type(chosen[SpeakerKind.WAV]) is WavSpeaker
    assert type(chosen[SpeakerKind.SILENT]) is SilentSpeaker
    for speaker in chosen.values():
        await speaker.close()


def test_wav_without_a_folder_is_a_mistake_of_the_settings() -> None:
    with pytest.raises(ValueError, match="directory"):
        speaker_from_settings(SpeakerKind.WAV)


def test_it_speaks_on_the_loop_of_a_qt_app(qapp: QCoreApplication, tmp_path: Path) -> None:
    async def say() -> Spoken:
        speaker = WavSpeaker(tmp_path)
        try:
            return await speaker.say(Utterance("加单"))
        finally:
            await speaker.close()

    with qasync.QEventLoop(qapp) as loop:
        assert loop.run_until_complete(say()).was_heard


def test_the_child_carries_no_qt() -> None:
    listing = "import sys, common.speech.child; print(*(m for m in sys.modules if 'Qt' in m))"
    child = subprocess.run([sys.executable, "-c", listing], capture_output=True, check=True)
    assert child.stdout.split() == []


def test_the_self_test_says_the_sentence_of_the_seed(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "common.speech",
        "--engine",
        "wav",
        "--directory",
        str(tmp_path),
    ]
    heard = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert heard.returncode == 0, heard.stderr
    assert "已播报" in heard.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["0001-selftest.wav"]


def test_the_self_test_fails_loudly() -> None:
    command = [sys.executable, "-m", "common.speech", "好", "--voice", "nobody"]
    heard = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert heard.returncode == 1
    assert "voice_missing" in heard.stderr
