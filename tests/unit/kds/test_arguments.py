"""The command line of the kitchen display."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.speech.settings import SpeakerKind
from kds_app.arguments import parse


def test_a_first_start_needs_only_server_and_code() -> None:
    told = parse(["--server", "http://10.0.0.5:8000/", "--pair", "42450124"])
    assert (told.server, told.pair, told.name) == ("http://10.0.0.5:8000", "42450124", "主灶屏")
    assert (told.speech, told.scale, told.kiosk, told.remote) == (
        SpeakerKind.PYTTSX3, 1.0, False, False,
    )  # fmt: skip


def test_the_wav_engine_names_its_folder() -> None:
    told = parse(["--speech", "wav:heard"])
    assert (told.speech, told.speech_dir) == (SpeakerKind.WAV, Path("heard"))


@pytest.mark.parametrize("speech", ["wav", "loud", "silent:here"])
def test_a_speech_that_means_nothing_is_refused(
    speech: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(["--speech", speech])
    assert "wav:DIR" in capsys.readouterr().err
