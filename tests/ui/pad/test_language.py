"""A guest who reads English: one tap, over a restart, and gone with the guest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from common.domain.announcement_defaults import PAD_CALLS
from common.domain.commands import PlaceOrder
from common.domain.rows import RoomState
from common.qt.i18n import Languages
from pad_app.compose import PROGRAM
from pad_app.pad_model import NOBODYS
from pad_app.shop_words import SERVICES
from tests.support.language import languages_of
from tests.ui.pad.conftest import OpenPad
from tests.ui.pad.evening import NOW, an_evening


@pytest.fixture
def languages(qapp: QGuiApplication, tmp_path: Path) -> Iterator[Languages]:
    with languages_of(qapp, PROGRAM, tmp_path / "i18n") as spoken:
        yield spoken


async def test_one_tap_and_everything_is_english_and_back(
    open_pad: OpenPad, languages: Languages
) -> None:
    pad = open_pad(an_evening(), languages=languages)
    assert pad.text("callService") == "呼叫服务"
    await pad.tap("language")
    assert pad.text("callService") == "Call us"
    assert pad.text("language") == "中文"
    await pad.tap("language")
    assert pad.text("callService") == "呼叫服务"


async def test_what_an_english_guest_taps_reaches_the_kitchen_in_chinese(
    open_pad: OpenPad, languages: Languages
) -> None:
    pad = open_pad(an_evening(), languages=languages)
    await pad.tap("language")
    for name in ("category-热菜", "add-宫保鸡丁", "openNote", "allergy-花生", "note-不要蒜"):
        await pad.tap(name)
    assert [item.property("label") for item in pad.items("allergy-花生")] == ["Peanut"]
    await pad.tap("noteDone")
    await pad.reads("orderNotes", "Peanut allergy · No garlic")
    await pad.tap("placeOrder")
    await pad.until(lambda: pad.core.given)
    command = pad.core.given[0].command
    assert isinstance(command, PlaceOrder)
    assert (command.note, command.lines[0].allergies) == ("不要蒜", ("花生",))


async def test_a_choice_outlives_a_restart_of_the_pad(
    open_pad: OpenPad, languages: Languages, tmp_path: Path
) -> None:
    evening, memory = an_evening(), tmp_path / "pad.language"
    await open_pad(evening, languages=languages, memory=memory).tap("language")
    assert open_pad(evening, languages=languages, memory=memory).text("language") == "中文"
    others = an_evening()
    assert open_pad(others, languages=languages, memory=memory).text("language") == "EN"


async def test_it_goes_with_the_guest(
    open_pad: OpenPad, languages: Languages, tmp_path: Path
) -> None:
    evening, memory = an_evening(), tmp_path / "pad.language"
    pad = open_pad(evening, languages=languages, memory=memory)
    await pad.tap("language")
    room = replace(evening.room, state=RoomState.TO_CLEAN, version=2)
    evening.core.server_says(rooms=[room], stays=[replace(evening.stay, left_at=NOW, version=2)])
    await pad.reads("welcomeTitle", "房间整理中")
    assert not memory.exists()


async def test_chosen_on_the_welcome_page_it_stays_for_the_order_and_not_for_the_night(
    open_pad: OpenPad, languages: Languages
) -> None:
    pad = open_pad(an_evening(is_checked_in=False), languages=languages)
    await pad.tap("language")
    assert pad.text("welcomeTitle") == "Welcome"
    await pad.tap("beginOrdering")
    assert pad.text("callService") == "Call us"
    await pad.pass_time(NOBODYS + timedelta(seconds=1))
    await pad.reads("welcomeTitle", "欢迎")


async def test_a_file_that_is_no_choice_is_none(
    open_pad: OpenPad, languages: Languages, tmp_path: Path
) -> None:
    memory = tmp_path / "pad.language"
    memory.write_text("{")
    assert open_pad(an_evening(), languages=languages, memory=memory).text("language") == "EN"


def test_every_button_that_a_shop_is_delivered_with_is_known() -> None:
    assert {call.label for call in PAD_CALLS.values()} <= set(SERVICES)
