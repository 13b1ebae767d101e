"""Kitchen and calling screen in English: nothing is left in Chinese, nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from common.qt.i18n import KIT_I18N, Language
from kds_app.compose import PROGRAM
from tests.support.language import languages_of
from tests.support.reading import cut, still_in_chinese
from tests.ui.kds.conftest import OpenCalling, OpenKitchen
from tests.ui.kds.pictures import calling_core, kitchen_core

STATIONS = {"热菜"}
PATIENCE = timedelta(minutes=2, seconds=47)


@pytest.fixture(autouse=True)
def english(qapp: QGuiApplication, tmp_path: Path) -> Iterator[None]:
    with languages_of(qapp, PROGRAM, tmp_path) as languages:
        languages.use(Language.EN)
        yield


@pytest.mark.parametrize("sheet", ["", "dishes", "soldOut", "recall", "line", "voice", "server"])
async def test_the_board_and_its_sheets_are_whole(open_kitchen: OpenKitchen, sheet: str) -> None:
    cook = await open_kitchen(core=kitchen_core())
    if sheet:
        cook.kitchen.open_sheet(sheet)
    await cook.breathe()
    assert still_in_chinese(cook.window, KIT_I18N, PROGRAM.i18n) <= STATIONS
    await cook.until(lambda: cut(cook.window) == [], "nothing is cut")


async def test_a_board_that_is_cut_off_says_so_in_full(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen(core=kitchen_core())
    cook.core.go_offline()
    await cook.pass_time(PATIENCE)
    await cook.until(lambda: cook.sees("banner-link"))
    assert still_in_chinese(cook.window, KIT_I18N, PROGRAM.i18n) <= STATIONS
    await cook.until(lambda: cut(cook.window) == [], "nothing is cut")


async def test_guests_read_the_calling_screen_in_english(open_calling: OpenCalling) -> None:
    room, _ = open_calling(calling_core())
    await room.breathe()
    assert still_in_chinese(room.window, KIT_I18N, PROGRAM.i18n) == set()
    await room.until(lambda: cut(room.window) == [], "nothing is cut")
