"""What reaches the engine, and what the engine makes of it."""

from __future__ import annotations

import subprocess

import pytest

from common.domain.numbers import read_code, read_count
from common.speech.pronounce import pronounceable
from common.speech.voices import ESPEAK_PINYIN, InstalledVoice, chinese_voice


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("八零幺房间下单了7喜两瓶", "八零幺房间下单了七喜两瓶"),
        ("2号锅底", "二号锅底"),
        ("12寸披萨", "十二寸披萨"),
        ("1.5L可乐", "一点五L可乐"),
        ("007号", "零零七号"),
        ("13800138000", "一三八零零一三八零零零"),
        ("５份", "五份"),
        ("XO酱炒饭", "X O酱炒饭"),
        ("VIP包厢", "V I P包厢"),
        ("Mojito", "Mojito"),
        ("水饺", "水饺"),
    ],
)
def test_no_digit_reaches_the_engine(text: str, said: str) -> None:
    assert pronounceable(text) == said


def phonemes(text: str) -> list[str]:
    """The syllables that espeak-ng's pinyin voice would speak, in its own notation."""
    command = ["espeak-ng", "-q", "-x", "-v", ESPEAK_PINYIN, text]
    spoken = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    return [syllable.replace("'", "").strip("_|") for syllable in spoken.split()]


BA, LING, YAO, LIANG, ER = "pA55", "li35N", "jAu55", "liA35N", "@r51"


def test_the_room_is_heard_digit_by_digit() -> None:
    assert phonemes(read_code("801")) == [BA, LING, YAO]
    assert phonemes(read_code("#01"))[:2] == [LING, YAO]


def test_two_is_heard_as_liang_before_a_measure_word_and_as_er_within() -> None:
    assert phonemes(f"{read_count(200)}份")[0] == LIANG
    assert phonemes(f"{read_count(12)}份")[1] == ER


def test_digits_given_to_the_engine_would_lose_the_zero() -> None:
    """Why they never are: when this fails, espeak-ng has learned to read 801."""
    assert LING not in phonemes("801")


def voice(id: str, name: str = "", *languages: str) -> InstalledVoice:
    return InstalledVoice(id, name, languages)


def test_the_pinyin_voice_is_chosen_though_plain_mandarin_comes_first() -> None:
    installed = [voice("gmw/en"), voice("sit/cmn", "Chinese", "cmn"), voice(ESPEAK_PINYIN)]
    assert chinese_voice(installed) == ESPEAK_PINYIN


@pytest.mark.parametrize(
    "chinese",
    [
        voice("HKEY\\TTS_MS_ZH-CN_HUIHUI_11.0", "Microsoft Huihui Desktop"),
        voice("com.apple.voice.compact.zh-CN.Tingting", "Tingting", "zh_CN"),
    ],
)
def test_windows_and_macos_have_voices_of_their_own(chinese: InstalledVoice) -> None:
    assert chinese_voice([voice("english", "Zira", "en-US"), chinese]) == chinese.id


def test_no_chinese_voice_is_none_rather_than_english_letters() -> None:
    assert chinese_voice([voice("gmw/en", "English", "en"), voice("sit/cmn", "", "cmn")]) is None


def test_a_wanted_voice_is_taken_or_none() -> None:
    installed = [voice("gmw/en"), voice(ESPEAK_PINYIN)]
    assert chinese_voice(installed, "GMW/EN") == "gmw/en"
    assert chinese_voice(installed, "nobody") is None
