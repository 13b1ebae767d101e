"""The command line that all programs with a screen share."""

from __future__ import annotations

from pathlib import Path

import pytest

import cashier_app.compose
import kds_app.compose
import pad_app.compose
from common.qt.i18n import Language
from common.qt.program import LANGUAGE_SETTING, Program, parse
from common.speech.settings import SpeakerKind

DESK = cashier_app.compose.PROGRAM
KITCHEN = kds_app.compose.PROGRAM
PAD = pad_app.compose.PROGRAM


@pytest.mark.parametrize("program", [DESK, KITCHEN, PAD])
def test_a_first_start_needs_only_server_and_code(program: Program) -> None:
    told = parse(program, ["--server", "http://10.0.0.5:8000/", "--pair", "42450124"])
    assert (told.server, told.pair) == ("http://10.0.0.5:8000", "42450124")
    assert (told.name, told.device_file.name) == (program.name, program.file)
    assert (told.scale, told.kiosk, told.remote) == (1.0, False, False)


def test_every_program_is_another_device() -> None:
    assert len({x.file for x in (DESK, KITCHEN, PAD)}) == 3
    assert len({x.name for x in (DESK, KITCHEN, PAD)}) == 3


def test_desks_and_kitchens_speak_and_a_pad_does_not() -> None:
    assert parse(DESK, []).speech == parse(KITCHEN, []).speech == SpeakerKind.PYTTSX3
    assert parse(PAD, []).speech == SpeakerKind.SILENT
    with pytest.raises(SystemExit):
        parse(PAD, ["--speech", "silent"])


def test_the_wav_engine_names_its_folder() -> None:
    told = parse(DESK, ["--speech", "wav:heard"])
    assert (told.speech, told.speech_dir) == (SpeakerKind.WAV, Path("heard"))


@pytest.mark.parametrize("speech", ["wav", "loud", "silent:here"])
def test_a_speech_that_means_nothing_is_refused(
    speech: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(KITCHEN, ["--speech", speech])
    assert "wav:DIR" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "language"), [("en", Language.EN), ("en_GB", Language.EN), ("zh-CN", Language.ZH_CN)]
)
def test_a_language_is_told_on_the_command_line(told: str, language: Language) -> None:
    assert parse(KITCHEN, ["--lang", told]).language is language


def test_a_device_keeps_its_language_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parse(PAD, []).language is Language.ZH_CN
    monkeypatch.setenv(LANGUAGE_SETTING, "en")
    assert parse(PAD, []).language is Language.EN
    assert parse(PAD, ["--lang", "zh"]).language is Language.ZH_CN


def test_a_language_that_nobody_translated_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(DESK, ["--lang", "fr"])
    assert "zh_CN or en" in capsys.readouterr().err
