"""The desk in English: nothing is left in Chinese, nothing is cut."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from cashier_app.compose import PROGRAM
from common.qt.i18n import KIT_I18N, Language
from tests.support.language import languages_of
from tests.support.reading import cut, still_in_chinese
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import an_evening
from tests.ui.cashier.pictures import cash, cashier, clean, keys, more, office_page

Play = Callable[[Desk], Awaitable[None]]
SHOPS_OWN = {"呼叫服务员", "房费", "热菜"}
"""What a pad asked for, a charge, a station: as people entered them."""


@pytest.mark.parametrize("play", [cashier, cash, clean, more, keys])
async def test_the_desk_is_whole(
    qapp: QGuiApplication, open_desk: OpenDesk, tmp_path: Path, play: Play
) -> None:
    with languages_of(qapp, PROGRAM, tmp_path / "i18n") as languages:
        languages.use(Language.EN)
        desk = open_desk(an_evening())
        await play(desk)
        assert still_in_chinese(desk.window, KIT_I18N, PROGRAM.i18n) <= SHOPS_OWN
        await desk.until(lambda: cut(desk.window) == [], "nothing is cut")


@pytest.mark.parametrize(
    "page", ["shop", "hours", "rooms", "stations", "devices", "staff", "therapists", "audit"]
)
async def test_a_page_of_the_manager_is_whole(
    qapp: QGuiApplication, open_desk: OpenDesk, tmp_path: Path, page: str
) -> None:
    with languages_of(qapp, PROGRAM, tmp_path / "i18n") as languages:
        languages.use(Language.EN)
        desk = open_desk(an_evening())
        await office_page(page, "", desk)
        assert still_in_chinese(desk.window, KIT_I18N, PROGRAM.i18n) <= SHOPS_OWN
        await desk.until(lambda: cut(desk.window) == [], "nothing is cut")
