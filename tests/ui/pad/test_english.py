"""The pad's pages in English: nothing of the program's own words is left in Chinese, nothing is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from common.qt.i18n import KIT_I18N
from pad_app.compose import PROGRAM
from tests.support.language import languages_of
from tests.support.reading import cut, still_in_chinese
from tests.ui.pad.conftest import OpenPad
from tests.ui.pad.pictures import PICTURES

SHOPS_OWN = {"招牌", "热菜", "微甜 · 含酒酿", "少油", "笼"}
"""Categories, descriptions, options, a dish's glyph: as entered."""


@pytest.mark.parametrize(
    "name", ["pad_menu", "pad_order", "pad_bill", "pad_called", "pad_warned", "pad_unsent",
             "pad_closed", "pad_refused", "pad_welcome", "pad_cleaning"]
)  # fmt: skip
async def test_a_page_in_english_is_whole(
    qapp: QGuiApplication, open_pad: OpenPad, tmp_path: Path, name: str
) -> None:
    make, play = PICTURES[name]
    with languages_of(qapp, PROGRAM, tmp_path) as languages:
        pad = open_pad(make(), languages=languages)
        await pad.tap("language")
        await play(pad)
        await pad.breathe()
        assert still_in_chinese(pad.window, KIT_I18N, PROGRAM.i18n) <= SHOPS_OWN
        await pad.until(lambda: cut(pad.window) == [], "nothing is cut")
